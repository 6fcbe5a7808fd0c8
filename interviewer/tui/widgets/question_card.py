"""A question as it is put: where in the interview it stands, its topic, its text, and the code that belongs to it."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from interviewer.models import Asked
from interviewer.tui.plain import one_line, plain


class QuestionCard(Vertical):
    def __init__(self, asked: Asked) -> None:
        super().__init__(classes=f"card {asked.kind}")
        self._asked = asked

    def compose(self) -> ComposeResult:
        question = self._asked.question
        yield Static(place(self._asked), classes="card-heading")
        yield Static(plain(question.text), classes="question-text")
        if question.context:
            yield Static(plain(question.context), classes="code")


def place(asked: Asked) -> Content:
    """`Question 2 of 5  optimisation · medium`."""
    if asked.kind == "main":
        standing = f"Question {asked.position} of {asked.total}"
    else:
        standing = f"↳ Follow-up to question {asked.position}"
    question = asked.question
    difficulty = f" · {question.difficulty}" if question.difficulty else ""
    return Content.assemble(
        (standing, "bold $text-primary"),
        ("  ", ""),
        one_line(question.topic, "$foreground-muted"),
        (difficulty, "$foreground-muted"),
    )
