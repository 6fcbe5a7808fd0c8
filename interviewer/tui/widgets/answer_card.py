"""The candidate's answer as it was submitted."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from interviewer.models import Turn
from interviewer.tui.plain import plain
from interviewer.tui.wording import count, stopwatch, words_in


class AnswerCard(Vertical):
    def __init__(self, turn: Turn, seconds: float | None) -> None:
        super().__init__(classes="card")
        self._turn = turn
        self._seconds = seconds

    def compose(self) -> ComposeResult:
        turn = self._turn
        if turn.answer is None:
            yield Static(Content.styled("Skipped", "italic $foreground-muted"))
            return
        yield Static(circumstances(turn, turn.answer, self._seconds), classes="card-heading")
        yield Static(plain(turn.answer), classes="answer-text")


def circumstances(turn: Turn, answer: str, seconds: float | None) -> Content:
    """`You  87 words · 02:14 · 1 hint`."""
    facts = [count(words_in(answer), "word")]
    facts += [stopwatch(seconds)] if seconds is not None else []
    facts += [count(turn.hints_used, "hint")] if turn.hints_used else []
    facts += ["after the model answer"] if turn.revealed else []
    return Content.assemble(("You", "bold $text-secondary"), ("  " + " · ".join(facts), "$foreground-muted"))
