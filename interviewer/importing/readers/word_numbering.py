"""The numbers that Word writes before paragraphs, which are nowhere in their text."""

from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str
    """`decimal`, `bullet`, `lowerLetter`..."""
    pattern: str
    """With the numbers of the levels as `%1` to `%9`."""
    start: int


class Numbering:
    """Counts the paragraphs of each list as Word does."""

    def __init__(self, part: Any | None) -> None:
        """`part`: the root element of `numbering.xml`, if the document has one."""
        self._levels: dict[tuple[str, int], _Level] = {}
        """By abstract list and depth."""
        self._abstract: dict[str, str] = {}
        """The abstract list of each list."""
        self._restarts: dict[tuple[str, int], int] = {}
        """What a list that is a copy of another begins with, by list and depth."""
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if part is not None:
            self._read(part)

    def mark(self, list_id: str, depth: int) -> str:
        """What stands before the next paragraph of a list: `12.`, `Q3:`, `b)`, `-`; empty if nothing does."""
        abstract = self._abstract.get(list_id)
        level = self._levels.get((abstract or "", depth))
        if abstract is None or level is None:
            return ""
        if level.kind == "bullet":
            return "-"
        counts = self._counts.setdefault(abstract, {})
        if (list_id, depth) in self._restarts and (list_id, depth) not in self._begun:
            counts[depth] = self._restarts[list_id, depth] - 1
        self._begun.add((list_id, depth))
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.kind == "none":
            return ""
        mark = level.pattern
        for other in range(depth + 1):
            outer = self._levels.get((abstract, other), level)
            mark = mark.replace(f"%{other + 1}", _numeral(counts.get(other, outer.start), outer.kind))
        return mark.strip()

    def _read(self, part: Any) -> None:
        styled: dict[str, str] = {}
        linked: dict[str, str] = {}
        for element in part.iterchildren(qn("w:abstractNum")):
            abstract = element.get(qn("w:abstractNumId")) or ""
            for level in element.iterchildren(qn("w:lvl")):
                self._levels[abstract, _number(level.get(qn("w:ilvl")), 0)] = _Level(
                    _value(level, "w:numFmt", "decimal"),
                    _value(level, "w:lvlText", ""),
                    _number(_value(level, "w:start", "1"), 1),
                )
            if style := _value(element, "w:styleLink", ""):
                styled[style] = abstract
            if style := _value(element, "w:numStyleLink", ""):
                linked[abstract] = style
        for element in part.iterchildren(qn("w:num")):
            list_id = element.get(qn("w:numId")) or ""
            abstract = _value(element, "w:abstractNumId", "")
            self._abstract[list_id] = styled.get(linked.get(abstract, ""), abstract)
            for override in element.iterchildren(qn("w:lvlOverride")):
                if start := _value(override, "w:startOverride", ""):
                    self._restarts[list_id, _number(override.get(qn("w:ilvl")), 0)] = _number(start, 1)


def _value(element: Any, name: str, default: str) -> str:
    child = element.find(qn(name))
    return default if child is None else child.get(qn("w:val")) or default


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else default


def _numeral(number: int, kind: str) -> str:
    if kind in {"lowerLetter", "upperLetter"} and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in {"lowerRoman", "upperRoman"} and 0 < number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            count, number = divmod(number, value)
            roman += sign * count
        return roman if kind == "lowerRoman" else roman.upper()
    return f"{number:02d}" if kind == "decimalZero" else str(number)
