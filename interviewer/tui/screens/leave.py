"""The question whether to leave an interview."""

from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from interviewer.tui.plain import plain
from interviewer.tui.wording import count

Leaving = Literal["stay", "later", "finish"]


class LeaveScreen(ModalScreen[Leaving]):
    """Answers `stay`, `later` (the interview can be resumed) or `finish` (it ends here, with its summary)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "choose('stay')", "Keep going"),
        Binding("l", "choose('later')", "Leave"),
        Binding("f", "choose('finish')", "Finish"),
        Binding("left,up", "app.focus_previous", show=False),
        Binding("right,down", "app.focus_next", show=False),
    ]

    def __init__(self, turns: int, *, stored: bool) -> None:
        super().__init__()
        self._turns = turns
        self._stored = stored

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Leave the interview?"
            yield Static(plain(self._what_happens()))
            with Horizontal(classes="buttons"):
                yield Button("Keep going", id="stay", variant="primary", compact=True)
                yield Button("Leave for later (l)", id="later", compact=True)
                yield Button("Finish now (f)", id="finish", compact=True)

    def action_choose(self, choice: Leaving) -> None:
        self.dismiss(choice)

    @on(Button.Pressed)
    def _chosen(self, event: Button.Pressed) -> None:
        choices: dict[str | None, Leaving] = {"later": "later", "finish": "finish"}
        self.dismiss(choices.get(event.button.id, "stay"))

    def _what_happens(self) -> str:
        if not self._stored:
            return "The history cannot be written: left now, this interview is lost. Finishing shows its summary."
        done = (
            f"{count(self._turns, 'turn')} so far and what stands in the box"
            if self._turns
            else "What stands in the box"
        )
        return f"{done} is kept: you can resume where you are. Finishing ends the interview and shows its summary."
