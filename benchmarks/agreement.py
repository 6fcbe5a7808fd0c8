"""Agreement with human marks on graded data sets: `python benchmarks/agreement.py --data DIR [--rows N]`.

DIR holds JSON Lines files whose rows have `question_id`, `question`, `references`, `answer` and `score` (0 to 1).
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from interviewer import Workspace
from interviewer.grading.references import question_from_references

BATCH = 200


def read_rows(file: Path, most: int) -> list[dict[str, Any]]:
    """Graded rows of a file, of whole questions in the order of the file, until there are enough."""
    questions: dict[str, list[dict[str, Any]]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.get("score") is not None and not row.get("exclude") and not row.get("is_reference"):
            questions.setdefault(row["question_id"], []).append(row)
    names = sorted(questions)
    np.random.default_rng(1).shuffle(names)
    rows: list[dict[str, Any]] = []
    for name in names:
        if len(rows) < most:
            rows += questions[name]
    return rows


def is_blank(row: dict[str, Any]) -> bool:
    return row["answer"].lower().startswith("no submission") or len(row["answer"].split()) < 2


def figures(scores: Any, marks: Any) -> str:
    r = np.corrcoef(scores, marks)[0, 1]
    rmse = np.sqrt(np.mean((scores - marks) ** 2))
    return f"{len(marks)} | {r:.3f} | {rmse:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=2000, help="about so many rows of each file, whole questions")
    options = parser.parse_args()
    print("| set | answers | r | RMSE | answers without blanks | r | RMSE |")
    print("|---|---|---|---|---|---|---|")
    with Workspace.open() as workspace:
        grader = workspace.opener.grader_without_corpus()
        for name in ("saf_en", "beetle", "scientsbank"):
            rows = read_rows(options.data / f"{name}.jsonl", options.rows)
            pairs = [(question_from_references(row["question"], row["references"]), row["answer"]) for row in rows]
            grades = [
                grade
                for start in range(0, len(pairs), BATCH)
                for grade in grader.grade_many(pairs[start : start + BATCH])
            ]
            scores = np.array([grade.score for grade in grades])
            marks = np.array([100 * row["score"] for row in rows])
            written = np.array([not is_blank(row) for row in rows])
            print(f"| {name} | {figures(scores, marks)} | {figures(scores[written], marks[written])} |", flush=True)


if __name__ == "__main__":
    main()
