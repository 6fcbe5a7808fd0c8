"""Search as an index grows: `python benchmarks/growth.py [--most N]`; a million vectors need 6 GB and some minutes.

Vectors lie around real ones (see `generated.py`), queries are the sample answers and vectors around them. Index and
search are the program's own: `build_index` on vectors that are at hand, `open_index` in a fresh process, `search` for
one query at a time. Memory is the most that this process held with the index open.
"""

import argparse
import multiprocessing
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from generated import COSINES, GeneratedEncoder, Surroundings, passage
from machine import describe_machine
from peers.measure import peak_memory

from interviewer.inference.encoder import Vectors
from interviewer.inference.loading import load_encoder
from interviewer.retrieval.build import build_index
from interviewer.retrieval.exact import build_exact
from interviewer.retrieval.index import Hit, PassageIndex, open_index
from interviewer.settings import DEFAULT_MODEL

SIZES = (100, 1_000, 10_000, 50_000, 100_000, 1_000_000)
NOISY_QUERIES = 380
K = 5
WARM_UP = 20
QUERIES_FILE = "queries.npy"
COLUMNS = (
    "vectors",
    "cosine",
    "search",
    "build, s",
    "open, s",
    "memory, GB",
    "files, MB",
    "exact p50, ms",
    "p99",
    "p50, ms",
    "p99",
    "recall@5",
    "answers alone",
)


def build(size: int, cosine: float, folder: Path) -> dict[str, Any]:
    """Builds an index of so many vectors in the folder, and puts the queries beside it."""
    around = Surroundings(load_encoder(DEFAULT_MODEL), cosine)
    np.save(folder / QUERIES_FILE, around.queries(NOISY_QUERIES))
    encoder = GeneratedEncoder(around.passages(size), str(cosine))
    passages = [passage(row) for row in range(size)]
    started = time.perf_counter()
    build_index(folder, passages, "generated", encoder, encoder)
    return {"build": time.perf_counter() - started, "answers": len(around.answers)}


def search(cosine: float, folder: Path) -> dict[str, Any]:
    """Opens the index in the folder and searches it, then searches the same vectors exactly."""
    started = time.perf_counter()
    index = open_index(folder, "generated", str(cosine))
    seconds, memory = time.perf_counter() - started, peak_memory()
    queries = np.load(folder / QUERIES_FILE)
    times, found = timed(index, queries)
    exact = PassageIndex(index.manifest, index.passages, index.keys, build_exact(index.structure.vectors))
    exact_times, truth = timed(exact, queries)
    files = index.manifest.files
    return {
        "kind": index.manifest.search.kind,
        "open": seconds,
        "memory": memory,
        "size": sum(record.size for name, record in files.items() if name.startswith("vectors")),
        "times": times,
        "exact": exact_times,
        "recall": [recall(hits, right) for hits, right in zip(found, truth, strict=True)],
    }


def timed(index: PassageIndex, queries: Vectors) -> tuple[list[float], list[list[Hit]]]:
    """Milliseconds of each query, searched alone, and what was found."""
    for query in queries[:WARM_UP]:
        index.search(query[np.newaxis], K)
    times, found = [], []
    for query in queries:
        started = time.perf_counter()
        found += index.search(query[np.newaxis], K)
        times.append(1000 * (time.perf_counter() - started))
    return times, found


def recall(hits: list[Hit], right: list[Hit]) -> float:
    wanted = {hit.passage.line for hit in right}
    return len(wanted & {hit.passage.line for hit in hits}) / len(wanted)


def in_fresh_process(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work).result()


def row(size: int, cosine: float, built: dict[str, Any], found: dict[str, Any]) -> str:
    memory = f"{found['memory'] / 1e9:.2f}" if found["memory"] else "?"
    milliseconds = [f"{np.percentile(found[name], part):.2f}" for name in ("exact", "times") for part in (50, 99)]
    answers = np.mean(found["recall"][: built["answers"]])
    cells = [f"{size:,}", str(cosine), found["kind"], f"{built['build']:.1f}", f"{found['open']:.1f}", memory]
    cells += [f"{found['size'] / 1e6:.1f}", *milliseconds, f"{np.mean(found['recall']):.4f}", f"{answers:.4f}"]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=SIZES[-1], help="the largest number of vectors")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--cosines", type=float, nargs="+", default=COSINES, help="of vectors to their centres")
    options = parser.parse_args()
    print(f"{describe_machine()}\n")
    print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
    for size in options.sizes:
        for cosine in options.cosines if size <= options.most else ():
            with tempfile.TemporaryDirectory() as place:
                folder = Path(place)
                built = in_fresh_process(partial(build, size, cosine, folder))
                found = in_fresh_process(partial(search, cosine, folder))
            print(row(size, cosine, built, found), flush=True)


if __name__ == "__main__":
    main()
