"""Batches of texts with the same number of tokens: nothing is padded."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, islice


@dataclass(frozen=True, slots=True)
class Batch:
    rows: list[int]
    """Which texts, as positions in the sequence that was handed in."""
    length: int
    """Tokens of each of them."""


def equal_length_batches(lengths: Sequence[int], most_tokens: int) -> list[Batch]:
    """Batches of texts of equal length, of at most so many tokens (or one text), the longest texts first.

    The longest first, so that when batches run side by side no thread is left with a long one at the end.
    """
    batches: list[Batch] = []
    order = sorted(range(len(lengths)), key=lambda row: (-lengths[row], row))
    for length, group in groupby(order, key=lengths.__getitem__):
        size = max(1, most_tokens // length)
        while rows := list(islice(group, size)):
            batches.append(Batch(rows, length))
    return batches
