"""One library in a process of its own, started by `run.py`: `measure.py ADAPTER MODEL_FOLDER TEXTS`.

TEXTS is a JSON file of `passages` and `queries`. Writes a line when the first vector is there, and then the figures, or
what is missing, as a line of JSON.
"""

import importlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

K = 5
WARM_UP = 5
COMPARED = 10
"""Queries whose vectors are handed over for comparison."""


def peak_memory() -> int | None:
    """The most bytes that this process has held so far; None where the system does not say (Windows)."""
    try:
        import resource
    except ImportError:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return unit * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    adapter, folder, file = sys.argv[1:]
    # Libraries print where they like: their standard output goes to the standard error.
    report = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    try:
        peer = importlib.import_module(f"adapters.{adapter}").Peer(folder)
        peer.embed("Dropout switches off a random share of the units in every training step.")
        print("embedded", file=report)
        figures = measure(peer, **json.loads(Path(file).read_text(encoding="utf-8")))
    except ModuleNotFoundError as error:
        figures = {"missing": str(error)}
    print(json.dumps(figures), file=report)


def measure(peer: Any, passages: list[str], queries: list[str]) -> dict[str, Any]:
    """Figures of indexing the passages and of searching for the queries, and what was found."""
    started = time.perf_counter()
    peer.index(passages)
    seconds = time.perf_counter() - started
    memory = peak_memory()

    for query in queries[:WARM_UP]:
        peer.search(query, K)
    times, found = [], []
    for query in queries:
        started = time.perf_counter()
        found.append(peer.search(query, K))
        times.append(time.perf_counter() - started)
    vectors = [list(peer.embed(query)) for query in queries[:COMPARED]]
    return {"rate": len(passages) / seconds, "memory": memory, "queries": times, "found": found, "vectors": vectors}


if __name__ == "__main__":
    main()
