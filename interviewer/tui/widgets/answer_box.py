"""Where the candidate types: Enter submits, Ctrl+J makes a new line, a paste stays whole up to the limit."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import TextArea

from interviewer.text import MAX_ANSWER_CHARACTERS, safe_text
from interviewer.tui.messages import AnswerCut, NextRequested, TextSubmitted
from interviewer.tui.wording import count, words_in

_NEWLINE_KEYS = ("ctrl+j", "shift+enter", "alt+enter")


class AnswerBox(TextArea):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Submit"),
        Binding(",".join(_NEWLINE_KEYS), "newline", "New line", key_display="^j"),
        Binding("pageup", "screen.scroll_conversation(-1)", "Scroll up", show=False),
        Binding("pagedown", "screen.scroll_conversation(1)", "Scroll down", show=False),
    ]

    def __init__(self, *, cursor_blink: bool = True) -> None:
        super().__init__(soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False)
        self.cursor_blink = cursor_blink
        self.match_cursor_bracket = False  # answers are prose

    def invite(self, placeholder: str) -> None:
        """Shows what can be typed while the box is empty."""
        self.placeholder = Content(placeholder)

    def put_back(self, text: str) -> None:
        """Fills the box with a text to go on with: a draft, or an answer that could not be stored."""
        self.load_text(safe_text(text)[:MAX_ANSWER_CHARACTERS])
        self.move_cursor(self.document.end)

    def action_submit(self) -> None:
        """Hands the text over and empties the box; an empty box asks to go on."""
        text = self.text
        if not text.strip():
            self.post_message(NextRequested())
            return
        self.load_text("")
        self.post_message(TextSubmitted(text))

    def action_newline(self) -> None:
        self._insert("\n")

    def action_paste(self) -> None:
        self._insert(self.app.clipboard)

    def on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self._insert(event.text)

    def on_key(self, event: events.Key) -> None:
        # Enter and new lines are taken here, in the order of the keys: an action of a binding runs later, and could
        # come after letters that were typed after it.
        full = event.is_printable and not self.selected_text and len(self.text) >= MAX_ANSWER_CHARACTERS
        if event.key == "enter":
            self.action_submit()
        elif event.key in _NEWLINE_KEYS:
            self.action_newline()
        elif full:
            self.post_message(AnswerCut())
        else:
            return
        event.prevent_default()
        event.stop()

    def on_text_area_changed(self) -> None:
        words = words_in(self.text)
        self.border_subtitle = Content(count(words, "word")) if words else ""

    def _insert(self, text: str) -> None:
        """Puts text in at the cursor, without controls, and no more of it than an answer may hold."""
        room = MAX_ANSWER_CHARACTERS - len(self.text) + len(self.selected_text)
        # Looking at twice the limit is enough, however much was pasted: what is cleaned away is rarely half of it.
        fitting = safe_text(text[: 2 * MAX_ANSWER_CHARACTERS])[: max(0, room)]
        if len(fitting) < min(len(text), len(safe_text(text[: 2 * MAX_ANSWER_CHARACTERS]))):
            self.post_message(AnswerCut())
        start, end = self.selection
        self.move_cursor(self.replace(fitting, start, end, maintain_selection_offset=False).end_location)
