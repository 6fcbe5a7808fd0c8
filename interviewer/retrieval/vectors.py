"""Vectors as they are stored: float32 rows of length 1, one for each passage."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interviewer.inference.encoder import Vectors

Rows = npt.NDArray[np.int64]

NORM_TOLERANCE = 1e-4
"""How far the length of a stored vector may be from 1."""

BLOCK = 8_192
"""Rows that are copied or widened at once: 13 MB at 384 dimensions, twice that when widened."""


def normalised(vectors: Vectors) -> bool:
    """Whether every vector is finite and of length 1."""
    for start in range(0, len(vectors), BLOCK):
        lengths = np.linalg.norm(vectors[start : start + BLOCK].astype(np.float64), axis=1)
        if not (np.abs(lengths - 1.0) <= NORM_TOLERANCE).all():  # also for NaN and infinity
            return False
    return True


def similarities(vectors: Vectors, query: Vectors) -> npt.NDArray[np.float64]:
    """The products of each vector with the query, summed in double precision: the same in any company."""
    summed: npt.NDArray[np.float64] = (vectors.astype(np.float64) * query.astype(np.float64)).sum(axis=1)
    return summed


def raw_bytes(vectors: Vectors) -> memoryview:
    """The rows one after the other, float32, little-endian; shares their memory where that is their form already."""
    return np.ascontiguousarray(vectors, dtype="<f4").data.cast("B")


def from_raw_bytes(content: bytes, dimension: int) -> Vectors:
    """What `raw_bytes` gave, read-only and sharing the memory of `content`.

    Raises:
        ValueError: these are not whole rows.
    """
    return np.frombuffer(content, dtype="<f4").reshape(-1, dimension)


@dataclass(frozen=True, slots=True)
class DistinctRows:
    """Which rows hold the same text, and so the same vector."""

    first: Rows
    """The first row of every text, ascending."""
    others: dict[int, tuple[int, ...]]
    """For the first row of a text that stands in several, the others, ascending."""

    @classmethod
    def of(cls, keys: Sequence[str]) -> "DistinctRows":
        """From the key of each row's text."""
        firsts: dict[str, int] = {}
        others: dict[int, list[int]] = {}
        for row, key in enumerate(keys):
            first = firsts.setdefault(key, row)
            if first != row:
                others.setdefault(first, []).append(row)
        first_rows = np.fromiter(firsts.values(), dtype=np.int64, count=len(firsts))
        return cls(first_rows, {first: tuple(rows) for first, rows in others.items()})

    def with_others(self, rows: Rows, limit: int) -> Rows:
        """These first rows and, for each, up to `limit` others of the same text."""
        if not self.others:
            return rows
        more = [other for row in rows.tolist() for other in self.others.get(row, ())[:limit]]
        return np.concatenate([rows, np.array(more, dtype=np.int64)])
