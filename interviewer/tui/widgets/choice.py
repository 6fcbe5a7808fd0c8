"""One of a few words, chosen with the arrow keys or the mouse."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

_GAP = 2


class Choice(Widget, can_focus=True):
    """The options on one line, the chosen one marked `●`, the others `○`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Previous option", show=False),
        Binding("right", "step(1)", "Next option", show=False),
    ]

    value: reactive[str] = reactive("", init=False)

    @dataclass
    class Changed(Message):
        """Another option was chosen."""

        choice: "Choice"
        value: str

        @property
        def control(self) -> "Choice":
            return self.choice

    def __init__(self, options: Sequence[str], value: str, *, id: str) -> None:  # noqa: A002  (Textual's own name)
        super().__init__(id=id)
        self._options = tuple(options)
        self.set_reactive(Choice.value, value)

    def render(self) -> Content:
        parts: list[tuple[str, str]] = []
        for option in self._options:
            chosen = option == self.value
            style = ("bold $text-primary" if not self.has_focus else "bold reverse $primary") if chosen else ""
            parts += [(f"{'●' if chosen else '○'} {option}", style or "$foreground-muted"), (" " * _GAP, "")]
        return Content.assemble(*parts[:-1])

    def watch_value(self) -> None:
        self.post_message(self.Changed(self, self.value))

    def action_step(self, by: int) -> None:
        """Chooses the option `by` places further, stopping at either end."""
        place = self._options.index(self.value) + by
        self.value = self._options[max(0, min(len(self._options) - 1, place))]

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        start = 0
        for option in self._options:
            width = len(option) + 2
            if start <= offset.x < start + width:
                self.value = option
            start += width + _GAP
