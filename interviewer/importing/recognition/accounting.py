"""That no line of a document is lost silently: what is nowhere else is listed as left out."""

from collections.abc import Sequence
from dataclasses import replace

from interviewer.importing.manuscript import Dropped
from interviewer.importing.recognised import Recognised
from interviewer.importing.recognition.rows import Row


def with_every_line(found: Recognised, rows: Sequence[Row]) -> Recognised:
    """The findings with a note on every filled line that is in no entry, question, passage or heading."""
    known = {heading.line for heading in found.headings} | {dropped.number for dropped in found.dropped}
    spans = [(entry.line, entry.end) for entry in found.entries]
    spans += [(question.line, question.end) for question in found.unanswered]
    spans += [(passage.line, passage.end) for passage in found.passages]
    for first, last in spans:
        known.update(range(first, last + 1))
    rest = [
        Dropped("layout" if row.kind in {"wrapper", "rule", "comment"} else "fragment", row.text.strip(), row.number)
        for row in rows
        if row.kind != "blank" and row.number not in known
    ]
    if not rest:
        return found
    return replace(found, dropped=tuple(sorted((*found.dropped, *rest), key=lambda one: one.number)))
