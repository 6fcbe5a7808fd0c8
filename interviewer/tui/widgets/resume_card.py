"""The interview that was left unfinished, and a button to go on with it."""

from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Static

from interviewer.storage.records import SessionSummary
from interviewer.tui.wording import ago


class ResumeCard(Horizontal):
    """Hidden while no interview is unfinished."""

    def compose(self) -> ComposeResult:
        yield Static(id="resume-text")
        yield Button("Resume", id="resume", compact=True)

    def on_mount(self) -> None:
        self.display = False

    def show(self, session: SessionSummary | None, now: datetime) -> None:
        self.display = session is not None
        if session is not None:
            done = f"{session.answered} of {session.questions} answered, begun {ago(session.started_at, now)}"
            self.query_one("#resume-text", Static).update(
                Content.assemble(("Unfinished interview  ", "bold $text-accent"), (done, "$text"))
            )
