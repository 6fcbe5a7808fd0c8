"""A line the interviewer says between the cards: a hint, a remark, something that went wrong."""

from typing import Literal

from textual.content import Content
from textual.widgets import Static

from interviewer.tui.plain import plain

NoteKind = Literal["hint", "remark", "trouble"]

_LABELS: dict[NoteKind, tuple[str, str]] = {
    "hint": ("Hint  ", "bold $text-accent"),
    "remark": ("· ", "$foreground-muted"),
    "trouble": ("! ", "bold $text-error"),
}


class Note(Static):
    """A sign or a word, and one or two sentences."""

    def __init__(self, kind: NoteKind, text: str, aside: str = "") -> None:
        """`aside` follows in a fainter tone."""
        body = plain(text, "$foreground-muted" if kind == "remark" else "")
        super().__init__(
            Content.assemble(_LABELS[kind], body, (f"  {aside}" if aside else "", "$foreground-muted")), classes=kind
        )
