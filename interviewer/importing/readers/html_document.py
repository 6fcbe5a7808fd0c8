"""HTML pages: their text as Markdown, what surrounds it dropped."""

import re
from bisect import bisect_right

from selectolax.lexbor import LexborHTMLParser, LexborNode

from interviewer.importing.manuscript import Manuscript
from interviewer.importing.readers.encodings import decode
from interviewer.importing.readers.html_faq import faq_records
from interviewer.importing.readers.html_markdown import LINE_ATTRIBUTE, HtmlWriter
from interviewer.importing.readers.html_parts import SILENT_TAGS
from interviewer.importing.readers.markdown_lines import on_one_line

_STRUCTURED = "Its questions were read from the structured data (schema.org) of the page, which shows fewer of them."
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_START_TAG = re.compile(
    r"<(?:p|h[1-6]|li|div|dt|dd|tr|td|pre|details|summary|table|section|article|button|ul|ol|nav|header|footer|aside|main"
    r"|blockquote|figure|dl)(?=[\s>])",
    re.IGNORECASE,
)


def read_html(content: bytes, file: str) -> Manuscript:
    """The text of a page; navigation, page headers and footers, sidebars, adverts and the like are dropped.

    Raises:
        InterviewerError: it is no text.
    """
    charset = _CHARSET.search(content[:4096])
    decoded = decode(content, file, charset[1].decode("ascii") if charset else None)
    tree = LexborHTMLParser(_with_line_numbers(decoded.text))
    root = tree.body or tree.root
    title = tree.css_first("title")
    if root is None:
        return Manuscript(file, "html", decoded.encoding, None, notes=decoded.notes)
    lengths, total = _lengths(root)
    writer = HtmlWriter(lengths, total)
    lines = writer.write(root)
    records = faq_records(tree, " ".join(line.text for line in lines))
    return Manuscript(
        file,
        "html",
        decoded.encoding,
        (on_one_line(title.text()) or None) if title else None,
        lines,
        records,
        dropped=tuple(writer.dropped),
        notes=(*decoded.notes, *((_STRUCTURED,) if records else ())),
    )


def _with_line_numbers(source: str) -> str:
    """The page with the line of every block as an attribute of it, which a parser keeps."""
    ends = [match.start() for match in re.finditer("\n", source)]
    return _START_TAG.sub(lambda match: f"{match[0]} {LINE_ATTRIBUTE}={bisect_right(ends, match.start()) + 1}", source)


def _lengths(root: LexborNode) -> tuple[dict[int, int], int]:
    """The characters of text below each element, by its `mem_id`, and in all."""
    lengths: dict[int, int] = {}
    total = 0
    stack: list[tuple[LexborNode, int]] = [(root, -1)]
    while stack:
        node, before = stack.pop()
        if before >= 0:
            lengths[node.mem_id] = total - before
        elif node.tag == "-text":
            total += len((node.text_content or "").strip())
        elif node.tag not in SILENT_TAGS:
            stack.append((node, total))
            stack.extend((child, -1) for child in reversed(list(node.iter(include_text=True))))
    return lengths, total
