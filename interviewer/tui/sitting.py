"""One interview under way: the session, and the history that is written before anything is shown."""

import copy
from collections.abc import Callable, Sequence
from datetime import datetime

from interviewer.errors import InterviewerError
from interviewer.interview.commands import Command, RecordGrade
from interviewer.interview.report import make_report
from interviewer.interview.session import InterviewSession
from interviewer.models import (
    Asked,
    Finished,
    Grade,
    InterviewEvent,
    InterviewReport,
    Noted,
    Question,
    Skipped,
    Submitted,
    Turn,
)
from interviewer.storage.history import History
from interviewer.storage.records import StoredTurn


class Sitting:
    """Hands commands to the session and stores what they bring about; without a history it only remembers.

    Used from one thread, that of the history. `id` is the interview's id in the history.
    """

    def __init__(
        self,
        id: str,  # noqa: A002  (what it is)
        plan: Sequence[Question],
        history: History | None,
        clock: Callable[[], datetime],
        *,
        follow_ups: bool = True,
        earlier: Sequence[StoredTurn] = (),
    ) -> None:
        """`earlier`: the turns of an interrupted interview, which `start` then goes on with."""
        self.id = id
        self.total = len(plan)
        self.earlier = tuple(earlier)
        self._history = history
        self._clock = clock
        self._session = InterviewSession(plan, follow_ups=follow_ups, turns=[stored.turn for stored in earlier])
        self._asked_at = clock()
        self._open: Asked | None = None

    @property
    def stored(self) -> bool:
        """Whether the interview is kept beyond this run of the program."""
        return self._history is not None

    @property
    def over(self) -> bool:
        return self._session.state == "finished"

    @property
    def asking(self) -> Asked | None:
        """The question that waits for an answer."""
        return self._open

    @property
    def turns(self) -> tuple[Turn, ...]:
        return self._session.turns

    @property
    def pending(self) -> tuple[Turn, ...]:
        """Answered turns that wait for their grade."""
        return self._session.pending

    @property
    def report(self) -> InterviewReport:
        """What the interview amounts to so far."""
        return make_report(self._session.turns)

    @property
    def seconds(self) -> float | None:
        """How long the open question has been open; None when none is."""
        return None if self._open is None else max(0.0, (self._clock() - self._asked_at).total_seconds())

    def start(self) -> list[InterviewEvent]:
        """Puts the first question, or the one that came next before the interruption."""
        return self._noticed(self._session.start())

    def handle(self, command: Command) -> list[InterviewEvent]:
        """What a command brings about; an answered or skipped turn is stored when this returns.

        Raises:
            InterviewerError: the turn could not be stored; the session stands as it did before the command.
        """
        before = copy.deepcopy(self._session)
        events = self._session.handle(command)
        try:
            for event in events:
                if isinstance(event, Submitted | Skipped):
                    self._store(event.turn)
        except InterviewerError:
            self._session = before
            raise
        return self._noticed(events)

    def record(self, turn: int, grade: Grade) -> list[InterviewEvent]:
        """What a grade brings about; it is stored first.

        A grade that cannot be stored still counts in this run, and an event says so.
        """
        trouble: list[InterviewEvent] = []
        if self._history is not None:
            try:
                self._history.record_grade(self.id, turn, grade, self._clock())
            except InterviewerError as error:
                trouble.append(Noted(message=f"The grade is not kept. {error}"))
        return [*trouble, *self._noticed(self._session.handle(RecordGrade(turn, grade)))]

    def save_draft(self, text: str) -> None:
        """Keeps what has been typed at the open question.

        Raises:
            InterviewerError: it could not be stored.
        """
        if self._history is not None and self._open is not None:
            self._history.save_draft(self.id, self._open.turn, text, self._clock())

    def draft(self) -> str:
        """What had been typed at the open question when the interview was interrupted; empty when nothing."""
        if self._history is None or self._open is None:
            return ""
        draft = self._history.draft(self.id)
        return draft.text if draft is not None and draft.turn_number == self._open.turn else ""

    def _store(self, turn: Turn) -> None:
        if self._history is not None:
            self._history.record_answer(self.id, turn, self._clock(), self.seconds)

    def _noticed(self, events: list[InterviewEvent]) -> list[InterviewEvent]:
        """The events, once this object has drawn its own conclusions from them."""
        trouble: list[InterviewEvent] = []
        for event in events:
            match event:
                case Asked(again=False):
                    self._open, self._asked_at = event, self._clock()
                case Submitted() | Skipped():
                    self._open = None
                case Finished():
                    self._open = None
                    trouble += self._end()
        return [*trouble, *events]

    def _end(self) -> list[InterviewEvent]:
        if self._history is None:
            return []
        try:
            self._history.end_session(self.id, self._clock())
        except InterviewerError as error:
            return [Noted(message=f"The interview stays open in the history. {error}")]
        return []
