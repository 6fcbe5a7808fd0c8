"""Grades with a profile: the real grader, its scores mapped to other marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import SAMPLES

from interviewer.corpus.bank import Bank
from interviewer.grading.calibration import band
from interviewer.grading.grader import Grader
from interviewer.grading.profile import Profile
from interviewer.grading.references import question_from_references
from interviewer.inference.claims import ClaimVerifier
from interviewer.inference.encoder import CountingEncoder
from interviewer.models import Grade


def profile(slope: float, offset: float, below: float = 12.0, above: float = 8.0) -> Profile:
    return Profile(
        name="exam",
        slope=slope,
        offset=offset,
        below=below,
        above=above,
        answers=40,
        questions=8,
        capped=0,
        held_out="questions",
        error_before=20.0,
        error_after=15.0,
        source="marks.jsonl",
        grader="1",
        encoder="e" * 64,
    )


QUESTION = question_from_references(
    "What is dropout?", ["Dropout switches random units off during training, so that no unit relies on another."]
)
ANSWERS = (
    "Random units are switched off while training.",
    "It is about units.",
    "",
    "I don't know.",
    "What is dropout?",
    "The weather in Paris is fine today and the trains are on time.",
    "dropout, units, training, random, networks, layers, weights, regularisation",
)


@pytest.fixture(scope="module")
def plain(encoder: CountingEncoder, verifier: ClaimVerifier) -> Grader:
    return Grader(encoder, verifier, None, None)


@pytest.mark.parametrize(("slope", "offset"), [(0.8, 12.5), (0.0, 55.0), (1.6, -30.0), (1.0, 60.0), (1.0, -90.0)])
def test_the_ledger_adds_up_and_caps_hold_as_without(plain: Grader, slope: float, offset: float) -> None:
    mine = profile(slope, offset)
    for answer in ANSWERS:
        before, after = plain.grade(QUESTION, answer), plain.with_profile(mine).grade(QUESTION, answer)
        assert round(sum(line.points for line in after.ledger), 1) == after.score
        free = sum(line.points for line in before.ledger if line.kind != "cap")
        wanted = min(100.0, max(0.0, slope * free + offset))
        caps = {"empty": 0, "dont-know": 0, "echo": 20, "off-topic": 15, "keyword-list": 45, "word-order": 45}
        allowed = min((caps[flag.name] for flag in after.flags if flag.name in caps), default=100)
        assert after.score == pytest.approx(min(wanted, allowed), abs=0.051)
        assert after.low <= after.score <= after.high <= max(allowed, after.score)
        assert after.band == band(after.score)
        [line] = [line for line in after.ledger if line.kind == "profile"]
        assert line.label == "profile exam"
        assert line.detail == mine.formula
        assert _rest(after) == _rest(before)


def _rest(grade: Grade) -> dict[str, object]:
    """What a profile has no say in."""
    return grade.model_dump(include={"abstained", "flags", "similarity", "coverage", "concepts", "matches", "addition"})


def test_every_sample_answer_keeps_its_order(grader: Grader, bank: Bank) -> None:
    mine = profile(0.7, 10.0)
    pairs = [(bank.question(sample.question_id), sample.answer) for sample in SAMPLES[:40]]
    known = [(question, answer) for question, answer in pairs if question is not None]
    before, after = grader.grade_many(known), grader.with_profile(mine).grade_many(known)
    assert all(round(sum(line.points for line in grade.ledger), 1) == grade.score for grade in after)
    free = [
        (one.score, other.score)
        for one, other in zip(before, after, strict=True)
        if all(line.kind != "cap" for line in (*one.ledger, *other.ledger))
    ]
    mapped = [score for _, score in sorted(free)]
    assert len(mapped) > 20
    assert mapped == sorted(score for _, score in free)


def test_the_grade_names_the_profile_and_the_grader_without_it_stays_as_it_was(plain: Grader) -> None:
    before = plain.grade(QUESTION, ANSWERS[0])
    mine, other = profile(0.8, 12.5), profile(0.8, 12.6)
    after = plain.with_profile(mine).grade(QUESTION, ANSWERS[0])
    assert after.grader.profile == mine.identity
    assert mine.identity.startswith("exam@")
    assert mine.identity != other.identity
    assert plain.grade(QUESTION, ANSWERS[0]) == before
    assert before.grader.profile is None


def test_the_range_is_that_of_the_profile(plain: Grader) -> None:
    grade = plain.with_profile(profile(0.5, 20.0, below=10, above=5)).grade(QUESTION, ANSWERS[0])
    assert (grade.low, grade.high) == (pytest.approx(grade.score - 10), pytest.approx(grade.score + 5))


def test_where_the_grader_abstains_a_profile_makes_it_no_surer(plain: Grader) -> None:
    reference = (
        "Gradients shrink because they are products of many small derivatives. Deep sigmoid networks hardly learn so."
    )
    long = question_from_references("Why?", [reference])
    grade = plain.with_profile(profile(0.5, 20.0)).grade(long, "Gradients.")
    assert grade.abstained
    assert (grade.low, grade.high) == (0.0, 100.0)


@given(st.floats(0, 3), st.floats(-200, 200), st.floats(0, 60), st.floats(0, 60), st.floats(0, 100), st.floats(0, 100))
def test_a_profile_maps_to_0_to_100_and_turns_no_order_round(
    slope: float, offset: float, below: float, above: float, one: float, other: float
) -> None:
    mine = profile(slope, offset, below, above)
    low, high = mine.score(min(one, other)), mine.score(max(one, other))
    assert 0 <= low <= high <= 100
    assert 0 <= mine.range(low)[0] <= low <= mine.range(low)[1] <= 100
