"""Records of tables, JSON and flash cards: the container says what is question and what is answer."""

from collections.abc import Sequence

from interviewer.importing.difficulty import of_word
from interviewer.importing.manuscript import Dropped, Manuscript, Record
from interviewer.importing.recognised import Entry, Recognised, Unanswered
from interviewer.importing.recognition.answers import why_missing
from interviewer.importing.recognition.questions import question_text
from interviewer.importing.recognition.suspicion import suspicions_of
from interviewer.importing.wording import plain_text


def read_records(manuscript: Manuscript) -> Recognised:
    """Every record with question and answer as an entry."""
    return from_records(manuscript, manuscript.records, "records", manuscript.title, manuscript.dropped)


def from_records(
    manuscript: Manuscript, records: Sequence[Record], shape: str, title: str | None, dropped: Sequence[Dropped]
) -> Recognised:
    entries: list[Entry] = []
    unanswered: list[Unanswered] = []
    left: list[Dropped] = []
    for record in records:
        question, marked = question_text(" ".join(record.question.split()), {})
        if not question:
            if record.answer.strip():
                left.append(Dropped("record without a question", plain_text(record.answer)[:200], record.number))
            continue
        missing = why_missing(record.answer)
        if missing is not None:
            unanswered.append(Unanswered(question, record.number, record.number, record.section, missing))
            continue
        entries.append(
            Entry(
                question, record.answer.strip("\n"), record.number, record.number, record.section, record.context,
                of_word(record.difficulty) or marked, record.tags,
            )
        )  # fmt: skip
    notes = list(manuscript.notes)
    if not entries and unanswered:
        notes.append(f"{len(unanswered)} questions, none with an answer: nothing to import.")
    return Recognised(
        file=manuscript.file,
        shape=shape if entries else "questions without answers",
        confidence=1.0,
        title=title,
        entries=tuple(entries),
        unanswered=tuple(unanswered),
        dropped=tuple(sorted((*dropped, *left), key=lambda one: one.number)),
        suspicious=suspicions_of(entries),
        notes=tuple(notes),
    )
