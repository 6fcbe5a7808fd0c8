"""The model answer: the references as written, in blocks, mounted a few at a time."""

import asyncio

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from interviewer.models import Reference
from interviewer.tui.plain import one_line, plain
from interviewer.tui.reference_text import Block, reference_blocks

_BATCH = 3
"""Blocks mounted in one go."""
_PAUSE = 0.02
"""Seconds between batches: time for one layout, and for keys."""


class ModelAnswer(Vertical):
    def __init__(self, references: tuple[Reference, ...]) -> None:
        super().__init__(classes="card")
        self._references = references
        self.border_title = "Model answer"

    def on_mount(self) -> None:
        self.run_worker(self._show(), name="model answer")

    async def _show(self) -> None:
        for reference in self._references:
            if reference.source:
                await self.mount(Static(one_line(reference.source, "bold $foreground-muted"), classes="source"))
            blocks = await asyncio.to_thread(reference_blocks, reference.markdown)
            for start in range(0, len(blocks), _BATCH):
                await self.mount_all(_widget(block) for block in blocks[start : start + _BATCH])
                await asyncio.sleep(_PAUSE)


def _widget(block: Block) -> Static:
    if block.kind == "heading":
        return Static(one_line(block.text, "bold $text-primary"), classes="heading")
    if block.kind == "code":
        return Static(plain(block.text), classes="code")
    return Static(plain(block.text) if block.text else Content(), classes="prose")
