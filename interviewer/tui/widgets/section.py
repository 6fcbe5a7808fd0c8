"""A part of a card that opens and closes; what is in it is built when it is first opened."""

from collections.abc import Callable, Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Collapsible


class Section(Collapsible):
    """A heading with `▸` or `▾`; Enter on it, or a click, opens and closes."""

    def __init__(
        self,
        title: str,
        build: Callable[[], Iterable[Widget]],
        *,
        collapsed: bool,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(collapsed_symbol="▸", expanded_symbol="▾", collapsed=collapsed, id=id)
        self._title.label = Content(title)
        self._build = build
        self._built = False

    async def on_mount(self) -> None:
        if not self.collapsed:
            await self._fill()

    async def on_collapsible_expanded(self) -> None:
        await self._fill()

    async def _fill(self) -> None:
        if not self._built:
            self._built = True
            await self.query_one(Collapsible.Contents).mount_all(self._build())
