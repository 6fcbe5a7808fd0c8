"""The grader: a pure function of question, references, answer and the installation."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Self

import numpy as np

from interviewer.grading.account import coverage_of, draw_up, estimate
from interviewer.grading.calibration import Calibration, calibrations
from interviewer.grading.concepts import ConceptMatch, match_concept, unmet_concept
from interviewer.grading.feedback import best_addition, write_feedback
from interviewer.grading.integrity import NO_REFERENCE, Guard, guards, misconception_flags, unanswered
from interviewer.grading.profile import Profile, apply_profile
from interviewer.grading.reading import AnswerReading, question_text, read_answer
from interviewer.grading.similarity import Alignment, align, unit_vectors
from interviewer.grading.stretches import read_answer_to
from interviewer.grading.vectors import VectorTable
from interviewer.grading.yardstick import Yardstick, question_texts, yardsticks
from interviewer.inference.encoder import Encoder, Vectors
from interviewer.models import Evidence, Grade, GraderIdentity, Question, SentenceMatch
from interviewer.retrieval.index import PassageIndex

GRADER_VERSION = "2"
"""Goes up when the same answer would get another grade."""

_RELATED_PASSAGES = 3
_MOST_YARDSTICKS = 256
# Flags that say that there is too little to judge by.
_ABSTAINING = frozenset({"too-short", "other-language", "no-reference"})


@dataclass(frozen=True, slots=True)
class Measurement:
    """An answer beside one reference."""

    yardstick: Yardstick
    alignment: Alignment | None
    """None when the answer says nothing."""
    matches: tuple[ConceptMatch, ...]

    @property
    def similarity(self) -> float:
        return self.alignment.similarity if self.alignment else 0.0


class Grader:
    """Grades answers; the same question and answer get the same grade alone, permuted or in a batch."""

    def __init__(self, encoder: Encoder, index: PassageIndex | None, corpus_digest: str | None) -> None:
        """`index` and `corpus_digest` are None when references are handed in and no corpus is open."""
        self._table = VectorTable(encoder)
        self._index = index
        self._yardsticks: OrderedDict[Question, tuple[Yardstick, ...]] = OrderedDict()
        self._identity = GraderIdentity(version=GRADER_VERSION, encoder=encoder.digest, corpus=corpus_digest)
        self._profile: Profile | None = None

    def with_profile(self, profile: Profile) -> Self:
        """This grader, its scores mapped to the marks that the profile was learnt from."""
        other = copy(self)
        other._profile = profile
        other._identity = self._identity.model_copy(update={"profile": profile.identity})
        return other

    def grade(self, question: Question, answer: str) -> Grade:
        return self.grade_many([(question, answer)])[0]

    def grade_many(self, pairs: Sequence[tuple[Question, str]]) -> list[Grade]:
        """Grades in the order of the pairs; what they need is embedded together.

        Raises:
            InterviewerError: the encoder gave numbers that are not finite.
        """
        readings = [(question, read_answer_to(question, answer)) for question, answer in pairs]
        self._table.prepare(text for question, answer in readings for text in _texts(question, answer))
        return [self._grade(question, answer) for question, answer in readings]

    def _grade(self, question: Question, answer: AnswerReading) -> Grade:
        calibration = _calibration(question)
        silence = unanswered(answer)
        measured = self._measure(question, answer if silence is None else read_answer(""), calibration)
        found = (
            [silence] if silence else [NO_REFERENCE] if measured is None else self._guards(question, answer, measured)
        )
        matches = measured.matches if measured else ()
        similarity = measured.similarity if measured else 0.0
        flags = [guard.flag for guard in found]
        abstained = any(flag.name in _ABSTAINING for flag in flags)
        account = draw_up(answer.text, matches, similarity, calibration, found, abstained=abstained)
        if self._profile is not None:
            account = apply_profile(account, self._profile, found, abstained=abstained)
        if silence is None and measured is not None:
            reference = [sentence.text for sentence in measured.yardstick.sentences]
            flags += misconception_flags(question.misconceptions, reference, answer, self._table)
        return Grade(
            score=account.score,
            low=account.low,
            high=account.high,
            band=account.band,
            abstained=abstained,
            flags=tuple(flags),
            similarity=round(similarity, 3),
            coverage=round(account.coverage, 3),
            concepts=account.verdicts,
            ledger=account.ledger,
            matches=_sentence_matches(answer, measured),
            related=self._related(question, answer) if silence is None else (),
            feedback=write_feedback(account.band, flags, account.verdicts),
            addition=best_addition(account.verdicts),
            grader=self._identity,
        )

    def measure_many(self, pairs: Sequence[tuple[Question, str]]) -> list[Measurement | None]:
        """What each score is made of, for fitting the calibration; None where there is no reference."""
        readings = [(question, read_answer_to(question, answer)) for question, answer in pairs]
        self._table.prepare(text for question, answer in readings for text in _texts(question, answer))
        return [self._measure(question, answer, _calibration(question)) for question, answer in readings]

    def _measure(self, question: Question, answer: AnswerReading, calibration: Calibration) -> Measurement | None:
        """The answer beside the reference that is kindest to it: references are alternatives."""
        found = self._known_yardsticks(question)
        if not found:
            return None
        units = unit_vectors(answer, self._table.vector(question_text(question)), self._table)
        measurements = [_beside(yardstick, answer, units) for yardstick in found]
        return max(measurements, key=lambda found: estimate(found.matches, found.similarity, calibration))

    def _known_yardsticks(self, question: Question) -> tuple[Yardstick, ...]:
        """Made once for all answers to a question, remembered for the latest questions."""
        if question not in self._yardsticks:
            self._yardsticks[question] = yardsticks(question, self._table)
            if len(self._yardsticks) > _MOST_YARDSTICKS:
                self._yardsticks.popitem(last=False)
        return self._yardsticks[question]

    def _guards(self, question: Question, answer: AnswerReading, measured: Measurement) -> list[Guard]:
        reference = [sentence.text for sentence in measured.yardstick.sentences]
        return guards(question_text(question), reference, answer, measured.similarity, coverage_of(measured.matches))

    def _related(self, question: Question, answer: AnswerReading) -> tuple[Evidence, ...]:
        """The passages of the whole corpus nearest to the answer that are not the question's own."""
        if self._index is None:
            return ()
        vectors = self._table.vectors([sentence.text for sentence in answer.sentences]).astype(np.float64)
        weights = np.array([sentence.weight for sentence in answer.sentences])
        mean = weights @ vectors
        query = (mean / max(float(np.linalg.norm(mean)), 1e-9)).astype(np.float32)
        hits = self._index.search(query[np.newaxis, :], _RELATED_PASSAGES + len(question.passages))[0]
        others = [
            hit.passage for hit in hits if hit.passage.question_id is None or hit.passage.question_id != question.id
        ]
        return tuple(Evidence(text=passage.text, citation=passage.citation) for passage in others[:_RELATED_PASSAGES])


def _beside(yardstick: Yardstick, answer: AnswerReading, units: Sequence[Vectors]) -> Measurement:
    if not answer.sentences:
        return Measurement(yardstick, None, tuple(unmet_concept(criterion) for criterion in yardstick.criteria))
    return Measurement(
        yardstick,
        align(answer, units, yardstick.vectors),
        tuple(match_concept(criterion, answer, units) for criterion in yardstick.criteria),
    )


def _calibration(question: Question) -> Calibration:
    return calibrations()["written" if question.concepts else "extracted"]


def _texts(question: Question, answer: AnswerReading) -> Iterator[str]:
    """Everything that is embedded for one grade."""
    yield from question_texts(question)
    yield from answer.texts()


def _sentence_matches(answer: AnswerReading, measured: Measurement | None) -> tuple[SentenceMatch, ...]:
    if measured is None or measured.alignment is None:
        return ()
    reference = measured.yardstick.sentences
    return tuple(
        SentenceMatch(
            answer=sentence.span.of(answer.text),
            evidence=Evidence(text=reference[row].text, citation=reference[row].passage.citation),
            similarity=round(similarity, 3),
        )
        for sentence, row, similarity in zip(
            answer.sentences, measured.alignment.nearest, measured.alignment.similarities, strict=True
        )
    )
