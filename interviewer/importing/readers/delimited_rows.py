"""Rows of values between commas, tabs or the like, whatever has become of their quotation marks."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass

_MOST_MENDED = 20


@dataclass(frozen=True, slots=True)
class Rows:
    cells: list[list[str]]
    numbers: list[int]
    """The line that each begins in."""


def rows_of(text: str, delimiter: str, most: int | None = None) -> Rows:
    """The rows that are not empty. A quotation mark that opens and never closes is taken out, so that it holds no
    more than its own line.
    """
    lines = text.split("\n")
    is_strict = True
    for _mended in range(_MOST_MENDED):
        rows, fault = _parsed(lines, delimiter, most, is_strict=is_strict)
        if fault is None:
            return rows
        if fault.is_one_line:  # quotation marks within a cell, as nobody should write them
            is_strict = False
        else:
            head, _mark, tail = lines[fault.line].rpartition('"')
            lines[fault.line] = head + tail
    return _parsed(lines, delimiter, most, is_strict=False)[0]


@dataclass(frozen=True, slots=True)
class _Fault:
    """Where quotation marks do not match."""

    line: int
    """Index of the line that its row begins in."""
    is_one_line: bool


def _parsed(lines: Sequence[str], delimiter: str, most: int | None, *, is_strict: bool) -> tuple[Rows, _Fault | None]:
    """The rows as far as quotation marks match."""
    rows = Rows([], [])
    source = (line + "\n" for line in lines)
    reader = csv.reader(source, delimiter=delimiter, skipinitialspace=True, strict=is_strict)
    before = 0
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.cells.append(row)
                rows.numbers.append(before + 1)
            before = reader.line_num
            if most is not None and len(rows.cells) >= most:
                break
    except csv.Error:
        has_mark = '"' in lines[before]
        is_one_line = reader.line_num <= before + 1
        return rows, _Fault(before, is_one_line) if has_mark and (is_strict or not is_one_line) else None
    return rows, None
