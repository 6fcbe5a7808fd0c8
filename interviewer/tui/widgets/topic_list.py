"""The topics to draw questions from, each with its number of questions."""

from collections.abc import Collection, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.strip import Strip
from textual.widgets import SelectionList
from textual.widgets.selection_list import Selection

from interviewer.corpus.bank import TopicCount
from interviewer.text import fold
from interviewer.tui.plain import one_line

_BUTTON_SEGMENTS = 3
"""The base class draws a tick box as three segments in front of the line."""


class TopicList(SelectionList[str]):
    """Topics as a list with ticks; space and the mouse toggle one, `a` all."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.start", "Start", show=False),
        Binding("a", "toggle_everything", "All or none", show=False),
    ]

    def show_topics(self, topics: Sequence[TopicCount], wanted: Collection[str] = ()) -> None:
        """Lists `topics`, those ticked whose folded key is `wanted`; all of them when none is wanted."""
        self.clear_options()
        width = max((len(str(topic.questions)) for topic in topics), default=0)
        self.add_options(
            Selection(
                Content.assemble((f"{topic.questions:>{max(2, width)}}  ", "$foreground-muted"), one_line(topic.title)),
                topic.topic,
                not wanted or fold(topic.topic) in wanted,
            )
            for topic in topics
        )
        self.highlighted = 0 if topics else None

    def action_toggle_everything(self) -> None:
        """Ticks every topic, or none when all are ticked."""
        if len(self.selected) == self.option_count:
            self.deselect_all()
        else:
            self.select_all()

    def render_line(self, y: int) -> Strip:
        """The line with its tick as `[✓]` or `[ ]`: the base class tells the two apart by colour alone."""
        segments = list(super().render_line(y))
        row = self.scroll_offset.y + y
        if row >= self.option_count:
            return Strip(segments)
        tick = "✓" if self.get_option_at_index(row).value in self.selected else " "
        return Strip([Segment(f"[{tick}]", segments[1].style), *segments[_BUTTON_SEGMENTS:]])
