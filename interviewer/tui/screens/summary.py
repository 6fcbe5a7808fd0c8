"""What the interview amounts to: scores, topics, what to revise, where the transcript is."""

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Digits, Footer, Static

from interviewer.errors import InterviewerError
from interviewer.models import InterviewReport
from interviewer.tui.desk import Desk
from interviewer.tui.plain import one_line, plain
from interviewer.tui.sitting import Sitting
from interviewer.tui.transcript import write_transcript
from interviewer.tui.widgets.score_rows import ScoreRows, question_rows, topic_rows
from interviewer.tui.widgets.top_bar import TopBar, name_plate
from interviewer.tui.wording import band_of, count, number

AfterSummary = Literal["back", "again", "home"]

_TO_REVISE = 12


class SummaryScreen(Screen[AfterSummary]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,h", "choose('home')", "Home", key_display="⏎"),
        Binding("a", "choose('again')", "Another"),
        Binding("b,escape", "choose('back')", "Conversation", key_display="b"),
        Binding("x", "export", "Export"),
        Binding("question_mark", "app.help", "Help", key_display="?"),
    ]

    def __init__(self, desk: Desk, sitting: Sitting) -> None:
        super().__init__()
        self._desk = desk
        self._sitting = sitting

    def compose(self) -> ComposeResult:
        yield TopBar(name_plate("Summary"), self._desk.worker_status, self._desk.worker_changes)
        with VerticalScroll(id="summary"):
            yield Vertical(id="report")
        yield Footer()

    async def on_mount(self) -> None:
        await self._fill(self._sitting.report)
        self.query_one("#summary").focus()

    def show_report(self, report: InterviewReport) -> None:
        """Shows the report anew, when a late grade has changed it."""
        if self.is_mounted:
            self.run_worker(self._fill(report), exclusive=True)

    def action_choose(self, choice: AfterSummary) -> None:
        self.dismiss(choice)

    def action_export(self) -> None:
        try:
            file = write_transcript(
                self._sitting.report, self._desk.workspace.settings.data, self._sitting.id, self._desk.clock()
            )
        except InterviewerError as error:
            self.notify(str(error), title="Not exported", severity="error", timeout=15)
        else:
            self.notify(str(file), title="Transcript written", timeout=15)

    async def _fill(self, report: InterviewReport) -> None:
        body = self.query_one("#report", Vertical)
        await body.remove_children()
        parts: list[Widget] = [Horizontal(*_mean(report), id="mean")]
        parts += [_panel("Questions", ScoreRows(question_rows(report), id="questions"))] if report.turns else []
        if report.topics:
            parts.append(_panel("Topics", ScoreRows(topic_rows(report), id="topics")))
        if report.to_revise:
            parts.append(_panel("To revise", Static(_revision(report), id="revise")))
        parts.append(_panel("Transcript", Static(self._whereabouts(), id="whereabouts")))
        await body.mount_all(parts)

    def _whereabouts(self) -> Content:
        if not self._sitting.stored:
            return plain("This interview was kept in memory only. Press x to write its transcript to a file.")
        return Content.assemble(
            (f"interviewer history show {self._sitting.id[:8]}", "bold"),
            ("   or press x to write it to a Markdown file", "$foreground-muted"),
        )


def _mean(report: InterviewReport) -> list[Static | Digits | Vertical]:
    mains = [turn for turn in report.turns if turn.kind == "main"]
    graded = [turn for turn in mains if turn.grade is not None]
    told = f"over {count(len(graded), 'graded question')}"
    skipped = sum(turn.answer is None for turn in mains)
    told += f", {skipped} skipped" if skipped else ""
    waiting = sum(turn.answer is not None and turn.grade is None for turn in report.turns)
    told += f", {waiting} not graded yet" if waiting else ""
    if report.mean_score is None:
        return [Static(Content.styled("No question was graded.", "bold"))]
    band = band_of(report.mean_score)
    return [
        Digits(number(report.mean_score), classes=f"band-{band}"),
        Static(
            Content.assemble(("mean score, ", "$foreground-muted"), (band, "bold"), "\n", (told, "$foreground-muted")),
            id="mean-words",
        ),
    ]


def _panel(title: str, body: ScoreRows | Static) -> Vertical:
    panel = Vertical(body, classes="panel")
    panel.border_title = title
    return panel


def _revision(report: InterviewReport) -> Content:
    shown = report.to_revise[:_TO_REVISE]
    lines = [Content.assemble(("• ", "$text-accent"), one_line(name)) for name in shown]
    if len(report.to_revise) > len(shown):
        lines.append(Content.styled(f"  and {len(report.to_revise) - len(shown)} more", "$foreground-muted"))
    return Content("\n").join(lines)
