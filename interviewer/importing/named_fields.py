"""Records of tables, JSON and flash cards: the container says what is question and what is answer."""

from interviewer.importing.answers import why_missing
from interviewer.importing.difficulty import of_question
from interviewer.importing.manuscript import Dropped, Manuscript, Record
from interviewer.importing.questions import question_text
from interviewer.importing.recognised import Entry, Recognised, Unanswered
from interviewer.importing.suspicion import suspicions_of
from interviewer.importing.wording import plain_text
from interviewer.models import Difficulty

_LEVELS: dict[str, Difficulty] = {"easy": "easy", "medium": "medium", "hard": "hard"}


def read_records(manuscript: Manuscript) -> Recognised:
    """Every record with question and answer as an entry."""
    entries: list[Entry] = []
    unanswered: list[Unanswered] = []
    dropped: list[Dropped] = []
    for record in manuscript.records:
        question, marked = question_text(" ".join(record.question.split()), {})
        if not question:
            if record.answer.strip():
                dropped.append(Dropped("record without a question", plain_text(record.answer)[:200], record.number))
            continue
        missing = why_missing(record.answer)
        if missing is not None:
            unanswered.append(Unanswered(question, record.number, record.number, record.section, missing))
            continue
        entries.append(_entry(record, question, marked))
    notes = list(manuscript.notes)
    if not entries:
        notes.append(f"{len(unanswered)} questions, none with an answer: nothing to import.")
    return Recognised(
        file=manuscript.file,
        shape="records" if entries else "questions without answers",
        confidence=1.0,
        title=manuscript.title,
        entries=tuple(entries),
        unanswered=tuple(unanswered),
        dropped=(*manuscript.dropped, *dropped),
        suspicious=suspicions_of(entries),
        notes=tuple(notes),
    )


def _entry(record: Record, question: str, marked: Difficulty | None) -> Entry:
    difficulty = _LEVELS.get((record.difficulty or "").casefold()) or of_question(f"[{record.difficulty}] x", {})[1]
    return Entry(
        question, record.answer.strip("\n"), record.number, record.number, record.section, record.context,
        difficulty or marked, record.tags,
    )  # fmt: skip
