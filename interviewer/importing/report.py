"""What an import found, dropped and doubts, as data: for the screen, for JSON and for the page beside the output."""

from typing import Literal

from interviewer.models import Difficulty, Frozen

Likeness = Literal["exact", "same question", "near"]


class ReadEntry(Frozen):
    """A question with its answer as one document has it, before anything is merged."""

    question: str
    """Plain text on one line."""
    answer: str
    """Markdown."""
    section: str | None = None
    line: int
    context: str | None = None
    """Code, data or options that belong to the question, Markdown."""
    difficulty: Difficulty | None = None
    tags: tuple[str, ...] = ()
    number: str | None = None
    """As printed: `12`, `Q3`."""
    recovered_from: str | None = None
    """The document that has the question, where this one has only the answer."""


class UnansweredQuestion(Frozen):
    question: str
    line: int
    section: str | None = None
    reason: str


class FoundPassage(Frozen):
    """Text that answers no question; it is imported as something to cite."""

    text: str
    line: int
    section: str | None = None
    title: str | None = None


class NumberGap(Frozen):
    """A place where the printed numbers do not go on by one."""

    after: str
    next: str
    line: int
    kind: Literal["skips", "repeats", "restarts", "goes back"]


class DroppedLine(Frozen):
    line: int
    text: str


class DroppedGroup(Frozen):
    """Lines left out for one reason."""

    reason: str
    lines: tuple[DroppedLine, ...]


class Doubt(Frozen):
    """An entry that a person should look at."""

    line: int
    reason: str
    excerpt: str


class SectionCount(Frozen):
    section: str
    entries: int


class Side(Frozen):
    """One of two questions that are alike."""

    file: str
    """A document as it was given, or a file of the corpus."""
    line: int
    question: str
    answer: str
    """Its beginning."""
    in_corpus: bool = False


class Duplicate(Frozen):
    """Two questions that are the same or nearly so. Only exact ones are merged."""

    kind: Likeness
    """`exact`: question and answer, stored once with both sources; `same question`: stored once with both answers;
    `near`: stored apart, for a person to decide."""
    likeness: float
    """0 to 1."""
    first: Side
    second: Side
    proposal: str
    """One sentence: what was done, or what to do."""


class Change(Frozen):
    """Something that the import does to the corpus, or leaves to a person."""

    kind: Literal["added", "updated", "merged", "reference", "removed", "kept", "left out"]
    """`kept`: edited by hand since the last import, or no longer in a document that changed much; `left out`: removed
    from the corpus by hand, or not to be written in its format."""
    id: str
    """Of the question; empty for passages."""
    question: str
    """Or the title of a passage."""
    file: str
    """Of the corpus."""
    reason: str = ""


class DocumentReport(Frozen):
    """One document: how it was read and what is in it."""

    file: str
    """The path as given."""
    container: str
    encoding: str
    title: str | None
    shape: str
    """In words: "numbered headings"."""
    confidence: float
    """0 to 1: how consistently the shape holds."""
    entries: int
    claimed: int | None
    """How many questions the document says it has."""
    recovered_from: str | None
    """The document whose questions its answers were matched with."""
    sections: tuple[SectionCount, ...]
    gaps: tuple[NumberGap, ...]
    unanswered: tuple[UnansweredQuestion, ...]
    passages: tuple[FoundPassage, ...]
    suspicious: tuple[Doubt, ...]
    dropped: tuple[DroppedGroup, ...]
    notes: tuple[str, ...]
    preview: tuple[ReadEntry, ...]
    """Its first, middle and last entry."""
    output: str | None
    """The corpus file that it is written to; None when there is nothing to write."""


class Failure(Frozen):
    """A document, or a path that was named, that could not be read."""

    file: str | None
    """As given; None for a path that stands for no document."""
    message: str
    hint: str


class ImportReport(Frozen):
    """Everything about one import."""

    output: str
    """The folder that the corpus files are in."""
    dry_run: bool
    documents: tuple[DocumentReport, ...]
    failures: tuple[Failure, ...]
    entries: dict[str, tuple[ReadEntry, ...]]
    """For each path as given, in order, what it holds; empty for what could not be read."""
    duplicates: tuple[Duplicate, ...]
    """Exact ones, same questions, then near ones from the likest on."""
    near_omitted: int
    """Near duplicates beyond those listed."""
    changes: tuple[Change, ...]
    unchanged: int
    """Questions that the corpus has already as they are."""
    files: tuple[str, ...]
    """The corpus files written; on a dry run those that would be."""
    notes: tuple[str, ...]

    @property
    def found(self) -> bool:
        """Whether any document yielded an entry or a passage."""
        return any(document.entries or document.passages for document in self.documents)
