"""Which elements of a web page are not its text, and which are marked as questions."""

import re

from selectolax.lexbor import LexborNode

from interviewer.importing.readers.markdown_lines import on_one_line

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

# Nothing that a reader of the page would see as text.
SILENT_TAGS = frozenset(
    "script style template noscript iframe object embed canvas svg audio video source track map head link meta base "
    "input select option textarea datalist progress meter dialog".split()
)
_PARTS_BY_TAG = {"nav": "navigation", "footer": "page footer", "aside": "sidebar"}
_PARTS_BY_ROLE = {
    "navigation": "navigation",
    "menu": "navigation",
    "menubar": "navigation",
    "contentinfo": "page footer",
    "complementary": "sidebar",
    "search": "search box",
    "banner": "page header",
}
_PARTS_BY_WORD = {
    **dict.fromkeys("nav navbar navigation menu breadcrumb breadcrumbs pagination pager".split(), "navigation"),
    **dict.fromkeys("sidebar toc".split(), "sidebar"),
    **dict.fromkeys("footer copyright".split(), "page footer"),
    "masthead": "page header",
    **dict.fromkeys(
        "ad ads advert adverts advertisement adsense adsbygoogle sponsor sponsored promo banner".split(), "advert"
    ),
    **dict.fromkeys("cookie cookies consent gdpr popup".split(), "notice"),
    **dict.fromkeys("share sharing social newsletter subscribe signup".split(), "social links"),
    **dict.fromkeys("comments disqus respond".split(), "comments"),
    **dict.fromkeys("related recommended".split(), "links to other pages"),
    **dict.fromkeys("byline author meta".split(), "author line"),
    **dict.fromkeys("lineno linenos gutter".split(), "line numbers"),
}
_FUSED = ("nav", "navbar", "navigation", "menu", "sidebar", "footer", "breadcrumbs", "breadcrumb")
_LONGEST_AUTHOR_LINE = 200
# Words of a class that name a whole of several parts, or a part beside the question's text.
_WHOLES = frozenset(
    "questions list container wrapper wrap section group block box item card body content answer answers inner row "
    "header number num no id count index icon type tags tag meta footer button nav area page view panel difficulty "
    "level badge arrow chevron".split()
)
_QUESTION_WORDS = frozenset("question ques quest q faq accordion collapsible flashcard".split())
_HEAD_WORDS = frozenset("header title button trigger toggle head heading front text name btn label".split())
_FAQ_WORDS = frozenset(
    "faq faqs list container wrapper wrap section group content accordion page questions area".split()
)
_SECTION_WORDS = frozenset("section category cat topic chapter phase module".split())
_LONGEST_TITLE = 80
_LONGEST_COUNTER = 8
_FEWEST_LINKS = 4
_LEAST_LINKED = 0.8
_LONGEST_MENU = 2000
_WORDING = frozenset({"text", "title"})
_ACCORDIONS = (["accordion"], ["collapsible"])
_LONGEST_QUESTION = 600
_NEAR = 3
"""Elements between a heading and the one that marks it."""
# A part with more of the page's text than this is no boilerplate, whatever its class says.
_MOST_OF_A_PART = 0.3


def part_of_page(node: LexborNode, length: int, total: int) -> str | None:
    """Why an element is no text of the document ("navigation"), None if it is.

    `length`: characters of text in it, of `total` on the page.
    """
    share = length / max(total, 1)
    tag = node.tag or ""
    if tag in _PARTS_BY_TAG:
        return _PARTS_BY_TAG[tag]
    attributes = node.attributes
    if tag == "header" and share <= _MOST_OF_A_PART and node.css_first("h1, h2, h3, h4, h5, h6") is None:
        return "page header"
    reason = _PARTS_BY_ROLE.get((attributes.get("role") or "").strip().lower())
    if reason is None and tag not in {"body", "html", "main", "article"}:
        reason = _part_by_class(attributes)
    if reason == "author line" and length > _LONGEST_AUTHOR_LINE:
        return None
    return reason if reason and share <= _MOST_OF_A_PART else None


def _part_by_class(attributes: dict[str, str | None]) -> str | None:
    for name in _class_names(attributes):
        words = _words(name)
        # `cookie-banner` and `nav` are parts; `post-content-with-sidebar` says where the part is not.
        if 0 < len(words) <= 3 and "content" not in words and "main" not in words:
            for word in map(_without_fusion, words):
                if word in _PARTS_BY_WORD and not {"question", "answer", "with", "no", "has"} & set(words):
                    return _PARTS_BY_WORD[word]
    return None


def _without_fusion(word: str) -> str:
    """A word that ends in the name of a part: `footernav`, `sitefooter`, `mainmenu`."""
    return next((end for end in _FUSED if word.endswith(end)), word)


def is_question(node: LexborNode, length: int) -> bool:
    """Whether the page marks an element, with `length` characters in it, as the text of a question."""
    if not 0 < length <= _LONGEST_QUESTION:
        return False
    attributes = node.attributes
    if attributes.get("itemprop") == "name" and _is_in_question(node):
        return True
    if not any(_names_question(_words(name)) for name in _class_names(attributes)):
        return False
    return (
        not any(
            "answer" in _words(name)
            for inner in node.css("[class], [id]")
            if inner.mem_id != node.mem_id
            for name in _class_names(inner.attributes)
        )
        and node.css_first("h1, h2, h3, h4, h5, h6, details, dl, ul, ol, pre, table, input") is None
    )


def is_faq(node: LexborNode) -> bool:
    """Whether an element is the whole of a page's frequent questions."""
    if (node.attributes.get("itemtype") or "").rstrip("/").endswith("/FAQPage"):
        return node.tag not in {"html", "body", "main"}
    return node.tag in {"div", "section"} and any(
        set(words) & {"faq", "faqs"} and set(words) <= _FAQ_WORDS
        for name in _class_names(node.attributes)
        if (words := _words(name))
    )


def is_counter(node: LexborNode, length: int) -> bool:
    """Whether a box beside a question holds nothing but its number."""
    if node.tag != "div" or not 0 < length <= _LONGEST_COUNTER:
        return False
    named = any({"num", "number", "index"} & set(_words(name)) for name in _class_names(node.attributes))
    return named and re.fullmatch(r"\W*(?:Q\W?)?\d{1,4}\W*", node.text(deep=True).strip()) is not None


def titles_section(node: LexborNode, length: int) -> bool:
    """Whether a box with `length` characters is the title of a section, though no heading says so."""
    return (
        node.tag == "div"
        and 0 < length <= _LONGEST_TITLE
        and node.css_first("h1, h2, h3, h4, h5, h6, a, button, p") is None
        and any(
            words[-1:] in (["title"], ["label"], ["heading"]) and _SECTION_WORDS & set(words)
            for name in _class_names(node.attributes)
            if (words := _words(name))
        )
    )


def is_menu(node: LexborNode, length: int) -> bool:
    """Whether an element, with `length` characters in it, is nothing but links to other pages of the same site."""
    links = node.css("a[href]") if length <= _LONGEST_MENU else []
    if len(links) < _FEWEST_LINKS or node.css_first("h1, h2, h3, h4, h5, h6, summary, dt, button, pre") is not None:
        return False
    here = [link for link in links if re.match(r"(?![a-z]+:)[^#]", link.attributes.get("href") or "", re.IGNORECASE)]
    linked = sum(len(link.text(deep=True).strip()) for link in here)
    asked = any(link.text(deep=True).rstrip().endswith(("?", "？")) for link in here)
    return len(here) == len(links) and not asked and linked >= _LEAST_LINKED * length


def text_of_question(node: LexborNode) -> LexborNode:
    """The one element within a question that the page marks as its words; the question itself where there is none."""
    marked = [
        inner
        for inner in node.css("[class]")
        if inner.mem_id != node.mem_id
        and any(
            _names_question(words) and words[-1] in _WORDING
            for name in _class_names(inner.attributes)
            if (words := _words(name))
        )
    ]
    return marked[0] if len(marked) == 1 and on_one_line(marked[0].text(deep=True)) else node


def heads_question(node: LexborNode) -> bool:
    """Whether a heading is the first in an element that the page marks as a question."""
    parent = node.parent
    for _level in range(_NEAR):
        if parent is None or parent.tag in {"body", "main", "html"}:
            return False
        if any(_names_question(_words(name)) for name in _class_names(parent.attributes)):
            first = parent.css_first("h1, h2, h3, h4, h5, h6")
            # An `accordion` may be the whole of many questions.
            alone = len(parent.css(node.tag or "")) == 1 or not _is_accordion(parent)
            return alone and first is not None and first.mem_id == node.mem_id
        parent = parent.parent
    return False


def _is_accordion(node: LexborNode) -> bool:
    return any(_words(name) in _ACCORDIONS for name in _class_names(node.attributes))


def _names_question(words: list[str]) -> bool:
    found = set(words)
    if not found & _QUESTION_WORDS:
        return False
    if found & {"faq", "accordion", "collapsible", "flashcard"} and not found & {"question", "q"}:
        return bool(found & _HEAD_WORDS) or words in _ACCORDIONS
    return not found & (_WHOLES - _HEAD_WORDS)


def _is_in_question(node: LexborNode) -> bool:
    parent = node.parent
    return parent is not None and (parent.attributes.get("itemtype") or "").rstrip("/").endswith("/Question")


def _class_names(attributes: dict[str, str | None]) -> list[str]:
    return [*(attributes.get("class") or "").split()[:12], *(attributes.get("id") or "").split()[:1]]


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(name)]
