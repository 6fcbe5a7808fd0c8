"""The lines of text on the pages of a PDF, with the place and the look of each."""

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject

_BOLD_NAMES = ("bold", "black", "heavy", "demi", "-bd", "cmbx", "medi")
_MONO_NAMES = ("mono", "courier", "consol", "menlo", "cmtt", "code", "typewriter", "fixed", "sftt")
_FIXED_PITCH, _FORCE_BOLD = 1, 1 << 18
_LETTERS = str.maketrans(
    {
        "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "ft",
        "\ufb06": "st", "\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf0fc": "•", "\x7f": "•", "\u00a0": " ",
        "\u00ad": "-", "\t": " ", "\x00": "", "\r": " ",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one font."""

    text: str
    size: float = 0.0
    """Of its letters, in points."""
    is_bold: bool = False
    is_mono: bool = False


@dataclass(slots=True)
class PdfLine:
    """A line as it stands on its page."""

    page: int
    """From 1."""
    x: float
    y: float
    """Of its first character, in points from the lower left corner."""
    runs: list[Run] = field(default_factory=list)

    @property
    def size(self) -> float:
        """Of most of its letters, in points."""
        letters: Counter[float] = Counter()
        for run in self.runs:
            letters[run.size] += len(run.text.strip())
        return max(letters, key=lambda size: (letters[size], size)) if letters else 0.0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs).strip()

    @property
    def is_bold(self) -> bool:
        """Whether nearly all of its letters are."""
        return self._share("is_bold") > 0.9

    @property
    def is_mono(self) -> bool:
        """Whether nearly all of its letters are as wide as each other."""
        return self._share("is_mono") > 0.9

    def _share(self, look: str) -> float:
        letters = sum(len(run.text.strip()) for run in self.runs)
        return sum(len(run.text.strip()) for run in self.runs if getattr(run, look)) / letters if letters else 0.0


@dataclass(frozen=True, slots=True)
class _Look:
    is_bold: bool
    is_mono: bool


def lines_of_page(page: PageObject, number: int) -> list[PdfLine]:
    """The lines of a page in the order in which it writes them; pieces at the same height become one line.

    Raises whatever pypdf raises on a damaged page.
    """
    collector = _Collector(number)
    page.extract_text(visitor_text=collector.take)
    return _joined_pieces([line for line in collector.lines if line.text])


class _Collector:
    def __init__(self, page: int) -> None:
        self._page = page
        self._looks: dict[int, _Look] = {}
        self._fresh = True
        self.lines: list[PdfLine] = []

    def take(self, text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        """What pypdf calls with each piece of text; a line end in it ends the line."""
        text = text.translate(_LETTERS)
        look = self._look(font)
        x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        height = abs(size) * math.hypot(tm[2], tm[3]) * math.hypot(cm[2], cm[3])
        for index, part in enumerate(text.split("\n")):
            if index:
                self._fresh = True
            if not part.strip() and self._fresh:
                continue
            if self._fresh:
                self.lines.append(PdfLine(self._page, x, y))
                self._fresh = False
            line = self.lines[-1]
            line.runs.append(Run(part, round(height, 1), look.is_bold, look.is_mono))

    def _look(self, font: Any) -> _Look:
        if font is None:
            return _Look(is_bold=False, is_mono=False)
        if id(font) not in self._looks:
            self._looks[id(font)] = _look_of(font)
        return self._looks[id(font)]


def _look_of(font: Any) -> _Look:
    descendants = font.get("/DescendantFonts")
    inner = descendants[0].get_object() if descendants else font
    descriptor = inner.get("/FontDescriptor")
    descriptor = descriptor.get_object() if descriptor is not None else {}
    name = str(font.get("/BaseFont", "")).rpartition("+")[2].lower()
    flags = descriptor.get("/Flags", 0)
    flags = flags if isinstance(flags, int) else 0
    weight = descriptor.get("/FontWeight", 0)
    return _Look(
        any(part in name for part in _BOLD_NAMES)
        or bool(flags & _FORCE_BOLD)
        or (isinstance(weight, int | float) and weight >= 600),
        any(part in name for part in _MONO_NAMES) or bool(flags & _FIXED_PITCH),
    )


def _joined_pieces(lines: list[PdfLine]) -> list[PdfLine]:
    """A bullet or a number that stands for itself, before the text beside it, is part of its line."""
    joined: list[PdfLine] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before is not None and abs(before.y - line.y) < 0.3 * max(line.size, 1) and before.x < line.x:
            before.runs += [Run(" "), *line.runs]
        else:
            joined.append(line)
    return joined
