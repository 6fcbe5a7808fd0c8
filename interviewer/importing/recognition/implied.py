"""Questions without a mark of their own: the line above an answer label, the first line of a notebook cell."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from interviewer.importing.recognition.boilerplate import link_share
from interviewer.importing.recognition.judging import Shape
from interviewer.importing.recognition.numbering import AnswerLabel, closed_emphasis, numbered
from interviewer.importing.recognition.options import is_option
from interviewer.importing.recognition.rows import Row
from interviewer.importing.recognition.shapes import Candidate
from interviewer.importing.wording import plain_text, question_likeness

_FARTHEST = 25
_LONGEST_FIRST_LINE = 200
_FEWEST_PAIRS = 3
_LABELLED = 0.9
_PERHAPS = 0.5


def above_labels(rows: Sequence[Row], dropped: Mapping[int, str], labels: Mapping[int, AnswerLabel]) -> list[Candidate]:
    """For every answer label the line above it that asks: the paragraph right above, or the nearest question."""
    found: list[Candidate] = []
    floor = -1
    for index in sorted(labels):
        row = _asking_row(rows, dropped, labels, index, floor)
        if row is not None and not (found and found[-1].row == row.index):
            mark = numbered(row.body, loose=row.kind == "heading")
            text = _unmarked(row)
            number = mark.number if mark else row.mark.strip("().") or None
            number = number if number and number[0].isdigit() else None
            found.append(
                Candidate(
                    row.index, row.index, "answered", "answered", text, question_likeness(plain_text(text)),
                    number=number, level=row.level,
                )
            )  # fmt: skip
        floor = index
    return found


def _asking_row(
    rows: Sequence[Row], dropped: Mapping[int, str], labels: Mapping[int, AnswerLabel], index: int, floor: int
) -> Row | None:
    nearest: Row | None = None
    below = ""
    for other in range(index - 1, max(floor, index - _FARTHEST), -1):
        row = rows[other]
        if row.kind not in {"text", "item", "heading"} or other in dropped or other in labels:
            below = ""
            continue
        above = rows[other - 1] if other - 1 > floor else None
        if row.kind == "text" and above is not None and above.kind in {"text", "item"} and not _ends(above):
            # Within a paragraph: its first line decides, read together with the lines below.
            below = f"{row.plain} {below}".strip()
            continue
        text = f"{plain_text(_unmarked(row))} {below}".strip()
        below = ""
        if len(text) < 600 and question_likeness(text) >= 0.8:
            return row
        if not is_option(row.body):
            nearest = nearest or row
        if row.kind == "heading":
            break
    return nearest


def _ends(row: Row) -> bool:
    """Whether a line ends a sentence, so that the next one may be a paragraph of its own."""
    return row.body.rstrip("*_`\"'”’)")[-1:] in ".!?:;"


def _unmarked(row: Row) -> str:
    """The words of a line behind its number or label."""
    mark = numbered(row.body, loose=row.kind == "heading")
    return closed_emphasis(mark.rest) if mark and mark.rest else row.body


def ruled_blocks(rows: Sequence[Row], dropped: Mapping[int, str]) -> list[Candidate]:
    """The first lines of blocks between rules, where the document is parted by rules."""
    rules = [row.index for row in rows if row.kind == "rule" and not row.body.startswith("<")]
    if len(rules) < 3:
        return []
    found: list[Candidate] = []
    for start, end in pairwise([-1, *rules, len(rows)]):
        block = [row for row in rows[start + 1 : end] if row.kind != "blank" and row.index not in dropped]
        while block and block[0].kind == "heading":
            block.pop(0)
        texts = [
            row for row in block[:-1] if row.kind == "text" and len(row.body) <= 300 and link_share(row.body) < 0.8
        ]
        if start < 0:
            # Above the first rule an introduction may stand before the question.
            first = next((row for row in texts if question_likeness(row.plain) >= 0.6), None)
        else:
            first = texts[0] if texts and texts[0] is block[0] else None
        if first is not None:
            likeness = question_likeness(first.plain)
            found.append(Candidate(first.index, first.index, "block", "block", first.body, likeness))
    return found


def notebook_cells(rows: Sequence[Row], dropped: Mapping[int, str]) -> list[Candidate]:
    """The first lines of text cells that hold no heading; the rows of a cell share its number."""
    found: list[Candidate] = []
    for _number, group in groupby(rows, key=lambda row: row.number):
        cell = [row for row in group if row.kind != "blank" and row.index not in dropped]
        if not cell or any(row.kind in {"heading", "code"} for row in cell[:1]):
            continue
        opening = _opening(cell)
        if opening is None or opening.kind != "text" or len(opening.body) > _LONGEST_FIRST_LINE:
            continue
        if link_share(opening.body) > 0.8:
            continue
        found.append(
            Candidate(opening.index, opening.index, "cell", "cell", opening.body, question_likeness(opening.plain))
        )
    return found


def _opening(cell: Sequence[Row]) -> Row | None:
    """The first line, or the one after it where the first is a remark on its own and the next one asks."""
    first = cell[0]
    second = cell[1] if len(cell) > 1 and cell[1].index > first.index + 1 else None
    if second is None or second.kind != "text" or question_likeness(first.plain):
        return first
    return second if question_likeness(second.plain) == 1 else first


def with_missing_marks(
    rows: Sequence[Row], shape: Shape, candidates: Sequence[Candidate], labels: Mapping[int, AnswerLabel]
) -> Shape:
    """A shape with the questions whose mark is written otherwise than the rest.

    Four sorts: a numbered line of another style whose number is just what is missing between its neighbours; where
    every answer is labelled, a numbered line on a label, whatever its number, and a line that asks above a label that
    would have no question; and, among lines that only ask, questions that say so, with all up to their answer label.
    """
    markers = list(shape.markers)
    taken = {marker.row for marker in markers}
    extra: list[Candidate] = []
    others = sorted(
        (c for c in candidates if c.row not in taken and c.parts and c.family in {"heading", "bold", "numbered"}),
        key=lambda c: (c.row, c.family != "heading"),
    )
    if sum(bool(marker.parts) for marker in markers) >= 0.7 * len(markers):
        places = [other.row for other in others]
        for before, after in zip(markers, [*markers[1:], None], strict=True):
            first = bisect_right(places, before.row)
            last = bisect_left(places, after.row) if after else len(others)
            extra += _filling(before, after, others[first:last])
    if shape.family in {"bullet", "line"}:
        pairs = _labelled_pairs([c for c in candidates if c.family == "label"], sorted(labels))
        if len(pairs) >= _FEWEST_PAIRS:
            extra += [question for question, _answer in pairs]
            markers = [m for m in markers if not any(q.row < m.row < answer for q, answer in pairs)]
    if shape.labelled >= _LABELLED and shape.family in {"bold", "numbered"}:
        extra += [c for c in others if c.family == shape.family and _is_right_above_label(rows, c, labels)]
    if shape.family == "label":
        extra += _above_unasked_labels(rows, markers, [c for c in candidates if c.family == "answered"], sorted(labels))
    if not extra:
        return shape
    merged = sorted({c.row: c for c in [*extra, *markers]}.values(), key=lambda c: c.row)
    return replace(shape, markers=tuple(merged))


def _labelled_pairs(questions: Sequence[Candidate], labels: Sequence[int]) -> list[tuple[Candidate, int]]:
    """Questions with a label (`Question:`), each with the row of the answer label below it."""
    found: list[tuple[Candidate, int]] = []
    for place, question in enumerate(questions):
        index = bisect_right(labels, question.row)
        after = questions[place + 1].row if place + 1 < len(questions) else labels[-1] + 1 if labels else 0
        if index < len(labels) and labels[index] < after:
            found.append((question, labels[index]))
    return found


def _filling(before: Candidate, after: Candidate | None, others: Sequence[Candidate]) -> list[Candidate]:
    """Questions between two others whose numbers go on from the first one and stay below the second one."""
    found: list[Candidate] = []
    known = before
    for other in others:
        follows = other.parts[:-1] == known.parts[:-1] and other.parts[-1:] == tuple(
            part + 1 for part in known.parts[-1:]
        )
        fits = after is None or (after.parts[:-1] == other.parts[:-1] and after.parts > other.parts)
        if follows and fits and other.likeness >= 0.8:
            known = replace(other, level=before.level)
            found.append(known)
    return found


def _is_right_above_label(rows: Sequence[Row], candidate: Candidate, labels: Mapping[int, AnswerLabel]) -> bool:
    """Whether a line that asks stands on an answer label, where nearly every question has one."""
    if candidate.likeness < _PERHAPS or candidate.rest:
        return False
    return next((row.index in labels for row in rows[candidate.last + 1 :] if row.kind != "blank"), False)


def _above_unasked_labels(
    rows: Sequence[Row], markers: Sequence[Candidate], asked: Sequence[Candidate], labels: Sequence[int]
) -> list[Candidate]:
    """Lines that ask above an answer label, where no marked question stands between the label and the one before."""
    unlabelled = sorted(marker.row for marker in markers if not marker.rest)
    taken = {marker.row for marker in markers} | {marker.last for marker in markers}
    found: list[Candidate] = []
    for candidate in asked:
        place = bisect_left(labels, candidate.row)
        label = labels[place]
        before = labels[place - 1] if place else -1
        asked_already = bisect_left(unlabelled, before) < bisect_left(unlabelled, label)
        opens = candidate.row == 0 or rows[candidate.row - 1].kind not in {"text", "item"}
        if candidate.likeness >= 0.8 and opens and not asked_already and candidate.row not in taken:
            found.append(candidate)
    return found
