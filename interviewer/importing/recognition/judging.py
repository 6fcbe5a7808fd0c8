"""How well a set of lines would do as the questions of a document."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from interviewer.importing.recognition.outline import Outline
from interviewer.importing.recognition.shapes import Candidate, Family

STRONG = 0.8
"""Likeness from which on a line surely asks."""
_WORDED = 0.7
"""Likeness of a line that begins with a question word and lacks its question mark."""
_WEIGHTS: dict[Family, float] = {"line": 0.85, "block": 0.93, "answered": 0.95, "bullet": 0.95, "cell": 0.95}
"""Shapes without a mark made for questions yield to the others."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape with the lines that are questions in it."""

    family: Family
    name: str
    """In words, for the report."""
    markers: tuple[Candidate, ...]
    precision: float
    """How much its lines read like questions, or are numbered and labelled as such, 0 to 1."""
    recall: float
    """The share of what reads like a question in the document that it holds."""
    answered: float
    """The share of its lines with something below them."""
    labelled: float
    """The share of its lines with an answer label below."""
    explicit: bool
    """Whether the document itself says which lines are questions or answers."""

    @property
    def score(self) -> float:
        count = len(self.markers)
        balance = 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)
        return balance * (0.5 + 0.5 * self.answered) * count / (count + 1) * _WEIGHTS.get(self.family, 1.0)


class Judge:
    """Measures a set of lines as the questions of the document."""

    def __init__(self, outline: Outline, strong: set[int]) -> None:
        self._outline = outline
        self._strong = strong

    def shape(
        self,
        family: Family,
        name: str,
        markers: Sequence[Candidate],
        *,
        precision: float | None = None,
        floor: float = 0.0,
        explicit: bool = False,
        own: Collection[int] = (),
    ) -> Shape:
        """`floor`: precision of lines that do not read like questions at all; `own`: strong rows that are parts."""
        bodies, labelled = self._bodies(markers)
        found = mean_likeness(markers) if precision is None else precision
        explicit = explicit or (bool(markers) and labelled >= 0.5 * len(markers))
        floor = max(floor, (0.5 if family == "answered" else 0.75) if explicit else 0.0)
        rows = {marker.row for marker in markers} | {marker.last for marker in markers}
        strong = {row for row in self._strong if row in rows or row not in own}
        # Among many alike, a question word is as good as a question mark.
        worded = {marker.row for marker in markers if marker.likeness >= _WORDED}
        if len(worded) >= 0.5 * len(markers):
            strong |= worded
        return Shape(
            family,
            name,
            tuple(markers),
            floor + (1 - floor) * found,
            (len(strong & rows) + 1) / (len(strong) + 1),
            bodies / len(markers) if markers else 0.0,
            labelled / len(markers) if markers else 0.0,
            explicit,
        )

    def _bodies(self, markers: Sequence[Candidate]) -> tuple[int, int]:
        """How many of the lines have content below them, and how many an answer label."""
        rows = self._outline.rows
        bodies = labelled = 0
        for position, marker in enumerate(markers):
            end = markers[position + 1].row if position + 1 < len(markers) else len(rows)
            if marker.level:
                heading = self._outline.next_heading(marker.last + 1)
                while heading < end and rows[heading].level > marker.level:
                    heading = self._outline.next_heading(heading + 1)
                end = min(end, heading)
            bodies += bool(marker.rest) or self._outline.content(marker.last + 1, end) > 0
            near = self._outline.next_filled(marker.last + 1)
            labelled += near in self._outline.labels or any(
                row in self._outline.labels for row in range(marker.last + 1, min(end, marker.last + 40))
            )
        return bodies, labelled


def mean_likeness(markers: Sequence[Candidate]) -> float:
    return sum(min(1.0, marker.likeness / STRONG) for marker in markers) / len(markers) if markers else 0.0
