"""Answers of known worth that the grader is fitted to.

Of the public sets: answers to the questions that training keeps back (SciEntsBank, Beetle), the training split of SAF.
Of this project: answers in tests/data marked twice, the second time without knowing the first marks, and sample
answers of known quality, with the bank's key concepts and without them; and the held-out pairs. From answers to the
bank's questions the verifier has learned too, but for those in marked_answers_held_out.jsonl.
"""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean
from typing import Any

from verifier_pairs import (
    CONTRADICTED,
    ENTAILED,
    NEUTRAL,
    kept_for_calibration,
    pairs_of,
    written_items,
)

from interviewer.corpus.bank import Bank
from interviewer.grading.integrity import unanswered
from interviewer.grading.reading import read_answer
from interviewer.grading.references import question_from_references
from interviewer.models import Question

ROOT = Path(__file__).resolve().parent.parent
ANSWERS = ROOT / "tests" / "data"
SETS = ("saf_en", "beetle", "scientsbank")
SAMPLE_BANDS = {"strong": (78.0, 96.0), "partial": (45.0, 65.0), "weak": (5.0, 30.0), "wrong": (5.0, 35.0)}
PAIR_BANDS = {ENTAILED: (75.0, 99.0), NEUTRAL: (0.0, 24.0), CONTRADICTED: (0.0, 36.0)}
"""Between which marks an examiner's would lie. Single marks are spread evenly over them (`spread`)."""
LABEL_MARKS = {
    "correct": 85.0,
    "partially_correct_incomplete": 50.0,
    "incorrect": 30.0,
    "contradictory": 15.0,
    "irrelevant": 10.0,
    "non_domain": 0.0,
}
"""Labels are not marks: each stands for the middle of what an examiner may mean by it."""


@dataclass(frozen=True)
class Row:
    source: str
    group: str
    """The question, by source: answers to one question are alike."""
    question: Question
    answer: str
    mark: float
    """0 to 100: what an examiner means."""
    score: float
    """0 to 100: the number that a person gave; it differs from `mark` where that was only a label."""
    learned: bool = False
    """Whether the verifier has learned from it, so that it tells nothing of how far scores may be off."""


def bank_rows() -> Iterator[Row]:
    """Answers to the bank's questions: samples meant to be worth so much, and marked ones."""
    bank = Bank.load(ROOT / "corpus")
    held_out = {row["question_id"] for row in _lines(ANSWERS / "marked_answers_held_out.jsonl")}
    for row in (row for name in ("sample", "marked") for file in _files(name) for row in _lines(file)):
        question = bank.question(row["question_id"])
        if question is None:
            continue
        if "marks" in row:
            mark = score = mean(row["marks"])
        else:
            low, high = SAMPLE_BANDS[row["kind"]]
            mark, score = (low + high) / 2, spread(low, high, row["answer"])
        learned = question.id not in held_out
        source = ("marked" if "marks" in row else "samples") + (", learned from" if learned else "")
        yield Row(source, question.id, question, row["answer"], mark, score, learned)


def _files(name: str) -> list[Path]:
    return sorted(ANSWERS.glob(f"{name}_answers*.jsonl"))


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())


def pair_rows() -> Iterator[Row]:
    """The written pairs that training holds out: right, wrong and beside the point."""
    for item in written_items():
        if item.held_out:
            question = question_from_references(item.question, [item.reference])
            for pair in pairs_of(item):
                low, high = PAIR_BANDS[pair.label]
                score = spread(low, high, pair.answer)
                yield Row("pairs", f"pairs/{item.question}", question, pair.answer, (low + high) / 2, score)


def spread(low: float, high: float, answer: str) -> float:
    """A mark between low and high, the same for the same answer."""
    return round(low + (high - low) * (zlib.crc32(answer.encode()) % 1000) / 999, 1)


def without_concepts(rows: list[Row]) -> list[Row]:
    """The same as if the questions had been imported."""
    return [replace(row, question=row.question.model_copy(update={"concepts": ()})) for row in rows]


def graded_rows(file: Path) -> list[Row]:
    """The rows of a public set that may be fitted to, blank answers left out."""
    rows = []
    for row in _lines(file):
        if row["exclude"] or row["is_reference"] or row["score"] is None or row["split"] != "train":
            continue
        labelled = file.stem != "saf_en"
        if (labelled and not kept_for_calibration(row["question"])) or unanswered(read_answer(row["answer"])):
            continue
        mark = LABEL_MARKS[row["label"]] if labelled else 100 * row["score"]
        question = question_from_references(row["question"], row["references"])
        rows.append(
            Row(file.stem, f"{file.stem}/{row['question_id']}", question, row["answer"], mark, 100 * row["score"])
        )
    return rows
