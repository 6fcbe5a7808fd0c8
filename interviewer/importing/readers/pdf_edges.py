"""What is printed at the top and the bottom of every page of a PDF, and is no part of its text."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from interviewer.importing.manuscript import Dropped
from interviewer.importing.readers.pdf_lines import PdfLine
from interviewer.importing.readers.question_words import asks

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|seite|pg\.?|p\.)?\s*(\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/|von|\|)\s*\d{1,4})?\W*", re.I
)
_TITLE_AND_NUMBER = re.compile(r"(\d{1,4})\s+[^\W\d].{3,70}[^.?!:]|[^\W\d].{3,70}\s(\d{1,4})")
_EDGE_LINES = 3
_SAME_HEIGHT = 4.0
_LEAST_GAP = 1.6
"""Between a page header and the text, in heights of a letter."""


def without_edges(pages: Sequence[Sequence[PdfLine]]) -> tuple[list[PdfLine], tuple[Dropped, ...]]:
    """All lines but what repeats at the top or the bottom of the pages, and the page numbers there."""
    edges: list[tuple[int, PdfLine]] = []
    """With the place from the edge: 0 is the uppermost line, -1 the lowest."""
    alike: dict[str, list[PdfLine]] = defaultdict(list)
    for lines in pages:
        down = sorted(lines, key=lambda line: -line.y)
        edges += [(place, line) for place, line in enumerate(down[:_EDGE_LINES])]
        edges += [(-place, line) for place, line in enumerate(down[: -_EDGE_LINES - 1 : -1], 1)]
        for line in {id(line): line for line in (*_set_off(down), *_set_off(down[::-1]))}.values():
            alike[_folded(line.text)].append(line)
    repeating = [line for lines in alike.values() for line in _repeating(lines, len(pages))]
    heights = {_folded(line.text): line.y for line in repeating}
    # On one of the pages the text may begin close to them.
    close = [line for _place, line in edges if abs(heights.get(_folded(line.text), -9.9) - line.y) < _SAME_HEIGHT]
    repeated = {id(line) for line in (*repeating, *close)}
    numbers = _page_numbers(edges, len(pages))
    out = repeated | numbers
    kept = [line for lines in pages for line in lines if id(line) not in out]
    dropped = tuple(
        Dropped("page number" if id(line) in numbers else "page header or footer", line.text[:200], line.page)
        for lines in pages
        for line in lines
        if id(line) in out
    )
    return kept, dropped


def _set_off(lines: Sequence[PdfLine]) -> Sequence[PdfLine]:
    """The first lines from an edge, if a gap parts them from the rest."""
    for place, (line, following) in enumerate(pairwise(lines[: _EDGE_LINES + 1]), 1):
        if abs(line.y - following.y) > _LEAST_GAP * max(line.size, following.size):
            return lines[:place]
    return lines if len(lines) == 1 else ()


def _folded(text: str) -> str:
    return _DIGITS.sub("#", text.casefold())


def _repeating(lines: Sequence[PdfLine], pages: int) -> list[PdfLine]:
    """Those of lines with the same text but for numbers that stand at the same height on several pages.

    A title of a chapter may stand on a third of the pages. A question that each page begins with is no header.
    """
    height = median(line.y for line in lines)
    level = [line for line in lines if abs(line.y - height) < _SAME_HEIGHT]
    on_pages = len({line.page for line in level})
    is_text = re.search(r"\w", lines[0].text) is not None and not asks(lines[0].text)
    return level if is_text and on_pages >= max(2, 0.3 * pages) else []


def _page_numbers(edges: Sequence[tuple[int, PdfLine]], pages: int) -> set[int]:
    """Lines at an edge that are a number which goes up with the pages."""
    found: dict[int, list[PdfLine]] = defaultdict(list)
    for place, line in edges:
        match = _PAGE_NUMBER.fullmatch(line.text)
        if match and match[1].isdecimal() and place in {0, 1, -1, -2}:
            found[int(match[1]) - line.page].append(line)
        elif place in {0, -1} and (match := _TITLE_AND_NUMBER.fullmatch(line.text)):
            found[int(match[1] or match[2]) - line.page].append(line)
    offset = max(found, key=lambda difference: len(found[difference]), default=None)
    if offset is None or len(found[offset]) < (2 if pages > 1 else 1):
        return set()
    lines = found[offset]
    if pages == 1 or len(lines) < 0.4 * pages:  # a single page, or chance
        lines = [line for line in lines if _PAGE_NUMBER.fullmatch(line.text)]
    return {id(line) for line in lines}
