"""Whether an index can be used, as data and as the error that says so."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from interviewer.errors import CorruptError, UnavailableError


@dataclass(frozen=True, slots=True)
class IndexState:
    """`stale`: it works, but for another corpus, encoder, chunking or format; `corrupt`: its files disagree."""

    state: Literal["fresh", "stale", "missing", "corrupt"]
    reason: str
    """One sentence."""


class UnusableError(Exception):
    """Carries the state of an index that cannot be used out of the functions that read it; stays in this package."""

    def __init__(self, state: IndexState) -> None:
        super().__init__(state.reason)
        self.state = state


def corrupt(reason: str) -> UnusableError:
    return UnusableError(IndexState("corrupt", reason))


def missing(directory: Path) -> UnusableError:
    return UnusableError(IndexState("missing", f"There is no index in {directory}."))


def error_of(state: IndexState) -> UnavailableError | CorruptError:
    """The error that tells a user about a state that is not fresh."""
    if state.state == "corrupt":
        return CorruptError(state.reason, "Rebuild it with `interviewer index build`; the corpus is untouched.")
    return UnavailableError(state.reason, "Build it with `interviewer index build`.")
