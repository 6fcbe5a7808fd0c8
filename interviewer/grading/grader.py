"""The grader: a pure function of question, references, answer and the installation."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from itertools import chain
from typing import Self

import numpy as np

from interviewer.grading.account import draw_up, estimate
from interviewer.grading.feedback import best_addition, write_feedback
from interviewer.grading.integrity import NO_REFERENCE, Guard, guards, unanswered
from interviewer.grading.measurement import Draft, Measurement, draft, verified
from interviewer.grading.misconceptions import (
    Suspicion,
    misconception_flags,
    not_in_reference,
    recognised,
    suspicions,
    with_corrections,
)
from interviewer.grading.profile import Profile, apply_profile
from interviewer.grading.reading import AnswerReading, ReferenceSentence, question_text, read_answer
from interviewer.grading.similarity import unit_vectors
from interviewer.grading.stretches import read_answer_to
from interviewer.grading.vectors import VectorTable
from interviewer.grading.verdicts import VerdictTable
from interviewer.grading.verification import StatementVerdict
from interviewer.grading.yardstick import Yardstick, question_texts, yardsticks
from interviewer.inference.claims import ClaimVerifier
from interviewer.inference.encoder import Encoder
from interviewer.models import Evidence, Grade, GraderIdentity, Question, SentenceMatch
from interviewer.retrieval.index import PassageIndex

GRADER_VERSION = "2"
"""Goes up when the same answer would get another grade."""

_RELATED_PASSAGES = 3
_MOST_YARDSTICKS = 256
_MOST_VERIFIED = 3
"""References per answer that the verifier reads."""
# Flags that say that there is too little to judge by.
_ABSTAINING = frozenset({"too-short", "other-language", "no-reference"})


@dataclass(frozen=True, slots=True)
class _Beside:
    """An answer beside the reference that is kindest to it, None where there is none."""

    question: Question
    answer: AnswerReading
    measured: Measurement | None
    held: tuple[Suspicion, ...]
    """The misconceptions that it states."""


class Grader:
    """Grades answers; the same question and answer get the same grade alone, permuted or in a batch."""

    def __init__(
        self, encoder: Encoder, verifier: ClaimVerifier, index: PassageIndex | None, corpus_digest: str | None
    ) -> None:
        """`index` and `corpus_digest` are None when references are handed in and no corpus is open."""
        self._table = VectorTable(encoder)
        self._verdicts = VerdictTable(verifier)
        self._index = index
        self._yardsticks: OrderedDict[Question, tuple[Yardstick, ...]] = OrderedDict()
        self._identity = GraderIdentity(
            version=GRADER_VERSION, encoder=encoder.digest, verifier=verifier.digest, corpus=corpus_digest
        )
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
        """Grades in the order of the pairs; what they need is embedded together, and verified together.

        Raises:
            InterviewerError: encoder or verifier gave numbers that are not finite.
        """
        return [self._grade(beside) for beside in self._besides(pairs)]

    def measure_many(self, pairs: Sequence[tuple[Question, str]]) -> list[Measurement | None]:
        """What each score is made of, for fitting the calibration; None where there is no reference."""
        return [beside.measured for beside in self._besides(pairs)]

    def _besides(self, pairs: Sequence[tuple[Question, str]]) -> list[_Beside]:
        readings = [(question, read_answer_to(question, answer)) for question, answer in pairs]
        self._table.prepare(text for question, answer in readings for text in _texts(question, answer))
        drafts = [self._drafts(question, answer) for question, answer in readings]
        suspected = [
            suspicions(question, answer, self._table) if unanswered(answer) is None else ()
            for question, answer in readings
        ]
        self._verdicts.prepare(
            chain(
                (claim for found in drafts for one in found for claim in one.claims()),
                (claim for found in suspected for one in found for claim in one.claims()),
            )
        )
        return [
            self._kindest(question, answer, found, recognised(suspicion, self._verdicts))
            for (question, answer), found, suspicion in zip(readings, drafts, suspected, strict=True)
        ]

    def _drafts(self, question: Question, answer: AnswerReading) -> list[Draft]:
        """The answer beside the references that may be the kindest."""
        said = answer if unanswered(answer) is None else read_answer("")
        asked = question_text(question)
        units = unit_vectors(said, self._table.vector(asked), self._table)
        drafts = [draft(asked, yardstick, said, units) for yardstick in self._known_yardsticks(question)]
        return sorted(drafts, key=lambda found: -estimate(found.measured))[:_MOST_VERIFIED]

    def _kindest(
        self, question: Question, answer: AnswerReading, drafts: Sequence[Draft], held: tuple[Suspicion, ...]
    ) -> _Beside:
        """The answer beside the reference that is kindest to it: references are alternatives."""
        measured = max((verified(found, answer, self._verdicts) for found in drafts), key=estimate, default=None)
        if measured is None:
            return _Beside(question, answer, None, ())
        held = not_in_reference(held, measured.verification)
        corrected = with_corrections(measured.verification, held, question.file)
        return _Beside(question, answer, replace(measured, verification=corrected), held)

    def _known_yardsticks(self, question: Question) -> tuple[Yardstick, ...]:
        """Made once for all answers to a question, remembered for the latest questions."""
        if question not in self._yardsticks:
            self._yardsticks[question] = yardsticks(question, self._table)
            if len(self._yardsticks) > _MOST_YARDSTICKS:
                self._yardsticks.popitem(last=False)
        return self._yardsticks[question]

    def _grade(self, beside: _Beside) -> Grade:
        question, answer, measured = beside.question, beside.answer, beside.measured
        silence = unanswered(answer)
        found = (
            [silence] if silence else [NO_REFERENCE] if measured is None else self._guards(question, answer, measured)
        )
        flags = [guard.flag for guard in found]
        abstained = any(flag.name in _ABSTAINING for flag in flags)
        account = draw_up(answer, measured, found, abstained=abstained)
        if self._profile is not None:
            account = apply_profile(account, self._profile, found, abstained=abstained)
        if silence is None:
            flags += misconception_flags(beside.held)
        return Grade(
            score=account.score,
            low=account.low,
            high=account.high,
            band=account.band,
            abstained=abstained,
            flags=tuple(flags),
            similarity=round(measured.similarity, 3) if measured else 0.0,
            coverage=round(account.coverage, 3),
            concepts=account.verdicts,
            ledger=account.ledger,
            matches=_sentence_matches(answer, measured),
            related=self._related(question, answer) if silence is None else (),
            feedback=write_feedback(account.band, flags, account.verdicts),
            addition=best_addition(account.verdicts),
            grader=self._identity,
        )

    def _guards(self, question: Question, answer: AnswerReading, measured: Measurement) -> list[Guard]:
        reference = [sentence.text for sentence in measured.yardstick.sentences]
        return guards(question_text(question), reference, answer, measured.similarity, measured.coverage)

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


def _texts(question: Question, answer: AnswerReading) -> Iterator[str]:
    """Everything that is embedded for one grade."""
    yield from question_texts(question)
    yield from answer.texts()


def _sentence_matches(answer: AnswerReading, measured: Measurement | None) -> tuple[SentenceMatch, ...]:
    if measured is None or measured.alignment is None:
        return ()
    reference = measured.yardstick.sentences
    return tuple(
        _sentence_match(sentence.span.of(answer.text), reference[row], similarity, verdict)
        for sentence, row, similarity, verdict in zip(
            answer.sentences,
            measured.alignment.nearest,
            measured.alignment.similarities,
            measured.verification.statements,
            strict=True,
        )
    )


def _sentence_match(
    said: str, nearest: ReferenceSentence, similarity: float, verdict: StatementVerdict | None
) -> SentenceMatch:
    """A clear verdict shows the evidence that decided it, else the nearest sentence stands beside what was said."""
    relation = "neutral" if verdict is None else verdict.relation
    evidence = Evidence(text=nearest.text, citation=nearest.passage.citation)
    return SentenceMatch(
        answer=said,
        evidence=evidence if verdict is None or relation == "neutral" else verdict.evidence,
        similarity=round(similarity, 3),
        relation=relation,
    )
