"""The key concepts of a grade: what became of each, in a sign and a word, and the points it won."""

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from interviewer.models import ConceptVerdict
from interviewer.tui.plain import one_line
from interviewer.tui.wording import STATUS_MARKS

_STATUS_WIDTH = 16
_IMPORTANCE_WIDTH = 11
_POINTS_WIDTH = 13
_ROOM_FOR_IMPORTANCE = 62


class ConceptList(Widget):
    """One line a concept: `✓ covered   chain rule   essential   12.0 of 12.0`."""

    def __init__(self, verdicts: tuple[ConceptVerdict, ...]) -> None:
        super().__init__()
        self._verdicts = verdicts

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._verdicts)

    def render(self) -> Content:
        width = self.content_size.width
        return Content("\n").join(_line(verdict, width) for verdict in self._verdicts)


def _line(verdict: ConceptVerdict, width: int) -> Content:
    mark = STATUS_MARKS[verdict.status]
    with_importance = width >= _ROOM_FOR_IMPORTANCE
    room = width - _STATUS_WIDTH - _POINTS_WIDTH - (_IMPORTANCE_WIDTH if with_importance else 0)
    name = one_line(verdict.name).truncate(max(8, room - 2), ellipsis=True).pad_right(0)
    name = name.pad_right(max(0, room - name.cell_length))
    importance = f"{verdict.importance:<{_IMPORTANCE_WIDTH}}" if with_importance else ""
    points = f"{verdict.points:.1f} of {verdict.of:.1f}".replace("-", "−")
    return Content.assemble(
        (f"{mark.sign} {mark.word}".ljust(_STATUS_WIDTH), mark.style),
        name,
        (importance, "$foreground-muted"),
        (f"{points:>{_POINTS_WIDTH}}", "$foreground-muted" if verdict.points <= 0 else ""),
    )
