"""What is stored when, while an interview goes on."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from staging import NOON, StandingClock, made_grade, write_corpus

from interviewer.corpus.bank import Bank
from interviewer.errors import UnavailableError
from interviewer.interview.commands import Answer, AskHint, Next, Reveal, Skip, Stop
from interviewer.models import Asked, Finished, Noted, Submitted
from interviewer.storage.history import History
from interviewer.tui.sitting import Sitting

ID = "5" * 32


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    return Bank.load(write_corpus(tmp_path / "corpus"))


@pytest.fixture
def history(tmp_path: Path, bank: Bank) -> Iterator[History]:
    with History.open(tmp_path / "data", busy_seconds=0.0) as history:
        history.begin_session(ID, NOON, bank.questions, 1, "app")
        yield history


def test_an_answer_is_stored_when_the_command_returns(bank: Bank, history: History, clock: StandingClock) -> None:
    sitting = Sitting(ID, bank.questions, history, clock)
    sitting.start()
    clock.pass_seconds(12.5)
    events = sitting.handle(Answer("Units are dropped."))
    assert [type(event) for event in events] == [Submitted]
    (stored,) = history.session(ID).turns
    assert stored.turn.answer == "Units are dropped."
    assert (stored.submitted_at, stored.seconds) == (NOON + timedelta(seconds=12.5), 12.5)


def test_a_clock_set_back_gives_no_negative_time(bank: Bank, history: History, clock: StandingClock) -> None:
    sitting = Sitting(ID, bank.questions, history, clock)
    sitting.start()
    clock.pass_seconds(-3600)
    assert sitting.seconds == 0.0
    sitting.handle(Skip())
    assert history.session(ID).turns[0].seconds == 0.0


def test_what_cannot_be_stored_has_not_happened(bank: Bank, history: History, clock: StandingClock) -> None:
    sitting = Sitting(ID, bank.questions, history, clock)
    asked = sitting.start()[0]
    sitting.handle(AskHint())
    sitting.handle(Reveal())
    history._connection.execute("PRAGMA query_only = ON")  # as a disk that has become read-only
    with pytest.raises(UnavailableError):
        sitting.handle(Answer("Units are dropped."))
    with pytest.raises(UnavailableError):
        sitting.handle(Skip())
    assert not history.session(ID).turns
    assert sitting.asking == asked
    history._connection.execute("PRAGMA query_only = OFF")
    sitting.handle(Answer("Units are dropped."))
    (turn,) = sitting.turns
    assert (turn.hints_used, turn.revealed) == (1, True)


def test_a_grade_is_stored_before_it_is_told(bank: Bank, history: History, clock: StandingClock) -> None:
    sitting = Sitting(ID, bank.questions, history, clock)
    sitting.start()
    sitting.handle(Answer("Units are dropped."))
    grade = made_grade(bank.questions[0], "Units are dropped.")
    sitting.record(1, grade)
    assert history.session(ID).turns[0].turn.grade == grade
    assert sitting.turns[0].grade == grade


def test_a_grade_that_cannot_be_stored_still_counts(bank: Bank, history: History, clock: StandingClock) -> None:
    sitting = Sitting(ID, bank.questions, history, clock)
    sitting.start()
    sitting.handle(Answer("Units are dropped."))
    history._connection.execute("PRAGMA query_only = ON")
    events = sitting.record(1, made_grade(bank.questions[0], "Units are dropped."))
    assert isinstance(events[0], Noted)
    assert "The grade is not kept." in events[0].message
    assert sitting.turns[0].grade is not None


def test_the_end_is_stored(bank: Bank, history: History, clock: StandingClock) -> None:
    sitting = Sitting(ID, bank.questions, history, clock)
    sitting.start()
    events = sitting.handle(Stop())
    assert isinstance(events[-1], Finished)
    assert sitting.over
    assert sitting.asking is None
    assert history.session(ID).summary.ended_at == NOON


def test_an_interrupted_interview_goes_on_where_it_was(bank: Bank, history: History, clock: StandingClock) -> None:
    first = Sitting(ID, bank.questions, history, clock, follow_ups=False)
    first.start()
    first.handle(Answer("Units are dropped."))
    first.handle(Next())
    first.save_draft("half an answer")

    stored = history.session(ID)
    again = Sitting(ID, stored.plan, history, clock, follow_ups=False, earlier=stored.turns)
    (asked,) = again.start()
    assert isinstance(asked, Asked)
    assert (asked.position, asked.question) == (2, bank.questions[1])
    assert again.draft() == "half an answer"
    assert [turn.number for turn in again.pending] == [1]


def test_a_draft_of_another_question_is_not_offered(bank: Bank, history: History, clock: StandingClock) -> None:
    history.save_draft(ID, 7, "from elsewhere", NOON)
    sitting = Sitting(ID, bank.questions, history, clock)
    sitting.start()
    assert sitting.draft() == ""


def test_without_a_history_everything_works_in_memory(bank: Bank, clock: StandingClock) -> None:
    sitting = Sitting(ID, bank.questions, None, clock, follow_ups=False)
    assert not sitting.stored
    sitting.start()
    sitting.save_draft("half")
    assert sitting.draft() == ""
    sitting.handle(Answer("Units are dropped."))
    sitting.record(1, made_grade(bank.questions[0], "Units are dropped."))
    sitting.handle(Stop())
    assert sitting.report.mean_score is not None
