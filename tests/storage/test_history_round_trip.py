from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stored_samples import NOON, make_grade, make_question

from interviewer.models import Turn
from interviewer.storage.history import History
from interviewer.storage.records import StoredTurn
from interviewer.text import safe_text

safe_texts = st.text(max_size=200).map(safe_text)
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1970, 1, 1), datetime(3000, 1, 1), timezones=offsets)  # noqa: DTZ001
durations = st.none() | st.floats(min_value=0, allow_nan=False, allow_infinity=False)
scores = st.none() | st.floats(min_value=0, max_value=100)
turns = st.builds(
    Turn,
    number=st.just(0),
    kind=st.sampled_from(["main", "follow-up"]),
    question=safe_texts.map(lambda text: make_question(1, text=text, topic=text)),
    answer=st.none() | safe_texts,
    hints_used=st.integers(0, 2**40),
    revealed=st.booleans(),
)
numbers = count()


@pytest.fixture(scope="module")
def history(tmp_path_factory) -> Iterator[History]:
    with History.open(tmp_path_factory.mktemp("history")) as opened:
        yield opened


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(turns, moments, durations, scores), min_size=1, max_size=3))
def test_turns_come_back_as_they_were_written(history, written):
    session = f"session-{next(numbers)}"
    plan = [turn.question for turn, *_ in written]
    history.begin_session(session, NOON, plan, seed=1, mode="practice")
    expected = []
    for number, (unnumbered, at, seconds, score) in enumerate(written, start=1):
        turn = unnumbered.model_copy(update={"number": number})
        history.record_answer(session, turn, at, seconds)
        grade = None if score is None else make_grade(score).model_copy(update={"feedback": turn.question.text})
        if grade is not None:
            history.record_grade(session, number, grade, NOON)
        expected.append(
            StoredTurn(
                turn=turn.model_copy(update={"grade": grade}),
                submitted_at=at.astimezone(UTC),
                seconds=seconds,
                graded_at=None if grade is None else NOON,
            )
        )
    stored = history.session(session)
    assert stored.turns == tuple(expected)
    assert stored.plan == tuple(plan)
    assert stored.model_validate_json(stored.model_dump_json()) == stored


@settings(max_examples=40, deadline=None)
@given(text=safe_texts, at=moments, number=st.integers(1, 1000))
def test_drafts_come_back_as_they_were_typed(history, text, at, number):
    session = f"session-{next(numbers)}"
    history.begin_session(session, NOON, [make_question(1)], seed=1, mode="practice")
    history.save_draft(session, number, text, at)
    draft = history.draft(session)
    assert (draft.text, draft.turn_number, draft.saved_at) == (text, number, at)
