"""Where an answer really ends: before the remarks that close a section or the whole document."""

import re
from collections.abc import Sequence

from interviewer.importing.recognition.outline import Outline
from interviewer.importing.recognition.phrases import is_about_itself, is_closing_remark, opens_the_end
from interviewer.importing.recognition.rows import Row
from interviewer.importing.recognition.sections import Span
from interviewer.importing.wording import IMAGE, plain_text
from interviewer.text import fold

_MOST_TRAILING = 12


def end_of_matter(outline: Outline, span: Span, first: int, *, closes: bool, last: bool, ruled: bool) -> int:
    """The index behind the last row of an answer.

    first: the row of the document's first question. closes: whether a section or the document ends with it; last: the
    document. ruled: whether a rule stands behind each question, so that what follows the last rule is no answer.
    """
    rows = outline.rows
    start, end = span.marker.last + 1, span.end
    if last:
        for index in range(start, end):
            row = rows[index]
            if row.kind not in {"text", "heading"} or index in outline.dropped or len(row.body) > 80:
                continue
            if opens_the_end(row.plain) and outline.content(start, index):
                end = index
                break
        end = _before_repeated(outline, first, start, end)
        if ruled:
            end = _before_last_rule(outline, start, end)
    if closes:
        end = _before_remarks(outline, start, end, last=last)
    return end


def are_ruled(outline: Outline, spans: Sequence[Span]) -> bool:
    """Whether most questions, but for the last one, end in a rule."""
    if len(spans) < 3:
        return False
    count = 0
    for span in spans[:-1]:
        index = span.end - 1
        while index > span.marker.last and (
            outline.rows[index].kind in {"blank", "wrapper", "comment"} or index in outline.dropped
        ):
            index -= 1
        count += outline.rows[index].kind == "rule"
    return count >= 0.6 * (len(spans) - 1)


def _before_repeated(outline: Outline, first: int, start: int, end: int) -> int:
    """The end without the last lines that stand word for word above the first question, and what is among them."""
    rows = outline.rows
    limit = max(start, end - 3 * _MOST_TRAILING)
    head = {fold(row.body) for row in rows[: min(first, 200)] if row.kind in {"text", "heading"} and len(row.body) > 8}
    filled = [row for row in rows[limit:end] if row.kind != "blank" and row.index not in outline.dropped]
    if not filled or not head or fold(filled[-1].body) not in head:
        return end
    cut = filled[-1].index
    for row in reversed(filled[:-1]):
        if fold(row.body) in head or is_closing_remark(plain_text(row.body)):
            cut = row.index
        else:
            break
    return cut if outline.content(start, cut) else end


def _before_last_rule(outline: Outline, start: int, end: int) -> int:
    rows = outline.rows
    for index in range(end - 1, start, -1):
        if rows[index].kind == "rule":
            behind = [row for row in rows[index + 1 : end] if outline.is_content(row)]
            if (
                len(behind) <= _MOST_TRAILING
                and not any(row.kind == "code" for row in behind)
                and outline.content(start, index)
            ):
                return index
            return end
    return end


def _before_remarks(outline: Outline, start: int, end: int, *, last: bool) -> int:
    """The end without closing paragraphs that speak of the document or take leave of the reader."""
    rows = outline.rows
    while True:
        index = outline.previous_filled(end)
        if index < start or not outline.content(start, index):
            return end
        row = rows[index]
        text = plain_text(row.body)
        above = rows[index - 1] if index else row
        alone = above.kind in {"blank", "rule", "item", "wrapper"} or above.body.endswith((".", "!", "?")) or last
        if row.kind not in {"text", "heading"} or not alone or row.indent > 3 or len(text) > 600:
            return end
        remark = is_about_itself(text) or (last and (is_closing_remark(text) or _is_signature(row, text)))
        if not remark:
            return end
        end = index


def _is_signature(row: Row, text: str) -> bool:
    """A line of pictures, or of an author and a date."""
    return bool(IMAGE.search(row.body) and not text) or bool(
        re.match(r"^\W*(?:by|author|written|posted|updated)\b.{0,60}\b(?:19|20)\d\d\W*$", text, re.I)
    )
