"""How far an import is."""

from collections.abc import Callable
from typing import Literal

Stage = Literal["reading", "comparing", "writing"]
"""The last is all that goes before the writing, which nothing interrupts."""
OnProgress = Callable[[Stage, int, int, str], None]
"""Stage, how many documents are done of how many, and the document in hand. An exception from it ends the import
before anything is written."""

_AFTER_READING: tuple[Stage, ...] = ("comparing", "writing")


def steps(stage: Stage, done: int, total: int) -> tuple[int, int]:
    """How many steps have been taken, and of how many: one for each document, then one for each later stage."""
    taken = total + _AFTER_READING.index(stage) if stage in _AFTER_READING else done
    return taken, total + len(_AFTER_READING)
