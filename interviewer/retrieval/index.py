"""The index in use: verified before it is opened, its hits ranked by exact similarity."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

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
    Manifest,
    decode_manifest,
    file_record,
    refuse_stale,
)
from interviewer.retrieval.state import IndexState, UnusableError, corrupt, error_of, missing
from interviewer.retrieval.structures import Structure, open_structure
from interviewer.retrieval.vectors import Rows, similarities

__all__ = [
    "Hit",
    "IndexState",
    "PassageIndex",
    "index_state",
    "open_index",
    "read_manifest",
    "stored_index",
]

# A reader that meets a replacement starts over, at most this often.
_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found; similarity is the cosine, -1 to 1."""

    passage: Passage
    similarity: float


class PassageIndex:
    """Passages and their vectors, in the same order; immutable once opened."""

    def __init__(
        self, manifest: Manifest, passages: tuple[Passage, ...], keys: tuple[str, ...], structure: Structure
    ) -> None:
        self.manifest = manifest
        self.passages = passages
        self.keys = keys
        """The key of each passage, in the order of `passages`."""
        self.structure = structure

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {key: row for row, key in enumerate(self.keys)}

    def search(self, vectors: Vectors, k: int) -> list[list[Hit]]:
        """The `k` passages (or all, if there are fewer) most similar to each query, best first, ties by position.

        `vectors` has shape [n, dimension], L2-normalised. The structure finds candidates (a compressed one as good as
        always those that count: its recall is in the manifest); their similarities are summed again in double
        precision, so that they do not depend on the number of queries or threads.

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
        candidates = self.structure.candidates(queries, k)
        return [self._ranked(query, rows, k) for query, rows in zip(queries, candidates, strict=True)]

    def vectors_for(self, keys: Sequence[str]) -> Vectors:
        """The stored vectors of the passages with these keys, shape [n, dimension].

        Raises:
            KeyError: no passage has this key.
        """
        return self.structure.vectors[[self._rows[key] for key in keys]]

    def _ranked(self, query: Vectors, rows: Rows, k: int) -> list[Hit]:
        positions = np.sort(rows)
        found = np.clip(similarities(self.structure.vectors[positions], query), -1.0, 1.0)
        best = np.argsort(-found, kind="stable")[:k]
        return [Hit(self.passages[positions[row]], float(found[row])) for row in best]


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
        manifest, _ = _read(directory, corpus_digest, encoder_digest)
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


def _read(directory: Path, corpus_digest: str | None, encoder_digest: str | None) -> tuple[Manifest, dict[str, bytes]]:
    """The manifest and the files that it vouches for, by name; None for a digest accepts any."""
    attempts = _ATTEMPTS
    while True:
        before = folder.identity(directory)
        try:
            return _read_once(directory, corpus_digest, encoder_digest)
        except UnusableError:
            attempts -= 1
            if not attempts or folder.identity(directory) == before:
                raise


def _read_once(
    directory: Path, corpus_digest: str | None, encoder_digest: str | None
) -> tuple[Manifest, dict[str, bytes]]:
    manifest = _read_manifest(directory)
    refuse_stale(
        manifest,
        manifest.corpus if corpus_digest is None else corpus_digest,
        manifest.encoder.digest if encoder_digest is None else encoder_digest,
    )
    # Read, not mapped: a mapped file could change after it was verified, and on Windows it could not be replaced.
    return manifest, {name: _read_verified(directory, name, manifest) for name in manifest.files}


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


def _open(manifest: Manifest, contents: Mapping[str, bytes]) -> PassageIndex:
    """An index from verified bytes; what the digests cannot tell is checked here."""
    try:
        with collector_paused():
            items = tuple(Passage.model_validate_json(line) for line in contents[PASSAGES_FILE].splitlines())
    except ValidationError as error:
        raise corrupt(f"A line of the index's {PASSAGES_FILE} is not a passage.") from error
    if manifest.passages != len(items):
        raise corrupt(
            f"The index's counts disagree: {manifest.passages} passages in {MANIFEST_FILE}, "
            f"{len(items)} in {PASSAGES_FILE}."
        )
    keys = tuple(passage_key(passage.text) for passage in items)
    return PassageIndex(manifest, items, keys, open_structure(manifest, contents, keys))
