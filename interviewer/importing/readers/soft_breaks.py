"""Lines that an editor broke at a fixed width, joined again: a question that runs over two lines is one line."""

import re
from collections.abc import Sequence
from itertools import pairwise

from interviewer.importing.fences import fenced_lines, looks_like_code
from interviewer.importing.manuscript import Line

_FEWEST_BREAKS = 8
_LEAST_SHARE = 0.85
"""Of the line breaks within paragraphs, those where the next word had no room, in a document of fixed width."""
_WIDTHS = range(55, 121)
_MOST_LONGER = 0.03
# What is no running text, or begins something new.
_BLOCK = re.compile(
    r"\s*(?:#{1,6}\s|[-*+•]\s|\(?\w{1,3}[.)]\s|>|\||`{3}|~{3}|={3,}|-{3,}|<|\$\$|\[[^\]]*\]:|:)"
    r"|\s*\W*(?:Q|A|Ques(?:tion)?|Ans(?:wer)?)\W*\d*\W*[.:)]",
    re.IGNORECASE,
)
_NO_TEXT = re.compile(r"\s*(?:#{1,6}\s|\||`{3}|~{3}|={3,}|-{3,}$|<|\$\$|\[[^\]]*\]:)|\s{8}|.*(?:\s{2}|\\|<br\s*/?>)$")
_OPENS_BOLD = re.compile(r"\s*(?:[-*+]\s+|\d{1,4}[.)]\s+)?\*\*(?=\S)")
_LONGEST_BOLD = 400
# Code is not broken over lines.
_FIRST_WORD = re.compile(r"\s*(`[^`]*`\S*|\S+)")


def without_soft_breaks(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, those of a paragraph or an item joined if the document is broken at a fixed width.

    In any other document only bold that begins a line and ends on the next is put on one line. A joined line has the
    number of its first.
    """
    texts = [line.text for line in lines]
    code, _stray = fenced_lines(texts)
    prose = [not inside and not looks_like_code(text) for text, inside in zip(texts, code, strict=True)]
    width = _fixed_width(texts, prose)
    joined: list[Line] = []
    goes_on = False
    for index, line in enumerate(lines):
        if goes_on:
            before = joined[-1]
            joined[-1] = Line(f"{before.text.rstrip()} {line.text.strip()}", before.number)
        else:
            joined.append(line)
        goes_on = (
            index + 1 < len(lines)
            and prose[index]
            and prose[index + 1]
            and (
                (width is not None and _is_soft(line.text, texts[index + 1], width))
                or _bold_goes_on(joined[-1].text, texts[index + 1])
            )
        )
    return tuple(joined)


def _fixed_width(texts: Sequence[str], prose: Sequence[bool]) -> int | None:
    """The width that a document is broken at, if it is."""
    breaks = [
        (len(text.rstrip()), _first_word(following))
        for (text, following), both in zip(pairwise(texts), pairwise(prose), strict=True)
        if all(both) and _may_go_on(text, following)
    ]
    if len(breaks) < _FEWEST_BREAKS:
        return None
    lengths = sorted(length for length, _word in breaks)
    width = lengths[round(0.95 * (len(lengths) - 1))]
    full = sum(length + 1 + word > width for length, word in breaks)
    written = [
        len(text.rstrip()) for text, is_prose in zip(texts, prose, strict=True) if is_prose and " " in text.strip()
    ]
    longer = sum(length > width + 4 for length in written)
    is_fixed = width in _WIDTHS and full >= _LEAST_SHARE * len(breaks) and longer <= _MOST_LONGER * len(written)
    return width if is_fixed else None


def _first_word(text: str) -> int:
    """Its length."""
    match = _FIRST_WORD.match(text)
    return len(match[1]) if match else 0


def _may_go_on(text: str, following: str) -> bool:
    """Whether a line of running text is followed by another."""
    if not text.strip() or not following.strip() or _NO_TEXT.match(text):
        return False
    return not _BLOCK.match(following) and not _NO_TEXT.match(following)


def _is_soft(text: str, following: str, width: int) -> bool:
    return _may_go_on(text, following) and len(text.rstrip()) + 1 + _first_word(following) > width


def _bold_goes_on(text: str, following: str) -> bool:
    if not _OPENS_BOLD.match(text) or text.count("**") % 2 == 0 or len(text) + len(following) > _LONGEST_BOLD:
        return False
    return following.count("**") % 2 == 1 and _may_go_on(text, following)
