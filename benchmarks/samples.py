"""Scores of the sample answers of known quality: `python benchmarks/samples.py`."""

import json
from pathlib import Path
from statistics import mean, quantiles

from interviewer import Workspace

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
MARKS = {"strong": "80-95", "partial": "45-65", "weak": "5-30", "wrong": "under 30"}


def main() -> None:
    files = sorted(DATA.glob("sample_answers_*.jsonl"))
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    with Workspace.open() as workspace:
        pairs = [(workspace.question(row["question_id"]), row["answer"]) for row in rows]
        grades = workspace.grader().grade_many(pairs)
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


if __name__ == "__main__":
    main()
