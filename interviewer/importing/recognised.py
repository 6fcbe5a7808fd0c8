"""What recognition found in one document: entries, questions without an answer, passages, headings, doubts."""

from dataclasses import dataclass
from typing import Literal

from interviewer.importing.manuscript import Dropped
from interviewer.models import Difficulty


@dataclass(frozen=True, slots=True)
class Entry:
    """A question with its answer."""

    question: str
    """Plain text on one line."""
    answer: str
    """Markdown."""
    line: int
    """Where the question stands in the file, from 1."""
    end: int
    """The last line that belongs to it; `line` for containers without lines."""
    section: str | None = None
    context: str | None = None
    """Code, data or options that belong to the question, Markdown."""
    difficulty: Difficulty | None = None
    tags: tuple[str, ...] = ()
    number: str | None = None
    """As printed: `12`, `Q3`, `4.2`."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that the document leaves without an answer: listed, never imported."""

    question: str
    line: int
    end: int
    section: str | None = None
    reason: str = "no answer"
    """A short noun phrase: "no answer", "placeholder", "only links"."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Text that answers no question of its own document: prose, or an answer whose question was lost."""

    text: str
    """Markdown."""
    line: int
    end: int
    section: str | None = None
    title: str | None = None
    """Its own heading, where it has one: plain text on one line."""
    kind: Literal["answer", "prose"] = "prose"
    """`answer`: one of a series that looks like the answers of a document whose questions were lost, in order."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that is no question: of a section, of a part of an answer, the title."""

    text: str
    """Plain text on one line."""
    level: int
    line: int


@dataclass(frozen=True, slots=True)
class Suspicion:
    """An entry that a person should look at, with the reason."""

    line: int
    reason: str
    """A short noun phrase that groups it: "very short answer", "cut sentence"."""
    excerpt: str
    """At most 80 characters."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where the printed numbers do not go on by one."""

    after: str
    """The last number before, as printed."""
    next: str
    line: int
    kind: Literal["skips", "repeats", "restarts", "goes back"]


@dataclass(frozen=True, slots=True)
class Recognised:
    """Everything in one document, each part in the order of the file."""

    file: str
    shape: str
    """In words, for the report: "numbered headings", "questions without answers", "prose"."""
    confidence: float
    """0 to 1: how consistently the shape holds through the document."""
    title: str | None = None
    entries: tuple[Entry, ...] = ()
    unanswered: tuple[Unanswered, ...] = ()
    passages: tuple[Excerpt, ...] = ()
    headings: tuple[Heading, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    """The reader's and recognition's, one per line left out."""
    claimed: int | None = None
    """The number of questions that the document says it has ("Top 50 ...")."""
    gaps: tuple[Gap, ...] = ()
    suspicious: tuple[Suspicion, ...] = ()
    notes: tuple[str, ...] = ()
    """A sentence each: what the reader repaired, why nothing was found."""
