"""Rows of a batch: what comes in, what goes out, and rows that cannot be graded as data."""

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from interviewer.grading.entries import Format, read_entries
from interviewer.models import ConceptVerdict, Grade
from interviewer.text import safe_json, safe_text

Scalar = str | int | float | bool | None

COLUMNS = (
    "id", "score", "low", "high", "band", "abstained", "flags", "similarity", "coverage", "concepts", "feedback",
    "grader", "error",
)  # fmt: skip
"""Of CSV output; `flags` are joined by `;`, `concepts` and `grader` are JSON."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row to grade: either references are given, or the question is looked up by id or text."""

    id: Scalar
    question: str
    references: tuple[str, ...]
    """Empty, or at least one of them has text."""
    answer: str


@dataclass(frozen=True, slots=True)
class BadRow:
    id: Scalar
    error: str


def read_rows(text: Iterable[str], file_format: Format) -> Iterator[AnswerRow | BadRow]:
    """The rows of JSON Lines or CSV, one by one; blank lines are passed over, unknown keys ignored."""
    for entry in read_entries(text, file_format):
        if entry.error is None:
            yield answer_row(entry.value, entry.number)
        else:
            yield BadRow(_id_of(entry.value, entry.number), entry.error)


def answer_row(value: Any, number: int) -> AnswerRow | BadRow:
    """The row that a value read from a file stands for; `number` is its id unless it has one."""
    if not isinstance(value, Mapping):
        return BadRow(number, "The row is not an object with the keys question or question_id, and answer.")
    row_id = _id_of(value, number)
    answer = value.get("answer")
    if not isinstance(answer, str):
        return BadRow(row_id, "The row has no answer: `answer` must be a string, which may be empty.")
    references = value.get("references")
    if references is None:
        references = []
    if not isinstance(references, list) or not all(isinstance(reference, str) for reference in references):
        return BadRow(row_id, "`references` must be a list of strings.")
    if not any(reference.strip() for reference in references):
        references = []
    question = value.get("question_id") if not references else None
    if question is None:
        question = value.get("question")
    if question is None and references:
        question = ""
    if not isinstance(question, str):
        return BadRow(row_id, "The row names no question: give `question_id`, or `question` as a string.")
    return AnswerRow(row_id, safe_text(question), tuple(references), answer)


def _id_of(value: Any, number: int) -> Scalar:
    given = value.get("id") if isinstance(value, Mapping) else None
    is_scalar = isinstance(given, str | int | bool) or (isinstance(given, float) and math.isfinite(given))
    return given if is_scalar else number


# --- out --------------------------------------------------------------------------------------------------------------


def row_of(row_id: Scalar, grade: Grade) -> dict[str, Any]:
    """The output row of a grade; plain data in the order of the contract."""
    return {
        "id": row_id,
        "score": grade.score,
        "low": grade.low,
        "high": grade.high,
        "band": grade.band,
        "abstained": grade.abstained,
        "flags": [flag.name for flag in grade.flags],
        "similarity": grade.similarity,
        "coverage": grade.coverage,
        "concepts": [_concept(verdict) for verdict in grade.concepts],
        "feedback": grade.feedback,
        "grader": grade.grader.model_dump(),
    }


def _concept(verdict: ConceptVerdict) -> dict[str, Any]:
    return {
        "name": verdict.name,
        "status": verdict.status,
        "points": verdict.points,
        "answer_span": verdict.answer_span,
        "evidence": verdict.evidence.model_dump() if verdict.evidence else None,
    }


def error_row(bad: BadRow) -> dict[str, Any]:
    return {"id": bad.id, "error": bad.error}


def write_rows(rows: Iterable[Mapping[str, Any]], file_format: Format, *, heading: bool) -> str:
    """Rows as text, each with its line end; `heading` puts the column names of CSV first.

    Ids come from outside and are echoed: what a terminal would obey in them is escaped in JSON, and goes in CSV.
    """
    if file_format == "jsonl":
        return "".join(safe_json(json.dumps(row, ensure_ascii=False, allow_nan=False)) + "\n" for row in rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    if heading:
        writer.writeheader()
    for row in rows:
        cells = dict(row)
        cells["id"] = safe_text(str(row["id"]))
        if "flags" in cells:
            cells["flags"] = ";".join(cells["flags"])
            cells["concepts"] = json.dumps(cells["concepts"], ensure_ascii=False)
            cells["grader"] = json.dumps(cells["grader"])
        writer.writerow(cells)
    return out.getvalue()
