"""Word documents (.docx): headings, automatic numbers, bold, lists, code, tables and formulas as Markdown."""

import io
import re
from dataclasses import dataclass
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from interviewer.errors import InterviewerError
from interviewer.importing.fences import looks_like_code
from interviewer.importing.manuscript import Dropped, Manuscript
from interviewer.importing.readers.archives import open_archive
from interviewer.importing.readers.inline_markup import InlineMarkup
from interviewer.importing.readers.markdown_document import only_title
from interviewer.importing.readers.markdown_lines import MarkdownLines, as_prose, on_one_line
from interviewer.importing.readers.office_maths import latex_of
from interviewer.importing.readers.word_elements import SKIPPED, blocks, own_level, page_edges, raw_text, run_text
from interviewer.importing.readers.word_numbering import Numbering
from interviewer.importing.readers.word_styles import Style, WordStyles, is_mono, switched_on

_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PAGE = re.compile(r"https?://[^\s()]+$")
_SHORTEST_LINK_TEXT = 2
_LONGEST_HEADING = 400
_LEAST_CODE = 0.3


def read_word(content: bytes, file: str) -> Manuscript:
    """The text of a document; the number of a line is that of its paragraph, from 1.

    Raises:
        InterviewerError: it is damaged, or would need more room than it should.
    """
    open_archive(content, file)
    try:
        document = docx.Document(io.BytesIO(content))
        writer = _Writer(_Source(document))
        writer.write(document.element.body)
        lines = writer.lines.finished()
        title = on_one_line(document.core_properties.title or "")
        edges = page_edges(document)
    except (PackageNotFoundError, LookupError, ValueError, AttributeError, TypeError, etree.XMLSyntaxError) as error:
        raise InterviewerError(
            f"{file} is damaged: no document can be read in it.", "Open it in a word processor and save it anew."
        ) from error
    return Manuscript(
        file,
        "docx",
        "docx",
        title or only_title(lines),
        lines,
        dropped=(*edges, *writer.dropped),
    )


@dataclass(frozen=True, slots=True)
class _MonoParagraph:
    """A paragraph that may be a line of code."""

    element: Any
    number: int
    text: str
    is_styled: bool = False
    """Whether its style is one for code."""


class _Source:
    """What the paragraphs of a document share."""

    def __init__(self, document: Document) -> None:
        self.styles = WordStyles(document.styles.element)
        parts = [relation.target_part for relation in document.part.rels.values() if relation.reltype == RT.NUMBERING]
        self.numbering = Numbering(parts[0].element if parts else None)
        self.links = {
            name: relation.target_ref for name, relation in document.part.rels.items() if relation.is_external
        }
        self.paragraphs = 0
        """Read so far."""


class _Writer:
    def __init__(self, source: _Source) -> None:
        self._source = source
        self._mono: list[_MonoParagraph] = []
        """Paragraphs in letters of equal width, until it is known what they are together."""
        self._open_items: list[tuple[int, int]] = []
        """Depth and width of the marks of the items that a following item may stand below."""
        self.lines = MarkdownLines()
        self.dropped: list[Dropped] = []

    def write(self, body: Any) -> None:
        for element in blocks(body):
            if element.tag == qn("w:p"):
                self._source.paragraphs += 1
                self._paragraph(element)
            else:
                self._table(element)
        self._end_listing()

    def _paragraph(self, element: Any) -> None:
        number = self._source.paragraphs
        properties = element.find(qn("w:pPr"))
        style = self._style_of(properties)
        markup, is_mono = self._markup(element, style)
        text = markup.markdown()
        if style.is_contents:
            if text:
                self.dropped.append(Dropped("table of contents", text[:200], number))
        elif not text:
            if self._mono:
                self._mono.append(_MonoParagraph(element, number, ""))
        elif is_mono and not (own_level(properties) or style.level):
            self._mono.append(_MonoParagraph(element, number, raw_text(element), is_styled=style.is_code))
        else:
            self._end_listing()
            self._text(markup, properties, style, number)

    def _text(self, markup: InlineMarkup, properties: Any | None, style: Style, number: int) -> None:
        text = markup.markdown()
        level = own_level(properties) or style.level
        mark = self._mark(properties, style)
        if level is not None and len(text) <= _LONGEST_HEADING:
            plain = on_one_line(markup.plain())
            self.lines.heading(level, f"{mark} {plain}" if mark not in {"", "-"} else plain, number)
            self._open_items.clear()
        elif mark:
            self._item(mark, self._depth(properties, style), text, number)
        else:
            self._open_items.clear()
            self.lines.paragraph("\n".join(as_prose(line) for line in text.split("\n")), number)

    def _end_listing(self) -> None:
        """Write the paragraphs in letters of equal width: as code if their style says so or they look like it."""
        group, self._mono = self._mono, []
        while group and not group[-1].text:
            group.pop()
        if not group:
            return
        lines = [line for paragraph in group for line in paragraph.text.split("\n") if line.strip()]
        alike = sum(looks_like_code(line) for line in lines)
        if any(paragraph.is_styled for paragraph in group) or alike >= _LEAST_CODE * len(lines):
            self._open_items.clear()
            self.lines.code("\n".join(paragraph.text for paragraph in group), group[0].number)
            return
        for paragraph in group:
            properties = paragraph.element.find(qn("w:pPr"))
            style = self._style_of(properties)
            markup, _is_mono = self._markup(paragraph.element, style, spans=False)
            if markup.plain():
                self._text(markup, properties, style, paragraph.number)

    def _item(self, mark: str, depth: int, text: str, number: int) -> None:
        """A paragraph with a bullet or a number."""
        is_first = not self._open_items
        while self._open_items and self._open_items[-1][0] >= depth:
            self._open_items.pop()
        indent = " " * sum(width for _depth, width in self._open_items)
        self.lines.item(mark, text, number, indent, first=is_first)
        self._open_items.append((depth, len(mark) + 1))

    def _mark(self, properties: Any | None, style: Style) -> str:
        numbers = properties.find(qn("w:numPr")) if properties is not None else None
        own = numbers.find(qn("w:numId")) if numbers is not None else None
        list_id = own.get(qn("w:val")) if own is not None else style.list_id
        return (
            self._source.numbering.mark(list_id, self._depth(properties, style)) if list_id and list_id != "0" else ""
        )

    @staticmethod
    def _depth(properties: Any | None, style: Style) -> int:
        numbers = properties.find(qn("w:numPr")) if properties is not None else None
        level = numbers.find(qn("w:ilvl")) if numbers is not None else None
        value = level.get(qn("w:val")) if level is not None else None
        return int(value) if value and value.isdecimal() and len(value) < 3 else style.depth

    def _style_of(self, properties: Any | None) -> Style:
        element = properties.find(qn("w:pStyle")) if properties is not None else None
        return self._source.styles[element.get(qn("w:val")) if element is not None else None]

    def _markup(self, paragraph: Any, style: Style, *, spans: bool = True) -> tuple[InlineMarkup, bool]:
        """The text of a paragraph, and whether all of it is in letters of equal width.

        `spans`: whether parts in such letters are code.
        """
        markup = InlineMarkup()
        letters = mono = 0
        stack: list[tuple[Any, str | None]] = [(paragraph, None)]
        while stack:
            element, link = stack.pop()
            tag = element.tag
            if tag in SKIPPED:
                continue
            if tag == qn("w:r"):
                text = self._run(element, style, markup, link, spans=spans)
                is_code = style.is_code or self._is_mono(element)
                letters += len(text.strip())
                mono += len(text.strip()) if is_code else 0
            elif tag == f"{_MATHS}oMath":
                formula = on_one_line(latex_of(element))
                markup.raw(f"${formula}$" if formula else "")
                letters += len(formula)
            else:
                if tag == qn("w:hyperlink"):
                    link = self._source.links.get(element.get(qn("r:id")) or "")
                stack.extend((child, link) for child in reversed(element))
        return markup, bool(letters) and mono == letters

    def _run(self, run: Any, style: Style, markup: InlineMarkup, link: str | None, *, spans: bool) -> str:
        properties = run.find(qn("w:rPr"))
        bold, italic = self._is_bold(properties, style), switched_on(properties, "w:i")
        marks = frozenset(mark for mark, is_on in (("**", bold), ("*", italic)) if is_on)
        text = ""
        for part in run_text(run):
            if part == "\n":
                markup.line_break()
                continue
            text += part
            if link and _PAGE.match(link) and len(part.strip()) >= _SHORTEST_LINK_TEXT and part.strip() != link:
                shown = part.strip().replace("[", "\\[").replace("]", "\\]")
                markup.raw(f"[{shown}]({link})", marks)
            elif spans and self._is_mono(run):
                markup.code(part, marks)
            else:
                markup.text(part, marks)
        return text

    def _is_bold(self, properties: Any | None, style: Style) -> bool:
        own = switched_on(properties, "w:b")
        if own is not None:
            return own
        named = properties.find(qn("w:rStyle")) if properties is not None else None
        return (named is not None and self._source.styles[named.get(qn("w:val"))].is_bold) or style.is_bold

    def _is_mono(self, run: Any) -> bool:
        properties = run.find(qn("w:rPr"))
        named = properties.find(qn("w:rStyle")) if properties is not None else None
        return is_mono(properties) or (named is not None and self._source.styles[named.get(qn("w:val"))].is_code)

    def _table(self, table: Any) -> None:
        """A table; one of a single column is a frame around its paragraphs."""
        self._end_listing()
        self._open_items.clear()
        rows = [list(row.iterchildren(qn("w:tc"))) for row in table.iterchildren(qn("w:tr"))]
        if max((len(row) for row in rows), default=0) < 2:
            for row in rows:
                for cell in row:
                    self.write(cell)
            return
        first = self._source.paragraphs + 1
        self.lines.table([[self._cell(cell) for cell in row] for row in rows], first)

    def _cell(self, cell: Any) -> str:
        inner = _Writer(self._source)
        inner.write(cell)
        return "\n".join(line.text for line in inner.lines.finished())
