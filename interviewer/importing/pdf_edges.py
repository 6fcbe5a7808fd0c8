"""What is printed at the top and the bottom of every page of a PDF, and is no part of its text."""

import re
from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from interviewer.importing.manuscript import Dropped
from interviewer.importing.pdf_lines import PdfLine

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|seite|pg\.?|p\.)?\s*(\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/|von|\|)\s*\d{1,4})?\W*", re.I
)
_TITLE_AND_NUMBER = re.compile(r"(\d{1,4})\s+[^\W\d].{3,70}[^.?!:]|[^\W\d].{3,70}\s(\d{1,4})")
_EDGE_LINES = 3
_SAME_HEIGHT = 4.0


def without_edges(pages: Sequence[Sequence[PdfLine]]) -> tuple[list[PdfLine], tuple[Dropped, ...]]:
    """All lines but what repeats at the top or the bottom of the pages, and the page numbers there."""
    edges: list[tuple[int, PdfLine]] = []
    """With the place from the edge: 0 is the uppermost line, -1 the lowest."""
    for lines in pages:
        by_height = sorted(lines, key=lambda line: -line.y)
        top = by_height[:_EDGE_LINES]
        bottom = by_height[max(_EDGE_LINES, len(by_height) - _EDGE_LINES) :]
        edges += [(place, line) for place, line in enumerate(top)]
        edges += [(place - len(bottom), line) for place, line in enumerate(bottom)]
    heights: dict[str, list[PdfLine]] = defaultdict(list)
    for _place, line in edges:
        heights[_folded(line.text)].append(line)
    repeated = {id(line) for lines in heights.values() for line in _repeating(lines, len(pages))}
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


def _folded(text: str) -> str:
    return _DIGITS.sub("#", text.casefold())


def _repeating(lines: Sequence[PdfLine], pages: int) -> list[PdfLine]:
    """Those of lines with the same text that stand at the same height on several pages."""
    if not re.search(r"\w", lines[0].text):
        return []
    height = median(line.y for line in lines)
    level = [line for line in lines if abs(line.y - height) < _SAME_HEIGHT]
    on_pages = len({line.page for line in level})
    # Numbered questions at the tops of pages fold to texts that differ; a title may stand on a third of the pages.
    return level if on_pages >= max(2, 0.3 * pages) else []


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
