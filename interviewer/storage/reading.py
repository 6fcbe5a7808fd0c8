"""From rows to records, inside the caller's transaction."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeVar

from pydantic import ValidationError

from interviewer.errors import ConfigurationError, InterviewerError
from interviewer.models import Grade, Question, Turn
from interviewer.storage.records import SessionSummary, StoredSession, StoredTurn, TopicRecord
from interviewer.storage.rows import Row, Rows

Model = TypeVar("Model", Question, Grade)


def find_session(rows: Rows, prefix: str) -> Row:
    """The row of the one interview whose id is `prefix` or begins with it.

    Raises:
        InterviewerError: there is none, or more than one.
    """
    exact = rows.select("session", "WHERE id = ?", prefix)
    if exact:
        return exact[0]
    matches = rows.select("session", "WHERE substr(id, 1, length(?1)) = ?1 ORDER BY id", prefix) if prefix else []
    if len(matches) == 1:
        return matches[0]
    if not matches:
        raise InterviewerError(f'No interview begins with "{prefix}".', "See `interviewer history list`.")
    choices = ", ".join(row["id"] for row in matches[:5]) + (", ..." if len(matches) > 5 else "")
    raise InterviewerError(f'{len(matches)} interviews begin with "{prefix}".', f"Give more of the id: {choices}.")


def read_summary(rows: Rows, session: Row) -> SessionSummary:
    turns = rows.select("turn", "WHERE session_id = ? AND kind = 'main'", session["id"])
    grades = _latest_grades(rows, session["id"])
    ends = rows.select("session_end", "WHERE session_id = ?", session["id"])
    return SessionSummary(
        id=session["id"],
        started_at=session["started_at"],
        ended_at=ends[0]["ended_at"] if ends else None,
        mode=session["mode"],
        seed=session["seed"],
        questions=len(json.loads(session["plan"])),
        answered=sum(turn["answer"] is not None for turn in turns),
        skipped=sum(turn["answer"] is None for turn in turns),
        mean_score=_mean([grades[turn["number"]]["score"] for turn in turns if turn["number"] in grades]),
    )


def read_session(rows: Rows, session: Row) -> StoredSession:
    return StoredSession(
        summary=read_summary(rows, session),
        plan=tuple(_read_question(rows, digest) for digest in json.loads(session["plan"])),
        turns=tuple(_read_turns(rows, session["id"])),
    )


def read_topics(rows: Rows) -> list[TopicRecord]:
    """The record of each topic, by name."""
    by_topic: dict[str, list[Row]] = defaultdict(list)
    for turn in rows.select("turn", "WHERE kind = 'main' ORDER BY topic, submitted_at"):
        by_topic[turn["topic"]].append(turn)
    scores: dict[tuple[str, int], float] = {
        (grade["session_id"], grade["turn_number"]): grade["score"]
        for grade in rows.select("grade", "ORDER BY attempt")
    }
    records = []
    for topic, turns in by_topic.items():
        keys = [(turn["session_id"], turn["number"]) for turn in turns]
        records.append(
            TopicRecord(
                topic=topic,
                questions=len(turns),
                answered=sum(turn["answer"] is not None for turn in turns),
                mean_score=_mean([scores[key] for key in keys if key in scores]),
                last_asked=turns[-1]["submitted_at"],
            )
        )
    return records


def _read_turns(rows: Rows, session_id: str) -> Iterator[StoredTurn]:
    grades = _latest_grades(rows, session_id)
    for row in rows.select("turn", "WHERE session_id = ? ORDER BY number", session_id):
        grade = grades.get(row["number"])
        turn = Turn(
            number=row["number"],
            kind=row["kind"],
            question=_read_question(rows, row["question"]),
            answer=row["answer"],
            hints_used=row["hints_used"],
            revealed=bool(row["revealed"]),
            grade=_parse(Grade, grade["content"], rows) if grade else None,
        )
        yield StoredTurn(
            turn=turn,
            submitted_at=row["submitted_at"],
            seconds=row["seconds"],
            graded_at=grade["graded_at"] if grade else None,
        )


def _latest_grades(rows: Rows, session_id: str) -> dict[int, Row]:
    grades = rows.select("grade", "WHERE session_id = ? ORDER BY attempt", session_id)
    return {grade["turn_number"]: grade for grade in grades}


def _read_question(rows: Rows, digest: str) -> Question:
    return _parse(Question, rows.question_json(digest), rows)


def _parse(model: type[Model], content: str, rows: Rows) -> Model:
    try:
        return model.model_validate_json(content)
    except ValidationError as error:
        # Its seal is whole, so it is as it was written: by a program that knows other fields than this one.
        raise ConfigurationError(
            f"The history {rows.file} holds a record of another version of interviewer.",
            "Update interviewer to read it.",
        ) from error


def _mean(scores: Sequence[float]) -> float | None:
    return round(sum(scores) / len(scores), 1) if scores else None
