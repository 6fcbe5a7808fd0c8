"""CSV, TSV and spreadsheets."""

import io
from collections import Counter
from datetime import date
from zipfile import BadZipFile

from interviewer.errors import InterviewerError
from interviewer.importing.manuscript import Line, Manuscript, Record
from interviewer.importing.readers.archives import open_archive
from interviewer.importing.readers.delimited_rows import Rows, rows_of
from interviewer.importing.readers.encodings import decode
from interviewer.importing.readers.tables import read_cells
from interviewer.importing.record_fields import is_question_name, names_entries

_DELIMITERS = ",;\t|"
_ROWS_TO_JUDGE_BY = 200
_MOST_ROWS = 200_000


def read_table(content: bytes, file: str) -> Manuscript:
    """Rows of values parted by commas, semicolons, tabs or bars, whichever parts them most evenly.

    Raises:
        InterviewerError: it is no text.
    """
    decoded = decode(content, file)
    text = decoded.text
    if text[:4].lower() == "sep=":  # a line for Excel
        text = text.partition("\n")[2]
    delimiter = max(_DELIMITERS, key=lambda mark: _evenness(text, mark))
    rows = rows_of(text, delimiter)
    cards = delimiter == "\t" or not file.lower().endswith(".csv")
    found = read_cells(rows.cells, rows.numbers, cards=cards)
    return Manuscript(
        file,
        "table",
        decoded.encoding,
        None,
        found.lines,
        found.records,
        notes=(*decoded.notes, *found.notes),
    )


def read_workbook(content: bytes, file: str) -> Manuscript:
    """The sheets of a workbook; the name of a sheet is the section of its rows if there are several sheets.

    Raises:
        InterviewerError: it is damaged, or would need more room than it should.
    """
    from openpyxl import load_workbook

    open_archive(content, file)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (BadZipFile, KeyError, ValueError) as error:
        raise InterviewerError(
            f"{file} is damaged: the workbook in it cannot be read.",
            "Open it in a spreadsheet program and save it anew.",
        ) from error
    records: list[Record] = []
    lines: list[Line] = []
    notes: list[str] = []
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in sheets:
        rows = Rows([], [])
        for number, row in enumerate(sheet.iter_rows(max_row=_MOST_ROWS, max_col=100, values_only=True), 1):
            cells = [_written(value) for value in row]
            if any(cells):
                rows.cells.append(cells)
                rows.numbers.append(number)
        found = read_cells(rows.cells, rows.numbers, sheet=sheet.title if len(sheets) > 1 else None)
        records += found.records
        lines += found.lines
        notes += [f"Sheet {sheet.title}: {note}" for note in found.notes]
    return Manuscript(
        file, "table", "xlsx", book.properties.title or None, tuple(lines), tuple(records), (), tuple(notes)
    )


def _evenness(text: str, delimiter: str) -> tuple[bool, float]:
    """How well a mark parts the columns: known names in the first row, then the share of rows of the same width."""
    rows = rows_of(text, delimiter, _ROWS_TO_JUDGE_BY).cells
    widths = Counter(len(row) for row in rows)
    if not rows or len(rows[0]) < 2:
        known = bool(rows) and any(is_question_name(cell) for cell in rows[0])
        return False, 0.01 if known and delimiter == "," else 0.0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return names_entries(rows[0]), count / len(rows) if width > 1 else 0.0


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
