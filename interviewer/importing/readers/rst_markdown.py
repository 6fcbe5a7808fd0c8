"""A docutils tree -> lines of Markdown."""

import re

from docutils import nodes

from interviewer.importing.manuscript import Dropped
from interviewer.importing.readers.inline_markup import InlineMarkup
from interviewer.importing.readers.markdown_lines import MarkdownLines, as_prose, on_one_line

_LOST_TITLE = re.compile(r"Title level inconsistent|Unexpected section title|Inconsistent title style")
_RULE = re.compile(r"([^\w\s])\1*\s*$")
_MARKS: tuple[tuple[type[nodes.Node], str], ...] = ((nodes.strong, "**"), (nodes.emphasis, "*"))
_HIDDEN = (nodes.footnote_reference, nodes.citation_reference, nodes.image, nodes.raw, nodes.system_message)
_ADMONITIONS = (
    nodes.note, nodes.warning, nodes.tip, nodes.hint, nodes.important, nodes.attention, nodes.caution, nodes.danger,
    nodes.error,
)  # fmt: skip


class RstWriter:
    """Writes a document; lists hand their indentation down, and the mark that their first paragraph takes."""

    def __init__(self, source: str) -> None:
        """`source`: the text that the tree was made from, to find the lines of its titles."""
        self._source = source.split("\n")
        self._number = 1
        self._level = 0
        self._mark: str | None = None
        self.lines = MarkdownLines()
        self.dropped: list[Dropped] = []

    def write(self, node: nodes.Node, indent: str = "") -> None:  # noqa: PLR0912, PLR0915 - one case per kind of node
        """A block and those in it."""
        self._number = _line_of(node) or self._number
        match node:
            case nodes.section():
                self._level += 1
                self._children(node, indent)
                self._level -= 1
            case nodes.title() if self._level:
                self._number = self._line_of_title(node)
                self._heading(_markup(node).plain())
            case (
                nodes.paragraph()
                | nodes.title()
                | nodes.rubric()
                | nodes.line()
                | nodes.caption()
                | nodes.attribution()
            ):
                self._text(_markup(node).markdown(), indent)
            case nodes.literal_block() | nodes.doctest_block():
                language = (
                    "python" if isinstance(node, nodes.doctest_block) else str(node.get("language") or _language(node))
                )
                self._settle(indent)
                self.lines.code(node.astext(), self._number, indent, language)
            case nodes.math_block():
                self._text(f"$$\n{node.astext().strip()}\n$$", indent)
            case nodes.bullet_list():
                self._list(node, indent)
            case nodes.enumerated_list():
                self._list(node, indent, int(node.get("start", 1)), str(node.get("enumtype", "arabic")))
            case nodes.definition_list_item():
                self._definition(node, indent)
            case nodes.field():
                name, body = node.children[0].astext(), on_one_line(node.children[-1].astext())
                self._text(f"**{name}**: {body}", indent)
            case nodes.table():
                self._settle(indent)
                self.lines.table(_rows(node), self._number, indent)
            case nodes.option_list():
                self._settle(indent)
                self.lines.code(node.astext(), self._number, indent)
            case nodes.line_block():
                self._text("\n".join(_markup(line).markdown() for line in node.children), indent)
            case nodes.transition():
                self.lines.paragraph("---", self._number)
            case nodes.system_message():
                self._lost(node)
            case nodes.raw():
                self.lines.paragraph(node.astext().strip("\n"), self._number, indent)
            case nodes.comment():
                self._drop("comment" if not node.astext().startswith("..") else "directive", node.astext())
            case nodes.footnote() | nodes.citation():
                self._drop("footnote", node.astext())
            case nodes.target() | nodes.substitution_definition() | nodes.label():
                pass
            case nodes.block_quote():
                self._children(node, indent or "> ")
            case _ if isinstance(node, _ADMONITIONS):
                self._children(node, indent)
            case nodes.Text():
                self._text(on_one_line(node.astext()), indent)
            case _ if not isinstance(node, _HIDDEN):
                self._children(node, indent)

    def _children(self, node: nodes.Node, indent: str) -> None:
        for child in node.children:
            self.write(child, indent)

    def _heading(self, text: str) -> None:
        self.lines.heading(self._level, text, self._number)

    def _line_of_title(self, node: nodes.Element) -> int:
        """Its own line: docutils names the one of the rule below it."""
        for number in (self._number - 1, self._number, self._number - 2):
            if 0 < number <= len(self._source) and self._source[number - 1].strip() == node.rawsource.strip():
                return number
        return self._number

    def _text(self, text: str, indent: str) -> None:
        if not text:
            return
        text = "\n".join(as_prose(line) for line in text.split("\n"))
        if self._mark is not None:
            mark, self._mark = self._mark, None
            self.lines.item(mark, text, self._number, indent[: -len(mark) - 1], first=mark in {"-", "1."})
        else:
            self.lines.paragraph(text, self._number, indent)

    def _settle(self, indent: str) -> None:
        """Before a block that cannot stand behind the mark of its item."""
        if self._mark is not None:
            mark, self._mark = self._mark, None
            self.lines.item(mark, "", self._number, indent[: -len(mark) - 1])

    def _list(self, node: nodes.Element, indent: str, start: int = 0, kind: str = "") -> None:
        for place, item in enumerate(node.children):
            mark = f"{_numeral(start + place, kind)}." if kind else "-"
            self._settle(indent)
            self._mark = mark
            self._number = _line_of(item) or self._number
            self._children(item, indent + " " * (len(mark) + 1))
            self._mark = None

    def _definition(self, node: nodes.Element, indent: str) -> None:
        """A term in bold, and what is said of it below; a question with its answer indented is one too."""
        for child in node.children:
            if isinstance(child, nodes.term):
                self._number = _line_of(child) or self._number
                self._text(f"**{on_one_line(_markup(child).plain())}**", indent)
            elif isinstance(child, nodes.definition):
                self._children(child, indent)

    def _lost(self, node: nodes.Element) -> None:
        """What docutils could not place: a title out of order is a title all the same."""
        block = next(iter(node.findall(nodes.literal_block)), None)
        if block is None:
            return
        if _LOST_TITLE.search(node.astext()):
            titles = [line for line in block.astext().split("\n") if line.strip() and not _RULE.match(line)]
            self.lines.heading(max(self._level, 1), " ".join(titles), self._number)
        elif "Unknown directive" in node.astext():
            self._drop("directive", block.astext())

    def _drop(self, reason: str, text: str) -> None:
        if text := on_one_line(text):
            self.dropped.append(Dropped(reason, text[:200], self._number))


def _markup(node: nodes.Node) -> InlineMarkup:
    markup = InlineMarkup()
    _collect(node, markup, frozenset())
    return markup


def _collect(node: nodes.Node, markup: InlineMarkup, marks: frozenset[str]) -> None:
    for child in node.children:
        inner = marks | {mark for kind, mark in _MARKS if isinstance(child, kind)}
        match child:
            case nodes.Text():
                markup.text(child.astext().replace("\n", " "), marks)
            case nodes.literal():
                markup.code(child.astext().replace("\n", " "), marks)
            case nodes.math():
                markup.raw(f"${on_one_line(child.astext())}$", marks)
            case nodes.reference() if re.match(r"https?://[^\s()]+$", str(child.get("refuri", ""))):
                uri, words = str(child["refuri"]), on_one_line(child.astext())
                markup.raw(words if words == uri else f"[{words}]({uri})", marks)
            case nodes.superscript() | nodes.subscript():
                markup.raw(("^" if isinstance(child, nodes.superscript) else "_") + child.astext(), marks)
            case _ if not isinstance(child, _HIDDEN):
                _collect(child, markup, inner)


def _rows(table: nodes.Element) -> list[list[str]]:
    return [
        [
            on_one_line(" ".join(_markup(part).markdown() or part.astext() for part in entry.children))
            for entry in row.children
        ]
        for row in table.findall(nodes.row)
    ]


def _language(node: nodes.Element) -> str:
    classes: list[str] = node.get("classes", [])
    return next((name for name in classes if name != "code"), "")


def _line_of(node: nodes.Node) -> int | None:
    return node.line if isinstance(node.line, int) and node.line > 0 else None


def _numeral(number: int, kind: str) -> str:
    if kind in {"loweralpha", "upperalpha"} and 0 < number <= 26:
        return chr(ord("a" if kind == "loweralpha" else "A") + number - 1)
    return str(number)
