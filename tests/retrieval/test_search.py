"""Search is exact: FAISS agrees with NumPy, and ties have an order."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_encoder import WordEncoder

from interviewer.models import Passage
from interviewer.retrieval.build import build_index
from interviewer.retrieval.chunking import passage_key
from interviewer.retrieval.index import PassageIndex, open_index

QUERIES = ["dropout slows training", "what is attention?", "weight decay regularises", "case 7"]


@pytest.fixture
def index(directory: Path, passages: list[Passage], encoder: WordEncoder) -> PassageIndex:
    build_index(directory, passages, "corpus", encoder, encoder)
    return open_index(directory, "corpus", encoder.digest)


def test_what_was_built_is_what_is_opened(index: PassageIndex, passages: list[Passage], encoder: WordEncoder) -> None:
    assert index.passages == tuple(passages)
    assert index.manifest.passages == len(passages)
    assert index.manifest.encoder.dimension == encoder.dimension
    expected = encoder.encode([passage.text for passage in passages])
    assert np.array_equal(index.vectors_for([passage_key(passage.text) for passage in passages]), expected)


@pytest.mark.parametrize("k", [1, 5, 30, 100])
def test_the_best_passages_are_those_that_numpy_finds(
    index: PassageIndex, passages: list[Passage], encoder: WordEncoder, k: int
) -> None:
    queries = encoder.encode(QUERIES)
    products = queries.astype(np.float64) @ encoder.encode([passage.text for passage in passages]).T.astype(np.float64)
    for hits, row in zip(index.search(queries, k), products, strict=True):
        order = sorted(range(len(passages)), key=lambda position: (-row[position], position))[:k]
        assert [hit.passage for hit in hits] == [passages[position] for position in order]
        assert [hit.similarity for hit in hits] == pytest.approx([row[position] for position in order], abs=1e-12)


def test_a_query_finds_the_same_alone_and_among_others(index: PassageIndex, encoder: WordEncoder) -> None:
    queries = encoder.encode([f"{query} {number}" for query in QUERIES for number in range(20)])
    assert index.search(queries, 7) == [index.search(query[None], 7)[0] for query in queries]


@settings(max_examples=30, deadline=None)
@given(copies=st.integers(2, 60), k=st.integers(1, 70), others=st.integers(0, 40))
def test_equal_passages_are_found_in_their_order(
    tmp_path_factory: pytest.TempPathFactory, copies: int, k: int, others: int
) -> None:
    encoder = WordEncoder(dimension=16)
    same = [Passage(text="dropout regularises", file="a.md", line=line) for line in range(1, copies + 1)]
    different = [Passage(text=f"other thing {line}", file="b.md", line=line) for line in range(others)]
    directory = tmp_path_factory.mktemp("index")
    build_index(directory, different + same, "corpus", encoder, encoder)
    hits = open_index(directory, "corpus", encoder.digest).search(encoder.encode(["dropout regularises"]), k)[0]
    assert [hit.passage for hit in hits[:copies]] == same[:k]
    assert len(hits) == min(k, copies + others)
    assert hits[0].similarity == pytest.approx(1.0)
    assert all(-1.0 <= hit.similarity <= 1.0 for hit in hits)


def test_an_index_of_nothing_finds_nothing(directory: Path, encoder: WordEncoder) -> None:
    build_index(directory, [], "corpus", encoder, encoder)
    assert open_index(directory, "corpus", encoder.digest).search(encoder.encode(QUERIES), 3) == [[], [], [], []]


def test_no_query_has_no_result(index: PassageIndex, encoder: WordEncoder) -> None:
    assert index.search(encoder.encode([]), 3) == []


@pytest.mark.parametrize("shape", [(1, 47), (48,)])
def test_a_query_of_another_dimension_is_refused(index: PassageIndex, shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="shape"):
        index.search(np.ones(shape, dtype=np.float32), 3)


def test_a_query_that_is_not_a_number_is_refused(index: PassageIndex) -> None:
    with pytest.raises(ValueError, match="finite"):
        index.search(np.full((1, 48), np.nan, dtype=np.float32), 3)


def test_a_key_that_is_not_stored_is_an_error(index: PassageIndex) -> None:
    with pytest.raises(KeyError):
        index.vectors_for([passage_key("never said")])


def test_importing_the_package_and_asking_for_the_state_loads_no_heavy_library(
    directory: Path, passages: list[Passage], encoder: WordEncoder
) -> None:
    build_index(directory, passages, "corpus", encoder, encoder)
    code = (
        "import sys, pathlib, interviewer.retrieval.build, interviewer.retrieval.check\n"
        "from interviewer.retrieval.index import index_state\n"
        f"state = index_state(pathlib.Path({str(directory)!r}), 'corpus', 'words-1')\n"
        "print(state.state, sorted({'faiss', 'torch', 'sentence_transformers'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "fresh []"
