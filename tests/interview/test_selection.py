"""Which questions are put: those that fit, the longest unasked first, the same for the same seed."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from interview_builders import question

from interviewer.interview.selection import select_questions

BANK = [
    question("a", topic="rnn", difficulty="easy"),
    question("b", topic="rnn", difficulty="hard"),
    question("c", topic="cnn", difficulty="easy"),
    question("d", topic="cnn", difficulty=None),
    question("e", topic="Optimisation", difficulty="medium"),
]
NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)


def chosen(**wishes):
    wishes = {"difficulty": None, "count": None, "seed": 1, "last_asked": {}, **wishes}
    return [q.id for q in select_questions(BANK, **wishes)]


def test_without_wishes_every_question_is_put_once():
    assert sorted(chosen()) == ["a", "b", "c", "d", "e"]


def test_topics_and_difficulty_narrow_the_choice():
    assert sorted(chosen(topics=["rnn", "optimisation"])) == ["a", "b", "e"]
    assert sorted(chosen(difficulty="easy")) == ["a", "c"]
    assert chosen(topics=["cnn"], difficulty="easy") == ["c"]
    assert chosen(topics=["transformers"]) == []


def test_fewer_than_wished_are_all_there_are():
    assert sorted(chosen(topics=["rnn"], count=10)) == ["a", "b"]


def test_questions_never_asked_come_before_those_asked_longest_ago():
    asked = {"a": NOON, "b": NOON - timedelta(days=3), "c": NOON - timedelta(days=9)}
    for seed in range(20):
        assert set(chosen(count=2, seed=seed, last_asked=asked)) == {"d", "e"}
        assert set(chosen(count=3, seed=seed, last_asked=asked)) == {"d", "e", "c"}
        assert set(chosen(count=4, seed=seed, last_asked=asked)) == {"d", "e", "c", "b"}


def test_the_seed_decides_both_choice_and_order():
    plans = {tuple(chosen(count=2, seed=seed)) for seed in range(60)}
    assert {frozenset(plan) for plan in plans} == {frozenset((x, y)) for x in "abcde" for y in "abcde" if x != y}
    assert {plan[::-1] for plan in plans} & plans


@settings(deadline=None)
@given(seed=st.integers(), count=st.integers(0, 7), order=st.permutations(BANK))
def test_the_same_wishes_give_the_same_plan_whatever_the_order_of_the_bank(seed, count, order):
    wishes = {"difficulty": None, "count": count, "seed": seed, "last_asked": {"b": NOON}}
    plan = select_questions(order, **wishes)
    assert plan == select_questions(BANK, **wishes)
    assert len({q.id for q in plan}) == len(plan) == min(count, len(BANK))
