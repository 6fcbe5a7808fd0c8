"""The interview: a conversation above, the answer box below."""

from typing import ClassVar, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Button, Footer

from interviewer.errors import InterviewerError
from interviewer.interview.commands import AskHint, Command, Next, Repeat, Reveal, Skip, Stop, Unclear
from interviewer.interview.intents import HELP, read_intent
from interviewer.models import Asked, Finished, Graded, InterviewEvent, Submitted, Turn
from interviewer.text import MAX_ANSWER_CHARACTERS
from interviewer.tui.desk import Desk
from interviewer.tui.messages import AnswerCut, GradeWanted, NextRequested, TextSubmitted
from interviewer.tui.screens.leave import LeaveScreen, Leaving
from interviewer.tui.screens.summary import AfterSummary, SummaryScreen
from interviewer.tui.sitting import Sitting
from interviewer.tui.widgets.answer_box import AnswerBox
from interviewer.tui.widgets.conversation import Conversation, earlier_views
from interviewer.tui.widgets.pending_grade import PendingGrade
from interviewer.tui.widgets.progress_line import ProgressLine
from interviewer.tui.widgets.top_bar import TopBar
from interviewer.tui.widgets.turn_view import TurnView
from interviewer.tui.wording import number

AfterInterview = Literal["home", "again"]

_DRAFT_SECONDS = 2.0
_WHILE_ASKING = "Type your answer.  Enter submits · Ctrl+J new line · /hint · /help"
_BETWEEN = "Enter to go on.  /answer shows the model answer · /help"


class InterviewScreen(Screen[AfterInterview]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "next", "Next"),
        Binding("ctrl+t", "hint", "Hint"),
        Binding("ctrl+o", "skip", "Skip"),
        Binding("ctrl+r", "reveal", "Answer"),
        Binding("ctrl+l", "repeat", "Repeat", show=False),
        Binding("f2", "toggle_section('evidence')", "Evidence", show=False),
        Binding("f3", "toggle_section('ledger')", "Account", show=False),
        Binding("f1", "app.help", "Help"),
        Binding("pageup", "scroll_conversation(-1)", "Scroll up", show=False),
        Binding("pagedown", "scroll_conversation(1)", "Scroll down", show=False),
        Binding("escape", "leave", "Leave", show=False),
    ]

    conversation = query_one(Conversation)
    box = query_one(AnswerBox)
    progress = query_one(ProgressLine)

    def __init__(self, desk: Desk, sitting: Sitting, *, cursor_blink: bool = True) -> None:
        super().__init__()
        self.sitting = sitting
        self._desk = desk
        self._cursor_blink = cursor_blink
        self._kept_draft = ""
        self._asking = False
        self._summary: SummaryScreen | None = None

    def compose(self) -> ComposeResult:
        yield TopBar(ProgressLine(), self._desk.worker_status, self._desk.worker_changes)
        yield Conversation()
        with Center(id="answer"):
            yield AnswerBox(cursor_blink=self._cursor_blink)
        yield Footer()

    async def on_mount(self) -> None:
        self.box.border_title = "Your answer"
        self.box.focus()
        await self._show_earlier_turns()
        await self.show(self.sitting.start())
        draft = self.sitting.draft()
        if draft:
            self.box.put_back(draft)
            self._kept_draft = draft
            await self.conversation.say("remark", "What you had begun to type is back in the box.")
        self.set_interval(1.0, self._tick)
        self.set_interval(_DRAFT_SECONDS, self.save_draft)

    # --- what the candidate does ------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Typing goes into the box, wherever the focus is."""
        if event.is_printable and event.character and self.focused is not self.box:
            event.stop()
            self.box.focus()
            self.box.insert(event.character)

    @on(TextSubmitted)
    async def _take(self, message: TextSubmitted) -> None:
        command = read_intent(message.text)
        match command:
            case Unclear(text) if text == HELP:
                await self.app.run_action("app.help")
            case Stop():
                self.action_leave()
            case _:
                await self._tell(command, message.text)

    @on(NextRequested)
    @on(Button.Pressed, "#next")
    async def action_next(self) -> None:
        self.box.focus()
        if self._summary is not None and self.sitting.over:
            self._open_summary()
        else:
            await self._tell(Next())

    async def action_hint(self) -> None:
        await self._tell(AskHint())

    async def action_skip(self) -> None:
        await self._tell(Skip())

    async def action_reveal(self) -> None:
        await self._tell(Reveal())

    async def action_repeat(self) -> None:
        await self._tell(Repeat())

    def action_toggle_section(self, section: str) -> None:
        """Opens or closes a section of the latest grade."""
        card = self.conversation.latest_grade
        if card is not None:
            card.toggle(section)

    def action_scroll_conversation(self, pages: int) -> None:
        (self.conversation.scroll_page_down if pages > 0 else self.conversation.scroll_page_up)(animate=False)

    def action_leave(self) -> None:
        if self.focused is not self.box:
            self.box.focus()
        elif self.sitting.over:
            self.dismiss("home")
        else:
            self.app.push_screen(LeaveScreen(len(self.sitting.turns), stored=self.sitting.stored), self._leave)

    @on(AnswerCut)
    def _say_cut(self) -> None:
        self.notify(
            f"An answer holds {MAX_ANSWER_CHARACTERS:,} characters; what goes beyond was left out.",
            severity="warning",
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        asking = self.sitting.asking is not None
        if action in ("hint", "skip", "repeat"):
            return asking
        if action == "next":
            return not asking
        return True

    def save_draft(self) -> None:
        """Keeps what stands in the box, if it has changed."""
        text = self.box.text
        if text == self._kept_draft or self.sitting.asking is None:
            return
        try:
            self.sitting.save_draft(text)
        except InterviewerError as error:
            self.notify(f"The draft is not kept. {error}", severity="warning")
        self._kept_draft = text

    async def _leave(self, leaving: Leaving | None) -> None:
        if leaving == "later":
            self.save_draft()
            self.dismiss("home")
        elif leaving == "finish":
            await self._tell(Stop())

    async def _tell(self, command: Command, typed: str = "") -> None:
        """Hands a command to the sitting; what cannot be stored goes back into the box."""
        try:
            events = self.sitting.handle(command)
        except InterviewerError as error:
            if typed:
                self.box.put_back(typed)
            self.notify(str(error), title="Not stored", severity="error", timeout=15)
            await self.conversation.say("trouble", f"This was not stored. {error}")
            return
        await self.show(events)

    # --- what the session says --------------------------------------------------------------------------------------

    async def show(self, events: list[InterviewEvent]) -> None:
        asking = self.sitting.asking is not None
        for event in events:
            await self._show(event)
        if asking != self._asking:
            self._asking = asking
            self.refresh_bindings()

    async def show_failure(self, turn: int, error: InterviewerError) -> None:
        """Says at a turn why it has no grade."""
        view = self.conversation.turn(turn)
        if view is not None:
            await view.show_failure(error)

    def wait_again(self, turn: int) -> None:
        """Says at a turn that its grade is on its way after all."""
        view = self.conversation.turn(turn)
        if view is not None:
            view.wait_again(self._desk.worker_status)

    async def _show(self, event: InterviewEvent) -> None:
        match event:
            case Asked(again=False):
                await self._put(event)
            case Submitted(turn=turn):
                await self._show_submitted(turn)
            case Graded(turn=turn):
                await self._show_grade(turn)
            case Finished():
                self._open_summary()
            case _:
                await self.conversation.tell(event)

    async def _put(self, asked: Asked) -> None:
        latest = self.conversation.latest
        if latest is not None:
            await latest.withdraw_next()
        await self.conversation.put(TurnView(asked))
        self._kept_draft = ""
        self.box.invite(_WHILE_ASKING)
        self.progress.follow_up = asked.kind == "follow-up"
        self.progress.position, self.progress.total = asked.position, asked.total
        self.progress.done = asked.position - 1 if asked.kind == "main" else asked.position
        self._tick()
        self.conversation.show_end()

    async def _show_submitted(self, turn: Turn) -> None:
        view = self.conversation.turn(turn.number)
        if view is None:
            return
        await view.show_answer(turn, self.progress.seconds)
        await self._await_grade(turn)
        await view.offer_next("Go on")
        self.box.invite(_BETWEEN)
        if turn.kind == "main":
            self.progress.done = self.progress.position
        self.progress.seconds = None
        self.conversation.show_end()

    async def _show_grade(self, turn: Turn) -> None:
        view = self.conversation.turn(turn.number)
        if view is not None and turn.grade is not None:
            card = await view.show_grade(turn)
            if view is self.conversation.latest:
                self.conversation.show_top_of(card)
            else:
                self.notify(f"Turn {turn.number} was graded: {number(turn.grade.score)} of 100, {turn.grade.band}.")
        if self._summary is not None:
            self._summary.show_report(self.sitting.report)

    async def _show_earlier_turns(self) -> None:
        """What was done before an interruption; answers without a grade are graded now."""
        for view in earlier_views(self.sitting.earlier, self.sitting.total):
            await self.conversation.put(view)
        for turn in self.sitting.pending:
            await self._await_grade(turn)

    async def _await_grade(self, turn: Turn) -> None:
        """Keeps a place for the grade of a stored answer, and asks for it."""
        view = self.conversation.turn(turn.number)
        if view is not None:
            await view.wait_for_grade(PendingGrade(self._desk.worker_status, self._desk.worker_changes))
        self.post_message(GradeWanted(self.sitting, turn))

    def _open_summary(self) -> None:
        self.box.invite("The interview is over.  Enter shows the summary · Escape goes home")
        self._tick()
        self._summary = SummaryScreen(self._desk, self.sitting)
        self.app.push_screen(self._summary, self._after_summary)

    def _after_summary(self, choice: AfterSummary | None) -> None:
        if choice in ("home", "again"):
            self.dismiss(choice)

    def _tick(self) -> None:
        seconds = self.sitting.seconds
        self.progress.seconds = None if seconds is None else int(seconds)
