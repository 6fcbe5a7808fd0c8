"""Who takes an answer back has not given it."""

import pytest
from samples import SAMPLES

from interviewer.grading.reading import read_answer
from interviewer.grading.retraction import takes_itself_back

ANSWER = "Dropout switches random units off."


@pytest.mark.parametrize(
    "end",
    [
        "However, this is wrong.",
        "All of this is wrong.",
        "However, all of this is wrong",
        "but that is false!",
        "None of this is true.",
        "Nothing I said is correct.",
        "Everything above is completely wrong.",
        "What I just said is not true.",
        "Of course, the opposite is true.",
        "I take it back.",
    ],
)
def test_an_answer_that_ends_by_denying_itself_is_taken_back(end: str) -> None:
    assert takes_itself_back(read_answer(f"{ANSWER} {end}"))


@pytest.mark.parametrize(
    "answer",
    [
        "All of this is wrong.",
        "Some say that it slows learning. However, this is wrong. It only slows convergence.",
        f"{ANSWER} This is not true at test time.",
        f"{ANSWER} The prediction is then wrong.",
        f"{ANSWER} It is wrong to use it at test time.",
        f"{ANSWER} Not all of the units are off.",
        ANSWER,
        "",
    ],
)
def test_other_answers_are_not(answer: str) -> None:
    assert not takes_itself_back(read_answer(answer))


def test_no_sample_answer_takes_itself_back() -> None:
    assert [sample.answer for sample in SAMPLES if takes_itself_back(read_answer(sample.answer))] == []
