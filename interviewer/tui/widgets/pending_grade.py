"""The place where a grade will appear, and why it is not there yet."""

from textual.content import Content
from textual.signal import Signal
from textual.widgets import Static

from interviewer.errors import InterviewerError
from interviewer.tui.plain import plain
from interviewer.tui.widgets.worker_badge import worker_words
from interviewer.worker import WorkerStatus


class PendingGrade(Static):
    def __init__(self, status: WorkerStatus, changes: Signal[WorkerStatus]) -> None:
        super().__init__(classes="card")
        self._changes = changes
        self._failed = False
        self.border_title = "Grade"
        self.wait(status)

    def on_mount(self) -> None:
        self._changes.subscribe(self, self._follow)

    def on_unmount(self) -> None:
        # The signal would keep the widget alive for as long as the app runs.
        self._changes.unsubscribe(self)

    def wait(self, status: WorkerStatus) -> None:
        """Says that the grade is on its way, and how far the worker is."""
        self._failed = False
        if status.stage == "ready":
            self.update(Content.styled("Grading…", "$foreground-muted"))
            return
        doing = worker_words(status)
        self.update(
            Content.assemble(
                ("Accepted. ", "bold"),
                "It will be graded when the model is ready ",
                (f"({doing[0].lower()}{doing[1:]})", "$foreground-muted"),
                (". You can go on meanwhile.", "$foreground-muted"),
            )
        )

    def fail(self, error: InterviewerError) -> None:
        """Says why there is no grade and what can be done."""
        self._failed = True
        self.update(
            Content.assemble(
                ("Not graded. ", "bold $text-warning"),
                plain(str(error)),
                ("  Your answer is kept; F5 tries again.", "$foreground-muted"),
            )
        )

    def _follow(self, status: WorkerStatus) -> None:
        # A failed worker fails its requests too: `fail` then says why.
        if not self._failed and status.stage != "failed":
            self.wait(status)
