"""Start-up, indexing and grading on this machine: `python benchmarks/speed.py`. Medians of five.

First paint is the time from starting the process to the first question list on a terminal of 100x30 (POSIX only).
"""

import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import median

from interviewer import Workspace
from interviewer.settings import Settings

REPEATS = 5
ANSWER = (
    "Dropout switches off a random share of the units in every training step, so that units cannot rely on each other. "
    "The network behaves like an ensemble of thinner networks and overfits less. At test time all units are active."
)


def timed(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def command(*arguments: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, "-m", "interviewer", *arguments], check=True, capture_output=True)


def first_paint() -> float:
    """Seconds until the terminal app has drawn its start button."""
    import fcntl
    import pty
    import struct
    import termios

    started = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(sys.executable, [sys.executable, "-m", "interviewer"])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    seen = b""
    while b"Start" not in seen:
        seen += os.read(terminal, 65536)
    seconds = time.perf_counter() - started
    os.kill(child, signal.SIGKILL)  # it would wait for its terminal to be read
    os.waitpid(child, 0)
    os.close(terminal)
    return seconds


def main() -> None:
    settings = Settings.resolve()
    libraries = ", ".join(f"{name} {version(name)}" for name in ("onnxruntime", "textual", "faiss-cpu"))
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, {platform.platform()},")
    print(f"Python {platform.python_version()}, {libraries}\n")
    print("| what | median |")
    print("|---|---|")
    command("index", "build")()
    measured: dict[str, Callable[[], float]] = {
        "`interviewer --help`, whole process": lambda: timed(command("--help")),
        "`interviewer history list`, whole process": lambda: timed(command("history", "list")),
        "terminal app, process start to first paint": first_paint,
        "`interviewer grade --question ... --answer ...`, whole process": lambda: timed(
            command("grade", "--question", "dropout", "--answer", ANSWER)
        ),
    }
    for label, measure in measured.items():
        if measure is first_paint and platform.system() == "Windows":
            continue
        print(f"| {label} | {median(measure() for _ in range(REPEATS)):.2f} s |", flush=True)
    with Workspace.open(settings) as workspace, tempfile.TemporaryDirectory() as folder:
        grader, question = workspace.grader(), workspace.question("dropout")
        grader.grade(question, ANSWER)
        one = median(timed(partial(grader.grade, question, f"{ANSWER} {number}")) for number in range(REPEATS))
        print(f"| one answer of {len(ANSWER.split())} words, warm | {1000 * one:.0f} ms |")
        many = [(question, f"{ANSWER} Variant {n} of the answer.") for n in range(100)]
        seconds = median(timed(lambda: workspace.opener.grader_without_corpus().grade_many(many)) for _ in range(3))
        print(f"| batch of 100 answers | {100 / seconds:.0f} answers/s |")

        def rebuild() -> None:
            shutil.rmtree(folder, ignore_errors=True)
            target = Settings(settings.corpus, Path(folder), settings.data, settings.model)
            with Workspace.open(target) as fresh:
                fresh.opener.encoder = workspace.encoder
                passages.append(fresh.build_index().passages)

        passages: list[int] = []
        seconds = median(timed(rebuild) for _ in range(REPEATS))
        print(f"| index rebuild | {passages[0] / seconds:.0f} passages/s |")


if __name__ == "__main__":
    main()
