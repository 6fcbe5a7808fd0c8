"""Noun phrases of English: what a sentence is about, found with a lexicon of parts of speech and a few rules.

A word may be several parts of speech; its neighbours decide, as in rule-based taggers (Brill 1992).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from interviewer.grading.words import Word, words

_LONGEST = 3
_DETERMINERS = frozenset("a an the this that these those its their his her our your my each every any some no".split())
# After these comes the plain form of a verb.
_BEFORE_VERBS = frozenset(
    """
    to can could will would shall should may might must not cannot do does did let lets never we they you i it us
    """.split()
)
_AFTER_NOUNS = frozenset(
    """
    of for in on and or as at by with from to is are was were be can could will would may might must should that which
    who than but so if when while into over under between through during has have had does do did not without
    """.split()
)
_PERFECT = frozenset("have has had having".split())
# Prepositions and adverbs that the lexicon has as nouns or adjectives too, and adjectives that tell nothing.
_RELATIONS = frozenset(
    """
    inside outside along alongside across beyond throughout like unlike past well next new different certain various
    entire additional main further specific particular important overall given one two three four five six seven eight
    nine ten first second third
    """.split()
)
_ADJECTIVE_ENDINGS = ("al", "ar", "ible", "able", "ive", "ous", "ic", "ful", "less", "ary", "wise")


@dataclass(frozen=True, slots=True)
class _Part:
    """What a word may be."""

    noun: bool = False
    adjective: bool = False
    verb: bool = False

    @property
    def modifies(self) -> bool:
        return self.noun or self.adjective


_NOTHING = _Part()


def noun_phrases(text: str) -> list[tuple[Word, ...]]:
    """The noun phrases of a sentence, without determiners and of at most three words, in order."""
    return [tuple(_end_of(run, text)) for stretch in _stretches(text) for run in _runs(stretch, text) if run]


def _end_of(run: list[Word], text: str) -> list[Word]:
    """The last words, where English has the noun; words with a hyphen between them count as one."""
    first = len(run)
    for _ in range(_LONGEST):
        first = max(0, first - 1)
        while first > 0 and _joined(run[first - 1], run[first], text):
            first -= 1
    return run[first:]


def _joined(one: Word, other: Word, text: str) -> bool:
    return text[one.end : other.start] == "-"


def _stretches(text: str) -> Iterator[Sequence[Word]]:
    """Words without punctuation between them, but for hyphens."""
    stretch: list[Word] = []
    for word, after in pairwise([*words(text), None]):
        assert word is not None
        stretch.append(word)
        if after is None or text[word.end : after.start].strip(" -\t\n") != "":
            yield stretch
            stretch = []


def _runs(stretch: Sequence[Word], text: str) -> Iterator[list[Word]]:
    parts = [_part(word.folded) if word.is_content else _NOTHING for word in stretch]
    run: list[Word] = []
    nouns = 0
    """Up to where the run ends in a noun."""
    for place, (word, part) in enumerate(zip(stretch, parts, strict=True)):
        near = _Neighbours(
            before=stretch[place - 1].folded if place else "",
            after=stretch[place + 1].folded if place + 1 < len(stretch) else "",
            part_after=parts[place + 1] if place + 1 < len(parts) else _NOTHING,
            in_noun=bool(run) and nouns == len(run),
        )
        if run and _joined(run[-1], word, text):
            run.append(word)
            nouns = len(run) if part.noun else nouns
        elif part.noun and not _is_verb(word.folded, part, near):
            # Alone or behind a noun, what may be an adjective is one: "small", "its height small".
            run.append(word)
            nouns = len(run) if not part.adjective or (len(run) > 1 and not near.in_noun) else nouns
        elif part.adjective:
            run.append(word)
        elif part.verb and not part.noun and _is_participle(word.folded, near):
            run.append(word)
            nouns = len(run) if _is_gerund(word.folded) and not near.part_after.modifies else nouns
        else:
            yield run[:nouns]
            run, nouns = [], 0
    yield run[:nouns]


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """What stands around a word."""

    before: str
    after: str
    part_after: _Part
    in_noun: bool
    """Whether it follows on a noun of its phrase."""


def _is_verb(word: str, part: _Part, near: _Neighbours) -> bool:
    """Whether a word that may be noun or verb is a verb here: "to increase", "dropout sets the units", "nets learn"."""
    if not part.verb:
        return False
    if _is_gerund(word):
        return near.after in _DETERMINERS
    if near.before in _BEFORE_VERBS and not _may_be_third_person(word):
        return near.before != "to" or bool(near.after)
    if _may_be_third_person(word) and (near.in_noun or not near.before):
        # A plural is followed by its verb, or by nothing of its own.
        ends = not near.after or near.after in _AFTER_NOUNS
        follows = near.part_after.verb and not near.after.endswith(("s", "ing", "ed"))
        return not ends and not follows and (near.in_noun or not near.part_after.noun)
    return near.in_noun and _may_be_third_person(near.before) and not near.part_after.noun


def _may_be_third_person(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss")


def _is_participle(word: str, near: _Neighbours) -> bool:
    """Whether a form of a verb stands for an adjective or a noun: "weighted sum", "the vanishing gradient"."""
    if _is_gerund(word):
        if near.in_noun:
            return near.after not in _DETERMINERS and not _may_be_third_person(near.before)
        return near.before in _DETERMINERS
    return word.endswith(("ed", "en")) and near.part_after.modifies and not near.in_noun and near.before not in _PERFECT


def _is_gerund(word: str) -> bool:
    return word.endswith("ing")


@lru_cache(maxsize=16384)
def _part(word: str) -> _Part:
    # Loaded when a reference without written concepts is first met: it takes a quarter of a second.
    from lemminflect import getAllLemmas

    if word in _RELATIONS or word.endswith("ly"):
        return _NOTHING
    known = getAllLemmas(word)
    if not known:
        return _Part(adjective=True) if word.endswith(_ADJECTIVE_ENDINGS) else _Part(noun=True)
    return _Part(noun="NOUN" in known or "PROPN" in known, adjective="ADJ" in known, verb="VERB" in known)
