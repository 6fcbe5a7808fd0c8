"""The nodes of a LaTeX document -> lines of Markdown."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import (
    LatexCharsNode,
    LatexCommentNode,
    LatexEnvironmentNode,
    LatexGroupNode,
    LatexMacroNode,
    LatexMathNode,
    LatexWalker,
)

from interviewer.importing.inline_markup import InlineMarkup
from interviewer.importing.latex_listings import BLOCK, SPAN, Listing
from interviewer.importing.latex_names import (
    ANSWER_ENVIRONMENTS,
    ANSWER_MACROS,
    BOLD,
    ENVIRONMENTS_DROPPED,
    ITALIC,
    MACROS_DROPPED,
    MONO,
    NAMED_SYMBOLS,
    ONE_LETTER_QUESTIONS,
    PAIR_MACROS,
    QUESTION_ENVIRONMENTS,
    QUESTION_MACROS,
    SECTIONS,
)
from interviewer.importing.manuscript import Dropped, Line
from interviewer.importing.markdown_lines import MarkdownLines, as_prose, on_one_line

_QUESTION_LEVEL = 3
_DEEPEST_MACRO = 5
_TEXT = LatexNodes2Text(strict_latex_spaces=False)
_POINTS = re.compile(r"^\s*\[[^\]]*\]")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")


@dataclass(slots=True)
class _List:
    """An open list: of numbers where `number` is not None."""

    number: int | None
    indent: str


class LatexWriter:
    """Writes a document from its nodes."""

    def __init__(self, listings: Sequence[Listing], macros: Mapping[str, str] | None = None) -> None:
        """`macros`: what those that the document defines stand for, with `#1` for their first argument."""
        self._ends: list[int] = []
        self._first = 1
        self._listings = listings
        self._own_macros = macros or {}
        self._expanding: int | None = None
        """The line of the macro whose text is being written."""
        self._depth = 0
        self._levels = {name: level for level, name in enumerate(SECTIONS)}
        self._lines = MarkdownLines()
        self._inline = InlineMarkup()
        self._lists: list[_List] = []
        self._mark: str | None = None
        self._heading: int | None = None
        """The level of the heading that the paragraph being collected is."""
        self._begin = 1
        self._resumable = 0
        self._questions = 0
        self.dropped: list[Dropped] = []

    def write_source(self, source: str, first: int, nodes: Sequence[Any]) -> None:
        """The nodes parsed from a source that begins in line `first` of the file."""
        self._ends = [match.start() for match in re.finditer("\n", source)]
        self._first = self._begin = first
        if "\\chapter" in source:
            self._levels = {name: level for level, name in enumerate(SECTIONS, 1)}
        self.write(nodes)

    def write(self, nodes: Sequence[Any], marks: frozenset[str] = frozenset()) -> None:
        """Nodes in order; marks of bold and italics that a switch (`\\bf`) sets hold to the end of them."""
        position = 0
        while position < len(nodes):
            node = nodes[position]
            position += 1
            if isinstance(node, LatexCharsNode):
                self._chars(node, marks)
            elif isinstance(node, LatexCommentNode) or node is None:
                continue
            elif isinstance(node, LatexGroupNode):
                self.write(node.nodelist, marks)
            elif isinstance(node, LatexMathNode):
                self._formula(node, marks)
            elif isinstance(node, LatexEnvironmentNode):
                self._environment(node, marks)
            elif isinstance(node, LatexMacroNode):
                marks, taken = self._macro(node, nodes[position:], marks)
                position += taken
            else:
                text = _TEXT.nodelist_to_text([node])
                self._chars_of(text, node.pos, marks)

    def finished(self) -> tuple[Line, ...]:
        self._flush()
        return self._lines.finished()

    @staticmethod
    def plain(nodes: Sequence[Any]) -> str:
        """Nodes as text on one line."""
        return on_one_line(str(_TEXT.nodelist_to_text(list(nodes))))

    def _chars(self, node: Any, marks: frozenset[str]) -> None:
        self._chars_of(node.chars, node.pos, marks)

    def _chars_of(self, text: str, position: int, marks: frozenset[str]) -> None:
        start = 0
        for gap in _PARAGRAPH.finditer(text):
            self._add(text[start : gap.start()], position + start, marks)
            self._flush()
            start = gap.end()
        self._add(text[start:], position + start, marks)

    def _add(self, text: str, position: int, marks: frozenset[str]) -> None:
        if text.strip() and not self._inline.plain():
            self._begin = self._line(position + len(text) - len(text.lstrip()))
        if "`" in marks:
            self._inline.code(text.replace("\n", " "), marks - {"`"})
        else:
            self._inline.text(text, marks)

    def _line(self, position: int) -> int:
        return self._expanding or bisect_right(self._ends, position - 1) + self._first

    def _macro(  # noqa: PLR0912 - one branch per kind of macro
        self, node: Any, following: Sequence[Any], marks: frozenset[str]
    ) -> tuple[frozenset[str], int]:
        """Write a macro; the marks that hold from here on, and how many of the nodes behind it were part of it."""
        name = node.macroname
        arguments = [argument for argument in (node.nodeargd.argnlist if node.nodeargd else ()) if argument is not None]
        if name in self._levels:
            self._flush()
            self._heading, self._begin = self._levels[name] + 1, self._line(node.pos)
            self._argument(arguments[-1:], marks)
            self._flush()
        elif name in BOLD | ITALIC | MONO:
            mark = "**" if name in BOLD else "*" if name in ITALIC else "`"
            if not arguments and name not in {"strong", "code"}:
                return marks | {mark}, 0
            groups, taken = ([], 0) if arguments else _groups(following, 1)
            self._argument(arguments[-1:] or groups, marks | {mark})
            return marks, taken
        elif name == "item":
            self._item(arguments, node.pos)
        elif name in {BLOCK, SPAN}:
            self._code(name, self._listings[int(self.plain(arguments))], node.pos, marks)
        elif name in {"\\", "newline", "linebreak"}:
            self._inline.line_break()
        elif name == "par":
            self._flush()
        elif name in {"href", "url"} and arguments:
            self._link(arguments, marks)
        elif name == "footnote" and arguments:
            self._inline.text(" (", marks)
            self._argument(arguments[-1:], marks)
            self._inline.text(")", marks)
        elif name in MACROS_DROPPED:
            return marks, len(_groups(following, 9)[0]) if name in {"def", "definecolor", "institute", "lstset"} else 0
        elif name == "frametitle":
            self._flush()
            self._heading, self._begin = 2, self._line(node.pos)
            self._argument(arguments, marks)
            self._flush()
        elif name in PAIR_MACROS | QUESTION_MACROS | ONE_LETTER_QUESTIONS | ANSWER_MACROS:
            return marks, self._question(node, arguments, following)
        else:
            self._other(node, arguments, marks)
        return marks, 0

    def _question(self, node: Any, arguments: Sequence[Any], following: Sequence[Any]) -> int:
        """Macros that question sheets define: `\\question{...}`, `\\answer{...}`, `\\qa{...}{...}`, and exam's own."""
        name = node.macroname
        groups, taken = (list(arguments), 0) if arguments else _groups(following, 2 if name in PAIR_MACROS else 1)
        if name in ANSWER_MACROS:
            self._flush()
            self._label_answer(node.pos)
            self._argument(groups, frozenset())
            if groups:
                self._flush()
            return taken
        if name in ONE_LETTER_QUESTIONS and not groups:
            return taken
        self._flush()
        self._questions += 1
        self._heading, self._begin = _QUESTION_LEVEL, self._line(node.pos)
        if not groups:  # \question[points] Text, as the exam class has it
            self._inline.text(f"{self._questions}. ")
            if following and isinstance(following[0], LatexCharsNode):
                following[0].chars = _POINTS.sub("", following[0].chars)
            return taken
        self._argument(groups[:1], frozenset())
        self._flush()
        self._argument(groups[1:], frozenset())
        if groups[1:]:
            self._flush()
        return taken

    def _label_answer(self, position: int) -> None:
        self._lines.paragraph("**Answer:**", self._line(position), self._indent())

    def _other(self, node: Any, arguments: Sequence[Any], marks: frozenset[str]) -> None:
        """A macro of the document's own, a symbol, an accent, or a macro whose last argument is text."""
        if node.macroname in self._own_macros and self._depth < _DEEPEST_MACRO:
            self._expand(self._own_macros[node.macroname], arguments, node, marks)
            return
        if node.macroname in NAMED_SYMBOLS:
            self._inline.text(NAMED_SYMBOLS[node.macroname], marks)
            return
        text = _TEXT.nodelist_to_text([node]) if node.macroname not in {"textcolor", "colorbox", "multicolumn"} else ""
        if arguments and (not text.strip() or len(node.macroname) > 2):
            self._argument(arguments[:1] if node.macroname == "texorpdfstring" else arguments[-1:], marks)
        else:
            self._chars_of(text + (node.macro_post_space and " " if len(text) > 3 else ""), node.pos, marks)

    def _expand(self, body: str, arguments: Sequence[Any], node: Any, marks: frozenset[str]) -> None:
        """Write what a macro stands for."""
        for place, argument in enumerate(arguments, 1):
            given = argument.latex_verbatim()
            body = body.replace(f"#{place}", given[1:-1] if given.startswith("{") else given)
        line, self._expanding = self._expanding, self._line(node.pos)
        self._depth += 1
        self.write(LatexWalker(body, tolerant_parsing=True).get_latex_nodes()[0], marks)
        self._depth -= 1
        self._expanding = line
        self._inline.text(node.macro_post_space and " ", marks)

    def _argument(self, arguments: Sequence[Any], marks: frozenset[str]) -> None:
        for argument in arguments:
            self.write([argument], marks)

    def _link(self, arguments: Sequence[Any], marks: frozenset[str]) -> None:
        target, words = self.plain(arguments[:1]), self.plain(arguments[1:2])
        if re.match(r"https?://[^\s()]+$", target):
            self._inline.raw(f"[{words}]({target})" if words else f"<{target}>", marks)
        else:
            self._inline.text(words or target, marks)

    def _formula(self, node: Any, marks: frozenset[str]) -> None:
        inner = "".join(part.latex_verbatim() for part in node.nodelist)
        formula = on_one_line(re.sub(r"(?<!\\)%[^\n]*\n", "", inner))
        if node.displaytype == "inline":
            if not self._inline.plain():
                self._begin = self._line(node.pos)
            self._inline.raw(f"${formula}$", marks)
        else:
            self._display(formula, node.pos)

    def _display(self, formula: str, position: int) -> None:
        self._flush()
        if formula:
            self._block(f"$$\n{formula}\n$$", self._line(position))

    def _environment(self, node: Any, marks: frozenset[str]) -> None:
        name = node.environmentname
        base = name.rstrip("*")
        if base in {"equation", "displaymath", "math", "align", "gather", "multline", "eqnarray", "flalign", "alignat"}:
            inner = "".join(part.latex_verbatim() for part in node.nodelist)
            inner = on_one_line(re.sub(r"\\label\{[^}]*\}|(?<!\\)%[^\n]*\n", "", inner))
            aligned = base not in {"equation", "displaymath", "math", "multline"}
            self._display(f"\\begin{{aligned}} {inner} \\end{{aligned}}" if aligned else inner, node.pos)
            return
        self._flush()
        if base in ENVIRONMENTS_DROPPED:
            self.dropped.append(
                Dropped(ENVIRONMENTS_DROPPED[base], self.plain(node.nodelist)[:200], self._line(node.pos))
            )
        elif base in {"enumerate", "itemize", "description", "parts", "subparts", "choices", "checkboxes"}:
            self._list(node, base, marks)
        elif base in {"tabular", "tabularx", "longtable", "array"}:
            self._lines.table(self._rows(node.nodelist), self._line(node.pos), self._indent())
        elif base in QUESTION_ENVIRONMENTS:
            self._heading, self._begin = _QUESTION_LEVEL, self._line(node.pos)
            self.write(node.nodelist, marks)
        elif base in ANSWER_ENVIRONMENTS:
            self._label_answer(node.pos)
            self.write(node.nodelist, marks)
        elif base == "frame":
            self._frame(node, marks)
        else:
            self.write(node.nodelist, marks)
        self._flush()
        self._heading = None

    def _frame(self, node: Any, marks: frozenset[str]) -> None:
        """A slide: its title is what stands in braces right behind its beginning."""
        nodes = list(node.nodelist)
        groups, taken = _groups(nodes, 1)
        if groups:
            self._heading, self._begin = 2, self._line(node.pos)
            self._argument(groups, marks)
            self._flush()
        self.write(nodes[taken:], marks)

    def _list(self, node: Any, name: str, marks: frozenset[str]) -> None:
        numbered = name in {"enumerate", "parts", "subparts", "choices"}
        options = node.nodeargd.argnlist if node.nodeargd else []
        resumes = numbered and options and options[0] is not None and "resume" in options[0].latex_verbatim()
        self._mark = None
        self._lists.append(_List((self._resumable if resumes else 0) if numbered else None, self._indent()))
        self.write(node.nodelist, marks)
        self._flush()
        closed = self._lists.pop()
        if closed.number is not None and not self._lists:
            self._resumable = closed.number
        self._mark = None

    def _item(self, arguments: Sequence[Any], position: int) -> None:
        self._flush()
        current = self._lists[-1] if self._lists else None
        label = self.plain(arguments[:1]).strip("[]") if arguments else ""
        if current is not None and current.number is not None and not label:
            current.number += 1
            self._mark = f"{current.number}."
        else:
            self._mark = "-"
        self._begin = self._line(position)
        if label:
            self._inline.text(label, frozenset({"**"}))
            self._inline.text(" ")

    def _code(self, name: str, listing: Listing, position: int, marks: frozenset[str]) -> None:
        if name == SPAN:
            self._inline.code(listing.code, marks - {"`"})
            return
        self._flush()
        self._lines.code(listing.code, self._line(position), self._indent(), listing.language)

    def _rows(self, nodes: Sequence[Any]) -> list[list[str]]:
        rows: list[list[list[Any]]] = [[[]]]
        for node in nodes:
            if isinstance(node, LatexMacroNode) and node.macroname in {"\\", "tabularnewline", "endhead"}:
                rows.append([[]])
            elif getattr(node, "specials_chars", None) == "&":
                rows[-1].append([])
            elif not (isinstance(node, LatexMacroNode) and node.macroname in MACROS_DROPPED):
                rows[-1][-1].append(node)
        written = [[self._cell(cell) for cell in row] for row in rows]
        return [row for row in written if any(row)]

    def _cell(self, nodes: Sequence[Any]) -> str:
        inner = LatexWriter(self._listings, self._own_macros)
        inner.write(nodes)
        return on_one_line(" ".join(line.text for line in inner.finished()))

    def _indent(self) -> str:
        """Before the lines of a block: inside an item below its text."""
        if not self._lists:
            return ""
        current = self._lists[-1]
        return current.indent + "   " if current.number is not None else current.indent + "  "

    def _flush(self) -> None:
        """Write the paragraph collected so far."""
        heading = self._heading
        text = self._inline.plain() if heading is not None else self._inline.markdown()
        self._inline.clear()
        if not text:
            return
        if heading is not None and self._mark is None:
            self._heading = None
            self._lines.heading(heading, text, self._begin)
        else:
            self._block("\n".join(as_prose(line) for line in text.split("\n")), self._begin)

    def _block(self, text: str, number: int) -> None:
        if self._mark is not None and self._lists:
            mark, self._mark = self._mark, None
            first = mark in {"1.", "-"} and len(self._lists) == 1
            self._lines.item(mark, text, number, self._lists[-1].indent, first=first)
        else:
            self._lines.paragraph(text, number, self._indent())


def _groups(nodes: Sequence[Any], most: int) -> tuple[list[Any], int]:
    """The groups in braces that follow right behind, and how many nodes they span."""
    groups: list[Any] = []
    taken = 0
    for position, node in enumerate(nodes):
        if len(groups) == most:
            break
        if isinstance(node, LatexGroupNode) and node.delimiters[0] == "{":
            groups.append(node)
            taken = position + 1
        elif not (
            isinstance(node, LatexCommentNode)
            or (isinstance(node, LatexCharsNode) and not node.chars.strip() and "\n\n" not in node.chars)
        ):
            break
    return groups, taken
