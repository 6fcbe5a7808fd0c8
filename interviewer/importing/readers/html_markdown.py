"""HTML elements -> lines of Markdown. The tree is walked with a stack of our own: pages may nest without end."""

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from interviewer.importing.manuscript import Dropped, Line
from interviewer.importing.readers.html_code import language_of_code, text_of_code
from interviewer.importing.readers.html_lists import HtmlLists
from interviewer.importing.readers.html_parts import (
    SILENT_TAGS,
    heads_question,
    is_counter,
    is_faq,
    is_menu,
    is_question,
    part_of_page,
    text_of_question,
    titles_section,
)
from interviewer.importing.readers.inline_markup import InlineMarkup, as_text
from interviewer.importing.readers.markdown_lines import MarkdownLines, as_prose, on_one_line
from interviewer.importing.record_fields import names_entries

LINE_ATTRIBUTE = "data-l"
"""On elements: the line of the file that they begin in."""

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "header hgroup hr legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
) | set(_HEADINGS)
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_CODE_TAGS = frozenset({"code", "kbd", "samp", "tt"})
_BLOCKS_IN_CELLS = ", ".join(
    f"{cell} {block}"
    for cell in ("td", "th")
    for block in "ul ol pre h1 h2 h3 h4 h5 h6 blockquote dl details table".split()
)
_QUESTION_LEVEL = 3
_SECTION_LEVEL = 2
_TERM, _SUMMARY = 0, -1
_DEEPEST_TABLE = 4
_FEWEST_ASKED = 2


class HtmlWriter:
    """Writes the elements below a node as Markdown."""

    def __init__(self, lengths: Mapping[int, int] | None = None, total: int = 0, depth: int = 0) -> None:
        """`lengths`: characters of text below each element, by its `mem_id`; without, no part counts as boilerplate.

        `depth`: how many tables its text stands in.
        """
        self._lengths = lengths
        self._total = total
        self._depth = depth
        self._lines = MarkdownLines()
        self._inline = InlineMarkup()
        self._marks: list[str] = []
        self._lists = HtmlLists()
        self._quotes = 0
        self._number = 1
        """The line of the element entered last."""
        self._begin = 1
        """The line that the paragraph being collected begins in."""
        self._block: tuple[int, int] | None = None
        """The heading now open, or what is like one: its element, and its level or `_TERM` or `_SUMMARY`."""
        self._asked = 0
        """Questions so far that the page marks, and headings among frequent questions."""
        self._faqs: dict[int, int] = {}
        """Of each whole of frequent questions now open, by its `mem_id`: the questions before it."""
        self._is_after_faq = False
        """Whether what comes now, up to the next heading, stands behind such a whole."""
        self.dropped: list[Dropped] = []

    def write(self, root: LexborNode) -> tuple[Line, ...]:
        stack: list[tuple[LexborNode, bool]] = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                self._leave(node, node.tag or "")
            elif self._enter(node, node.tag or ""):
                stack.append((node, True))
                stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))
        self._flush()
        return self._lines.finished()

    def _enter(self, node: LexborNode, tag: str) -> bool:
        """Take note of a node; whether to go on to those below it."""
        if self._inline.is_empty:
            self._begin = self._number
        if tag == "-text":
            self._inline.text(_without_line_ends(node.text_content or ""), frozenset(self._marks))
        if tag.startswith("-"):  # also a comment, a doctype
            return False
        line = node.attributes.get(LINE_ATTRIBUTE) or ""
        self._number = int(line) if line.isdecimal() else self._number
        length = self._lengths.get(node.mem_id, 0) if self._lengths is not None else 0
        reason = part_of_page(node, length, self._total) if self._lengths is not None else None
        if reason is None and self._lengths is not None and tag in {"p", "div", "ul"} and is_menu(node, length):
            reason = "links to other pages"
        if reason is None and self._lengths is not None and self._block is None and is_counter(node, length):
            reason = "number of a question"
        kind = node.attributes.get("type") or ""
        if "math/tex" in kind:
            self._maths(node.text(), display="mode=display" in kind)
        elif reason and tag not in SILENT_TAGS:
            self._drop(node, reason)
        if reason or tag in SILENT_TAGS:
            return False
        return self._enter_block(node, tag, length) if tag in _BLOCKS else self._enter_inline(node, tag, length)

    def _enter_block(self, node: LexborNode, tag: str, length: int) -> bool:
        self._flush()
        if self._lengths is not None and is_faq(node):
            self._faqs[node.mem_id] = self._asked
        if tag in _HEADINGS:
            self._is_after_faq = False
            self._asked += bool(self._faqs)
            level = _QUESTION_LEVEL if self._lengths is not None and heads_question(node) else _HEADINGS[tag]
            self._block = self._block or (node.mem_id, level)
        elif tag == "pre":
            self._listing(text_of_code(node), node)
            return False
        elif tag == "table":
            return self._enter_table(node)
        elif tag in {"ul", "ol", "menu"}:
            self._lists.open(node)
        elif tag == "li":
            self._lists.open_item(node)
        elif tag == "blockquote":
            self._quotes += 1
        elif tag in {"details", "hr"}:
            self._lines.paragraph("<details>" if tag == "details" else "---", self._number, self._lists.indent())
        elif tag in {"dt", "summary"}:
            self._block = self._block or (node.mem_id, _TERM if tag == "dt" else _SUMMARY)
        elif self._block is None and self._lengths is not None and is_question(node, length):
            return self._enter_question(node)
        elif self._block is None and self._lengths is not None and titles_section(node, length):
            self._block = (node.mem_id, _SECTION_LEVEL)
        return True

    def _enter_question(self, node: LexborNode) -> bool:
        """Open a question as a heading; one whose words are marked among numbers and badges is written at once."""
        self._asked += 1
        self._is_after_faq = False
        words = text_of_question(node)
        if words.mem_id == node.mem_id:
            self._block = (node.mem_id, _QUESTION_LEVEL)
            return True
        self._lines.paragraph(f"{'#' * _QUESTION_LEVEL} {as_text(on_one_line(words.text(deep=True)))}", self._number)
        return False

    def _enter_inline(self, node: LexborNode, tag: str, length: int) -> bool:
        goes_below = True
        if tag in _MARKS:
            self._marks.append(_MARKS[tag])
        elif tag in _CODE_TAGS:
            self._code(node)
            goes_below = False
        elif tag == "br":
            self._inline.line_break()
        elif tag in {"sub", "sup"}:
            raised = _raised(node.text(deep=True).strip(), "_" if tag == "sub" else "^")
            self._inline.raw(raised, frozenset(self._marks))
            goes_below = False
        elif tag == "a":
            goes_below = self._link(node)
        elif tag == "img":
            self._picture(node)
        elif tag == "math":
            source = node.css_first("annotation[encoding]")
            self._maths((source or node).text(deep=True), display=node.attributes.get("display") == "block")
            goes_below = False
        elif "katex-html" in (node.attributes.get("class") or ""):
            goes_below = False  # the same once more, for the eye
        elif self._block is None and self._lengths is not None and is_question(node, length):
            self._flush()
            return self._enter_question(node)
        elif tag == "button":
            goes_below = self._block is not None
        return goes_below

    def _code(self, node: LexborNode) -> None:
        """Code within a line, or several lines of it without the tag that would say so."""
        text = node.text(deep=True)
        if "\n" in text.strip() and self._block is None and not self._inline.plain():
            self._flush()
            self._listing(text, node)
        else:
            self._inline.code(_without_line_ends(text), frozenset(self._marks))

    def _listing(self, code: str, node: LexborNode) -> None:
        self._lists.begin_item(self._lines, self._number)
        self._lines.code(code, self._number, self._lists.indent(), language_of_code(node))

    def _leave(self, node: LexborNode, tag: str) -> None:
        if self._block is not None and self._block[0] == node.mem_id:
            self._flush()
            self._block = None
        elif tag in _BLOCKS:
            self._flush()
        if node.mem_id in self._faqs:
            self._is_after_faq = self._asked >= self._faqs.pop(node.mem_id) + _FEWEST_ASKED
        if tag in _MARKS and self._marks:
            self._marks.pop()
        elif tag in {"ul", "ol", "menu"}:
            self._lists.close()
        elif tag == "blockquote":
            self._quotes -= 1
        elif tag == "details":
            self._lines.paragraph("</details>", self._number, self._lists.indent())

    def _flush(self) -> None:
        """Write the paragraph collected so far."""
        plain = self._inline.plain()
        if plain:
            level = self._block[1] if self._block else None
            if level is None and self._is_after_faq:
                self.dropped.append(Dropped("text behind the questions", on_one_line(plain)[:200], self._begin))
            elif level is None:
                self._write_text("\n".join(as_prose(line) for line in self._inline.markdown().split("\n")))
            elif level == _SUMMARY:
                self._lines.raw([f"<summary>{on_one_line(plain)}</summary>"], self._begin, self._lists.indent())
            elif level == _TERM:
                self._write_text(f"**{on_one_line(plain)}**")
            else:
                self._write_text(f"{'#' * level} {on_one_line(plain)}")
        self._inline.clear()

    def _write_text(self, text: str) -> None:
        if self._quotes:
            text = "\n".join("> " + line for line in text.split("\n"))
        self._lists.write(self._lines, text, self._begin)

    def _enter_table(self, node: LexborNode) -> bool:
        """Write a table of data; one that only arranges the page is gone through like any other element."""
        rows = [[cell for cell in row.iter() if cell.tag in {"td", "th"}] for row in _rows(node)]
        rows = [row for row in rows if row]
        if max(map(len, rows), default=0) < 2 or self._depth > _DEEPEST_TABLE:
            return True
        asks = len(rows) > 1 and names_entries([on_one_line(cell.text()) for cell in rows[0]], surely=True)
        if not asks and node.css_first(_BLOCKS_IN_CELLS) is not None:
            return True
        texts = [[self._cell(cell) for cell in row] for row in rows]
        self._lists.begin_item(self._lines, self._number)
        self._lines.table([row for row in texts if any(row)], self._number, self._lists.indent())
        return False

    def _cell(self, node: LexborNode) -> str:
        return "\n".join(line.text for line in HtmlWriter(depth=self._depth + 1).write(node))

    def _link(self, node: LexborNode) -> bool:
        target = (node.attributes.get("href") or "").strip()
        text = on_one_line(node.text(deep=True))
        is_page = re.match(r"https?://[^\s()]+$", target) is not None
        if self._block is not None or not text or not is_page or node.css_first("img, code, p, div, li") is not None:
            return True
        shown = as_text(text).replace("[", "\\[").replace("]", "\\]")
        self._inline.raw(f"[{shown}]({target})", frozenset(self._marks))
        return False

    def _picture(self, node: LexborNode) -> None:
        source, words = node.attributes.get("src") or "", on_one_line(node.attributes.get("alt") or "")
        if words.startswith("{\\displaystyle") or "tex" in (node.attributes.get("class") or "").split():
            self._maths(words, display=False)
        elif words and re.match(r"https?://\S+$", source):
            self._inline.raw(f"![{words.replace('[', '').replace(']', '')}]({source})")

    def _maths(self, source: str, *, display: bool) -> None:
        if formula := on_one_line(source):
            self._inline.raw(f"$${formula}$$" if display else f"${formula}$")

    def _drop(self, node: LexborNode, reason: str) -> None:
        text = on_one_line(" ".join(_texts(node)))
        if text:
            self.dropped.append(Dropped(reason, text[:200], self._number))


def _texts(node: LexborNode) -> list[str]:
    return [
        inner.text_content or ""
        for inner in node.traverse(include_text=True)
        if inner.tag == "-text" and (inner.parent is None or inner.parent.tag not in SILENT_TAGS)
    ]


def _rows(table: LexborNode) -> list[LexborNode]:
    """The rows of a table itself, not of tables within."""
    parts = [part for part in table.iter() if part.tag in {"tr", "tbody", "thead", "tfoot"}]
    return [row for part in parts for row in ([part] if part.tag == "tr" else part.iter()) if row.tag == "tr"]


def _raised(text: str, sign: str) -> str:
    if not text or re.fullmatch(r"\[\w+\]", text):  # a mark of a footnote
        return ""
    return f"{sign}{text}" if re.fullmatch(r"\w|\d+", text) else f"{sign}({text})"


def _without_line_ends(text: str) -> str:
    return re.sub(r"\s*[\r\n]\s*", " ", text)
