"""What passes that should not, and what should: `python benchmarks/attacks.py --data DIR [--answers N] [--unseen]`.

DIR holds beetle.jsonl, scientsbank.jsonl and saf_en.jsonl (rows with `question_id`, `question`, `references`, `answer`
and `score` from 0 to 1). Full-mark answers by seed, and the strong sample answers to our own questions, are attacked in
every form of `attack_forms`; answers of one word and blank ones are left out. With --unseen only of the official test
splits with unseen questions, from which the guards have learned nothing (training/word_order.py).
"""

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import Any

from attack_forms import FORMS, Base, Case, Form

from interviewer import Workspace
from interviewer.corpus.bank import Bank
from interviewer.grading.grader import Grader
from interviewer.grading.references import question_from_references
from interviewer.models import PASS_SCORE, Grade

SAMPLES = Path(__file__).resolve().parent.parent / "tests" / "data"
SETS = ("beetle", "scientsbank", "saf_en")
UNSEEN = {"test-UQ", "test-UD"}
BATCH = 200
Scores = dict[str, list[tuple[float, float | None]]]
"""For each form the scores of attacked answers, each with that of what it was made from."""


def graded_cases(file: Path, most: int, chance: random.Random, *, unseen: bool) -> list[Case]:
    """Full-mark answers with a failing answer to the same question; questions without one are passed over."""
    full: dict[str, list[dict[str, Any]]] = {}
    failing: dict[str, list[str]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        blank = row["answer"].lower().startswith("no submission") or len(row["answer"].split()) < 2
        if row["score"] is None or row["exclude"] or row["is_reference"] or blank:
            continue
        if unseen and row["split"] not in UNSEEN:
            continue
        if row["score"] == 1.0:
            full.setdefault(row["question_id"], []).append(row)
        elif row["score"] == 0.0:
            failing.setdefault(row["question_id"], []).append(row["answer"])
    rows = [row for name in sorted(full.keys() & failing.keys()) for row in full[name]]
    return [
        Case(
            question_from_references(row["question"], row["references"]),
            tuple(row["references"]),
            row["answer"],
            chance.choice(failing[row["question_id"]]),
            chance.choice([other for other in rows if other["question_id"] != row["question_id"]])["answer"],
        )
        for row in chance.sample(rows, min(most, len(rows)))
    ]


def own_cases(bank: Bank) -> list[Case]:
    answers: dict[str, dict[str, str]] = {}
    for file in sorted(SAMPLES.glob("sample_answers_*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            answers.setdefault(row["question_id"], {})[row["kind"]] = row["answer"]
    names = sorted(answers)
    cases = []
    for place, name in enumerate(names):
        question = bank.question(name)
        assert question is not None, name
        references = tuple(
            "\n\n".join(passage.text for passage in reference.passages) for reference in question.references
        )
        elsewhere = answers[names[(place + len(names) // 2) % len(names)]]["strong"]
        cases.append(Case(question, references, answers[name]["strong"], answers[name]["weak"], elsewhere))
    return cases


def attacked(form: Form, case: Case, seed: str) -> str | None:
    text = form.make(case, random.Random(f"{seed}/{form.name}"))
    return text if text and text.split() else None


def grade_all(grader: Grader, pairs: list[tuple[Case, str]]) -> Iterator[Grade]:
    for start in range(0, len(pairs), BATCH):
        yield from grader.grade_many([(case.question, text) for case, text in pairs[start : start + BATCH]])


def scores_of(grader: Grader, cases: list[Case], forms: list[Form], dump: Path | None, name: str) -> Scores:
    bases: dict[Base, list[float | None]] = {
        "none": [None] * len(cases),
        "honest": [grade.score for grade in grade_all(grader, [(case, case.honest) for case in cases])],
        "failing": [grade.score for grade in grade_all(grader, [(case, case.failing) for case in cases])],
    }
    found: Scores = {
        base: [(score, None) for score in bases[base] if score is not None] for base in ("honest", "failing")
    }
    jobs = [
        (form, place, text)
        for form in forms
        for place, case in enumerate(cases)
        if (text := attacked(form, case, f"{place}")) is not None
    ]
    grades = grade_all(grader, [(cases[place], text) for _, place, text in jobs])
    for (form, place, text), grade in zip(jobs, grades, strict=True):
        found.setdefault(form.name, []).append((grade.score, bases[form.base][place]))
        if dump:
            row = {
                "set": name, "form": form.name, "question": cases[place].question.text, "text": text,
                "score": grade.score, "base": bases[form.base][place], "flags": [flag.name for flag in grade.flags],
            }  # fmt: skip
            with dump.open("a", encoding="utf-8") as out:
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return found


def print_table(title: str, found: Scores, forms: list[Form]) -> None:
    print(f"\n### {title}\n\n| answer | texts | pass | passed only so | mean score | mean change | wanted | met |")
    print("|---|---|---|---|---|---|---|---|")
    print(line_of("honest, full mark", found["honest"], least=0.8))
    print(line_of("failing", found["failing"]))
    for form in forms:
        prefix = {"none": "", "honest": "honest, ", "failing": "failing "}[form.base]
        print(line_of(prefix + form.name, found[form.name], most=form.most_passing, change=form.most_change))


def line_of(
    name: str,
    scores: list[tuple[float, float | None]],
    *,
    least: float | None = None,
    most: float | None = None,
    change: float | None = None,
) -> str:
    passing = mean(score >= PASS_SCORE for score, _ in scores)
    moved = [score - base for score, base in scores if base is not None]
    lifted = [score >= PASS_SCORE for score, base in scores if base is not None and base < PASS_SCORE]
    judged, wanted, met = passing, "", None
    if least is not None:
        wanted, met = f"pass ≥ {least:.2f}", passing >= least
    elif most is not None:
        judged = mean(lifted) if moved and lifted else passing
        wanted, met = f"pass ≤ {most:.2f}", judged <= most
    elif change is not None:
        wanted, met = f"change ≤ {change:g}", abs(mean(moved)) <= change
    return (
        f"| {name.strip()} | {len(scores)} | {passing:.2f} | {f'{mean(lifted):.2f}' if lifted else ''} "
        f"| {mean(score for score, _ in scores):.1f} | {f'{mean(moved):+.1f}' if moved else ''} "
        f"| {wanted} | {'' if met is None else 'yes' if met else 'no'} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--answers", type=int, default=60, help="full-mark answers of each set")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--unseen", action="store_true", help="of the sets only unseen questions")
    parser.add_argument("--only", help="forms whose names have this in them")
    parser.add_argument("--sets", nargs="*", default=["own", *SETS], choices=["own", *SETS])
    parser.add_argument("--dump", type=Path, help="append every attacked answer with its score, as JSON Lines")
    options = parser.parse_args()
    forms = [form for form in FORMS if options.only is None or options.only in form.name]
    together: Scores = {}
    with Workspace.open() as workspace:
        plain = workspace.opener.grader_without_corpus()
        for name in options.sets:
            if name == "own":
                grader, cases = workspace.grader(), own_cases(workspace.bank)
            else:
                chance = random.Random(options.seed)
                grader, cases = (
                    plain,
                    graded_cases(options.data / f"{name}.jsonl", options.answers, chance, unseen=options.unseen),
                )
            found = scores_of(grader, cases, forms, options.dump, name)
            for key, scores in found.items():
                together.setdefault(key, []).extend(scores)
            print_table("Our own questions" if name == "own" else name, found, forms)
    print_table("All together", together, forms)


if __name__ == "__main__":
    main()
