"""A document as its reader hands it on: lines of Markdown with the places they came from, or finished records."""

from dataclasses import dataclass
from typing import Literal

Container = Literal[
    "markdown", "text", "html", "pdf", "docx", "notebook", "table", "json", "anki", "rst", "org", "latex"
]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of Markdown: whatever the container, headings are `#`, bold is `**`, code stands between fences."""

    text: str
    number: int
    """Where it stands in the file, from 1; for containers without lines, of the paragraph, page, cell or row.

    Several lines may have the same number, never a smaller one than the line before.
    """


@dataclass(frozen=True, slots=True)
class Record:
    """A question with its answer, where the container names them (tables, JSON, flash cards)."""

    question: str
    """Markdown on one line; empty where the document has an answer alone."""
    answer: str
    """Empty where the document has a question alone."""
    number: int
    """Row or line in the file, from 1."""
    section: str | None = None
    context: str | None = None
    difficulty: str | None = None
    tags: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    """What the document itself lists as the points of a good answer."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something left out before or during recognition."""

    reason: str
    """A short noun phrase that groups it: "page header", "navigation", "licence", "link list"."""
    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Manuscript:
    """Either `lines` or `records`, seldom both."""

    file: str
    """The path as given."""
    container: Container
    encoding: str
    """`utf-8`, `utf-8 with BOM`, `cp1252`, `utf-16`...; what the container says where it is binary."""
    title: str | None
    lines: tuple[Line, ...] = ()
    records: tuple[Record, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()
    """What the reader repaired or doubts, a sentence each."""
