"""The words of a question: lines joined, marks of difficulty and numbers taken off, plain text on one line."""

import re
from collections.abc import Sequence
from itertools import pairwise

from interviewer.importing.difficulty import of_question
from interviewer.importing.recognition.boilerplate import link_share
from interviewer.importing.recognition.numbering import closed_emphasis
from interviewer.importing.recognition.outline import Outline
from interviewer.importing.recognition.rows import Row
from interviewer.importing.recognition.shapes import Candidate
from interviewer.importing.wording import plain_text, question_likeness, without_symbols
from interviewer.models import Difficulty

_NOTE_BEHIND = re.compile(
    r"\s*[\[(]+\s*(?:src|source|link|ref|refs|reference|answer|solution|ans|read|details?|back|top|video|code|blog|article|\d{1,2})\s*[\])]+\s*$",
    re.IGNORECASE,
)
_STARS_BEHIND = re.compile(r"[\s*_:]*\*{2,}[\s*_:]*$|[\s_:–—-]+$|\s*:$")
_CALLOUT = re.compile(r"^\s*\[!\w+\][+-]?\s*")
"""`[!question]-` in the first line of a quotation makes it a box of that kind."""
_ARROW = re.compile(r"^(?:[-=]{1,3}>|>{2,3})\s*(?=\w)")
_STARRED = re.compile(r"^(\*\*|__(?![a-z]+(?:_[a-z]+)*__$))\s*(.+?)\s*\1$")
_SPECIAL_NAME = re.compile(r"(?<!\w)__[a-z]+(?:_[a-z]+)*__$")
"""Such as `__init__`, at the end."""
_BEFORE_MARK = re.compile(r"(?<=[\w)\]'\"”’])\s+([?!])(?=\s|$)")
_MOST_LINES = 5


def question_text(markdown: str, legend: dict[str, Difficulty]) -> tuple[str, Difficulty | None]:
    """Plain text on one line, and the difficulty that its marks name."""
    text, difficulty = of_question(closed_emphasis(markdown), legend)
    plain = _ARROW.sub("", plain_text(_CALLOUT.sub("", text)))
    while (shorter := _NOTE_BEHIND.sub("", plain)) != plain and shorter:
        plain = shorter
    plain = without_symbols(_STARRED.sub(r"\2", plain))
    shorter = plain if _SPECIAL_NAME.search(plain) else _STARS_BEHIND.sub("", plain)
    return _BEFORE_MARK.sub(r"\1", shorter or plain).strip(), difficulty


def continued_lines(outline: Outline, marker: Candidate, end: int, width: int) -> list[Row]:
    """The rows below a question's line that go on with the question itself: it was broken over several lines.

    width: at which the lines of the whole document are broken; 0 if they are not.
    """
    rows = outline.rows
    last = rows[marker.last]
    if marker.rest or last.kind == "heading" or not marker.question or marker.family == "summary":
        return []
    text = plain_text(marker.question)
    if text.endswith(("?", "？", ":", ".")):
        return []
    if not width:
        # One line per paragraph: only a line that clearly ends the question goes with it.
        row = rows[marker.last + 1] if marker.last + 1 < min(end, len(rows)) else last
        is_open = text.count("(") == text.count(")") + 1 and row.plain.count(")") == row.plain.count("(") + 1
        goes_on = row.kind == "text" and row.plain[:1].islower() and (is_open or row.plain.endswith(("?", "？")))
        return [row] if goes_on and not last.body.endswith(("*", "_", ">")) and row.index not in outline.dropped else []
    taken: list[Row] = []
    above = last
    for row in rows[marker.last + 1 : min(end, marker.last + _MOST_LINES)]:
        if (
            row.kind != "text"
            or row.index in outline.dropped
            or row.index in outline.labels
            or row.quoted != last.quoted
        ):
            break
        # A line was broken where the first word of the next one would have passed the width.
        if len(above.text) + 1 + len(row.body.split(maxsplit=1)[0]) <= width:
            break
        taken.append(row)
        if row.plain.endswith(("?", "？", ".", ":")):
            break
        above = row
    return taken


def width_of(rows: Sequence[Row]) -> int:
    """The width at which the lines of a document are broken, as in a PDF or an old text file; 0 if they are not."""
    lines = sum(row.kind in {"text", "item"} for row in rows)
    broken = sorted(
        len(above.text)
        for above, below in pairwise(rows)
        if above.kind in {"text", "item"} and below.kind == "text" and below.body[:1].islower() and len(above.text) > 35
    )
    if len(broken) < max(5, 0.12 * lines):
        return 0
    width = broken[int(0.97 * (len(broken) - 1))]
    return width if width <= 140 else 0


def asks(row: Row) -> bool:
    """Whether a list item outside the questions is one of its own, only without an answer."""
    return (
        row.kind == "item"
        and len(row.body) <= 300
        and question_likeness(row.plain) >= 0.8
        and link_share(row.body) < 0.8
    )
