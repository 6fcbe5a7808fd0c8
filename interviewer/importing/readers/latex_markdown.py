"""The nodes of a LaTeX document -> lines of Markdown."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
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

from interviewer.importing.manuscript import Dropped, Line
from interviewer.importing.readers import latex_names as names
from interviewer.importing.readers.latex_blocks import LatexBlocks
from interviewer.importing.readers.latex_listings import BLOCK, SPAN, Listing
from interviewer.importing.readers.latex_nodes import choices, leading_groups, table_rows
from interviewer.importing.readers.markdown_lines import on_one_line

_QUESTION_LEVEL = 3
_DEEPEST_MACRO = 5
_TEXT = LatexNodes2Text(strict_latex_spaces=False)
_POINTS = re.compile(r"^\s*\[[^\]]*\]")
# In brackets behind the beginning of a question: its points or its number.
_NO_NAME = re.compile(r"^[\d\s.,:-]*(?:points?|pts?|marks?|p)?\.?$|^\S*\d\S*$", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")


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
        self._levels = {name: level for level, name in enumerate(names.SECTIONS)}
        self._blocks = LatexBlocks()
        self._questions = 0
        self._is_answered = False
        """Whether the right option of the last question has been written."""
        self.dropped: list[Dropped] = []

    def write_source(self, source: str, first: int, nodes: Sequence[Any]) -> None:
        """The nodes parsed from a source that begins in line `first` of the file."""
        self._ends = [match.start() for match in re.finditer("\n", source)]
        self._first = first
        if "\\chapter" in source:
            self._levels = {name: level for level, name in enumerate(names.SECTIONS, 1)}
        self.write(nodes)

    def write(self, nodes: Sequence[Any], marks: frozenset[str] = frozenset()) -> None:
        """Nodes in order; marks of bold and italics that a switch (`\\bf`) sets hold to the end of them."""
        position = 0
        while position < len(nodes):
            node = nodes[position]
            position += 1
            if isinstance(node, LatexCharsNode):
                self._chars(node.chars, node.pos, marks)
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
                self._chars(text, node.pos, marks)

    def finished(self) -> tuple[Line, ...]:
        return self._blocks.finished()

    @staticmethod
    def plain(nodes: Sequence[Any]) -> str:
        """Nodes as text on one line."""
        return on_one_line(str(_TEXT.nodelist_to_text(list(nodes))))

    def _chars(self, text: str, position: int, marks: frozenset[str]) -> None:
        start = 0
        for gap in _PARAGRAPH.finditer(text):
            self._add(text[start : gap.start()], position + start, marks)
            self._blocks.end_paragraph()
            start = gap.end()
        self._add(text[start:], position + start, marks)

    def _add(self, text: str, position: int, marks: frozenset[str]) -> None:
        if text.strip():
            self._blocks.begin_at(self._line(position + len(text) - len(text.lstrip())))
        if "`" in marks:
            self._blocks.inline.code(text.replace("\n", " "), marks - {"`"})
        else:
            self._blocks.inline.text(text, marks)

    def _line(self, position: int) -> int:
        return self._expanding or bisect_right(self._ends, position - 1) + self._first

    def _macro(  # noqa: PLR0912 - one branch per kind of macro
        self, node: Any, following: Sequence[Any], marks: frozenset[str]
    ) -> tuple[frozenset[str], int]:
        """Write a macro; the marks that hold from here on, and how many of the nodes behind it were part of it."""
        name = node.macroname
        arguments = [argument for argument in (node.nodeargd.argnlist if node.nodeargd else ()) if argument is not None]
        if name in self._levels:
            self._blocks.open_heading(self._levels[name] + 1, self._line(node.pos))
            self._argument(arguments[-1:], marks)
            self._blocks.end_paragraph()
        elif name in names.BOLD | names.ITALIC | names.MONO:
            mark = "**" if name in names.BOLD else "*" if name in names.ITALIC else "`"
            if not arguments and name not in {"strong", "code"}:
                return marks | {mark}, 0
            groups, taken = ([], 0) if arguments else leading_groups(following, 1)
            self._argument(arguments[-1:] or groups, marks | {mark})
            return marks, taken
        elif name == "item":
            label = self.plain(arguments[:1]).strip("[]") if arguments else ""
            self._is_answered = False
            self._blocks.item(label, self._line(node.pos))
        elif name in {BLOCK, SPAN}:
            self._code(name, self._listings[int(self.plain(arguments))], node.pos, marks)
        elif name in {"\\", "newline", "linebreak"}:
            self._blocks.inline.line_break()
        elif name == "par":
            self._blocks.end_paragraph()
        elif name in {"href", "url"} and arguments:
            self._link(arguments, marks)
        elif name == "footnote" and arguments:
            self._blocks.inline.text(" (", marks)
            self._argument(arguments[-1:], marks)
            self._blocks.inline.text(")", marks)
        elif name in names.QUANTITIES and arguments:
            self._blocks.inline.text(" ".join(map(self.plain, ([part] for part in arguments[-2:]))), marks)
        elif name in names.MACROS_DROPPED:
            return marks, len(leading_groups(following, 9)[0]) if name in {
                "def",
                "definecolor",
                "institute",
                "lstset",
            } else 0
        elif name == "frametitle":
            self._blocks.open_heading(2, self._line(node.pos))
            self._argument(arguments, marks)
            self._blocks.end_paragraph()
        elif name in names.PAIR_MACROS | names.QUESTION_MACROS | names.ONE_LETTER_QUESTIONS | names.ANSWER_MACROS:
            return marks, self._question(node, arguments, following)
        else:
            self._other(node, arguments, marks)
        return marks, 0

    def _question(self, node: Any, arguments: Sequence[Any], following: Sequence[Any]) -> int:
        """Macros that question sheets define: `\\question{...}`, `\\answer{...}`, `\\qa{...}{...}`, and exam's own."""
        name = node.macroname
        groups, taken = (
            (list(arguments), 0) if arguments else leading_groups(following, 2 if name in names.PAIR_MACROS else 1)
        )
        if name in names.ANSWER_MACROS:
            self._blocks.end_paragraph()
            self._label_answer(node.pos)
            self._argument(groups, frozenset())
            if groups:
                self._blocks.end_paragraph()
            return taken
        if name in names.ONE_LETTER_QUESTIONS and not groups:
            return taken
        self._blocks.end_paragraph()
        self._questions += 1
        self._is_answered = False
        self._blocks.open_heading(_QUESTION_LEVEL, self._line(node.pos))
        if not groups:  # \question[points] Text, as the exam class has it
            self._blocks.inline.text(f"{self._questions}. ")
            if following and isinstance(following[0], LatexCharsNode):
                following[0].chars = _POINTS.sub("", following[0].chars)
            return taken
        self._argument(groups[:1], frozenset())
        self._blocks.end_paragraph()
        self._argument(groups[1:], frozenset())
        if groups[1:]:
            self._blocks.end_paragraph()
        return taken

    def _label_answer(self, position: int) -> None:
        if not self._is_answered:
            self._blocks.paragraph("**Answer:**", self._line(position))

    def _other(self, node: Any, arguments: Sequence[Any], marks: frozenset[str]) -> None:
        """A macro of the document's own, a symbol, an accent, or a macro whose last argument is text."""
        if node.macroname in self._own_macros and self._depth < _DEEPEST_MACRO:
            self._expand(self._own_macros[node.macroname], arguments, node, marks)
            return
        if node.macroname in names.NAMED_SYMBOLS:
            self._blocks.inline.text(names.NAMED_SYMBOLS[node.macroname], marks)
            return
        text = _TEXT.nodelist_to_text([node]) if node.macroname not in {"textcolor", "colorbox", "multicolumn"} else ""
        if arguments and (not text.strip() or len(node.macroname) > 2):
            self._argument(arguments[:1] if node.macroname == "texorpdfstring" else arguments[-1:], marks)
        else:
            self._chars(text + (node.macro_post_space and " " if len(text) > 3 else ""), node.pos, marks)

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
        self._blocks.inline.text(node.macro_post_space and " ", marks)

    def _argument(self, arguments: Sequence[Any], marks: frozenset[str]) -> None:
        for argument in arguments:
            self.write([argument], marks)

    def _link(self, arguments: Sequence[Any], marks: frozenset[str]) -> None:
        target, words = self.plain(arguments[:1]), self.plain(arguments[1:2])
        if re.match(r"https?://[^\s()]+$", target):
            self._blocks.inline.raw(f"[{words}]({target})" if words else f"<{target}>", marks)
        else:
            self._blocks.inline.text(words or target, marks)

    def _formula(self, node: Any, marks: frozenset[str]) -> None:
        inner = "".join(part.latex_verbatim() for part in node.nodelist)
        formula = on_one_line(re.sub(r"(?<!\\)%[^\n]*\n", "", inner))
        if node.displaytype == "inline":
            self._blocks.begin_at(self._line(node.pos))
            self._blocks.inline.raw(f"${formula}$", marks)
        else:
            self._display(formula, node.pos)

    def _display(self, formula: str, position: int) -> None:
        self._blocks.end_paragraph()
        if formula:
            self._blocks.paragraph(f"$$\n{formula}\n$$", self._line(position))

    def _environment(self, node: Any, marks: frozenset[str]) -> None:
        name = node.environmentname
        base = name.rstrip("*")
        if base in {"equation", "displaymath", "math", "align", "gather", "multline", "eqnarray", "flalign", "alignat"}:
            inner = "".join(part.latex_verbatim() for part in node.nodelist)
            inner = on_one_line(re.sub(r"\\label\{[^}]*\}|(?<!\\)%[^\n]*\n", "", inner))
            aligned = base not in {"equation", "displaymath", "math", "multline"}
            self._display(f"\\begin{{aligned}} {inner} \\end{{aligned}}" if aligned else inner, node.pos)
            return
        self._blocks.end_paragraph()
        if base in names.ENVIRONMENTS_DROPPED:
            self.dropped.append(
                Dropped(names.ENVIRONMENTS_DROPPED[base], self.plain(node.nodelist)[:200], self._line(node.pos))
            )
        elif base in names.CHOICE_ENVIRONMENTS and (options := choices(node.nodelist)):
            self._choices(options, node.pos)
        elif base in {"enumerate", "itemize", "description", "parts", "subparts"}:
            self._list(node, base, marks)
        elif base in {"tabular", "tabularx", "longtable", "array"}:
            rows = [[self._cell(cell) for cell in row] for row in table_rows(node.nodelist)]
            self._blocks.table([row for row in rows if any(row)], self._line(node.pos))
        elif base in names.QUESTION_ENVIRONMENTS:
            self._is_answered = False
            self._blocks.open_heading(_QUESTION_LEVEL, self._line(node.pos))
            name_of_it = self.plain([part for part in node.nodeargd.argnlist if part]).strip("[] ")
            if name_of_it and not _NO_NAME.match(name_of_it):
                self._blocks.inline.text(f"{name_of_it}: ")
            self.write(node.nodelist, marks)
        elif base in names.ANSWER_ENVIRONMENTS:
            self._label_answer(node.pos)
            self.write(node.nodelist, marks)
        elif base == "frame":
            self._frame(node, marks)
        else:
            self.write(node.nodelist, marks)
        self._blocks.end_paragraph()
        self._blocks.drop_heading()

    def _frame(self, node: Any, marks: frozenset[str]) -> None:
        """A slide: its title is what stands in braces right behind its beginning."""
        nodes = list(node.nodelist)
        groups, taken = leading_groups(nodes, 1)
        if groups:
            self._blocks.open_heading(2, self._line(node.pos))
            self._argument(groups, marks)
            self._blocks.end_paragraph()
        self.write(nodes[taken:], marks)

    def _list(self, node: Any, name: str, marks: frozenset[str]) -> None:
        numbered = name in {"enumerate", "parts", "subparts", "choices"}
        options = node.nodeargd.argnlist if node.nodeargd else []
        resumes = numbered and options and options[0] is not None and "resume" in options[0].latex_verbatim()
        self._blocks.open_list(numbered=numbered, resumes=bool(resumes))
        self.write(node.nodelist, marks)
        self._blocks.close_list()

    def _choices(self, options: Sequence[tuple[bool, Sequence[Any]]], position: int) -> None:
        """Options with letters, and the right ones below them as the answer."""
        texts = [(is_right, self._cell(nodes)) for is_right, nodes in options]
        right = [text for is_right, text in texts if is_right]
        self._blocks.open_list(numbered=False, resumes=False)
        for place, (_right, text) in enumerate(texts):
            self._blocks.item("", self._line(position))
            self._blocks.paragraph(f"{chr(ord('A') + place)}. {text}", self._line(position))
        self._blocks.close_list()
        if right:
            self._blocks.paragraph(f"**Answer:** {'; '.join(right)}", self._line(position))
            self._is_answered = True

    def _code(self, name: str, listing: Listing, position: int, marks: frozenset[str]) -> None:
        if name == SPAN:
            self._blocks.inline.code(listing.code, marks - {"`"})
            return
        self._blocks.code(listing.code, listing.language, self._line(position))

    def _cell(self, nodes: Sequence[Any]) -> str:
        inner = LatexWriter(self._listings, self._own_macros)
        inner.write(nodes)
        return on_one_line(" ".join(line.text for line in inner.finished()))
