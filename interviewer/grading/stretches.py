"""Stretches of an answer that earn nothing: words to the grader, repeats, the question, terms without statements."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz

from interviewer.grading.instructions import addresses_grader
from interviewer.grading.phrases import phrase_match
from interviewer.grading.prose import (
    asks_for_list,
    is_bare_terms,
    is_jumble_of,
    is_listed,
    is_only_names,
    is_prose,
    reads_as_list,
    states,
)
from interviewer.grading.reading import (
    AnswerReading,
    AnswerSentence,
    LeftOut,
    Salad,
    question_text,
    read_answer,
    reference_sentences,
)
from interviewer.grading.words import stem, words
from interviewer.grading.yardstick import concept_texts, outlines
from interviewer.models import Concept, Question
from interviewer.text import fold, sentences

# A fragment is too short to tell a list by; a run of them is one stretch.
_FRAGMENT_WORDS, _BARE_FRAGMENT_WORDS, _LEAST_FRAGMENTS = 3, 6, 3
# For each concept that lists add, the statements must name so many.
_STATED_FOR_LISTED = 2
# What is left must be enough to judge, else the answer is read whole, and the guards cap it.
_LEAST_LEFT = 3
# The share of a concept's name or alias that has to stand together for it to be named.
_NAMED = 0.6
# A sentence among others may be terse: its order score may fall short by so much.
_LEEWAY = 1.5
# Fewer words are no copy worth naming.
_SHORTEST_COPY, _COPIED = 4, 90.0


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a question lets one expect."""

    asked: str
    concepts: tuple[Concept, ...]
    """Those that a person wrote."""
    references: tuple[tuple[str, ...], ...]
    subject: frozenset[str]
    """The stems of the words of question and references."""


@lru_cache(maxsize=256)
def _frame(question: Question) -> _Frame:
    asked = question_text(question)
    references = tuple(
        tuple(sentence.text for sentence in found)
        for reference in question.references
        if (found := reference_sentences(reference))
    )
    texts = (asked, *(sentence for reference in references for sentence in reference))
    return _Frame(
        asked, question.concepts, references, frozenset(stem(word.folded) for text in texts for word in words(text))
    )


def read_answer_to(question: Question, answer: str) -> AnswerReading:
    """The answer as `read_answer` gives it, without the stretches that earn nothing; these are in `left_out`.

    Where hardly anything would be left it is read whole, and `salad` says what it is.
    """
    whole, frame = read_answer(answer), _frame(question)
    kept, left_out = _without_asides(whole, frame)
    told: list[AnswerSentence] = []
    untold: list[AnswerSentence] = []
    notes: list[tuple[Salad, str]] = []
    for stretch in _stretches(kept):
        text = whole.text[stretch[0].span.start : stretch[-1].span.end]
        if kind := _kind_of_salad(text, frame, _LEEWAY if len(stretch) < len(kept) else 0.0):
            untold += stretch
            notes.append((kind, text))
        else:
            told += stretch
    salad = _kind_of_salad(_lines(kept), frame)
    if notes and not _is_borne_out(question, told, untold):
        if _count_content(told) >= _LEAST_LEFT:
            kept, salad = told, _kind_of_salad(_lines(told), frame)
            left_out += [LeftOut(kind, text) for kind, text in notes]
        else:
            salad = salad or notes[0][0]
    return replace(whole, sentences=tuple(kept), left_out=tuple(left_out), salad=salad)


def _without_asides(whole: AnswerReading, frame: _Frame) -> tuple[list[AnswerSentence], list[LeftOut]]:
    """What is said to the question for the first time, and what is not: repeats, the question, words to the grader."""
    kept: list[AnswerSentence] = []
    copied: list[AnswerSentence] = []
    left_out: list[LeftOut] = []
    said: set[tuple[str, ...]] = set()
    for sentence in whole.sentences:
        key = tuple(stem(word.folded) for word in sentence.words.words)
        if addresses_grader(sentence.text, frame.subject):
            left_out.append(LeftOut("instructions", sentence.text))
        elif key in said:
            if len(key) >= _SHORTEST_COPY:
                left_out.append(LeftOut("repetition", sentence.text))
        else:
            said.add(key)
            (copied if _is_copy(sentence.text, frame.asked) else kept).append(sentence)
    if not kept:
        return copied, left_out
    return kept, [*left_out, *(LeftOut("question", sentence.text) for sentence in copied)]


def _is_copy(sentence: str, asked: str) -> bool:
    """Whether a sentence is the question, or one of its sentences, over again."""
    if len(words(sentence)) < _SHORTEST_COPY:
        return False
    said = fold(sentence)
    return any(
        fuzz.ratio(said, fold(part)) >= _COPIED for part in (asked, *(span.of(asked) for span in sentences(asked)))
    )


def _count_content(said: Sequence[AnswerSentence]) -> int:
    return sum(word.is_content for sentence in said for word in sentence.words.words)


def _is_borne_out(question: Question, told: Sequence[AnswerSentence], listed: Sequence[AnswerSentence]) -> bool:
    """Whether the statements name twice as many key concepts as the lists add: notes may list what they explain."""
    for outline in outlines(question):
        stated = _named(outline.concepts, told)
        if stated and len(stated) >= _STATED_FOR_LISTED * len(_named(outline.concepts, listed) - stated):
            return True
    return False


def _named(concepts: Sequence[Concept], said: Sequence[AnswerSentence]) -> set[str]:
    return {
        concept.name
        for concept in concepts
        if any(phrase_match(name, sentence.words)[0] >= _NAMED for name in concept_texts(concept) for sentence in said)
    }


def _stretches(said: Sequence[AnswerSentence]) -> Iterator[list[AnswerSentence]]:
    """Sentences one by one, but runs of fragments together."""
    run: list[AnswerSentence] = []
    for sentence in said:
        if _is_fragment(sentence):
            run.append(sentence)
            continue
        yield from _whole_or_apart(run)
        yield [sentence]
        run = []
    yield from _whole_or_apart(run)


def _is_fragment(sentence: AnswerSentence) -> bool:
    length = len(sentence.words.words)
    return length <= _FRAGMENT_WORDS or (length <= _BARE_FRAGMENT_WORDS and not states(sentence.text))


def _whole_or_apart(run: list[AnswerSentence]) -> list[list[AnswerSentence]]:
    return [run] if len(run) >= _LEAST_FRAGMENTS else [[sentence] for sentence in run]


def _lines(said: Sequence[AnswerSentence]) -> str:
    return "\n".join(sentence.text for sentence in said)


def _kind_of_salad(text: str, frame: _Frame, leeway: float = 0.0) -> Salad | None:
    """The kind of what makes no statements by any reference; None for statements, and without references."""
    if is_only_names(text, frame.concepts):
        return "keyword-list"
    kinds = [_kind_beside(text, frame.asked, reference, leeway) for reference in frame.references]
    return kinds[0] if kinds and all(kinds) else None


def _kind_beside(text: str, question: str, reference: tuple[str, ...], leeway: float) -> Salad | None:
    """A list that question or reference lets one expect is given the benefit of the doubt."""
    expected = _expects_list(question, reference)
    if is_bare_terms(text, many=expected):
        return None if is_listed(text, reference) else "keyword-list"
    if is_prose(text, list_expected=expected, leeway=leeway) and not is_jumble_of(text, reference):
        return None
    return "keyword-list" if reads_as_list(text) else "word-order"


@lru_cache(maxsize=1024)
def _expects_list(question: str, reference: tuple[str, ...]) -> bool:
    return asks_for_list(question) or reads_as_list("\n".join(reference))
