"""Guards: answers that look right to a similarity without being answers. They cap the score and say why."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from interviewer.grading.language import other_language
from interviewer.grading.reading import AnswerReading, Kind
from interviewer.grading.retraction import takes_itself_back
from interviewer.grading.words import Word, content_words, same_word, words
from interviewer.models import Flag
from interviewer.text import MAX_ANSWER_CHARACTERS, fold

ECHO_CAP = 20.0
OFF_TOPIC_CAP = 15.0
KEYWORD_LIST_CAP = 45.0
TAKEN_BACK_CAP = 20.0
WORD_ORDER_CAP = 45.0

# An honest answer adds words of its own; below this share of new content words it repeats the question.
_LEAST_NEW_SHARE = 0.25
_ECHO_SIMILARITY = 0.4
_ECHO_LENGTH, _ECHO_RATIO = 0.8, 90.0
_TALK_ABOUT_ASKING = frozenset({"answer", "ask", "asked", "question", "tell", "explain", "describe", "well"})
# Similarity and coverage of a right answer to another question stay below both.
_OFF_TOPIC_SIMILARITY = 0.22
_OFF_TOPIC_COVERAGE = 0.1
_TOO_SHORT = 3
_LONG_REFERENCE = 10

_GIVING_UP = tuple(
    fold(phrase)
    for phrase in (
        "i do not know", "i don't know", "i dont know", "don't know", "dont know", "do not know", "dunno", "idk",
        "i have no idea", "no idea", "no clue", "i have no clue", "not sure", "i am not sure", "i'm not sure",
        "i'm unsure",
        "i can't remember", "i cannot remember", "i don't remember", "i forgot", "i have forgotten", "can't say",
        "no answer", "no submission", "no response", "n/a", "none", "nothing", "pass", "skip", "i give up", "beats me",
        "i don't know the answer", "i don't know this one", "sorry, i don't know", "i really don't know",
        "i don't know it",
    )
)  # fmt: skip
_GIVING_UP_RATIO = 90.0
_GIVING_UP_LENGTH = 8
_PUNCTUATION = re.compile(r"[^\w\s'/]+")


@dataclass(frozen=True, slots=True)
class Guard:
    """A flag, and the score that it allows at most (None: it only informs)."""

    flag: Flag
    cap: float | None = None


EMPTY = Guard(Flag(name="empty", reason="There is no answer to grade."), 0.0)
DONT_KNOW = Guard(
    Flag(name="dont-know", reason="You said that you don't know; that is honest and earns no points."), 0.0
)

INSTRUCTIONS_ONLY = Guard(
    Flag(name="instructions", reason="The answer only speaks to the grader; what it says of the question is nothing."),
    0.0,
)
NO_REFERENCE = Guard(Flag(name="no-reference", reason="There is no reference to compare the answer with."), 0.0)


def unanswered(answer: AnswerReading) -> Guard | None:
    """The guard of an answer without words (the number of a list item is none), or that only says so."""
    if not answer.sentences:
        return INSTRUCTIONS_ONLY if answer.left_out else EMPTY
    message = fold(_PUNCTUATION.sub(" ", answer.counted))
    if len(answer.words) <= _GIVING_UP_LENGTH and any(
        fuzz.ratio(message, fold(_PUNCTUATION.sub(" ", phrase))) >= _GIVING_UP_RATIO for phrase in _GIVING_UP
    ):
        return DONT_KNOW
    return None


def guards(
    question: str, reference: Sequence[str], answer: AnswerReading, similarity: float, coverage: float
) -> list[Guard]:
    """What is suspicious about an answer that has words, given its similarity to the reference and its coverage."""
    found = []
    content = [word for word in answer.words if word.is_content]
    if _is_echo(question, answer.counted, content, similarity):
        reason = "The answer repeats the question and adds next to nothing of its own."
        found.append(Guard(Flag(name="echo", reason=reason), ECHO_CAP))
    elif similarity < _OFF_TOPIC_SIMILARITY and coverage < _OFF_TOPIC_COVERAGE:
        reason = "Nothing in the answer comes near the reference; it seems to be about something else."
        found.append(Guard(Flag(name="off-topic", reason=reason), OFF_TOPIC_CAP))
    if answer.salad == "keyword-list":
        reason = "The answer lists terms without saying how they hang together; sentences show understanding."
        found.append(Guard(Flag(name="keyword-list", reason=reason), KEYWORD_LIST_CAP))
    elif answer.salad == "word-order":
        reason = "The words stand in an order that makes no statements; sentences or plain notes show understanding."
        found.append(Guard(Flag(name="word-order", reason=reason), WORD_ORDER_CAP))
    if takes_itself_back(answer):
        reason = "The answer ends by saying that it is wrong; leave out what you don't stand by."
        found.append(Guard(Flag(name="taken-back", reason=reason), TAKEN_BACK_CAP))
    found += _notes(answer, {guard.flag.name for guard in found})
    if len(answer.text) >= MAX_ANSWER_CHARACTERS:
        reason = f"Only the first {MAX_ANSWER_CHARACTERS:,} characters of the answer were read."
        found.append(Guard(Flag(name="cut", reason=reason)))
    if len(content) < _TOO_SHORT and sum(len(content_words(text)) for text in reference) >= _LONG_REFERENCE:
        reason = f"With fewer than {_TOO_SHORT} telling words there is little to judge by."
        found.append(Guard(Flag(name="too-short", reason=reason)))
    if language := other_language(answer.text):
        reason = f"The answer seems to be in {language}, and the grader reads English."
        found.append(Guard(Flag(name="other-language", reason=reason)))
    return found


_NOT_COUNTED: dict[Kind, str] = {
    "instructions": "What is said to the grader was left out: “{}”.",
    "repetition": "What was said before counts once: “{}”.",
    "keyword-list": "A list of terms says nothing about them and was not counted: “{}”.",
    "word-order": "Words in an order that makes no statement were not counted: “{}”.",
}
_LONGEST_QUOTATION = 60


def _notes(answer: AnswerReading, flagged: Collection[str]) -> list[Guard]:
    """What was left out of the answer, each kind once with its first stretch, and what was not as it looked."""
    first: dict[Kind, str] = {}
    for stretch in answer.left_out:
        if stretch.kind in _NOT_COUNTED and stretch.kind not in flagged:
            first.setdefault(stretch.kind, " ".join(stretch.text.split()))
    notes = [
        Flag(name=kind, reason=_NOT_COUNTED[kind].format(_shortened(text, _LONGEST_QUOTATION)))
        for kind, text in first.items()
    ]
    if answer.disguised:
        reason = (
            "Some letters only looked like the usual ones, or hid characters between them; they were read as they look."
        )
        notes.append(Flag(name="disguised-characters", reason=reason))
    return [Guard(flag) for flag in notes]


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _is_echo(question: str, answer: str, content: Sequence[Word], similarity: float) -> bool:
    """Hardly a new word, and either far from the reference or the question itself, dressed up or not.

    A right answer may be made of the question's words ("Why was the bulb off when the switch was open?"); it is then
    close to the reference in what the question does not already say.
    """
    if _new_share(question, content) >= _LEAST_NEW_SHARE:
        return False
    asked, said = fold(question), fold(answer)
    repeats = len(said) >= _ECHO_LENGTH * len(asked) and fuzz.partial_ratio(asked, said) >= _ECHO_RATIO
    return repeats or similarity < _ECHO_SIMILARITY


def _new_share(question: str, content: Sequence[Word]) -> float:
    """The share of the answer's content words that the question does not have."""
    asked = [word.folded for word in words(question) if word.is_content]
    new = sum(
        word.folded not in _TALK_ABOUT_ASKING and not any(same_word(word.folded, known) for known in asked)
        for word in content
    )
    return new / len(content) if content else 0.0
