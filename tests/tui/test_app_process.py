"""The app in a terminal of its own: what a signal, a kill and a vanished terminal leave behind."""

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from staging import write_corpus

from interviewer.storage.history import History

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal"),
]

PROGRAM = """
import sys
from pathlib import Path
from interviewer.settings import Settings
from interviewer.tui.launch import launch

if __name__ == "__main__":
    home = Path(sys.argv[1])
    sys.exit(launch(Settings(corpus=home / "corpus", index=home / "index", data=home / "data"), None))
"""
LEFT_ALTERNATE_SCREEN = "\x1b[?1049l"


class Terminal:
    """The app under a pseudo-terminal."""

    def __init__(self, home: Path) -> None:
        import pty
        import termios

        write_corpus(home / "corpus")
        script = home / "run.py"
        script.write_text(PROGRAM, encoding="utf-8")
        self._ours, theirs = pty.openpty()
        termios.tcsetwinsize(self._ours, (30, 100))
        environment = {**os.environ, "TERM": "xterm-256color"}
        environment.pop("NO_COLOR", None)
        self.process = subprocess.Popen(
            [sys.executable, str(script), str(home)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment,
            start_new_session=True,
        )
        os.close(theirs)
        self.output = ""

    def read(self, seconds: float = 0.1) -> None:
        while select.select([self._ours], [], [], seconds)[0]:
            try:
                self.output += os.read(self._ours, 65_536).decode("utf-8", "replace")
            except OSError:  # the other side is closed
                return

    def wait_for(self, text: str, seconds: float = 60.0) -> None:
        self._until(lambda: text in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self.output), seconds)

    def wait_until(self, condition: Callable[[], object], seconds: float = 60.0) -> None:
        self._until(condition, seconds)

    def type(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def ended(self) -> int:
        self._until(lambda: self.process.poll() is not None, 20.0)
        self.read()
        return self.process.wait()

    def hang_up(self) -> None:
        os.close(self._ours)
        self._ours = -1

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self._ours >= 0:
            os.close(self._ours)

    def _until(self, condition: Callable[[], object], seconds: float) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, f"the terminal shows: {self.output[-2000:]!r}"
            self.read()


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path)
    yield terminal
    terminal.close()


def answers(home: Path) -> list[str | None]:
    with History.open(home / "data") as history:
        return [turn.turn.answer for session in history.sessions() for turn in history.session(session.id).turns]


def draft(home: Path) -> str | None:
    with History.open(home / "data") as history:
        unfinished = history.unfinished()
        found = history.draft(unfinished.id) if unfinished else None
        return found.text if found else None


def begin(terminal: Terminal) -> None:
    terminal.wait_for("questions that fit")
    terminal.type("\x13")
    terminal.wait_for("Question 1 of 3")


def answer(terminal: Terminal) -> None:
    """Submits an answer, which is acknowledged by its card; its grade may be there already or not."""
    terminal.type("an answer\r")
    terminal.wait_for("2 words")


def test_sigterm_after_an_answer_restores_the_terminal_and_keeps_it(terminal: Terminal, tmp_path: Path) -> None:
    begin(terminal)
    answer(terminal)
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.ended() == 128 + signal.SIGTERM
    assert LEFT_ALTERNATE_SCREEN in terminal.output
    assert "The interview is kept." in terminal.output
    assert answers(tmp_path) == ["an answer"]


def test_control_c_twice_quits(terminal: Terminal, tmp_path: Path) -> None:
    begin(terminal)
    answer(terminal)
    terminal.type("\x03")
    terminal.wait_for("Press Ctrl+C again")
    terminal.type("\x03")
    assert terminal.ended() == 0
    assert LEFT_ALTERNATE_SCREEN in terminal.output
    assert answers(tmp_path) == ["an answer"]


def test_kill_while_typing_leaves_the_answers_and_a_draft(terminal: Terminal, tmp_path: Path) -> None:
    begin(terminal)
    answer(terminal)
    terminal.type("\x0e")
    terminal.wait_for("Question 2 of 3")
    terminal.type("half of the second")
    terminal.wait_until(lambda: draft(tmp_path) == "half of the second")
    terminal.process.kill()
    terminal.ended()
    assert answers(tmp_path) == ["an answer"]
    assert draft(tmp_path) == "half of the second"


def test_a_terminal_that_vanishes_ends_the_app_and_keeps_the_answers(terminal: Terminal, tmp_path: Path) -> None:
    begin(terminal)
    answer(terminal)
    terminal.hang_up()
    terminal.process.send_signal(signal.SIGHUP)
    terminal.process.wait(20)
    assert answers(tmp_path) == ["an answer"]


def test_a_paste_of_ten_megabytes_is_cut_within_a_moment(terminal: Terminal) -> None:
    begin(terminal)
    os.set_blocking(terminal._ours, False)
    rest = ("\x1b[200~" + "word " * 2_000_000 + "\x1b[201~").encode()
    began = time.monotonic()
    while rest:
        try:
            rest = rest[os.write(terminal._ours, rest) :]
        except BlockingIOError:
            terminal.read(0.001)
    terminal.wait_for("20,000 characters")
    assert time.monotonic() - began < 5.0  # the pseudo-terminal passes on 4 kB at a time; the app itself needs 0.2 s
