"""Answers that people have marked, as rows of a file: what `evaluate` reads."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from interviewer.grading.entries import Entry, Format, read_entries
from interviewer.grading.integrity import unanswered
from interviewer.grading.reading import read_answer
from interviewer.grading.rows import AnswerRow, BadRow, answer_row
from interviewer.text import fold

Omission = Literal["excluded", "references", "without a mark", "of another split"]
"""Why a row that is in order is no part of the figures."""


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """An answer with its mark."""

    row: AnswerRow
    """Its id is the line of the file."""
    group: str
    """The question that it answers, by which answers are held out and resampled: id, else text."""
    mark: float
    """0 to 100."""
    label: str | None
    """A person's verdict in a word, folded: `correct`, `contradictory`, ..."""
    blank: bool
    """True when there is no answer, or only one that says so ("I don't know")."""


@dataclass(frozen=True, slots=True)
class OmittedRow:
    reason: Omission


def read_marked_rows(
    text: Iterable[str], file_format: Format, scale: float | None = None, splits: Collection[str] = ()
) -> Iterator[MarkedRow | OmittedRow | BadRow]:
    """The rows one by one; unknown keys are ignored, the id of a bad row is its line.

    `score` is the mark, from 0 to 1. With a `scale`, marks go from 0 to it, and `raw_score` counts before `score` where
    it is a number: the usual pair is a mark as given and the same brought to 0 to 1. With `splits`, rows of others are
    left out.
    """
    for entry in read_entries(text, file_format):
        yield _marked_row(entry, scale, splits)


def _marked_row(entry: Entry, scale: float | None, splits: Collection[str]) -> MarkedRow | OmittedRow | BadRow:
    if entry.error is not None:
        return BadRow(entry.line, entry.error)
    value = entry.value
    if not isinstance(value, Mapping):
        return BadRow(entry.line, "The row is not an object with the keys question or question_id, answer, and score.")
    given = _given_mark(value, scale)
    if omission := _omission(value, given, splits):
        return OmittedRow(omission)
    mark = _mark(given, scale)
    if isinstance(mark, str):
        return BadRow(entry.line, mark)
    row = answer_row(value, entry.line)
    if isinstance(row, BadRow):
        return BadRow(entry.line, row.error)
    label = value.get("label")
    return MarkedRow(
        row=replace(row, id=entry.line),
        group=_group(value, row),
        mark=mark,
        label=(fold(label) or None) if isinstance(label, str) else None,
        blank=unanswered(read_answer(row.answer)) is not None,
    )


def _omission(value: Mapping[str, Any], mark: Any, splits: Collection[str]) -> Omission | None:
    if _is_set(value.get("exclude")):
        return "excluded"
    if _is_set(value.get("is_reference")):
        return "references"
    if splits and value.get("split") not in splits:
        return "of another split"
    return "without a mark" if mark is None else None


def _is_set(value: Any) -> bool:
    """A truth value, which in CSV is a word."""
    return fold(value) in ("true", "yes", "1") if isinstance(value, str) else bool(value)


def _given_mark(value: Mapping[str, Any], scale: float | None) -> Any:
    raw = value.get("raw_score")
    return raw if scale is not None and _number(raw) is not None else value.get("score")


def _mark(given: Any, scale: float | None) -> float | str:
    """The mark from 0 to 100, or what is wrong with it."""
    number, highest = _number(given), 1.0 if scale is None else scale
    if number is None:
        return "`score` is not a number: give the mark that a person gave, or null where nobody gave one."
    if not 0 <= number <= highest:
        remedy = "say --scale MAX for marks out of MAX" if scale is None else "say with --scale what the highest is"
        return f"The mark {number:g} is not from 0 to {highest:g}: {remedy}."
    return 100 * number / highest


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _group(value: Mapping[str, Any], row: AnswerRow) -> str:
    named = value.get("question_id")
    if isinstance(named, str | int | float) and not isinstance(named, bool) and named != "":
        return str(named)
    return fold(row.question) or "\n".join(row.references)
