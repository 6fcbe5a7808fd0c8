"""Whether a score can be trusted, in one table: `python benchmarks/trust.py --data DIR [--rows N]`.

Right answers above wrong twins (the project's battery, and DIR/twins.jsonl), and agreement with people on official
splits that neither the verifier nor the calibration has seen: unseen questions (UQ) and domains (UD).
"""

import argparse
import json
from pathlib import Path

from agreement import cell, evaluate_file

from interviewer import Workspace
from interviewer.grading.evaluation import FigureName
from interviewer.grading.grader import Grader
from interviewer.grading.references import question_from_references

TRIPLES = Path(__file__).resolve().parent.parent / "tests" / "data" / "polarity_triples.jsonl"
SPLITS = (
    ("scientsbank", "test-UQ"),
    ("scientsbank", "test-UD"),
    ("beetle", "test-UQ"),
    ("saf_en", "test-UQ"),
    ("saf_en", "test-UA"),
)
FIGURES: tuple[FigureName, ...] = (
    "pearson",
    "pearson_within_questions",
    "macro_f1",
    "auc_correct_over_contradictory",
    "share_inside_range",
)


def ordered(grader: Grader, file: Path, better: str) -> str:
    """How many answers of this kind stand above their wrong twins."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    asked = [question_from_references(row["question"], [row["reference"]]) for row in rows]
    scores = {
        part: [grade.score for grade in grader.grade_many([(q, row[part]) for q, row in zip(asked, rows, strict=True)])]
        for part in (better, "twin")
    }
    above = sum(one > other for one, other in zip(scores[better], scores["twin"], strict=True))
    return (
        f"{above} of {len(rows)} ({sum(scores[better]) / len(rows):.0f} against {sum(scores['twin']) / len(rows):.0f})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=100_000, help="at most so many rows of each split")
    options = parser.parse_args()
    with Workspace.open() as workspace:
        grader = workspace.opener.grader_without_corpus()
        print("| in order, and mean scores | paraphrase above twin | reference recited above twin |\n|---|---|---|")
        for title, file in (("own triples", TRIPLES), ("twins", options.data / "twins.jsonl")):
            print(
                f"| {title} | {ordered(grader, file, 'paraphrase')} | {ordered(grader, file, 'reference')} |",
                flush=True,
            )
        print(
            "\n| split, without blanks | answers | questions | r | r by question | macro-F1 | AUC of correct | inside |"
        )
        print("|---|---|---|---|---|---|---|---|")
        for name, split in SPLITS:
            part = evaluate_file(workspace, options.data / f"{name}.jsonl", options.rows, [split]).without_blanks
            if part is not None:
                cells = " | ".join(cell(part.systems["grader"][figure]) for figure in FIGURES)
                print(f"| {name} {split} | {part.answers} | {part.questions} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
