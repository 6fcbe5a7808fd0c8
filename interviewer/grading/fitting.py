"""Learns a profile from marked answers: slope and offset, little moved by a few odd marks, pulled towards no change."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import least_squares

from interviewer.errors import InterviewerError
from interviewer.grading.marked_answers import MarkedAnswer
from interviewer.grading.profile import Profile
from interviewer.grading.resampling import Choice, Numbers, folds

LEAST_ANSWERS = 20
FEW_QUESTIONS = 5
"""Below this number whole questions cannot be held out: too little would be left to learn from."""
COVERAGE = 0.8
"""The share of marks that the range is made to hold."""

_LEAST_USABLE = 10
_CENTRE = 50.0
# How far a slope is from 1 and the score of 50 from where it was, typically; and how far marks are from their line.
# Together they make the pull to no change as strong as three answers.
_SLOPE_SPREAD, _OFFSET_SPREAD, _MARK_SPREAD = 0.5, 15.0, 25.0
# Huber's usual limit in standard deviations, the latter from the median absolute deviation.
_HUBER, _DEVIATION = 1.345, 1.4826
_LEAST_LIMIT = 10.0


@dataclass(frozen=True, slots=True)
class _Line:
    slope: float
    offset: float

    def at(self, scores: Numbers) -> Numbers:
        return np.clip(self.slope * scores + self.offset, 0.0, 100.0)


def fit_profile(answers: Sequence[MarkedAnswer], name: str, source: str, seed: int) -> Profile:
    """The profile of this name from marked answers of one grader without a profile.

    Blank answers and those that a guard caps are left out: caps hold with a profile as without.

    Raises:
        InterviewerError: there are fewer than 20 answers that are not blank, or hardly any without a cap.
    """
    written = [answer for answer in answers if not answer.blank]
    if len(written) < LEAST_ANSWERS:
        raise InterviewerError(
            f"A profile needs at least {LEAST_ANSWERS} marked answers that are not blank; {source} has {len(written)}.",
            "Mark more of them, best to several questions, and fit again.",
        )
    used = [answer for answer in written if not answer.capped]
    if len(used) < _LEAST_USABLE:
        raise InterviewerError(
            f"Only {len(used)} of the {len(written)} answers in {source} are free of caps, too few to learn from.",
            "See with `interviewer grade` what the others are flagged for.",
        )
    scores = np.array([answer.score for answer in used])
    marks = np.array([answer.mark for answer in used])
    questions = len({answer.group for answer in used})
    by_question = questions >= FEW_QUESTIONS
    groups = [answer.group if by_question else str(place) for place, answer in enumerate(used)]
    predicted = _held_out(scores, marks, folds(groups, seed))
    below, above = _reach(marks - predicted)
    line = _fit(scores, marks)
    return Profile(
        name=name,
        slope=line.slope,
        offset=line.offset,
        below=below,
        above=above,
        answers=len(used),
        questions=questions,
        capped=len(written) - len(used),
        held_out="questions" if by_question else "answers",
        error_before=_error(scores, marks),
        error_after=_error(predicted, marks),
        source=source,
        grader=used[0].grader.version,
        encoder=used[0].grader.encoder,
    )


def _fit(scores: Numbers, marks: Numbers) -> _Line:
    """Ridge towards the identity with Huber's loss (Huber 1964), slope not negative; rounded as it is stored."""
    x = scores - _CENTRE

    def misses(line: Numbers) -> Numbers:
        rise, slope = line
        pull = _MARK_SPREAD * np.array([rise / _OFFSET_SPREAD, (slope - 1) / _SLOPE_SPREAD])
        return np.concatenate([marks - (_CENTRE + rise + slope * x), pull])

    def solve(start: Numbers, limit: float | None) -> Numbers:
        robust = {"loss": "huber", "f_scale": limit} if limit else {}
        found: Numbers = least_squares(misses, start, bounds=([-np.inf, 0.0], np.inf), **robust).x
        return found

    # Right-or-wrong marks are all far from any line: what is odd depends on how far most are.
    plain = solve(np.array([0.0, 1.0]), None)
    deviation = float(np.median(np.abs(misses(plain)[: len(marks)])))
    rise, slope = solve(plain, max(_LEAST_LIMIT, _HUBER * _DEVIATION * deviation))
    slope = round(float(slope), 3)
    return _Line(slope, round(_CENTRE + float(rise) - slope * _CENTRE, 1))


def _held_out(scores: Numbers, marks: Numbers, parts: Sequence[Choice]) -> Numbers:
    """The score of every answer by the line fitted on all other parts."""
    predicted = np.zeros(len(scores))
    for part in parts:
        predicted[part] = _fit(scores[~part], marks[~part]).at(scores[part])
    return predicted


def _reach(misses: Numbers) -> tuple[float, float]:
    """How far below and above a score `COVERAGE` of marks lie, from the held-out misses in order.

    Counted as if there were one answer more, the new one (conformal prediction: Vovk et al. 2005).
    """
    tail = max(1, int((1 - COVERAGE) / 2 * (len(misses) + 1)))
    ordered = np.sort(misses)
    return round(max(0.0, -float(ordered[tail - 1])), 1), round(max(0.0, float(ordered[-tail])), 1)


def _error(scores: Numbers, marks: Numbers) -> float:
    return round(float(np.sqrt(np.mean((scores - marks) ** 2))), 1)
