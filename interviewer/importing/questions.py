"""The words of a question: lines joined, marks of difficulty and numbers taken off, plain text on one line."""

import re
from collections.abc import Sequence

from interviewer.importing.difficulty import of_question
from interviewer.importing.numbering import closed_emphasis
from interviewer.importing.outline import Outline
from interviewer.importing.rows import Row
from interviewer.importing.shapes import Candidate
from interviewer.importing.wording import plain_text, without_symbols
from interviewer.models import Difficulty

_NOTE_BEHIND = re.compile(
    r"\s*[\[(]+\s*(?:src|source|link|ref|refs|reference|answer|solution|ans|read|details?|back|top|video|code|blog|article|\d{1,2})\s*[\])]+\s*$",
    re.IGNORECASE,
)
_STARS_BEHIND = re.compile(r"[\s*_:]*\*{2,}[\s*_:]*$|[\s_:–—-]+$|\s*:$")
_STARRED = re.compile(r"^(\*\*|__)\s*(.+?)\s*\1$")
_BEFORE_MARK = re.compile(r"(?<=[\w)\]'\"”’])\s+([?!])(?=\s|$)")
_MOST_LINES = 4


def question_text(markdown: str, legend: dict[str, Difficulty]) -> tuple[str, Difficulty | None]:
    """Plain text on one line, and the difficulty that its marks name."""
    text, difficulty = of_question(closed_emphasis(markdown), legend)
    plain = plain_text(text)
    while (shorter := _NOTE_BEHIND.sub("", plain)) != plain and shorter:
        plain = shorter
    plain = without_symbols(_STARRED.sub(r"\2", plain))
    shorter = _STARS_BEHIND.sub("", plain)
    return _BEFORE_MARK.sub(r"\1", shorter or plain).strip(), difficulty


def continued_lines(outline: Outline, marker: Candidate, end: int, wrapped: bool) -> list[Row]:
    """The rows below a question's line that go on with the question itself: it was broken over several lines.

    wrapped: whether the lines of the whole document are broken at some width.
    """
    rows = outline.rows
    last = rows[marker.last]
    if marker.rest or last.kind == "heading" or not marker.question or marker.family == "summary":
        return []
    text = plain_text(marker.question)
    if text.endswith(("?", "？", ":", ".")):
        return []
    if not wrapped:
        # One line per paragraph: only a line that clearly ends the question goes with it.
        row = rows[marker.last + 1] if marker.last + 1 < min(end, len(rows)) else last
        goes_on = row.kind == "text" and row.plain[:1].islower() and row.plain.endswith(("?", "？"))
        return [row] if goes_on and not last.body.endswith(("*", "_", ">")) and row.index not in outline.dropped else []
    taken: list[Row] = []
    for row in rows[marker.last + 1 : min(end, marker.last + _MOST_LINES)]:
        if row.kind != "text" or row.index in outline.dropped or row.index in outline.labels or row.quoted != last.quoted:
            break
        taken.append(row)
        if row.plain.endswith(("?", "？")):
            return taken
    # Without a question mark at the end only lines that clearly go on in the middle of a sentence are taken.
    going_on: list[Row] = []
    for row in taken:
        if not row.plain[:1].islower() or len(text) < 40:
            break
        going_on.append(row)
        text = row.plain
        if text.endswith((".", "!", ":")):
            break
    return going_on


def is_wrapped(rows: Sequence[Row]) -> bool:
    """Whether the lines of a document are broken at some width, as in a PDF or an old text file."""
    lengths = sorted(len(row.text) for row in rows if row.kind == "text")
    if len(lengths) < 10 or lengths[int(0.98 * (len(lengths) - 1))] > 140:
        return False
    broken = sum(
        1
        for above, below in zip(rows, rows[1:], strict=False)
        if above.kind == "text" and below.kind == "text" and below.body[:1].islower() and len(above.text) > 35
    )
    return broken >= 0.15 * len(lengths)
