"""What the rows of a file hold, in JSON Lines or CSV, before anything is asked of them."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Format = Literal["jsonl", "csv"]

_LONGEST_CELL = 2**27


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as it was read; `error` says why it could not be, in one sentence with the remedy."""

    number: int
    """Among the rows, from 1."""
    line: int
    """The last of its lines in the file, from 1; only a row of CSV can have several."""
    value: Any
    """Any JSON value; for CSV an object of the cells that are not empty (`answer` always), `references` as a list."""
    error: str | None = None


def read_entries(text: Iterable[str], file_format: Format) -> Iterator[Entry]:
    """The rows one by one; blank lines are passed over."""
    return _read_json_lines(text) if file_format == "jsonl" else _read_csv(text)


def _read_json_lines(lines: Iterable[str]) -> Iterator[Entry]:
    number = 0
    for line_number, line in enumerate(lines, start=1):
        if not line.strip("\ufeff \t\r\n"):
            continue
        number += 1
        try:
            yield Entry(number, line_number, _parsed(line.lstrip("\ufeff")))
        except (ValueError, RecursionError):
            yield Entry(number, line_number, None, "The row is not JSON: give one object on one line.")


def _read_csv(lines: Iterable[str]) -> Iterator[Entry]:
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
            yield Entry(number, rows.reader.line_num, None, f"The row is not CSV: {error}.")
            continue
        yield _csv_entry(number, rows.line_num, cells)


def _csv_entry(number: int, line: int, cells: Mapping[str | None, Any]) -> Entry:
    value: dict[str, Any] = {
        key: cell for key, cell in cells.items() if key is not None and cell is not None and (cell or key == "answer")
    }
    if "references" in value:
        try:
            value["references"] = _parsed(value["references"])
        except (ValueError, RecursionError):
            error = 'In CSV `references` is a JSON list, as in ["first", "second"].'
            return Entry(number, line, value, error)
    return Entry(number, line, value)


def _parsed(text: str) -> Any:
    return json.loads(text, parse_constant=_refuse_constant)


def _refuse_constant(name: str) -> float:
    raise ValueError(name)
