"""The visible lines of collapsed blocks (`<summary>`), which may go on over several lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.importing.recognition.rows import Row
from interviewer.importing.wording import plain_text, question_likeness

SUMMARY = re.compile(r"<summary\b[^>]*>(?P<inner>.*?)(?P<close></summary>|$)(?P<tail>.*)$", re.IGNORECASE)
_END = re.compile(r"</summary>", re.IGNORECASE)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class VisibleLine:
    text: str
    """Markdown of its words, its lines joined."""
    last: int
    """The row in which it closes."""
    rest: str
    """What stands behind it on that row."""
    matter: tuple[int, ...]
    """Rows of code, lists and tables within it."""


def visible_line(rows: Sequence[Row], row: Row) -> VisibleLine | None:
    """What a row with `<summary>` shows, up to where it closes; one that never does ends with its row."""
    match = SUMMARY.search(row.body)
    if not match:
        return None
    end = None if match["close"] else _end_of(rows, row.index)
    if end is None:
        return VisibleLine(match["inner"].strip(), row.index, match["tail"], ())
    words = [match["inner"].strip()]
    matter: list[int] = []
    for other in rows[row.index + 1 : end + 1]:
        head = _END.split(other.text.strip(), maxsplit=1)[0].strip()
        if not head or other.kind == "blank":
            continue
        if other.kind in {"text", "wrapper"}:
            words.append(head)
        else:
            matter.append(other.index)
    tail = _END.split(rows[end].text.strip(), maxsplit=1)[1]
    return VisibleLine(" ".join(words).strip(), end, tail, tuple(matter))


def without_end(row: Row) -> str:
    """The text of a row within a visible line, without the tag that closes it."""
    return row.text if row.kind == "code" else _END.split(row.text, maxsplit=1)[0]


def _end_of(rows: Sequence[Row], start: int) -> int | None:
    for row in rows[start + 1 : start + _LONGEST]:
        text = row.text.casefold()
        if "<summary" in text or "<details" in text or "</details" in text.split("</summary")[0]:
            return None
        if "</summary>" in text:
            return row.index
    return None


def is_answer_summary(summary: str) -> bool:
    """Whether the visible line of a collapsed block only says that the answer is inside."""
    text = plain_text(summary)
    return len(text) < 60 and bool(
        re.match(
            r"^\W*(?:(?:click|tap|see|show|view|reveal|toggle|expand|check)\b|(?:the\s+)?(?:answer|solution|explanation|hint|details?)s?\b)",
            text,
            re.I,
        )
        and question_likeness(text) < 1
    )
