"""Verdicts by claim: judged together, once, and remembered for a while."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from interviewer.errors import InterviewerError
from interviewer.grading.words import words
from interviewer.inference.claims import Claim, ClaimVerifier

_MOST_REMEMBERED = 10_000


class Odds(NamedTuple):
    """Probabilities of what a reference says of a statement; they add up to one."""

    entailed: float
    neutral: float
    contradicted: float


_RECITED = Odds(1.0, 0.0, 0.0)
"""What repeats the reference word for word follows from it; nobody has to read it."""


class VerdictTable:
    """Looks verdicts up by claim; `prepare` has those judged that are missing, in one call."""

    def __init__(self, verifier: ClaimVerifier) -> None:
        self._verifier = verifier
        self._odds: OrderedDict[Claim, Odds] = OrderedDict()

    def prepare(self, claims: Iterable[Claim]) -> None:
        """Judge the claims that are not here yet, all together.

        Raises:
            InterviewerError: the verifier gave a number that is not finite.
        """
        wanted = dict.fromkeys(claims)
        for claim in wanted:
            if claim in self._odds:
                self._odds.move_to_end(claim)
        new = []
        for claim in wanted:
            if claim in self._odds:
                continue
            if _words(claim.statement) == _words(claim.reference):
                self._odds[claim] = _RECITED
            else:
                new.append(claim)
        if new:
            probabilities = self._verifier.judge(new)
            if not np.isfinite(probabilities).all():
                raise InterviewerError("The verifier gave a number that is not finite.", "Install interviewer again.")
            odds = (Odds(*row) for row in probabilities.tolist())
            self._odds.update(zip(new, odds, strict=True))
        while len(self._odds) > max(_MOST_REMEMBERED, len(wanted)):
            self._odds.popitem(last=False)

    def odds(self, claim: Claim) -> Odds:
        """Raises KeyError for a claim that was not prepared."""
        return self._odds[claim]


def _words(text: str) -> list[str]:
    return [word.folded for word in words(text)]
