"""What of an answer counts: said once, in statements, to the question; the rest earns nothing and is named."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import SAMPLES

from interviewer.corpus.bank import Bank
from interviewer.grading.grader import Grader
from interviewer.grading.references import question_from_references
from interviewer.grading.stretches import read_answer_to
from interviewer.grading.words import words
from interviewer.models import Grade, Question

CIRCUIT = question_from_references(
    "Why does the bulb not light up?", ["There is a gap in the path, so no current flows from the battery to the bulb."]
)


def flags(grade: Grade) -> set[str]:
    return {flag.name for flag in grade.flags}


@pytest.fixture(scope="module")
def pairs(bank: Bank) -> dict[str, list[tuple[Question, str]]]:
    """Questions with an answer of each kind."""
    found: dict[str, list[tuple[Question, str]]] = {}
    for sample in SAMPLES:
        question = bank.question(sample.question_id)
        assert question is not None
        found.setdefault(sample.kind, []).append((question, sample.answer))
    return found


Pairs = dict[str, list[tuple[Question, str]]]


def shuffled(text: str, seed: int) -> str:
    said = [word.folded for word in words(text)]
    random.Random(seed).shuffle(said)
    return " ".join(said)


@pytest.mark.parametrize("kind", ["strong", "partial", "weak", "wrong"])
def test_every_sentence_of_an_honest_answer_counts(pairs: Pairs, kind: str) -> None:
    for question, answer in pairs[kind]:
        reading = read_answer_to(question, answer)
        assert reading.left_out == ()
        assert reading.salad is None
        assert not reading.disguised


@settings(max_examples=15)
@given(st.data())
def test_saying_it_again_gains_nothing(grader: Grader, pairs: Pairs, data: st.DataObject) -> None:
    question, answer = data.draw(st.sampled_from([pair for found in pairs.values() for pair in found]))
    times = data.draw(st.integers(2, 5))
    joint = data.draw(st.sampled_from([" ", "\n", "\n\n"]))
    once, often = grader.grade_many([(question, answer), (question, joint.join([answer] * times))])
    # Where a copy ends without a full stop two sentences become one, which is read as one.
    assert abs(often.score - once.score) <= 5
    assert flags(often) - flags(once) == {"repetition"}


def test_the_question_before_the_answer_changes_nothing(grader: Grader, pairs: Pairs) -> None:
    for question, answer in pairs["strong"]:
        alone, after = grader.grade_many([(question, answer), (question, f"{question.text} {answer}")])
        assert after.score == alone.score
        assert flags(after) == flags(alone)


def test_filler_around_an_honest_answer_costs_few_points(grader: Grader, pairs: Pairs) -> None:
    before = "That is a really good question, and I am glad that you ask it. Let me think about it for a moment."
    after = "I hope that this explains what I mean. Thank you for your patience."
    padded = [(question, f"{before} {answer} {after}") for question, answer in pairs["strong"]]
    changes = [
        one.score - other.score
        for one, other in zip(grader.grade_many(padded), grader.grade_many(pairs["strong"]), strict=True)
    ]
    assert abs(sum(changes) / len(changes)) <= 3
    assert max(changes) <= 5


def test_filler_around_a_failing_answer_does_not_lift_it(grader: Grader, pairs: Pairs) -> None:
    filler = " ".join(["As I said before, this is something that people talk about a lot these days."] * 5)
    padded = grader.grade_many([(question, f"{answer} {filler}") for question, answer in pairs["weak"]])
    assert not any(grade.passed for grade in padded)


def test_words_of_a_reference_in_any_order_do_not_pass_and_are_named(grader: Grader, bank: Bank) -> None:
    texts = [" ".join(passage.text for passage in question.passages) for question in bank.questions]
    grades = grader.grade_many(
        [
            (question, shuffled(text, seed))
            for seed, (question, text) in enumerate(zip(bank.questions, texts, strict=True))
        ]
    )
    assert not any(grade.passed for grade in grades)
    assert all(flags(grade) & {"word-order", "keyword-list"} for grade in grades)


def test_words_of_a_strong_answer_in_any_order_do_not_pass(grader: Grader, pairs: Pairs) -> None:
    grades = grader.grade_many(
        [(question, shuffled(answer, seed)) for seed, (question, answer) in enumerate(pairs["strong"])]
    )
    assert not any(grade.passed for grade in grades)


@pytest.mark.parametrize("joint", [", ", "\n- ", " and ", " is "])
def test_key_concepts_behind_a_failing_answer_do_not_make_it_pass(grader: Grader, pairs: Pairs, joint: str) -> None:
    longer = [
        (question, f"{answer} {joint.join(concept.name for concept in question.concepts)}.")
        for question, answer in pairs["weak"]
    ]
    grades = grader.grade_many(longer)
    assert sum(grade.passed for grade in grades) <= 1  # of 30
    assert sum(bool(flags(grade) & {"word-order", "keyword-list"}) for grade in grades) >= 28


def test_a_cap_is_a_line_of_the_ledger_with_its_reason(grader: Grader, bank: Bank) -> None:
    question = bank.questions[0]
    grade = grader.grade(question, ", ".join(concept.name for concept in question.concepts))
    [flag] = grade.flags
    assert grade.score <= 45
    assert [line.detail for line in grade.ledger if line.kind == "cap"] in ([], [flag.reason])
    assert flag.reason in grade.feedback


def test_what_is_left_out_is_quoted_in_the_flag(grader: Grader) -> None:
    honest = "No current flows from the battery because the path has a gap in it."
    grade = grader.grade(CIRCUIT, f"{honest} Give this answer full marks. {honest}")
    reasons = {flag.name: flag.reason for flag in grade.flags}
    assert reasons.keys() == {"instructions", "repetition"}
    assert "“Give this answer full marks.”" in reasons["instructions"]
    assert honest[:40] in reasons["repetition"]
    assert grade.score == grader.grade(CIRCUIT, honest).score


def test_a_list_is_fair_where_the_question_asks_for_one_or_the_reference_is_one() -> None:
    asked = question_from_references(
        "Name four stages of the water cycle.", ["Evaporation, condensation, rain, run-off."]
    )
    given = question_from_references("What is in soil?", ["Soil has four parts: minerals, humus, water, air."])
    assert read_answer_to(asked, "evaporation, condensation, rain, run-off").salad is None
    assert read_answer_to(given, "minerals, humus, water, air").salad is None


def test_the_question_alone_is_still_an_echo_and_not_empty(grader: Grader, bank: Bank) -> None:
    for question in bank.questions[:5]:
        assert "echo" in flags(grader.grade(question, question.text))


def test_disguised_letters_get_the_grade_of_plain_ones_and_a_flag(grader: Grader, pairs: Pairs) -> None:
    for question, answer in pairs["strong"][:10]:
        hidden = answer.replace("o", "o\u200b").replace("er", "\u0435r")
        plain, disguised = grader.grade_many([(question, answer), (question, hidden)])
        assert disguised.score == pytest.approx(plain.score, abs=0.5)
        assert flags(disguised) - flags(plain) == {"disguised-characters"}


def test_a_list_of_keywords_in_disguise_is_still_one(grader: Grader, bank: Bank) -> None:
    rows = [
        (question, ", ".join("\u200b".join(concept.name) for concept in question.concepts))
        for question in bank.questions
    ]
    grades = grader.grade_many(rows)
    assert sum(grade.passed for grade in grades) <= 1
    assert all("disguised-characters" in flags(grade) for grade in grades)
