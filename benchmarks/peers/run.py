"""Retrieval libraries side by side, same weights, same passages: `python benchmarks/peers/run.py`.

Run it with the Python of the environment that `requirements.txt` describes, on a machine that does nothing else: the
threads of a matrix product wait for each other, and other load can make a query many times as slow. Every figure is the
median over fresh processes, each library in turn; the ratio beside it is to plain sentence-transformers with FAISS.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from texts import make_passages, make_queries

from interviewer.inference.model_files import find_model
from interviewer.settings import DEFAULT_MODEL

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent))

from machine import OURS, describe_machine  # noqa: E402 - shared with the benchmarks one folder up

PLAIN = "sentence_transformers_faiss"
PEERS = {
    PLAIN: "sentence-transformers + FAISS",
    "llama_index": "LlamaIndex",
    "langchain": "LangChain",
    "txtai": "txtai",
    "haystack": "Haystack",
    "chroma": "Chroma",
    "interviewer": "interviewer",
}
QUERIES = 50
LIBRARIES = (
    *OURS,
    *"sentence-transformers transformers torch llama-index-core langchain-core langchain-community".split(),
    *"txtai haystack-ai chromadb".split(),
)
OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "LANGSMITH_TRACING": "false",
}
"""No library looks anything up or reports anything while it is measured."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one process showed."""

    start: float
    """Seconds from starting the process to the first vector."""
    rate: float
    """Passages indexed per second."""
    memory: int | None
    """Bytes at most, until the index was there."""
    queries: list[float]
    """Seconds to embed each query and search."""
    found: list[list[int]]
    """Positions of the passages found for each query."""
    vectors: list[list[float]]
    """Vectors of the first queries."""


class NoFiguresError(Exception):
    """The library could not be measured; says why."""


def run_peer(adapter: str, folder: Path, texts: Path) -> Run:
    """Measure one library in a fresh process.

    Raises:
        NoFiguresError: it is not installed, or it failed.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        started = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, str(HERE / "measure.py"), adapter, str(folder), str(texts)],
            env=os.environ | OFFLINE,
            stdout=subprocess.PIPE,
            stderr=errors,
            encoding="utf-8",
        ) as process:
            first = process.stdout.readline() if process.stdout else ""
            start = time.perf_counter() - started
            last = process.stdout.readline() if process.stdout else ""
        line = last or first
        if process.returncode or not line.startswith("{"):
            errors.seek(0)
            reason = (errors.read().strip() or f"exit status {process.returncode}").splitlines()[-1]
            raise NoFiguresError(f"failed: {reason[:200]}")
    figures = json.loads(line)
    if "missing" in figures:
        raise NoFiguresError(f"not installed: {figures['missing']}")
    return Run(start=start, **figures)


def run_all(adapters: list[str], passages: int, repeats: int) -> tuple[dict[str, list[Run]], dict[str, str]]:
    """Runs by adapter, and why there are none for the others."""
    runs: dict[str, list[Run]] = {adapter: [] for adapter in adapters}
    problems: dict[str, str] = {}
    folder = find_model(DEFAULT_MODEL).folder
    with tempfile.TemporaryDirectory() as scratch:
        texts = Path(scratch) / "texts.json"
        content = {"passages": make_passages(passages), "queries": make_queries(QUERIES)}
        texts.write_text(json.dumps(content), encoding="utf-8")
        for repeat in range(1, repeats + 1):
            for adapter in adapters:
                if adapter in problems:
                    continue
                print(f"{repeat} of {repeats}: {PEERS[adapter]}", file=sys.stderr)
                try:
                    runs[adapter].append(run_peer(adapter, folder, texts))
                except NoFiguresError as error:
                    problems[adapter] = str(error)
    return runs, problems


def cells(runs: list[Run], plain: list[Run]) -> list[str]:
    """The figures of one row, each with its ratio to the plain row's."""

    def cell(values: list[float | None], others: list[float | None], shown: str, unit: float = 1.0) -> str:
        if None in values:
            return "-"
        value = median(values)
        ratio = f" ({value / median(others):.2f})" if others else ""
        return f"{value * unit:{shown}}{ratio}"

    return [
        cell([run.rate for run in runs], [run.rate for run in plain], ".0f"),
        cell([run.memory for run in runs], [run.memory for run in plain], ".2f", 1e-9),
        cell([run.start for run in runs], [run.start for run in plain], ".2f"),
        cell([median(run.queries) for run in runs], [median(run.queries) for run in plain], ".1f", 1e3),
        *(agreement(runs[0], plain[0]) if plain else ["-", "-"]),
    ]


def agreement(run: Run, plain: Run) -> list[str]:
    """The smallest cosine between the two rows' vectors, and the share of the plain row's results that both found."""
    cosine = min(
        sum(a * b for a, b in zip(mine, other, strict=True))
        for mine, other in zip(run.vectors, plain.vectors, strict=True)
    )
    shared = mean(len(set(mine) & set(other)) / len(other) for mine, other in zip(run.found, plain.found, strict=True))
    return [f"{cosine:.6f}", f"{shared:.1%}"]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--passages", type=int, default=2000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=PEERS, default=list(PEERS), help="these rows alone")
    options = parser.parse_args()
    machine = describe_machine(LIBRARIES)
    runs, problems = run_all(options.only, options.passages, options.repeats)
    print(f"{machine}.")
    print(f"{options.passages} passages, medians of {options.repeats}; in brackets the ratio to {PEERS[PLAIN]}.\n")
    print("| library | passages/s | peak memory, GB | start to first vector, s | query, ms | cosine | same top 5 |")
    print("|---|---|---|---|---|---|---|")
    for adapter, measured in runs.items():
        row = (
            [problems[adapter].replace("|", "/"), *5 * [""]]
            if adapter in problems
            else cells(measured, runs.get(PLAIN, []))
        )
        print(f"| {PEERS[adapter]} | {' | '.join(row)} |")


if __name__ == "__main__":
    main()
