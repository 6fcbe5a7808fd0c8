"""Builds the index, embedding only what the present one does not hold."""

from collections.abc import Callable, Container, Mapping, Sequence
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
        present = stored_index(directory)
        usable = present if present and present.manifest.encoder.digest == encoder.digest else None
        chunking = ChunkingRecord(version=CHUNKING_VERSION, window=counter.window)
        pieces = split_passages(passages, counter, _fitting(usable, chunking))
        lines = "".join(piece.model_dump_json() + "\n" for piece in pieces).encode("utf-8")
        write_part(staging, PASSAGES_FILE, lines)  # a folder that cannot be written shows before the long work
        keys = [passage_key(piece.text) for piece in pieces]
        texts = {key: piece.text for key, piece in zip(keys, pieces, strict=True)}
        vectors, reused = _vectors(texts, usable, encoder, counter, on_progress)
        rows = {key: row for row, key in enumerate(texts)}
        structure = build_structure(vectors[[rows[key] for key in keys]], keys, exact_up_to)
        files = {PASSAGES_FILE: file_record(lines)}
        for name, content in structure.files().items():
            write_part(staging, name, content)
            files[name] = file_record(content)
        manifest = Manifest(
            format=FORMAT,
            encoder=EncoderRecord(name=encoder.name, digest=encoder.digest, dimension=encoder.dimension),
            chunking=chunking,
            corpus=corpus_digest,
            passages=len(pieces),
            search=structure.record,
            files=files,
        )
        write_part(staging, MANIFEST_FILE, encode_manifest(manifest))
        replace_index(directory)
    removed = set(present.keys) - texts.keys() if present else ()
    return BuildReport(passages=len(pieces), embedded=len(texts) - reused, reused=reused, removed=len(removed))


def _fitting(usable: PassageIndex | None, chunking: ChunkingRecord) -> Container[str]:
    """Texts that need no cutting: they were cut in the same way for the same encoder."""
    if usable is None or usable.manifest.chunking != chunking:
        return ()
    return {passage.text for passage in usable.passages}


def _vectors(
    texts: Mapping[str, str],
    usable: PassageIndex | None,
    encoder: Encoder,
    counter: TokenCounter,
    on_progress: Callable[[int, int], None] | None,
) -> tuple[Vectors, int]:
    """Vectors of shape [n, dimension] in the order of the texts, and how many of them are from the usable index."""
    vectors = np.empty((len(texts), encoder.dimension), dtype=np.float32)
    rows = {key: row for row, key in enumerate(texts)}
    known = [key for key in set(usable.keys) if key in rows] if usable else []
    if usable and known:
        vectors[[rows.pop(key) for key in known]] = usable.vectors_for(known)
    # Texts of one length fill a batch; the longest come first, so that no time left is promised that is not kept.
    lengths = dict(zip(rows, counter.count_tokens([texts[key] for key in rows]), strict=True))
    new = sorted(rows, key=lambda key: -lengths[key])
    report = on_progress or (lambda _done, _total: None)
    if new:
        report(0, len(new))
    for start in range(0, len(new), SLICE):
        part = new[start : start + SLICE]
        vectors[[rows[key] for key in part]] = _encoded([texts[key] for key in part], encoder)
        report(start + len(part), len(new))
    return vectors, len(known)


def _encoded(texts: list[str], encoder: Encoder) -> Vectors:
    vectors = encoder.encode(texts)
    if vectors.shape != (len(texts), encoder.dimension) or not normalised(vectors):
        raise InterviewerError(
            f"The model {encoder.name} gives vectors that are not of length 1.", "Choose another with --model."
        )
    return vectors
