"""An answer and a question as the grader reads them: sentences, clauses, words, and the texts to embed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from interviewer.grading.disguise import plain_text
from interviewer.grading.phrases import WordIndex
from interviewer.grading.words import Word, content_words, words
from interviewer.models import Passage, Question, Reference
from interviewer.text import MAX_ANSWER_CHARACTERS, Span, safe_text, sentences, without_list_mark

# Where a sentence may fall into statements that can stand alone.
_CLAUSE_BREAK = re.compile(
    r"[,;:()\[\]\n]+|\s[-–—]+>?\s|→|\b(?:and|but|because|so|which|while|whereas|hence|therefore|then)\b", re.IGNORECASE
)
_LEAST_CLAUSE_WORDS = 2


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    span: Span
    text: str
    """Without a list mark: what is embedded."""
    clauses: tuple[Span, ...]
    """Parts of the sentence with at least two content words, in order; empty when it is one clause."""
    words: WordIndex
    """By offsets in the answer."""
    weight: float
    """Content words, plus a little, so that a sentence without any does not divide by zero."""

    @property
    def units(self) -> tuple[Span, ...]:
        """The sentence and its clauses: what a concept may be met in."""
        return (self.span, *self.clauses)


Salad = Literal["keyword-list", "word-order"]
Kind = Literal["instructions", "repetition", "question", Salad]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A stretch of an answer that earns nothing, and why."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class AnswerReading:
    text: str
    """As it looks: see `plain_text`."""
    sentences: tuple[AnswerSentence, ...]
    """Those that can earn something."""
    disguised: bool = False
    """Whether letters or invisible characters were not what they seemed."""
    left_out: tuple[LeftOut, ...] = ()
    salad: Salad | None = None
    """Whether what remains makes no statements: it only lists terms, or its words stand in no order."""

    @property
    def counted(self) -> str:
        """The sentences that can earn something, one a line."""
        return "\n".join(sentence.text for sentence in self.sentences)

    @property
    def words(self) -> tuple[Word, ...]:
        """Of the sentences that can earn something."""
        return tuple(word for sentence in self.sentences for word in sentence.words.words)

    def texts(self) -> Iterator[str]:
        """Everything of the answer that is embedded."""
        for sentence in self.sentences:
            yield sentence.text
            yield from (clause.of(self.text) for clause in sentence.clauses)


@lru_cache(maxsize=256)
def read_answer(answer: str) -> AnswerReading:
    """The answer cleaned, capped at `MAX_ANSWER_CHARACTERS`, and cut into sentences and clauses."""
    plain, disguised = plain_text(answer)
    text = safe_text(plain)[:MAX_ANSWER_CHARACTERS]
    every_word = words(text)
    read = []
    for span in sentences(text):
        sentence = without_list_mark(span.of(text))
        begin = span.end - len(sentence)
        inside = tuple(word for word in every_word if begin <= word.start < span.end)
        if inside:
            weight = sum(word.is_content for word in inside) + 0.01
            read.append(
                AnswerSentence(
                    Span(begin, span.end), sentence, _clauses(text, begin, span.end), WordIndex(inside), weight
                )
            )
    return AnswerReading(text, tuple(read), disguised)


def _clauses(text: str, start: int, end: int) -> tuple[Span, ...]:
    breaks = [match.span() for match in _CLAUSE_BREAK.finditer(text, start, end)]
    if not breaks:
        return ()
    clauses = []
    for begin, stop in zip([start, *(stop for _, stop in breaks)], [*(begin for begin, _ in breaks), end], strict=True):
        piece = text[begin:stop]
        stripped = piece.strip()
        if len(content_words(stripped)) >= _LEAST_CLAUSE_WORDS:
            offset = begin + piece.index(stripped)
            clauses.append(Span(offset, offset + len(stripped)))
    return tuple(clauses)


@dataclass(frozen=True, slots=True)
class ReferenceSentence:
    text: str
    passage: Passage


@lru_cache(maxsize=4096)
def reference_sentences(reference: Reference) -> tuple[ReferenceSentence, ...]:
    """The sentences of a reference answer with at least one content word, each with its passage."""
    return tuple(
        ReferenceSentence(sentence, passage)
        for passage in reference.passages
        for span in sentences(passage.text)
        if content_words(sentence := without_list_mark(span.of(passage.text)))
    )


def question_text(question: Question) -> str:
    """What the candidate was shown: the question and its context."""
    return f"{question.text}\n{question.context}" if question.context else question.text
