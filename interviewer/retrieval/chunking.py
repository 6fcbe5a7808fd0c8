"""Cuts passages that are longer than the encoder's window, so that no word of them goes unread."""

import hashlib
import re
from collections.abc import Container, Sequence

from interviewer.inference.encoder import TokenCounter
from interviewer.models import Passage
from interviewer.text import Span, sentences

CHUNKING_VERSION = 1
"""Goes up when the same passages would be cut differently; an index built with another version is stale."""

_LINES = re.compile(r"[^\n]+")
_WORDS = re.compile(r"\S+")


def passage_key(text: str) -> str:
    """SHA-256 (hex) of a passage's text in UTF-8: what its vector is known by."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def split_passages(
    passages: Sequence[Passage], counter: TokenCounter, fitting: Container[str] = frozenset()
) -> list[Passage]:
    """The passages in order, each one that is longer than `counter.window` tokens replaced by its pieces.

    Pieces end at sentence ends and are of about equal size. A sentence longer than the window is cut at line ends,
    then at words, then inside a word; no character but white space between pieces is lost, and white space inside a
    piece is verbatim. A piece has its passage's file, heading and question; its `line` counts the newlines before it.

    `fitting` are texts that came out of here before with this counter: they stay as they are and are not counted again.
    """
    unknown = [row for row, passage in enumerate(passages) if passage.text not in fitting]
    counts = counter.count_tokens([passages[row].text for row in unknown])
    too_long = [row for row, count in zip(unknown, counts, strict=True) if count > counter.window]
    pieces = dict(zip(too_long, _split_texts([passages[row].text for row in too_long], counter), strict=True))
    return [
        piece
        for row, passage in enumerate(passages)
        for piece in ([_piece(passage, span) for span in pieces[row]] if row in pieces else [passage])
    ]


def _piece(passage: Passage, span: Span) -> Passage:
    line = passage.line + passage.text.count("\n", 0, span.start) if passage.line else 0
    return passage.model_copy(update={"text": span.of(passage.text), "line": line})


def _split_texts(texts: Sequence[str], counter: TokenCounter) -> list[list[Span]]:
    """Spans of each text that fit the window, each text's own in order."""
    if not texts:
        return []
    special = counter.count_tokens([""])[0]
    capacity = max(1, counter.window - special)
    units, sizes = _fitting_units(texts, counter, special)
    parts = [-(-sum(row) // capacity) for row in sizes]  # the fewest that can do, rounded up
    result: list[list[Span]] = [[] for _ in texts]
    pending = list(range(len(texts)))
    while pending:
        for row in pending:
            groups = _fitting_groups(sizes[row], parts[row], capacity)
            parts[row] = len(groups)
            result[row] = [Span(units[row][first].start, units[row][last - 1].end) for first, last in groups]
        # Tokens of a piece need not be the sum of its sentences' tokens: what came out is counted again.
        longest = _longest(texts, result, pending, counter)
        pending = [row for row in pending if longest[row] > counter.window and parts[row] < len(units[row])]
        for row in pending:
            parts[row] += 1
    return result


def _fitting_units(
    texts: Sequence[str], counter: TokenCounter, special: int
) -> tuple[list[list[Span]], list[list[int]]]:
    """Each text as sentences, or what smaller units are needed to fit the window, and their sizes in tokens."""
    units = [sentences(text) for text in texts]
    known: list[dict[Span, int]] = [{} for _ in texts]
    while True:
        uncounted = [(row, unit) for row, spans in enumerate(units) for unit in spans if unit not in known[row]]
        if not uncounted:
            break
        counts = counter.count_tokens([unit.of(texts[row]) for row, unit in uncounted])
        for (row, unit), count in zip(uncounted, counts, strict=True):
            known[row][unit] = count
        for row in {row for row, _ in uncounted}:
            units[row] = [
                finer
                for unit in units[row]
                for finer in (_finer(texts[row], unit) if known[row][unit] > counter.window else [unit])
            ]
    return units, [[max(1, known[row][unit] - special) for unit in spans] for row, spans in enumerate(units)]


def _finer(text: str, unit: Span) -> list[Span]:
    """A unit as its lines; one line as its words; one word as two halves; one character as it is."""
    for pattern in (_LINES, _WORDS):
        matches = pattern.finditer(text, unit.start, unit.end)
        spans = [_stripped(text, *match.span()) for match in matches if not match[0].isspace()]
        if len(spans) > 1:
            return spans
    if unit.end - unit.start < 2:
        return [unit]
    middle = (unit.start + unit.end) // 2
    return [Span(unit.start, middle), Span(middle, unit.end)]


def _stripped(text: str, start: int, end: int) -> Span:
    body = text[start:end]
    return Span(end - len(body.lstrip()), start + len(body.rstrip()))


def _fitting_groups(sizes: Sequence[int], parts: int, capacity: int) -> list[tuple[int, int]]:
    """Balanced groups of consecutive units, `parts` of them or as many more as it takes for each to fit."""
    for number in range(min(parts, len(sizes)), len(sizes) + 1):
        groups = _balanced(sizes, number)
        if all(sum(sizes[first:end]) <= capacity for first, end in groups):
            return groups
    return [(unit, unit + 1) for unit in range(len(sizes))]


def _balanced(sizes: Sequence[int], parts: int) -> list[tuple[int, int]]:
    """Consecutive groups (first, end) of units, `parts` of them, each near to its share of what is left."""
    groups: list[tuple[int, int]] = []
    left = sum(sizes)
    first = 0
    for remaining in range(parts, 0, -1):
        share = left / remaining
        end, size = first + 1, sizes[first]
        # A later group must find at least one unit; the last takes all that is left.
        while end <= len(sizes) - remaining and (remaining == 1 or size + sizes[end] / 2 <= share):
            size += sizes[end]
            end += 1
        groups.append((first, end))
        left -= size
        first = end
    return groups


def _longest(
    texts: Sequence[str], pieces: Sequence[Sequence[Span]], rows: Sequence[int], counter: TokenCounter
) -> dict[int, int]:
    """For each of the rows the tokens of its longest piece, counted in one batch."""
    owners = [row for row in rows for _ in pieces[row]]
    counts = counter.count_tokens([piece.of(texts[row]) for row in rows for piece in pieces[row]])
    longest = dict.fromkeys(rows, 0)
    for row, count in zip(owners, counts, strict=True):
        longest[row] = max(longest[row], count)
    return longest
