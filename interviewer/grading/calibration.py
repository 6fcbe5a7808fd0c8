"""From evidence to points: weights, a monotone map and a range, from one readable file with its provenance."""

from functools import lru_cache
from importlib.resources import files
from typing import Literal

import numpy as np
from pydantic import TypeAdapter

from interviewer.models import PASS_SCORE, Band, Frozen

Kind = Literal["written", "brief", "full"]
"""A key concept list that a person wrote; none, and a reference of one or two sentences; none, and a longer one."""
_BRIEF = 2


class Calibration(Frozen):
    """How evidence becomes a score, for one kind of question."""

    concept_points: float
    """Points for full coverage."""
    support_points: float
    """Points for a reference of which every sentence follows from the answer; the rest of 100 is for similarity."""
    contradiction: float
    """The share of its points that an answer loses of which everything contradicts the reference."""
    similarity_floor: float
    similarity_full: float
    """Similarity at or below the floor earns nothing, at or above full everything, linear between."""
    knots: tuple[tuple[float, float], ...]
    """The map from points to score, piecewise linear, both rising from 0 to 100."""
    ranges: tuple[tuple[float, float, float], ...]
    """Score, and the marks between which the central 80% of human marks lie at that score; linear between."""
    provenance: str

    def similarity_points(self, similarity: float) -> float:
        share = (similarity - self.similarity_floor) / (self.similarity_full - self.similarity_floor)
        return (100 - self.concept_points - self.support_points) * min(1.0, max(0.0, share))

    def score(self, points: float) -> float:
        """Monotone; both 0 to 100."""
        given, mapped = zip(*self.knots, strict=True)
        return float(np.interp(points, given, mapped))

    def range(self, score: float) -> tuple[float, float]:
        """From low to high, both 0 to 100."""
        at, low, high = zip(*self.ranges, strict=True)
        return float(np.interp(score, at, low)), float(np.interp(score, at, high))


@lru_cache(maxsize=1)
def calibrations() -> dict[Kind, Calibration]:
    content = files("interviewer.grading").joinpath("data/calibration.json").read_bytes()
    return TypeAdapter(dict[Kind, Calibration]).validate_json(content)


def kind_of(*, extracted: bool, sentences: int) -> Kind:
    """The kind of a reference with so many sentences whose concepts were extracted or not."""
    if not extracted:
        return "written"
    return "brief" if sentences <= _BRIEF else "full"


def band(score: float) -> Band:
    """Weak below 40, partial below the pass mark of 60, good below 80, strong from there."""
    return "weak" if score < 40 else "partial" if score < PASS_SCORE else "good" if score < 80 else "strong"
