"""Scores as bars under each other: one for a question, or one for a topic."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from interviewer.models import InterviewReport, Turn
from interviewer.tui.plain import one_line
from interviewer.tui.wording import BAND_STYLES, band_of, count, number

_BAR_WIDTH = 24
_NARROW_BAR_WIDTH = 14
_ROOM_FOR_WIDE_BAR = 90
_SCORE_WIDTH = 15


@dataclass(frozen=True, slots=True)
class ScoreRow:
    label: str
    score: float | None
    """None: no bar, only the remark."""
    remark: str = ""
    indent: int = 0


class ScoreRows(Widget):
    """`What is dropout?   ━━━━━━━━━━━───  72 good`."""

    def __init__(self, rows: Sequence[ScoreRow], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rows = tuple(rows)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._rows)

    def render(self) -> Content:
        width = self.content_size.width
        bar = _BAR_WIDTH if width >= _ROOM_FOR_WIDE_BAR else _NARROW_BAR_WIDTH
        label = max(10, width - bar - _SCORE_WIDTH)
        return Content("\n").join(_line(row, label, bar) for row in self._rows)


def question_rows(report: InterviewReport) -> list[ScoreRow]:
    """A row for every turn, follow-ups set in under their question."""
    return [_turn_row(turn) for turn in report.turns]


def topic_rows(report: InterviewReport) -> list[ScoreRow]:
    return [
        ScoreRow(f"{topic.topic} ({count(topic.questions, 'question')})", topic.mean_score) for topic in report.topics
    ]


def _turn_row(turn: Turn) -> ScoreRow:
    follow_up = turn.kind == "follow-up"
    label = ("↳ " if follow_up else "") + turn.question.text
    remark = "skipped" if turn.answer is None else "not graded yet"
    return ScoreRow(label, turn.grade.score if turn.grade else None, "" if turn.grade else remark, indent=2 * follow_up)


def _line(row: ScoreRow, label_width: int, bar_width: int) -> Content:
    label = Content(" " * row.indent) + one_line(row.label)
    label = label.truncate(max(1, label_width - 2), ellipsis=True)
    label = label.pad_right(max(0, label_width - label.cell_length))
    if row.score is None:
        return Content.assemble(label, (row.remark, "italic $foreground-muted"))
    band = band_of(row.score)
    filled = round(bar_width * row.score / 100)
    return Content.assemble(
        label,
        ("━" * filled, BAND_STYLES[band]),
        ("─" * (bar_width - filled), "$foreground-disabled"),
        (f" {number(row.score):>5} ", f"bold {BAND_STYLES[band]}"),
        (band, "$foreground-muted"),
    )
