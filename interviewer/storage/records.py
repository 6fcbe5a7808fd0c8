"""What the history gives back."""

from datetime import datetime
from typing import Literal

from interviewer.models import Frozen, Question, Turn

SessionState = Literal["finished", "unfinished"]


class SessionSummary(Frozen):
    """One interview in a line. Times are in UTC; questions and scores are those of main questions, not follow-ups."""

    id: str
    started_at: datetime
    ended_at: datetime | None
    mode: str
    seed: int
    questions: int
    """Questions planned."""
    answered: int
    skipped: int
    mean_score: float | None
    """Mean over graded main questions, one decimal; None when there is none."""

    @property
    def state(self) -> SessionState:
        return "unfinished" if self.ended_at is None else "finished"


class StoredTurn(Frozen):
    turn: Turn
    """With its latest grade, if it has one."""
    submitted_at: datetime
    seconds: float | None
    """Time taken to answer; None when it was not measured."""
    graded_at: datetime | None


class StoredSession(Frozen):
    """A whole interview, enough to show it or to go on with it."""

    summary: SessionSummary
    plan: tuple[Question, ...]
    """The main questions in the order in which they were to be asked, as they were then."""
    turns: tuple[StoredTurn, ...]


class Draft(Frozen):
    """An answer that has been begun and not submitted."""

    session_id: str
    turn_number: int
    text: str
    saved_at: datetime


class TopicRecord(Frozen):
    """What became of the main questions of one topic, over all interviews."""

    topic: str
    questions: int
    """Questions put, skipped ones included."""
    answered: int
    mean_score: float | None
    """Mean over graded answers, one decimal; None when there is none."""
    last_asked: datetime
