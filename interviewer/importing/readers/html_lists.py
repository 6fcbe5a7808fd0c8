"""The lists of a web page that are open, and the marks of their items."""

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from interviewer.importing.readers.markdown_lines import MarkdownLines

_DEEPEST_INDENT = 40


@dataclass(slots=True)
class _List:
    """An open list."""

    ordered: bool
    next_number: int
    indent: str
    """Before the marks of its items."""
    width: int = 2
    """Of the mark of the item now open, with its space."""
    pending: str | None = None
    """The mark of the item now open, until its first line is written."""
    is_empty: bool = True


class HtmlLists:
    """The lists around what is being written, outermost first."""

    def __init__(self) -> None:
        self._open: list[_List] = []

    def open(self, node: LexborNode) -> None:
        """A list begins: an `ol` numbers its items from its `start`."""
        self._open.append(_List(node.tag == "ol", _number(node, "start") or 1, self.indent()))

    def close(self) -> None:
        if self._open:
            self._open.pop()

    def open_item(self, node: LexborNode) -> None:
        """An item begins; its number may be its own `value`."""
        if not self._open:
            self._open.append(_List(ordered=False, next_number=1, indent=""))
        current = self._open[-1]
        current.pending = "-"
        if current.ordered:
            current.next_number = _number(node, "value") or current.next_number
            current.pending = f"{current.next_number}."
            current.next_number += 1
        current.width = len(current.pending) + 1

    def indent(self) -> str:
        """Before the lines of a block: inside an item below its text."""
        if not self._open:
            return ""
        current = self._open[-1]
        if current.is_empty and current.pending is None:  # something between the list and its first item
            return current.indent
        return (current.indent + " " * current.width)[:_DEEPEST_INDENT]

    def write(self, lines: MarkdownLines, text: str, number: int) -> None:
        """Write a block of text: behind the mark of the item that it begins, or as a paragraph."""
        current = self._open[-1] if self._open else None
        if current is None or current.pending is None:
            lines.paragraph(text, number, self.indent())
            return
        mark = current.pending
        for outer in reversed(self._open):  # those that hold nothing but this list have no line of their own
            if outer.pending is None:
                break
            outer.pending = None
        lines.item(mark, text, number, current.indent, first=current.is_empty and len(self._open) == 1)
        current.is_empty = False

    def begin_item(self, lines: MarkdownLines, number: int) -> None:
        """Before a block that is no text: an item that it begins has its mark on a line of its own."""
        if self._open and self._open[-1].pending is not None:
            self.write(lines, "", number)


def _number(node: LexborNode, name: str) -> int | None:
    value = node.attributes.get(name) or ""
    return int(value) if value.isdecimal() and len(value) < 9 else None
