"""How far the grading worker is, in a few words."""

from textual.content import Content
from textual.signal import Signal
from textual.widgets import Static

from interviewer.tui.plain import one_line
from interviewer.worker import WorkerStatus


def worker_words(status: WorkerStatus) -> str:
    """`Loading the model…`, `Building the index 40/120…`, `Ready`."""
    match status.stage:
        case "starting":
            return "Starting the grader…"
        case "loading":
            return "Loading the model…"
        case "indexing":
            return f"Building the index {status.done}/{status.total}…" if status.total else "Building the index…"
        case "ready":
            return "Ready"
        case "failed":
            return "Grading unavailable"


class WorkerBadge(Static):
    """A sign and the words, at the right end of the top line."""

    def __init__(self, status: WorkerStatus, changes: Signal[WorkerStatus]) -> None:
        super().__init__()
        self._status = status
        self._changes = changes

    def on_mount(self) -> None:
        self._changes.subscribe(self, self._show)
        self._show(self._status)

    def on_unmount(self) -> None:
        # The signal would keep the widget alive for as long as the app runs.
        self._changes.unsubscribe(self)

    def _show(self, status: WorkerStatus) -> None:
        sign, style = {"ready": ("●", "$text-success"), "failed": ("✗", "$text-error")}.get(
            status.stage, ("◌", "$text-warning")
        )
        self.update(Content.assemble((f"{sign} ", style), one_line(worker_words(status), "$foreground-muted")))
        self.set_class(status.stage == "ready", "-ready")
