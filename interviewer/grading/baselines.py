"""What a score must beat: length, closeness to the question, and plain closeness to the reference."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from interviewer.grading.resampling import Choice, Numbers
from interviewer.grading.vectors import VectorTable
from interviewer.grading.words import words
from interviewer.inference.encoder import Encoder


@dataclass(frozen=True, slots=True)
class Baselines:
    """An answer as simple measures see it."""

    length: float
    """Words."""
    echo: float
    """Cosine of the whole answer to the question."""
    cosine: float
    """Cosine of the whole answer to the nearest reference, as the encoder reads it: its first 256 word pieces."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The texts that an answer is measured against."""

    question: str
    references: tuple[str, ...]
    answer: str


def measure_baselines(texts: Sequence[Compared], encoder: Encoder) -> list[Baselines]:
    """In the order of the texts; what has no text is at cosine 0."""
    table = VectorTable(encoder)
    table.prepare(piece for text in texts for piece in (text.question, *text.references, text.answer))

    def cosine(one: str, other: str) -> float:
        # Rounded far above what differs from processor to processor.
        return round(float(table.vector(one).astype(np.float64) @ table.vector(other)), 4)

    return [
        Baselines(
            length=len(words(text.answer)),
            echo=cosine(text.answer, text.question),
            cosine=max((cosine(text.answer, reference) for reference in text.references), default=0.0),
        )
        for text in texts
    ]


def fitted_scores(values: Numbers, marks: Numbers, parts: Sequence[Choice]) -> Numbers | None:
    """Values as marks from 0 to 100, by the line of least squares over all other parts; None where there are none."""
    if len(parts) < 2:
        return None
    scores = np.zeros(len(values))
    for part in parts:
        x, y = values[~part], marks[~part]
        spread = ((x - x.mean()) ** 2).mean()
        slope = ((x - x.mean()) * (y - y.mean())).mean() / spread if spread > 0 else 0.0
        scores[part] = (y.mean() + slope * (values[part] - x.mean())).clip(0.0, 100.0)
    return scores


def fitted_passes(values: Numbers, correct: Choice, others: Choice, parts: Sequence[Choice]) -> Choice | None:
    """Which values reach the cut that tells correct answers best from others (macro-F1) over all other parts.

    None where there are no other parts.
    """
    if len(parts) < 2:
        return None
    passes = np.zeros(len(values), dtype=np.bool_)
    for part in parts:
        passes[part] = values[part] >= _best_cut(values[~part], correct[~part], others[~part])
    return passes


def _best_cut(values: Numbers, correct: Choice, others: Choice) -> float:
    """The lowest of the best cuts, among the values themselves."""
    cuts, place = np.unique(values, return_inverse=True)
    # At every cut, how many of either kind are at or above it.
    hits, alarms = (np.cumsum(np.bincount(place, kind)[::-1])[::-1] for kind in (correct, others))
    misses, rest = hits[0] - hits, alarms[0] - alarms
    of_correct = 2 * hits / np.maximum(2 * hits + alarms + misses, 1)
    of_others = 2 * rest / np.maximum(2 * rest + alarms + misses, 1)
    return float(cuts[np.argmax(of_correct + of_others)])
