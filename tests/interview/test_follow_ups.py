"""When a follow-up is put, and what it is graded against."""

import hashlib

import pytest
from interview_builders import grade, question, verdict

from interviewer.interview.follow_ups import follow_up_to

MAIN = question(
    passages=("The chain rule multiplies derivatives.", "Saturation of the sigmoid shrinks them."),
    follow_ups={"chain rule": "Which rule is it?", "saturation": "And what does the sigmoid do?"},
    hints=("Think.",),
    context="x = 1",
)


@pytest.mark.parametrize("status", ["missing", "partial", "contradicted"])
def test_a_concept_that_is_not_covered_is_asked_about(status):
    follow_up = follow_up_to(MAIN, grade(50, verdict("chain rule"), verdict("saturation", status)))
    assert follow_up.text == "And what does the sigmoid do?"


def test_nothing_is_asked_about_covered_concepts_or_those_without_a_follow_up():
    assert follow_up_to(MAIN, grade(50, verdict("chain rule"), verdict("saturation"))) is None
    assert follow_up_to(question(), grade(10, verdict("chain rule", "missing"))) is None
    assert follow_up_to(MAIN, grade(10, verdict("weather", "missing"))) is None


@pytest.mark.parametrize(
    "graded",
    [
        grade(80, verdict("chain rule", "missing")),
        grade(30, verdict("chain rule", "missing"), abstained=True),
        grade(0, verdict("chain rule", "missing"), flags=["dont-know"]),
        grade(0, verdict("chain rule", "missing"), flags=["empty"]),
    ],
    ids=["strong", "abstained", "don't know", "empty"],
)
def test_no_follow_up_after_a_strong_an_unsure_or_an_empty_answer(graded):
    assert follow_up_to(MAIN, graded) is None


def test_just_below_the_limit_a_follow_up_is_due():
    assert follow_up_to(MAIN, grade(79.9, verdict("chain rule", "missing"), flags=["too-short"])) is not None


def test_the_concept_with_most_to_gain_is_asked_about_then_the_first_follow_up():
    more = grade(40, verdict("chain rule", "partial", of=30), verdict("saturation", "missing", of=20))
    assert follow_up_to(MAIN, more).concepts[0].name == "saturation"  # 20 to gain beside 15
    even = grade(40, verdict("saturation", "missing", of=20), verdict("chain rule", "missing", of=20))
    assert follow_up_to(MAIN, even).concepts[0].name == "chain rule"


def test_a_follow_up_is_a_question_about_one_concept_and_its_passages():
    follow_up = follow_up_to(MAIN, grade(40, verdict("saturation", "missing")))
    assert (follow_up.id, follow_up.topic, follow_up.context) == (MAIN.id, MAIN.topic, "x = 1")
    assert [concept.name for concept in follow_up.concepts] == ["saturation"]
    assert follow_up.passages == (MAIN.passages[1],)
    assert follow_up.references[0].markdown == "Saturation of the sigmoid shrinks them."
    assert (follow_up.misconceptions, follow_up.follow_ups, follow_up.hints) == ((), (), ())
    expected = hashlib.sha256(b"And what does the sigmoid do?\nhash of gradient").hexdigest()
    assert follow_up.content_hash == expected


def test_an_alias_finds_the_passage_and_without_any_mention_all_passages_stand():
    concept = MAIN.concepts[0].model_copy(update={"name": "law of Leibniz", "aliases": ("MULTIPLIES derivatives",)})
    follow_up = MAIN.follow_ups[0].model_copy(update={"concept": "law of Leibniz"})
    missing = grade(40, verdict("law of Leibniz", "missing"))
    aliased = MAIN.model_copy(update={"concepts": (concept,), "follow_ups": (follow_up,)})
    assert follow_up_to(aliased, missing).passages == (MAIN.passages[0],)
    nameless = aliased.model_copy(update={"concepts": (concept.model_copy(update={"aliases": ()}),)})
    assert follow_up_to(nameless, missing).passages == MAIN.passages
