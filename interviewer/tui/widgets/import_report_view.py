"""The report of an import: the whole of it, or one document after another."""

import os
from collections.abc import Iterable, Iterator, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from interviewer.importing.report import DocumentReport, ImportReport
from interviewer.importing.report_text import entry_count
from interviewer.tui.plain import one_line
from interviewer.tui.widgets.import_document import document_parts
from interviewer.tui.widgets.import_summary import summary_parts

_NAME_CHARACTERS = 200


class ImportReportView(Container):
    """With one document everything in a column; with several a list to choose from beside it."""

    def __init__(self, *, id: str) -> None:  # noqa: A002  (Textual's own name)
        super().__init__(id=id)
        self._report: ImportReport | None = None

    def compose(self) -> ComposeResult:
        documents = OptionList(id="import-documents", classes="pane", markup=False, compact=True)
        documents.border_title = "Documents"
        yield documents
        detail = VerticalScroll(id="import-detail", classes="pane", can_focus=True)
        detail.border_title = "Report"
        yield detail

    def show(self, report: ImportReport) -> None:
        """Shows a report from its beginning."""
        self._report = report
        documents = self.query_one("#import-documents", OptionList)
        several = len(report.documents) + len(report.failures) > 1
        documents.display = several
        documents.clear_options()
        if several:
            documents.add_option(Option(Content.styled("The whole import", "bold")))
            documents.add_options(Option(line) for line in _lines(report.documents))
            documents.highlighted = 0
            documents.focus()
        else:
            self._fill(_everything(report))
            self.query_one("#import-detail").focus()

    @on(OptionList.OptionHighlighted, "#import-documents")
    def _chosen(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self._report is not None:
            number = event.option_index
            self._fill(
                summary_parts(self._report, pairs_open=True)
                if number == 0
                else document_parts(self._report.documents[number - 1])
            )

    def _fill(self, parts: Iterable[Widget]) -> None:
        self.run_worker(self._refill(list(parts)), name="report", group="report", exclusive=True)

    async def _refill(self, parts: list[Widget]) -> None:
        detail = self.query_one("#import-detail", VerticalScroll)
        with self.app.batch_update():
            await detail.remove_children()
            await detail.mount_all(parts)
        detail.scroll_home(animate=False)


def _everything(report: ImportReport) -> Iterator[Widget]:
    yield from summary_parts(report, pairs_open=False)
    for document in report.documents:
        for number, part in enumerate(document_parts(document)):
            yield part.add_class("after-summary") if number == 0 else part


def _lines(documents: Sequence[DocumentReport]) -> Iterator[Content]:
    """`42  notes.md  ! 3`: entries, the name below the folder of all, how many things to look at."""
    folder = os.path.commonpath([os.path.dirname(document.file) for document in documents]) if documents else ""  # noqa: PTH120
    width = max((len(entry_count(document)) for document in documents), default=0)
    for document in documents:
        doubts = len(document.suspicious) + len(document.unanswered)
        name = document.file[len(folder) :].lstrip("/\\") or document.file
        yield Content.assemble(
            (f"{entry_count(document):>{width}}  ", "$foreground-muted"),
            one_line(name[:_NAME_CHARACTERS]),
            (f"  ! {doubts}" if doubts else "", "$text-warning"),
        )
