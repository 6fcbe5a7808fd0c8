"""The dominant shape of a document: every shape is tried, and the one that is most consistent is taken."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from interviewer.importing.outline import Outline, is_apparatus
from interviewer.importing.sequence import main_sequence
from interviewer.importing.shapes import Candidate, Family, end_of_block

_STRONG = 0.8
_LOOSE = re.compile(r"^\W*\d+\s+[^\W\d]")
_WEIGHTS: dict[Family, float] = {"line": 0.85, "block": 0.93, "answered": 0.95, "bullet": 0.95, "cell": 0.95}
"""Shapes without a mark made for questions yield to the others."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape with the lines that are questions in it."""

    family: Family
    name: str
    """In words, for the report."""
    markers: tuple[Candidate, ...]
    precision: float
    """How much its lines read like questions, or are numbered and labelled as such, 0 to 1."""
    recall: float
    """The share of what reads like a question in the document that it holds."""
    answered: float
    """The share of its lines with something below them."""
    labelled: float
    """The share of its lines with an answer label below."""
    explicit: bool
    """Whether the document itself says which lines are questions or answers."""

    @property
    def score(self) -> float:
        count = len(self.markers)
        balance = 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)
        return balance * (0.5 + 0.5 * self.answered) * count / (count + 1) * _WEIGHTS.get(self.family, 1.0)


def choose_shape(outline: Outline, candidates: Sequence[Candidate], *, announced: bool) -> Shape | None:
    """The best of all shapes; None where none is good enough to say that the document asks questions.

    announced: whether title or file name speak of questions.
    """
    trials = [trial for trial in shapes_of(outline, candidates) if _acceptable(trial, announced)]
    best = max(trials, key=lambda trial: (trial.score, trial.explicit), default=None)
    if best is not None and best.family == "answered":
        # The same questions with a mark of their own: a label deep in an answer then makes no question of its own.
        rows = {marker.row for marker in best.markers}
        marked = [
            trial
            for trial in trials
            if trial.family != "answered" and sum(m.row in rows for m in trial.markers) >= 0.6 * len(rows)
        ]
        return max(marked, key=lambda trial: trial.score, default=best)
    return best


def title_shape(outline: Outline, candidates: Sequence[Candidate]) -> Shape | None:
    """A page whose title asks: the title as the only question, all below it as the answer."""
    headings = [candidate for candidate in candidates if candidate.family == "heading"]
    if not headings or headings[0].likeness < 1 or not _has_direct_text(outline, headings[0]):
        return None
    first = headings[0]
    if outline.content(0, first.row) or any(other.level <= first.level for other in headings[1:]):
        return None
    return Shape("heading", "a title that asks", (first,), 1.0, 0.5, 1.0, 0.0, False)


def _acceptable(trial: Shape, announced: bool) -> bool:
    count = len(trial.markers)
    if trial.explicit:
        if trial.family == "answered" and trial.precision < 0.6:
            return False
        return count >= 2 or (count == 1 and trial.answered == trial.labelled == 1)
    needed = {"heading": 0.5, "numbered": 0.4, "summary": 0.4}.get(trial.family, 0.6)
    if announced and trial.family in {"heading", "numbered", "bold", "summary"}:
        needed -= 0.2
    if announced and trial.family == "bullet" and trial.answered >= 0.8:
        needed -= 0.15
    return count >= 2 and trial.precision >= needed and trial.recall >= 0.3


def shapes_of(outline: Outline, candidates: Sequence[Candidate]) -> Iterator[Shape]:
    """Every shape that the candidates of a document allow."""
    by_family: dict[Family, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_family[candidate.family].append(_with_question_below(outline, candidate))
    strong = {
        candidate.row if candidate.question else outline.next_filled(candidate.last + 1)
        for group in by_family.values()
        for candidate in group
        if candidate.likeness >= _STRONG
    }
    judge = _Judge(outline, strong)
    yield from _heading_shapes(outline, by_family["heading"], judge)
    yield from _bold_shapes(outline, by_family["bold"], judge)
    yield from _numbered_shapes(outline, by_family["numbered"], judge)
    if labelled := by_family["label"]:
        yield judge.shape("label", "lines with a label (Q: / A:)", labelled, explicit=True)
    if summaries := _outer_blocks(outline, by_family["summary"]):
        yield judge.shape("summary", "collapsed blocks (<details>)", summaries, floor=0.3)
    for group in _by_style(by_family["bullet"]).values():
        asking = [c for c in group if c.likeness >= 0.6]
        whole = len(asking) >= 0.75 * len(group)
        yield judge.shape("bullet", "list items", group if whole else asking, precision=_mean_likeness(group))
    blocks = by_family["block"]
    if blocks:
        yield judge.shape("block", "blocks between rules", blocks)
    lines = [c for c in by_family["line"] if _is_bare_question(c)]
    starts = {block.row for block in blocks}
    if lines and not (_mean_likeness(blocks) >= 0.6 and sum(c.row in starts for c in lines) >= 0.7 * len(lines)):
        rows_each = outline.content(lines[0].row, len(outline.rows)) / len(lines)
        precision = min(1.0, 14 / max(1.0, rows_each)) * _mean_likeness(lines)
        if len(lines) > 2 and sum(line.likeness == 1 for line in lines) >= 0.5 * len(lines):
            yield judge.shape("line", "lines that ask", lines, precision=precision)
    if asked := by_family["answered"]:
        yield judge.shape("answered", "questions before an answer label", asked, explicit=True)
    if cells := by_family["cell"]:
        yield judge.shape("cell", "cells of a notebook", cells)


class _Judge:
    """Measures a set of lines as the questions of the document."""

    def __init__(self, outline: Outline, strong: set[int]) -> None:
        self._outline = outline
        self._strong = strong

    def shape(
        self,
        family: Family,
        name: str,
        markers: Sequence[Candidate],
        *,
        precision: float | None = None,
        floor: float = 0.0,
        explicit: bool = False,
        own: Callable[[int], bool] = lambda row: False,
    ) -> Shape:
        """`floor`: precision of lines that do not read like questions at all; `own`: strong rows that are parts."""
        bodies, labelled = self._bodies(markers)
        found = _mean_likeness(markers) if precision is None else precision
        explicit = explicit or (bool(markers) and labelled >= 0.5 * len(markers))
        floor = max(floor, (0.5 if family == "answered" else 0.75) if explicit else 0.0)
        rows = {marker.row for marker in markers} | {marker.last for marker in markers}
        strong = {row for row in self._strong if row in rows or not own(row)}
        return Shape(
            family,
            name,
            tuple(markers),
            floor + (1 - floor) * found,
            (len(strong & rows) + 1) / (len(strong) + 1),
            bodies / len(markers) if markers else 0.0,
            labelled / len(markers) if markers else 0.0,
            explicit,
        )

    def _bodies(self, markers: Sequence[Candidate]) -> tuple[int, int]:
        """How many of the lines have content below them, and how many an answer label."""
        rows = self._outline.rows
        bodies = labelled = 0
        for position, marker in enumerate(markers):
            end = markers[position + 1].row if position + 1 < len(markers) else len(rows)
            if marker.level:
                heading = self._outline.next_heading(marker.last + 1)
                while heading < end and rows[heading].level > marker.level:
                    heading = self._outline.next_heading(heading + 1)
                end = min(end, heading)
            bodies += bool(marker.rest) or self._outline.content(marker.last + 1, end) > 0
            near = self._outline.next_filled(marker.last + 1)
            labelled += near in self._outline.labels or any(
                row in self._outline.labels for row in range(marker.last + 1, min(end, marker.last + 40))
            )
        return bodies, labelled


def _mean_likeness(markers: Sequence[Candidate]) -> float:
    return sum(min(1.0, marker.likeness / _STRONG) for marker in markers) / len(markers) if markers else 0.0


def _outer_blocks(outline: Outline, summaries: Sequence[Candidate]) -> list[Candidate]:
    """Collapsed blocks that are no part of another one's answer; a block that only holds others is a section."""
    kept: list[Candidate] = []
    for candidate in summaries:
        above = kept[-1] if kept else None
        if above is not None and candidate.row < end_of_block(outline.rows, above, len(outline.rows)):
            if above.rest or outline.content(above.last + 1, candidate.row):
                continue
            kept.pop()
        kept.append(candidate)
    return kept


def _by_style(group: Sequence[Candidate]) -> dict[str, list[Candidate]]:
    styles: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in group:
        styles[candidate.style].append(candidate)
    return styles


def _with_question_below(outline: Outline, candidate: Candidate) -> Candidate:
    """A bare number or label takes the first text below it as its question."""
    if candidate.question or candidate.rest:
        return candidate
    below = outline.next_filled(candidate.last + 1)
    if below >= len(outline.rows) or below in outline.labels:
        return candidate
    row = outline.rows[below]
    if row.kind not in {"text", "item"} or len(row.body) > 600:
        return candidate
    from_below = _likeness_of(row.plain)
    return replace(candidate, question=row.body, likeness=from_below, last=below)


def _likeness_of(plain: str) -> float:
    from interviewer.importing.wording import question_likeness

    return question_likeness(plain)


def _is_bare_question(candidate: Candidate) -> bool:
    return candidate.likeness == 1.0 or bool(candidate.rest) or len(candidate.question.split()) <= 25


# --- headings ---------------------------------------------------------------------------------------------------------


def _heading_shapes(outline: Outline, headings: Sequence[Candidate], judge: _Judge) -> Iterator[Shape]:
    levels: dict[tuple[str, int], list[Candidate]] = defaultdict(list)
    for candidate in headings:
        levels[candidate.style.split()[0], candidate.level].append(candidate)
    most = 0
    for (place, level), group in levels.items():
        markers, name = _questions_of_level(outline, group)
        if place == "item":
            name = f"{name} in a list"
        if not markers:
            continue
        direct = sum(_has_direct_text(outline, marker) for marker in markers) / len(markers)
        deeper = {candidate.row for candidate in headings if candidate.level > level} if direct >= 0.6 else set()
        explicit = sum(marker.label for marker in markers) >= 0.5 * len(markers)
        floor = 0.35 if "number" in name else 0.0
        shape = judge.shape("heading", name, markers, floor=floor, explicit=explicit, own=deeper.__contains__)
        if not explicit and _inside_questions(outline, headings, markers):
            shape = replace(shape, precision=shape.precision * 0.6)
        most = max(most, len(markers) * (10 if shape.explicit and shape.answered >= 0.5 else 1))
        yield shape
    across = _across_levels(outline, headings)
    if across and len(across[0]) > 1.1 * most:
        markers, precision = across
        yield judge.shape("heading", "headings of several levels", markers, precision=precision)


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
        if candidate.likeness >= 0.6:
            kept.append(candidate)
        elif (
            asking[0].row < candidate.row
            and not is_apparatus(candidate.question)
            and _has_direct_text(outline, candidate)
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
    for candidate in headings:
        above = kept[-1] if kept else None
        if above and above.level < candidate.level and _has_direct_text(outline, above) and not candidate.label:
            closed = any(other.level <= above.level for other in headings if above.row < other.row < candidate.row)
            if not closed:
                continue
        if candidate.likeness >= _STRONG or candidate.label:
            kept.append(candidate)
        elif _has_direct_text(outline, candidate) and not is_apparatus(candidate.question):
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
                (parent.likeness >= _STRONG or parent.label) and _has_direct_text(outline, parent)
            )
        stack.append(candidate)
    return sum(parents.values()) > 0.6 * len(markers)


def _has_direct_text(outline: Outline, candidate: Candidate) -> bool:
    """Whether something stands between a heading and the next one."""
    return bool(candidate.rest) or outline.content(candidate.last + 1, outline.next_heading(candidate.last + 1)) > 0


def _has_text(outline: Outline, candidate: Candidate) -> bool:
    """Whether something stands below a heading, if need be below its parts."""
    end = outline.next_heading(candidate.last + 1)
    while end < len(outline.rows) and outline.rows[end].level > candidate.level:
        end = outline.next_heading(end + 1)
    return bool(candidate.rest) or outline.content(candidate.last + 1, end) > 0


# --- bold and numbered lines ------------------------------------------------------------------------------------------


def _bold_shapes(outline: Outline, bold: Sequence[Candidate], judge: _Judge) -> Iterator[Shape]:
    places: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in bold:
        places[" ".join(candidate.style.split()[:-2] if "number " in candidate.style else candidate.style.split()[:-1])].append(candidate)
    for group in places.values():
        numbered = [c for c in group if c.parts]
        asking = [c for c in group if c.likeness >= 0.6 or c.label]
        if len(numbered) >= 2:
            tests = _body_test(outline, numbered), _section_test(outline, numbered)
            chain = main_sequence(numbered, *tests, cost=0.4)
            labelled = sum(c.label for c in chain) >= 0.5 * len(chain)
            loose = not labelled and _mean_likeness(chain) >= 0.4
            extra = [c for c in asking if not c.parts and _between(c, chain)] if loose else []
            if len(extra) < 0.3 * len(chain):
                extra = []  # parts of answers that ask
            extra = [c for c in extra if c.likeness == 1 or _is_set_apart(outline, c)]
            markers = sorted({c.row: c for c in [*chain, *extra]}.values(), key=lambda c: c.row)
            explicit = sum(c.label for c in markers) >= 0.5 * len(markers)
            yield judge.shape("bold", "numbered bold lines", markers, floor=0.35, explicit=explicit)
        standing = [c for c in group if not c.question.rstrip("*_ ").endswith(":") or c.likeness >= _STRONG]
        apart = [c for c in group if _is_set_apart(outline, c)]
        if apart and (first := [c for c in asking if c.row < apart[0].row]):
            apart.insert(0, first[-1])
        if len(apart) > 2 and sum(c in apart for c in asking) >= 0.5 * len(apart):
            yield judge.shape("bold", "bold lines", apart)
        if asking and len(numbered) < 0.8 * len(group):
            precision = _mean_likeness(standing) if standing else 0.0
            whole = len(asking) >= 0.7 * len(standing)
            yield judge.shape("bold", "bold lines", standing if whole else asking, precision=precision)


def _is_set_apart(outline: Outline, candidate: Candidate) -> bool:
    """Whether a line stands below a rule, a heading or the navigation that closes an entry."""
    for row in reversed(outline.rows[max(0, candidate.row - 6) : candidate.row]):
        if row.kind in {"rule", "heading"} or outline.dropped.get(row.index) == "navigation":
            return True
        if row.kind not in {"blank", "wrapper", "comment"}:
            return False
    return True


def _numbered_shapes(outline: Outline, numbered: Sequence[Candidate], judge: _Judge) -> Iterator[Shape]:
    for style, group in _by_style(numbered).items():
        if _is_lazily_numbered(group):
            asking = [c for c in group if c.likeness >= 0.5]
            whole = len(asking) >= 0.85 * len(group)
            yield judge.shape("numbered", "numbered lines", group if whole else asking, precision=_mean_likeness(group))
            continue
        markers = main_sequence(group, _body_test(outline, group), _section_test(outline, group))
        if markers:
            explicit = style.startswith("Q")
            yield judge.shape("numbered", "numbered lines", markers, floor=0.3, explicit=explicit)


def _is_lazily_numbered(group: Sequence[Candidate]) -> bool:
    """Whether every item of a list bears the same number, which Markdown counts up by itself."""
    same = sum(above.parts == below.parts for above, below in pairwise(group))
    return len(group) > 2 and same >= 0.6 * (len(group) - 1)


def _between(candidate: Candidate, chain: Sequence[Candidate]) -> bool:
    return bool(chain) and chain[0].row < candidate.row


def _body_test(outline: Outline, group: Sequence[Candidate]) -> Callable[[Candidate], bool]:
    rows = {candidate.row for candidate in group}

    def has_body(candidate: Candidate) -> bool:
        below = outline.next_filled(candidate.last + 1)
        return bool(candidate.rest) or (below < len(outline.rows) and below not in rows)

    return has_body


def _section_test(outline: Outline, group: Sequence[Candidate]) -> Callable[[Candidate], bool]:
    rows = outline.rows
    before = {candidate.row: above.row for above, candidate in pairwise(group)}

    def level_above(candidate: Candidate) -> int:
        above = outline.previous_filled(candidate.row)
        return rows[above].level if above >= 0 and rows[above].kind == "heading" else 0

    asking = [candidate for candidate in group if candidate.likeness >= _STRONG]
    levels = {level_above(candidate) for candidate in asking or group} - {0}

    def starts_section(candidate: Candidate) -> bool:
        """A heading right above, of a level that leads to questions, or a section's since the last numbered line."""
        if level_above(candidate) in levels:
            return True
        heading = outline.next_heading(before.get(candidate.row, 0))
        while heading < candidate.row:
            if rows[heading].level <= 2 and not rows[heading].mark:
                return True
            heading = outline.next_heading(heading + 1)
        return False

    return starts_section
