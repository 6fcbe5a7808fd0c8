"""Above a number of passages codes find the candidates: nearly all that exact search finds, and the same every time."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_encoder import WordEncoder

from interviewer.inference.encoder import Vectors
from interviewer.models import Passage
from interviewer.retrieval.build import build_index
from interviewer.retrieval.chunking import passage_key
from interviewer.retrieval.compressed import CompressedStructure, build_compressed
from interviewer.retrieval.exact import build_exact
from interviewer.retrieval.index import PassageIndex, open_index
from interviewer.retrieval.manifest import CompressedRecord, ExactRecord, FileRecord
from interviewer.retrieval.recall import Sample
from interviewer.retrieval.structures import build_structure
from interviewer.retrieval.vectors import Rows

HERE = Path(__file__).resolve().parent
FEW = 64
"""Candidates, so few that codes decide."""


def around(centres: int, each: int, dimension: int = 48, seed: int = 0) -> Vectors:
    """Vectors in groups, as texts about a few subjects have them."""
    chance = np.random.default_rng(seed)
    middles = chance.normal(size=(centres, dimension)).repeat(each, axis=0)
    vectors = middles + 0.7 * chance.normal(size=middles.shape)
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def keys_of(vectors: Vectors) -> list[str]:
    return [str(row) for row in range(len(vectors))]


def compressed(vectors: Vectors, candidates: int = FEW) -> CompressedStructure:
    structure = build_compressed(vectors, keys_of(vectors), candidates)
    assert structure is not None
    return structure


def best_of_all(vectors: Vectors, query: Vectors, k: int) -> list[int]:
    products = vectors.astype(np.float64) @ query.astype(np.float64)
    return sorted(range(len(vectors)), key=lambda row: (-products[row], row))[:k]


def recall_by_numpy(structure: CompressedStructure, queries: Vectors, k: int) -> float:
    found = structure.candidates(queries, k)
    right = [best_of_all(structure.vectors, query, k) for query in queries]
    return float(np.mean([len(set(rows.tolist()) & set(best)) / k for rows, best in zip(found, right, strict=True)]))


def built(directory: Path, passages: list[Passage], encoder: WordEncoder, exact_up_to: int = 20) -> PassageIndex:
    build_index(directory, passages, "corpus", encoder, encoder, exact_up_to=exact_up_to)
    return open_index(directory, "corpus", encoder.digest)


def files(directory: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (directory / "current").iterdir()}


def test_search_by_codes_finds_nearly_all_that_numpy_finds() -> None:
    structure = compressed(around(60, 50))
    queries = around(60, 5, seed=0)[2::5] * 0.9 + around(60, 1, seed=5) * 0.1
    queries = (queries / np.linalg.norm(queries, axis=1, keepdims=True)).astype(np.float32)
    assert recall_by_numpy(structure, queries, 5) > 0.95
    assert recall_by_numpy(compressed(structure.vectors, 3000), queries, 5) == 1.0  # nothing is cut off


class Forgetful:
    """Finds nothing but what stands in an even row."""

    def __init__(self, vectors: Vectors) -> None:
        self.vectors = vectors

    def candidates(self, queries: Vectors, k: int) -> Iterator[Rows]:
        return iter([np.arange(0, len(self.vectors), 2)] * len(queries))


@pytest.mark.parametrize("count", [1, 2, 5, 300])
def test_recall_is_the_share_of_the_nearest_others_that_are_found(count: int) -> None:
    vectors = around(count, 1)
    sample = Sample.of(vectors)
    found, nearest = 0, 0
    for row in sample.rows.tolist():
        others = [other for other in best_of_all(vectors, vectors[row], min(6, count)) if other != row]
        nearest += len(others)
        # A row that is not found itself has one of the others in its place.
        found += max(0, sum(other % 2 == 0 for other in others) - row % 2)
    assert len(sample.rows) == min(count, 200)
    assert sample.recall(Forgetful(vectors)) == pytest.approx(found / nearest if nearest else 1.0, abs=0.0006)
    assert sample.recall(build_exact(vectors)) == 1.0


def test_recall_on_record_is_that_of_the_sample() -> None:
    structure = compressed(around(1000, 3), candidates=256)
    assert isinstance(structure.record, CompressedRecord)
    assert (structure.record.sample, structure.record.candidates) == (200, 256)
    assert structure.record.recall == Sample.of(structure.vectors).recall(structure)
    assert 0.98 <= structure.record.recall < 1.0


def test_vectors_that_codes_do_not_tell_apart_are_searched_exactly() -> None:
    chance = np.random.default_rng(3)
    vectors = chance.normal(size=(3000, 256)).astype(np.float32)  # nothing is near to anything
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    assert build_compressed(vectors, keys_of(vectors), candidates=FEW) is None
    assert build_compressed(vectors, keys_of(vectors)) is not None


@pytest.mark.parametrize("different", [1, 15])
def test_too_few_different_texts_for_codes_are_searched_exactly(
    directory: Path, encoder: WordEncoder, different: int
) -> None:
    passages = [Passage(text=f"text {line % different}", file="a.md", line=line) for line in range(60)]
    index = built(directory, passages, encoder, exact_up_to=5)
    assert index.manifest.search == ExactRecord()
    assert [hit.passage.line for hit in index.search(encoder.encode(["text 0"]), 2)[0]] == [0, different]


@settings(max_examples=25)
@given(
    texts=st.lists(st.integers(0, 40), min_size=16, max_size=90),
    k=st.integers(1, 100),
    query=st.text("abc ", max_size=9),
)
def test_where_nothing_is_cut_off_both_kinds_find_the_same(
    tmp_path_factory: pytest.TempPathFactory, texts: list[int], k: int, query: str
) -> None:
    encoder = WordEncoder(dimension=16)
    passages = [Passage(text=f"statement {text}", file="a.md", line=line) for line, text in enumerate(texts)]
    passages += [Passage(text=f"other {line}", file="b.md", line=line) for line in range(16)]
    small, exact = (
        built(tmp_path_factory.mktemp("index"), passages, encoder, exact_up_to=limit) for limit in (0, 1000)
    )
    assert (small.manifest.search.kind, exact.manifest.search.kind) == ("compressed", "exact")
    queries = encoder.encode([query, "statement 3", passages[0].text])
    assert small.search(queries, k) == exact.search(queries, k)


@pytest.mark.parametrize("k", [1, 3, 200])
def test_many_equal_passages_are_found_in_their_order_whatever_the_codes_leave_out(
    encoder: WordEncoder, k: int
) -> None:
    vectors = around(40, 50)
    repeated = np.concatenate([vectors, np.repeat(vectors[:1], 500, axis=0)])
    keys = [*keys_of(vectors), *["0"] * 500]
    structure = build_compressed(repeated, keys, FEW)
    assert structure is not None
    (rows,) = structure.candidates(vectors[:1], k)
    assert [0, *range(2000, 2500)][:k] == [row for row in sorted(rows.tolist()) if row == 0 or row >= 2000][:k]


def test_vectors_of_a_few_values_are_all_found(encoder: WordEncoder) -> None:
    two = around(2, 1)
    vectors = np.concatenate([np.repeat(two, 1500, axis=0), around(30, 4, seed=2)])
    structure = compressed(vectors)
    for query in (*two, *-two):
        (rows,) = structure.candidates(query[np.newaxis], 5)
        best = np.sort(vectors[rows] @ query)[::-1][:5]
        assert best == pytest.approx(np.sort(vectors @ query)[::-1][:5], abs=1e-6)


def test_a_query_finds_the_same_alone_in_company_and_on_any_number_of_threads() -> None:
    structure = compressed(around(60, 50))
    queries = around(60, 2, seed=0)
    before = faiss.omp_get_max_threads()
    found = [[rows.tolist() for rows in structure.candidates(queries, 7)]]
    for threads in (1, 2, 5):
        faiss.omp_set_num_threads(threads)
        found.append([next(structure.candidates(query[np.newaxis], 7)).tolist() for query in queries])
        assert faiss.omp_get_max_threads() == threads
    faiss.omp_set_num_threads(before)
    assert all(rows == found[0] for rows in found)


def test_the_files_are_the_same_whatever_the_number_of_threads(tmp_path: Path) -> None:
    code = (
        "import sys, hashlib\n"
        f"sys.path.insert(0, {str(HERE)!r})\n"
        "from test_compressed_search import around, compressed\n"
        "structure = compressed(around(90, 60))\n"
        "print(structure.record, [hashlib.sha256(part).hexdigest() for part in structure.files().values()])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads},
        ).stdout
        for threads in ("1", "3")
    }
    assert len(outputs) == 1


def test_a_rebuild_across_the_threshold_reuses_every_vector_both_ways(
    tmp_path: Path, passages: list[Passage], encoder: WordEncoder
) -> None:
    few, many = passages[:20], passages
    up, down = tmp_path / "up", tmp_path / "down"
    assert built(up, few, encoder).manifest.search.kind == "exact"
    assert built(down, many, encoder).manifest.search.kind == "compressed"
    encoder.given.clear()
    assert built(up, many, encoder).manifest.search.kind == "compressed"
    assert len(encoder.given) == 10
    assert built(down, few, encoder).manifest.search.kind == "exact"
    assert len(encoder.given) == 10
    fresh_many, fresh_few = tmp_path / "many", tmp_path / "few"
    built(fresh_many, many, encoder)
    built(fresh_few, few, encoder)
    assert files(up) == files(fresh_many)
    assert files(down) == files(fresh_few)
    assert set(files(up)) == {"manifest.json", "passages.jsonl", "vectors.faiss", "vectors.f32"}
    assert set(files(down)) == {"manifest.json", "passages.jsonl", "vectors.faiss"}


def test_the_floats_are_the_encoders_vectors_in_the_order_of_the_passages(
    directory: Path, passages: list[Passage], encoder: WordEncoder
) -> None:
    index = built(directory, passages, encoder)
    expected = encoder.encode([passage.text for passage in passages])
    content = (directory / "current" / "vectors.f32").read_bytes()
    assert content == expected.astype("<f4").tobytes()
    assert index.manifest.files["vectors.f32"] == FileRecord(
        sha256=index.manifest.files["vectors.f32"].sha256, size=30 * 48 * 4
    )
    assert np.array_equal(index.vectors_for([passage_key(passage.text) for passage in passages]), expected)


@pytest.mark.parametrize("dimension", [1, 7, 30, 50, 768])
def test_vectors_of_any_dimension_have_codes(dimension: int) -> None:
    chance = np.random.default_rng(1)
    vectors = chance.normal(size=(300, dimension)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    structure = build_structure(vectors, keys_of(vectors), exact_up_to=100)
    assert structure.record.kind == "compressed"
    assert structure.vectors.shape == (300, dimension)
