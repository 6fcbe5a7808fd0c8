"""The terminal app: opens what is needed after the first paint, and joins screens, grading and history."""

import asyncio
import os
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.signal import Signal

from interviewer.errors import InterviewerError, UnavailableError
from interviewer.interview.wishes import PracticeWishes
from interviewer.text import safe_text
from interviewer.tui.commands import commands_of
from interviewer.tui.desk import Desk
from interviewer.tui.interviews import Interviews
from interviewer.tui.messages import (
    BankFailed,
    BankLoaded,
    GradeArrived,
    GradeFailed,
    GradeWanted,
    QuestionChosen,
    ResumeRequested,
    StartRequested,
    WorkerChanged,
)
from interviewer.tui.screens.browser import BrowserScreen
from interviewer.tui.screens.help import HelpScreen
from interviewer.tui.screens.home import HomeScreen
from interviewer.tui.screens.importing import ImportScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.signals import obey_signals
from interviewer.tui.sitting import Sitting
from interviewer.tui.themes import INK, THEMES
from interviewer.worker import WorkerStatus
from interviewer.workspace import Workspace

_SECONDS_BETWEEN_INTERRUPTS = 2.0


class InterviewerApp(App[None]):
    TITLE = "interviewer"
    CSS_PATH = "interviewer.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", show=False),
        Binding("ctrl+q", "quit", "Quit", priority=True),
        Binding("ctrl+p", "command_palette", "Menu", show=False, priority=True),
        Binding("f5", "grade_again", "Grade again"),
        Binding("ctrl+c", "interrupt", show=False, system=True),
    ]

    def __init__(
        self,
        workspace: Workspace,
        wishes: PracticeWishes | None,
        clock: Callable[[], datetime],
        seed: int,
        new_id: Callable[[], str],
        *,
        cursor_blink: bool = True,
    ) -> None:
        """`clock` gives the time with its zone; `seed` decides the questions; `wishes` are chosen at first."""
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        if "TEXTUAL_THEME" not in os.environ:
            self.theme = INK.name
        changes: Signal[WorkerStatus] = Signal(self, "worker changed")
        self.desk = Desk(workspace, clock, new_id, changes)
        self._wishes = wishes
        self._cursor_blink = cursor_blink
        self._interviews = Interviews(self, self.desk, cursor_blink=cursor_blink)
        self._interrupted_at: datetime | None = None
        self._ungraded: list[GradeWanted] = []
        self.home = HomeScreen(self.desk, wishes, wishes.seed if wishes else seed)

    def get_default_screen(self) -> Screen[None]:
        return self.home

    def on_mount(self) -> None:
        self.call_after_refresh(self._open)
        obey_signals(self._quit)

    def on_unmount(self) -> None:
        if self.desk.worker is not None:
            self.desk.worker.close()

    # --- opening ----------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        """After the first paint: the history here, the worker in its process, the corpus in a thread."""
        desk = self.desk
        try:
            desk.history = desk.workspace.history
        except InterviewerError as error:
            desk.history_trouble = error
        self.home.show_history()
        desk.worker = desk.workspace.start_worker(self._worker_changed)
        self.run_worker(self._read_corpus, thread=True, name="corpus")

    def _worker_changed(self, status: WorkerStatus) -> None:
        """Called from the worker's own thread."""
        self.post_message(WorkerChanged(status))

    def _read_corpus(self) -> None:
        try:
            bank = self.desk.workspace.bank
        except InterviewerError as error:
            self.post_message(BankFailed(error))
        else:
            self.post_message(BankLoaded(bank))

    def on_bank_loaded(self, message: BankLoaded) -> None:
        first = self.desk.bank is None
        self.desk.bank = message.bank
        self.home.show_bank(message.bank)
        for screen in self.screen_stack:
            if isinstance(screen, BrowserScreen):
                screen.show_bank(message.bank)
        if first and self._wishes is not None and self._wishes.resume:
            self.post_message(ResumeRequested())

    def on_bank_failed(self, message: BankFailed) -> None:
        self.home.show_corpus_failure(message.error)

    def on_corpus_changed(self) -> None:
        self.desk.workspace.forget_corpus()
        self.run_worker(self._read_corpus, thread=True, name="corpus")
        if self.desk.worker is not None:
            self.desk.worker.reread()

    def on_worker_changed(self, message: WorkerChanged) -> None:
        self.desk.worker_status = message.status
        self.desk.worker_changes.publish(message.status)
        self.home.show_worker_trouble()

    # --- interviews -------------------------------------------------------------------------------------------------

    def on_start_requested(self, message: StartRequested) -> None:
        try:
            self._interviews.begin(message.wishes)
        except InterviewerError as error:
            self._complain(error)

    def on_question_chosen(self, message: QuestionChosen) -> None:
        wishes = self.home.wishes()
        try:
            self._interviews.practise(message.question, seed=wishes.seed, follow_ups=wishes.follow_ups)
        except InterviewerError as error:
            self._complain(error)

    def on_resume_requested(self) -> None:
        follow_ups = self._wishes.follow_ups if self._wishes else True
        try:
            if not self._interviews.resume(self.home.wishes(), follow_ups=follow_ups):
                self.notify("There is no unfinished interview.")
        except InterviewerError as error:
            self._complain(error)

    def _complain(self, error: InterviewerError) -> None:
        self.notify(str(error), severity="error", timeout=15)

    # --- grading ----------------------------------------------------------------------------------------------------

    def on_grade_wanted(self, message: GradeWanted) -> None:
        self.run_worker(self._grade(message), name="grade")

    async def _grade(self, wanted: GradeWanted) -> None:
        turn, worker = wanted.turn, self.desk.worker
        assert turn.answer is not None, "only answers are graded"
        try:
            if worker is None:
                raise UnavailableError("Grading has not started.", "Start the program again.")
            # Shielded: when the app goes, the worker process is closed, and the answer stays stored without a grade.
            grade = await asyncio.shield(asyncio.wrap_future(worker.grade(turn.question, turn.answer)))
        except InterviewerError as error:
            self.post_message(GradeFailed(wanted, error))
        else:
            self.post_message(GradeArrived(wanted.sitting, turn.number, grade))

    async def on_grade_arrived(self, message: GradeArrived) -> None:
        events = message.sitting.record(message.turn, message.grade)
        screen = self._screen_of(message.sitting)
        if screen is not None:
            await screen.show(events)

    async def on_grade_failed(self, message: GradeFailed) -> None:
        self._ungraded.append(message.wanted)
        self.refresh_bindings()
        screen = self._screen_of(message.wanted.sitting)
        if screen is not None:
            await screen.show_failure(message.wanted.turn.number, message.error)

    def action_grade_again(self) -> None:
        """Tries once more to grade what could not be graded; a damaged index is built anew first."""
        worker, wanted = self.desk.worker, self._ungraded
        if worker is not None and self.desk.worker_status.corrupt:
            worker.rebuild()  # requests are served in order: what follows finds the new index
        self._ungraded = []
        self.refresh_bindings()
        for message in wanted:
            screen = self._screen_of(message.sitting)
            if screen is not None:
                screen.wait_again(message.turn.number)
            self.on_grade_wanted(message)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "grade_again":
            return bool(self._ungraded) or self.desk.worker_status.corrupt
        return True

    def _screen_of(self, sitting: Sitting) -> InterviewScreen | None:
        for screen in self.screen_stack:
            if isinstance(screen, InterviewScreen) and screen.sitting is sitting:
                return screen
        return None

    # --- everywhere -------------------------------------------------------------------------------------------------

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Shows a toast; its text may come from anywhere and is always literal, whatever `markup` says."""
        super().notify(safe_text(message), title=safe_text(title), severity=severity, timeout=timeout, markup=False)

    def on_browse_requested(self) -> None:
        self.push_screen(BrowserScreen(self.desk, cursor_blink=self._cursor_blink))

    def on_import_requested(self) -> None:
        self.push_screen(ImportScreen(self.desk, cursor_blink=self._cursor_blink))

    def action_help(self) -> None:
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())

    @property
    def failure(self) -> Exception | None:
        """The defect that ended the app, if one did."""
        return self._exception

    def _fatal_error(self) -> None:
        # Textual would print every local variable of the traceback; who runs the app says it in a sentence.
        self._close_messages_no_wait()

    async def action_quit(self) -> None:
        """Leaves at once; an interview under way keeps its draft and can be resumed."""
        self._quit()

    def _quit(self, return_code: int = 0) -> None:
        farewell = None
        for screen in self.screen_stack:
            if isinstance(screen, InterviewScreen) and not screen.sitting.over:
                screen.save_draft()
                if screen.sitting.stored:
                    farewell = "The interview is kept. Start interviewer again to resume it."
        self.exit(return_code=return_code, message=farewell)

    async def action_interrupt(self) -> None:
        """Ctrl+C where nothing is selected: the second one in a row quits."""
        now = self.desk.clock()
        last, self._interrupted_at = self._interrupted_at, now
        if last and 0 <= (now - last).total_seconds() <= _SECONDS_BETWEEN_INTERRUPTS:
            await self.action_quit()
        else:
            self.notify("Press Ctrl+C again, or Ctrl+Q, to quit.", timeout=_SECONDS_BETWEEN_INTERRUPTS)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield SystemCommand("Theme", "Change the colours", self.action_change_theme)
        yield SystemCommand("Help", "Keys, and what can be typed", self.action_help)
        yield SystemCommand("Quit", "Leave the program; an interview stays resumable", self.action_quit)
        if self.check_action("grade_again", ()):
            yield SystemCommand("Grade again", "Retry what could not be graded", self.action_grade_again)
        yield from commands_of(screen)
