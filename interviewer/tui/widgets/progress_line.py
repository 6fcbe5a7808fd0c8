"""Where in the interview the candidate is, and how long this question has been open."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from interviewer.tui.wording import stopwatch

_BAR_WIDTH = 24


class ProgressLine(Widget):
    """`Question 2 of 5  ━━━━━╺─────────  02:14`."""

    position: reactive[int] = reactive(0)
    total: reactive[int] = reactive(0)
    done: reactive[int] = reactive(0)
    """Main questions behind the candidate: answered or skipped."""
    follow_up: reactive[bool] = reactive(False)
    seconds: reactive[int | None] = reactive(None)
    """None when no question is open."""

    def render(self) -> Content:
        place = f"Question {self.position} of {self.total}" if self.total else "Interview"
        place += " ↳ follow-up" if self.follow_up else ""
        clock = "" if self.seconds is None else stopwatch(self.seconds)
        room = self.content_size.width - len(place) - len(clock) - 6
        width = max(0, min(_BAR_WIDTH, room))
        filled = round(width * self.done / self.total) if self.total else 0
        return Content.assemble(
            (place, "bold"),
            "  ",
            ("━" * filled, "$text-primary"),
            ("─" * (width - filled), "$foreground-disabled"),
            "   ",
            (clock, "$foreground-muted"),
        )
