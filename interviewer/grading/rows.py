"""Rows of a batch: what comes in, what goes out, and rows that cannot be graded as data."""

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from interviewer.models import ConceptVerdict, Grade
from interviewer.text import safe_json, safe_text

Format = Literal["jsonl", "csv"]
Scalar = str | int | float | bool | None

COLUMNS = (
    "id", "score", "low", "high", "band", "abstained", "flags", "similarity", "coverage", "concepts", "feedback",
    "grader", "error",
)  # fmt: skip
"""Of CSV output; `flags` are joined by `;`, `concepts` and `grader` are JSON."""

_LONGEST_CELL = 2**27


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
    return _read_json_lines(text) if file_format == "jsonl" else _read_csv(text)


def _read_json_lines(lines: Iterable[str]) -> Iterator[AnswerRow | BadRow]:
    number = 0
    for line in lines:
        if not line.strip("\ufeff \t\r\n"):
            continue
        number += 1
        try:
            value = json.loads(line.lstrip("\ufeff"), parse_constant=_refuse_constant)
        except (ValueError, RecursionError):
            yield BadRow(number, "The row is not JSON: give one object on one line.")
            continue
        yield _row(value, number)


def _read_csv(lines: Iterable[str]) -> Iterator[AnswerRow | BadRow]:
    csv.field_size_limit(_LONGEST_CELL)
    # NUL would end the parser's patience; it is no text.
    rows = csv.DictReader(line.lstrip("\ufeff").replace("\0", "") for line in lines)
    number = 0
    while True:
        number += 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield BadRow(number, f"The row is not CSV: {error}.")
            continue
        given: dict[str, Any] = {key: value for key, value in cells.items() if key is not None and value is not None}
        if given.get("references"):
            try:
                given["references"] = json.loads(given["references"], parse_constant=_refuse_constant)
            except (ValueError, RecursionError):
                yield BadRow(
                    given.get("id") or number, 'In CSV `references` is a JSON list, as in ["first", "second"].'
                )
                continue
        else:
            given.pop("references", None)
        yield _row({key: value for key, value in given.items() if key == "answer" or value != ""}, number)


def _refuse_constant(name: str) -> float:
    raise ValueError(name)


def _row(value: Any, number: int) -> AnswerRow | BadRow:
    if not isinstance(value, Mapping):
        return BadRow(number, "The row is not an object with the keys question or question_id, and answer.")
    given = value.get("id")
    row_id: Scalar = given if isinstance(given, str | int | float | bool) and _is_finite(given) else number
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


def _is_finite(value: Any) -> bool:
    return not isinstance(value, float) or math.isfinite(value)


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
