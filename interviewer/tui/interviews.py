"""Begins interviews, goes on with unfinished ones, and puts their screens up."""

from collections.abc import Callable

from textual.app import App

from interviewer.errors import InterviewerError
from interviewer.interview.selection import select_questions
from interviewer.interview.wishes import PracticeWishes
from interviewer.models import Question
from interviewer.tui.desk import Desk
from interviewer.tui.screens.interview import AfterInterview, InterviewScreen
from interviewer.tui.sitting import Sitting

MODE = "app"


class Interviews:
    """The interviews of one run of the app. Every method may raise InterviewerError; then no interview has begun."""

    def __init__(self, app: App[None], desk: Desk, *, cursor_blink: bool) -> None:
        self._app = app
        self._desk = desk
        self._cursor_blink = cursor_blink
        self._begun = 0

    def begin(self, wishes: PracticeWishes) -> None:
        """An interview over questions that fit the wishes, other ones each time."""
        assert self._desk.bank is not None, "interviews start when the corpus has been read"
        history = self._desk.history
        seed = wishes.seed + self._begun
        plan = select_questions(
            self._desk.bank.questions,
            topics=wishes.topics,
            difficulty=wishes.difficulty,
            count=wishes.count,
            seed=seed,
            last_asked=history.last_asked() if history else {},
        )
        if not plan:
            raise InterviewerError("No question fits.", "Choose another topic or difficulty.")
        self._sit(self._new_sitting(plan, seed, follow_ups=wishes.follow_ups), lambda: self.begin(wishes))

    def practise(self, question: Question, *, seed: int, follow_ups: bool) -> None:
        """An interview over this one question."""
        sitting = self._new_sitting([question], seed + self._begun, follow_ups=follow_ups)
        self._sit(sitting, lambda: self.practise(question, seed=seed, follow_ups=follow_ups))

    def resume(self, wishes: PracticeWishes, *, follow_ups: bool) -> bool:
        """Goes on with the latest interview that was not ended; False when there is none.

        `wishes`: what another interview after it is to be like.
        """
        history = self._desk.history
        unfinished = history.unfinished() if history else None
        if history is None or unfinished is None:
            return False
        stored = history.session(unfinished.id)
        sitting = Sitting(
            stored.summary.id, stored.plan, history, self._desk.clock, follow_ups=follow_ups, earlier=stored.turns
        )
        self._sit(sitting, lambda: self.begin(wishes))
        return True

    def _new_sitting(self, plan: list[Question], seed: int, *, follow_ups: bool) -> Sitting:
        desk = self._desk
        session_id = desk.new_id()
        if desk.history is not None:
            desk.history.begin_session(session_id, desk.clock(), plan, seed, MODE)
        return Sitting(session_id, plan, desk.history, desk.clock, follow_ups=follow_ups)

    def _sit(self, sitting: Sitting, begin_another: Callable[[], None]) -> None:
        self._begun += 1

        def go_on(choice: AfterInterview | None) -> None:
            if choice == "again":
                try:
                    begin_another()
                except InterviewerError as error:
                    self._app.notify(str(error), severity="error", timeout=15)

        self._app.push_screen(InterviewScreen(self._desk, sitting, cursor_blink=self._cursor_blink), go_on)
