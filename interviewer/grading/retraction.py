"""Answers that take themselves back: whoever ends with "all of this is wrong" has not said that it is right."""

import re

from interviewer.grading.reading import AnswerReading
from interviewer.text import fold

_WHOLE = (
    r"(?:all|everything|most|much)(?: (?:of )?(?:this|that|it|these|the above|above|i (?:just )?(?:said|wrote|say)))*"
)
_NONE = r"(?:none|nothing)(?: (?:of )?(?:this|that|it|these|the above|above|i (?:just )?(?:said|wrote|say)))*"
_SAID = (
    r"(?:what i (?:just )?(?:said|wrote|say)|the above(?: answer)?|my answer(?: above)?|"
    r"(?:this|that)(?: (?:answer|statement|claim))?)"
)
_WRONG = r"(?:(?:all|completely|totally|entirely|just|simply|of course|actually|in fact|quite) )*"
_FALSE = (
    r"(?:wrong|false|incorrect|untrue|nonsense|a lie|a myth|a mistake|made up|not (?:true|right|correct|so|the case))"
)
_TRUE = r"(?:true|right|correct|so)"
_OPENING = r"^\W*(?:(?:but|and|however|no|well|actually|in fact|sorry|of course)\b\W*)*"
_TAKEN_BACK = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_OPENING}(?:{_WHOLE}|{_SAID}) (?:is|was|are|were) {_WRONG}{_FALSE}\W*$",
        rf"{_OPENING}{_NONE} (?:is|was|are|were) {_WRONG}{_TRUE}\W*$",
        rf"{_OPENING}the opposite (?:is|holds|is the case|is {_TRUE})\W*{_TRUE}?\W*$",
        rf"{_OPENING}i (?:take (?:(?:all of )?(?:it|this|that)|everything) back|(?:was|am) (?:lying|wrong))\W*$",
    )
)


def takes_itself_back(answer: AnswerReading) -> bool:
    """Whether the last sentence denies what stands before it."""
    return len(answer.sentences) > 1 and denies_all(answer.sentences[-1].text)


def denies_all(sentence: str) -> bool:
    """True for "However, all of this is wrong.", "None of that is true." and the like."""
    text = fold(sentence)
    return any(pattern.search(text) for pattern in _TAKEN_BACK)
