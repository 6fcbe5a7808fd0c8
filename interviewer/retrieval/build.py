"""Builds the index, embedding only what the present one does not hold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from interviewer.errors import InterviewerError
from interviewer.inference.encoder import Encoder, TokenCounter, Vectors
from interviewer.models import Passage
from interviewer.retrieval.chunking import CHUNKING_VERSION, passage_key, split_passages
from interviewer.retrieval.folder import building, replace_index, write_part
from interviewer.retrieval.index import PassageIndex, stored_index
from interviewer.retrieval.manifest import (
    FORMAT,
    MANIFEST_FILE,
    PASSAGES_FILE,
    ChunkingRecord,
    EncoderRecord,
    Manifest,
    encode_manifest,
    file_record,
)
from interviewer.retrieval.structures import EXACT_UP_TO, build_structure
from interviewer.retrieval.vectors import normalised

SLICE = 256
"""Texts given to the encoder at once: the grain of progress and of cancelling."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    passages: int
    """Passages in the new index, after cutting."""
    embedded: int
    """Different texts that were embedded."""
    reused: int
    """Different texts whose vectors came from the index that was there."""
    removed: int
    """Different texts of the index that was there which are no longer needed."""


def build_index(
    directory: Path,
    passages: Sequence[Passage],
    corpus_digest: str,
    encoder: Encoder,
    counter: TokenCounter,
    on_progress: Callable[[int, int], None] | None = None,
    exact_up_to: int = EXACT_UP_TO,
) -> BuildReport:
    """Build the index of these passages in `directory` and put it in the place of the present one in one step.

    `on_progress(done, total)` counts the texts to embed: once at the start, then after every slice. An exception, from
    it or elsewhere (a keyboard interrupt), leaves the present index as it is. The same passages and encoder give the
    same bytes, whatever was reused. Up to `exact_up_to` passages are searched exactly.

    Raises:
        UnavailableError: another process is building, or the folder cannot be written.
        InterviewerError: the encoder's vectors cannot be compared.
    """
    with building(directory) as staging:
        pieces = split_passages(passages, counter)
        lines = "".join(piece.model_dump_json() + "\n" for piece in pieces).encode("utf-8")
        write_part(staging, PASSAGES_FILE, lines)  # a folder that cannot be written shows before the long work
        texts = {passage_key(piece.text): piece.text for piece in pieces}
        present = stored_index(directory)
        known = _reusable(present, encoder, texts)
        new = _embedded({key: text for key, text in texts.items() if key not in known}, encoder, on_progress)
        keys = [passage_key(piece.text) for piece in pieces]
        rows = [known.get(key, new.get(key)) for key in keys]
        vectors = np.array(rows, dtype=np.float32).reshape(len(pieces), encoder.dimension)
        structure = build_structure(vectors, keys, exact_up_to)
        files = {PASSAGES_FILE: file_record(lines)}
        for name, content in structure.files().items():
            write_part(staging, name, content)
            files[name] = file_record(content)
        manifest = Manifest(
            format=FORMAT,
            encoder=EncoderRecord(name=encoder.name, digest=encoder.digest, dimension=encoder.dimension),
            chunking=ChunkingRecord(version=CHUNKING_VERSION, window=counter.window),
            corpus=corpus_digest,
            passages=len(pieces),
            search=structure.record,
            files=files,
        )
        write_part(staging, MANIFEST_FILE, encode_manifest(manifest))
        replace_index(directory)
    removed = set(present.keys) - set(texts) if present else set()
    return BuildReport(passages=len(pieces), embedded=len(new), reused=len(known), removed=len(removed))


def _reusable(present: PassageIndex | None, encoder: Encoder, texts: dict[str, str]) -> dict[str, Vectors]:
    """Vectors by key that the present index holds from the same encoder."""
    if present is None or present.manifest.encoder.digest != encoder.digest:
        return {}
    keys = sorted(set(present.keys) & set(texts))
    return dict(zip(keys, present.vectors_for(keys), strict=True))


def _embedded(
    texts: dict[str, str], encoder: Encoder, on_progress: Callable[[int, int], None] | None
) -> dict[str, Vectors]:
    report = on_progress or (lambda _done, _total: None)
    keys = list(texts)
    vectors: dict[str, Vectors] = {}
    if keys:
        report(0, len(keys))
    for start in range(0, len(keys), SLICE):
        part = keys[start : start + SLICE]
        vectors.update(zip(part, _encoded([texts[key] for key in part], encoder), strict=True))
        report(len(vectors), len(keys))
    return vectors


def _encoded(texts: list[str], encoder: Encoder) -> Vectors:
    vectors = encoder.encode(texts)
    if vectors.shape != (len(texts), encoder.dimension) or not normalised(vectors):
        raise InterviewerError(
            f"The model {encoder.name} gives vectors that are not of length 1.", "Choose another with --model."
        )
    return vectors
