"""Answers that are none, or that only look like one."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import SAMPLES

from interviewer.corpus.bank import Bank
from interviewer.grading.grader import Grader
from interviewer.grading.prose import asks_for_list, reads_as_list
from interviewer.grading.references import question_from_references
from interviewer.models import Grade, Question
from interviewer.text import MAX_ANSWER_CHARACTERS


@pytest.fixture(scope="module")
def dropout(bank: Bank) -> Question:
    question = bank.question("dropout")
    assert question is not None
    return question


def flags(grade: Grade) -> set[str]:
    return {flag.name for flag in grade.flags}


@pytest.mark.parametrize("answer", ["", " \n\t ", "...", "🙂🙂", "\u200b\u200d", "—"])
def test_an_answer_without_words_is_empty_and_scores_nothing(grader: Grader, dropout: Question, answer: str) -> None:
    grade = grader.grade(dropout, answer)
    assert (grade.score, grade.low, grade.high, flags(grade)) == (0.0, 0.0, 0.0, {"empty"})
    assert {verdict.status for verdict in grade.concepts} == {"missing"}


@pytest.mark.parametrize(
    "answer",
    [
        "I don't know",
        "i dont know.",
        "idk",
        "No idea!",
        "Sorry, I don't know",
        "not sure...",
        "pass",
        "I DON’T KNOW",
        "N/A",
    ],
)
def test_not_knowing_is_understood_and_scores_nothing(grader: Grader, dropout: Question, answer: str) -> None:
    grade = grader.grade(dropout, answer)
    assert (grade.score, flags(grade)) == (0.0, {"dont-know"})


@pytest.mark.parametrize(
    "answer",
    [
        "I don't know the details, but units are dropped at random during training.",
        "Not sure: random units are switched off so that the network does not overfit?",
    ],
)
def test_a_doubtful_answer_is_still_an_answer(grader: Grader, dropout: Question, answer: str) -> None:
    grade = grader.grade(dropout, answer)
    assert grade.score > 0
    assert "dont-know" not in flags(grade)


@pytest.mark.parametrize("dressed", ["{}", "The question is: {} That is what you asked.", "{} {}"])
def test_an_echo_of_the_question_gets_at_most_20(bank: Bank, grader: Grader, dressed: str) -> None:
    pairs = [(question, dressed.format(question.text, question.text)) for question in bank.questions]
    for grade in grader.grade_many(pairs):
        assert "echo" in flags(grade)
        assert grade.score <= 20


def test_a_right_answer_in_the_words_of_the_question_is_no_echo(grader: Grader) -> None:
    question = question_from_references(
        "Why was bulb C off when switch Z was open?", ["Bulb C was no longer in a closed path with the battery."]
    )
    grade = grader.grade(question, "Bulb C was off when switch Z was open because bulb C was not in a closed path.")
    assert "echo" not in flags(grade)
    assert grade.score >= 60


@pytest.mark.parametrize(
    "answer",
    [
        "I really enjoyed my holiday in Spain, the food was great and the weather too.",
        "Mitochondria are the powerhouse of the cell and make ATP.",
        "asdf qwer zxcv lorem ipsum dolor sit amet",
        "My last job was in a warehouse, where I led a team of five people.",
    ],
)
def test_an_answer_about_something_else_gets_at_most_15(bank: Bank, grader: Grader, answer: str) -> None:
    for grade in grader.grade_many([(question, answer) for question in bank.questions]):
        assert "off-topic" in flags(grade)
        assert grade.score <= 15


def test_the_right_answer_to_a_question_of_another_topic_hardly_ever_passes(bank: Bank, grader: Grader) -> None:
    strong = {sample.question_id: sample.answer for sample in SAMPLES if sample.kind == "strong"}
    others = [
        (question, strong[other.id])
        for question in bank.questions
        for other in bank.questions[:: len(bank.questions) // 6]
        if other.topic != question.topic
    ]
    assert len(others) > 100
    assert sum(grade.passed for grade in grader.grade_many(others)) <= 2


@pytest.mark.parametrize("joint", [", ", "\n- "])
def test_a_list_of_the_key_concepts_hardly_ever_passes(bank: Bank, grader: Grader, joint: str) -> None:
    pairs = [(question, joint.join(concept.name for concept in question.concepts)) for question in bank.questions]
    grades = grader.grade_many(pairs)
    assert sum(grade.passed for grade in grades) <= 2  # of 30
    assert sum("keyword-list" in flags(grade) for grade in grades) >= 27


def test_honest_answers_are_not_taken_for_lists_or_echoes() -> None:
    honest = [sample for sample in SAMPLES if sample.kind in ("strong", "partial")]
    assert [sample.question_id for sample in honest if reads_as_list(sample.answer)] == []


def test_a_list_is_fair_where_one_is_asked_for() -> None:
    assert asks_for_list("Name four fields that TCP has and UDP has not.")
    assert asks_for_list("List the layers of a CNN.")
    assert not asks_for_list("What is a list comprehension, and which problems does it solve?")


def test_a_huge_answer_is_cut_and_says_so(grader: Grader, dropout: Question) -> None:
    grade = grader.grade(dropout, "Units are dropped at random during training. " * 20_000)
    assert "cut" in flags(grade)
    assert sum(len(match.answer) for match in grade.matches) <= MAX_ANSWER_CHARACTERS


def test_too_short_an_answer_to_a_long_reference_abstains(grader: Grader, dropout: Question) -> None:
    grade = grader.grade(dropout, "random deactivation")
    assert grade.abstained
    assert "too-short" in flags(grade)
    assert (grade.low, grade.high) == (0.0, 100.0)


def test_a_short_answer_to_a_short_reference_is_judged(grader: Grader) -> None:
    question = question_from_references("Which process turns water into vapour?", ["Evaporation."])
    grade = grader.grade(question, "evaporation")
    assert not grade.abstained
    assert grade.score >= 80


def test_an_answer_in_another_script_abstains(grader: Grader, dropout: Question) -> None:
    grade = grader.grade(dropout, "Дропаут случайно отключает нейроны во время обучения сети")
    assert grade.abstained
    assert "other-language" in flags(grade)


def test_without_a_reference_the_grader_abstains(grader: Grader) -> None:
    grade = grader.grade(question_from_references("What is dropout?", [" "]), "It drops units at random.")
    assert grade.abstained
    assert flags(grade) == {"no-reference"}


def test_a_known_misconception_is_pointed_out_with_its_correction(bank: Bank, grader: Grader) -> None:
    question = bank.question("lstm-vs-gru")
    assert question is not None
    held = question.misconceptions[0].claim
    [flag] = [flag for flag in grader.grade(question, held).flags if flag.name == "possible-misconception"]
    assert question.misconceptions[0].correction in flag.reason


def test_the_reference_itself_shows_no_misconception_and_scores_full(bank: Bank, grader: Grader) -> None:
    pairs = [(question, "\n\n".join(passage.text for passage in question.passages)) for question in bank.questions]
    for grade in grader.grade_many(pairs):
        assert flags(grade) == set()
        assert grade.score >= 85


@settings(max_examples=60)
@given(st.text(max_size=400))
def test_any_text_gets_a_grade_that_adds_up(grader: Grader, dropout: Question, answer: str) -> None:
    grade = grader.grade(dropout, answer)
    assert 0 <= grade.low <= grade.score <= grade.high <= 100
    assert sum(round(10 * line.points) for line in grade.ledger) == round(10 * grade.score)
    json.dumps(grade.model_dump(), allow_nan=False)


@settings(max_examples=40)
@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=3), st.text(max_size=200))
def test_any_question_and_references_get_a_grade(
    grader: Grader, question: str, references: list[str], answer: str
) -> None:
    grade = grader.grade(question_from_references(question, references), answer)
    assert 0 <= grade.low <= grade.score <= grade.high <= 100
