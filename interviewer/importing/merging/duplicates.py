"""Questions that are the same, or nearly: within a document, across documents, against the corpus."""

import math
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from interviewer.grading.words import content_words, stem
from interviewer.inference.encoder import Vectors
from interviewer.text import fold

NEAR_QUESTION = 0.6
"""Share of the words of two questions, weighted by rarity, from which they are nearly the same."""
NEAR_ANSWER = 0.5
"""Share of the word triples of the shorter answer that the longer one has, from which they are nearly the same."""
NEAR_MEANING = 0.74
"""Mean of the cosines of two questions and of their answers from which they mean nearly the same."""

_ENOUGH_TRIPLES = 20
_LONGEST_LIST = 200
"""Whatever more items than this have in common is a template, and tells nothing."""
_SAMPLED = 8
"""One in so many triples is looked up to find answers worth comparing (Manber 1994)."""
_MEANING_CHARACTERS = 1000
_BLOCK = 1024
_REMEMBERED = 16_384
"""Keys that are made once, though they are asked for more often."""

# Words that ask, whatever is asked for.
_ASKING = frozenset(
    stem(word)
    for word in """
    explain describe define discuss tell mean meaning concept term briefly brief detail elaborate understand please
    idea exactly
    """.split()
)
_OPPOSITE = ("un", "in", "im", "non", "dis", "ir", "il", "anti", "de", "semi", "self")
_POINTING = re.compile(
    r"\b(?:following|above|below|this|these|given|output)\b|\bresult of\b|\bhappens here\b"
    r"|\bselect\b.*\b(?:true|correct)\b"
)
_ENDS = re.compile(r"^[\W_]+|[^\w+#)\]]+$")
_QUOTES = str.maketrans("‘’“”–—", "''\"\"--")
_BULLET = re.compile(r"^[ \t]*[-*+•–▪◦][ \t]+", re.MULTILINE)
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_`]|[*_`](?!\w)")
_WORD = re.compile(r"[^\W_]+")

Encode = Callable[[Sequence[str]], Vectors]
By = Literal["question", "answer", "both", "meaning"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with an answer, and where it stands."""

    question: str
    answer: str
    context: str | None
    file: str
    line: int
    in_corpus: bool = False


@dataclass(frozen=True, slots=True)
class NearPair:
    first: Asked
    second: Asked
    likeness: float
    """0 to 1."""
    by: By


@lru_cache(maxsize=_REMEMBERED)
def question_key(question: str, context: str | None) -> tuple[str, str]:
    """What two questions have in common when they ask the same: case, quotes and the mark at the end do not count."""
    asked = fold(question.translate(_QUOTES))
    return _ENDS.sub("", asked) or asked, fold(context or "")


def asked_key(question: str, context: str | None, answer: str) -> tuple[str, str]:
    """The same for what is stored as one question: one that points elsewhere is told by its answer too."""
    asked, given = question_key(question, context)
    return (asked, given) if given or not points_elsewhere(question) else (asked, f"\n{answer_key(answer)}")


@lru_cache(maxsize=_REMEMBERED)
def answer_key(answer: str) -> str:
    """What two answers have in common when they say the same: case, white space, bullets and emphasis do not count."""
    return fold(_EMPHASIS.sub("", _BULLET.sub("- ", answer.translate(_QUOTES))))


def points_elsewhere(question: str) -> bool:
    """Whether a question is about what is not in it ("What does this print?"): then equal words prove nothing."""
    return bool(_POINTING.search(fold(question)))


def near_duplicates(items: Sequence[Asked], encode: Encode | None = None) -> list[NearPair]:
    """Pairs that are nearly the same by the words of their questions or answers, or by meaning; the likest first.

    Pairs within the corpus are not looked at, nor those that ask the very same, nor those about different contexts.
    """
    likeness: dict[tuple[int, int], tuple[float, By]] = {}
    comparable = _Comparable(items)
    for pair, value in _near_questions(items, comparable):
        likeness[pair] = value, "question"
    for pair, value in _near_answers(items, comparable):
        before = likeness.get(pair)
        likeness[pair] = (max(value, before[0]), "both") if before else (value, "answer")
    if encode is not None:
        for pair, value in _near_meanings(items, comparable, encode):
            likeness.setdefault(pair, (value, "meaning"))
    pairs = [NearPair(items[a], items[b], round(value, 2), by) for (a, b), (value, by) in likeness.items()]
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.first.file, pair.first.line, pair.second.line))


class _Comparable:
    """Which pairs of items are worth a look."""

    def __init__(self, items: Sequence[Asked]) -> None:
        self._items = items
        self._keys = [question_key(item.question, item.context) for item in items]
        self._pointing = [points_elsewhere(item.question) for item in items]

    def __call__(self, a: int, b: int) -> bool:
        if self._items[a].in_corpus and self._items[b].in_corpus:
            return False
        (asked, context), (other, other_context) = self._keys[a], self._keys[b]
        if context and other_context and context != other_context:
            return False
        return asked != other or (context != other_context and not self._pointing[a])


# --- by words ---------------------------------------------------------------------------------------------------------


def _near_questions(items: Sequence[Asked], comparable: _Comparable) -> Iterator[tuple[tuple[int, int], float]]:
    """Pairs by weighted Jaccard similarity, a word weighing as much as it is rare among the items.

    What points elsewhere is like nothing. Candidates share one of the rarest words of each, as many as a similar pair
    cannot do without (prefix filter: Chaudhuri et al. 2006).
    """
    bags = [frozenset() if points_elsewhere(item.question) else _words(item.question) - _ASKING for item in items]
    counts = Counter(word for bag in bags for word in bag)
    weight = {word: math.log(1 + len(items) / count) for word, count in counts.items()}
    totals = [sum(weight[word] for word in sorted(bag)) for bag in bags]
    holders: dict[str, list[int]] = {}
    for number, bag in enumerate(bags):
        left = totals[number]
        for word in sorted(bag, key=lambda word: (-weight[word], word)):
            if left < NEAR_QUESTION * totals[number]:
                break
            holders.setdefault(word, []).append(number)
            left -= weight[word]
    for a, b in sorted(_pairs(holders.values())):
        shared = sum(weight[word] for word in sorted(bags[a] & bags[b]))
        value = shared / (totals[a] + totals[b] - shared)
        if value >= NEAR_QUESTION and comparable(a, b) and not _are_opposed(bags[a] ^ bags[b]):
            yield (a, b), value


def _are_opposed(different: Iterable[str]) -> bool:
    """Whether two questions differ in a word and its opposite: supervised, unsupervised."""
    words = set(different)
    return any(word.removeprefix(prefix) in words - {word} for word in words for prefix in _OPPOSITE)


def _near_answers(items: Sequence[Asked], comparable: _Comparable) -> Iterator[tuple[tuple[int, int], float]]:
    triples = [frozenset(_triples(item.answer)) for item in items]
    holders: dict[int, list[int]] = {}
    for number, hashes in enumerate(triples):
        if len(hashes) >= _ENOUGH_TRIPLES:
            for triple in hashes:
                if triple % _SAMPLED == 0:
                    holders.setdefault(triple, []).append(number)
    for a, b in sorted(_pairs(holders.values())):
        value = len(triples[a] & triples[b]) / min(len(triples[a]), len(triples[b]))
        if value >= NEAR_ANSWER and comparable(a, b):
            yield (a, b), value


def _triples(text: str) -> Iterator[int]:
    words = _WORD.findall(fold(text))
    for three in zip(words, words[1:], words[2:], strict=False):
        yield zlib.crc32(" ".join(three).encode())


def _pairs(holders: Iterable[list[int]]) -> set[tuple[int, int]]:
    """All pairs of items that some list has together."""
    return {
        (holder, other)
        for numbers in holders
        if 1 < len(numbers) <= _LONGEST_LIST
        for index, holder in enumerate(numbers)
        for other in numbers[index + 1 :]
    }


# --- by meaning -------------------------------------------------------------------------------------------------------


def _near_meanings(
    items: Sequence[Asked], comparable: _Comparable, encode: Encode
) -> Iterator[tuple[tuple[int, int], float]]:
    questions = encode([item.question for item in items])
    answers = encode([item.answer[:_MEANING_CHARACTERS] for item in items])
    for start in range(0, len(items), _BLOCK):
        end = start + _BLOCK
        likeness = (questions[start:end] @ questions.T + answers[start:end] @ answers.T) / 2
        for a, b in np.argwhere(likeness >= NEAR_MEANING).tolist():
            if (
                start + a < b
                and comparable(start + a, b)
                and not _are_opposed(_words(items[start + a].question) ^ _words(items[b].question))
            ):
                yield (start + a, b), float(likeness[a, b])


def _words(question: str) -> frozenset[str]:
    return frozenset(stem(word.folded) for word in content_words(question))
