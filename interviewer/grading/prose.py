"""Whether a text is prose or a list of terms."""

import re

from interviewer.grading.words import words

# Words that make statements: auxiliaries, pronouns, conjunctions, negation. Terms hardly ever have one; prose, even
# terse notes, has one in every five to fifteen words.
_STATEMENT_WORDS = frozenset(
    """
    am also although are be because become becomes becoming been being but can could did do does doing done get gets
    give gives got had has have having he hence her his how however i if is it its just let make makes made may might
    must need needs never no not only our shall she should since so such take takes than that their them then there
    therefore these they this those though thus unless until us use used uses using want was we were what when where
    whereas which while who whose why will would you your
    """.split()
)
_SEGMENT_BREAK = re.compile(r"[,;:.!?()\n]+")
_LEAST_WORDS = 8
# Terms between commas are a few words long; terms without commas run on.
_FEW_STATEMENT_WORDS, _SHORT_SEGMENT, _LONG_SEGMENT = 0.07, 5.0, 14.0
# Many very short segments are a list even if some terms are half-sentences: the shorter, the more of them.
_MANY_SEGMENTS = 6
_VERY_SHORT = ((0.1, 3.8), (0.17, 3.0))
_ASKS_FOR_LIST = re.compile(r"\W*(?:please\s+)?(?:name|list|state|give|which|identify|enumerate)\b", re.IGNORECASE)


def reads_as_list(text: str) -> bool:
    """True for terms strung together with or without commas; False for texts under eight words.

    On answers of known quality and on keyword lists made of the corpus's concepts: see docs/grading.md.
    """
    every = words(text)
    if len(every) < _LEAST_WORDS:
        return False
    share = sum(word.folded in _STATEMENT_WORDS or "'" in word.folded for word in every) / len(every)
    segments = [length for piece in _SEGMENT_BREAK.split(text) if (length := len(words(piece)))]
    mean = sum(segments) / len(segments)
    terms = share < _FEW_STATEMENT_WORDS and not _SHORT_SEGMENT < mean < _LONG_SEGMENT
    bits = len(segments) >= _MANY_SEGMENTS and any(share < few and mean <= short for few, short in _VERY_SHORT)
    return terms or bits


def asks_for_list(question: str) -> bool:
    """Whether a question wants things named: then a list is a fair answer."""
    return bool(_ASKS_FOR_LIST.match(question))
