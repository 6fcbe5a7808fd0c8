"""Search in two steps: short codes of all vectors give the candidates, the exact vectors decide among them.

Codes are those of product quantisation (Jegou et al. 2011), four bits for each few dimensions, compared inside vector
registers (André et al. 2015; FAISS `IndexPQFastScan`). Every code is looked at for every query: unlike with inverted
lists or graphs no part of the corpus can be overlooked, and the codes are so small that this is quick.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from interviewer.inference.encoder import Vectors
from interviewer.retrieval.manifest import FLOATS_FILE, VECTORS_FILE, CompressedRecord
from interviewer.retrieval.native import one_thread, products, read_faiss, rounding_margin
from interviewer.retrieval.recall import Sample
from interviewer.retrieval.state import corrupt
from interviewer.retrieval.vectors import BLOCK, DistinctRows, Rows, from_raw_bytes, raw_bytes

CANDIDATES = 2048
"""Vectors compared exactly for a query. `benchmarks/structures.py --vectors 1000000`: 512 hold .984 of the five
passages nearest to an answer, these all; they cost 0.4 ms more."""

RECALL_GOAL = 0.98
"""Of the passages that exact search finds, the least share that codes must find."""

_BITS = 4
_CENTROIDS = 2**_BITS
_TRAINING = 256 * _CENTROIDS  # what FAISS takes of a larger sample
_PER_HIT = 32  # candidates at least for each passage asked for


class CompressedStructure:
    """Codes of every different vector, and the vectors."""

    def __init__(self, codes: Any, vectors: Vectors, distinct: DistinctRows, record: CompressedRecord) -> None:
        self.record = record
        self.vectors = vectors
        self._codes = codes
        self._distinct = distinct
        self._margin = rounding_margin(vectors.shape[1])

    def files(self) -> dict[str, bytes | memoryview]:
        import faiss

        return {VECTORS_FILE: faiss.serialize_index(self._codes).tobytes(), FLOATS_FILE: raw_bytes(self.vectors)}

    def candidates(self, queries: Vectors, k: int) -> Iterator[Rows]:
        """For each query rows that hold, as good as always, its best `k`; equal texts are all among them or none."""
        # One query at a time: FAISS breaks ties between codes in another order when it has several.
        with one_thread():
            return iter([self._candidates(query, k) for query in queries])

    def _candidates(self, query: Vectors, k: int) -> Rows:
        rows = self._by_codes(query, k)
        # Single precision narrows them down to those that it cannot tell from the k-th.
        if len(rows) > k:
            similarities = products(self.vectors, rows, query)
            rows = rows[similarities >= np.partition(similarities, -k)[-k] - self._margin]
        return self._distinct.with_others(rows, k)

    def _by_codes(self, query: Vectors, k: int) -> Rows:
        """First rows of the texts whose codes are the best, enough of them for `k`."""
        every = self._distinct.first
        wanted = max(self.record.candidates, _PER_HIT * k)
        if wanted >= len(every):
            return every
        _, found = self._codes.search(query[np.newaxis], wanted)
        rows = every[found[0][found[0] >= 0]]  # where thousands have the same code FAISS leaves places empty
        return rows if len(rows) >= k else every


def build_compressed(vectors: Vectors, keys: Sequence[str], candidates: int = CANDIDATES) -> CompressedStructure | None:
    """Codes of these vectors (float32 [n, d]), and their recall on a sample.

    None where there are fewer different vectors than codes need, or where codes do not tell them apart: the recall is
    below the goal. `keys` are the keys of the rows' texts. The same arguments give the same bytes, whatever the number
    of threads.
    """
    distinct = DistinctRows.of(keys)
    if len(distinct.first) < _CENTROIDS:
        return None
    codes = _codes(vectors, distinct)
    sample = Sample.of(vectors)
    draft = CompressedRecord(parts=codes.pq.M, candidates=candidates, sample=len(sample.rows), recall=0.0)
    recall = sample.recall(CompressedStructure(codes, vectors, distinct, draft))
    if recall < RECALL_GOAL:
        return None
    return CompressedStructure(codes, vectors, distinct, draft.model_copy(update={"recall": recall}))


def open_compressed(
    contents: Mapping[str, bytes], keys: Sequence[str], dimension: int, record: CompressedRecord
) -> CompressedStructure:
    """From the files of an index of texts with these keys.

    Raises:
        UnusableError: corrupt.
    """
    import faiss

    codes = read_faiss(contents[VECTORS_FILE])
    if (
        type(codes) is not faiss.IndexPQFastScan
        or codes.metric_type != faiss.METRIC_INNER_PRODUCT
        or (codes.d, codes.pq.M, codes.pq.nbits) != (dimension, record.parts, _BITS)
    ):
        raise corrupt(f"The index's {VECTORS_FILE} does not hold {record.parts} codes for {dimension} dimensions.")
    try:
        vectors = from_raw_bytes(contents[FLOATS_FILE], dimension)
    except ValueError as error:
        raise corrupt(f"The index's {FLOATS_FILE} does not hold vectors of {dimension} dimensions.") from error
    distinct = DistinctRows.of(keys)
    if (len(vectors), codes.ntotal) != (len(keys), len(distinct.first)):
        raise corrupt(
            f"The index's counts disagree: {len(keys)} passages, {len(vectors)} vectors in {FLOATS_FILE}; "
            f"{len(distinct.first)} different texts, {codes.ntotal} codes in {VECTORS_FILE}."
        )
    return CompressedStructure(codes, vectors, distinct, record)


def _codes(vectors: Vectors, distinct: DistinctRows) -> Any:
    """A trained FAISS index with the codes of all different vectors."""
    import faiss

    dimension = vectors.shape[1]
    width = next(width for width in (4, 3, 2, 1) if dimension % width == 0)
    codes = faiss.IndexPQFastScan(dimension, dimension // width, _BITS, faiss.METRIC_INNER_PRODUCT)
    codes.pq.cp.min_points_per_centroid = 1  # no warning on standard error about few points
    total = len(distinct.first)
    spread = np.linspace(0, total - 1, min(total, _TRAINING)).astype(np.int64)
    with one_thread():
        codes.train(vectors[distinct.first[spread]])
    for start in range(0, total, BLOCK):
        codes.add(vectors[distinct.first[start : start + BLOCK]])
    return codes
