"""Tables within a text that have a column for questions and one for answers."""

import re
from collections.abc import Iterator, Mapping, Sequence

from interviewer.importing.manuscript import Record
from interviewer.importing.recognised import Unanswered
from interviewer.importing.recognition.boilerplate import title_key
from interviewer.importing.recognition.rows import Row
from interviewer.importing.record_fields import fields_of, is_question_name, names_entries
from interviewer.importing.wording import plain_text, question_likeness

_DELIMITER = re.compile(r"^\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?$")
_CELL_END = re.compile(r"(?<!\\)\|")
_FEWEST_ROWS = 5
_ASKS, _MOST = 0.6, 0.7
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


def question_tables(rows: Sequence[Row], dropped: Mapping[int, str]) -> tuple[list[Unanswered], set[int]]:
    """The questions of tables that have a column for them and none for answers, and the rows of those tables."""
    found: list[Unanswered] = []
    taken: set[int] = set()
    titles: set[str] = set()
    section: str | None = None
    for block in _blocks(rows):
        if block[0].kind == "heading":
            section = block[0].plain or None
            continue
        kept = [row for row in block if row.index not in dropped]
        if len(kept) < _FEWEST_ROWS or kept[0] is not block[0] or not _DELIMITER.match(block[1].body):
            continue
        names = [plain_text(cell) for cell in _cells(block[0].body)]
        fields = {field: position for position, field in fields_of(names).items()}
        column = fields.get("question")
        if column is None or "answer" in fields or not is_question_name(names[column]):
            continue
        cells = [(row, _cells(row.body)) for row in block[2:]]
        asked = [(row, plain_text(line[column])) for row, line in cells if column < len(line)]
        if sum(question_likeness(text) >= _ASKS for _row, text in asked) >= _MOST * len(cells):
            titles = titles or _titles(rows)
            if sum(title_key(text) in titles for _row, text in asked) >= _MOST * len(cells):
                continue  # contents
            found += [Unanswered(text, row.number, row.number, section) for row, text in asked if text]
            taken |= {row.index for row in block}
    return found, taken


def _titles(rows: Sequence[Row]) -> set[str]:
    return {title_key(row.body) for row in rows if row.kind in {"heading", "item", "text"} and len(row.body) <= 300}


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
