"""Inline Markdown resolved to the text that a reader sees, with the characters that still carry structure known."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.common.html_blocks import block_names
from markdown_it.token import Token

from interviewer.text import safe_text

HIDDEN = "\x00"
"""Stands in a shape for a character of code, maths, an escape or an entity; safe text never contains it."""

# Tags whose mark-up goes and whose text stays. Anything else in angle brackets (`List<String>`) is text of the author.
_TEXT_TAGS = "a abbr b bdi bdo br cite code data del dfn em font i img ins kbd mark q s samp small span strong sub sup"
_OTHER_TAGS = "time tt u var wbr pre script style textarea video audio source"
_TAGS = frozenset(f"{_TEXT_TAGS} {_OTHER_TAGS}".split()) | frozenset(block_names)
_BREAKING_TAGS = (frozenset(block_names) | {"br"}) - {"param", "source", "track"}
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")


@dataclass(frozen=True, slots=True)
class InlineText:
    """A text and its shape: the same string with every character hidden that cannot be structure.

    The shape is searched (for an arrow, a bracket, a semicolon), the text is taken: `a; b` in code is no separator.
    """

    text: str
    shape: str

    def part(self, start: int, end: int | None = None) -> "InlineText":
        return InlineText(self.text[start:end], self.shape[start:end])

    def stripped(self) -> "InlineText":
        start = len(self.text) - len(self.text.lstrip())
        return self.part(start, max(start, len(self.text.rstrip())))

    def split(self, separator: str) -> list["InlineText"]:
        """The parts between separators of one character."""
        bounds = [index for index, character in enumerate(self.shape) if character == separator]
        return [self.part(a, b) for a, b in zip([0, *(i + 1 for i in bounds)], [*bounds, None], strict=True)]

    def opening_bracket(self) -> int | None:
        """Where the bracket opens that the last character closes; None when it does not close a balanced one."""
        if not self.shape.endswith(")"):
            return None
        depth = 0
        for index in range(len(self.shape) - 1, -1, -1):
            depth += {")": 1, "(": -1}.get(self.shape[index], 0)
            if depth == 0:
                return index
        return None


def resolve(children: Sequence[Token]) -> InlineText:
    """The text of inline tokens: mark-up gone, code and maths as written, soft breaks spaces, hard breaks newlines."""
    texts: list[str] = []
    shapes: list[str] = []
    for token in children:
        text, structural = _piece(token)
        text = safe_text(text)
        texts.append(text)
        shapes.append(text if structural else HIDDEN * len(text))
    return InlineText("".join(texts), "".join(shapes))


def _piece(token: Token) -> tuple[str, bool]:
    """The text of one token, and whether its characters can be structure."""
    text, structural = "", False
    match token.type:
        case "text":
            text, structural = token.content, True
        case "softbreak":
            text, structural = " ", True
        case "hardbreak":
            text, structural = "\n", True
        case "text_special" | "code_inline":
            text = token.content
        case "math_inline" | "math_inline_double":
            text = token.markup + token.content.replace("\n", " ") + token.markup
        case "html_inline":
            text = _tag_text(token.content)
        case "image":
            text = resolve(token.children or []).text
    return text, structural


def _tag_text(tag: str) -> str:
    match = _TAG.match(tag)
    if match is None:
        return ""  # a comment, a declaration
    name = match[1].lower()
    if name in _BREAKING_TAGS:
        return "\n"
    return "" if name in _TAGS else tag


def single_line(text: str) -> str:
    """A value as one clean line: safe, white space single, none at the ends."""
    return " ".join(safe_text(text).split())
