"""HTML in the fields of flash cards, tables and JSON."""

import re
from collections.abc import Collection

from selectolax.lexbor import LexborHTMLParser

from interviewer.importing.readers.html_markdown import HtmlWriter

# Closed elements and line breaks: a text about HTML names tags, but seldom closes them.
_MARKED_UP = re.compile(r"</(?:p|li|ul|ol|div|span|strong|b|em|i|pre|code|table|h[1-6])>|<br\s*/?>", re.IGNORECASE)


def hold_html(texts: Collection[str]) -> bool:
    """Whether the texts, fields of the same name, are HTML rather than text that speaks of it."""
    written = [text for text in texts if text.strip()]
    marked = sum(_MARKED_UP.search(text) is not None and "`" not in text for text in written)
    return marked >= 0.5 * len(written) > 0


def markdown_of_fragment(html: str) -> str:
    """The Markdown of a field that holds HTML."""
    root = LexborHTMLParser(html).body
    return "\n".join(line.text for line in HtmlWriter().write(root)) if root is not None else ""
