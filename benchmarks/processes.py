"""Whole commands, from starting the process to its end: `python benchmarks/processes.py`. Medians of five.

Seconds, and the most memory that the process held (where the system says). Histories, caches and indexes are in a
folder of their own.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from machine import describe_machine

REPEATS = 5
QUESTION = "dropout"
ANSWER = (
    "Dropout switches off a random share of the units in every training step, so that units cannot rely on each other. "
    "The network behaves like an ensemble of thinner networks and overfits less. At test time all units are active."
)
CORPUS = Path(__file__).resolve().parent.parent / "corpus"


@dataclass(frozen=True, slots=True)
class Run:
    seconds: float
    memory: float | None
    """Megabytes."""


def run(command: list[str], folder: Path) -> Run:
    """Runs a command to its end, which must be a good one."""
    environment = {
        **os.environ,
        "INTERVIEWER_DATA_DIR": str(folder / "data"),
        "INTERVIEWER_CORPUS": str(folder / "corpus"),  # the checkout's own would use the checkout's own index
        "XDG_CACHE_HOME": str(folder / "cache"),
        "LOCALAPPDATA": str(folder / "cache"),
        "HOME": str(folder),
    }
    started = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    memory = None
    if hasattr(os, "wait4"):
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        memory = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    else:
        process.wait()
    seconds = time.perf_counter() - started
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed with exit code {process.returncode}")
    return Run(seconds, memory)


def interviewer(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "interviewer", *arguments]


def main() -> None:
    commands = {
        "bare Python, for comparison": [sys.executable, "-c", "pass"],
        "`interviewer --help`": interviewer("--help"),
        "`interviewer history list`": interviewer("history", "list"),
        "`interviewer corpus list`": interviewer("corpus", "list"),
        f"`interviewer grade --question {QUESTION} --answer ...`": interviewer(
            "grade", "--question", QUESTION, "--answer", ANSWER
        ),
        "`interviewer index build`, nothing changed": interviewer("index", "build"),
    }
    fresh = "`interviewer index build`, from nothing"
    runs: dict[str, list[Run]] = {label: [] for label in (*commands, fresh)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(CORPUS, folder / "corpus")
        run(interviewer("index", "build"), folder)
        for _ in range(REPEATS):
            for label, command in commands.items():
                runs[label].append(run(command, folder))
        for _ in range(REPEATS):
            shutil.rmtree(folder / "cache")
            runs[fresh].append(run(interviewer("index", "build"), folder))
    print(f"{describe_machine()}.\n\n| whole process | s | peak memory, MB |\n|---|---|---|")
    for label, measured in runs.items():
        memory = [one.memory for one in measured if one.memory is not None]
        shown = f"{median(memory):.0f}" if memory else "-"
        print(f"| {label} | {median(one.seconds for one in measured):.2f} | {shown} |")


if __name__ == "__main__":
    main()
