"""Marked answers made up for tests, without a grader."""

from collections.abc import Sequence
from typing import Any

from interviewer.grading.baselines import Baselines
from interviewer.grading.marked_answers import MarkedAnswer
from interviewer.models import GraderIdentity

IDENTITY = GraderIdentity(version="1", encoder="e" * 64, corpus=None)


def marked_answer(group: str, mark: float, score: float, **changes: Any) -> MarkedAnswer:
    values: dict[str, Any] = {
        "group": group,
        "mark": mark,
        "label": None,
        "blank": False,
        "score": score,
        "low": max(0.0, score - 20),
        "high": min(100.0, score + 20),
        "abstained": False,
        "capped": False,
        "baselines": Baselines(length=10.0, echo=0.1, cosine=0.5),
        "grader": IDENTITY,
    }
    return MarkedAnswer(**{**values, **changes})


def answers_on_a_line(
    slope: float, offset: float, noise: Sequence[float], *, questions: int = 10, per_question: int = 6
) -> list[MarkedAnswer]:
    """Scores spread from 0 to 100, marks on a line of them plus noise, which is used in turn."""
    count = questions * per_question
    scores = [100 * (7 * place % count) / (count - 1) for place in range(count)]
    return [
        marked_answer(
            f"q{place % questions}", min(100.0, max(0.0, slope * score + offset + noise[place % len(noise)])), score
        )
        for place, score in enumerate(scores)
    ]
