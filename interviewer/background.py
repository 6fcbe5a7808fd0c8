"""Manners of a process that works behind the one that has the terminal."""

import os
import signal
import sys

_NICENESS = 10


def stand_back() -> None:
    """Where cores are few, the keyboard goes before long work."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)


def leave_terminal_alone() -> None:
    """The terminal belongs to the parent: no output, no part in Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    silence = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(silence, descriptor)
    os.close(silence)
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for the process's life
