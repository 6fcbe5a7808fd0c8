"""What stands between the questions of a document: questions of another shape, prose about the subject, remarks."""

import re
from collections.abc import Sequence
from dataclasses import replace

from interviewer.importing.manuscript import Dropped
from interviewer.importing.recognised import Unanswered
from interviewer.importing.recognition.choosing import choose_shape
from interviewer.importing.recognition.entries import Findings, Leftover, read_entries
from interviewer.importing.recognition.implied import above_labels
from interviewer.importing.recognition.judging import Shape, mean_likeness
from interviewer.importing.recognition.outline import Outline
from interviewer.importing.recognition.passages import loose_prose
from interviewer.importing.recognition.phrases import is_apparatus
from interviewer.importing.recognition.questions import asks, question_text
from interviewer.importing.recognition.rows import Row
from interviewer.importing.recognition.sections import cut_document
from interviewer.importing.recognition.shapes import Candidate, candidates
from interviewer.models import Difficulty

_FEWEST_ROWS = 8
_OF_QUESTIONS = re.compile(r"\bquestions\b", re.IGNORECASE)


def read_leftovers(outline: Outline, findings: Findings, titles: Sequence[int], legend: dict[str, Difficulty]) -> None:
    """Adds to the findings what the rows between the questions hold."""
    known = set(titles)
    for leftover in findings.leftovers:
        nested = _of_another_shape(outline, leftover, legend)
        if nested is None:
            _read_prose(outline, leftover, known, findings)
            continue
        inner, cut_titles, found = nested
        findings.entries += found.entries
        findings.unanswered += found.unanswered
        findings.dropped += found.dropped
        for rest in found.leftovers:
            _read_prose(inner, rest, set(cut_titles), findings)


def _of_another_shape(
    outline: Outline, leftover: Leftover, legend: dict[str, Difficulty]
) -> tuple[Outline, Sequence[int], Findings] | None:
    """Questions that a part of a document marks otherwise than the rest; only where they are many, clear, answered."""
    if len(leftover.rows) < _FEWEST_ROWS:
        return None
    first = next((row for row in leftover.rows if row.kind == "heading"), None)
    if first is not None and is_apparatus(first.plain):
        return None
    rows = [replace(row, index=place) for place, row in enumerate(leftover.rows)]
    places = {row.index: place for place, row in enumerate(leftover.rows)}
    dropped = {places[index]: reason for index, reason in outline.dropped.items() if index in places}
    labels = {places[index]: label for index, label in outline.labels.items() if index in places}
    inner = Outline(rows, dropped, labels)
    found = [*candidates(rows, dropped, labels), *above_labels(rows, dropped, labels)]
    shape = choose_shape(inner, found, announced=False)
    if shape is None or mean_likeness(shape.markers) < 0.8:
        shape = _announced(inner, found, first)
    if shape is None or len(shape.markers) < 3:
        return None
    # An introduction may list the questions to come, with a few words on some of them.
    if shape.answered < (0.9 if leftover.reason == "introduction" else 0.6):
        return None
    cut = cut_document(inner, shape)
    findings = read_entries(inner, shape, cut, legend)
    if len(findings.entries) < 3:
        return None
    findings.entries = [replace(entry, section=entry.section or leftover.section) for entry in findings.entries]
    return inner, cut.titles, findings


def _announced(outline: Outline, found: Sequence[Candidate], title: Row | None) -> Shape | None:
    """Numbered headings below a title that says that there are questions: they are, whatever their words."""
    if title is None or not _OF_QUESTIONS.search(title.plain):
        return None
    shape = choose_shape(outline, found, announced=True)
    if shape is None or shape.family != "heading":
        return None
    return shape if all(marker.parts and marker.last == marker.row for marker in shape.markers) else None


def _read_prose(outline: Outline, leftover: Leftover, titles: set[int], findings: Findings) -> None:
    """Titles, introductions and remarks; items that ask are questions without an answer."""
    block: list[Row] = []

    def finish() -> None:
        passages, dropped = loose_prose(outline, block, leftover.section, leftover.reason)
        findings.passages += passages
        findings.dropped += dropped
        block.clear()

    for row in leftover.rows:
        if row.kind == "heading" or row.index in titles:
            finish()
        elif row.index not in outline.dropped and asks(row):
            question, _difficulty = question_text(row.body, {})
            if question:
                findings.unanswered.append(Unanswered(question, row.number, row.number, leftover.section))
            else:
                findings.dropped.append(Dropped("empty question", row.text.strip(), row.number))
        else:
            block.append(row)
    finish()
