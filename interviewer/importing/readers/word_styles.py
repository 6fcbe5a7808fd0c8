"""What the styles of a Word document say of its paragraphs."""

import re
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_MONO = re.compile(
    r"courier|consolas|menlo|monaco|mono\b|monospace|source code|lucida console|inconsolata|fira code", re.IGNORECASE
)
_CODE_STYLE = re.compile(r"code|verbatim|preformatted|listing|html.?sample", re.IGNORECASE)
_HEADING = re.compile(r"heading\s*([1-9])$", re.IGNORECASE)
_LONGEST_CHAIN = 12


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, with what it takes over from those that it is based on."""

    level: int | None = None
    """Of a heading, from 1."""
    is_bold: bool = False
    is_code: bool = False
    is_contents: bool = False
    """Of an entry in a table of contents."""
    list_id: str | None = None
    depth: int = 0
    """In the list that its paragraphs belong to."""


class WordStyles:
    """The styles of a document by their ids."""

    def __init__(self, root: Any) -> None:
        """`root`: the root element of `styles.xml`."""
        self._elements = {element.get(qn("w:styleId")): element for element in root.iterchildren(qn("w:style"))}
        self._known: dict[str | None, Style] = {}

    def __getitem__(self, style_id: str | None) -> Style:
        if style_id not in self._known:
            self._known[style_id] = self._read(style_id)
        return self._known[style_id]

    def _read(self, style_id: str | None) -> Style:
        level: int | None = None
        bold: bool | None = None
        code = contents = False
        list_id: str | None = None
        depth: int | None = None
        for element in self._chain(style_id):
            name_element = element.find(qn("w:name"))
            name = (name_element.get(qn("w:val")) if name_element is not None else "") or ""
            properties = element.find(qn("w:pPr"))
            if level is None:
                level = 1 if name.lower() == "title" else _level(name, properties)
            code = code or _CODE_STYLE.search(name) is not None or is_mono(element.find(qn("w:rPr")))
            contents = contents or name.lower().startswith("toc ")
            if bold is None:
                bold = switched_on(element.find(qn("w:rPr")), "w:b")
            if properties is not None and (numbers := properties.find(qn("w:numPr"))) is not None:
                list_id = list_id or _value(numbers, "w:numId")
                depth = depth if depth is not None else _int(_value(numbers, "w:ilvl"))
        return Style(level, bool(bold), code and level is None, contents, list_id, depth or 0)

    def _chain(self, style_id: str | None) -> list[Any]:
        """A style and those that it is based on."""
        chain: list[Any] = []
        while style_id in self._elements and len(chain) < _LONGEST_CHAIN:
            element = self._elements[style_id]
            chain.append(element)
            style_id = _value(element, "w:basedOn")
        return chain


def switched_on(properties: Any | None, name: str) -> bool | None:
    """Whether a property like bold is on; None where nothing is said of it."""
    element = properties.find(qn(name)) if properties is not None else None
    if element is None:
        return None
    return (element.get(qn("w:val")) or "true").lower() not in {"0", "false", "off", "none"}


def is_mono(properties: Any | None) -> bool:
    """Whether the properties of a run choose letters of equal width."""
    fonts = properties.find(qn("w:rFonts")) if properties is not None else None
    return fonts is not None and _MONO.search(fonts.get(qn("w:ascii")) or "") is not None


def _level(name: str, properties: Any | None) -> int | None:
    if match := _HEADING.search(name):
        return int(match[1])
    level = _int(_value(properties, "w:outlineLvl")) if properties is not None else None
    return level + 1 if level is not None and level < 9 else None


def _value(element: Any, name: str) -> str | None:
    child = element.find(qn(name))
    return None if child is None else child.get(qn("w:val"))


def _int(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 5 else None
