"""One line to type in: a query, a path."""

from textual import events
from textual.widgets import Input

from interviewer.text import safe_text

MOST_CHARACTERS = 1_000


class LineBox(Input):
    """An input without blinking where the app has none; what is pasted becomes one inert line."""

    def __init__(self, placeholder: str, *, id: str, cursor_blink: bool) -> None:  # noqa: A002  (Textual's own name)
        super().__init__(
            placeholder=placeholder, id=id, max_length=MOST_CHARACTERS, compact=True, select_on_focus=False
        )
        self.cursor_blink = cursor_blink

    def on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        line = " ".join(safe_text(event.text[:MOST_CHARACTERS]).split())
        self.insert_text_at_cursor(line[: MOST_CHARACTERS - len(self.value)])
