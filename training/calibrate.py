"""Fits interviewer/grading/data/calibration.json: from evidence to points, from points to a mark and a range.

Three maps, by kind of question (`interviewer.grading.calibration.Kind`); their data is in calibration_rows.py. Weights
of the evidence and the monotone map are least squares, every source counting alike; ranges come from residuals held
out by question.

Run: `python training/calibrate.py --data DIR [--write]`, DIR with scientsbank.jsonl, beetle.jsonl and saf_en.jsonl.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt
from calibration_rows import ROOT, SETS, Row, bank_rows, graded_rows, pair_rows, without_concepts
from scipy.optimize import lsq_linear

from interviewer.grading.calibration import Calibration, Kind, calibrations, kind_of
from interviewer.grading.grader import Grader
from interviewer.inference.loading import load_encoder, load_verifier
from interviewer.settings import DEFAULT_MODEL

TARGET = ROOT / "interviewer" / "grading" / "data" / "calibration.json"
KNOTS = np.array([0.0, 20.0, 40.0, 60.0, 80.0, 100.0])
CONTRADICTIONS = (0.7, 0.8, 0.9)
"""Most of it: for what people get wrong support alone would do, for what is written to deceive it does not."""
DOUBTS = (0.1, 0.3, 0.5)
FLOORS = (0.0, 0.1, 0.2)
FULLS = (0.55, 0.6, 0.7, 0.8)
FOLDS = 10
SEED = 1
ENOUGH_QUESTIONS = 10
PULL = 0.3
COVERAGE = 0.8
TAILS = tuple(np.arange(0.04, 0.45, 0.02))
_PUBLIC = (
    "SAF (MIT), Beetle and SciEntsBank (SemEval-2013 task 7, CC BY-SA 3.0), questions not learned from, no blanks;"
)
PROVENANCE: dict[Kind, str] = {
    "written": "Answers of this project, marked twice for this project or written to be worth so much;",
    "brief": f"{_PUBLIC} held-out pairs of this project;",
    "full": f"{_PUBLIC} answers of this project without their concepts;",
}
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Evidence:
    """Each 0 to 1."""

    coverage: Numbers
    """[rows], as the next two"""
    similarity: Numbers
    support: Numbers
    contradiction: Numbers
    """[rows, 3], by `DOUBTS`"""

    def of(self, chosen: npt.NDArray[np.bool_]) -> "Evidence":
        return Evidence(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


def evidence_of(grader: Grader, rows: Sequence[Row]) -> tuple[Evidence, list[Kind]]:
    """The evidence and the kind of every row."""
    found, kinds = [], []
    for start in range(0, len(rows), 200):
        for measured in grader.measure_many([(row.question, row.answer) for row in rows[start : start + 200]]):
            assert measured is not None
            extracted = all(match.concept.extracted for match in measured.matches)
            kinds.append(kind_of(extracted=extracted, sentences=len(measured.yardstick.sentences)))
            verification = measured.verification
            against = [verification.contradiction(doubt) for doubt in DOUBTS]
            found.append((measured.coverage, measured.similarity, verification.support, *against))
        print(f"{min(start + 200, len(rows))} of {len(rows)}", end="\r", flush=True)
    table = np.array(found)
    coverage, similarity, support = table[:, :3].T
    return Evidence(coverage, similarity, support, table[:, 3:]), kinds


def points(evidence: Evidence, plan: Calibration) -> Numbers:
    """As `interviewer.grading.account.points` computes them."""
    share = (evidence.similarity - plan.similarity_floor) / (plan.similarity_full - plan.similarity_floor)
    earned = plan.concept_points * evidence.coverage + plan.support_points * evidence.support
    earned += (100 - plan.concept_points - plan.support_points) * share.clip(0, 1)
    against: Numbers = evidence.contradiction[:, DOUBTS.index(plan.doubt)]
    worth: Numbers = earned * (1 - plan.contradiction * against)
    return worth


def weights_of(rows: Sequence[Row]) -> Numbers:
    """Every source counts alike, however many answers it has, but one of few questions less. The mean weight is 1."""
    answers = Counter(row.source for row in rows)
    questions = Counter(source for source, _ in {(row.source, row.group) for row in rows})
    weights = np.array([min(questions[row.source], ENOUGH_QUESTIONS) / answers[row.source] for row in rows])
    return weights / weights.mean()


def fit_plan(evidence: Evidence, marks: Numbers, weights: Numbers, plain: Calibration) -> Calibration:
    """Points for each kind of evidence: least squares over a grid of what is not linear, none negative, 100 in all."""
    best: tuple[float, Calibration] | None = None
    roots = np.sqrt(weights)
    for floor in FLOORS:
        for full in FULLS:
            closeness = ((evidence.similarity - floor) / (full - floor)).clip(0, 1)
            for (column, doubt), contradiction in product(enumerate(DOUBTS), CONTRADICTIONS):
                kept = 1 - contradiction * evidence.contradiction[:, column]
                parts = np.stack([evidence.coverage, closeness, evidence.support], axis=1) * kept[:, None]
                design = np.hstack([parts, np.ones((len(parts), 1))]) * roots[:, None]
                # Written concepts say what counts: other sentences of the reference need not be repeated.
                most = [np.inf, np.inf, 1e-9 if plain.support_points == 0 else np.inf, np.inf]
                bounds = ([0.0, 0.0, 0.0, -30.0], most)
                found = lsq_linear(design, marks * roots, bounds=bounds)
                if best is None or found.cost < best[0]:
                    shares = found.x[:3] / max(found.x[:3].sum(), 1e-9) * 100
                    update = {
                        "concept_points": float(round(shares[0])),
                        "support_points": float(round(shares[2])),
                        "similarity_floor": floor,
                        "similarity_full": full,
                        "contradiction": contradiction,
                        "doubt": doubt,
                    }
                    best = found.cost, plain.model_copy(update=update)
    assert best is not None
    return best[1]


def fit_knots(points: Numbers, marks: Numbers, weights: Numbers) -> Numbers:
    """Least squares for the rises between knots, none negative, the whole within 0 to 100."""
    rises = np.clip((points[:, None] - KNOTS[:-1]) / np.diff(KNOTS), 0, 1)
    # A pull to the straight line keeps knots in place where there are few points.
    pull = PULL * len(points) ** 0.5 * np.eye(len(KNOTS) - 1)
    design = np.vstack([rises * np.sqrt(weights)[:, None], pull, 1e3 * np.ones((1, len(KNOTS) - 1))])
    target = np.concatenate([marks * np.sqrt(weights), pull @ np.diff(KNOTS), [1e5]])
    return np.concatenate([[0.0], np.cumsum(lsq_linear(design, target, bounds=(0.5, np.inf)).x)]).clip(0, 100)


def held_out(rows: Sequence[Row], evidence: Evidence, plain: Calibration) -> Numbers:
    """Predicted marks, each fitted to the questions of other folds."""
    marks = np.array([row.mark for row in rows])
    groups = sorted({row.group for row in rows})
    random.Random(SEED).shuffle(groups)
    fold = {group: number % FOLDS for number, group in enumerate(groups)}
    of_row = np.array([fold[row.group] for row in rows])
    weights = weights_of(rows)
    predicted = np.zeros(len(rows))
    for number in range(FOLDS):
        inside = of_row == number
        others = evidence.of(~inside)
        plan = fit_plan(others, marks[~inside], weights[~inside], plain)
        knots = fit_knots(points(others, plan), marks[~inside], weights[~inside])
        predicted[inside] = np.interp(points(evidence.of(inside), plan), KNOTS, knots)
    return predicted


def calibrated(name: Kind, rows: Sequence[Row], evidence: Evidence, provenance: str) -> Calibration:
    plain = calibrations()[name]
    marks, weights = np.array([row.mark for row in rows]), weights_of(rows)
    predicted = held_out(rows, evidence, plain)
    scores = np.array([row.score for row in rows])
    unseen = np.array([not row.learned for row in rows])
    found = ranges(predicted[unseen], scores[unseen], weights[unseen])
    for source in dict.fromkeys(row.source for row in rows):
        chosen = np.array([row.source == source for row in rows])
        report(
            f"{name}, {source}",
            predicted[chosen],
            marks[chosen],
            inside(found, predicted[chosen], scores[chosen], weights[chosen]),
        )
    plan = fit_plan(evidence, marks, weights, plain)
    knots = fit_knots(points(evidence, plan), marks, weights)
    return plan.model_copy(
        update={
            "knots": tuple((float(x), round(float(y), 1)) for x, y in zip(KNOTS, knots, strict=True)),
            "ranges": found,
            "provenance": f"{provenance} {len(rows)} answers; training/calibrate.py, seed {SEED}.",
        }
    )


Ranges = tuple[tuple[float, float, float], ...]


def ranges(predicted: Numbers, scores: Numbers, weights: Numbers) -> Ranges:
    """The narrowest of a family of ranges that hold `COVERAGE` of people's scores.

    Scores are often whole: quantiles that are to leave out a tenth on either side would leave out less.
    """
    found = [quantiles(predicted, scores, weights, tail) for tail in TAILS]
    return next((one for one in reversed(found) if inside(one, predicted, scores, weights) >= COVERAGE), found[0])


def quantiles(predicted: Numbers, scores: Numbers, weights: Numbers, tail: float) -> Ranges:
    """At every knot the quantiles `tail` and 1 - `tail` of people's scores, both rising.

    Answers count by how near their held-out prediction is to the knot (a triangular kernel of two knots' width).
    """
    low, high = [], []
    for knot in KNOTS:
        near = weights * (1 - np.abs(predicted - knot) / (KNOTS[1] - KNOTS[0])).clip(0, 1)
        low.append(weighted_quantile(scores, near, tail))
        high.append(weighted_quantile(scores, near, 1 - tail))
    rising_low, rising_high = np.maximum.accumulate(low), np.maximum.accumulate(high)
    return tuple(
        (float(knot), round(float(min(one, knot)), 1), round(float(max(other, knot)), 1))
        for knot, one, other in zip(KNOTS, rising_low, rising_high, strict=True)
    )


def weighted_quantile(values: Numbers, weights: Numbers, share: float) -> float:
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(reached, share * reached[-1])])


def inside(found: Ranges, predicted: Numbers, scores: Numbers, weights: Numbers) -> float:
    """The share of scores within the ranges."""
    at, low, high = np.array(found).T
    held = (np.interp(predicted, at, low) <= scores) & (scores <= np.interp(predicted, at, high))
    return float((held * weights).sum() / weights.sum())


def report(name: str, predicted: Numbers, marks: Numbers, within: float) -> None:
    r = np.corrcoef(predicted, marks)[0, 1]
    rmse = float(np.sqrt(np.mean((predicted - marks) ** 2)))
    print(
        f"{name:22s} n {len(marks):5d}  r {r:.3f}  RMSE {rmse:.1f}  inside {within:.2f}, held out by question",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    encoder = load_encoder(DEFAULT_MODEL)
    grader = Grader(encoder, load_verifier(encoder), None, None)
    own = list(bank_rows())
    graded = [row for name in SETS for row in graded_rows(options.data / f"{name}.jsonl")]
    rows = [*own, *graded, *without_concepts(own), *pair_rows()]
    evidence, kinds = evidence_of(grader, rows)
    content = {}
    for name, provenance in PROVENANCE.items():
        chosen = np.array([kind == name for kind in kinds])
        some = [row for row, wanted in zip(rows, chosen, strict=True) if wanted]
        content[name] = calibrated(name, some, evidence.of(chosen), provenance).model_dump(mode="json")
    text = json.dumps(content, indent=2)
    print(text)
    if options.write:
        TARGET.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
