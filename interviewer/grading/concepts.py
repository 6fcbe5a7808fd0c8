"""Which key concepts an answer covers, by words and by meaning, and where."""

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.grading.phrases import phrase_match
from interviewer.grading.reading import AnswerReading, AnswerSentence, ReferenceSentence
from interviewer.grading.similarity import cosine_matrix, without_direction
from interviewer.grading.vectors import VectorTable
from interviewer.grading.words import words
from interviewer.models import Concept, ConceptStatus, Importance
from interviewer.text import Span

WEIGHTS: dict[Importance, float] = {"essential": 3.0, "important": 2.0, "bonus": 1.0}
CREDIT: dict[ConceptStatus, float] = {"covered": 1.0, "partial": 0.5, "missing": 0.0, "contradicted": 0.0}

# Strength is the mean of word match and meaning match, each 0 to 1. The thresholds separate answers of known quality
# best (see docs/grading.md); an extracted concept has no aliases to be met by, so less is asked.
COVERED, PARTIAL = 0.65, 0.5
COVERED_EXTRACTED, PARTIAL_EXTRACTED = 0.55, 0.4


@dataclass(frozen=True, slots=True)
class ConceptMatch:
    concept: Concept
    status: ConceptStatus
    strength: float
    span: Span | None
    """Where in the answer; None when missing."""
    evidence: ReferenceSentence
    """The reference sentence that states the concept."""


def concept_texts(concept: Concept) -> tuple[str, ...]:
    """What is embedded for a concept."""
    return (concept.name, *concept.aliases)


def match_concept(
    concept: Concept, answer: AnswerReading, reference: Sequence[ReferenceSentence], question: str, table: VectorTable
) -> ConceptMatch:
    """The sentence of the answer in which name or aliases are met best, by words and by vectors together."""
    asked = table.vector(question)
    names = without_direction(table.vectors(concept_texts(concept)), asked)
    strength, span = 0.0, None
    for sentence in answer.sentences:
        words_share, words_span = _by_words(concept, sentence)
        spans = [sentence.span, *sentence.clauses]
        texts = [sentence.text, *(clause.of(answer.text) for clause in sentence.clauses)]
        cosines = cosine_matrix(names, without_direction(table.vectors(texts), asked)).max(axis=0)
        unit = int(cosines.argmax())
        meaning, meaning_span = max(0.0, float(cosines[unit])), spans[unit]
        together = (words_share + meaning) / 2
        if together > strength:
            strength = together
            span = _enclosing(words_span, spans) if words_span and words_share >= meaning else meaning_span
    covered, partial = (COVERED_EXTRACTED, PARTIAL_EXTRACTED) if concept.extracted else (COVERED, PARTIAL)
    status: ConceptStatus = "covered" if strength >= covered else "partial" if strength >= partial else "missing"
    return ConceptMatch(
        concept=concept,
        status=status,
        strength=strength,
        span=None if status == "missing" else span,
        evidence=stating_sentence(concept, reference, table),
    )


def unmet_concept(concept: Concept, reference: Sequence[ReferenceSentence], table: VectorTable) -> ConceptMatch:
    """A concept of an answer that says nothing."""
    return ConceptMatch(concept, "missing", 0.0, None, stating_sentence(concept, reference, table))


def stating_sentence(concept: Concept, reference: Sequence[ReferenceSentence], table: VectorTable) -> ReferenceSentence:
    """The reference sentence that states a concept best, by words and by vectors together; the first of equals."""
    names = table.vectors(concept_texts(concept))
    cosines = cosine_matrix(table.vectors([sentence.text for sentence in reference]), names).max(axis=1)
    scores = [
        max(phrase_match(name, words(sentence.text))[0] for name in concept_texts(concept)) + float(cosine)
        for sentence, cosine in zip(reference, cosines, strict=True)
    ]
    return reference[max(range(len(scores)), key=lambda row: (scores[row], -row))]


def _by_words(concept: Concept, sentence: AnswerSentence) -> tuple[float, Span | None]:
    matches = (phrase_match(name, sentence.words) for name in concept_texts(concept))
    return max(matches, key=lambda match: match[0])


def _enclosing(span: Span, units: Sequence[Span]) -> Span:
    """The shortest sentence or clause around a span."""
    around = [unit for unit in units if unit.start <= span.start and span.end <= unit.end]
    return min(around, key=lambda unit: unit.end - unit.start) if around else span
