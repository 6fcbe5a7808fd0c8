"""Agreement with human marks on graded data sets: `python benchmarks/agreement.py --data DIR [--rows N]`.

The figures of `interviewer evaluate`, for several files, as one table. DIR holds saf_en.jsonl, beetle.jsonl and
scientsbank.jsonl, in the rows of `interviewer evaluate --help`. The rows are drawn by chance with seed 1.
"""

import argparse
import random
from pathlib import Path

from interviewer import Workspace
from interviewer.cli.evaluation_text import FIGURES, SYSTEMS, number
from interviewer.cli.graders import open_graders, question_finder
from interviewer.grading.evaluation import Evaluation, Figure, Part, SystemName, evaluate
from interviewer.grading.marked_answers import MarkedAnswer, marked_answers
from interviewer.grading.marked_rows import MarkedRow, read_marked_rows

SETS = ("saf_en", "beetle", "scientsbank")
SEED = 1


def evaluate_file(workspace: Workspace, file: Path, most: int, splits: list[str]) -> Evaluation:
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = [row for row in read_marked_rows(lines, "jsonl", splits=splits) if isinstance(row, MarkedRow)]
    random.Random(SEED).shuffle(rows)
    found = marked_answers(
        rows[:most], question_finder(workspace), open_graders(workspace, None), lambda: workspace.encoder
    )
    return evaluate([answer for answer in found if isinstance(answer, MarkedAnswer)], SEED)


def table_row(title: str, part: Part, system: SystemName) -> str:
    cells = [cell(part.systems[system][name]) for name in FIGURES]
    return f"| {title} | {part.answers} | {part.questions} | {SYSTEMS[system]} | {' | '.join(cells)} |"


def cell(figure: Figure | None) -> str:
    if figure is None:
        return ""
    interval = "" if figure.low is None or figure.high is None else f" ({number(figure.low)}–{number(figure.high)})"
    return number(figure.value) + interval


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=2000, help="at most so many rows of each file")
    parser.add_argument("--split", action="append", default=[], help="only rows with this `split`; can be repeated")
    options = parser.parse_args()
    print(f"| set | answers | questions | scored by | {' | '.join(FIGURES.values())} |")
    print(f"|{'---|' * (4 + len(FIGURES))}")
    with Workspace.open() as workspace:
        for name in SETS:
            found = evaluate_file(workspace, options.data / f"{name}.jsonl", options.rows, options.split)
            print(table_row(name, found.all_answers, "grader"))
            if found.without_blanks:
                for system in SYSTEMS:
                    print(table_row(f"{name} without blanks", found.without_blanks, system), flush=True)


if __name__ == "__main__":
    main()
