"""Written key concepts beside an answer, as the verifier reads them: stated, touched, missing or contradicted."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from interviewer.grading.concepts import ConceptMatch
from interviewer.grading.reading import AnswerReading
from interviewer.grading.similarity import Alignment
from interviewer.grading.verdicts import Odds
from interviewer.inference.claims import Claim, concept_claim
from interviewer.models import ConceptStatus

_MOST_WORDS = 120
"""As long as the answers to whole questions that the verifier has learned from."""
# How much the verdict counts beside words and vectors, and from where on a concept is met: about the best of a grid for
# answers labelled concept by concept (tests/data/concepts_held_out.jsonl).
VERDICT_SHARE = 0.5
COVERED_FROM, PARTIAL_FROM = 0.55, 0.4
CONTRADICTED_FROM = 0.6
# Where neither words nor vectors find anything of a concept, a verdict is a guess; from the second strength on it
# counts in full.
_FAR, _NEAR = 0.25, 0.5
# The verifier has learned concepts from answers of more than a line: of shorter ones, in words, it is believed less.
_LINE, _ANSWER = 10, 25
_RECITED = Odds(1.0, 0.0, 0.0)
_ASIDE = 0.15
"""A sentence that is like none of the reference by more than this cosine is not read: filler changes no verdict."""


def concept_claims(
    question: str, answer: AnswerReading, alignment: Alignment, matches: Sequence[ConceptMatch]
) -> Iterator[Claim | None]:
    """What the verifier is to read for each concept; None for extracted ones."""
    for match in matches:
        if match.concept.extracted or match.closest is None:
            yield None
            continue
        rows = [row for row, like in enumerate(alignment.similarities) if like >= _ASIDE or row == match.closest]
        read = stretch([answer.sentences[row].text for row in rows], rows.index(match.closest))
        yield Claim(question, concept_claim(match.concept.name, match.evidence.text), read)


def stretch(texts: Sequence[str], row: int) -> str:
    """The sentences around one, in turn after and before it, as many as the verifier reads at a time."""
    first = last = row
    words = len(texts[row].split())
    for step in count():
        if first == 0 and last == len(texts) - 1:
            break
        after = last < len(texts) - 1 and (step % 2 == 0 or first == 0)
        added = len(texts[last + 1 if after else first - 1].split())
        if words + added > _MOST_WORDS:
            break
        words += added
        first, last = (first, last + 1) if after else (first - 1, last)
    return " ".join(texts[first : last + 1])


def judged(match: ConceptMatch, odds: Odds, answer: AnswerReading) -> ConceptMatch:
    """The match with the status that words, vectors and the verdict give it together."""
    if match.evidence.text in answer.text:
        odds = _RECITED
    trust = min(1.0, max(0.0, (match.strength - _FAR) / (_NEAR - _FAR)))
    length = min(1.0, max(0.0, (len(answer.words) - _LINE) / (_ANSWER - _LINE)))
    share = VERDICT_SHARE * length
    believed = share * trust * odds.entailed + (1 - share) * match.strength
    status: ConceptStatus = (
        "covered" if believed >= COVERED_FROM else "partial" if believed >= PARTIAL_FROM else "missing"
    )
    if length * trust * odds.contradicted >= CONTRADICTED_FROM:
        status = "contradicted"
    if status == "missing" or match.closest is None:
        return replace(match, status="missing", span=None, sentence=None)
    return replace(
        match, status=status, span=match.span or answer.sentences[match.closest].span, sentence=match.closest
    )
