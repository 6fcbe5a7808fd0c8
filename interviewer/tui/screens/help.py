"""Which keys there are, and what can be typed instead of an answer."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

_KEYS = (
    (
        "In an interview",
        (
            ("Enter", "submit the answer; on an empty box, go on"),
            ("Ctrl+J", "new line (Shift+Enter or Alt+Enter too, where the terminal tells them apart)"),
            ("Ctrl+N", "next question, whether the grade is there or not"),
            ("Ctrl+T", "hint"),
            ("Ctrl+R", "model answer"),
            ("Ctrl+O", "skip the question"),
            ("Ctrl+L", "show the question again"),
            ("F2  F3", "open or close the evidence, the account of the score"),
            ("PgUp  PgDn", "scroll the conversation"),
            ("Tab", "to the sections of a grade, and to earlier turns; Enter opens one"),
            ("F5", "grade again what could not be graded"),
            ("Escape", "leave; what is done is kept"),
        ),
    ),
    (
        "To type instead of an answer",
        (
            ("/hint", "or: give me a hint"),
            ("/answer", "or: show me the answer"),
            ("/skip", "or: skip this one"),
            ("/repeat", "or: what was the question?"),
            ("/left", "or: how many questions are left?"),
            ("/next", "go on after a grade"),
            ("/quit", "leave or finish the interview"),
            ("//", "at the start of an answer that begins with a slash"),
        ),
    ),
    (
        "Before an interview",
        (
            ("Space", "tick a topic; a ticks all or none"),
            ("← →", "change difficulty, number of questions, follow-ups"),
            ("Enter  Ctrl+S", "start"),
            ("r", "resume the unfinished interview"),
            ("b", "browse the corpus"),
            ("i", "import documents"),
        ),
    ),
    (
        "In the corpus",
        (
            ("Letters", "search as you type, by words and by meaning"),
            ("↑ ↓", "another question; PgUp and PgDn go further"),
            ("Tab", "to the list and to the question shown, which then scrolls"),
            ("Ctrl+S", "practise this question; in the list Enter does, too"),
            ("Escape", "empty the search, then leave"),
        ),
    ),
    (
        "When importing",
        (
            ("Tab", "complete the path"),
            ("↓  Enter", "walk through folders; ← goes up"),
            ("Enter  Ctrl+S", "read the document, or all in the folder"),
            ("a", "accept what was found; the index is then rebuilt"),
            ("Escape", "stop or cancel; nothing is written before you accept"),
        ),
    ),
    (
        "Everywhere",
        (
            ("Ctrl+P", "all commands, and the themes"),
            ("F1  ?", "this help (in the answer box ? is a question mark)"),
            ("Ctrl+C", "copy what is selected with the mouse"),
            ("Ctrl+Q", "quit; an interview stays resumable"),
        ),
    ),
)


class HelpScreen(ModalScreen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,f1,question_mark", "close", "Close", key_display="esc"),
    ]

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_title = "Help"
            dialog.border_subtitle = "Escape closes"
            for heading, rows in _KEYS:
                yield Static(Content.styled(heading, "bold $text-primary"), classes="help-heading")
                for key, meaning in rows:
                    yield Horizontal(
                        Static(Content.styled(key, "bold $text-accent"), classes="help-key"),
                        Static(Content(meaning)),
                        classes="help-row",
                    )

    def action_close(self) -> None:
        self.dismiss(None)
