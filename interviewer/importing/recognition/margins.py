"""What stands in an answer's margin: lists of links, follow-up questions, wrong answers."""

import re
from collections.abc import Sequence

from interviewer.importing.manuscript import Dropped
from interviewer.importing.recognition.boilerplate import has_link, link_share
from interviewer.importing.recognition.phrases import (
    begins_with_resources,
    names_follow_ups,
    names_resources,
    names_wrong_answer,
)
from interviewer.importing.recognition.rows import Row
from interviewer.importing.wording import plain_text, question_likeness

_LABEL_LINE = re.compile(
    r"^\s*(?:#{1,6}\s|(?:\*{2,3}|__)[^*_]+(?:\*{2,3}|__)\s*:?\s*(?:\([^()]*\))?:?\s*$|<summary)|^[^.?!]{3,60}:\s*$"
)


def without_margins(rows: Sequence[Row], dropped: list[Dropped]) -> list[Row]:
    """Rows without lists of links, follow-up questions and wrong answers, each added to `dropped` with its reason."""
    kept: list[Row] = []
    place = 0
    while place < len(rows):
        row = rows[place]
        plain = plain_text(row.body) if row.kind in {"text", "heading", "item"} and len(row.body) < 300 else ""
        end, reason = place, ""
        if plain and names_resources(plain):
            end = _end_of_links(rows, place + 1)
            reason = "link list"
        elif plain and begins_with_resources(plain) and has_link(row.body) and link_share(row.body) > 0.5:
            end, reason = place + 1, "link list"
        elif plain and names_follow_ups(plain):
            end, reason = _end_of_list(rows, place + 1), "follow-up questions"
        elif plain and names_wrong_answer(plain) and _LABEL_LINE.match(row.text):
            end, reason = _end_of_part(rows, place + 1), "wrong answer"
        if end > place:
            dropped += [Dropped(reason, r.text.strip(), r.number) for r in rows[place:end] if r.kind != "blank"]
            place = end
        else:
            kept.append(row)
            place += 1
    return kept


def _end_of_links(rows: Sequence[Row], start: int) -> int:
    """Where a list of links ends; `start - 1` if none stands there."""
    end = start - 1
    for place in range(start, len(rows)):
        row = rows[place]
        if row.kind in {"blank", "wrapper", "rule"}:
            continue
        if row.kind in {"text", "item"} and has_link(row.body) and (link_share(row.body) >= 0.4 or row.kind == "item"):
            end = place + 1
        else:
            break
    # Nothing at all below the label: an empty list.
    return len(rows) if end == start - 1 and all(r.kind in {"blank", "wrapper", "rule"} for r in rows[start:]) else end


def _end_of_list(rows: Sequence[Row], start: int) -> int:
    """Where a list below a label ends, the lines that belong to its items included."""
    items = False
    for place in range(start, len(rows)):
        row = rows[place]
        if row.kind in {"blank"}:
            continue
        if (
            row.kind == "item"
            or (items and row.indent >= 2)
            or (row.kind == "text" and question_likeness(row.plain) == 1)
        ):
            items = True
        else:
            return place if items else start
    return len(rows)


def _end_of_part(rows: Sequence[Row], start: int) -> int:
    for place in range(start, len(rows)):
        if rows[place].kind == "heading" or (rows[place].kind == "text" and _LABEL_LINE.match(rows[place].text)):
            return place
    return len(rows)
