"""The anatomy of a document: every line with its kind, its indent and what stands behind its Markdown mark."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from interviewer.importing.fences import fenced_lines, unfenced_code
from interviewer.importing.manuscript import Line
from interviewer.importing.wording import TAG, plain_text

Kind = Literal["blank", "code", "heading", "item", "table", "rule", "wrapper", "comment", "text"]

_HEADING = re.compile(r"^( {0,3})(#{1,6})(?:[ \t]+|(?<=##)(?=[A-Z0-9*_<\[]))(\S.*?)(?:[ \t]+#+)?[ \t]*$")
_HTML_HEADING = re.compile(r"^\s*(?:<\w+[^>]*>\s*)*<h([1-6])\b[^>]*>(.*?)</h\1>\s*(?:</\w+>\s*)*$", re.IGNORECASE)
_ITEM = re.compile(r"^(\s*)([-*+•‣◦▪●○–·]|\(?\d{1,4}[.)])(?:[ \t]+|$)(.*)$")
_ITEM_HEADING = re.compile(r"^(#{1,6})[ \t]+(\S.*?)[ \t]*#*$")
_RULE = re.compile(r"^\s*(?:(?:[-*_=~][ \t]*){3,}|</?[hb]r\s*/?>(?:\s*</?[hb]r\s*/?>)*)\s*$", re.IGNORECASE)
_UNDERLINE = re.compile(r"^ {0,3}(=+|-{2,})\s*$")
_TABLE = re.compile(r"^\s*\|.*\|\s*$|^\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?$")
_QUOTE = re.compile(r"^\s{0,3}(?:>\s?)+")
_KEYCAP = re.compile(r"([0-9])\ufe0f?\u20e3")
_KEYCAPS = re.compile(r"^(\s*)((?:[0-9]\ufe0f?\u20e3|\U0001f51f)+)\s+(?=[^\s.)])")
_LAYOUT_ONLY = re.compile(r"\s*")
_COMMENT_OPEN = re.compile(r"<!--")


@dataclass(frozen=True, slots=True)
class Row:
    """A line that knows what it is."""

    index: int
    number: int
    """Its line in the file."""
    text: str
    """As it stands, tabs in its indent made spaces, nothing at its end."""
    kind: Kind
    indent: int
    body: str
    """What stands behind heading mark, list mark or quotation mark."""
    level: int = 0
    """Of a heading, also of one in a list item (`1. ### ...`)."""
    mark: str = ""
    """Of a list item: `-`, `1.`"""
    quoted: bool = False
    fenced: bool = False
    """Code between fences; other code is found by its looks."""

    @property
    def plain(self) -> str:
        return plain_text(self.body)


def read_rows(lines: Sequence[Line]) -> list[Row]:
    """Every line of a manuscript as a row; nothing is left out."""
    texts = [_without_tabs(_with_digits(line.text).replace("\u00a0", " ").rstrip()) for line in lines]
    fenced, stray = fenced_lines(texts)
    unfenced = unfenced_code(texts, fenced)
    comments = _comment_lines(texts, fenced)
    levels = _underlined(texts, fenced, unfenced)
    rows: list[Row] = []
    for index, (line, text) in enumerate(zip(lines, texts, strict=True)):
        if fenced[index]:
            rows.append(Row(index, line.number, text, "code", _indent(text), text, fenced=True))
        elif not text.strip():
            rows.append(Row(index, line.number, "", "blank", 0, ""))
        elif index in stray:
            rows.append(Row(index, line.number, text, "wrapper", _indent(text), text))
        elif comments[index]:
            rows.append(Row(index, line.number, text, "comment", _indent(text), text))
        elif index in levels:
            level = levels[index]
            kind: Kind = "heading" if level else "rule"
            rows.append(Row(index, line.number, text, kind, 0, text.strip(), level))
        else:
            rows.append(_row(index, line.number, text, unfenced[index]))
    return rows


def _row(index: int, number: int, text: str, code: bool) -> Row:
    heading = _heading(index, number, text)
    # A single # may be a comment of unfenced code, a question is none.
    if heading is not None and (not code or heading.level > 1 or heading.body.rstrip("*_ ").endswith("?")):
        return heading
    kind: Kind | None = None
    if code:
        kind = "code"
    elif _RULE.match(text):
        kind = "rule"
    elif "|" in text and _TABLE.match(text):
        kind = "table"
    if kind is not None:
        return Row(index, number, text, kind, _indent(text), text if kind == "code" else text.strip())
    return _item_or_text(index, number, text)


def _heading(index: int, number: int, text: str) -> Row | None:
    if match := _HEADING.match(text):
        return Row(index, number, text, "heading", _indent(text), match[3], len(match[2]))
    if "<h" in text.casefold() and (match := _HTML_HEADING.match(text)):
        return Row(index, number, text, "heading", _indent(text), match[2].strip(), int(match[1]))
    return None


def _item_or_text(index: int, number: int, text: str) -> Row:
    quote = _QUOTE.match(text) if ">" in text[:4] else None
    quoted = quote is not None
    body = text[quote.end() :] if quote else text
    indent = _indent(text)
    if match := _ITEM.match(body):
        mark, rest = match[2], match[3].strip()
        if heading := _ITEM_HEADING.match(rest):
            return Row(index, number, text, "heading", indent, heading[2], len(heading[1]), mark, quoted)
        return Row(index, number, text, "item", indent, rest, mark=mark, quoted=quoted)
    if quoted and (match := _HEADING.match(body)):
        return Row(index, number, text, "heading", indent, match[3], len(match[2]), quoted=True)
    body = body.strip()
    kind: Kind = "wrapper" if body.startswith("<") and _LAYOUT_ONLY.fullmatch(TAG.sub(_kept_tag, body)) else "text"
    return Row(index, number, text, kind, indent, body, quoted=quoted and kind == "text")


def _kept_tag(tag: re.Match[str]) -> str:
    """Nothing in place of a tag that only lays out; pictures and visible lines of collapsed blocks stay."""
    return tag[0] if tag[0].casefold().startswith(("<img", "<summary")) else ""


def _with_digits(text: str) -> str:
    """Digits instead of pictures of keys; at the beginning of a line they number it."""
    if match := _KEYCAPS.match(text):
        number = _KEYCAP.sub(r"\1", match[2]).replace("\U0001f51f", "10")
        text = f"{match[1]}{number}. {text[match.end() :]}"
    return _KEYCAP.sub(r"\1", text)


def _without_tabs(text: str) -> str:
    stripped = text.lstrip(" \t")
    lead = text[: len(text) - len(stripped)]
    return lead.expandtabs(4) + stripped if "\t" in lead else text


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _comment_lines(texts: Sequence[str], fenced: Sequence[bool]) -> list[bool]:
    """Lines that hold nothing but an HTML comment or a part of one."""
    comments = [False] * len(texts)
    inside = False
    for index, text in enumerate(texts):
        if fenced[index]:
            inside = False
        elif inside:
            comments[index] = True
            if "-->" in text:
                inside = False
                comments[index] = not text.split("-->", 1)[1].strip()
        elif _COMMENT_OPEN.search(text):
            rest = re.sub(r"<!--.*?-->", "", text)
            opens = "<!--" in rest
            comments[index] = not rest.split("<!--", 1)[0].strip() if opens else not rest.strip()
            inside = opens and any("-->" in later for later in texts[index + 1 : index + 200])
    return comments


def _underlined(texts: Sequence[str], fenced: Sequence[bool], code: Sequence[bool]) -> dict[int, int]:
    """Levels of headings that are underlined with `===` or `---`; 0 for the line below them."""
    levels: dict[int, int] = {}
    ruled = any(
        not above.strip() and below.startswith("---") and set(below) == {"-"} for above, below in pairwise(texts)
    )
    headed = any(
        _HEADING.match(text) for text, inside in zip(texts, fenced, strict=True) if text.startswith("#") and not inside
    )
    for index in range(1, len(texts)):
        text = texts[index]
        if not text or text.lstrip()[:1] not in "=-" or fenced[index] or fenced[index - 1]:
            continue
        match = _UNDERLINE.match(text)
        above = texts[index - 1].strip()
        if not match or not above or len(match[1]) < 2 or code[index - 1]:
            continue
        alone = index < 2 or not texts[index - 2].strip() or _UNDERLINE.match(texts[index - 2])
        exact = abs(len(match[1]) - len(above)) <= 1 and len(above) > 5
        plain = not re.match(r"[#|>\-+<`]|\*(?!\*)|={3}" if exact else r"[#|>\-*+<`]|\d+[.)]\s|={3}", above)
        plain = plain and _indent(texts[index - 1]) < 4
        # A rule drawn right below a paragraph is no underline: paragraphs end in a full stop, or are long.
        drawn = 0.6 <= len(match[1]) / len(above) <= 1.7 or not (ruled or headed)
        if alone and plain and (exact or (drawn and len(above) <= 150 and above[-1] not in ".;,:)>")):
            levels[index - 1] = 1 if match[1][0] == "=" else 2
            levels[index] = 0
    return levels
