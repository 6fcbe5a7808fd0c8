"""One turn of the conversation: the question, what was said about it, the answer and its grade."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Button

from interviewer.errors import InterviewerError
from interviewer.models import Asked, Reference, Turn
from interviewer.tui.widgets.answer_card import AnswerCard
from interviewer.tui.widgets.folded_turn import FoldedTurn, Opener
from interviewer.tui.widgets.grade_card import GradeCard
from interviewer.tui.widgets.model_answer import ModelAnswer
from interviewer.tui.widgets.note import Note
from interviewer.tui.widgets.pending_grade import PendingGrade
from interviewer.tui.widgets.question_card import QuestionCard
from interviewer.worker import WorkerStatus


class TurnView(Vertical):
    """Grows from top to bottom; a late grade takes the place that was kept for it; folds when it is behind."""

    def __init__(self, asked: Asked, turn: Turn | None = None, seconds: float | None = None) -> None:
        """`turn` and `seconds`: what came of it in an earlier sitting, and how long that took."""
        super().__init__(id=f"turn-{asked.turn}")
        self._asked = asked
        self._turn = turn
        self._seconds = seconds
        self._references: tuple[Reference, ...] = ()

    @property
    def number(self) -> int:
        return self._asked.turn

    @property
    def done(self) -> bool:
        """Skipped, or answered and graded."""
        return self._turn is not None and (self._turn.answer is None or self._turn.grade is not None)

    @property
    def grade_card(self) -> GradeCard | None:
        return next(iter(self.query(GradeCard)), None)

    def compose(self) -> ComposeResult:
        if self._turn is not None and self.done:
            yield FoldedTurn(self._asked, self._turn, self._seconds)
        else:
            yield from self._cards()

    async def say(self, note: Note) -> None:
        await self._append(note)

    async def show_answer(self, turn: Turn, seconds: float | None) -> None:
        """The answer, or that there is none."""
        self._turn, self._seconds = turn, seconds
        await self._append(AnswerCard(turn, seconds))

    async def wait_for_grade(self, pending: PendingGrade) -> None:
        await self._append(pending)

    async def show_grade(self, turn: Turn) -> GradeCard:
        """Puts the grade of the turn where its place was kept, or at the end."""
        assert turn.grade is not None, "a graded turn"
        self._turn = turn
        card = GradeCard(turn.grade)
        pending = next(iter(self.query(PendingGrade)), None)
        if pending is None:
            await self._append(card)
        else:
            await self.mount(card, before=pending)
            await pending.remove()
        return card

    async def show_failure(self, error: InterviewerError) -> None:
        """Says in the grade's place why there is none."""
        for pending in self.query(PendingGrade):
            pending.fail(error)

    def wait_again(self, status: WorkerStatus) -> None:
        """Says in the grade's place that it is on its way."""
        for pending in self.query(PendingGrade):
            pending.wait(status)

    async def show_references(self, references: tuple[Reference, ...]) -> ModelAnswer:
        """Shows the model answer once; asked for again, it is only pointed to."""
        if self.query(ModelAnswer):
            return self.query_one(ModelAnswer)
        self._references = references
        answer = ModelAnswer(references)
        await self._append(answer)
        return answer

    async def fold(self) -> None:
        """Shrinks to a few lines, once it is done."""
        if self._turn is not None and self.done and not self.query(FoldedTurn):
            await self.remove_children()
            await self.mount(FoldedTurn(self._asked, self._turn, self._seconds))

    @on(Opener.Opened)
    async def _unfold(self, event: Opener.Opened) -> None:
        event.stop()
        with self.app.batch_update():
            await self.remove_children()
            await self.mount_all(self._cards())
        self.scroll_visible(top=True, animate=False)

    async def offer_next(self, label: str) -> None:
        """A button to go on, for the mouse."""
        if not self.query("#next"):
            await self.mount(Button(label, id="next", compact=True))

    async def withdraw_next(self) -> None:
        await self.query("#next").remove()

    def _cards(self) -> list[Widget]:
        cards: list[Widget] = [QuestionCard(self._asked)]
        if self._turn is not None:
            cards.append(AnswerCard(self._turn, self._seconds))
            cards += [GradeCard(self._turn.grade)] if self._turn.grade is not None else []
            cards += [ModelAnswer(self._references)] if self._references else []
        return cards

    async def _append(self, widget: Widget) -> None:
        """Mounts at the end, but above the button to go on."""
        button = next(iter(self.query("#next")), None)
        await self.mount(widget, before=button)
