"""The dominant shape of a document: every shape is tried, and the one that is most consistent is taken."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from interviewer.importing.heading_shapes import has_direct_text, heading_shapes
from interviewer.importing.judging import STRONG, Judge, Shape
from interviewer.importing.line_shapes import bold_shapes, bullet_shapes, loose_shapes, numbered_shapes, outer_blocks
from interviewer.importing.outline import Outline
from interviewer.importing.shapes import Candidate, Family
from interviewer.importing.wording import question_likeness


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
    if not headings or headings[0].likeness < 1 or not has_direct_text(outline, headings[0]):
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
    from_below = question_likeness(row.plain)
    return replace(candidate, question=row.body, likeness=from_below, last=below)
