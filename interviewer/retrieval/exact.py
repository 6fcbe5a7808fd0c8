"""Exact search: FAISS compares a query with every vector."""

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from typing import Any

import numpy as np

from interviewer.inference.encoder import Vectors
from interviewer.retrieval.manifest import VECTORS_FILE, ExactRecord
from interviewer.retrieval.native import one_thread, read_faiss, rounding_margin
from interviewer.retrieval.state import corrupt
from interviewer.retrieval.vectors import Rows

# So many more than were asked for are fetched at first, to see whether the last of them is clear of the k-th.
_SPARE = 16


class ExactStructure:
    """A FAISS `IndexFlatIP`, which holds the vectors themselves."""

    record = ExactRecord()

    def __init__(self, flat: Any) -> None:
        import faiss

        self._flat = flat
        shape = (flat.ntotal, flat.d)
        # The memory of `flat` itself, which lives as long as this object.
        self.vectors: Vectors = (
            faiss.rev_swig_ptr(flat.get_xb(), flat.ntotal * flat.d).reshape(shape)
            if flat.ntotal
            else np.empty(shape, "f4")
        )
        self.vectors.flags.writeable = False

    def files(self) -> dict[str, bytes | memoryview]:
        import faiss

        return {VECTORS_FILE: faiss.serialize_index(self._flat).tobytes()}

    def candidates(self, queries: Vectors, k: int) -> Iterator[Rows]:
        """For each query the rows of its best `k`, and of all that single precision cannot tell from the k-th."""
        with one_thread() if len(queries) == 1 else nullcontext():
            return iter(self._candidates(queries, k))

    def _candidates(self, queries: Vectors, k: int) -> Rows:
        total = self._flat.ntotal
        margin = rounding_margin(self._flat.d)
        wanted = min(total, k + _SPARE)
        while True:
            similarities, rows = self._flat.search(queries, wanted)
            if wanted == total or bool((similarities[:, -1] < similarities[:, k - 1] - margin).all()):
                found: Rows = rows
                return found
            wanted = min(total, 2 * wanted)


def build_exact(vectors: Vectors) -> ExactStructure:
    import faiss

    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(vectors)
    return ExactStructure(flat)


def open_exact(contents: Mapping[str, bytes], count: int, dimension: int) -> ExactStructure:
    """From the files of an index of so many vectors.

    Raises:
        UnusableError: corrupt.
    """
    import faiss

    flat = read_faiss(contents[VECTORS_FILE])
    if type(flat) is not faiss.IndexFlatIP or flat.metric_type != faiss.METRIC_INNER_PRODUCT or flat.d != dimension:
        raise corrupt(f"The index's {VECTORS_FILE} is not an exact inner-product index of {dimension} dimensions.")
    if flat.ntotal != count:
        raise corrupt(f"The index's counts disagree: {count} passages, {flat.ntotal} vectors in {VECTORS_FILE}.")
    return ExactStructure(flat)
