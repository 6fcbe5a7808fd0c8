"""Rows of a table -> questions with their answers, by the names of its columns or, without names, by their look."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import mean

from interviewer.importing.field_names import Field
from interviewer.importing.manuscript import Line, Record
from interviewer.importing.readers.choices import split_options
from interviewer.importing.readers.question_words import asks, share_asking
from interviewer.importing.readers.records import RawRecord, finished_records
from interviewer.importing.record_fields import (
    fields_of,
    first_option_by_columns,
    first_option_by_name,
    is_question_name,
    names_entries,
)
from interviewer.text import fold

_ROWS_ABOVE_HEAD = 6
_WIDEST_CARD = 4
_FEWEST_OPTIONS = 2
_FEWEST_TERMS = 5
_MOST_OF_THEM = 0.8
_PLACE = re.compile(r"\(?(?:[A-Ha-h]|\d)[).]?")
_NO_OPTION = frozenset({"n/a", "na", "nan"})


@dataclass(frozen=True, slots=True)
class TableContent:
    """What a table holds: records, or lines where it is no table of questions."""

    records: tuple[Record, ...] = ()
    lines: tuple[Line, ...] = ()
    """Cells that belong to no question, a paragraph each."""
    notes: tuple[str, ...] = ()


def read_cells(
    rows: Sequence[Sequence[str]], numbers: Sequence[int], *, sheet: str | None = None, cards: bool = False
) -> TableContent:
    """The questions in a table. `sheet`: the section of rows without one of their own; `cards`: two columns without
    names are the sides of a card, whatever they look like.

    A row with one filled cell above others names a section; a row without a question goes on with the answer before.
    """
    rows = [[cell.strip() for cell in row] for row in rows]
    head = _head(rows)
    if head is not None:
        names = rows[head]
        columns: dict[Field, int] = {
            field: position for position, field in fields_of(names).items() if field != "option"
        }
        options = sorted(position for position, field in fields_of(names).items() if field == "option")
        unknown = [name for position, name in enumerate(names) if name and position not in fields_of(names)]
        notes = [f"Columns left out: {', '.join(unknown)}."] if unknown else []
        start = head + 1
    else:
        columns, options, start = _guessed_columns(rows, cards=cards)
        notes = []
        if not columns:
            return TableContent((), _prose(rows, numbers), ("No column of it looks like questions.",))
        head = start - 1
    collector = _RowCollector(columns, options, rows[head] if start else None, sheet)
    for row, number in zip(rows[start:], numbers[start:], strict=True):
        collector.add(row, number)
    above = _prose(rows[: max(head, 0)], numbers[: max(head, 0)])
    return TableContent(finished_records(collector.raw), (*above, *collector.lines), tuple(notes))


class _RowCollector:
    def __init__(
        self, columns: dict[Field, int], options: list[int], head: Sequence[str] | None, sheet: str | None
    ) -> None:
        self._columns = columns
        self._options = options
        self._head = head
        self._section = sheet
        self._names_sections = "answer" in columns and "section" not in columns
        self._rows: list[RawRecord] = []
        self._more: dict[int, list[str]] = {}
        self.lines: list[Line] = []

    @property
    def raw(self) -> list[RawRecord]:
        return [
            row if index not in self._more else _longer(row, self._more[index]) for index, row in enumerate(self._rows)
        ]

    def add(self, row: Sequence[str], number: int) -> None:
        filled = [cell for cell in row if cell]
        if not filled or (self._head is not None and list(row) == list(self._head)):
            return
        question, answer = self._cell(row, "question"), self._cell(row, "answer")
        own = self._cell(row, "section")
        if len(filled) == 1 and self._names_sections and not answer and not asks(filled[0]):
            self._section = filled[0]
            return
        if own:
            self._section = own
        if not question:
            text = answer or " ".join(filled)
            if answer and self._rows:
                self._more.setdefault(len(self._rows) - 1, []).append(answer)
            elif text != own:
                self.lines += [Line(line, number) for line in (*text.split("\n"), "")]
            return
        self._rows.append(
            RawRecord(
                question,
                answer,
                number,
                self._section,
                self._cell(row, "context") or None,
                self._cell(row, "difficulty") or None,
                tuple(tag.strip() for tag in self._cell(row, "tags").replace(";", ",").split(",") if tag.strip()),
                self._options_of(row),
                self._first_option(),
                self._cell(row, "explanation"),
                self._cell(row, "example"),
                concepts=tuple(re.split(r"[;\n]\s*", self._cell(row, "concepts"))),
            )
        )

    def _options_of(self, row: Sequence[str]) -> tuple[str, ...]:
        cells = [row[position] if position < len(row) else "" for position in self._options]
        while cells and (not cells[-1] or fold(cells[-1]) in _NO_OPTION):
            cells.pop()
        wrong = self._cell(row, "wrong")
        if wrong:
            return tuple(sorted([self._cell(row, "answer"), *split_options(wrong)]))
        return tuple(split_options(cells[0]) if len(self._options) == 1 and cells else cells)

    def _first_option(self) -> int | None:
        if not self._head or "answer" not in self._columns:
            return None
        told = first_option_by_name(self._head[self._columns["answer"]])
        return first_option_by_columns(self._head[place] for place in self._options) if told is None else told

    def _cell(self, row: Sequence[str], field: Field) -> str:
        position = self._columns.get(field)
        return row[position] if position is not None and position < len(row) else ""


def _longer(row: RawRecord, more: list[str]) -> RawRecord:
    return replace(row, answer="\n\n".join([row.answer, *more]))


def _head(rows: Sequence[Sequence[str]]) -> int | None:
    """The row that names the columns; titles may stand above it."""
    for index, row in enumerate(rows[:_ROWS_ABOVE_HEAD]):
        if names_entries(row):
            return index
    for index, row in enumerate(rows[:_ROWS_ABOVE_HEAD]):
        if len(rows) > index + 1 and any(is_question_name(name) for name in row):
            return index
    return None


def _guessed_columns(rows: Sequence[Sequence[str]], *, cards: bool) -> tuple[dict[Field, int], list[int], int]:
    """The columns of questions and answers by their look, those of options, and the first row that is no head."""
    width = max((len(row) for row in rows), default=0)
    if not width or width > 50:
        return {}, [], 0
    sides = [[row[position] if position < len(row) else "" for row in rows] for position in range(width)]
    asking = [share_asking(side) for side in sides]
    question = max(range(width), key=lambda position: asking[position])
    others = [position for position in range(width) if position != question and any(sides[position])]
    if asking[question] < 0.5:
        cards = cards and width <= _WIDEST_CARD and any(sides[1:2])
        if not cards and not _are_terms(sides):
            return {}, [], 0
        columns: dict[Field, int] = {"question": 0, "answer": 1}
        return columns, [], 0
    start = int(len(rows) > 2 and not asks(rows[0][question] if question < len(rows[0]) else "") and not cards)
    columns = {"question": question}
    if len(others) > _FEWEST_OPTIONS and (right := _right_option(sides, others)) is not None:
        columns["answer"] = right
        return columns, [position for position in others if question < position != right], start
    if others:
        columns["answer"] = max(others, key=lambda position: mean(len(cell) for cell in sides[position]))
    return columns, [], start


def _right_option(sides: Sequence[Sequence[str]], others: Sequence[int]) -> int | None:
    """The column, first or last, whose cells each name, or are, one of the other columns."""
    for position in (others[-1], others[0]):
        rest = [other for other in others if other != position]
        named = mean(bool(_PLACE.fullmatch(cell)) for cell in sides[position])
        same = mean(any(cell == sides[other][row] for other in rest) for row, cell in enumerate(sides[position]))
        if max(named, same) >= _MOST_OF_THEM:
            return position
    return None


def _are_terms(sides: Sequence[Sequence[str]]) -> bool:
    """Whether two columns are terms and what they mean: short words, and sentences most of the time."""
    if len(sides) != 2:
        return False
    pairs = [(term, text) for term, text in zip(*sides, strict=True) if term and text]
    if len(pairs) < max(_FEWEST_TERMS, 0.5 * len(sides[0])):
        return False
    terms, texts = [len(term.split()) for term, _text in pairs], [len(text.split()) for _term, text in pairs]
    lettered = mean(term[:1].isalpha() and any(map(str.isalpha, text)) for term, text in pairs)
    return lettered >= _MOST_OF_THEM and mean(texts) >= max(5, 1.5 * mean(terms)) and mean(terms) <= 15


def _prose(rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> tuple[Line, ...]:
    lines: list[Line] = []
    for row, number in zip(rows, numbers, strict=True):
        if text := " ".join(cell for cell in row if cell):
            lines += [Line(line, number) for line in (*text.split("\n"), "")]
    return tuple(lines)
