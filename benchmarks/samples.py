"""Scores of answers to the bank's questions: `python benchmarks/samples.py`.

Sample answers of known quality, and answers marked twice, the second time without knowing the first marks: to
questions of which the verifier has learned from these answers, and to questions that it has not seen answered. The
calibration is fitted to the latter (with each question held out in turn: `training/calibrate.py`).
"""

import json
from collections.abc import Sequence
from pathlib import Path
from statistics import correlation, mean, quantiles
from typing import Any

from interviewer import Workspace
from interviewer.models import PASS_SCORE, Grade

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
MARKS = {"strong": "80-95", "partial": "45-65", "weak": "5-30", "wrong": "under 30"}
MARKED = {
    "questions learned from": DATA / "marked_answers.jsonl",
    "questions held out": DATA / "marked_answers_held_out.jsonl",
}

Rows = list[dict[str, Any]]


def rows_of(files: Sequence[Path]) -> Rows:
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def print_samples(rows: Rows, grades: Sequence[Grade]) -> None:
    print("| kind | an examiner's mark | mean score | middle half | pass | in the band meant |")
    print("|---|---|---|---|---|---|")
    for kind, mark in MARKS.items():
        chosen = [grade for row, grade in zip(rows, grades, strict=True) if row["kind"] == kind]
        scores = [grade.score for grade in chosen]
        low, _, high = quantiles(scores, n=4)
        passed = sum(grade.passed for grade in chosen)
        meant = {"strong": ("strong",), "partial": ("partial", "good"), "weak": ("weak",), "wrong": ("weak",)}[kind]
        right = sum(grade.band in meant for grade in chosen)
        print(
            f"| {kind} | {mark} | {mean(scores):.0f} | {low:.0f}-{high:.0f} | {passed} of {len(chosen)} "
            f"| {right} of {len(chosen)} |"
        )


def print_agreement(title: str, rows: Rows, grades: Sequence[Grade]) -> None:
    """How far the grader is from the mean of two marks, beside how far these are from each other."""
    first, second = ([float(row["marks"][place]) for row in rows] for place in (0, 1))
    people = [mean(row["marks"]) for row in rows]
    scores = [grade.score for grade in grades]
    print(f"\n| {title}, {len(rows)} answers | r | mean miss | within 10 | same side of the pass |")
    print("|---|---|---|---|---|")
    for name, given, expected in (("grader", scores, people), ("second marks beside the first", first, second)):
        misses = [abs(one - other) for one, other in zip(given, expected, strict=True)]
        near = mean(miss <= 10 for miss in misses)
        agreed = mean((one >= PASS_SCORE) == (other >= PASS_SCORE) for one, other in zip(given, expected, strict=True))
        print(f"| {name} | {correlation(given, expected):.2f} | {mean(misses):.1f} | {near:.2f} | {agreed:.2f} |")
    inside = mean(grade.low <= mark <= grade.high for grade, mark in zip(grades, people, strict=True))
    print(f"\nIn the stated range of 80%: {inside:.2f}.\n")
    print("| kind | mean mark | mean score | pass |\n|---|---|---|---|")
    for kind in dict.fromkeys(row["kind"] for row in rows):
        chosen = [place for place, row in enumerate(rows) if row["kind"] == kind]
        marks, given = mean(people[place] for place in chosen), mean(scores[place] for place in chosen)
        passed = sum(grades[place].passed for place in chosen)
        print(f"| {kind} | {marks:.0f} | {given:.0f} | {passed} of {len(chosen)} |")


def main() -> None:
    with Workspace.open() as workspace:
        grader = workspace.grader()

        def grades(rows: Rows) -> list[Grade]:
            return grader.grade_many([(workspace.question(row["question_id"]), row["answer"]) for row in rows])

        samples = rows_of(sorted(DATA.glob("sample_answers_*.jsonl")))
        print_samples(samples, grades(samples))
        for title, file in MARKED.items():
            rows = rows_of([file])
            print_agreement(title, rows, grades(rows))


if __name__ == "__main__":
    main()
