"""Text at the door and on the bench: cleaning what comes from outside, folding for comparison, sentences."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

MAX_ANSWER_CHARACTERS = 20_000

# Controls that a terminal would obey: C0 without tab and newline, DEL, C1. Lone surrogates cannot be encoded at all.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
# Bidirectional controls reorder what stands beside them, line separators break the layout: shown by name instead.
_LAYOUT_CONTROLS = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\u2028\u2029]")
# What JSON lets through: with these written out a document is inert and can be encoded, and its data stay the same.
_UNSAFE_IN_JSON = re.compile(r"[\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\u2028\u2029]")
_MARK_RUN = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
INVISIBLE = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    r"\U000e0000-\U000e007f\U000e0100-\U000e01ef"
)
"""Inside of a character class: what takes no room on a page, tag characters and variation selectors included."""
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_SPACES = re.compile(r"\s+")
# A line break inside a sentence: the next line goes on in lower case, so a hard-wrapped paragraph stays whole.
_HARD_BREAK = re.compile(r"\n+(?![ \t]*[a-z])|\n[ \t]*\n+")
_LIST_MARK = re.compile(r"(?:[-*+•–]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])[ \t]+")


def safe_text(text: str) -> str:
    """Text from outside made inert: no terminal controls, no reordering, no pile of combining marks.

    Line ends become `\\n`, other control characters go, bidirectional controls are written out as `\\u202e`, runs of
    more than four combining marks are cut to four. Idempotent.
    """
    if text.isascii() and text.isprintable():
        return text  # most lines of most documents
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROLS.sub("", text)
    text = _SURROGATES.sub("\ufffd", text)
    text = _LAYOUT_CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return _MARK_RUN.sub(r"\1", text)


def safe_json(document: str) -> str:
    """A JSON document made inert without changing its data: what `safe_text` would remove is escaped, as `\\u009b`."""
    return _UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", document)


def fold(text: str) -> str:
    """Text for comparison: NFKC, case-folded, invisible characters gone, white space single. Offsets are lost."""
    if text.isascii() and text.isprintable():
        return " ".join(text.casefold().split())
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    return _SPACES.sub(" ", text).strip()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text by character offsets, `end` exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


def sentences(text: str) -> list[Span]:
    """The sentences of a text in order, without the white space around them; every other character is in exactly one.

    Lines that begin a list item or a new statement end the sentence before them. Splitting inside a line is
    sentencex's (Wikimedia), which knows abbreviations and decimals.
    """
    return list(_sentences(text))


@lru_cache(maxsize=4096)
def _sentences(text: str) -> tuple[Span, ...]:
    from sentencex import segment  # a compiled library: loaded on first use

    spans: list[Span] = []
    start = 0
    for block in [*(match.span() for match in _HARD_BREAK.finditer(text)), (len(text), len(text))]:
        offset = start
        for piece in segment("en", text[start : block[0]]):
            body = piece.strip()
            if body:
                begin = offset + piece.index(body)
                spans.append(Span(begin, begin + len(body)))
            offset += len(piece)
        start = block[1]
    return tuple(_joined_marks(text, spans))


def _joined_marks(text: str, spans: list[Span]) -> list[Span]:
    """A bare list mark ("1.", "-") is not a sentence: it goes with what follows, or with what stands before."""
    joined: list[Span] = []
    pending: int | None = None
    for span in spans:
        if pending is None and _LIST_MARK.fullmatch(span.of(text) + " "):
            pending = span.start
            continue
        joined.append(Span(span.start if pending is None else pending, span.end))
        pending = None
    if pending is not None:
        end = spans[-1].end
        if joined:
            joined[-1] = Span(joined[-1].start, end)
        else:
            joined.append(Span(pending, end))
    return joined


def without_list_mark(sentence: str) -> str:
    """A sentence without the bullet or number of the list item that it opens."""
    match = _LIST_MARK.match(sentence)
    return sentence[match.end() :] if match and match.end() < len(sentence) else sentence
