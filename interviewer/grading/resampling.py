"""Questions drawn again and again, and questions held out: answers to one question are alike, so they go together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
Choice = npt.NDArray[np.bool_]

MOST_FOLDS = 10
LEAST_QUESTIONS = 3
"""Below this number drawing questions again says nothing."""


@dataclass(frozen=True, slots=True)
class Resamples:
    """How often every question counts: once each in the first row, as drawn in all others (the bootstrap of clusters,
    Davison and Hinkley 1997, section 3.8)."""

    groups: Places
    """The question of each answer, [n], from 0."""
    counts: Numbers
    """[1 + resamples, questions]"""

    @property
    def weights(self) -> Iterator[Numbers]:
        """How often every answer counts, [n], one array for each row of `counts`."""
        return (row[self.groups] for row in self.counts)

    def totals(self, *columns: Numbers | Choice) -> list[Numbers]:
        """For each column of numbers by answer, [n], its sum in every resample, [1 + resamples]."""
        questions = self.counts.shape[1]
        return [self.counts @ np.bincount(self.groups, column, minlength=questions) for column in columns]


def resample(groups: Sequence[str], times: int, seed: int) -> Resamples:
    """The answers as they are, then `times` draws of as many questions as there are, with replacement; none where there
    are fewer than three questions.

    The same questions and seed give the same draws, in whatever order the answers come.
    """
    names, places = np.unique(np.array(groups, dtype=np.str_), return_inverse=True)
    questions = len(names)
    if questions < LEAST_QUESTIONS:
        times = 0
    drawn = np.random.default_rng(seed).multinomial(questions, np.full(questions, 1 / questions), size=times)
    return Resamples(places, np.vstack([np.ones((1, questions)), drawn]))


def folds(groups: Sequence[str], seed: int) -> list[Choice]:
    """Up to ten parts of the answers, [n] each, that share no question; a single part where there is one question."""
    names, places = np.unique(np.array(groups, dtype=np.str_), return_inverse=True)
    count = min(MOST_FOLDS, len(names))
    part_of_question = np.random.default_rng(seed).permutation(len(names)) % count
    return [part_of_question[places] == part for part in range(count)]
