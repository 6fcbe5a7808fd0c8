"""Whether words stand as they do in statements: learned from prose against the same words shuffled, listed and strung.

A text's score is a sum over its words, and over neighbours and words with one between them of an inner product of two
small vectors, one for either place: a log-bilinear model (Mnih and Hinton 2007) trained to tell texts from fakes
(contrastive estimation: Smith and Eisner 2005). Words share vectors by class, so that what counts is how a word
behaves, not what it means. The table is made by training/word_order.py.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

import numpy as np
import numpy.typing as npt

from interviewer.grading.words import FUNCTION_WORDS, ranked_words, words

# Rows of the table that are no words: what stands between words, and words that are not listed.
EDGE, PAUSE, SYMBOL, NUMBER, LETTER = range(5)
ENDINGS: Final = (
    "ing", "ed", "ly", "tion", "sion", "ness", "ment", "ity", "ance", "ence", "able", "ible", "al", "ive", "ous",
    "ful", "less", "ic", "ize", "ise", "ate", "er", "or", "est", "ies", "es", "s", "y", "",
)  # fmt: skip
FIRST_ENDING: Final = 5
FIRST_WORD_ROW: Final = FIRST_ENDING + len(ENDINGS)
_LONGEST_FIRST = sorted(range(len(ENDINGS)), key=lambda row: -len(ENDINGS[row]))
_EDGE, _PAUSE = re.compile(r"[.!?\n]"), re.compile(r"[,;:()\[\]]")
_SPACED_DASH = re.compile(r"\s[-–—]+\s")
_QUIET = "-–'\"“”‘’`*_ \t"
_SHORTENED = {"ca": "can", "wo": "will", "sha": "shall"}


@dataclass(frozen=True, slots=True)
class _Table:
    row_of: dict[str, int]
    """Of every listed word: its own for a function word, its class for another."""
    alone: npt.NDArray[np.float64]
    """[rows]: what a word says for prose wherever it stands."""
    vectors: npt.NDArray[np.float64]
    """[rows, 4, d]: as the first and as the second of neighbours, the same for words with one between them."""


def order_score(text: str) -> float:
    """Log-odds that the text is made of statements and not of the same words in no order; 0 for no words.

    The sum over the whole text: the more words, the surer.
    """
    table = _table()
    rows = rows_of(text, table.row_of)
    if len(rows) <= 2:
        return 0.0
    vectors = table.vectors[rows]
    alone = table.alone[rows].sum()
    beside = (vectors[:-1, 0] * vectors[1:, 1]).sum()
    across = (vectors[:-2, 2] * vectors[2:, 3]).sum()
    return float(alone + beside + across)


def rows_of(text: str, row_of: Mapping[str, int]) -> list[int]:
    """The rows of a text's words and of what parts them, between two edges."""
    rows, before = [EDGE], 0
    for word in words(text):
        if before and (mark := _mark(text[before : word.start])) is not None:
            rows.append(mark)
        rows.append(_row(word.folded, row_of))
        before = word.end
    return [*rows, EDGE]


def _mark(gap: str) -> int | None:
    if _EDGE.search(gap):
        return EDGE
    if _PAUSE.search(gap):
        return PAUSE
    return SYMBOL if gap.strip(_QUIET) or _SPACED_DASH.search(gap) else None


def _row(word: str, row_of: Mapping[str, int]) -> int:
    if any(character.isdigit() for character in word):
        return NUMBER
    if "'" in word:
        stem = word[: -len("n't")] if word.endswith("n't") else word.partition("'")[0]
        word = _SHORTENED.get(stem, stem)
    listed = row_of.get(word)
    if listed is not None:
        return listed
    return LETTER if len(word) == 1 else _row_of_ending(word)


@lru_cache(maxsize=16384)
def _row_of_ending(word: str) -> int:
    return FIRST_ENDING + next(row for row in _LONGEST_FIRST if word.endswith(ENDINGS[row]))


@lru_cache(maxsize=1)
def _table() -> _Table:
    with files("interviewer.grading").joinpath("data/word_order.npz").open("rb") as file, np.load(file) as stored:
        rows, vectors, step = stored["rows"], stored["vectors"], float(stored["step"])
    row_of = dict(zip(listed_words(), map(int, rows), strict=True))
    wide = vectors.astype(np.float64) * step
    return _Table(row_of, wide[:, 0], wide[:, 1:].reshape(len(wide), 4, -1))


def listed_words() -> list[str]:
    """The words that have a class, in the order of the table: function words one by one, then all others.

    The table is to be fitted anew when they change.
    """
    own = sorted(FUNCTION_WORDS)
    return own + [word for word in ranked_words() if word not in FUNCTION_WORDS]
