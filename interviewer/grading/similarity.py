"""How close an answer is to a reference, sentence by sentence, with what the question already said taken out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interviewer.grading.reading import AnswerReading
from interviewer.grading.vectors import VectorTable
from interviewer.inference.encoder import Vectors

Cosines = npt.NDArray[np.float64]

# A vector that is almost the question's own has no direction left worth comparing.
_LEAST_RESIDUAL = 0.25
# A sentence this similar to the reference counts in full for precision, one that has nothing to do with it hardly.
_TO_THE_POINT, _LEAST_WEIGHT = 0.3, 0.05


@dataclass(frozen=True, slots=True)
class Alignment:
    """The answer beside one reference."""

    recall: float
    """Mean over the reference's sentences of the best similarity to a sentence of the answer, 0 to 1."""
    precision: float
    """The same from the answer's side, its sentences weighted by their content words and by how much they are to the
    point: filler neither earns nor costs anything."""
    nearest: tuple[int, ...]
    """For each sentence of the answer the reference sentence most like it."""
    similarities: tuple[float, ...]
    """And how like it is, 0 to 1."""
    cosines: tuple[tuple[float, ...], ...]
    """By sentence of the reference and sentence of the answer, 0 to 1."""
    nearest_said: tuple[int, ...]
    """For each sentence of the reference the sentence of the answer most like it."""

    @property
    def similarity(self) -> float:
        return (self.recall + self.precision) / 2


def align(answer: AnswerReading, units: Sequence[Vectors], reference: Vectors) -> Alignment:
    """Greedy alignment in both directions by cosine, as in BERTScore (Zhang et al. 2020) but of sentences.

    The question's vector is projected out of both sides, `unit_vectors` and those of the reference's sentences [n, d]:
    words of the question earn nothing. Needs at least one sentence on either side.
    """
    theirs = np.array([vectors[0] for vectors in units])
    cosines = cosine_matrix(reference, theirs).clip(0.0, 1.0)
    best = cosines.max(axis=0)
    telling = np.array([sentence.weight for sentence in answer.sentences], dtype=np.float64)
    weights = telling * (_LEAST_WEIGHT + np.minimum(best / _TO_THE_POINT, 1.0))
    return Alignment(
        recall=float(cosines.max(axis=1).mean()),
        precision=float((best * weights).sum() / weights.sum()),
        nearest=tuple(int(row) for row in cosines.argmax(axis=0)),
        similarities=tuple(float(value) for value in best),
        cosines=tuple(tuple(row) for row in cosines.tolist()),
        nearest_said=tuple(int(row) for row in cosines.argmax(axis=1)),
    )


def unit_vectors(answer: AnswerReading, asked: Vectors, table: VectorTable) -> list[Vectors]:
    """For each sentence of the answer the vectors [n, d] of itself and its clauses, the question taken out."""
    if not answer.sentences:
        return []
    texts = [[unit.of(answer.text) for unit in sentence.units] for sentence in answer.sentences]
    rest = without_direction(table.vectors([text for of_sentence in texts for text in of_sentence]), asked)
    ends = np.cumsum([len(of_sentence) for of_sentence in texts])
    return np.split(rest, ends[:-1])


def without_direction(vectors: Vectors, direction: Vectors) -> Vectors:
    """Unit vectors of shape [n, d] with a unit direction projected out; zero where next to nothing remains."""
    wide = vectors.astype(np.float64)
    rest = wide - np.outer(wide @ direction, direction)
    norms = np.sqrt((rest * rest).sum(axis=1, keepdims=True))
    return np.where(norms < _LEAST_RESIDUAL, 0.0, rest / np.maximum(norms, _LEAST_RESIDUAL)).astype(np.float32)


def cosine_matrix(left: Vectors, right: Vectors) -> Cosines:
    """Inner products [n, m] of unit rows in double precision: what is left of rounding is far below what shows."""
    return left.astype(np.float64) @ right.T.astype(np.float64)
