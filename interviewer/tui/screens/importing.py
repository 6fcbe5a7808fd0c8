"""Documents into the corpus: pick a path, watch it being read, read the report, accept it or not."""

import asyncio
import os
from pathlib import Path
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import ContentSwitcher, Footer, Label, Static

from interviewer.errors import InterviewerError
from interviewer.importing.report import ImportReport
from interviewer.importing.report_text import change_words
from interviewer.tui.desk import Desk
from interviewer.tui.import_run import ImportProgress, ImportRun, ImportWish
from interviewer.tui.messages import CorpusChanged, ImportAdvanced
from interviewer.tui.widgets.banner import Banner
from interviewer.tui.widgets.choice import Choice
from interviewer.tui.widgets.import_progress import ImportProgressView
from interviewer.tui.widgets.import_report_view import ImportReportView
from interviewer.tui.widgets.path_picker import PathPicker
from interviewer.tui.widgets.top_bar import TopBar, name_plate

Stage = Literal["choosing", "reading", "report", "writing"]

_VIEWS: dict[Stage, str] = {"choosing": "choosing", "reading": "reading", "report": "import-report"}
_WHAT = (
    "A document, or a folder of them: Markdown, text, HTML, PDF, Word, Excel, notebooks, CSV, JSON, Anki, "
    "reStructuredText, Org, LaTeX. Nothing is written before you have seen what was found."
)


class ImportScreen(Screen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "read", "Read it"),
        Binding("a,ctrl+a", "accept", "Accept", key_display="a"),
        Binding("escape", "step_back", "Back", key_display="esc"),
        Binding("f1", "app.help", "Help"),
    ]

    picker = query_one(PathPicker)
    banner = query_one("#import-banner", Banner)
    progress = query_one(ImportProgressView)
    report_view = query_one(ImportReportView)

    def __init__(self, desk: Desk, *, cursor_blink: bool = True) -> None:
        super().__init__()
        self._desk = desk
        self._cursor_blink = cursor_blink
        self._folder = _start_folder()
        self._stage: Stage = "choosing"
        self._run: ImportRun | None = None
        self._report: ImportReport | None = None

    @property
    def stage(self) -> Stage:
        return self._stage

    def compose(self) -> ComposeResult:
        yield TopBar(name_plate("Import"), self._desk.worker_status, self._desk.worker_changes)
        with Vertical(id="import"):
            yield Banner(id="import-banner")
            with ContentSwitcher(initial="choosing", id="import-stages"):
                with Vertical(id="choosing"):
                    yield Static(Content.styled(_WHAT, "$foreground-muted"), id="import-what")
                    yield PathPicker(self._folder, cursor_blink=self._cursor_blink)
                    with Horizontal(classes="import-option"):
                        yield Label("Questions from headings where there are none")
                        yield Choice(("no", "yes"), "no", id="from-headings")
                    with Horizontal(classes="import-option"):
                        yield Label("Near duplicates are found by")
                        yield Choice(("words", "meaning too"), "words", id="near-by")
                yield ImportProgressView(id="reading")
                yield ImportReportView(id="import-report")
        yield Footer()

    def on_mount(self) -> None:
        self.picker.box.focus()

    def on_unmount(self) -> None:
        if self._run is not None:
            self._run.close()

    # --- reading ----------------------------------------------------------------------------------------------------

    @on(PathPicker.Picked)
    def action_read(self) -> None:
        path = self.picker.path
        if not path:
            self.banner.say("Type the path of a document or of a folder first.")
            return
        wish = ImportWish(
            os.path.expanduser(path),  # noqa: PTH111 - what it does not know it leaves as it is
            self._folder,
            questions_from_headings=self.query_one("#from-headings", Choice).value == "yes",
            by_meaning=self.query_one("#near-by", Choice).value == "meaning too",
        )
        self.banner.clear()
        self._go_to("reading")
        self.progress.begin()
        self._run = ImportRun(self._desk.workspace.settings, wish, self._advanced)
        self.run_worker(self._read(self._run), name="import", group="import", exclusive=True)

    def _advanced(self, progress: ImportProgress) -> None:
        """Called from the run's own thread."""
        self.post_message(ImportAdvanced(progress))

    def on_import_advanced(self, message: ImportAdvanced) -> None:
        if self._stage == "reading":
            self.progress.show(message.progress)

    async def _read(self, run: ImportRun) -> None:
        try:
            report = await asyncio.wrap_future(run.start())
        except InterviewerError as error:
            self._give_up(str(error))
            return
        if len(report.failures) == 1 and not report.documents:
            self._give_up(f"{report.failures[0].message} {report.failures[0].hint}".strip())
            return
        self.progress.end()
        self._report = report
        self._go_to("report")
        self.report_view.show(report)

    def _give_up(self, reason: str) -> None:
        """Back to the path; nothing was written."""
        if self._run is not None:
            self._run.close()
            self._run = None
        self._report = None
        self.progress.end()
        self.banner.say(reason)
        self._go_to("choosing")
        self.picker.box.focus()

    # --- accepting --------------------------------------------------------------------------------------------------

    def action_accept(self) -> None:
        if self._run is not None and self.check_action("accept", ()):
            self._stage = "writing"
            self.refresh_bindings()
            self.run_worker(self._write(self._run), name="import", group="import", exclusive=True)

    async def _write(self, run: ImportRun) -> None:
        try:
            report = await asyncio.wrap_future(run.write())
        except InterviewerError as error:
            self._give_up(str(error))
            return
        self.app.post_message(CorpusChanged())
        self.notify(f"{change_words(report)}. The index is being rebuilt.", title="Imported", timeout=10)
        self.dismiss(None)

    def action_step_back(self) -> None:
        """One stage back; before anything was accepted, nothing has been written."""
        if self._stage == "choosing":
            self.dismiss(None)
        elif self._stage == "reading":
            self.workers.cancel_group(self, "import")
            self._give_up("Stopped: nothing was written.")
        elif self._stage == "report":
            self._give_up("Cancelled: nothing was written.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "read":
                return self._stage == "choosing"
            case "accept":
                return self._stage == "report" and self._report is not None and bool(self._report.files)
            case "step_back":
                return self._stage != "writing"
        return True

    def _go_to(self, stage: Stage) -> None:
        self._stage = stage
        self.query_one("#import-stages", ContentSwitcher).current = _VIEWS[stage]
        self.refresh_bindings()


def _start_folder() -> Path:
    try:
        return Path.cwd()
    except OSError:  # it has been removed
        return Path.home()
