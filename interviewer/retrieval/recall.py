"""How much of what exact search finds another structure finds, on a sample of its own vectors."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from interviewer.inference.encoder import Vectors
from interviewer.retrieval.vectors import BLOCK, Rows, similarities

SAMPLE = 200
NEAREST = 5
"""Recall is that of the five nearest."""

_SAME = 1e-6  # similarities that differ by less count as equal: single precision may confuse them


class Searched(Protocol):
    """Vectors and a way to those that are near to a query."""

    @property
    def vectors(self) -> Vectors:
        """The exact vectors, [n, dimension], in the order of the passages; not to be written to."""
        ...

    def candidates(self, queries: Vectors, k: int) -> Iterator[Rows]:
        """For each query (contiguous float32 [n, dimension], n > 0) rows among which its best `k` are, in any order."""
        ...


@dataclass(frozen=True, slots=True)
class Sample:
    """Evenly spaced vectors, each to be looked for as if it were a query, and how near its nearest others are."""

    rows: Rows
    least: npt.NDArray[np.float32]
    """For each row the similarity of the last of the passages that exact search finds, itself included."""

    @classmethod
    def of(cls, vectors: Vectors, size: int = SAMPLE) -> "Sample":
        """Of these vectors, at least one; compares each of the sample with all."""
        rows = np.unique(np.linspace(0, len(vectors) - 1, min(size, len(vectors))).astype(np.int64))
        queries = vectors[rows]
        wanted = min(len(vectors), NEAREST + 1)
        best = np.full((len(rows), wanted), -np.inf, dtype=np.float32)
        for start in range(0, len(vectors), BLOCK):
            products = queries @ vectors[start : start + BLOCK].T
            best = np.partition(np.concatenate([best, products], axis=1), -wanted, axis=1)[:, -wanted:]
        return cls(rows, best.min(axis=1))

    def recall(self, structure: Searched) -> float:
        """The share of the nearest passages, up to five other than itself, that are found; 0 to 1, three decimals."""
        others = min(len(structure.vectors) - 1, NEAREST)
        if others == 0:
            return 1.0
        queries = structure.vectors[self.rows]
        found = 0
        for query, least, rows in zip(queries, self.least, structure.candidates(queries, others + 1), strict=True):
            near = int((similarities(structure.vectors[rows], query) >= least - _SAME).sum())
            found += max(0, min(near, others + 1) - 1)
        return round(found / (others * len(self.rows)), 3)
