"""What a report says of one document, from what was recognised in it."""

from collections import Counter
from collections.abc import Sequence

from interviewer.importing.documents import ReadDocument
from interviewer.importing.report import (
    DocumentReport,
    Doubt,
    DroppedGroup,
    DroppedLine,
    FoundPassage,
    NumberGap,
    ReadEntry,
    SectionCount,
    UnansweredQuestion,
)
from interviewer.text import fold

_NO_QUESTIONS = "No questions found"
"""How recognition's note on a document by itself begins; beside another document it is no longer so."""


def read_entries_of(document: ReadDocument) -> tuple[ReadEntry, ...]:
    """A document's entries as the report has them."""
    source = document.recovery.file if document.recovery else None
    return tuple(
        ReadEntry(
            question=entry.question,
            answer=entry.answer,
            section=entry.section,
            line=entry.line,
            context=entry.context,
            difficulty=entry.difficulty,
            tags=entry.tags,
            number=entry.number,
            recovered_from=source,
        )
        for entry in document.entries
    )


def describe(document: ReadDocument, entries: Sequence[ReadEntry], output: str | None) -> DocumentReport:
    """Everything about one document but its entries in full."""
    found = document.recognised
    sections = Counter(entry.section for entry in entries if entry.section)
    if len(sections) == 1 and fold(*sections) == fold(found.title or ""):
        sections.clear()  # it says no more than the title
    notes = list(dict.fromkeys(found.notes))
    if document.recovery:
        notes = [note for note in notes if not note.startswith(_NO_QUESTIONS)]
        notes.append(f"Its questions were recovered from {document.recovery.file}, whose answers are nearly the same.")
    return DocumentReport(
        file=document.file,
        container=document.container,
        encoding=document.encoding,
        title=found.title,
        shape="answers without questions" if document.recovery else found.shape,
        confidence=found.confidence,
        entries=len(entries),
        claimed=found.claimed,
        recovered_from=document.recovery.file if document.recovery else None,
        sections=tuple(SectionCount(section=section, entries=count) for section, count in sections.items()),
        gaps=tuple(NumberGap(after=gap.after, next=gap.next, line=gap.line, kind=gap.kind) for gap in found.gaps),
        unanswered=tuple(
            UnansweredQuestion(question=item.question, line=item.line, section=item.section, reason=item.reason)
            for item in found.unanswered
        ),
        passages=tuple(
            FoundPassage(text=item.text, line=item.line, section=item.section, title=item.title)
            for item in document.passages
        ),
        suspicious=tuple(Doubt(line=item.line, reason=item.reason, excerpt=item.excerpt) for item in found.suspicious),
        dropped=_dropped(document),
        notes=tuple(notes),
        preview=_preview(entries),
        output=output,
    )


def _dropped(document: ReadDocument) -> tuple[DroppedGroup, ...]:
    reclaimed = document.recovery.reclaimed if document.recovery else frozenset()
    groups: dict[str, list[DroppedLine]] = {}
    for item in document.recognised.dropped:
        if item.number not in reclaimed:
            groups.setdefault(item.reason, []).append(DroppedLine(line=item.number, text=item.text))
    return tuple(DroppedGroup(reason=reason, lines=tuple(lines)) for reason, lines in groups.items())


def _preview(entries: Sequence[ReadEntry]) -> tuple[ReadEntry, ...]:
    """The first, the middle and the last, each once."""
    if not entries:
        return ()
    places = dict.fromkeys((0, len(entries) // 2, len(entries) - 1))
    return tuple(entries[place] for place in places)
