"""Lexical search over the corpus: words, with room for typing errors; no encoder, no index."""

import math
import re
from array import array
from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from interviewer.corpus.bank import Bank
from interviewer.models import Passage, Question
from interviewer.text import fold

Place = Literal["question", "concept", "passage"]

SAME_WORD = 80.0
"""rapidfuzz ratio (0 to 100) from which two words are taken for the same."""
BEGUN_WORD = 0.95
"""Likeness of a word to its beginning, while that is being typed."""
_WEIGHTS: dict[Place, float] = {"question": 1.0, "concept": 0.9, "passage": 0.7}
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Match:
    """A question, or a passage that answers none, that a query found."""

    score: float
    """0 to 100: the share of the query's words found, weighted by rarity and by where they stand."""
    place: Place
    """Where the words were found, mostly."""
    text: str
    """The question, the concept or the passage where they stand."""
    file: str
    line: int
    question: Question | None


@dataclass(frozen=True, slots=True)
class _Entry:
    """One thing that can be found: a question, or a passage by itself (question None)."""

    question: Question | None
    file: str


@dataclass(frozen=True, slots=True)
class _Field:
    """A text that a query may find, and the number of the entry that it belongs to."""

    entry: int
    place: Place
    text: str
    line: int


def search_bank(bank: Bank, query: str, limit: int = 10) -> list[Match]:
    """The questions and free passages that hold the words of a query, best first; see `BankSearch.find`."""
    return BankSearch(bank).find(query, limit)


class BankSearch:
    """A bank made ready to be searched many times."""

    def __init__(self, bank: Bank) -> None:
        self._entries: list[_Entry] = []
        self._fields: list[_Field] = []
        self._holders: defaultdict[str, array[int]] = defaultdict(lambda: array("L"))
        """For each word the fields that hold it, in order."""
        for question in bank.questions:
            self._add_question(question)
        for document in bank.documents:
            for passage in document.passages:
                self._add_passage(passage)
        self._spread = {
            word: len({self._fields[number].entry for number in holders}) for word, holders in self._holders.items()
        }
        """In how many entries each word stands."""

    def find(self, query: str, limit: int = 10, *, unfinished: bool = False) -> list[Match]:
        """The questions and free passages that hold the words of a query, best first; empty when none does.

        A word counts by its inverse document frequency, times the likeness of the word found, times the weight of the
        field (question 1, concept 0.9, passage 0.7); the score is the share of what a perfect match would get.
        `unfinished`: the query is being typed, and its last word also stands for the words that begin with it.
        """
        wanted = list(dict.fromkeys(_words(query)))
        if not self._entries or not wanted:
            return []
        begun = wanted[-1] if unfinished and query[-1:].isalnum() else None
        gains: defaultdict[int, dict[int, float]] = defaultdict(dict)
        perfect = 0.0
        for word in wanted:
            alike = self._alike(word, begun=word == begun)
            rarity = math.log(1 + len(self._entries) / (1 + max((self._spread[found] for found in alike), default=0)))
            perfect += rarity
            for entry, (likeness, field) in self._best_fields(alike).items():
                gains[entry][field] = gains[entry].get(field, 0.0) + likeness * rarity
        matches = [self._match(entry, gained, perfect) for entry, gained in gains.items()]
        return _best(matches, " ".join(wanted), limit)

    def _add_question(self, question: Question) -> None:
        self._entries.append(_Entry(question, question.file))
        self._add_field("question", question.text, question.line)
        for concept in question.concepts:
            for name in (concept.name, *concept.aliases):
                self._add_field("concept", name, concept.line)
        for passage in question.passages:
            self._add_field("passage", passage.text, passage.line)

    def _add_passage(self, passage: Passage) -> None:
        self._entries.append(_Entry(None, passage.file))
        if passage.heading:
            self._add_field("question", passage.heading, passage.line)
        self._add_field("passage", passage.text, passage.line)

    def _add_field(self, place: Place, text: str, line: int) -> None:
        number = len(self._fields)
        self._fields.append(_Field(len(self._entries) - 1, place, text, line))
        for word in set(_words(text)):
            self._holders[word].append(number)

    def _alike(self, word: str, *, begun: bool) -> dict[str, float]:
        """The words of the corpus that may be meant by a word of the query, with their likeness from 0 to 1."""
        near = process.extract(word, self._spread.keys(), scorer=fuzz.ratio, score_cutoff=SAME_WORD, limit=None)
        alike = {found: score / 100 for found, score, _ in near}
        if begun:
            for found in self._spread:
                if found.startswith(word):
                    alike[found] = max(BEGUN_WORD, alike.get(found, 0.0))
        return alike

    def _best_fields(self, alike: dict[str, float]) -> dict[int, tuple[float, int]]:
        """For each entry the likeness times weight of the best field that holds one of these words, and its number."""
        best: dict[int, tuple[float, int]] = {}
        for found, likeness in alike.items():
            for number in self._holders[found]:
                field = self._fields[number]
                value = likeness * _WEIGHTS[field.place]
                before = best.get(field.entry)
                if before is None or (value, -number) > (before[0], -before[1]):
                    best[field.entry] = value, number
        return best

    def _match(self, number: int, gained: dict[int, float], perfect: float) -> Match:
        """The entry of this number; `gained`: what each of its fields brought in."""
        entry = self._entries[number]
        field = self._fields[max(gained, key=lambda index: (gained[index], -index))]
        score = round(100 * sum(gained.values()) / perfect, 1)
        return Match(score, field.place, field.text, entry.file, field.line, entry.question)


def _best(matches: list[Match], phrase: str, limit: int) -> list[Match]:
    """The best by score; between equal scores, how nearly the query stands in the text as one phrase decides."""
    scores = sorted((match.score for match in matches), reverse=True)
    if len(scores) > limit:
        matches = [match for match in matches if match.score >= scores[limit - 1]]
    matches.sort(
        key=lambda match: (-match.score, -fuzz.partial_ratio(phrase, fold(match.text)), match.file, match.line)
    )
    return matches[:limit]


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))
