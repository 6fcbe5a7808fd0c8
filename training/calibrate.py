"""Fits interviewer/grading/data/calibration.json: from points to a human mark, and how far marks scatter around it.

Two maps: for questions with written key concepts, on the sample answers of known quality in tests/data (written by
this project, no human marks; the fluent but wrong ones left out, since word order is not read yet); for extracted
concepts, on graded answers of public data sets. Figures printed are held out by question.

Run: `python training/calibrate.py --data DIR [--write]`, DIR with scientsbank.jsonl, beetle.jsonl and saf_en.jsonl.
"""

import argparse
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import lsq_linear

from interviewer.corpus.bank import Bank
from interviewer.grading.account import estimate
from interviewer.grading.calibration import Calibration, ConceptSource, calibrations
from interviewer.grading.grader import Grader
from interviewer.grading.references import question_from_references
from interviewer.inference.loading import load_encoder
from interviewer.models import Question
from interviewer.settings import DEFAULT_MODEL

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "interviewer" / "grading" / "data" / "calibration.json"
SAMPLE_MARKS = {"strong": 87.0, "partial": 55.0, "weak": 18.0}
KNOTS = np.array([0.0, 20.0, 40.0, 60.0, 80.0, 100.0])
FOLDS = 10
ROWS_PER_SET = 2000
SEED = 1
PULL = 0.3
COVERAGE = 0.8
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    group: str
    question: Question
    answer: str
    mark: float


def sample_rows() -> Iterator[Row]:
    bank = Bank.load(ROOT / "corpus")
    for file in sorted((ROOT / "tests" / "data").glob("sample_answers_*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            question = bank.question(row["question_id"])
            if question and row["kind"] in SAMPLE_MARKS:
                yield Row(question.id, question, row["answer"], SAMPLE_MARKS[row["kind"]])


def graded_rows(file: Path) -> list[Row]:
    """About `ROWS_PER_SET` rows of whole questions, blank answers left out."""
    rows: dict[str, list[Row]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        blank = row["answer"].lower().startswith("no submission") or len(row["answer"].split()) < 2
        if row["exclude"] or row["is_reference"] or row["score"] is None or blank:
            continue
        question = question_from_references(row["question"], row["references"])
        group = f"{file.stem}/{row['question_id']}"
        rows.setdefault(group, []).append(Row(group, question, row["answer"], 100 * row["score"]))
    groups = sorted(rows)
    random.Random(SEED).shuffle(groups)
    chosen: list[Row] = []
    for group in groups:
        if len(chosen) < ROWS_PER_SET:
            chosen.extend(rows[group])
    return chosen


def points_of(grader: Grader, rows: list[Row], plain: Calibration) -> Numbers:
    """Points before calibration of every row."""
    points = []
    for start in range(0, len(rows), 200):
        part = rows[start : start + 200]
        for found in grader.measure_many([(row.question, row.answer) for row in part]):
            assert found is not None
            points.append(estimate(found.matches, found.similarity, plain))
    return np.array(points)


def fit_knots(points: Numbers, marks: Numbers) -> Numbers:
    """Least squares for the rises between knots, none negative, the whole within 0 to 100."""
    rises = np.clip((points[:, None] - KNOTS[:-1]) / np.diff(KNOTS), 0, 1)
    # A pull to the straight line keeps knots in place where there are few points, or only labels right and wrong.
    pull = PULL * len(points) ** 0.5 * np.eye(len(KNOTS) - 1)
    design = np.vstack([rises, pull, 1e3 * np.ones((1, len(KNOTS) - 1))])
    target = np.concatenate([marks, pull @ np.diff(KNOTS), [1e5]])
    return np.concatenate([[0.0], np.cumsum(lsq_linear(design, target, bounds=(0.5, np.inf)).x)]).clip(0, 100)


def held_out(rows: list[Row], points: Numbers) -> Numbers:
    """Predicted marks, each from the questions of other folds."""
    marks = np.array([row.mark for row in rows])
    groups = sorted({row.group for row in rows})
    random.Random(SEED).shuffle(groups)
    fold = {group: number % FOLDS for number, group in enumerate(groups)}
    of_row = np.array([fold[row.group] for row in rows])
    predicted = np.zeros(len(rows))
    for number in range(FOLDS):
        inside = of_row == number
        predicted[inside] = np.interp(points[inside], KNOTS, fit_knots(points[~inside], marks[~inside]))
    return predicted


def straight(name: ConceptSource) -> Calibration:
    """Today's weights with the straight map."""
    return calibrations()[name].model_copy(update={"knots": tuple((float(knot), float(knot)) for knot in KNOTS)})


def calibrated(name: ConceptSource, rows: list[Row], grader: Grader, provenance: str) -> Calibration:
    plain = straight(name)
    points, marks = points_of(grader, rows, plain), np.array([row.mark for row in rows])
    predicted = held_out(rows, points)
    report(name, predicted, marks)
    knots = tuple((float(x), round(float(y), 1)) for x, y in zip(KNOTS, fit_knots(points, marks), strict=True))
    return plain.model_copy(
        update={
            "knots": knots,
            **reach(marks - predicted),
            "provenance": f"{provenance} {len(rows)} answers; training/calibrate.py, seed {SEED}.",
        }
    )


def reach(residuals: Numbers) -> dict[str, float]:
    """How far below and above a score the central `COVERAGE` of marks lie."""
    tail = (1 - COVERAGE) / 2
    below, above = -np.quantile(residuals, tail), np.quantile(residuals, 1 - tail)
    return {"below": round(float(below), 1), "above": round(float(above), 1)}


def report(name: str, predicted: Numbers, marks: Numbers) -> None:
    r = np.corrcoef(predicted, marks)[0, 1]
    rmse = float(np.sqrt(np.mean((predicted - marks) ** 2)))
    print(f"{name:12s} n {len(marks):5d}  r {r:.3f}  RMSE {rmse:.1f}", flush=True)


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(None if arguments is None else list(arguments))
    grader = Grader(load_encoder(DEFAULT_MODEL), None, None)
    written = calibrated("written", list(sample_rows()), grader, "Sample answers of this project by intended mark,")
    sets = {name: graded_rows(options.data / f"{name}.jsonl") for name in ("saf_en", "beetle", "scientsbank")}
    sources = "SAF (MIT), Beetle and SciEntsBank (SemEval-2013 task 7, CC BY-SA 3.0), without blank answers,"
    extracted = calibrated("extracted", [row for rows in sets.values() for row in rows], grader, sources)
    for name, rows in sets.items():
        marks = np.array([row.mark for row in rows])
        predicted = np.array([extracted.score(value) for value in points_of(grader, rows, straight("extracted"))])
        report(name, predicted, marks)
    # Marks in eighths, as an examiner gives them; a range around right-or-wrong labels would span everything.
    saf = sets["saf_en"]
    points = points_of(grader, saf, straight("extracted"))
    scatter = reach(np.array([row.mark for row in saf]) - held_out(saf, points))
    extracted = extracted.model_copy(update=scatter)
    content = {"written": written.model_dump(mode="json"), "extracted": extracted.model_dump(mode="json")}
    text = json.dumps(content, indent=2)
    print(text)
    if options.write:
        TARGET.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
