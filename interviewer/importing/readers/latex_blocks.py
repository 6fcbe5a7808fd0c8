"""The blocks of a LaTeX document as they are collected: headings, paragraphs, items of lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.importing.manuscript import Line
from interviewer.importing.readers.inline_markup import InlineMarkup
from interviewer.importing.readers.markdown_lines import MarkdownLines, as_prose


@dataclass(slots=True)
class _List:
    """An open list: of numbers where `number` is not None."""

    number: int | None
    indent: str
    """Before the marks of its items."""

    @property
    def indent_below(self) -> str:
        """Before the lines below the text of an item."""
        return self.indent + ("   " if self.number is not None else "  ")


class LatexBlocks:
    """Collects a paragraph at a time, and writes it as what it is when it ends."""

    def __init__(self) -> None:
        self.inline = InlineMarkup()
        """The paragraph being collected."""
        self._lines = MarkdownLines()
        self._lists: list[_List] = []
        self._mark: str | None = None
        """Of the item that the next paragraph begins."""
        self._heading: int | None = None
        """The level of the heading that the paragraph being collected is."""
        self._begin = 1
        """The line that it begins in."""
        self._last_number = 0
        """Of the list closed last, where another may go on from it."""

    def begin_at(self, number: int) -> None:
        """What is collected next begins in a line, unless something has been collected already."""
        if self.inline.is_empty:
            self._begin = number

    def open_heading(self, level: int, number: int) -> None:
        """The next paragraph is a heading."""
        self.end_paragraph()
        self._heading, self._begin = level, number

    def drop_heading(self) -> None:
        """The heading that was opened did not come."""
        self._heading = None

    def open_list(self, *, numbered: bool, resumes: bool) -> None:
        self.end_paragraph()
        self._mark = None
        first = self._last_number if resumes else 0
        self._lists.append(_List(first if numbered else None, self._indent()))

    def close_list(self) -> None:
        self.end_paragraph()
        closed = self._lists.pop()
        if closed.number is not None and not self._lists:
            self._last_number = closed.number
        self._mark = None

    def item(self, label: str, number: int) -> None:
        """The next paragraph begins an item; one with a label of its own has no number."""
        self.end_paragraph()
        current = self._lists[-1] if self._lists else None
        if current is not None and current.number is not None and not label:
            current.number += 1
            self._mark = f"{current.number}."
        else:
            self._mark = "-"
        self._begin = number
        if label:
            self.inline.text(label, frozenset({"**"}))
            self.inline.text(" ")

    def end_paragraph(self) -> None:
        """Write the paragraph collected so far, if there is one."""
        heading = self._heading
        text = self.inline.plain() if heading is not None else self.inline.markdown()
        self.inline.clear()
        if not text:
            return
        if heading is not None and self._mark is None:
            self._heading = None
            self._lines.heading(heading, text, self._begin)
        else:
            self.paragraph("\n".join(as_prose(line) for line in text.split("\n")), self._begin)

    def paragraph(self, text: str, number: int) -> None:
        """A paragraph of its own."""
        if self._mark is not None and self._lists:
            mark, self._mark = self._mark, None
            begins = mark in {"1.", "-"} and len(self._lists) == 1
            self._lines.item(mark, text, number, self._lists[-1].indent, first=begins)
        else:
            self._lines.paragraph(text, number, self._indent())

    def code(self, code: str, language: str, number: int) -> None:
        self._begin_item(number)
        self._lines.code(code, number, self._indent(), language)

    def table(self, rows: Sequence[Sequence[str]], number: int) -> None:
        self._begin_item(number)
        self._lines.table(rows, number, self._indent())

    def finished(self) -> tuple[Line, ...]:
        self.end_paragraph()
        return self._lines.finished()

    def _begin_item(self, number: int) -> None:
        """An item that begins with something else than text has its mark on a line of its own."""
        self.end_paragraph()
        if self._mark is not None and self._lists:
            self.paragraph("", number)

    def _indent(self) -> str:
        """Before the lines of a block: inside an item below its text."""
        return self._lists[-1].indent_below if self._lists else ""
