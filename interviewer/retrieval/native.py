"""What the structures use of FAISS in the same way. FAISS is loaded on the first call."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt

from interviewer.inference.encoder import Vectors
from interviewer.retrieval.manifest import VECTORS_FILE
from interviewer.retrieval.state import corrupt
from interviewer.retrieval.vectors import Rows


def read_faiss(content: bytes) -> Any:
    """The FAISS index in the bytes of `vectors.faiss`.

    Raises:
        UnusableError: corrupt.
    """
    import faiss

    try:
        return faiss.deserialize_index(np.frombuffer(content, dtype=np.uint8))
    except (RuntimeError, MemoryError) as error:
        raise corrupt(f"FAISS cannot read the index's {VECTORS_FILE}.") from error


def products(vectors: Vectors, rows: Rows, query: Vectors) -> npt.NDArray[np.float32]:
    """The products of these rows of contiguous `vectors` with the query, in single precision, without copying a row."""
    import faiss

    library: Any = faiss  # whose type stubs leave this function out
    found = np.empty(len(rows), dtype=np.float32)
    pointers = [library.swig_ptr(array) for array in (found, query, vectors, rows)]
    library.fvec_inner_products_by_idx(*pointers, vectors.shape[1], 1, len(rows))
    return found


def rounding_margin(dimension: int) -> float:
    """Twice the largest rounding error that a single-precision product of two unit vectors can have."""
    return 2 * dimension * float(np.finfo(np.float32).eps)


@contextmanager
def one_thread() -> Iterator[None]:
    """The calls that this thread makes of FAISS run in it alone.

    A query and a step of training are too small to share: on a busy machine they take ten times as long when the thread
    waits for others that find nothing to do.
    """
    import faiss

    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)
