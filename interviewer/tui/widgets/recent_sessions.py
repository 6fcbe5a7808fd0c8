"""The last interviews in a line each: when, how many questions, the mean score."""

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content
from textual.widgets import Static

from interviewer.storage.records import SessionSummary
from interviewer.tui.wording import BAND_STYLES, ago, band_of, number

_BAR_WIDTH = 14


class RecentSessions(Static):
    """Hidden while there are none."""

    def on_mount(self) -> None:
        self.add_class("-empty")
        self.border_title = "Recent interviews"

    def show(self, sessions: Sequence[SessionSummary], now: datetime) -> None:
        self.set_class(not sessions, "-empty")
        self.update(Content("\n").join(_line(session, now) for session in sessions))


def _line(session: SessionSummary, now: datetime) -> Content:
    when = f"{ago(session.started_at, now):<16}"
    what = f"{session.answered} of {session.questions} answered"
    state = "" if session.state == "finished" else "unfinished"
    if session.mean_score is None:
        return Content.assemble(
            (when, "$foreground-muted"), f"{what:<20}", (state or "not graded", "$foreground-muted")
        )
    style = BAND_STYLES[band_of(session.mean_score)]
    filled = round(_BAR_WIDTH * session.mean_score / 100)
    return Content.assemble(
        (when, "$foreground-muted"),
        f"{what:<20}",
        (f"{number(session.mean_score):>5} ", f"bold {style}"),
        ("━" * filled, style),
        ("─" * (_BAR_WIDTH - filled), "$foreground-disabled"),
        (f"  {state or band_of(session.mean_score)}", "$foreground-muted"),
    )
