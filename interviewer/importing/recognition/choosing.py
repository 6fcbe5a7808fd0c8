"""The dominant shape of a document: every shape is tried, and the one that is most consistent is taken."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from interviewer.importing.recognition.heading_shapes import has_direct_text, heading_shapes
from interviewer.importing.recognition.judging import STRONG, Judge, Shape
from interviewer.importing.recognition.line_shapes import (
    bold_shapes,
    bullet_shapes,
    loose_shapes,
    numbered_shapes,
    outer_blocks,
)
from interviewer.importing.recognition.options import is_option
from interviewer.importing.recognition.outline import Outline
from interviewer.importing.recognition.rows import Row
from interviewer.importing.recognition.shapes import Candidate, Family
from interviewer.importing.wording import plain_text, question_likeness

_SURELY = 0.9
"""The likeness of a line with a question mark."""
_LONGEST_BELOW = 600
_MOST_LINES = 8
_FARTHEST = 25
_ENDS = ".?!:;。？！"


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
            if trial.family not in {"answered", "line"}
            and sum(bool({m.row, m.last} & rows) for m in trial.markers) >= 0.6 * len(rows)
        ]
        return max(marked, key=lambda trial: trial.score, default=best)
    return best


def title_shape(outline: Outline, candidates: Sequence[Candidate], shape: Shape | None = None) -> Shape | None:
    """A page whose title asks: the title as the only question, all below it as the answer.

    shape: what was chosen for the page; it stays unless its lines are the headings of parts that hardly ask.
    """
    headings = [candidate for candidate in candidates if candidate.family == "heading"]
    if not headings or headings[0].likeness < 1:
        return shape
    first = headings[0]
    if outline.content(0, first.row) or any(other.level <= first.level for other in headings[1:]):
        return shape
    parts = [other for other in headings[1:] if other.likeness == 1 or other.label]
    weak = shape is None or (shape.family == "heading" and not shape.explicit)
    if not weak or (parts and (shape is not None or not has_direct_text(outline, first))):
        return shape
    if not outline.content(first.last + 1, len(outline.rows)):
        return shape
    return Shape("heading", "a title that asks", (first,), 1.0, 0.5, 1.0, 0.0, False)


def _acceptable(trial: Shape, announced: bool) -> bool:
    count = len(trial.markers)
    if trial.explicit:
        if trial.family == "answered" and trial.precision < 0.6:
            return False
        return count >= 2 or (count == 1 and trial.answered == trial.labelled == 1)
    surely = announced or any(marker.likeness >= _SURELY or marker.parts for marker in trial.markers)
    if trial.family == "heading" and not surely and trial.precision < STRONG:
        return False  # titles of topics, a few of which compare things
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
        by_family[candidate.family].append(with_question_below(outline, candidate))
    strong = {
        candidate.row if candidate.question else outline.next_filled(candidate.last + 1)
        for group in by_family.values()
        for candidate in group
        if candidate.likeness >= STRONG
    }
    judge = Judge(outline, strong)
    yield from heading_shapes(outline, by_family["heading"], judge)
    yield from bold_shapes(outline, by_family["bold"], judge)
    yield from numbered_shapes(outline, by_family["numbered"], judge)
    if labelled := by_family["label"]:
        yield judge.shape("label", "lines with a label (Q: / A:)", labelled, explicit=True)
    if summaries := outer_blocks(outline, by_family["summary"]):
        yield judge.shape("summary", "collapsed blocks (<details>)", summaries, floor=0.3)
    yield from bullet_shapes(by_family["bullet"], judge)
    yield from loose_shapes(outline, by_family["line"], by_family["block"], judge)
    if asked := by_family["answered"]:
        yield judge.shape("answered", "questions before an answer label", asked, explicit=True)
    if cells := by_family["cell"]:
        yield judge.shape("cell", "cells of a notebook", cells)


def with_question_below(outline: Outline, candidate: Candidate) -> Candidate:
    """A bare number or label, maybe with a remark in brackets, takes the text below it as its question."""
    if (candidate.question and not _is_remark(candidate.question)) or candidate.rest:
        return candidate
    below = outline.next_filled(candidate.last + 1)
    if below >= len(outline.rows) or below in outline.labels:
        return candidate
    row = outline.rows[below]
    if row.kind not in {"text", "item"} or len(row.body) > _LONGEST_BELOW:
        return candidate
    lines = _lines_below(outline, below)
    text = " ".join(line.body for line in lines)
    last, matter = lines[-1].index, tuple[int, ...]()
    if row.kind == "text" and question_likeness(plain_text(text)) < 1 and (end := _asked_further_down(outline, last)):
        matter = tuple(other for other in range(last + 1, end) if outline.is_content(outline.rows[other]))
        text, last = f"{text} {outline.rows[end].body}", end
    return replace(candidate, question=text, likeness=question_likeness(plain_text(text)), last=last, matter=matter)


def _is_remark(question: str) -> bool:
    """Whether all that stands behind a number is in brackets: `Question 4 (select two)`."""
    return bool(re.fullmatch(r"[*_\s]*\([^()]*\)[*_.:\s]*", question))


def _lines_below(outline: Outline, start: int) -> list[Row]:
    """The first line of a question below its number, and those that go on with its sentence."""
    lines = [outline.rows[start]]
    for row in outline.rows[start + 1 : start + _MOST_LINES]:
        ended = lines[-1].body.rstrip("*_`\"'”’)")[-1:] in _ENDS
        if ended or lines[0].kind != "text" or row.kind != "text" or row.index in outline.labels:
            break
        if row.index in outline.dropped or is_option(row.body):
            break
        lines.append(row)
    return lines


def _asked_further_down(outline: Outline, start: int) -> int | None:
    """The row in which a question ends that begins with what it asks about: right above options or an answer label."""
    asked: int | None = None
    for row in outline.rows[start + 1 : start + _FARTHEST]:
        if row.index in outline.labels or (row.kind in {"item", "text"} and is_option(row.body)):
            return asked
        if row.kind == "heading" or (row.kind == "rule" and not row.body.startswith("<")):
            return None
        if outline.is_content(row):
            asks = row.kind == "text" and question_likeness(row.plain) == 1
            asked = row.index if asks else None
    return None
