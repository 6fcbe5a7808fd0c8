"""Rows as Markdown again: at the margin, code fenced, without tags that only lay out."""

import re
from collections.abc import Sequence

from interviewer.importing.manuscript import Dropped
from interviewer.importing.recognition.rows import Row


def without_layout(rows: Sequence[Row], dropped: list[Dropped]) -> list[Row]:
    """Rows without tags that only lay out, rules at the ends, and pictures that a terminal cannot show."""
    kept: list[Row] = []
    for row in rows:
        if row.kind == "wrapper" or (
            row.kind == "text" and re.fullmatch(r"<summary\b[^>]*>\W*</summary>", row.body, re.I)
        ):
            dropped.append(Dropped("layout", row.text.strip(), row.number))
        else:
            kept.append(row)
    start, end = 0, len(kept)
    while start < end and kept[start].kind in {"blank", "rule"}:
        start += 1
    while end > start and (
        kept[end - 1].kind in {"blank", "rule"} or (kept[end - 1].kind == "heading" and not kept[end - 1].mark)
    ):
        end -= 1
    return kept[start:end]


def to_markdown(rows: Sequence[Row]) -> list[str]:
    """Lines of Markdown: moved to the left as far as the first one, unfenced code fenced, no tags of the layout."""
    filled = [row for row in rows if row.kind != "blank"]
    if not filled:
        return []
    quoted = all(row.quoted for row in filled)
    shift = filled[0].indent
    lines: list[str] = []
    in_code = False
    for place, row in enumerate(rows):
        loose_code = row.kind == "code" and not row.fenced
        if loose_code and not in_code and _run_of_code(rows, place) >= 2:
            lines.append("```")
            in_code = True
        elif in_code and not loose_code and not (row.kind == "blank" and _code_goes_on(rows, place)):
            lines.append("```")
            in_code = False
        text = row.text[min(shift, row.indent) :]
        if quoted:
            text = re.sub(r"^\s*(?:>\s?)+", "", row.text)
        if row.kind not in {"code", "blank", "table"}:
            text = _without_inline_layout(text)
        lines.append(text)
    if in_code:
        lines.append("```")
    return lines


def _run_of_code(rows: Sequence[Row], place: int) -> int:
    return sum(row.kind == "code" and not row.fenced for row in rows[place : place + 3])


def _code_goes_on(rows: Sequence[Row], place: int) -> bool:
    for row in rows[place + 1 : place + 4]:
        if row.kind != "blank":
            return row.kind == "code" and not row.fenced
    return False


def _without_inline_layout(text: str) -> str:
    if "<" not in text:
        return text
    text = re.sub(r"\s*</?br\s*/?>\s*$", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^(\s*)<li\b[^<>]*>\s*(?=\S)", r"\1- ", text, flags=re.IGNORECASE)
    text = re.sub(r"</li>|</?[uo]l\b[^<>]*>", "", text, flags=re.IGNORECASE)
    text = re.sub(r"</?(?:p|div|center|details|font|span)\b[^<>]*>", "", text, flags=re.IGNORECASE)
    text = re.sub(r"<summary\b[^>]*>(.*?)</summary>", r"\1", text, flags=re.IGNORECASE)
    text = re.sub(r"<(b|strong)>(?=\S)(.+?)(?<=\S)</\1>", r"**\2**", text, flags=re.IGNORECASE)
    text = re.sub(r"<(i|em)>(?=\S)(.+?)(?<=\S)</\1>", r"*\2*", text, flags=re.IGNORECASE)
    return re.sub(r"<img\b[^>]*>", "", text, flags=re.IGNORECASE).rstrip()
