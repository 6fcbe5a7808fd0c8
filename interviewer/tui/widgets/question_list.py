"""Questions in a line each, under headings, however many there are: only what is on the screen is drawn."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from interviewer.tui.findings import Finding, Heading, Row
from interviewer.tui.plain import one_line

_ASIDE_WIDTH = 7
_LABEL_CHARACTERS = 400
"""No line is wider than this."""


class QuestionList(ScrollView, can_focus=True):
    COMPONENT_CLASSES: ClassVar[set[str]] = {"question-list--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "move_page(-1)", "Page up", show=False),
        Binding("pagedown", "move_page(1)", "Page down", show=False),
        Binding("home", "move_to_end(-1)", "First", show=False),
        Binding("end", "move_to_end(1)", "Last", show=False),
        Binding("enter", "choose", "Practise", show=False),
    ]

    @dataclass
    class Highlighted(Message):
        """The cursor stands on another finding, or on none."""

        finding: Finding | None

    @dataclass
    class Chosen(Message):
        """Enter was pressed on a finding."""

        finding: Finding

    def __init__(self, *, id: str) -> None:  # noqa: A002  (Textual's own name)
        super().__init__(id=id)
        self._rows: tuple[Row, ...] = ()
        self._findings: list[int] = []
        """The numbers of the rows that are no headings."""
        self._cursor: int | None = None

    @property
    def highlighted(self) -> Finding | None:
        row = None if self._cursor is None else self._rows[self._cursor]
        return row if isinstance(row, Finding) else None

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._rows

    def show(self, rows: Sequence[Row], *, stay: bool) -> None:
        """Lists `rows`; the cursor goes to the first finding, or with `stay` remains on its own if that is there."""
        before = self.highlighted
        self._rows = tuple(rows)
        self._findings = [number for number, row in enumerate(self._rows) if isinstance(row, Finding)]
        self._cursor = self._findings[0] if self._findings else None
        if stay and before is not None:
            self._cursor = next((number for number in self._findings if self._key(number) == before.key), self._cursor)
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows))
        self.refresh()
        self._show_cursor()
        if self.highlighted != before:
            self.post_message(self.Highlighted(self.highlighted))

    def action_move(self, by: int) -> None:
        """Moves the cursor to the next finding up (-1) or down (1)."""
        if self._cursor is not None:
            self._put_cursor(self._cursor + by, by)

    def action_move_page(self, pages: int) -> None:
        if self._cursor is not None:
            height = max(1, self.scrollable_content_region.height - 1)
            self._put_cursor(max(0, min(len(self._rows) - 1, self._cursor + pages * height)), pages)

    def action_move_to_end(self, end: int) -> None:
        if self._rows:
            self._put_cursor(0 if end < 0 else len(self._rows) - 1, -end)

    def action_choose(self) -> None:
        if self.highlighted is not None:
            self.post_message(self.Chosen(self.highlighted))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None:
            row = offset.y + self.scroll_offset.y
            if row < len(self._rows) and isinstance(self._rows[row], Finding):
                self._put_cursor(row, 1)

    def render_line(self, y: int) -> Strip:
        number = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        if number >= len(self._rows):
            return Strip.blank(width, self.visual_style.rich_style)
        style = self.get_visual_style("question-list--cursor") if number == self._cursor else self.visual_style
        return Visual.to_strips(self, _line(self._rows[number], width), width, 1, style, pad=True)[0]

    def _put_cursor(self, place: int, direction: int) -> None:
        """On the finding at `place`, or the next one in that direction (-1 or 1), or else the last one there is."""
        if not self._findings:
            return
        nearest = bisect_left(self._findings, place) if direction > 0 else bisect_right(self._findings, place) - 1
        place = self._findings[max(0, min(len(self._findings) - 1, nearest))]
        if place != self._cursor:
            self._cursor = place
            self.refresh()
            self.post_message(self.Highlighted(self.highlighted))
        self._show_cursor()

    def _key(self, number: int) -> str:
        row = self._rows[number]
        return row.key if isinstance(row, Finding) else ""

    def _show_cursor(self) -> None:
        """Scrolls to the cursor, and to the heading right above it."""
        if self._cursor is None:
            self.scroll_to(y=0, animate=False)
            return
        first = self._cursor
        if first > 0 and isinstance(self._rows[first - 1], Heading):
            first -= 1
        region = Region(0, first, self.scrollable_content_region.width, self._cursor - first + 1)
        self.scroll_to_region(region, animate=False, force=True)


def _line(row: Row, width: int) -> Content:
    if isinstance(row, Heading):
        return Content.assemble(
            one_line(row.title[:_LABEL_CHARACTERS], "bold $text-accent"), "  ", one_line(row.aside, "$foreground-muted")
        ).truncate(max(1, width), ellipsis=True)
    aside = _aside(row)
    room = max(4, width - 2 - (_ASIDE_WIDTH if aside else 0))
    label = one_line(row.label[:_LABEL_CHARACTERS]).truncate(room, ellipsis=True)
    gap = " " * max(0, room - label.cell_length)
    return Content.assemble("  ", label, gap, (f"{aside:>{_ASIDE_WIDTH}}" if aside else "", "$foreground-muted"))


def _aside(finding: Finding) -> str:
    """How near it is; where nothing was searched for, how difficult."""
    if finding.similarity is not None:
        return f"{finding.similarity:.2f}"
    if finding.question is None:
        return "passage"
    return finding.question.difficulty or "" if finding.spot is None else ""
