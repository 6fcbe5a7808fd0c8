"""What the rest of the program needs from a sentence encoder."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into vectors; the same text gives the same bytes, whatever it is encoded together with."""

    @property
    def name(self) -> str: ...

    @property
    def digest(self) -> str:
        """SHA-256 (hex) over weights, tokenizer and pooling."""
        ...

    @property
    def dimension(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape [n, dimension], float32, L2-normalised; an empty sequence gives shape [0, dimension]."""
        ...


class TokenCounter(Protocol):
    """Measures texts against the encoder's window."""

    @property
    def window(self) -> int:
        """The most tokens that one text may have, special tokens included; what is beyond would be cut."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special tokens included, without truncation."""
        ...


class CountingEncoder(Encoder, TokenCounter, Protocol):
    """An encoder that also measures texts: what building an index needs."""
