"""Huge pastes, cut short before they are parsed."""

import os
from collections.abc import Iterable

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

from interviewer.text import MAX_ANSWER_CHARACTERS

PASTE_CHARACTERS = 2 * MAX_ANSWER_CHARACTERS
"""What is read of one paste; the answer box keeps what an answer may hold, and says that it cut."""


class PasteParser(XTermParser):
    """Textual's parser takes a paste character by character: ten megabytes would stall the input for seconds."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._room: int | None = None
        """Characters still wanted of the paste under way; None when there is none."""
        self._held = ""

    def feed(self, data: str) -> Iterable[Message]:
        shortened = self.shorten(data)
        if shortened or not data:  # an empty string means the end of the input
            yield from super().feed(shortened)

    def shorten(self, data: str) -> str:
        """`data` without what is too much of a paste; the marks around pastes stay."""
        data, self._held = self._held + data, ""
        kept: list[str] = []
        while data:
            if self._room is None:
                before, start, data = data.partition(BRACKETED_PASTE_START)
                kept += [before, start]
                self._room = PASTE_CHARACTERS if start else None
                continue
            body, end, rest = data.partition(BRACKETED_PASTE_END)
            if not end:
                body, self._held = _without_partial_end(body)
            kept += [body[: self._room], end]
            self._room = None if end else max(0, self._room - len(body))
            data = rest
        return "".join(kept)


def _without_partial_end(body: str) -> tuple[str, str]:
    """Splits off what could be the beginning of the mark that ends a paste."""
    for length in range(len(BRACKETED_PASTE_END) - 1, 0, -1):
        if body.endswith(BRACKETED_PASTE_END[:length]):
            return body[:-length], body[-length:]
    return body, ""


def shorten_pastes() -> None:
    """Has the app read pastes through `PasteParser`, on platforms whose driver reads a stream of bytes."""
    if os.name == "posix":
        from textual.drivers import linux_driver

        linux_driver.XTermParser = PasteParser  # type: ignore[attr-defined]
