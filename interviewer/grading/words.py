"""Words of a text: where they stand, whether they carry content, how rare they are, whether two are the same."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import log

from rapidfuzz import fuzz

from interviewer.text import fold

# Words that every English text has, whatever it is about. Negations are here too: they carry truth, not topic.
FUNCTION_WORDS = frozenset(
    """
    a about above after again all almost also although always am an and another any anybody anything are around as at
    away back be because been before being below between both but by can cannot come could did do does doing done down
    during each either else enough etc even ever every few for from further get gets getting give given gives go goes
    going got had has have having he hence her here hers him his how however i if in instead into is it its itself
    just kind let like lot lots made make makes many may maybe me might more most much must my nearly need never no
    nor not nothing now of off often on once one ones only onto or other others our out over own per perhaps put quite
    rather really s same say says see seen set several shall she should since so some somebody something sometimes
    sort still such t take takes than that the their them then there therefore these they thing things this those
    though through thus to together too toward towards under until up upon us use used uses using usually very via
    want was way ways we well went were what when where whereas whether which while who whole whom whose why will with
    within without would yes yet you your
    """.split()
)

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TYPO_RATIO = 86.0
_TYPO_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text, by character offsets, with its folded form."""

    start: int
    end: int
    folded: str

    @property
    def is_content(self) -> bool:
        return self.folded not in FUNCTION_WORDS


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text in order; hyphens and slashes part words, apostrophes don't."""
    return tuple(
        Word(match.start(), match.end(), folded) for match in _WORD.finditer(text) if (folded := _fold_word(match[0]))
    )


def content_words(text: str) -> list[Word]:
    return [word for word in words(text) if word.is_content]


@lru_cache(maxsize=65536)
def _fold_word(word: str) -> str:
    return fold(word).replace("’", "'").removesuffix("'s")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Snowball (Porter2) stem of a folded word, British spelling made one with American."""
    return _snowball()(_american(word))


@lru_cache(maxsize=1)
def _snowball() -> Callable[[str], str]:
    import snowballstemmer

    stem_word: Callable[[str], str] = snowballstemmer.stemmer("english").stemWord
    return stem_word


def _american(word: str) -> str:
    if len(word) < 6:
        return word
    word = re.sub(r"is(e|es|ed|ing|ation|ations|er|ers)$", r"iz\1", word)
    return re.sub(r"our(s|al)?$", r"or\1", word)


def same_word(one: str, other: str) -> bool:
    """Whether two folded words are forms of one word: same stem, or a spelling slip in a long word."""
    return same_stem(stem(one), stem(other))


def same_stem(left: str, right: str) -> bool:
    """The same of words that are stemmed already."""
    if left == right:
        return True
    if left[:1] != right[:1] or min(len(left), len(right)) < _TYPO_LENGTH:
        return False
    return fuzz.ratio(left, right) >= _TYPO_RATIO


def rarity(word: str) -> float:
    """How much a folded word tells, from 0 (the commonest) to 1 (not in the table).

    Word counts fall as one over the rank (Zipf), so the logarithm of the rank is an inverse document frequency up to
    scale. The table is shipped, never taken from the texts at hand: a grade must not depend on its neighbours.
    """
    if not word.isascii() or any(character.isdigit() for character in word):
        return 1.0
    rank = _ranks().get(word)
    return 1.0 if rank is None else log(rank + 1) / log(len(_ranks()) + 1)


@lru_cache(maxsize=1)
def ranked_words() -> tuple[str, ...]:
    """The words of the shipped table, the commonest first."""
    table = files("interviewer.grading").joinpath("data/word_ranks.txt").read_text(encoding="ascii")
    return tuple(line for line in table.splitlines() if not line.startswith("#"))


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    return {word: rank for rank, word in enumerate(ranked_words(), start=1)}
