"""Where the questions of a chosen shape end, and which titles between them are sections."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.importing.recognition.judging import Shape
from interviewer.importing.recognition.outline import Outline
from interviewer.importing.recognition.phrases import is_apparatus, opens_the_end
from interviewer.importing.recognition.rows import Row
from interviewer.importing.recognition.shapes import Candidate, end_of_block
from interviewer.importing.wording import plain_text, question_likeness, without_symbols

_BOLD_ALONE = re.compile(r"^\W{0,4}(\*{2,3}|_{2,3})(?:(?!\1).)+\1\W{0,4}$|^<(b|strong|u)>[^<]*</\2>\W{0,4}$")
_NUMBERED_TITLE = re.compile(r"^(?:\d{1,3}|[IVXLC]{1,6}|[A-Z])[.)]\s*\S")
_NUMBERED_PART = re.compile(
    r"^(?:module|chapter|unit|part|section|topic|day|week|level|lesson|round)\s+(?:\d{1,3}|[IVX]{1,5})\s*(?:[:.–—-]+\s*\w|$)",
    re.IGNORECASE,
)
_SECTION_WORD = re.compile(
    r"\b(?:basics?|beginners?|fundamentals?|foundations?|intermediate|advanced|experts?|junior|senior|mid[- ]level"
    r"|freshers?|experienced|easy|medium|hard|general|miscellaneous|misc|bonus|others?|section|part|chapter|unit|module"
    r"|topics?|level|questions?|q&a|faqs?|concepts?|practical|theor(?:y|etical)|behaviou?ral|technical|coding|scenario"
    r"|interview)\b",
    re.IGNORECASE,
)
_BARE = 7
"""The level of a title without the mark of a heading: below all headings."""
_DASHED_TITLE = re.compile(r"[A-Z][\w+#./&]*(?: [\w+#./&]+){0,4} ?[-–—]+")
_COUNT = re.compile(
    r"\s*[\[(]\s*\d+\s*(?:questions?|q(?:&a)?s?)?\s*[\])]\s*$|\s*[-–—:]\s*\d+\s*questions?\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Span:
    """A question with the rows that belong to it."""

    marker: Candidate
    end: int
    """Index behind its last row."""
    section: str | None
    opening: tuple[int, int] | None
    """Rows between the title of its section and the first question there, if this is the section's first question."""


@dataclass(frozen=True, slots=True)
class Cut:
    spans: tuple[Span, ...]
    titles: tuple[int, ...]
    """Rows that are titles of sections, or of single questions."""


def cut_document(outline: Outline, shape: Shape) -> Cut:
    """Every question with its rows: up to the next question, the title of a section, or what ends the document."""
    rows = outline.rows
    markers = shape.markers
    starts = {marker.row for marker in markers}
    bounds = _boundary_headings(outline, shape, starts)
    ends: list[int] = []
    titles: list[tuple[int, str]] = [(row, _title(rows[row])) for row in sorted(bounds)]
    for position, marker in enumerate(markers):
        following = markers[position + 1].row if position + 1 < len(markers) else None
        limit = following if following is not None else len(rows)
        bound = next((row for row in range(marker.last + 1, limit) if row in bounds), limit)
        if shape.family == "summary":
            bound = end_of_block(rows, marker, bound)
        elif shape.family == "cell" and following is not None:
            bound = next(
                (row for row in range(marker.last + 1, bound) if rows[row].number == rows[following].number), bound
            )
        if bound == limit and following is not None:
            cut, bare = _bare_titles(outline, marker, limit, shape)
            titles += bare
            bound = cut
        ends.append(bound)
    if markers:
        titles += _title_above_first(outline, markers[0], shape)
    titles.sort()
    sections = _sections(titles, markers, [rows[row].level or _BARE for row, _title in titles])
    spans: list[Span] = []
    opened: set[int] = set()
    for marker, end in zip(markers, ends, strict=True):
        row, section = sections.get(marker.row, (None, None))
        opening = None
        if row is not None and row not in opened:
            opened.add(row)
            opening = (row + 1, marker.row) if marker.row > row + 1 else None
        spans.append(Span(marker, end, section, opening))
    return Cut(tuple(spans), tuple(row for row, _title in titles))


def _boundary_headings(outline: Outline, shape: Shape, starts: set[int]) -> set[int]:
    """Rows of headings at which an answer ends."""
    headings = [row for row in outline.rows if row.kind == "heading" and row.index not in outline.dropped]
    headings = [row for row in headings if row.index not in starts and row.index not in outline.labels]
    if shape.family == "heading":
        return _boundaries_of_headings(outline, shape, headings)
    deepest = _section_level(outline, headings, starts)
    first = shape.markers[0].row
    return {
        row.index
        for row in headings
        if row.level <= deepest
        or row.index < first
        or opens_the_end(row.plain)
        or outline.next_filled(row.index + 1) in starts
    }


def _boundaries_of_headings(outline: Outline, shape: Shape, headings: Sequence[Row]) -> set[int]:
    """Where the questions are headings themselves: shallower ones, and those of the same level that are no part."""
    rows = outline.rows
    in_list = any(rows[marker.row].mark for marker in shape.markers)
    levels = {marker.row: marker.level for marker in shape.markers}
    bounds: set[int] = set()
    current = max(levels.values())
    for row in sorted([*headings, *(rows[index] for index in levels)], key=lambda row: row.index):
        below = outline.next_filled(row.index + 1)
        current = levels.get(row.index, current)
        if row.index in levels or row.mark:
            continue
        shallower = row.level < current or row.index < shape.markers[0].row
        beside = row.level == current and (
            below in levels
            or below >= len(rows)
            or rows[below].kind == "heading"
            or opens_the_end(row.plain)
            or (not in_list and is_apparatus(row.plain))
            or "numbered" not in shape.name
        )
        if shallower or beside:
            bounds.add(row.index)
    return bounds


def _section_level(outline: Outline, headings: Sequence[Row], starts: set[int]) -> int:
    """The deepest level whose headings mostly stand above questions, not inside answers; 2 where nothing tells."""
    leading: Counter[int] = Counter()
    total: Counter[int] = Counter()
    for row in headings:
        below = row.index
        while (below := outline.next_filled(below + 1)) < len(outline.rows) and outline.rows[below].kind == "heading":
            if below in starts:
                break
        total[row.level] += 1
        leading[row.level] += below in starts
    levels = [level for level in total if leading[level] >= 0.5 * total[level] and leading[level]]
    return max(levels, default=2)


def _bare_titles(outline: Outline, marker: Candidate, limit: int, shape: Shape) -> tuple[int, list[tuple[int, str]]]:
    """Titles without heading mark right above the next question, and where the answer before them ends."""
    found: list[tuple[int, str]] = []
    end = limit
    while True:
        index = outline.previous_filled(end)
        if index <= marker.last or not _is_bare_title(outline, index, marker, shape):
            return end, found
        found.append((index, _title(outline.rows[index])))
        end = index


def _title_above_first(outline: Outline, first: Candidate, shape: Shape) -> list[tuple[int, str]]:
    """A title right above the first question of a document without headings."""
    index = outline.previous_filled(first.row)
    if index < 0 or not _is_bare_title(outline, index, None, shape):
        return []
    return [(index, _title(outline.rows[index]))]


def _is_bare_title(outline: Outline, index: int, marker: Candidate | None, shape: Shape) -> bool:
    """Whether a line right above a question is a title; `marker`: the question before, whose answer it might end."""
    row = outline.rows[index]
    plain = without_symbols(row.plain) if len(row.body) < 200 else ""
    if row.kind == "heading":
        return row.index not in outline.labels
    is_answer = (
        not is_dashed_title(outline, index)
        and marker is not None
        and not outline.content(marker.last + 1, index)
        and not marker.rest
    )
    if row.kind not in {"text", "item"} or is_answer or not plain or len(plain.split()) > 16:
        return False
    if row.index in outline.labels or (shape.family == "numbered" and is_dashed_title(outline, index)):
        return row.index not in outline.labels
    if shape.family in {"label", "answered"} and _is_numbered_title(row):
        # A title of its own above a labelled question; the numbered items of an answer's list stand below each other.
        return "**" not in row.body and (index == 0 or outline.rows[index - 1].kind in {"blank", "rule"})
    if row.kind == "text" and _BOLD_ALONE.match(row.body):
        return shape.family != "bold" and not plain.endswith((".", "!", ";"))
    return (
        row.kind == "text"
        and not row.quoted
        and row.indent <= 3
        and _is_plain_title(plain)
        and (_NUMBERED_PART.match(plain) is not None or _is_over(outline, index))
    )


def is_dashed_title(outline: Outline, index: int) -> bool:
    """Whether a row between an empty line and a list is the title of that list: `Networks -`."""
    row = outline.rows[index] if index >= 0 else None
    return (
        row is not None
        and row.kind == "text"
        and _DASHED_TITLE.fullmatch(row.body) is not None
        and (index == 0 or outline.rows[index - 1].kind == "blank")
    )


def _is_numbered_title(row: Row) -> bool:
    if row.kind == "item":
        return row.mark[0].isdigit()
    return bool(_NUMBERED_TITLE.match(row.body))


def _is_plain_title(plain: str) -> bool:
    """A few words that end in no full stop and speak of a level, a part or a topic."""
    if _NUMBERED_PART.match(plain) and plain[-1:] not in ".,;!?" and len(plain.split()) <= 12:
        return True
    if plain[-1:] in ".,;:!?)" or not plain[:1].isupper() or len(plain.split()) > 6:
        return False
    return bool(_SECTION_WORD.search(plain)) and question_likeness(plain) < 0.5


def _is_over(outline: Outline, index: int) -> bool:
    """Whether what stands above a row is complete."""
    above = outline.previous_filled(index)
    if above < 0 or outline.rows[above].kind in {"item", "code", "table"}:
        return True
    return outline.rows[above].body.rstrip('*_`"”’)')[-1:] in ".!?:;"


def _title(row: Row) -> str:
    title = without_symbols(plain_text(row.body))
    title = re.sub(r"^(?:#+\s*)?\d{1,3}(?:\.\d+)*\s*[.):-]?\s+", "", title)
    return _COUNT.sub("", without_symbols(title)).rstrip(" :-–—").strip()


def _sections(
    titles: Sequence[tuple[int, str]], markers: Sequence[Candidate], levels: Sequence[int]
) -> dict[int, tuple[int, str]]:
    """For every question the last title above it. A series of titles with one question each names those questions:
    then the title above the series counts."""
    found: dict[int, tuple[int, str]] = {}
    counts: Counter[int] = Counter()
    position = -1
    owners: dict[int, int] = {}
    for marker in markers:
        while position + 1 < len(titles) and titles[position + 1][0] < marker.row:
            position += 1
        owners[marker.row] = position
        counts[position] += 1
    filled = [index for index in range(len(titles)) if counts[index]]
    single = {
        index
        for place, index in enumerate(filled)
        if counts[index] == 1
        and any(0 <= other < len(filled) and counts[filled[other]] == 1 for other in (place - 1, place + 1))
    }
    if len(single) < 3:
        single = set()
    for marker in markers:
        owner = owners[marker.row]
        if owner in single:
            owner = next((index for index in range(owner - 1, -1, -1) if levels[index] < levels[owner]), -1)
            owner = owner if owner != 0 else -1  # the title of the document
        if owner >= 0 and owner not in single and titles[owner][1]:
            found[marker.row] = titles[owner]
    return found
