"""How far grades agree with the marks that people gave: figures with intervals, beside what a score must beat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from interviewer.grading.agreement import (
    area_under_curve,
    macro_f1,
    mean_of,
    pearson,
    pearson_within_questions,
    quadratic_kappa,
    root_mean_square_error,
    share,
    spearman,
)
from interviewer.grading.baselines import fitted_passes, fitted_scores
from interviewer.grading.marked_answers import MarkedAnswer
from interviewer.grading.resampling import Choice, Numbers, Resamples, folds, resample
from interviewer.models import PASS_SCORE

RESAMPLES = 1000
CORRECT, CONTRADICTORY = "correct", "contradictory"
"""The labels that macro-F1 and the area under the curve look for."""
BIN_WIDTH = 10

# An interval needs a figure in nearly every resample.
_DEFINED = 0.9
_DECIMALS = 3

SystemName = Literal["grader", "length", "echo", "cosine"]
FigureName = Literal[
    "pearson",
    "spearman",
    "pearson_within_questions",
    "rmse",
    "quadratic_kappa",
    "macro_f1",
    "auc_correct_over_contradictory",
    "share_inside_range",
]


@dataclass(frozen=True, slots=True)
class Figure:
    """Of three decimals; `low` and `high` hold 95% of what resampling the questions gives, where that says anything."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Part:
    """The figures over some of the answers; None where a figure is not defined for a system."""

    answers: int
    questions: int
    abstained: int
    systems: Mapping[SystemName, Mapping[FigureName, Figure | None]]


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Answers whose scores are from `start` to below `end` (100 is in the last)."""

    start: int
    end: int
    answers: int
    mean_score: float
    mark: Figure
    """The mean of the marks that people gave them."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    all_answers: Part
    without_blanks: Part | None
    """None when there are blank answers only."""
    reliability: tuple[ReliabilityBin, ...]
    """Of the answers that are not blank; bins without any are left out."""


def evaluate(answers: Sequence[MarkedAnswer], seed: int) -> Evaluation:
    """The figures of at least one answer; the same answers and seed give the same figures."""
    written = [answer for answer in answers if not answer.blank]
    return Evaluation(
        all_answers=_part(answers, seed),
        without_blanks=_part(written, seed) if written else None,
        reliability=_reliability(written, seed) if written else (),
    )


@dataclass(frozen=True, slots=True)
class _Columns:
    """What all systems are held against, by answer."""

    marks: Numbers
    correct: Choice
    others: Choice
    """Labelled, but not correct."""
    contradictory: Choice
    resamples: Resamples


def _part(answers: Sequence[MarkedAnswer], seed: int) -> Part:
    groups = [answer.group for answer in answers]
    columns = _Columns(
        marks=np.array([answer.mark for answer in answers]),
        correct=np.array([answer.label == CORRECT for answer in answers]),
        others=np.array([answer.label not in (None, CORRECT) for answer in answers]),
        contradictory=np.array([answer.label == CONTRADICTORY for answer in answers]),
        resamples=resample(groups, RESAMPLES, seed),
    )
    scores = np.array([answer.score for answer in answers])
    inside = np.array([answer.low <= answer.mark <= answer.high for answer in answers])
    judged = np.array([not answer.abstained for answer in answers])
    parts = folds(groups, seed)
    return Part(
        answers=len(answers),
        questions=columns.resamples.counts.shape[1],
        abstained=int((~judged).sum()),
        systems={
            "grader": {
                **_figures(columns, scores, scores, scores >= PASS_SCORE),
                "share_inside_range": _figure(share(inside, judged, columns.resamples)),
            },
            "length": _baseline(columns, [answer.baselines.length for answer in answers], parts),
            "echo": _baseline(columns, [answer.baselines.echo for answer in answers], parts),
            "cosine": _baseline(columns, [answer.baselines.cosine for answer in answers], parts),
        },
    )


def _baseline(columns: _Columns, measured: Sequence[float], parts: Sequence[Choice]) -> dict[FigureName, Figure | None]:
    """A baseline has no scale of its own: what needs one is fitted on some questions and judged on the others."""
    values = np.array(measured)
    return {
        **_figures(
            columns,
            values,
            fitted_scores(values, columns.marks, parts),
            fitted_passes(values, columns.correct, columns.others, parts),
        ),
        "share_inside_range": None,
    }


def _figures(
    columns: _Columns, values: Numbers, scaled: Numbers | None, passes: Choice | None
) -> dict[FigureName, Figure | None]:
    """Of one system: its values order the answers, `scaled` has them as marks from 0 to 100."""
    marks, resamples = columns.marks, columns.resamples
    areas = area_under_curve(values, columns.correct, columns.contradictory, resamples)
    return {
        "pearson": _figure(pearson(values, marks, resamples)),
        "spearman": _figure(spearman(values, marks, resamples)),
        "pearson_within_questions": _figure(pearson_within_questions(values, marks, resamples)),
        "rmse": None if scaled is None else _figure(root_mean_square_error(scaled, marks, resamples)),
        "quadratic_kappa": None if scaled is None else _figure(quadratic_kappa(scaled, marks, resamples)),
        "macro_f1": None if passes is None else _figure(macro_f1(passes, columns.correct, columns.others, resamples)),
        "auc_correct_over_contradictory": _figure(areas),
    }


def _reliability(answers: Sequence[MarkedAnswer], seed: int) -> tuple[ReliabilityBin, ...]:
    """Whether a score means what it says: marks by bins of ten points."""
    marks = np.array([answer.mark for answer in answers])
    scores = np.array([answer.score for answer in answers])
    resamples = resample([answer.group for answer in answers], RESAMPLES, seed)
    bins = []
    for start in range(0, 100, BIN_WIDTH):
        inside = np.minimum(scores // BIN_WIDTH * BIN_WIDTH, 100 - BIN_WIDTH) == start
        mark = _figure(mean_of(marks, inside, resamples))
        if mark is not None:
            mean_score = round(float(scores[inside].mean()), _DECIMALS)
            bins.append(ReliabilityBin(start, start + BIN_WIDTH, int(inside.sum()), mean_score, mark))
    return tuple(bins)


def _figure(values: Numbers) -> Figure | None:
    """From a figure in every resample, the answers as they are first."""
    value, drawn = float(values[0]), values[1:]
    if not np.isfinite(value):
        return None
    defined = drawn[np.isfinite(drawn)]
    if not len(drawn) or len(defined) < _DEFINED * len(drawn):
        return Figure(round(value, _DECIMALS), None, None)
    low, high = np.percentile(defined, [2.5, 97.5])
    return Figure(round(value, _DECIMALS), round(float(low), _DECIMALS), round(float(high), _DECIMALS))
