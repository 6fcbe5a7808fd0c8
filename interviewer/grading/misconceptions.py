"""Known misconceptions of a question, recognised in an answer: who states one is shown its correction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from interviewer.grading.reading import AnswerReading, question_text
from interviewer.grading.similarity import cosine_matrix
from interviewer.grading.vectors import VectorTable
from interviewer.grading.verdicts import Odds, VerdictTable
from interviewer.grading.verification import StatementVerdict, Verification, statements
from interviewer.inference.claims import Claim
from interviewer.models import Evidence, Flag, Misconception, Question

# A statement this near to a misconception may be it; the verifier decides.
_NEAR = 0.55
_RECOGNISED, _MARGIN = 0.8, 0.3


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A sentence of the answer that may state a misconception."""

    sentence: int
    misconception: Misconception
    against_claim: Claim
    against_correction: Claim

    def claims(self) -> Iterator[Claim]:
        yield self.against_claim
        yield self.against_correction


def suspicions(question: Question, answer: AnswerReading, table: VectorTable) -> tuple[Suspicion, ...]:
    """The sentences near to a misconception; texts of question and answer must be prepared in the table."""
    if not question.misconceptions or not answer.sentences:
        return ()
    asked, said = question_text(question), statements(answer)
    theirs = table.vectors([sentence.text for sentence in answer.sentences])
    known = table.vectors([misconception.claim for misconception in question.misconceptions])
    near = cosine_matrix(known, theirs) >= _NEAR
    return tuple(
        Suspicion(
            row,
            misconception,
            Claim(asked, misconception.claim, said[row]),
            Claim(asked, misconception.correction, said[row]),
        )
        for place, misconception in enumerate(question.misconceptions)
        for row in range(len(said))
        if near[place, row]
    )


def recognised(found: Sequence[Suspicion], table: VerdictTable) -> tuple[Suspicion, ...]:
    """Those that say what the misconception says and not what its correction says."""
    return tuple(one for one in found if _holds(table.odds(one.against_claim), table.odds(one.against_correction)))


def not_in_reference(found: Sequence[Suspicion], verification: Verification) -> tuple[Suspicion, ...]:
    """Those in sentences that do not follow from the reference: what it says is no misconception."""
    said = verification.statements
    return tuple(
        one
        for one in found
        if one.sentence >= len(said) or (verdict := said[one.sentence]) is None or verdict.relation != "entailed"
    )


def _holds(claim: Odds, correction: Odds) -> bool:
    return claim.entailed >= _RECOGNISED and claim.entailed - correction.entailed >= _MARGIN


def misconception_flags(found: Sequence[Suspicion]) -> list[Flag]:
    """A flag for each misconception, with its correction."""
    held = dict.fromkeys(one.misconception for one in found)
    return [
        Flag(
            name="possible-misconception",
            reason=f"This may be a misconception: “{misconception.claim}” {misconception.correction}",
        )
        for misconception in held
    ]


def with_corrections(verification: Verification, found: Sequence[Suspicion], file: str) -> Verification:
    """The verification in which sentences that state a misconception contradict its correction."""
    verdicts: list[StatementVerdict | None] = list(verification.statements)
    for one in found:
        verdict = verdicts[one.sentence]
        if verdict is not None:
            evidence = Evidence(text=one.misconception.correction, citation=f"{file}:{one.misconception.line}")
            verdicts[one.sentence] = replace(verdict, evidence=evidence, odds=Odds(0.0, 0.0, 1.0))
    return replace(verification, statements=tuple(verdicts))
