"""Lexical search over the corpus: words, with room for typing errors; no encoder, no index."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from interviewer.corpus.bank import Bank
from interviewer.models import Passage, Question
from interviewer.text import fold

Place = Literal["question", "concept", "passage"]

SAME_WORD = 80.0
"""rapidfuzz ratio (0 to 100) from which two words are taken for the same."""
_WEIGHTS: dict[Place, float] = {"question": 1.0, "concept": 0.9, "passage": 0.7}


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
class _Field:
    place: Place
    text: str
    words: frozenset[str]
    line: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """One thing that can be found: a question with its fields, or a passage by itself."""

    question: Question | None
    file: str
    fields: tuple[_Field, ...]


def search_bank(bank: Bank, query: str, limit: int = 10) -> list[Match]:
    """The questions and free passages that hold the words of a query, best first; empty when none does.

    A word counts by its inverse document frequency, times the likeness of the word found, times the weight of the field
    (question 1, concept 0.9, passage 0.7); the score is the share of what a perfect match would get.
    """
    entries = [*map(_question_entry, bank.questions)]
    entries += [_passage_entry(passage) for document in bank.documents for passage in document.passages]
    vocabulary = Counter(word for entry in entries for word in {w for field in entry.fields for w in field.words})
    wanted = list(dict.fromkeys(_words(query)))
    if not entries or not wanted:
        return []
    likeness = {word: _alike(word, vocabulary) for word in wanted}
    rarity = {
        word: math.log(1 + len(entries) / (1 + max((vocabulary[found] for found in likeness[word]), default=0)))
        for word in wanted
    }
    phrase = " ".join(wanted)
    matches = [match for entry in entries if (match := _match(entry, likeness, rarity)) is not None]
    matches.sort(key=lambda match: (-match.score, -_phrase_likeness(phrase, match), match.file, match.line))
    return matches[:limit]


def _phrase_likeness(phrase: str, match: Match) -> float:
    """How nearly the query stands in the text as one phrase: decides between equal scores."""
    return fuzz.partial_ratio(phrase, fold(match.text))


def _match(entry: _Entry, likeness: dict[str, dict[str, float]], rarity: dict[str, float]) -> Match | None:
    total = 0.0
    gains: defaultdict[int, float] = defaultdict(float)
    for word, alike in likeness.items():
        best, where = 0.0, -1
        for index, field in enumerate(entry.fields):
            found = max((alike[other] for other in alike.keys() & field.words), default=0.0) * _WEIGHTS[field.place]
            if found > best:
                best, where = found, index
        if where >= 0:
            total += best * rarity[word]
            gains[where] += best * rarity[word]
    if not gains:
        return None
    field = entry.fields[max(gains, key=lambda index: (gains[index], -index))]
    score = round(100 * total / sum(rarity.values()), 1)
    return Match(score, field.place, field.text, entry.file, field.line, entry.question)


def _alike(word: str, vocabulary: Iterable[str]) -> dict[str, float]:
    """The words of the corpus that may be meant by a word of the query, with their likeness from 0 to 1."""
    near = process.extract(word, list(vocabulary), scorer=fuzz.ratio, score_cutoff=SAME_WORD, limit=None)
    return {found: score / 100 for found, score, _ in near}


def _question_entry(question: Question) -> _Entry:
    fields = [_field("question", question.text, question.line)]
    for concept in question.concepts:
        fields += [_field("concept", name, concept.line) for name in (concept.name, *concept.aliases)]
    fields += [_field("passage", passage.text, passage.line) for passage in question.passages]
    return _Entry(question, question.file, tuple(fields))


def _passage_entry(passage: Passage) -> _Entry:
    body = _field("passage", passage.text, passage.line)
    heading = [_field("question", passage.heading, passage.line)] if passage.heading else []
    return _Entry(None, passage.file, (*heading, body))


def _field(place: Place, text: str, line: int) -> _Field:
    return _Field(place, text, frozenset(_words(text)), line)


def _words(text: str) -> list[str]:
    return "".join(character if character.isalnum() else " " for character in fold(text)).split()
