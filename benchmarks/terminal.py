"""A program on a terminal of its own, seen and typed to from outside (POSIX only)."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from types import TracebackType

COLUMNS, ROWS = 100, 30
_ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[@-Z\\^_]|\][^\x07]*\x07)")


class Terminal:
    """Starts the program; `started` is when, by `time.perf_counter`."""

    def __init__(self, command: list[str]) -> None:
        self.started = time.perf_counter()
        self._child, self._terminal = pty.fork()
        if self._child == 0:
            os.environ["TERM"] = "xterm-256color"
            os.execv(command[0], command)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._seen = b""

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop(signal.SIGKILL)

    def wait_for(self, text: str) -> float:
        """Reads until the text has been drawn; seconds since the start."""
        while text.encode() not in _ESCAPES.sub(b"", self._seen):
            self._seen += os.read(self._terminal, 65536)
        self._seen = b""
        return time.perf_counter() - self.started

    def read_for(self, seconds: float) -> None:
        """Keeps reading what is drawn, so that the program need not wait for its terminal."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            if select.select([self._terminal], [], [], left)[0]:
                self._seen += os.read(self._terminal, 65536)

    def type(self, keys: str, pause: float) -> None:
        """Types, and reads what is drawn for so many seconds."""
        os.write(self._terminal, keys.encode())
        self.read_for(pause)

    def stop(self, how: signal.Signals) -> None:
        if self._child:
            os.kill(self._child, how)
            os.waitpid(self._child, 0)
            os.close(self._terminal)
            self._child = 0
