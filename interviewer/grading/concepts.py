"""Which key concepts an answer covers, by words and by meaning, and where."""

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.grading.phrases import phrase_match
from interviewer.grading.reading import AnswerReading, AnswerSentence, ReferenceSentence
from interviewer.grading.similarity import cosine_matrix
from interviewer.grading.yardstick import Criterion, concept_texts
from interviewer.inference.encoder import Vectors
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
    sentence: int | None
    """And in which of its sentences."""
    evidence: ReferenceSentence
    """The reference sentence that states the concept."""


def match_concept(criterion: Criterion, answer: AnswerReading, units: Sequence[Vectors]) -> ConceptMatch:
    """The sentence of the answer in which name or aliases are met best, by words and by vectors together.

    `units` has the vectors of each sentence of the answer and its clauses (`similarity.unit_vectors`).
    """
    concept = criterion.concept
    strength, span, row = 0.0, None, None
    for number, (sentence, vectors) in enumerate(zip(answer.sentences, units, strict=True)):
        words_share, words_span = _by_words(concept, sentence)
        cosines = cosine_matrix(criterion.names, vectors).max(axis=0)
        unit = int(cosines.argmax())
        spans = sentence.units
        meaning, meaning_span = max(0.0, float(cosines[unit])), spans[unit]
        together = (words_share + meaning) / 2
        if together > strength:
            strength, row = together, number
            span = _enclosing(words_span, spans) if words_span and words_share >= meaning else meaning_span
    covered, partial = (COVERED_EXTRACTED, PARTIAL_EXTRACTED) if concept.extracted else (COVERED, PARTIAL)
    status: ConceptStatus = "covered" if strength >= covered else "partial" if strength >= partial else "missing"
    if status == "missing":
        return ConceptMatch(concept, status, strength, None, None, criterion.evidence)
    return ConceptMatch(concept, status, strength, span, row, criterion.evidence)


def unmet_concept(criterion: Criterion) -> ConceptMatch:
    """A concept of an answer that says nothing."""
    return ConceptMatch(criterion.concept, "missing", 0.0, None, None, criterion.evidence)


def _by_words(concept: Concept, sentence: AnswerSentence) -> tuple[float, Span | None]:
    matches = (phrase_match(name, sentence.words) for name in concept_texts(concept))
    return max(matches, key=lambda match: match[0])


def _enclosing(span: Span, units: Sequence[Span]) -> Span:
    """The shortest sentence or clause around a span."""
    around = [unit for unit in units if unit.start <= span.start and span.end <= unit.end]
    return min(around, key=lambda unit: unit.end - unit.start) if around else span
