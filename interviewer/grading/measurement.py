"""An answer beside one reference: which concepts it covers, how close it comes, what follows and what contradicts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from interviewer.grading.calibration import Calibration, calibrations, kind_of
from interviewer.grading.concepts import CREDIT, WEIGHTS, ConceptMatch, match_concept, unmet_concept
from interviewer.grading.reading import AnswerReading
from interviewer.grading.similarity import Alignment, align
from interviewer.grading.verdicts import VerdictTable
from interviewer.grading.verification import DENIED, NOTHING_SAID, STATED, Comparison, Verification, compare, verify
from interviewer.grading.yardstick import Yardstick
from interviewer.inference.claims import Claim
from interviewer.inference.encoder import Vectors
from interviewer.models import ConceptStatus


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a score is made of."""

    yardstick: Yardstick
    alignment: Alignment | None
    """None when the answer says nothing."""
    matches: tuple[ConceptMatch, ...]
    verification: Verification = NOTHING_SAID

    @property
    def similarity(self) -> float:
        return self.alignment.similarity if self.alignment else 0.0

    @property
    def calibration(self) -> Calibration:
        """That of the reference's kind."""
        extracted = all(match.concept.extracted for match in self.matches)
        return calibrations()[kind_of(extracted=extracted, sentences=len(self.yardstick.sentences))]

    @property
    def coverage(self) -> float:
        """The share of the key concepts covered, weighted by importance; partial counts half. 0 without concepts."""
        weight = sum(WEIGHTS[match.concept.importance] for match in self.matches)
        earned = sum(CREDIT[match.status] * WEIGHTS[match.concept.importance] for match in self.matches)
        return earned / weight if weight else 0.0


@dataclass(frozen=True, slots=True)
class Draft:
    """A measurement before the verifier has read anything, and what it is to read."""

    measured: Measurement
    comparisons: tuple[Comparison, ...]

    def claims(self) -> Iterator[Claim]:
        return (comparison.claim for comparison in self.comparisons)


def draft(question: str, yardstick: Yardstick, answer: AnswerReading, units: Sequence[Vectors]) -> Draft:
    """`units` has the vectors of each sentence of the answer and its clauses (`similarity.unit_vectors`)."""
    if not answer.sentences:
        return Draft(Measurement(yardstick, None, tuple(map(unmet_concept, yardstick.criteria))), ())
    alignment = align(answer, units, yardstick.vectors)
    matches = tuple(match_concept(criterion, answer, units) for criterion in yardstick.criteria)
    comparisons = compare(question, answer, yardstick.sentences, alignment, matches)
    return Draft(Measurement(yardstick, alignment, matches), comparisons)


def verified(draft: Draft, answer: AnswerReading, table: VerdictTable) -> Measurement:
    """The measurement with the verdicts on its comparisons, which must be prepared in the table."""
    measured = draft.measured
    if not draft.comparisons:
        return measured
    found = verify(answer, measured.yardstick.sentences, draft.comparisons, table)
    matches = tuple(_judged(match, measured.yardstick, answer, found) for match in measured.matches)
    return replace(measured, matches=matches, verification=found)


_ONE_BETTER: dict[ConceptStatus, ConceptStatus] = {"missing": "partial", "partial": "covered"}


def _judged(
    match: ConceptMatch, yardstick: Yardstick, answer: AnswerReading, verification: Verification
) -> ConceptMatch:
    """A concept that was met in a sentence that contradicts the one stating it is contradicted.

    One whose statement follows from the answer in other words is met better than its words show.
    """
    place = yardstick.sentences.index(match.evidence)
    if match.sentence is not None:
        odds = verification.odds.get((match.sentence, place))
        if odds is not None and odds.contradicted >= DENIED:
            return replace(match, status="contradicted")
    row = verification.stated_by[place]
    if row is not None and match.status in _ONE_BETTER and verification.odds[row, place].entailed >= STATED:
        span = match.span or answer.sentences[row].span
        return replace(match, status=_ONE_BETTER[match.status], span=span, sentence=row)
    return match
