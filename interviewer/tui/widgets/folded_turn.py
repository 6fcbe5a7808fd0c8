"""A turn that is behind the candidate: question, answer and score in a few lines, opened again on demand."""

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from interviewer.models import Asked, Turn
from interviewer.tui.plain import plain
from interviewer.tui.widgets.answer_card import circumstances
from interviewer.tui.widgets.question_card import place
from interviewer.tui.widgets.score_headline import headline


class Opener(Static, can_focus=True):
    """A line with `▸` that opens something: by Enter or a click."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "Open", show=False)]

    @dataclass
    class Opened(Message):
        opener: "Opener"

    def action_open(self) -> None:
        self.post_message(self.Opened(self))

    def on_click(self) -> None:
        self.action_open()


class FoldedTurn(Vertical):
    """Three widgets where an open turn has sixty: a long interview stays quick."""

    def __init__(self, asked: Asked, turn: Turn, seconds: float | None) -> None:
        super().__init__(classes=f"card {asked.kind}")
        self._asked = asked
        self._turn = turn
        self._seconds = seconds

    def compose(self) -> ComposeResult:
        turn = self._turn
        lines = [place(self._asked), plain(turn.question.text, "bold")]
        if turn.answer is not None:
            lines += [circumstances(turn, turn.answer, self._seconds), plain(turn.answer, "$foreground-muted")]
        yield Static(Content("\n").join(lines))
        outcome = headline(turn.grade) if turn.grade else Content.styled("Skipped", "italic $foreground-muted")
        yield Opener(Content.assemble(("▸ ", "$text-primary"), outcome))
