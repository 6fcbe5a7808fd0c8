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
from interviewer.retrieval.check import check_index
from interviewer.retrieval.chunking import CHUNKING_VERSION
from interviewer.retrieval.index import index_state, open_index, read_manifest
from interviewer.retrieval.manifest import (
    FLOATS_FILE,
    MANIFEST_FILE,
    PASSAGES_FILE,
    VECTORS_FILE,
    Manifest,
    encode_fields,
    encode_manifest,
    file_record,
)

FILES = [MANIFEST_FILE, PASSAGES_FILE, VECTORS_FILE]


@pytest.fixture
def built(directory: Path, passages: list[Passage], encoder: WordEncoder) -> Path:
    """The folder with the three files of a built index."""
    build_index(directory, passages, "corpus", encoder, encoder)
    return directory / "current"


@pytest.fixture
def compressed(directory: Path, passages: list[Passage], encoder: WordEncoder) -> Path:
    """The folder with the four files of an index that is searched by codes."""
    build_index(directory, passages, "corpus", encoder, encoder, exact_up_to=20)
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
    refused_when_changed(built, name, change)


@pytest.mark.parametrize("name", [*FILES, FLOATS_FILE])
@pytest.mark.parametrize("change", [flip, truncate, append, insert])
def test_a_changed_file_of_a_compressed_index_is_refused_as_corrupt(
    compressed: Path, name: str, change: Callable[[bytes, random.Random], bytes]
) -> None:
    refused_when_changed(compressed, name, change)


def refused_when_changed(built: Path, name: str, change: Callable[[bytes, random.Random], bytes]) -> None:
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


@pytest.mark.parametrize("name", [*FILES, FLOATS_FILE])
def test_a_file_that_is_gone_is_corrupt(compressed: Path, name: str) -> None:
    (compressed / name).unlink()
    with pytest.raises(CorruptError, match=name):
        open_index(compressed.parent, "corpus", "words-1")


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
@pytest.mark.parametrize("kind", ["built", "compressed"])
def test_another_corpus_or_model_makes_it_stale(
    request: pytest.FixtureRequest, kind: str, corpus: str, model: str
) -> None:
    directory = request.getfixturevalue(kind).parent
    assert index_state(directory, "corpus", "words-1").state == "fresh"
    with pytest.raises(UnavailableError, match=r"corpus has changed|another model"):
        open_index(directory, corpus, model)
    assert index_state(directory, corpus, model).state == "stale"


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


def test_a_manifest_that_does_not_say_how_to_search_is_of_an_exact_index(built: Path) -> None:
    old = read_manifest(built.parent).model_dump(exclude={"search"})
    (built / MANIFEST_FILE).write_bytes(encode_fields(old))
    index = open_index(built.parent, "corpus", "words-1")
    assert index.manifest.search.kind == "exact"
    assert len(index.passages) == 30


def test_a_manifest_with_files_of_another_kind_is_refused(built: Path) -> None:
    search = {"kind": "compressed", "parts": 12, "candidates": 2048, "sample": 30, "recall": 1.0}
    rewrite(built, search=search)
    with pytest.raises(CorruptError, match=MANIFEST_FILE):
        open_index(built.parent, "corpus", "words-1")


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


@pytest.mark.parametrize(
    "kind",
    [
        faiss.IndexFlatIP,
        lambda d: faiss.IndexPQFastScan(d, 12, 4, faiss.METRIC_L2),
        lambda d: faiss.IndexPQFastScan(d, 24, 4, faiss.METRIC_INNER_PRODUCT),
    ],
)
def test_codes_of_another_kind_are_refused(compressed: Path, kind: Callable[[int], faiss.Index]) -> None:
    index = kind(48)
    index.train(unit_vectors(30, 48))
    index.add(unit_vectors(30, 48))
    replace_file(compressed, VECTORS_FILE, faiss.serialize_index(index).tobytes())
    with pytest.raises(CorruptError, match="does not hold 12 codes for 48 dimensions"):
        open_index(compressed.parent, "corpus", "words-1")


@pytest.mark.parametrize("content", [b"", unit_vectors(29, 48).tobytes(), unit_vectors(31, 48).tobytes()])
def test_another_number_of_vectors_beside_the_codes_is_refused(compressed: Path, content: bytes) -> None:
    replace_file(compressed, FLOATS_FILE, content)
    with pytest.raises(CorruptError, match="counts disagree"):
        open_index(compressed.parent, "corpus", "words-1")


def test_another_number_of_codes_is_refused(compressed: Path) -> None:
    codes = faiss.deserialize_index(np.frombuffer((compressed / VECTORS_FILE).read_bytes(), dtype=np.uint8))
    codes.add(unit_vectors(1, 48))
    replace_file(compressed, VECTORS_FILE, faiss.serialize_index(codes).tobytes())
    with pytest.raises(CorruptError, match="31 codes"):
        open_index(compressed.parent, "corpus", "words-1")


@pytest.mark.parametrize("size", [1, 30 * 48 * 4 - 4])
def test_half_a_vector_is_refused(compressed: Path, size: int) -> None:
    replace_file(compressed, FLOATS_FILE, (compressed / FLOATS_FILE).read_bytes()[:size])
    with pytest.raises(CorruptError, match="does not hold vectors"):
        open_index(compressed.parent, "corpus", "words-1")


@pytest.mark.parametrize("value", [np.nan, np.inf, 0.0, 3.0])
def test_vectors_beside_codes_that_are_not_of_length_one_are_refused(compressed: Path, value: float) -> None:
    vectors = unit_vectors(30, 48)
    vectors[7] *= value
    replace_file(compressed, FLOATS_FILE, vectors.tobytes())
    with pytest.raises(CorruptError, match=r"vectors\.f32 holds vectors that are not of length 1"):
        open_index(compressed.parent, "corpus", "words-1")


def test_a_check_finds_codes_that_no_longer_find_the_nearest(directory: Path, encoder: WordEncoder) -> None:
    passages = [Passage(text=f"statement {line // 5} about {line}", file="a.md", line=line) for line in range(3000)]
    build_index(directory, passages, "corpus", encoder, encoder, exact_up_to=20)
    honest = check_index(directory, "corpus", encoder)
    assert honest.recall is not None
    assert (honest.state.state, honest.recall.measured) == ("fresh", honest.recall.built)

    built = directory / "current"
    codes = faiss.deserialize_index(np.frombuffer((built / VECTORS_FILE).read_bytes(), dtype=np.uint8))
    codes.reset()
    codes.add(open_index(directory, "corpus", "words-1").structure.vectors[::-1])  # each code stands at another's place
    replace_file(built, VECTORS_FILE, faiss.serialize_index(codes).tobytes())
    dishonest = check_index(directory, "corpus", encoder)
    assert dishonest.state.state == "corrupt"
    assert "of the nearest passages" in dishonest.state.reason
    assert dishonest.sample is not None
    assert dishonest.sample.differing == ()


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"{}", b"[" * 100_000, b'{"seal": ""}', b"\xff\xfe{}"])
def test_a_manifest_that_is_none_is_corrupt(built: Path, content: bytes) -> None:
    (built / MANIFEST_FILE).write_bytes(content)
    with pytest.raises(CorruptError, match=MANIFEST_FILE):
        open_index(built.parent, "corpus", "words-1")
