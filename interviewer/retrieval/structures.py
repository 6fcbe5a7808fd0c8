"""Which structure searches an index: exact while that is quick, codes above."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from interviewer.inference.encoder import Vectors
from interviewer.retrieval.compressed import build_compressed, open_compressed
from interviewer.retrieval.exact import build_exact, open_exact
from interviewer.retrieval.manifest import FLOATS_FILE, VECTORS_FILE, CompressedRecord, Manifest, SearchRecord
from interviewer.retrieval.recall import Searched
from interviewer.retrieval.state import corrupt
from interviewer.retrieval.vectors import normalised

EXACT_UP_TO = 50_000
"""Vectors up to which an index is searched exactly: `benchmarks/growth.py` finds 3 ms a query there, a third of what it
takes to embed the query, and 6 ms at 100,000."""


class Structure(Searched, Protocol):
    """What an index is searched with."""

    @property
    def record(self) -> SearchRecord:
        """What the manifest says about it."""
        ...

    def files(self) -> dict[str, bytes | memoryview]:
        """The files of the index that hold it, by name."""
        ...


def build_structure(vectors: Vectors, keys: Sequence[str], exact_up_to: int = EXACT_UP_TO) -> Structure:
    """The structure for these vectors (float32 [n, d], of length 1) of the texts with these keys, in the same order.

    Above `exact_up_to` vectors approximate, if that finds enough of what exact search finds. The same arguments give
    the same bytes of files.
    """
    compressed = build_compressed(vectors, keys) if len(vectors) > exact_up_to else None
    return compressed or build_exact(vectors)


def open_structure(manifest: Manifest, contents: Mapping[str, bytes], keys: Sequence[str]) -> Structure:
    """The structure in the verified files of an index whose passages have these keys.

    Raises:
        UnusableError: corrupt in a way that digests do not show.
    """
    dimension, record = manifest.encoder.dimension, manifest.search
    compressed = isinstance(record, CompressedRecord)
    structure: Structure = (
        open_compressed(contents, keys, dimension, record)
        if isinstance(record, CompressedRecord)
        else open_exact(contents, len(keys), dimension)
    )
    if not normalised(structure.vectors):
        name = FLOATS_FILE if compressed else VECTORS_FILE
        raise corrupt(f"The index's {name} holds vectors that are not of length 1.")
    return structure
