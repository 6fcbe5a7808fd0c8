"""What an index says about itself: `manifest.json`, sealed so that a changed byte shows."""

import hashlib
import json
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from interviewer.models import Frozen
from interviewer.retrieval.chunking import CHUNKING_VERSION
from interviewer.retrieval.state import IndexState, UnusableError, corrupt

FORMAT = 1
MANIFEST_FILE = "manifest.json"
PASSAGES_FILE = "passages.jsonl"
VECTORS_FILE = "vectors.faiss"
FLOATS_FILE = "vectors.f32"


class FileRecord(Frozen):
    sha256: str
    size: int
    """Bytes."""


class EncoderRecord(Frozen):
    name: str
    digest: str
    dimension: int


class ChunkingRecord(Frozen):
    version: int
    window: int
    """Tokens that one passage may have at most."""


class ExactRecord(Frozen):
    """`vectors.faiss` holds the vectors, and search compares with all of them."""

    kind: Literal["exact"] = "exact"


class CompressedRecord(Frozen):
    """`vectors.faiss` holds short codes that give the candidates; `vectors.f32` the vectors that decide among them."""

    kind: Literal["compressed"] = "compressed"
    parts: int
    """Codes of four bits for each vector."""
    candidates: int
    """Vectors compared exactly for a query; more where many passages are asked for."""
    sample: int
    """Passages whose nearest others were looked for to measure `recall`."""
    recall: float
    """The share of the five nearest of exact search that was found when the index was built."""


SearchRecord = Annotated[ExactRecord | CompressedRecord, Field(discriminator="kind")]


class Manifest(Frozen):
    format: int
    encoder: EncoderRecord
    chunking: ChunkingRecord
    corpus: str
    """Digest of the corpus that the passages come from."""
    passages: int
    """Lines of `passages.jsonl` = vectors."""
    search: SearchRecord = ExactRecord()  # what an index is that does not say
    files: dict[str, FileRecord]
    """Every other file of the index by name."""


def file_record(content: bytes | memoryview) -> FileRecord:
    return FileRecord(sha256=hashlib.sha256(content).hexdigest(), size=len(content))


def encode_manifest(manifest: Manifest) -> bytes:
    """The bytes of `manifest.json`."""
    return encode_fields(manifest.model_dump())


def decode_manifest(content: bytes, path: str) -> Manifest:
    """The manifest in these bytes, which must be exactly as they were written; `path` names them in messages.

    Raises:
        UnusableError: corrupt, or stale because the format is another version's.
    """
    damaged = corrupt(f"The index file {path} is damaged: it is not as it was written.")
    try:
        fields = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise damaged from error
    if not isinstance(fields, dict) or fields.pop("seal", None) is None or encode_fields(fields) != content:
        raise damaged
    if fields.get("format") != FORMAT:
        raise UnusableError(IndexState("stale", f"{path} was written by another version of this program."))
    try:
        manifest = Manifest.model_validate(fields, strict=True)
    except ValidationError as error:
        raise damaged from error
    floats = {FLOATS_FILE} if manifest.search.kind == "compressed" else set()
    if set(manifest.files) != {PASSAGES_FILE, VECTORS_FILE} | floats:
        raise damaged
    return manifest


def refuse_stale(manifest: Manifest, corpus_digest: str, encoder_digest: str) -> None:
    """Raises UnusableError (stale) unless the index is of this corpus, this encoder and this way of cutting."""
    if manifest.corpus != corpus_digest:
        reason = "The corpus has changed since the index was built."
    elif manifest.encoder.digest != encoder_digest:
        reason = f"The index was built with another model ({manifest.encoder.name})."
    elif manifest.chunking.version != CHUNKING_VERSION:
        reason = "The index was built with another way of cutting passages."
    else:
        return
    raise UnusableError(IndexState("stale", reason))


def encode_fields(fields: dict[str, Any]) -> bytes:
    """These fields as JSON with a last one, `seal`: SHA-256 (hex) of the same JSON without it. One text per value."""
    seal = hashlib.sha256(_json(fields)).hexdigest()
    return _json({**fields, "seal": seal})


def _json(fields: dict[str, Any]) -> bytes:
    # ASCII with escapes: names of any kind, lone surrogates included, have bytes.
    return (json.dumps(fields, indent=2, ensure_ascii=True) + "\n").encode("ascii")
