"""Written key concepts are judged by words, by vectors and by what the verifier reads in the whole answer."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.corpus.bank import Bank
from interviewer.grading.concept_verdicts import stretch
from interviewer.grading.grader import Grader

LABELLED = Path(__file__).resolve().parents[1] / "data" / "concepts_held_out.jsonl"
STATUSES = {"F": "covered", "P": "partial", "M": "missing", "W": "contradicted"}
LEAST_AGREED = 0.6
"""Of the statuses, each one of four; docs/grading.md has the figure."""
MOST_WRONG_CREDITED = 0.45
"""Of the concepts that an answer states wrongly, how many are counted as covered."""


@given(st.lists(st.integers(1, 60), min_size=1, max_size=20), st.data())
def test_a_stretch_holds_the_sentence_and_what_stands_around_it(lengths: list[int], data: st.DataObject) -> None:
    texts = [" ".join([f"s{number}"] * length) for number, length in enumerate(lengths)]
    row = data.draw(st.integers(0, len(texts) - 1))
    read = stretch(texts, row)
    assert texts[row] in read
    assert read in " ".join(texts)
    assert len(read.split()) <= max(120, lengths[row])
    if sum(lengths) <= 120:
        assert read == " ".join(texts)


@pytest.fixture(scope="module")
def statuses(bank: Bank, grader: Grader) -> list[tuple[str, str]]:
    """What the labels and the grader say of every concept of every sixth answer."""
    found: list[tuple[str, str]] = []
    for line in LABELLED.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        question = bank.question(row["question_id"])
        assert question is not None
        answers = row["answers"][::6]
        grades = grader.grade_many([(question, one["answer"]) for one in answers])
        for labelled, grade in zip(answers, grades, strict=True):
            given = [concept.status for concept in grade.concepts]
            found += zip((STATUSES[letter] for letter in labelled["labels"]), given, strict=True)
    return found


def test_most_concepts_are_judged_as_they_were_labelled(statuses: list[tuple[str, str]]) -> None:
    """For questions whose answers the verifier has not learned from."""
    assert sum(one == other for one, other in statuses) / len(statuses) >= LEAST_AGREED


def test_what_is_stated_wrongly_is_seldom_counted_as_covered(statuses: list[tuple[str, str]]) -> None:
    wrong = [other for one, other in statuses if one == "contradicted"]
    assert wrong.count("covered") / len(wrong) <= MOST_WRONG_CREDITED
