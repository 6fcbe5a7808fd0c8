import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from stored_samples import NOON, everything, fill, make_grade, make_question, make_turn

from interviewer.errors import InterviewerError
from interviewer.storage.history import History
from interviewer.storage.records import Draft, StoredTurn


@pytest.fixture
def history(tmp_path: Path):
    with History.open(tmp_path) as opened:
        yield opened


def begin(history: History, session_id: str = "a" * 32, at: datetime = NOON, questions: int = 3) -> str:
    history.begin_session(session_id, at, [make_question(n) for n in range(1, questions + 1)], seed=5, mode="practice")
    return session_id


def test_a_new_history_is_empty(history):
    assert history.sessions() == []
    assert history.unfinished() is None
    assert history.last_asked() == {}
    assert history.topics() == []


def test_an_interrupted_interview_comes_back_with_its_plan_and_turns(tmp_path):
    plan = [make_question(3), make_question(1), make_question(2)]
    with History.open(tmp_path) as history:
        history.begin_session("a" * 32, NOON, plan, seed=2**40, mode="practice")
        history.record_answer("a" * 32, make_turn(1, question=plan[0]), NOON, 12.25)
        history.record_grade("a" * 32, 1, make_grade(), NOON + timedelta(seconds=3))
        history.record_answer("a" * 32, make_turn(2, question=plan[1], answer=None), NOON, None)
    with History.open(tmp_path) as history:
        latest = history.unfinished()
        assert latest is not None
        stored = history.session(latest.id)
    assert stored.plan == tuple(plan)
    assert stored.summary.seed == 2**40
    assert stored.turns == (
        StoredTurn(
            turn=make_turn(1, question=plan[0]).model_copy(update={"grade": make_grade()}),
            submitted_at=NOON,
            seconds=12.25,
            graded_at=NOON + timedelta(seconds=3),
        ),
        StoredTurn(turn=make_turn(2, question=plan[1], answer=None), submitted_at=NOON, seconds=None, graded_at=None),
    )


def test_an_answer_is_stored_before_its_grade(history):
    session = begin(history)
    history.record_answer(session, make_turn(1), NOON, 1.0)
    assert history.session(session).turns[0].turn.grade is None
    with pytest.raises(ValueError, match="before it is graded"):
        history.record_answer(session, make_turn(2).model_copy(update={"grade": make_grade()}), NOON, 1.0)


def test_of_several_grades_the_latest_counts(history):
    session = begin(history)
    history.record_answer(session, make_turn(1), NOON, 1.0)
    history.record_grade(session, 1, make_grade(30.0), NOON)
    history.record_grade(session, 1, make_grade(64.0), NOON + timedelta(days=1))
    stored = history.session(session)
    assert stored.turns[0].turn.grade == make_grade(64.0)
    assert stored.turns[0].graded_at == NOON + timedelta(days=1)
    assert stored.summary.mean_score == 64.0
    assert history.topics()[0].mean_score == 64.0


def test_a_summary_counts_main_questions_only(history):
    session = begin(history, questions=4)
    history.record_answer(session, make_turn(1), NOON, 1.0)
    history.record_grade(session, 1, make_grade(40.0), NOON)
    follow_up = make_turn(2, question=make_question(1)).model_copy(update={"kind": "follow-up"})
    history.record_answer(session, follow_up, NOON, 1.0)
    history.record_grade(session, 2, make_grade(100.0), NOON)
    history.record_answer(session, make_turn(3, answer=None), NOON, 1.0)
    history.record_answer(session, make_turn(4), NOON, 1.0)
    history.record_grade(session, 4, make_grade(71.3), NOON)
    [summary] = history.sessions()
    assert (summary.questions, summary.answered, summary.skipped) == (4, 2, 1)
    assert summary.mean_score == pytest.approx((40.0 + 71.3) / 2, abs=0.05)
    assert summary.state == "unfinished"
    [topic] = history.topics()
    assert (topic.questions, topic.answered, topic.mean_score) == (3, 2, summary.mean_score)


def test_sessions_are_listed_newest_first_whatever_their_time_zone(history):
    tokyo = timezone(timedelta(hours=9))
    begin(history, "first", datetime(2025, 3, 5, 20, 0, tzinfo=tokyo))  # 11:00 UTC
    begin(history, "third", datetime(2025, 3, 5, 13, 0, tzinfo=UTC))
    begin(history, "second", datetime(2025, 3, 5, 12, 0, tzinfo=UTC))
    assert [session.id for session in history.sessions()] == ["third", "second", "first"]
    assert [session.id for session in history.sessions(limit=2)] == ["third", "second"]
    assert history.sessions()[2].started_at == datetime(2025, 3, 5, 11, 0, tzinfo=UTC)
    assert history.sessions()[2].started_at.utcoffset() == timedelta(0)


def test_the_latest_interview_that_has_not_ended_is_offered(history):
    begin(history, "a", NOON)
    begin(history, "b", NOON + timedelta(hours=1))
    begin(history, "c", NOON + timedelta(hours=2))
    history.end_session("c", NOON + timedelta(hours=3))
    assert history.unfinished() == history.sessions()[1]
    history.end_session("b", NOON + timedelta(hours=3))
    assert history.unfinished().id == "a"
    history.end_session("a", NOON + timedelta(hours=4))
    assert history.unfinished() is None
    assert {session.state for session in history.sessions()} == {"finished"}


def test_the_first_end_of_an_interview_counts(history):
    session = begin(history)
    history.end_session(session, NOON + timedelta(hours=1))
    history.end_session(session, NOON + timedelta(hours=2))
    assert history.session(session).summary.ended_at == NOON + timedelta(hours=1)


def test_when_a_question_was_last_asked_counts_main_questions_and_skips(history):
    session = begin(history)
    history.record_answer(session, make_turn(1), NOON, 1.0)
    history.record_answer(session, make_turn(2, answer=None), NOON + timedelta(minutes=1), None)
    follow_up = make_turn(3, question=make_question(9)).model_copy(update={"kind": "follow-up"})
    history.record_answer(session, follow_up, NOON + timedelta(minutes=2), 1.0)
    again = begin(history, "b" * 32, NOON + timedelta(days=1))
    history.record_answer(again, make_turn(1), NOON + timedelta(days=1), 1.0)
    assert history.last_asked() == {"q1": NOON + timedelta(days=1), "q2": NOON + timedelta(minutes=1)}


def test_what_was_asked_stays_readable_after_the_corpus_changed(history):
    session = begin(history, questions=1)
    history.record_answer(session, make_turn(1), NOON, 1.0)
    reworded = make_question(1, text="Why do gradients vanish?")
    history.begin_session("b" * 32, NOON, [reworded], seed=1, mode="practice")
    assert history.session(session).turns[0].turn.question == make_question(1)
    assert history.session(session).plan == (make_question(1),)
    assert history.session("b" * 32).plan == (reworded,)


# --- looking up -------------------------------------------------------------------------------------------------------


def test_an_interview_is_found_by_the_beginning_of_its_id(history):
    begin(history, "abc1")
    begin(history, "abd2")
    begin(history, "x%y_")
    assert history.session("abc").summary.id == "abc1"
    assert history.session("abd2").summary.id == "abd2"
    assert history.session("x%").summary.id == "x%y_"


def test_an_ambiguous_beginning_is_refused_with_the_choices(history):
    begin(history, "abc1")
    begin(history, "abd2")
    with pytest.raises(InterviewerError) as refusal:
        history.session("ab")
    assert "2 interviews" in refusal.value.message
    assert "abc1" in refusal.value.hint
    assert "abd2" in refusal.value.hint


@pytest.mark.parametrize("prefix", ["zz", "", "%", "abc12"])
def test_an_unknown_id_is_refused(history, prefix):
    begin(history, "abc1")
    with pytest.raises(InterviewerError, match="No interview begins with"):
        history.session(prefix)


def test_a_whole_id_wins_over_a_longer_one_that_begins_with_it(history):
    begin(history, "abc")
    begin(history, "abcd")
    assert history.session("abc").summary.id == "abc"


# --- drafts -----------------------------------------------------------------------------------------------------------


def test_a_draft_survives_and_is_replaced_by_the_next(tmp_path):
    with History.open(tmp_path) as history:
        session = begin(history)
        assert history.draft(session) is None
        history.save_draft(session, 1, "Gradients", NOON)
        history.save_draft(session, 1, "Gradients get\nsmall", NOON + timedelta(seconds=2))
    with History.open(tmp_path) as history:
        assert history.draft(session) == Draft(
            session_id=session, turn_number=1, text="Gradients get\nsmall", saved_at=NOON + timedelta(seconds=2)
        )


def test_an_answer_clears_the_draft_and_a_late_one_is_dropped(history):
    session = begin(history)
    history.save_draft(session, 1, "Gradients", NOON)
    history.record_answer(session, make_turn(1), NOON, 1.0)
    assert history.draft(session) is None
    history.save_draft(session, 1, "Gradients", NOON)
    assert history.draft(session) is None
    history.save_draft(session, 2, "Next", NOON)
    assert history.draft(session).text == "Next"


def test_the_end_of_an_interview_clears_its_draft(history):
    session = begin(history)
    history.save_draft(session, 1, "Gradients", NOON)
    history.end_session(session, NOON)
    history.save_draft(session, 1, "Gradients", NOON)
    assert history.draft(session) is None


# --- refusals ---------------------------------------------------------------------------------------------------------


def test_a_question_cannot_be_answered_twice(history):
    session = begin(history)
    history.record_answer(session, make_turn(1, answer="one"), NOON, 1.0)
    with pytest.raises(InterviewerError, match="already has an answer to its question 1"):
        history.record_answer(session, make_turn(1, answer="two"), NOON, 1.0)
    assert history.session(session).turns[0].turn.answer == "one"


def test_an_ended_interview_takes_no_answers_but_late_grades(history):
    session = begin(history)
    history.record_answer(session, make_turn(1), NOON, 1.0)
    history.end_session(session, NOON)
    with pytest.raises(InterviewerError, match="has been ended"):
        history.record_answer(session, make_turn(2), NOON, 1.0)
    history.record_grade(session, 1, make_grade(), NOON)
    assert history.session(session).turns[0].turn.grade == make_grade()


def test_unknown_interviews_and_turns_are_mistakes_of_the_caller(history):
    session = begin(history)
    with pytest.raises(LookupError):
        history.record_answer("nobody", make_turn(1), NOON, 1.0)
    with pytest.raises(LookupError):
        history.record_grade(session, 1, make_grade(), NOON)
    with pytest.raises(LookupError):
        history.end_session("nobody", NOON)
    with pytest.raises(LookupError):
        history.save_draft("nobody", 1, "text", NOON)
    with pytest.raises(sqlite3.IntegrityError):
        begin(history, session)


def test_naive_datetimes_are_refused_everywhere(history):
    session = begin(history)
    naive = datetime(2025, 3, 5, 12, 0)  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        begin(history, "b", naive)
    with pytest.raises(ValueError, match="time zone"):
        history.record_answer(session, make_turn(1), naive, 1.0)
    history.record_answer(session, make_turn(1), NOON, 1.0)
    with pytest.raises(ValueError, match="time zone"):
        history.record_grade(session, 1, make_grade(), naive)
    with pytest.raises(ValueError, match="time zone"):
        history.save_draft(session, 2, "text", naive)
    with pytest.raises(ValueError, match="time zone"):
        history.end_session(session, naive)
    assert len(history.sessions()) == 1


@pytest.mark.parametrize("seconds", [-1.0, float("nan"), float("inf")])
def test_seconds_have_to_be_a_duration(history, seconds):
    session = begin(history)
    with pytest.raises(ValueError, match="seconds"):
        history.record_answer(session, make_turn(1), NOON, seconds)


def test_a_refused_write_leaves_nothing_behind(tmp_path):
    fill(tmp_path)
    before = everything(tmp_path)
    with History.open(tmp_path) as history:
        with pytest.raises(UnicodeEncodeError):
            history.record_answer("b" * 32, make_turn(2, answer="lone \ud800 surrogate"), NOON, 1.0)
        with pytest.raises(InterviewerError):
            history.record_answer("a" * 32, make_turn(4, question=make_question(99)), NOON, 1.0)
    assert everything(tmp_path) == before


@pytest.mark.parametrize("table", ["question", "session", "turn", "grade", "session_end"])
def test_the_database_itself_refuses_to_change_what_is_written(tmp_path, table):
    fill(tmp_path)
    database = sqlite3.connect(tmp_path / "history.db")
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET rowid = rowid + 100"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            database.execute(statement)
    database.close()


def test_looking_for_a_history_makes_none(tmp_path):
    assert History.open_existing(tmp_path / "nowhere") is None
    assert not (tmp_path / "nowhere").exists()
    assert History.open_existing(tmp_path) is None
    assert list(tmp_path.iterdir()) == []
