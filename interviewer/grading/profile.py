"""A profile: the line from the grader's scores to one user's marks, learnt from answers that the user has marked."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from interviewer.grading.account import Account, capped, range_under_caps
from interviewer.grading.calibration import band
from interviewer.grading.integrity import Guard
from interviewer.models import Frozen, LedgerLine

Finite = Annotated[float, Field(allow_inf_nan=False)]
NotNegative = Annotated[float, Field(ge=0.0, allow_inf_nan=False)]


class Profile(Frozen):
    """Made by `interviewer evaluate FILE --fit NAME`, used by `interviewer grade --profile NAME`."""

    name: str
    slope: NotNegative
    """Not negative: a better answer never gets less."""
    offset: Finite
    """In points: the mapped score is slope * score + offset, within 0 to 100."""
    below: NotNegative
    above: NotNegative
    """How far the range reaches on either side of the mapped score, in points."""
    answers: int
    questions: int
    """What it was learnt from."""
    capped: int
    """Answers that it was not learnt from, since a guard held their scores down; nor was it from blank ones."""
    held_out: Literal["questions", "answers"]
    """What was held out, part by part, to measure the two errors."""
    error_before: NotNegative
    error_after: NotNegative
    """Root mean square errors in points of the held-out answers."""
    source: str
    """Name of the file that the marks came from."""
    grader: str
    encoder: str
    """Version of the grader and digest of the encoder that gave the scores."""

    @property
    def identity(self) -> str:
        """The name and eight hex digits of what decides a score: two profiles of one name can be told apart."""
        content = f"{self.slope!r} {self.offset!r} {self.below!r} {self.above!r}"
        return f"{self.name}@{hashlib.sha256(content.encode('ascii')).hexdigest()[:8]}"

    @property
    def formula(self) -> str:
        """`score × 0.8 + 12.5`."""
        return f"score × {self.slope:g} {'-' if self.offset < 0 else '+'} {abs(self.offset):g}"

    def score(self, score: float) -> float:
        return min(100.0, max(0.0, self.slope * score + self.offset))

    def range(self, score: float) -> tuple[float, float]:
        """Around a score that is mapped already."""
        return max(0.0, score - self.below), min(100.0, score + self.above)


def apply_profile(account: Account, profile: Profile, guards: Sequence[Guard], *, abstained: bool) -> Account:
    """The account with a line of its own for the profile; caps come after it and hold as they did."""
    lines = [line for line in account.ledger if line.kind != "cap"]
    free = sum(round(10 * line.points) for line in lines)
    mapped = round(10 * profile.score(free / 10))
    own = LedgerLine(
        kind="profile", label=f"profile {profile.name}", points=(mapped - free) / 10, detail=profile.formula
    )
    tenths, caps = capped(mapped, guards)
    score = tenths / 10
    low, high = (account.low, account.high) if abstained else range_under_caps(score, profile.range(score), guards)
    return replace(account, score=score, low=low, high=high, band=band(score), ledger=(*lines, own, *caps))
