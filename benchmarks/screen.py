"""What a candidate waits for on the screen: `python benchmarks/screen.py` (POSIX only). Medians of five.

From starting the process on a terminal of 100x30 to what is named being drawn; in brackets the ratio to a Textual app
that says one word, measured in the same run.
"""

import os
import sys
import tempfile
from statistics import median

from machine import describe_machine
from terminal import Terminal

REPEATS = 5
BARE = (
    "from textual.app import App; from textual.widgets import Static; app = App(); "
    "app.compose = lambda: [Static('Ready to start')]; app.run()"
)


def seconds_to(text: str, *arguments: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["INTERVIEWER_DATA_DIR"] = folder
        with Terminal([sys.executable, *arguments]) as terminal:
            return terminal.wait_for(text)


def main() -> None:
    waits = {
        "a bare Textual app": ("Ready to start", "-c", BARE),
        "`interviewer`: first paint": ("Start", "-m", "interviewer"),
        "`interviewer practice`: first question": ("Question 1 of", "-m", "interviewer", "practice", "--seed", "3"),
    }
    measured: dict[str, list[float]] = {label: [] for label in waits}
    for _ in range(REPEATS):
        for label, (text, *arguments) in waits.items():
            measured[label].append(seconds_to(text, *arguments))
    bare = median(next(iter(measured.values())))
    print(f"{describe_machine()}.\n\n| seconds to | s |\n|---|---|")
    for label, seconds in measured.items():
        print(f"| {label} | {median(seconds):.2f} ({median(seconds) / bare:.1f}) |")


if __name__ == "__main__":
    main()
