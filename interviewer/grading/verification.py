"""What a reference says of an answer, statement by statement: what follows from it, and what contradicts it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from interviewer.grading.concepts import ConceptMatch
from interviewer.grading.reading import AnswerReading, ReferenceSentence
from interviewer.grading.similarity import Alignment
from interviewer.grading.verdicts import Odds, VerdictTable
from interviewer.inference.claims import Claim
from interviewer.models import Evidence, Relation

# A sentence that leans on the one before it ("This is why ...", "However, it ...") is read together with it.
_LEANING = re.compile(
    r"\W*(?:(?:and|also|but|so|thus|then|however|therefore|hence|well|still|though|although)\b\W*)*"
    r"(?:this|that|these|those|it|its|they|their|them|such|both|neither|(?:all|none|everything|nothing) of \w+|"
    r"the (?:former|latter|other|opposite|same|reverse))\b",
    re.IGNORECASE,
)
# From here on a verdict is said aloud. To be told that one is wrong needs more than to be told that one is right.
STATED, DENIED = 0.6, 0.8
_DOUBT = 0.5
# Below the first cosine two sentences are about different things, from the second on about the same.
_FAR, _NEAR = 0.1, 0.4
_BRIEF_SENTENCES, _BRIEF_WORDS = 3, 70
_MOST_STATEMENTS = 24
"""Of one answer: beyond, they are told apart by similarity alone."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A sentence of the answer held against a sentence of the reference."""

    sentence: int
    reference: int
    claim: Claim
    closeness: float
    """Cosine of the two, the question taken out; 1 where the whole reference was read."""


@dataclass(frozen=True, slots=True)
class StatementVerdict:
    """What the reference says of one sentence of the answer."""

    evidence: Evidence
    """The sentence of the reference that says it."""
    odds: Odds
    weight: float
    """The sentence's share of the answer, 0 to 1."""

    @property
    def relation(self) -> Relation:
        if self.odds.contradicted >= DENIED:
            return "contradicted"
        return "entailed" if self.odds.entailed >= STATED else "neutral"


@dataclass(frozen=True, slots=True)
class Verification:
    odds: Mapping[tuple[int, int], Odds]
    """By sentence of the answer and sentence of the reference, those that were compared."""
    statements: tuple[StatementVerdict | None, ...]
    """For each sentence of the answer; None for one that was not compared."""
    stated_by: tuple[int | None, ...]
    """For each sentence of the reference the sentence of the answer from which it follows best."""

    @property
    def support(self) -> float:
        """How much of the reference the answer states, 0 to 1: the mean over its sentences of the best odds."""
        best = [0.0 if row is None else self.odds[row, place].entailed for place, row in enumerate(self.stated_by)]
        return sum(best) / len(best) if best else 0.0

    @property
    def contradiction(self) -> float:
        """How much of the answer contradicts the reference, 0 to 1."""
        return sum(said.weight * opposition(said.odds) for said in self.statements if said is not None)


NOTHING_SAID = Verification({}, (), ())


def opposition(odds: Odds) -> float:
    """How far a statement speaks against a reference, 0 to 1: a doubt costs nothing, a clear verdict everything."""
    return min(1.0, max(0.0, (odds.contradicted - _DOUBT) / (DENIED - _DOUBT)))


def tempered(odds: Odds, closeness: float) -> Odds:
    """Statements about different things say nothing of each other, however sure the verifier is."""
    trust = min(1.0, max(0.0, (closeness - _FAR) / (_NEAR - _FAR)))
    entailed, contradicted = trust * odds.entailed, trust * odds.contradicted
    return Odds(entailed, 1.0 - entailed - contradicted, contradicted)


def compare(
    question: str,
    answer: AnswerReading,
    reference: Sequence[ReferenceSentence],
    alignment: Alignment,
    matches: Sequence[ConceptMatch],
) -> tuple[Comparison, ...]:
    """What is held against what.

    Each sentence of the answer and the sentence of the reference nearest to it, the same the other way round, and the
    sentence in which a concept was met beside the one that states it.
    """
    said, known = statements(answer), tuple(sentence.text for sentence in reference)
    # What is short is read whole, as the verifier has learned it: facts may be told in another division.
    brief = _is_brief(known)
    if brief:
        known = (" ".join(known),) * len(known)
        said = (" ".join(answer_texts(answer)),) * len(said) if _is_brief(answer_texts(answer)) else said
    pairs = {(row, place) for row, place in enumerate(alignment.nearest)}
    pairs |= {(row, place) for place, row in enumerate(alignment.nearest_said)}
    pairs |= {(match.sentence, reference.index(match.evidence)) for match in matches if match.sentence is not None}
    return tuple(
        Comparison(
            row, place, Claim(question, known[place], said[row]), 1.0 if brief else alignment.cosines[place][row]
        )
        for row, place in sorted(pairs)
        if row < _MOST_STATEMENTS
    )


def answer_texts(answer: AnswerReading) -> tuple[str, ...]:
    return tuple(sentence.text for sentence in answer.sentences)


def _is_brief(sentences: Sequence[str]) -> bool:
    return len(sentences) <= _BRIEF_SENTENCES and sum(len(text.split()) for text in sentences) <= _BRIEF_WORDS


def statements(answer: AnswerReading) -> tuple[str, ...]:
    """The answer's sentences as they can be understood alone."""
    return tuple(_understood(answer))


def _understood(answer: AnswerReading) -> Iterator[str]:
    previous = ""
    for sentence in answer.sentences:
        yield f"{previous} {sentence.text}" if previous and _LEANING.match(sentence.text) else sentence.text
        previous = sentence.text


def verify(
    answer: AnswerReading,
    reference: Sequence[ReferenceSentence],
    comparisons: Sequence[Comparison],
    table: VerdictTable,
) -> Verification:
    """The verdicts on comparisons that were prepared in the table."""
    odds = {
        (comparison.sentence, comparison.reference): tempered(table.odds(comparison.claim), comparison.closeness)
        for comparison in comparisons
    }
    total = sum(sentence.weight for sentence in answer.sentences)
    verdicts: list[StatementVerdict | None] = []
    for row, sentence in enumerate(answer.sentences):
        places = [place for said, place in odds if said == row]
        if not places:
            verdicts.append(None)
            continue
        # What follows from one sentence of the reference does not contradict another: the clearest verdict counts.
        place = max(places, key=lambda place: max(odds[row, place].entailed, odds[row, place].contradicted))
        verdicts.append(StatementVerdict(_evidence(reference[place]), odds[row, place], sentence.weight / total))
    stated_by = tuple(
        max((row for row, other in odds if other == place), key=lambda row: odds[row, place].entailed, default=None)
        for place in range(len(reference))
    )
    return Verification(odds, tuple(verdicts), stated_by)


def _evidence(sentence: ReferenceSentence) -> Evidence:
    return Evidence(text=sentence.text, citation=sentence.passage.citation)
