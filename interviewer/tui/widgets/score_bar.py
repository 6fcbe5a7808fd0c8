"""A score from 0 to 100 as a bar, with its range and the pass mark below it."""

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from interviewer.models import PASS_SCORE, Grade
from interviewer.tui.wording import BAND_STYLES

_LEGEND = f"▴ pass {PASS_SCORE:.0f}"


class ScoreBar(Widget):
    """Two lines: the bar, and under it the range `╰──╯` and `▴` where an answer passes."""

    def __init__(self, grade: Grade) -> None:
        super().__init__()
        self._grade = grade

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 2

    def render(self) -> Content:
        width = max(1, self.content_size.width)
        grade = self._grade
        filled = round(width * grade.score / 100)
        return Content.assemble(
            ("━" * filled, BAND_STYLES[grade.band]),
            ("─" * (width - filled), "$foreground-disabled"),
            "\n",
            (scale(grade, width), "$foreground-muted"),
        )


def scale(grade: Grade, width: int) -> str:
    """The range as a bracket and the pass mark as `▴`, to stand under a bar of `width` cells; a legend if it fits."""
    last = width - 1
    low, high = (round(last * bound / 100) for bound in (grade.low, grade.high))
    mark = round(last * PASS_SCORE / 100)
    cells = [" "] * width
    cells[low : high + 1] = "─" * (high + 1 - low)
    cells[low], cells[high] = ("╰", "╯") if low < high else ("│", "│")
    cells[mark] = "▴"
    start = width - len(_LEGEND)
    if start > max(mark, high) + 2:
        cells[start:] = _LEGEND
    elif len(_LEGEND) + 2 < min(low, mark):
        cells[: len(_LEGEND)] = _LEGEND
    return "".join(cells)
