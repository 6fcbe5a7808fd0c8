"""JSON written as JavaScript would have it: names without quotation marks, comments, commas behind the last item."""

import json
import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)
    |(?P<number>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.]))
    |(?P<name>[A-Za-z_$][\w$]*)
    |(?P<mark>[\[\]{},:])""",
    re.DOTALL | re.VERBOSE,
)
# What a script says before its data: `export const cards: Card[] = [`, `module.exports = {`.
_COMMENT = r"(?://[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)"
_OPENING = re.compile(
    rf"\s*(?:{_COMMENT}\s*)*(?:export\s+)?(?:default\s+)?"
    r"(?:(?:const|let|var)\s+\w+(?:\s*:\s*[\w<>\[\], ]+)?\s*=|(?:module\.)?exports(?:\.\w+)?\s*=|(?:window\.)?\w+\s*=)?"
    r"\s*(?=[\[{])"
)
_WORDS = {
    "true": "true",
    "false": "false",
    "null": "null",
    "undefined": "null",
    "None": "null",
    "True": "true",
    "False": "false",
}
_ESCAPE = re.compile(r"\\(\r\n|.)|([\n\t\r\x00-\x1f\"])", re.DOTALL)
_KNOWN_ESCAPES = frozenset('"\\/bfnrtu')


def mended_json(text: str) -> str | None:
    """Valid JSON that says the same as a text in which only the notation is loose; None where more is wrong.

    Several values one after the other, with or without commas between them, become a list.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return None
    parts: list[str] = []
    was_value = False
    values = 0
    depth = 0
    for kind, token in _tokens(text, opening.end()):
        if kind == "end":
            break
        if kind == "wrong":
            return None
        if kind == "mark":
            if token in "]}" and parts and parts[-1] == ",":
                parts.pop()
            if depth == 0 and token == ",":
                continue
            if depth == 0:
                values += 1
                parts += [","] if parts else []
            depth += (token in "[{") - (token in "]}")
            if depth < 0:
                return None
        elif depth == 0:
            return None
        if was_value and depth > (token in {"[", "{"}) and token not in {"]", "}", ",", ":"}:
            parts.append(",")  # forgotten between two values
        was_value = token not in {"[", "{", ",", ":"}
        parts.append(token)
    mended = "".join(parts)
    return f"[{mended}]" if values > 1 else mended


def _tokens(text: str, start: int) -> Iterator[tuple[str, str]]:
    """Kind and JSON of every part; `wrong` where there is none, `end` at the semicolon that closes a script's data."""
    position = start
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            yield ("end" if text[position] == ";" else "wrong"), ""
            return
        position = match.end()
        kind = match.lastgroup or ""
        if kind == "string":
            yield kind, '"' + _ESCAPE.sub(_escaped, match[0][1:-1]) + '"'
        elif kind == "name":
            is_key = re.match(r"\s*:", text[position : position + 20]) is not None
            if not is_key and match[0] not in _WORDS:
                yield "wrong", ""
                return
            yield kind, f'"{match[0]}"' if is_key else _WORDS[match[0]]
        elif kind != "space":
            yield kind, match[0]


def _escaped(match: re.Match[str]) -> str:
    if match[2]:
        return json.dumps(match[2])[1:-1]
    mark = match[1]
    if mark in {"\n", "\r\n"}:  # a line that goes on
        return ""
    return match[0] if mark in _KNOWN_ESCAPES else json.dumps(mark)[1:-1]
