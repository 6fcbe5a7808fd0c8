"""How the corpus package words what is wrong: `file:line: sentence`, and the remedy."""

import re
from collections.abc import Iterable

from interviewer.errors import CorpusError

_LOCATION = re.compile(r"(.*?):(\d+): (.*)", re.DOTALL)


def located(file: str, line: int, message: str, remedy: str) -> CorpusError:
    """A corpus error whose message starts with `file:line: `; `line` is 1-based, 1 for what concerns a whole file."""
    return CorpusError(f"{file}:{line}: {message}", remedy)


def location(error: CorpusError) -> tuple[str, int, str]:
    """The file, the line and the bare message of a located error."""
    match = _LOCATION.fullmatch(error.message)
    if match is None:
        return "", 1, error.message
    return match[1], int(match[2]), match[3]


def nearest(word: str, candidates: Iterable[str], count: int = 1, cutoff: float = 60.0) -> list[str]:
    """The candidates most like a mistyped word, best first; `cutoff` is rapidfuzz's ratio from 0 to 100."""
    from rapidfuzz import fuzz, process  # only a mistake needs it

    found = process.extract(word, list(candidates), scorer=fuzz.ratio, limit=count, score_cutoff=cutoff)
    return [candidate for candidate, _, _ in found]


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """`Did you mean X? ` when a candidate is close, else nothing."""
    found = nearest(word, candidates)
    return f"Did you mean '{found[0]}'? " if found else ""
