"""Listings in web pages, as highlighters leave them."""

import re

from selectolax.lexbor import LexborNode

_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight|brush:?|source)[-:_ ]+([a-z][\w+#-]*)", re.IGNORECASE)


def text_of_code(node: LexborNode) -> str:
    """The text of preformatted code as it stands; `<br>` and the rows of a listing end lines."""
    parts: list[str] = []
    for inner in node.traverse(include_text=True):
        if inner.tag == "-text":
            parent = inner.parent
            if parent is None or not set((parent.attributes.get("class") or "").split()) & {"lineno", "linenos"}:
                parts.append(inner.text_content or "")
        elif inner.tag == "br":
            parts.append("\n")
    return "".join(parts)


def language_of_code(node: LexborNode) -> str:
    inner = node.css_first("code")
    for element in (inner, node, node.parent, node.parent.parent if node.parent else None):
        if element is not None and (match := _LANGUAGE.search(element.attributes.get("class") or "")):
            return match[1].lower()
    return ""
