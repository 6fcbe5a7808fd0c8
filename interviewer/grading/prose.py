"""Whether a text is prose, a list of terms, or words in no order."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from interviewer.grading.phrases import phrase_match, word_index
from interviewer.grading.word_order import order_score
from interviewer.grading.words import content_words, stem, words
from interviewer.models import Concept

# Words that make statements: auxiliaries, pronouns, conjunctions, negation. Terms hardly ever have one; prose, even
# terse notes, has one in every five to fifteen words.
_STATEMENT_WORDS = frozenset(
    """
    am also although are be because become becomes becoming been being but can could did do does doing done get gets
    give gives got had has have having he hence her his how however i if is it its itself just let make makes made may
    might must need needs never no not only our shall she should since so such take takes than that their them there
    therefore these they this those though thus unless until us use used uses using want was we were what when where
    whereas which while who whose why will would you your
    """.split()
)
# Bare terms: nothing but content words, one or two between two marks, or many in a row.
_TERM_BREAK = re.compile(r"[,;:.!?()\[\]\n|/•·=→]+|\s[-–—>]+\s|\b(?:and|or|then|plus)\b", re.IGNORECASE)
_FEW_TERMS, _TERM_LENGTH, _LONG_TERM, _MOST_ASKED, _LONGEST_LISTED = 3, 2.2, 5, 8, 3
_HEADING = re.compile(
    r"\W*(?:(?:key|main|important|relevant)\s+)?(?:key ?words?|terms?|concepts?|points?|phrases?|topics?)\s*[:\n-]",
    re.IGNORECASE,
)
_FEWEST_NAMES, _WORD_FOR_WORD, _ONLY_NAMES = 4, 0.99, 0.8
_ASKS_FOR_LIST = re.compile(r"\W*(?:please\s+)?(?:name|list|state|give|which|identify|enumerate)\b", re.IGNORECASE)

# What the order score of a text must reach; chosen on answers of known kind (benchmarks/attacks.py). Texts of up to
# twenty words must not be worse than this, longer ones must be better by the word.
_LEAST_WORDS, _LEAST_SCORE, _SURE_FROM, _SURER_PER_WORD = 4, -1.5, 20, 0.03
# Where a list may be expected much less is asked of a word.
_EXPECTED_PER_WORD = 0.08
# The shape of a list: short stretches with hardly a statement.
_LEAST_SHAPED, _FEW_STATEMENTS, _SHORT_STRETCH = 8, 0.07, 5.0
_MUCH_FORMULA = 0.25
# The words are those of the reference, yet hardly two stand together as they do there.
_LEAST_BORROWED, _BORROWED_WORDS, _ALL_BORROWED, _MOST_BORROWED, _FEW_PAIRS = 4.0, 4, 0.9, 0.6, 0.4


def is_prose(text: str, *, list_expected: bool = False, leeway: float = 0.0) -> bool:
    """False for words in no order, for terms as a list and for terms strung together; True for under four words.

    `leeway` is by how much the order score may fall short, as for a sentence among others.
    """
    count = len(words(text))
    if count < _LEAST_WORDS:
        return True
    needed = _LEAST_SCORE + _SURER_PER_WORD * max(0, count - _SURE_FROM) - _EXPECTED_PER_WORD * count * list_expected
    return order_score(text) + leeway >= needed


def reads_as_list(text: str) -> bool:
    """Whether a text has the shape of a list: short stretches with hardly a statement in them.

    True for many terse notes too; False for formulas and short texts.
    """
    every = words(text)
    if len(every) < _LEAST_SHAPED or _statements(text) >= _FEW_STATEMENTS:
        return False
    signs = sum(any(map(str.isdigit, word.folded)) or (len(word.folded) == 1 and word.is_content) for word in every)
    stretches = [length for piece in _TERM_BREAK.split(text) if (length := len(words(piece)))]
    return (
        signs <= _MUCH_FORMULA * len(every)
        and len(stretches) >= _FEW_TERMS
        and len(every) / len(stretches) <= _SHORT_STRETCH
    )


def states(text: str) -> bool:
    """Whether a text has a word that makes statements: an auxiliary, a pronoun, a conjunction, a negation."""
    return _statements(text) > 0


def _statements(text: str) -> float:
    every = words(text)
    return sum(word.folded in _STATEMENT_WORDS or "'" in word.folded for word in every) / len(every)


def is_bare_terms(text: str, *, many: bool = False) -> bool:
    """True for terms with nothing said of them, also few: "gap, path, battery" or "Keywords: voltage, terminal".

    With `many` only for more terms than a question that wants things named would ask for.
    """
    heading = _HEADING.match(text)
    body = text[heading.end() :] if heading else text
    terms = [inside for piece in _TERM_BREAK.split(body) if (inside := words(piece))]
    if not terms or any(not word.is_content for term in terms for word in term):
        return False
    length = sum(len(term) for term in terms)
    if many and len(terms) <= _MOST_ASKED:
        return False
    return (
        (len(terms) >= _FEW_TERMS and length / len(terms) <= _TERM_LENGTH)
        or (length >= _LONG_TERM and order_score(text) < 0)
        or (heading is not None and len(terms) > 1)
    )


def is_jumble_of(text: str, reference: Sequence[str]) -> bool:
    """Whether a text is the words of the reference, or of a sentence of it, in an order that says nothing clear."""
    said = [word.folded for word in words(text)]
    if len(said) < _BORROWED_WORDS or order_score(text) >= _LEAST_BORROWED:
        return False
    sources = [[word.folded for word in words(sentence)] for sentence in reference]
    return any(_is_jumble(said, source) for source in (*sources, [word for source in sources for word in source]))


def _is_jumble(said: Sequence[str], source: Sequence[str]) -> bool:
    """Hardly a word on either side without its like on the other, but hardly a pair of neighbours in common."""
    pairs = set(pairwise(source))
    together = sum(pair in pairs for pair in pairwise(said)) / (len(said) - 1)
    if together > _FEW_PAIRS:
        return False
    ours, theirs = Counter(said), Counter(source)
    shared = (ours & theirs).total()
    return shared >= _ALL_BORROWED * len(said) and shared >= _MOST_BORROWED * len(source)


def is_only_names(text: str, concepts: Sequence[Concept]) -> bool:
    """Whether a text is made of the names of key concepts and hardly says a word of them.

    Of written concepts only: an honest answer never has four of them, word for word, and little else.
    """
    named = [concept.name for concept in concepts if not concept.extracted]
    there = [name for name in named if phrase_match(name, word_index(text))[0] >= _WORD_FOR_WORD]
    known = {stem(word.folded) for name in there for word in content_words(name)}
    telling = content_words(text)
    inside = sum(stem(word.folded) in known for word in telling)
    return len(there) >= _FEWEST_NAMES and inside >= _ONLY_NAMES * len(telling)


def is_listed(text: str, reference: Sequence[str]) -> bool:
    """Whether most terms of a list stand in one list of the reference too: naming them is then the answer."""
    ours = _terms(text)
    return bool(ours) and any(
        2 * sum(any(_is_same_term(one, other) for other in listed) for one in ours) > len(ours)
        for sentence in reference
        if len(listed := [term for term in _terms(sentence) if len(term) <= _LONGEST_LISTED]) >= _FEW_TERMS
    )


def _terms(text: str) -> list[tuple[str, ...]]:
    pieces = ([word.folded for word in words(piece) if word.is_content] for piece in _TERM_BREAK.split(text))
    return [tuple(piece) for piece in pieces if piece]


def _is_same_term(one: Sequence[str], other: Sequence[str]) -> bool:
    """Equal but for a word more or less."""
    ours, theirs = set(one), set(other)
    return (ours <= theirs or theirs <= ours) and abs(len(ours) - len(theirs)) <= 1


def asks_for_list(question: str) -> bool:
    """Whether a question wants things named: then a list is a fair answer."""
    return bool(_ASKS_FOR_LIST.match(question))
