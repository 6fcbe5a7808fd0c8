"""The index in use: verified before it is opened, searched exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import ValidationError

from interviewer.collector import collector_paused
from interviewer.inference.encoder import Vectors
from interviewer.models import Passage
from interviewer.retrieval import folder
from interviewer.retrieval.chunking import passage_key
from interviewer.retrieval.manifest import (
    MANIFEST_FILE,
    PASSAGES_FILE,
    VECTORS_FILE,
    Manifest,
    decode_manifest,
    file_record,
    refuse_stale,
)
from interviewer.retrieval.state import IndexState, UnusableError, corrupt, error_of, missing

__all__ = [
    "Hit",
    "IndexState",
    "PassageIndex",
    "index_state",
    "normalised",
    "open_index",
    "read_manifest",
    "stored_index",
]

NORM_TOLERANCE = 1e-4
"""How far the length of a stored vector may be from 1."""

# A reader that meets a replacement starts over, at most this often.
_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found; similarity is the cosine, -1 to 1."""

    passage: Passage
    similarity: float


class PassageIndex:
    """Passages and their vectors, in the same order; immutable once opened."""

    def __init__(self, manifest: Manifest, passages: tuple[Passage, ...], vectors: Vectors, flat: Any) -> None:
        self.manifest = manifest
        self.passages = passages
        self._vectors = vectors
        self._flat = flat

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The key of each passage, in the order of `passages`."""
        return tuple(passage_key(passage.text) for passage in self.passages)

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {key: row for row, key in enumerate(self.keys)}

    def search(self, vectors: Vectors, k: int) -> list[list[Hit]]:
        """The `k` passages (or all, if there are fewer) most similar to each query, best first, ties by position.

        `vectors` has shape [n, dimension], L2-normalised. FAISS finds the candidates; their similarities are summed
        again in double precision, so that they do not depend on the number of queries or threads.

        Raises:
            ValueError: `vectors` has another shape or is not finite, or `k` is less than 1.
        """
        queries = np.ascontiguousarray(vectors, dtype=np.float32)
        if queries.ndim != 2 or queries.shape[1] != self.manifest.encoder.dimension:
            raise ValueError(f"queries of shape {queries.shape} for an index of {self.manifest.encoder.dimension}")
        if k < 1 or not np.isfinite(queries).all():
            raise ValueError("k must be at least 1 and queries finite")
        if not self.passages or not len(queries):
            return [[] for _ in queries]
        return [self._ranked(query, rows, k) for query, rows in zip(queries, self._candidates(queries, k), strict=True)]

    def vectors_for(self, keys: Sequence[str]) -> Vectors:
        """The stored vectors of the passages with these keys, shape [n, dimension].

        Raises:
            KeyError: no passage has this key.
        """
        return self._vectors[[self._rows[key] for key in keys]]

    def _candidates(self, queries: Vectors, k: int) -> Any:
        """Rows [n, m] that hold each query's best `k`, and all that single precision cannot tell from the k-th."""
        total = len(self.passages)
        # Twice the largest rounding error that a single-precision product of two unit vectors can have.
        margin = 2 * queries.shape[1] * float(np.finfo(np.float32).eps)
        wanted = min(total, k + 16)
        while True:
            similarities, rows = self._flat.search(queries, wanted)
            if wanted == total or bool((similarities[:, -1] < similarities[:, k - 1] - margin).all()):
                return rows
            wanted = min(total, 2 * wanted)

    def _ranked(self, query: Vectors, rows: Any, k: int) -> list[Hit]:
        positions = np.sort(rows)
        products = self._vectors[positions].astype(np.float64) * query.astype(np.float64)
        similarities = np.clip(products.sum(axis=1), -1.0, 1.0)
        best = np.argsort(-similarities, kind="stable")[:k]
        return [Hit(self.passages[positions[row]], float(similarities[row])) for row in best]


def open_index(directory: Path, corpus_digest: str, encoder_digest: str) -> PassageIndex:
    """The index in `directory`, if it is whole and of this corpus and encoder. Loads FAISS: load the encoder first.

    Raises:
        UnavailableError: there is none, or it is stale.
        CorruptError: its files are not what was written; names the file.
    """
    try:
        return _open(*_read(directory, corpus_digest, encoder_digest))
    except UnusableError as error:
        raise error_of(error.state) from error


def index_state(directory: Path, corpus_digest: str, encoder_digest: str) -> IndexState:
    """Whether `open_index` would open the index, from its digests alone and without loading FAISS."""
    try:
        manifest, _, _ = _read(directory, corpus_digest, encoder_digest)
    except UnusableError as error:
        return error.state
    return IndexState("fresh", f"The index holds {manifest.passages} passages and matches the corpus and the model.")


def read_manifest(directory: Path) -> Manifest:
    """The manifest of the index in `directory`, whatever it was built from.

    Raises:
        UnavailableError: there is no index, or it is of another format.
        CorruptError: the manifest is not what was written.
    """
    try:
        return _read_manifest(directory)
    except UnusableError as error:
        raise error_of(error.state) from error


def stored_index(directory: Path) -> PassageIndex | None:
    """The index in `directory` if it is whole, whatever it was built from; else None."""
    try:
        return _open(*_read(directory, None, None))
    except UnusableError:
        return None


def _read(directory: Path, corpus_digest: str | None, encoder_digest: str | None) -> tuple[Manifest, bytes, bytes]:
    """Manifest, passages and vectors that belong together, verified; None for a digest accepts any."""
    attempts = _ATTEMPTS
    while True:
        before = folder.identity(directory)
        try:
            return _read_once(directory, corpus_digest, encoder_digest)
        except UnusableError:
            attempts -= 1
            if not attempts or folder.identity(directory) == before:
                raise


def _read_once(directory: Path, corpus_digest: str | None, encoder_digest: str | None) -> tuple[Manifest, bytes, bytes]:
    manifest = _read_manifest(directory)
    refuse_stale(
        manifest,
        manifest.corpus if corpus_digest is None else corpus_digest,
        manifest.encoder.digest if encoder_digest is None else encoder_digest,
    )
    passages = _read_verified(directory, PASSAGES_FILE, manifest)
    return manifest, passages, _read_verified(directory, VECTORS_FILE, manifest)


def _read_manifest(directory: Path) -> Manifest:
    if not folder.index_exists(directory):
        raise missing(directory)
    return decode_manifest(_read_part(directory, MANIFEST_FILE), _path(directory, MANIFEST_FILE))


def _read_verified(directory: Path, name: str, manifest: Manifest) -> bytes:
    content = _read_part(directory, name, manifest.files[name].size)
    if file_record(content) != manifest.files[name]:
        raise corrupt(f"The index file {_path(directory, name)} is damaged: it is not what its manifest says.")
    return content


def _read_part(directory: Path, name: str, limit: int | None = None) -> bytes:
    try:
        return folder.read_part(directory, name, limit)
    except FileNotFoundError as error:
        raise corrupt(f"The index file {_path(directory, name)} is gone.") from error
    except OSError as error:
        raise UnusableError(
            IndexState("missing", f"{_path(directory, name)} cannot be read: {error.strerror or error}.")
        ) from error


def _path(directory: Path, name: str) -> str:
    return str(directory / folder.CURRENT / name)


def _open(manifest: Manifest, passages: bytes, vectors: bytes) -> PassageIndex:
    """An index from verified bytes; what the digests cannot tell is checked here."""
    import faiss

    try:
        with collector_paused():
            items = tuple(Passage.model_validate_json(line) for line in passages.splitlines())
    except ValidationError as error:
        raise corrupt(f"A line of the index's {PASSAGES_FILE} is not a passage.") from error
    try:
        flat = faiss.deserialize_index(np.frombuffer(vectors, dtype=np.uint8))
    except (RuntimeError, MemoryError) as error:
        raise corrupt(f"FAISS cannot read the index's {VECTORS_FILE}.") from error
    dimension = manifest.encoder.dimension
    if type(flat) is not faiss.IndexFlatIP or flat.metric_type != faiss.METRIC_INNER_PRODUCT or flat.d != dimension:
        raise corrupt(f"The index's {VECTORS_FILE} is not an exact inner-product index of {dimension} dimensions.")
    if not manifest.passages == len(items) == flat.ntotal:
        raise corrupt(
            f"The index's counts disagree: {manifest.passages} passages in {MANIFEST_FILE}, "
            f"{len(items)} in {PASSAGES_FILE}, {flat.ntotal} vectors in {VECTORS_FILE}."
        )
    stored: Vectors = flat.reconstruct_n(0, flat.ntotal)
    if not normalised(stored):
        raise corrupt(f"The index's {VECTORS_FILE} holds vectors that are not of length 1.")
    stored.flags.writeable = False
    return PassageIndex(manifest, items, stored, flat)


def normalised(vectors: Vectors) -> bool:
    """Whether every vector is finite and of length 1."""
    lengths = np.linalg.norm(vectors.astype(np.float64), axis=1)
    return bool((np.abs(lengths - 1.0) <= NORM_TOLERANCE).all())  # False for NaN and infinity
