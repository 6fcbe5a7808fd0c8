"""What a reference says of an answer, and what the account makes of it."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.corpus.bank import Bank
from interviewer.grading.grader import Grader
from interviewer.grading.reading import read_answer
from interviewer.grading.references import question_from_references
from interviewer.grading.verdicts import Odds, VerdictTable
from interviewer.grading.verification import opposition, statements
from interviewer.inference.claims import Claim, Probabilities

QUESTION = "How do stack and queue differ?"
REFERENCE = "A stack removes the newest item first. A queue removes the oldest item first."


class Counting:
    """A verifier that finds everything neutral and counts the claims that it is asked about."""

    digest = "0" * 64

    def __init__(self) -> None:
        self.asked = 0

    def judge(self, claims: Sequence[Claim]) -> Probabilities:
        self.asked += len(claims)
        return np.tile([0.0, 1.0, 0.0], (len(claims), 1))


@pytest.mark.parametrize(
    ("answer", "understood"),
    [
        ("It is fast. It uses hashing.", ["It is fast.", "It is fast. It uses hashing."]),
        ("Sets grow. However, this is wrong.", ["Sets grow.", "Sets grow. However, this is wrong."]),
        ("Sets grow. All of this is wrong.", ["Sets grow.", "Sets grow. All of this is wrong."]),
        ("Trees are balanced. Queues are not.", ["Trees are balanced.", "Queues are not."]),
        ("It depends.", ["It depends."]),
        ("Items wait. Italy is a country.", ["Items wait.", "Italy is a country."]),
    ],
)  # fmt: skip
def test_a_sentence_that_leans_on_the_one_before_is_read_with_it(answer: str, understood: list[str]) -> None:
    assert list(statements(read_answer(answer))) == understood


@given(st.floats(0, 1), st.floats(0, 1))
def test_opposition_is_a_share_and_doubt_costs_nothing(first: float, second: float) -> None:
    entailed, contradicted = first * (1 - second), second
    odds = Odds(entailed, max(0.0, 1 - entailed - contradicted), contradicted)
    assert 0 <= opposition(odds) <= 1
    if contradicted <= 0.5:
        assert opposition(odds) == 0


def test_a_claim_is_judged_once() -> None:
    verifier = Counting()
    table = VerdictTable(verifier)
    claims = [Claim("q", "r", f"s{number % 3}") for number in range(9)]
    table.prepare(claims)
    table.prepare(claims)
    assert verifier.asked == 3
    assert table.odds(claims[0]) == Odds(0.0, 1.0, 0.0)


def test_what_contradicts_the_reference_costs_points_and_the_ledger_shows_both_sides(grader: Grader) -> None:
    reference = "Dropout switches random units off during training, so that the network relies on no single unit."
    question = question_from_references("What does dropout do?", [reference])
    wrong = reference.replace("training", "testing")
    right, graded_wrong = grader.grade(question, reference), grader.grade(question, wrong)
    assert right.passed
    assert not graded_wrong.passed
    assert {match.relation for match in right.matches} == {"entailed"}
    assert {match.relation for match in graded_wrong.matches} == {"contradicted"}
    assert "contradicted" in {verdict.status for verdict in graded_wrong.concepts}
    (line,) = [line for line in graded_wrong.ledger if line.kind == "contradiction"]
    assert line.points < 0
    assert "random units off during testing" in line.detail
    assert "reference 1" in line.detail


def test_every_line_of_the_ledger_adds_up_with_contradictions(grader: Grader) -> None:
    for answer in (
        REFERENCE,
        "A queue removes the newest item.",
        "A stack removes the newest item. All of this is wrong.",
    ):
        grade = grader.grade(question_from_references(QUESTION, [REFERENCE]), answer)
        assert round(sum(line.points for line in grade.ledger), 1) == grade.score


def test_a_stated_misconception_is_answered_with_its_correction(grader: Grader, bank: Bank) -> None:
    """Stated in the words of the bank: the least that has to be recognised."""
    known = [(question, one) for question in bank.questions for one in question.misconceptions]
    grades = grader.grade_many([(question, one.claim) for question, one in known])
    recognised = [
        any(flag.name == "possible-misconception" and one.correction in flag.reason for flag in grade.flags)
        for (_, one), grade in zip(known, grades, strict=True)
    ]
    assert sum(recognised) >= 0.8 * len(known)


def test_a_correction_is_not_taken_for_its_misconception(grader: Grader, bank: Bank) -> None:
    known = [(question, one) for question in bank.questions for one in question.misconceptions]
    grades = grader.grade_many([(question, one.correction) for question, one in known])
    accused = [
        any(flag.name == "possible-misconception" and one.correction in flag.reason for flag in grade.flags)
        for (_, one), grade in zip(known, grades, strict=True)
    ]
    assert sum(accused) <= 0.05 * len(known)
