"""What answers to a question are held against: its references and key concepts, read once for all answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from interviewer.grading.extraction import extract_concepts
from interviewer.grading.phrases import phrase_match, word_index
from interviewer.grading.reading import ReferenceSentence, question_text, reference_sentences
from interviewer.grading.similarity import cosine_matrix, without_direction
from interviewer.grading.vectors import VectorTable
from interviewer.inference.encoder import Vectors
from interviewer.models import Concept, Question


@dataclass(frozen=True, slots=True)
class Outline:
    """A reference as text: its sentences and the concepts that an answer is held to."""

    sentences: tuple[ReferenceSentence, ...]
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Criterion:
    """A key concept with its vectors."""

    concept: Concept
    names: Vectors
    """Of name and aliases, [n, d], the question taken out."""
    evidence: ReferenceSentence
    """The reference sentence that states the concept."""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A reference with its vectors."""

    sentences: tuple[ReferenceSentence, ...]
    vectors: Vectors
    """Of the sentences, [n, d], the question taken out."""
    criteria: tuple[Criterion, ...]


@lru_cache(maxsize=1024)
def outlines(question: Question) -> tuple[Outline, ...]:
    """The question's references that have sentences, each with the written concepts or with its own extracted ones."""
    every = [sentences for reference in question.references if (sentences := reference_sentences(reference))]
    found = []
    for place, sentences in enumerate(every):
        others = every[:place] + every[place + 1 :]
        concepts = question.concepts or extract_concepts(question_text(question), sentences, others)
        found.append(Outline(sentences, concepts))
    return tuple(found)


def question_texts(question: Question) -> Iterator[str]:
    """Everything of a question that is embedded."""
    yield question_text(question)
    for outline in outlines(question):
        yield from (sentence.text for sentence in outline.sentences)
        for concept in outline.concepts:
            yield from concept_texts(concept)
    for misconception in question.misconceptions:
        yield from (misconception.claim, misconception.correction)


def yardsticks(question: Question, table: VectorTable) -> tuple[Yardstick, ...]:
    """The question's outlines with their vectors, whose texts must be prepared in the table."""
    asked = table.vector(question_text(question))
    return tuple(
        Yardstick(
            outline.sentences,
            without_direction(table.vectors([sentence.text for sentence in outline.sentences]), asked),
            tuple(criterion(concept, outline.sentences, asked, table) for concept in outline.concepts),
        )
        for outline in outlines(question)
    )


def criterion(
    concept: Concept, reference: Sequence[ReferenceSentence], asked: Vectors, table: VectorTable
) -> Criterion:
    """A concept with its vectors, and the sentence of the reference that states it."""
    names = table.vectors(concept_texts(concept))
    return Criterion(concept, without_direction(names, asked), _stating_sentence(concept, names, reference, table))


def concept_texts(concept: Concept) -> tuple[str, ...]:
    """What is embedded for a concept."""
    return (concept.name, *concept.aliases)


_NEAREST_NAMES = 3
_LATER = 0.005
"""What is stated is stated early: what each further sentence has to make up for."""


def _stating_sentence(
    concept: Concept, names: Vectors, reference: Sequence[ReferenceSentence], table: VectorTable
) -> ReferenceSentence:
    """The reference sentence that states a concept best, by words and by vectors together.

    The name counts most; of its aliases only several together lead to another sentence, since a single one may be met
    where something else is said.
    """
    vectors = table.vectors([sentence.text for sentence in reference])
    indexes = [word_index(sentence.text) for sentence in reference]
    by_words = np.array([[phrase_match(name, index)[0] for name in concept_texts(concept)] for index in indexes])
    likeness = by_words + cosine_matrix(vectors, names)
    nearest = np.sort(likeness, axis=1)[:, -_NEAREST_NAMES:].mean(axis=1)
    scores = likeness[:, 0] + nearest / 2 - _LATER * np.arange(len(reference))
    return reference[int(scores.argmax())]
