"""Tables within a text that have a column for questions and one for answers."""

import re
from collections.abc import Iterator, Sequence

from interviewer.importing.manuscript import Record
from interviewer.importing.record_fields import fields_of, names_entries
from interviewer.importing.rows import Row
from interviewer.importing.wording import plain_text

_DELIMITER = re.compile(r"^\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?$")
_CELL_END = re.compile(r"(?<!\\)\|")
_LINE_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)


def table_records(rows: Sequence[Row]) -> list[Record]:
    """A record for every line of such tables, with the heading above the table as its section."""
    records: list[Record] = []
    section: str | None = None
    for block in _blocks(rows):
        if block[0].kind == "heading":
            section = block[0].plain or None
            continue
        if len(block) < 3 or not _DELIMITER.match(block[1].body):
            continue
        names = [plain_text(cell) for cell in _cells(block[0].body)]
        if not names_entries(names, surely=True):
            continue
        fields = {field: position for position, field in fields_of(names).items()}
        for row in block[2:]:
            cells = _cells(row.body)
            cells += [""] * (len(names) - len(cells))
            answer = _LINE_BREAK.sub("\n", cells[fields["answer"]])
            own = plain_text(cells[fields["section"]]) if "section" in fields else None
            difficulty = plain_text(cells[fields["difficulty"]]) if "difficulty" in fields else None
            records.append(Record(cells[fields["question"]], answer, row.number, own or section, None, difficulty))
    return records


def _blocks(rows: Sequence[Row]) -> Iterator[list[Row]]:
    block: list[Row] = []
    for row in rows:
        if row.kind == "table":
            block.append(row)
            continue
        if block:
            yield block
            block = []
        if row.kind == "heading":
            yield [row]
    if block:
        yield block


def _cells(body: str) -> list[str]:
    text = body.strip()
    text = text.removeprefix("|")
    text = text[:-1] if text.endswith("|") and not text.endswith("\\|") else text
    return [cell.strip().replace("\\|", "|") for cell in _CELL_END.split(text)]
