"""Questions without a mark of their own: the line above an answer label, the first line of a notebook cell."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from interviewer.importing.boilerplate import link_share
from interviewer.importing.choosing import Shape
from interviewer.importing.numbering import AnswerLabel, closed_emphasis, numbered
from interviewer.importing.rows import Row
from interviewer.importing.shapes import Candidate
from interviewer.importing.wording import plain_text, question_likeness

_FARTHEST = 25
_LONGEST_FIRST_LINE = 200


def above_labels(
    rows: Sequence[Row], dropped: Mapping[int, str], labels: Mapping[int, AnswerLabel]
) -> list[Candidate]:
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
        if row.kind == "text" and other and rows[other - 1].kind in {"text", "item"} and other - 1 > floor:
            # Within a paragraph: its first line decides, read together with the lines below.
            if not _ends(rows[other - 1]):
                below = f"{row.plain} {below}".strip()
                continue
        text = f"{plain_text(_unmarked(row))} {below}".strip()
        below = ""
        if len(text) < 600 and question_likeness(text) >= 0.8:
            return row
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
        texts = [row for row in block[:-1] if row.kind == "text" and len(row.body) <= 300 and link_share(row.body) < 0.8]
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
    if len(cell) > 1 and not question_likeness(first.plain) and cell[1].index > first.index + 1:
        if cell[1].kind == "text" and question_likeness(cell[1].plain) == 1:
            return cell[1]
    return first


def with_missing_marks(shape: Shape, candidates: Sequence[Candidate], labels: Mapping[int, AnswerLabel]) -> Shape:
    """A shape with the questions whose mark is written otherwise than the rest.

    Two sorts: a numbered line of another style whose number is just what is missing between its neighbours; and,
    where every answer is labelled, a line that asks above a label that would have no question.
    """
    markers = list(shape.markers)
    taken = {marker.row for marker in markers}
    extra: list[Candidate] = []
    others = sorted(
        (c for c in candidates if c.row not in taken and c.parts and c.family in {"heading", "bold", "numbered"}),
        key=lambda c: (c.row, c.family != "heading"),
    )
    if sum(bool(marker.parts) for marker in markers) >= 0.7 * len(markers):
        place = 0
        for before, after in zip(markers, [*markers[1:], None], strict=True):
            last = before
            while place < len(others) and others[place].row <= before.row:
                place += 1
            for other in others[place:]:
                if after is not None and other.row >= after.row:
                    break
                fits = len(other.parts) == len(last.parts) and other.parts[:-1] == last.parts[:-1]
                if not fits or other.parts[-1] != last.parts[-1] + 1 or other.likeness < 0.8:
                    continue
                if after is None or (after.parts[:-1] == other.parts[:-1] and after.parts[-1] > other.parts[-1]):
                    extra.append(replace(other, level=before.level))
                    last = other
    if shape.family == "label":
        extra += _above_unasked_labels(markers, [c for c in candidates if c.family == "answered"], sorted(labels))
    if not extra:
        return shape
    merged = sorted({c.row: c for c in [*extra, *markers]}.values(), key=lambda c: c.row)
    return replace(shape, markers=tuple(merged))


def _above_unasked_labels(
    markers: Sequence[Candidate], asked: Sequence[Candidate], labels: Sequence[int]
) -> list[Candidate]:
    """Lines that ask above an answer label, where no marked question stands between the label and the one before."""
    rows = sorted(marker.row for marker in markers if not marker.rest)
    taken = {marker.row for marker in markers} | {marker.last for marker in markers}
    found: list[Candidate] = []
    for candidate in asked:
        place = bisect_left(labels, candidate.row)
        label = labels[place]
        before = labels[place - 1] if place else -1
        asked_already = bisect_left(rows, before) < bisect_left(rows, label)
        if candidate.likeness >= 0.8 and not asked_already and candidate.row not in taken:
            found.append(candidate)
    return found
