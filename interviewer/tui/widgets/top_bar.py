"""The first line of every screen: where one is, and how far the grading worker is."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.signal import Signal
from textual.widget import Widget
from textual.widgets import Static

from interviewer.tui.widgets.worker_badge import WorkerBadge
from interviewer.worker import WorkerStatus


class TopBar(Horizontal):
    def __init__(self, left: Widget, status: WorkerStatus, changes: Signal[WorkerStatus]) -> None:
        super().__init__()
        self._left = left
        self._badge = WorkerBadge(status, changes)

    def compose(self) -> ComposeResult:
        self._left.add_class("top-left")
        yield self._left
        yield self._badge


def name_plate(place: str = "") -> Static:
    """The program's name, and the screen's after it."""
    parts = [("interviewer", "bold $text-primary")] + ([(f"  ›  {place}", "$foreground-muted")] if place else [])
    return Static(Content.assemble(*parts))
