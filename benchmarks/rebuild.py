"""What a rebuild of the index costs after how much has changed: `python benchmarks/rebuild.py`.

Every figure is the time of a whole `interviewer index build` over a generated corpus, the median of `--repeats` (of the
full rebuild `--full-repeats`); the ratio beside it is to the full rebuild. Run it on a machine that does nothing else.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from generated_corpus import edit_question, rename_file, write_corpus
from machine import describe_machine


@dataclass(frozen=True, slots=True)
class Build:
    """One `interviewer index build`: how long the process took, and how many texts it embedded."""

    seconds: float
    embedded: int


def build(corpus: Path, cache: Path) -> Build:
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "WIN_PD_OVERRIDE_LOCAL_APPDATA": str(cache)}
    started = time.perf_counter()
    process = subprocess.run(
        [sys.executable, "-m", "interviewer", "index", "build", "--corpus", str(corpus), "--json"],
        check=True,
        capture_output=True,
        env=environment,
    )
    return Build(time.perf_counter() - started, json.loads(process.stdout)["embedded"])


def measure(change: Callable[[int], object], corpus: Path, cache: Path, repeats: int) -> list[Build]:
    """A build after each of several changes, which are told their number from 1."""
    builds = []
    for number in range(1, repeats + 1):
        change(number)
        builds.append(build(corpus, cache))
    return builds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--full-repeats", type=int, default=1)
    options = parser.parse_args()
    print(describe_machine())
    with tempfile.TemporaryDirectory() as folder:
        corpus, cache = Path(folder) / "corpus", Path(folder) / "cache"
        write_corpus(corpus, options.passages)
        changes: dict[str, tuple[Callable[[int], object], int]] = {
            "everything new": (lambda _: shutil.rmtree(cache, ignore_errors=True), options.full_repeats),
            "nothing changed": (lambda _: None, options.repeats),
            "one question edited": (lambda number: edit_question(corpus, number), options.repeats),
            "one file renamed": (lambda number: rename_file(corpus, number), options.repeats),
        }
        print(f"{len(list(corpus.iterdir()))} files, {options.passages} passages\n")
        print("| `interviewer index build` after | texts embedded | seconds | ratio |")
        print("|---|---|---|---|")
        full = 0.0
        for label, (change, repeats) in changes.items():
            builds = measure(change, corpus, cache, repeats)
            seconds = median(build.seconds for build in builds)
            full = full or seconds
            embedded = median(build.embedded for build in builds)
            print(f"| {label} | {embedded:.0f} | {seconds:.2f} | {100 * seconds / full:.1f}% |", flush=True)


if __name__ == "__main__":
    main()
