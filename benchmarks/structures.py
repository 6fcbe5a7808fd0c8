"""Kinds of FAISS index side by side, which the choice rests on: `python benchmarks/structures.py`.

Each kind gives some candidates, which are compared exactly. Real text is paragraphs from the docstrings of the
installed Python packages (`--docstrings N` of them, embedded first); its queries are other such paragraphs and the
sample answers.
"""

import argparse
import ast
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from generated import COSINES, Surroundings, answer_texts
from machine import describe_machine

from interviewer.inference.encoder import Encoder, Vectors
from interviewer.inference.loading import load_encoder
from interviewer.retrieval.native import products
from interviewer.settings import DEFAULT_MODEL

K = 5
HELD_OUT = 400
THREADS = faiss.omp_get_max_threads()


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    factory: str
    """As FAISS's `index_factory` reads it, for 384 dimensions; `{lists}` is the number of inverted lists."""
    probed: float = 0.0
    """Share of the inverted lists that is looked at."""
    candidates: tuple[int, ...] = (K,)
    """How many of its results are compared exactly."""


KINDS = (
    Kind("exact", "Flat"),
    Kind("inverted lists", "IVF{lists},Flat", probed=0.04),
    Kind("inverted lists", "IVF{lists},Flat", probed=0.16),
    Kind("inverted lists, 8 bits", "IVF{lists},SQ8", probed=0.16, candidates=(64,)),
    Kind("graph (HNSW), 8 bits", "HNSW32,SQ8", candidates=(64, 256)),
    Kind("8 bits", "SQ8", candidates=(64,)),
    Kind("1 bit (RaBitQ)", "RaBitQfs", candidates=(512, 2048)),
    Kind("product quantisation", "PQ96x4fs", candidates=(512, 2048)),
)


def measure(kind: Kind, vectors: Vectors, queries: Vectors, truth: Any) -> Iterator[str]:
    """A row of the table for each number of candidates."""
    started = time.perf_counter()
    index = constructed(kind, vectors)
    seconds = time.perf_counter() - started
    size = len(faiss.serialize_index(index)) / 1e6
    for candidates in kind.candidates:
        if kind.factory.startswith("HNSW"):
            index.hnsw.efSearch = candidates
        found, times = [], []
        faiss.omp_set_num_threads(1)  # as in the program: one query keeps one thread busy
        for query in queries:
            started = time.perf_counter()
            rows = index.search(query[np.newaxis], candidates)[1][0]
            rows = rows[rows >= 0]
            found.append(rows[np.argsort(-products(vectors, rows, query))[:K]])
            times.append(1000 * (time.perf_counter() - started))
        recall = np.mean([len(set(some) & set(right)) / K for some, right in zip(found, truth, strict=True)])
        probed = f"{kind.probed:.0%}" if kind.probed else ""
        middle, last = np.percentile(times, (50, 99))
        figures = f"{seconds:.1f} | {size:.0f} | {middle:.2f} | {last:.2f} | {recall:.4f}"
        yield f"{kind.name} | {probed} | {candidates} | {figures}"


def constructed(kind: Kind, vectors: Vectors) -> Any:
    faiss.omp_set_num_threads(THREADS)
    lists = round(4 * len(vectors) ** 0.5)
    index = faiss.index_factory(vectors.shape[1], kind.factory.format(lists=lists), faiss.METRIC_INNER_PRODUCT)
    if kind.probed:
        index.cp.min_points_per_centroid = 1  # no warnings
        index.nprobe = round(kind.probed * lists)
    index.train(vectors)
    index.add(vectors)
    return index


def data_sets(
    encoder: Encoder, count: int, cosines: list[float], docstrings: int
) -> Iterator[tuple[str, Vectors, Vectors]]:
    for cosine in cosines:
        around = Surroundings(encoder, cosine)
        yield f"{count} generated, cosine {cosine}", around.passages(count), around.queries(HELD_OUT)
    if docstrings:
        vectors = encoder.encode(docstring_paragraphs(docstrings + HELD_OUT))
        stored, others = vectors[HELD_OUT:], vectors[:HELD_OUT]
        yield f"{len(stored)} of real text, other paragraphs", stored, others
        yield f"{len(stored)} of real text, sample answers", stored, encoder.encode(answer_texts())


def docstring_paragraphs(count: int) -> list[str]:
    """Different paragraphs of 60 to 350 characters, in an order drawn by seed."""
    found: set[str] = set()
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for file in sorted(Path(faiss.__file__).parent.parent.rglob("*.py")):
        try:
            tree = ast.parse(file.read_text(encoding="utf-8"))
        except (SyntaxError, ValueError):
            continue
        texts = [ast.get_docstring(node) or "" for node in ast.walk(tree) if isinstance(node, documented)]
        found |= {" ".join(part.split()) for text in texts for part in re.split(r"\n\s*\n", text)}
    chosen = sorted(text for text in found if 60 <= len(text) <= 350 and not text.startswith(">>>"))
    return [chosen[row] for row in np.random.default_rng(0).permutation(len(chosen))[:count]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vectors", type=int, default=100_000, help="how many are generated")
    parser.add_argument("--cosines", type=float, nargs="*", default=COSINES, help="of vectors to their centres")
    names = list(dict.fromkeys(kind.name for kind in KINDS))
    parser.add_argument("--kinds", nargs="+", choices=names, default=names)
    parser.add_argument("--docstrings", type=int, default=0, help="how many paragraphs of real text")
    options = parser.parse_args()
    print(f"{describe_machine()}\n")
    print("| vectors and queries | kind | lists | candidates | construct, s | MB | p50, ms | p99 | recall@5 |")
    print(f"|{'---|' * 9}")
    encoder = load_encoder(DEFAULT_MODEL)
    for label, vectors, queries in data_sets(encoder, options.vectors, options.cosines, options.docstrings):
        _, truth = faiss.knn(queries, vectors, K, metric=faiss.METRIC_INNER_PRODUCT)
        for kind in (kind for kind in KINDS if kind.name in options.kinds):
            for row in measure(kind, vectors, queries, truth):
                print(f"| {label} | {row} |", flush=True)


if __name__ == "__main__":
    main()
