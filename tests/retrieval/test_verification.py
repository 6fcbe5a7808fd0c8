"""An index that is not what was written, or not for this corpus and model, is never searched."""

import random
from collections.abc import Callable
from pathlib import Path

import faiss
import numpy as np
import pytest
from word_encoder import WordEncoder

from interviewer.errors import CorruptError, UnavailableError
from interviewer.models import Passage
from interviewer.retrieval.build import build_index
from interviewer.retrieval.chunking import CHUNKING_VERSION
from interviewer.retrieval.index import index_state, open_index, read_manifest
from interviewer.retrieval.manifest import (
    MANIFEST_FILE,
    PASSAGES_FILE,
    VECTORS_FILE,
    Manifest,
    encode_manifest,
    file_record,
)

FILES = [MANIFEST_FILE, PASSAGES_FILE, VECTORS_FILE]


@pytest.fixture
def built(directory: Path, passages: list[Passage], encoder: WordEncoder) -> Path:
    """The folder with the three files of a built index."""
    build_index(directory, passages, "corpus", encoder, encoder)
    return directory / "current"


def flip(content: bytes, chance: random.Random) -> bytes:
    position = chance.randrange(len(content))
    return content[:position] + bytes([content[position] ^ chance.randrange(1, 256)]) + content[position + 1 :]


def truncate(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def append(content: bytes, chance: random.Random) -> bytes:
    return content + chance.randbytes(chance.randrange(1, 9))


def insert(content: bytes, chance: random.Random) -> bytes:
    position = chance.randrange(len(content))
    return content[:position] + b" " + content[position:]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("change", [flip, truncate, append, insert])
def test_a_changed_file_is_refused_as_corrupt(
    built: Path, name: str, change: Callable[[bytes, random.Random], bytes]
) -> None:
    original = (built / name).read_bytes()
    chance = random.Random(f"{name} {change.__name__}")
    for _ in range(15):
        changed = change(original, chance)
        (built / name).write_bytes(changed)
        with pytest.raises(CorruptError) as caught:
            open_index(built.parent, "corpus", "words-1")
        assert name in caught.value.message
        assert "interviewer index build" in caught.value.hint
        assert index_state(built.parent, "corpus", "words-1").state == "corrupt"
    (built / name).write_bytes(original)
    assert index_state(built.parent, "corpus", "words-1").state == "fresh"


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_gone_is_corrupt(built: Path, name: str) -> None:
    (built / name).unlink()
    with pytest.raises(CorruptError, match=name):
        open_index(built.parent, "corpus", "words-1")


def test_a_file_in_the_place_of_the_index_is_corrupt(directory: Path) -> None:
    directory.mkdir()
    (directory / "current").write_text("not a folder", encoding="utf-8")
    assert index_state(directory, "corpus", "words-1").state == "corrupt"


def test_no_index_is_missing(directory: Path) -> None:
    with pytest.raises(UnavailableError) as caught:
        open_index(directory, "corpus", "words-1")
    assert "interviewer index build" in caught.value.hint
    assert index_state(directory, "corpus", "words-1").state == "missing"


@pytest.mark.parametrize(("corpus", "model"), [("another corpus", "words-1"), ("corpus", "another model")])
def test_another_corpus_or_model_makes_it_stale(built: Path, corpus: str, model: str) -> None:
    with pytest.raises(UnavailableError, match=r"corpus has changed|another model"):
        open_index(built.parent, corpus, model)
    assert index_state(built.parent, corpus, model).state == "stale"


def rewrite(built: Path, **changes: object) -> None:
    """Seal a manifest that says something else."""
    manifest = read_manifest(built.parent)
    (built / MANIFEST_FILE).write_bytes(encode_manifest(Manifest.model_validate(manifest.model_dump() | changes)))


def replace_file(built: Path, name: str, content: bytes) -> None:
    """Put another file in the index, with a manifest that vouches for it."""
    files = read_manifest(built.parent).model_dump()["files"]
    (built / name).write_bytes(content)
    rewrite(built, files=files | {name: file_record(content).model_dump()})


def test_another_format_is_stale(built: Path) -> None:
    rewrite(built, format=2)
    assert index_state(built.parent, "corpus", "words-1").state == "stale"
    with pytest.raises(UnavailableError, match="another version"):
        read_manifest(built.parent)


def test_another_way_of_cutting_is_stale(built: Path) -> None:
    rewrite(built, chunking={"version": CHUNKING_VERSION + 1, "window": 40})
    assert index_state(built.parent, "corpus", "words-1").state == "stale"


def test_a_manifest_that_says_another_dimension_is_refused(built: Path) -> None:
    rewrite(built, encoder={"name": "words", "digest": "words-1", "dimension": 47})
    with pytest.raises(CorruptError, match="47 dimensions"):
        open_index(built.parent, "corpus", "words-1")


def test_a_manifest_that_says_another_count_is_refused(built: Path) -> None:
    rewrite(built, passages=29)
    with pytest.raises(CorruptError, match="counts disagree"):
        open_index(built.parent, "corpus", "words-1")


def test_a_missing_line_is_refused(built: Path) -> None:
    lines = (built / PASSAGES_FILE).read_bytes().splitlines(keepends=True)
    replace_file(built, PASSAGES_FILE, b"".join(lines[:-1]))
    with pytest.raises(CorruptError, match="counts disagree"):
        open_index(built.parent, "corpus", "words-1")


def test_a_line_that_is_no_passage_is_refused(built: Path) -> None:
    lines = (built / PASSAGES_FILE).read_bytes().splitlines(keepends=True)
    replace_file(built, PASSAGES_FILE, b"".join([*lines[:-1], b'{"text": "no file"}\n']))
    with pytest.raises(CorruptError, match="not a passage"):
        open_index(built.parent, "corpus", "words-1")


def unit_vectors(count: int, dimension: int) -> np.ndarray:
    vectors = np.random.default_rng(0).normal(size=(count, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.mark.parametrize("kind", [faiss.IndexFlatL2, lambda d: faiss.IndexHNSWFlat(d, 8, faiss.METRIC_INNER_PRODUCT)])
def test_another_kind_of_faiss_index_is_refused(built: Path, kind: Callable[[int], faiss.Index]) -> None:
    index = kind(48)
    index.add(unit_vectors(30, 48))
    replace_file(built, VECTORS_FILE, faiss.serialize_index(index).tobytes())
    with pytest.raises(CorruptError, match="not an exact inner-product index"):
        open_index(built.parent, "corpus", "words-1")


@pytest.mark.parametrize("value", [np.nan, np.inf, 0.0, 3.0])
def test_vectors_that_are_not_of_length_one_are_refused(built: Path, value: float) -> None:
    vectors = unit_vectors(30, 48)
    vectors[7] *= value
    index = faiss.IndexFlatIP(48)
    index.add(vectors)
    replace_file(built, VECTORS_FILE, faiss.serialize_index(index).tobytes())
    with pytest.raises(CorruptError, match="length 1"):
        open_index(built.parent, "corpus", "words-1")


def test_bytes_that_faiss_cannot_read_are_refused(built: Path) -> None:
    whole = (built / VECTORS_FILE).read_bytes()
    for content in (b"", b"IxFI", whole[:60], b"\xff" * 200):
        replace_file(built, VECTORS_FILE, content)
        with pytest.raises(CorruptError, match="FAISS cannot read"):
            open_index(built.parent, "corpus", "words-1")


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"{}", b"[" * 100_000, b'{"seal": ""}', b"\xff\xfe{}"])
def test_a_manifest_that_is_none_is_corrupt(built: Path, content: bytes) -> None:
    (built / MANIFEST_FILE).write_bytes(content)
    with pytest.raises(CorruptError, match=MANIFEST_FILE):
        open_index(built.parent, "corpus", "words-1")
