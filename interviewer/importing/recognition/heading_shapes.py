"""Questions that are headings: of one level, numbered or not, or of several levels."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from interviewer.importing.recognition.judging import STRONG, Judge, Shape
from interviewer.importing.recognition.outline import Outline
from interviewer.importing.recognition.phrases import is_apparatus
from interviewer.importing.recognition.shapes import Candidate

_NUMBERED = 0.8
"""The share of questions with numbers from which on those without are none."""
_ASKING = 0.6
"""The share of headings without numbers that must ask for the others among them to be questions as well."""
_COMPLAINT = re.compile(r"I(?:['’]m| am| get| got| can(?:no|['’])t| have| want| need| see)\b|My \w+")
"""What a page of frequent questions says for the reader, instead of asking."""
_LOOSE = re.compile(r"^\W*\d+\s+[^\W\d]")


def heading_shapes(outline: Outline, headings: Sequence[Candidate], judge: Judge) -> Iterator[Shape]:
    levels: dict[tuple[str, int], list[Candidate]] = defaultdict(list)
    for candidate in headings:
        levels[candidate.style.split()[0], candidate.level].append(candidate)
    plain = 0
    named = False
    explicit_rows: set[int] = set()
    for (place, level), group in levels.items():
        markers, name = _questions_of_level(outline, group)
        if place == "item":
            name = f"{name} in a list"
        if not markers:
            continue
        direct = sum(has_direct_text(outline, marker) for marker in markers) / len(markers)
        deeper = {candidate.row for candidate in headings if candidate.level > level} if direct >= 0.6 else set()
        explicit = sum(marker.label for marker in markers) >= 0.5 * len(markers)
        if explicit and place == "heading":
            markers = _with_labelled(markers, headings)
        floor = 0.35 if "number" in name else 0.0
        own = deeper
        if all(marker.label and marker.parts for marker in markers) and len(markers) > 1:
            own = deeper | _within(outline, markers, {candidate.row for candidate in headings if candidate.label})
        shape = judge.shape("heading", name, markers, floor=floor, explicit=explicit, own=own)
        if not explicit and _inside_questions(outline, headings, markers):
            shape = replace(shape, precision=shape.precision * 0.6)
        plain = max(plain, len(markers))
        if shape.explicit and shape.answered >= 0.5:
            explicit_rows |= {marker.row for marker in markers}
            named = named or explicit
        yield shape
    across = _across_levels(outline, headings)
    rows = {candidate.row for candidate in across[0]} if across else set[int]()
    # Where some questions are labelled, all of them must be among those of all levels, by number.
    counted = _mostly_numbered(across)
    surely = not explicit_rows or (not named and explicit_rows <= rows and counted)
    if across and surely and len(rows) > 1.1 * plain:
        markers, precision = across
        name = "numbered headings of several levels" if counted else "headings of several levels"
        yield judge.shape("heading", name, markers, precision=precision)


def _mostly_numbered(across: tuple[Sequence[Candidate], float] | None) -> bool:
    return across is not None and sum(bool(c.parts) for c in across[0]) >= 0.9 * len(across[0])


def _with_labelled(markers: Sequence[Candidate], headings: Sequence[Candidate]) -> list[Candidate]:
    """Labelled questions with those of other levels that have the same kind of label: `## Q. ...`, `#### Q. ...`."""
    numbered = sum(marker.number is not None for marker in markers) >= 0.5 * len(markers)
    others = [c for c in headings if c.label and c.likeness >= 0.5 and (c.number is not None) is numbered]
    return sorted({c.row: c for c in [*others, *markers]}.values(), key=lambda c: c.row)


def _questions_of_level(outline: Outline, group: Sequence[Candidate]) -> tuple[list[Candidate], str]:
    """The headings of one level that are questions, if any of them are: sections and apparatus taken out."""
    numbered = [c for c in group if c.number is not None or c.label]
    if len(numbered) >= 0.5 * len(group) and (len(numbered) > 1 or numbered[0].label):
        labelled = sum(c.label for c in numbered) > 0.5 * len(numbered)
        beside = set() if labelled else _beside_asking(outline, group)
        kept = [
            c
            for c in group
            if c.number is not None
            or c.label
            or (c.likeness == 1 and _has_text(outline, c) and (not labelled or c.row > numbered[0].row))
            or outline.next_filled(c.last + 1) in outline.labels
            or c.row in beside
        ]
        kept = [c for c in kept if c.label or c.likeness >= 0.5 or _has_text(outline, c)]
        return kept, "numbered headings"
    group = [_without_loose_number(outline, c) for c in group]
    asking = [c for c in group if c.likeness >= 0.6]
    if not asking:
        return [], ""
    kept = []
    whole = len(asking) >= 0.7 * len(group)
    for candidate in group:
        if candidate.likeness >= 0.6 or (
            (asking[0].row < candidate.row or _COMPLAINT.match(candidate.question))
            and not is_apparatus(candidate.question)
            and has_direct_text(outline, candidate)
            and (
                asking[0].row < candidate.row < asking[-1].row
                or (whole and not _is_far(outline, asking[-1], candidate))
            )
        ):
            kept.append(candidate)
    return kept, "headings"


def _is_far(outline: Outline, asking: Candidate, candidate: Candidate) -> bool:
    """Whether a chapter begins between two headings: one whose sections are above them both."""
    heading = outline.next_heading(asking.last + 1)
    while heading < candidate.row:
        if outline.rows[heading].level < candidate.level - 1:
            return True
        heading = outline.next_heading(heading + 1)
    return False


def _beside_asking(outline: Outline, group: Sequence[Candidate]) -> set[int]:
    """The rows of headings without numbers among others that mostly ask, behind the numbered ones."""
    found: set[int] = set()
    for bare, run in groupby(group, key=lambda c: c.number is None and not c.label):
        headings = list(run)
        asking = sum(c.likeness == 1 for c in headings)
        if bare and headings[0] is not group[0] and asking > 1 and asking >= _ASKING * len(headings):
            found |= {c.row for c in headings if _has_text(outline, c) and not is_apparatus(c.question)}
    return found


def _without_loose_number(outline: Outline, candidate: Candidate) -> Candidate:
    """A heading among others without numbers whose first word is a number: "10 rules for ..." is no tenth question."""
    body = outline.rows[candidate.row].body
    if candidate.label or not _LOOSE.match(body):
        return candidate
    return replace(candidate, question=body, number=None, parts=())


def _across_levels(outline: Outline, headings: Sequence[Candidate]) -> tuple[list[Candidate], float] | None:
    """Headings that ask, whatever their level, where the levels are mixed; parts of another question are not taken."""
    kept: list[Candidate] = []
    others = 0
    shallowest = 0
    for candidate in headings:
        above = kept[-1] if kept else None
        inside = above is not None and above.level < min(candidate.level, shallowest)
        shallowest = min(shallowest, candidate.level)
        goes_on = above is not None and _goes_on(headings, above, candidate)
        if above is not None and inside and has_direct_text(outline, above) and not candidate.label and not goes_on:
            continue
        if candidate.likeness >= STRONG or candidate.label or goes_on:
            kept.append(candidate)
            shallowest = 7
        elif has_direct_text(outline, candidate) and not is_apparatus(candidate.question):
            others += 1
    numbered = [candidate for candidate in kept if candidate.parts]
    if len(numbered) >= _NUMBERED * len(kept):
        kept = _with_leading(headings, numbered)
    if len({candidate.level for candidate in kept}) < 2:
        return None
    return kept, len(kept) / (len(kept) + others)


def _with_leading(headings: Sequence[Candidate], numbered: Sequence[Candidate]) -> list[Candidate]:
    """Numbered questions with the headings right before them that have the number before theirs."""
    found = list(numbered)
    places = {candidate.row for candidate in numbered}
    with_numbers = [candidate for candidate in headings if candidate.parts]
    for above, below in pairwise(with_numbers):
        follows = above.level == below.level and (above.parts[-1] + 1,) == below.parts
        if follows and below.row in places and above.row not in places:
            found.append(above)
    return sorted(found, key=lambda candidate: candidate.row)


def _goes_on(headings: Sequence[Candidate], above: Candidate, candidate: Candidate) -> bool:
    """Whether a heading's number goes on from the question above, and no heading of that one's level has it too."""
    if len(above.parts) != 1 or candidate.parts != (above.parts[0] + 1,):
        return False
    later = (c for c in headings if c.row > candidate.row and c.level <= above.level and c.parts)
    beside = next(later, None)
    return candidate.level <= above.level or beside is None or beside.parts != candidate.parts


def _inside_questions(outline: Outline, headings: Sequence[Candidate], markers: Sequence[Candidate]) -> bool:
    """Whether most of these headings are parts below headings that ask and are answered themselves."""
    parents = {marker.row: 0 for marker in markers}
    stack: list[Candidate] = []
    for candidate in headings:
        while stack and stack[-1].level >= candidate.level:
            stack.pop()
        if candidate.row in parents and stack:
            parent = stack[-1]
            parents[candidate.row] = int(
                (parent.likeness >= STRONG or parent.label) and has_direct_text(outline, parent)
            )
        stack.append(candidate)
    return sum(parents.values()) > 0.6 * len(markers)


def _within(outline: Outline, markers: Sequence[Candidate], labelled: set[int]) -> set[int]:
    """The rows in the sections of headings that are labelled as questions, but for further headings with a label."""
    found: set[int] = set()
    for marker in markers:
        end = outline.next_heading(marker.last + 1)
        while end < len(outline.rows) and outline.rows[end].level > marker.level:
            end = outline.next_heading(end + 1)
        found.update(range(marker.last + 1, end))
    return found - labelled


def has_direct_text(outline: Outline, candidate: Candidate) -> bool:
    """Whether something stands between a heading and the next one."""
    return bool(candidate.rest) or outline.content(candidate.last + 1, outline.next_heading(candidate.last + 1)) > 0


def _has_text(outline: Outline, candidate: Candidate) -> bool:
    """Whether something stands below a heading, if need be below its parts."""
    end = outline.next_heading(candidate.last + 1)
    while end < len(outline.rows) and outline.rows[end].level > candidate.level:
        end = outline.next_heading(end + 1)
    return bool(candidate.rest) or outline.content(candidate.last + 1, end) > 0
