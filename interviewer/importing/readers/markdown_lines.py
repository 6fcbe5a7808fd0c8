"""Lines of Markdown, written block by block by the readers of other formats."""

import re
from collections.abc import Iterable, Sequence

from interviewer.importing.manuscript import Line

_SPACES = re.compile(r"\s+")
_BACKTICKS = re.compile(r"`+")
# At the start of a line these would begin a heading, a list item, a quotation or a fence.
_BLOCK_MARK = re.compile(r"#{1,6}(?=\s|$)|[-+*](?=\s)|>|~~~|```|={3,}$|-{3,}$")


def lines_of(text: str, first: int = 1) -> tuple[Line, ...]:
    """The lines of a text that is Markdown already, numbered on from `first`."""
    return tuple(Line(line, number) for number, line in enumerate(text.split("\n"), first))


def on_one_line(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def as_prose(text: str) -> str:
    """A line of text that is no markup: what would begin a block in Markdown is escaped."""
    return _BLOCK_MARK.sub(lambda match: "\\" + match[0], text, count=1) if _BLOCK_MARK.match(text) else text


def as_code(text: str) -> str:
    """A code span around a text on one line."""
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


class MarkdownLines:
    """Collects blocks; between two of them stands one empty line, but not between the items of a list."""

    def __init__(self) -> None:
        self._lines: list[Line] = []

    def paragraph(self, text: str, number: int, indent: str = "") -> None:
        """A block of one or more lines."""
        self.gap(number)
        self._add(text.split("\n"), number, indent)

    def heading(self, level: int, text: str, number: int, indent: str = "") -> None:
        if title := on_one_line(text):
            self.paragraph(f"{'#' * min(max(level, 1), 6)} {title}", number, indent)

    def item(self, mark: str, text: str, number: int, indent: str = "", *, first: bool = False) -> None:
        """A list item; lines after its first stand below its text. `first`: it begins a list."""
        if first:
            self.gap(number)
        head, *rest = text.split("\n")
        self._add([f"{mark} {head}".rstrip()], number, indent)
        self._add(rest, number, indent + " " * (len(mark) + 1))

    def code(self, text: str, number: int, indent: str = "", language: str = "") -> None:
        """Code between fences longer than any inside; the empty lines around it go."""
        code = text.strip("\n").rstrip()
        if not code.strip():
            return
        longest = max((len(run) for run in _BACKTICKS.findall(code)), default=0)
        fence = "`" * max(3, longest + 1)
        self.gap(number)
        self._add([fence + language, *code.split("\n"), fence], number, indent)

    def table(self, rows: Sequence[Sequence[str]], number: int, indent: str = "") -> None:
        """A table whose first row is its head; line ends in cells become `<br>`."""
        width = max((len(row) for row in rows), default=0)
        if not width:
            return
        cells = [[_cell(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
        self.gap(number)
        written = [f"| {' | '.join(row)} |" for row in cells]
        self._add([written[0], "|" + " --- |" * width, *written[1:]], number, indent)

    def raw(self, lines: Iterable[str], number: int, indent: str = "") -> None:
        """Lines that go on with what stands before."""
        self._add(lines, number, indent)

    def gap(self, number: int) -> None:
        """An empty line, unless one stands there or nothing does."""
        if self._lines and self._lines[-1].text:
            self._add([""], number, "")

    def finished(self) -> tuple[Line, ...]:
        while self._lines and not self._lines[-1].text:
            self._lines.pop()
        return tuple(self._lines)

    def _add(self, lines: Iterable[str], number: int, indent: str) -> None:
        if self._lines:  # a parser may move a block of a page up
            number = max(number, self._lines[-1].number)
        self._lines += [Line((indent + line).rstrip() if line.strip() else "", number) for line in lines]


def _cell(text: str) -> str:
    lines = "<br>".join(line.rstrip() for line in text.strip().split("\n"))
    return lines.replace("|", "\\|")
