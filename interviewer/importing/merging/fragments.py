"""A document's Markdown made fit to stand below a `##` heading of a corpus file without disturbing what follows."""

import re
from dataclasses import dataclass
from itertools import takewhile

from interviewer.text import safe_text

TOP_LEVEL = 4
"""The highest heading that an answer may have."""

_FENCE = re.compile(r"(?P<lead>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(?P<mark>`{3,}|~{3,})(?P<info>.*)$")
_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<text>.*?))??(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(?P<mark>=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_NO_PARAGRAPH = re.compile(r" {0,3}(?:[-*+>|]|\d{1,9}[.)])(?:[ \t]|$)|[ \t]{4}|\t")
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
_DEFINITION = re.compile(
    r" {0,3}\[(?P<label>[^\]^][^\]]*)\]:[ \t]*(?P<url><[^<>]*>|[^\s<]\S*)"
    r"""(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^)]*\)))?[ \t]*$"""
)
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]]+\]:")
_REFERENCE = re.compile(r"(?<!\\)\[(?P<text>[^\[\]]*)\](?:\[(?P<label>[^\[\]]*)\])?(?![(\[:])")
# HTML that runs on until its own end, however many headings it swallows.
_RAW = re.compile(r" {0,3}<(?:script|pre|style|textarea)(?:[\s>]|$)", re.IGNORECASE)
_RAW_END = re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)
_MATHS = re.compile(r" {0,3}\$\$")
_DECLARATION = re.compile(r" {0,3}<(?:\?|![A-Za-z\[])")
_TEXTLESS = re.compile(r"!\[\s*\]\([^)]*\)|</?[A-Za-z][^<>]*>|^[ \t]*(?:[-*_][ \t]*){3,}$|&nbsp;", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line and whether it is code or raw HTML, which stays as it is."""

    text: str
    verbatim: bool = False


def settled(markdown: str) -> str:
    """An answer or passage as it can stand in a corpus file.

    Headings move to `####` and below, in their order; fences and HTML that are never closed are closed or written out;
    comments go, and links by label become links by address, since a label would hold for the whole file. Blank lines
    at the ends go. Settling again changes nothing.
    """
    lines = _classified(_without_comments(safe_text(markdown).split("\n")))
    lines = _without_definitions(_without_underlines(lines))
    return "\n".join(_trimmed([line.text for line in _with_headings_moved(lines)]))


def literal(markdown: str) -> str:
    """The same text between fences: the last resort for what has no other form that reads back."""
    text = "\n".join(_trimmed(safe_text(markdown).split("\n")))
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def holds_text(markdown: str) -> bool:
    """Whether settled Markdown shows anything to read: not only pictures, rules, tags and headings."""
    body = [line for line in markdown.split("\n") if not _HEADING.match(line) and not _FENCE.match(line)]
    return bool(_TEXTLESS.sub("", "\n".join(body)).strip())


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines.pop()
    first = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    return lines[first:]


# --- code and raw HTML ------------------------------------------------------------------------------------------------


def _classified(lines: list[str]) -> list[_Line]:
    """Lines with code and raw HTML told apart; what is never closed is closed or written out.

    Declarations (`<!DOCTYPE html>`, `<?php`) are written out too: a reader is meant to see them.
    """
    found: list[_Line] = []
    opened: re.Match[str] | None = None
    raw = False
    start = 0
    maths_until = -1
    for number, text in enumerate(lines):
        if number <= maths_until:
            found.append(_Line(text, True))
        elif opened is not None:
            found.append(_Line(text, True))
            if _is_closing(text, opened):
                found[-1] = _closing(opened)
                opened = None
                _move_out(found, start)
        elif raw:
            found.append(_Line(text, True))
            raw = not _RAW_END.search(text)
        elif _MATHS.match(text) and (maths_until := _end_of_maths(lines, number)) >= number:
            # In the middle of a paragraph it would be no block.
            found += [_Line(""), _Line(text, True)] if found and found[-1].text.strip() else [_Line(text, True)]
        elif _is_fence(fence := _FENCE.match(text)):
            if _is_in_html(found):
                found.append(_Line(""))
            opened, start = fence, len(found)
            found.append(_Line(text, True))
        elif _DECLARATION.match(text):
            found.append(_Line(text.replace("<", "&lt;", 1)))
        elif _RAW.match(text):
            raw = any(_RAW_END.search(later) for later in lines[number:])
            found.append(_Line(text, True) if raw else _Line(text.replace("<", "&lt;", 1)))
            raw = raw and not _RAW_END.search(text)
        else:
            found.append(_Line(text))
    if opened is not None:
        found.append(_closing(opened))
        _move_out(found, start)
    return found


def _end_of_maths(lines: list[str], start: int) -> int:
    """The line with which a block of maths ends, -1 where it is never closed."""
    if len(lines[start].strip()) > len("$$") and lines[start].rstrip().endswith("$$"):
        return start
    later = range(start + 1, len(lines))
    return next((number for number in later if lines[number].rstrip().endswith("$$")), -1)


def _closing(opened: re.Match[str]) -> _Line:
    """The fence that closes a block, where it does so for certain."""
    return _Line(re.sub(r"[^>\s]", " ", opened["lead"]) + opened["mark"], True)


def _move_out(lines: list[_Line], start: int) -> None:
    """Moves a block of code, the last of the lines, to the margin where its place would not hold it.

    That is where its text is indented less than its fence (within a list it would end the list, and the code with it),
    where the quote that it opens in does not go on, or where four spaces before the fence belong to no list.
    """
    opening = _FENCE.match(lines[start].text)
    assert opening is not None
    lead = opening["lead"]
    code = [line.text for line in lines[start + 1 :] if line.text.strip()]
    held = (
        all(text.lstrip().startswith(">") for text in code)
        if ">" in lead
        else all(_indent(text) >= len(lead) for text in code) and (lead.strip() or _fits(lines[:start], len(lead)))
    )
    if not held:
        lines[start] = _Line(opening["mark"] + opening["info"], True)
        lines[-1] = _Line(opening["mark"], True)
        for index in range(start + 1, len(lines) - 1):
            text = lines[index].text
            lines[index] = _Line(text[min(len(lead), _indent(text)) :], True)


def _fits(lines: list[_Line], indent: int) -> bool:
    return indent < 4 or _is_in_list(lines, indent)


def _is_in_list(lines: list[_Line], indent: int) -> bool:
    above = next((line.text for line in reversed(lines) if line.text.strip() and _indent(line.text) < indent), "")
    return bool(_LIST_ITEM.match(above))


def _is_in_html(lines: list[_Line]) -> bool:
    """Whether a block of HTML, which ends at a blank line, is still open."""
    run = takewhile(lambda line: line.text.strip() and not line.verbatim, reversed(lines))
    return any(line.text.lstrip().startswith("<") for line in run)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _is_fence(match: re.Match[str] | None) -> bool:
    """Whether a line opens a block of code; backticks that follow on it make it a code span."""
    return match is not None and not (match["mark"].startswith("`") and "`" in match["info"])


def _is_closing(text: str, opened: re.Match[str]) -> bool:
    mark = text.strip(" \t>")
    return len(mark) >= len(opened["mark"]) and not mark.strip(opened["mark"][0])


def _without_comments(lines: list[str]) -> list[str]:
    """Comments outside code go: a reader never sees them, and the format has uses for them."""
    if not any("<!--" in line for line in lines):
        return lines
    kept: list[str] = []
    run: list[str] = []
    for line in _classified(lines):
        if line.verbatim:
            kept += [*_uncommented(run), line.text]
            run = []
        else:
            run.append(line.text)
    return [*kept, *_uncommented(run)]


def _uncommented(lines: list[str]) -> list[str]:
    if not any("<!--" in line for line in lines):
        return lines
    text = "\n".join(lines)
    code = [match.span() for match in _CODE_SPAN.finditer(text)]

    def is_code(position: int) -> bool:
        return any(start <= position < end for start, end in code)

    text = _COMMENT.sub(lambda match: match[0] if is_code(match.start()) else "", text)
    code = [match.span() for match in _CODE_SPAN.finditer(text)]
    return re.sub("<!--", lambda match: match[0] if is_code(match.start()) else "&lt;!--", text).split("\n")


# --- links by label ---------------------------------------------------------------------------------------------------


def _without_definitions(lines: list[_Line]) -> list[_Line]:
    """`[label]: address` lines go into the links that use them; footnotes become text."""
    addresses: dict[str, str] = {}
    kept: list[_Line] = []
    may_define = True
    for line in lines:
        match = None if line.verbatim or not may_define else _DEFINITION.match(line.text)
        if match:
            addresses.setdefault(_label(match["label"]), match["url"])
            continue
        may_define = line.verbatim or not line.text.strip() or bool(_HEADING.match(line.text))
        is_footnote = not line.verbatim and bool(_FOOTNOTE.match(line.text))
        kept.append(_Line(line.text.replace("[", "\\[", 1)) if is_footnote else line)
    if not addresses:
        return kept
    return [line if line.verbatim else _Line(_with_addresses(line.text, addresses)) for line in kept]


def _with_addresses(text: str, addresses: dict[str, str]) -> str:
    code = [match.span() for match in _CODE_SPAN.finditer(text)]

    def linked(match: re.Match[str]) -> str:
        address = addresses.get(_label(match["label"] or match["text"]))
        if address is None or any(start <= match.start() < end for start, end in code):
            return match[0]
        return f"[{match['text']}]({address})"

    return _REFERENCE.sub(linked, text)


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


# --- headings ---------------------------------------------------------------------------------------------------------


def _with_headings_moved(lines: list[_Line]) -> list[_Line]:
    """Headings at `####` and below, as far apart as they were where six levels allow."""
    levels = [len(match["marks"]) for line in lines if not line.verbatim and (match := _HEADING.match(line.text))]
    shift = max(0, TOP_LEVEL - min(levels, default=TOP_LEVEL))
    moved: list[_Line] = []
    for line in lines:
        match = None if line.verbatim else _HEADING.match(line.text)
        if match is None:
            moved.append(line)
        else:
            marks, text = "#" * min(6, len(match["marks"]) + shift), (match["text"] or "").strip()
            moved.append(_Line(f"{marks} {text}" if text else ""))
    return moved


def _without_underlines(lines: list[_Line]) -> list[_Line]:
    """A line of === or --- below one line of text makes it a heading; elsewhere it is a rule, apart from what is above.

    Below a list or a quote the text may belong to it: that is never a heading.
    """
    found: list[_Line] = []
    paragraph = 0
    in_list = False
    for line in lines:
        match = _UNDERLINE.match(line.text) if (paragraph or in_list) and not line.verbatim else None
        if match and paragraph == 1 and len(match["mark"]) > 1:
            found[-1] = _Line(f"{'#' if match['mark'][0] == '=' else '##'} {found[-1].text.strip()}")
            paragraph = 0
            continue
        if match:
            found.append(_Line(""))
            paragraph, in_list = 0, False
        found.append(_Line("---") if match and len(match["mark"]) > 1 else line)
        if not paragraph and not in_list and _DEFINITION.match(line.text):
            continue
        if line.verbatim or not line.text.strip() or _HEADING.match(line.text) or _RULE.match(found[-1].text):
            paragraph, in_list = 0, False
        else:
            in_list = in_list or (not paragraph and bool(_NO_PARAGRAPH.match(line.text)))
            paragraph = 0 if in_list else paragraph + 1
    return found
