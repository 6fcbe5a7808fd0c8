"""What answers to a question are held against: its references and key concepts, read once for all answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

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


def _stating_sentence(
    concept: Concept, names: Vectors, reference: Sequence[ReferenceSentence], table: VectorTable
) -> ReferenceSentence:
    """The reference sentence that states a concept best, by words and by vectors together; the first of equals."""
    cosines = cosine_matrix(table.vectors([sentence.text for sentence in reference]), names).max(axis=1)
    scores = [
        max(phrase_match(name, word_index(sentence.text))[0] for name in concept_texts(concept)) + float(cosine)
        for sentence, cosine in zip(reference, cosines, strict=True)
    ]
    return reference[max(range(len(scores)), key=lambda row: (scores[row], -row))]
