"""Questions that are headings: of one level, numbered or not, or of several levels."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from interviewer.importing.judging import STRONG, Judge, Shape
from interviewer.importing.outline import Outline
from interviewer.importing.phrases import is_apparatus
from interviewer.importing.shapes import Candidate

_LOOSE = re.compile(r"^\W*\d+\s+[^\W\d]")


def heading_shapes(outline: Outline, headings: Sequence[Candidate], judge: Judge) -> Iterator[Shape]:
    levels: dict[tuple[str, int], list[Candidate]] = defaultdict(list)
    for candidate in headings:
        levels[candidate.style.split()[0], candidate.level].append(candidate)
    largest = most = 0
    for (place, level), group in levels.items():
        markers, name = _questions_of_level(outline, group)
        if place == "item":
            name = f"{name} in a list"
        if not markers:
            continue
        direct = sum(has_direct_text(outline, marker) for marker in markers) / len(markers)
        deeper = {candidate.row for candidate in headings if candidate.level > level} if direct >= 0.6 else set()
        explicit = sum(marker.label for marker in markers) >= 0.5 * len(markers)
        floor = 0.35 if "number" in name else 0.0
        shape = judge.shape("heading", name, markers, floor=floor, explicit=explicit, own=deeper)
        if not explicit and _inside_questions(outline, headings, markers):
            shape = replace(shape, precision=shape.precision * 0.6)
        largest = max(largest, len(markers))
        most = max(most, len(markers) * (10 if shape.explicit and shape.answered >= 0.5 else 1))
        yield shape
    across = _across_levels(outline, headings)
    if across:
        markers, precision = across
        explicit = sum(marker.label for marker in markers) >= 0.8 * len(markers)
        if len(markers) > 1.1 * (largest if explicit else most):
            yield judge.shape("heading", "headings of several levels", markers, precision=precision, explicit=explicit)


def _questions_of_level(outline: Outline, group: Sequence[Candidate]) -> tuple[list[Candidate], str]:
    """The headings of one level that are questions, if any of them are: sections and apparatus taken out."""
    numbered = [c for c in group if c.number is not None or c.label]
    if len(numbered) >= 0.5 * len(group) and (len(numbered) > 1 or numbered[0].label):
        kept = [c for c in group if c.number is not None or c.label or (c.likeness == 1 and _has_text(outline, c))]
        kept = [c for c in kept if c.label or c.likeness >= 0.5 or _has_text(outline, c)]
        return kept, "numbered headings"
    group = [_without_loose_number(outline, c) for c in group]
    asking = [c for c in group if c.likeness >= 0.6]
    if not asking:
        return [], ""
    kept = []
    for candidate in group:
        if candidate.likeness >= 0.6 or (
            asking[0].row < candidate.row
            and not is_apparatus(candidate.question)
            and has_direct_text(outline, candidate)
            and (candidate.row < asking[-1].row or len(asking) >= 0.7 * len(group))
        ):
            kept.append(candidate)
    return kept, "headings"


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
        if above is not None and inside and has_direct_text(outline, above) and not candidate.label:
            continue
        if candidate.likeness >= STRONG or candidate.label:
            kept.append(candidate)
            shallowest = 7
        elif has_direct_text(outline, candidate) and not is_apparatus(candidate.question):
            others += 1
    if len({candidate.level for candidate in kept}) < 2:
        return None
    return kept, len(kept) / (len(kept) + others)


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


def has_direct_text(outline: Outline, candidate: Candidate) -> bool:
    """Whether something stands between a heading and the next one."""
    return bool(candidate.rest) or outline.content(candidate.last + 1, outline.next_heading(candidate.last + 1)) > 0


def _has_text(outline: Outline, candidate: Candidate) -> bool:
    """Whether something stands below a heading, if need be below its parts."""
    end = outline.next_heading(candidate.last + 1)
    while end < len(outline.rows) and outline.rows[end].level > candidate.level:
        end = outline.next_heading(end + 1)
    return bool(candidate.rest) or outline.content(candidate.last + 1, end) > 0
