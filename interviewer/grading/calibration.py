"""From evidence to points: weights, a monotone map and a range, from one readable file with its provenance."""

from functools import lru_cache
from importlib.resources import files
from typing import Literal

import numpy as np
from pydantic import TypeAdapter

from interviewer.models import PASS_SCORE, Band, Frozen

ConceptSource = Literal["written", "extracted"]


class Calibration(Frozen):
    """How coverage and similarity become a score, for questions with a written concept list or an extracted one."""

    concept_points: float
    """Points for full coverage; the rest of 100 is for similarity."""
    similarity_floor: float
    similarity_full: float
    """Similarity at or below the floor earns nothing, at or above full everything, linear between."""
    knots: tuple[tuple[float, float], ...]
    """The map from points to score, piecewise linear, both rising from 0 to 100."""
    below: float
    above: float
    """How far the range reaches on either side of the score."""
    provenance: str

    def similarity_points(self, similarity: float) -> float:
        share = (similarity - self.similarity_floor) / (self.similarity_full - self.similarity_floor)
        return (100 - self.concept_points) * min(1.0, max(0.0, share))

    def score(self, points: float) -> float:
        """Monotone; both 0 to 100."""
        given, mapped = zip(*self.knots, strict=True)
        return float(np.interp(points, given, mapped))

    def range(self, score: float) -> tuple[float, float]:
        return max(0.0, score - self.below), min(100.0, score + self.above)


@lru_cache(maxsize=1)
def calibrations() -> dict[ConceptSource, Calibration]:
    content = files("interviewer.grading").joinpath("data/calibration.json").read_bytes()
    return TypeAdapter(dict[ConceptSource, Calibration]).validate_json(content)


def band(score: float) -> Band:
    """Weak below 40, partial below the pass mark of 60, good below 80, strong from there."""
    return "weak" if score < 40 else "partial" if score < PASS_SCORE else "good" if score < 80 else "strong"
