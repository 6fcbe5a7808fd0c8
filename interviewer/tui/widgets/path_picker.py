"""A path, typed with completion or found by walking through folders."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from interviewer.tui.paths import complete_path, meant_path, parent_of, suggest_paths
from interviewer.tui.plain import one_line
from interviewer.tui.widgets.line_box import LineBox


class PathList(OptionList):
    """What a path may go on to; Enter opens a folder, the left arrow leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "leave_folder", "Folder above", show=False),
        Binding("right", "select", "Open folder", show=False),
    ]

    @dataclass
    class Left(Message):
        """The folder above is wanted."""

    def action_leave_folder(self) -> None:
        self.post_message(self.Left())


class PathPicker(Vertical):
    """A line to type in, and under it what there is; Tab completes as in a shell."""

    @dataclass
    class Picked(Message):
        """A document, or whatever was typed, is wanted."""

        path: str

    box = query_one("#path", LineBox)
    suggestions = query_one(PathList)

    def __init__(self, folder: Path, *, cursor_blink: bool) -> None:
        """`folder` is where relative paths start."""
        super().__init__()
        self._folder = folder
        self._cursor_blink = cursor_blink
        self._paths: list[str] = []
        self._listed = ""

    @property
    def path(self) -> str:
        """The one that is typed."""
        return meant_path(self.box.value)

    def compose(self) -> ComposeResult:
        with Horizontal(id="path-line"):
            yield Static(Content.styled("Path ", "bold $text-primary"), id="path-label")
            yield LineBox("of a document, or of a folder of them", id="path", cursor_blink=self._cursor_blink)
        with Vertical(classes="pane", id="paths-panel") as panel:
            panel.border_title = one_line(str(self._folder))
            yield PathList(id="paths", markup=False, compact=True)

    def on_mount(self) -> None:
        self._list()

    def go_to(self, path: str) -> None:
        """Types a path."""
        self.box.value = path
        self.box.cursor_position = len(path)

    async def on_key(self, event: events.Key) -> None:
        """Tab completes; where nothing is to be completed it goes on to what comes next."""
        if self.app.focused is not self.box:
            return
        if event.key == "tab" and await self._complete():
            event.stop()
            event.prevent_default()
        elif event.key == "down" and self._paths:
            event.stop()
            self.suggestions.focus()

    async def _complete(self) -> bool:
        typed = self.box.value
        paths = await asyncio.to_thread(suggest_paths, typed, self._folder)
        completed = complete_path(typed, paths)
        if completed == typed:
            return False
        self.go_to(completed)
        return True

    @on(Input.Changed, "#path")
    def _list(self) -> None:
        self.run_worker(self._show_suggestions(self.box.value), name="paths", exclusive=True)

    async def _show_suggestions(self, typed: str) -> None:
        # In a thread: a folder on a network answers when it likes.
        paths = await asyncio.to_thread(suggest_paths, typed, self._folder)
        self._paths = paths
        self.suggestions.clear_options()
        self.suggestions.add_options(Option(_line(path)) for path in paths)
        self.suggestions.highlighted = 0 if paths else None

    @on(Input.Submitted, "#path")
    def _submitted(self) -> None:
        self.post_message(self.Picked(self.path))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        path = self._paths[event.option_index]
        self.go_to(path)
        if not path.endswith(("/", "\\")):
            self.post_message(self.Picked(path))

    @on(PathList.Left)
    def _left(self, event: PathList.Left) -> None:
        event.stop()
        self.go_to(parent_of(self.box.value))


def _line(path: str) -> Content:
    folder = path.endswith(("/", "\\"))
    return one_line(path, "$text-primary" if folder else "")
