"""How long the app keeps the keyboard waiting: `python benchmarks/heartbeat.py` (POSIX only). Medians of five.

A real interview on a terminal of 100x30: somebody types while the encoder loads, submits, and types on while the answer
is graded and the grade is shown. A task of the app's own event loop asks to be woken every 5 ms; what it is late by is
how long a key would have waited.
"""

import asyncio
import json
import os
import signal
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from terminal import Terminal

from interviewer.interview.wishes import PracticeWishes
from interviewer.settings import Settings

REPEATS = 5
BEAT = 0.005
ANSWER = (
    "You hold out data that the model never saw, measure on it once at the end, and cross-validate with few data. "
    "Accuracy alone misleads when one class is rare, so precision and recall are looked at as well."
)
KEYS_PER_SECOND = 40
IDLE_SECONDS = 2.0


def beat_inside(target: Path) -> None:
    """The app itself, with a heart that writes when it beat and how late it was."""
    from interviewer.tui import app as module
    from interviewer.tui.launch import launch

    class BeatingApp(module.InterviewerApp):
        CSS_PATH = Path(module.__file__).with_name("interviewer.tcss")

        def on_mount(self) -> None:
            super().on_mount()
            self.heart = asyncio.create_task(self.beat())

        async def beat(self) -> None:
            with target.open("w", encoding="utf-8") as file:
                last = time.perf_counter()
                while True:
                    await asyncio.sleep(BEAT)
                    now = time.perf_counter()
                    file.write(json.dumps([time.time(), now - last - BEAT]) + "\n")
                    file.flush()
                    last = time.perf_counter()

    module.InterviewerApp = BeatingApp  # type: ignore[misc]
    wishes = PracticeWishes(topics=(), difficulty=None, count=5, seed=3, follow_ups=True, resume=False, at_once=True)
    sys.exit(launch(Settings.resolve(), wishes))


def late_by(beats: list[tuple[float, float]], start: float, end: float) -> float:
    return max(late for at, late in beats if start <= at - late and at <= end)


def measure() -> dict[str, float]:
    """Seconds that the loop was late by at most, while the encoder loaded, while it graded, and idle."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["INTERVIEWER_DATA_DIR"] = folder
        target = Path(folder) / "beats.jsonl"
        with Terminal([sys.executable, __file__, "--inside", str(target)]) as terminal:
            terminal.wait_for("Question 1 of")
            asked = time.time()
            for key in ANSWER:
                terminal.type(key, 1 / KEYS_PER_SECOND)
            typed = time.time()
            terminal.type("\r", 0)
            for key in "and so on and on":
                terminal.type(key, 1 / KEYS_PER_SECOND)
            terminal.wait_for("of 100")
            terminal.read_for(1.0)
            graded = time.time()
            terminal.read_for(IDLE_SECONDS)
            terminal.stop(signal.SIGKILL)
        beats = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines() if line.endswith("]")]
        return {
            "loading": late_by(beats, asked, typed),
            "grading": late_by(beats, typed, graded),
            "idle": late_by(beats, graded, graded + IDLE_SECONDS),
        }


def main() -> None:
    if sys.argv[1:2] == ["--inside"]:
        beat_inside(Path(sys.argv[2]))
    runs = [measure() for _ in range(REPEATS)]
    print("| longest gap of the event loop | ms |")
    print("|---|---|")
    for phase, label in (
        ("loading", "typing while the encoder loads"),
        ("grading", "typing while an answer is graded and shown"),
        ("idle", "idle"),
    ):
        print(f"| {label} | {1000 * median(run[phase] for run in runs):.0f} |")


if __name__ == "__main__":
    main()
