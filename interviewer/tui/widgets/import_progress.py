"""How far an import is: the stage, the documents done, the one in hand, and for how long it has been going on."""

from pathlib import PurePath

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from interviewer.importing.progress import steps
from interviewer.tui.import_run import ImportProgress
from interviewer.tui.plain import one_line
from interviewer.tui.wording import count, stopwatch

_BAR_WIDTH = 40
_STAGES = {
    "reading": "Reading the documents",
    "comparing": "Comparing with the corpus",
    "writing": "Preparing the corpus files",
}


class ImportProgressView(Vertical):
    def __init__(self, *, id: str) -> None:  # noqa: A002  (Textual's own name)
        super().__init__(id=id)
        self._progress: ImportProgress | None = None
        self._seconds = 0
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="import-stage")
        yield Static(
            Content.styled("Nothing is written before you accept. Escape stops it.", "$foreground-muted"),
            id="import-promise",
        )

    def begin(self) -> None:
        """Shows the beginning, and lets the seconds run."""
        self._progress, self._seconds = None, 0
        self.end()
        self._timer = self.set_interval(1.0, self._tick)
        self._show()

    def end(self) -> None:
        if self._timer is not None:
            self._timer.stop()

    def show(self, progress: ImportProgress) -> None:
        self._progress = progress
        self._show()

    def _tick(self) -> None:
        self._seconds += 1
        self._show()

    def _show(self) -> None:
        self.query_one("#import-stage", Static).update(_words(self._progress, self._seconds))


def _words(progress: ImportProgress | None, seconds: int) -> Content:
    clock = (f"  {stopwatch(seconds)}", "$foreground-muted")
    if progress is None:
        return Content.assemble(("Starting…", "bold"), clock)
    completed, of = steps(progress.stage, progress.done, progress.total)
    filled = round(_BAR_WIDTH * completed / of)
    return Content.assemble(
        (f"{_STAGES[progress.stage]}…", "bold"),
        clock,
        "\n\n",
        ("━" * filled, "$text-primary"),
        ("─" * (_BAR_WIDTH - filled), "$foreground-disabled"),
        (f"  {progress.done} of {count(progress.total, 'document')}", "$foreground-muted"),
        "\n\n",
        one_line(PurePath(progress.file).name),
    )
