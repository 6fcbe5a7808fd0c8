"""Vectors by text: embedded together, once, and remembered for a while."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence

import numpy as np

from interviewer.errors import InterviewerError
from interviewer.inference.encoder import Encoder, Vectors

_MOST_REMEMBERED = 20_000
"""About 30 MB of 384 float32 numbers each."""


class VectorTable:
    """Looks vectors up by text; `prepare` embeds what is missing in one call."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()

    def prepare(self, texts: Iterable[str]) -> None:
        """Embed the texts that are not here yet, all together.

        Raises:
            InterviewerError: the encoder gave a number that is not finite.
        """
        wanted = dict.fromkeys(text for text in texts if text)
        for text in wanted:
            if text in self._vectors:
                self._vectors.move_to_end(text)
        new = [text for text in wanted if text not in self._vectors]
        if new:
            vectors = self._encoder.encode(new)
            if not np.isfinite(vectors).all():
                raise InterviewerError("The model gave a number that is not finite.", "Choose another with --model.")
            self._vectors.update(zip(new, vectors, strict=True))
        while len(self._vectors) > max(_MOST_REMEMBERED, len(wanted)):
            self._vectors.popitem(last=False)

    def vector(self, text: str) -> Vectors:
        """Of shape [d]; zero for no text at all. Raises KeyError for a text that was not prepared."""
        return self._vectors[text] if text else np.zeros(self._encoder.dimension, dtype=np.float32)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Of shape [n, d]."""
        return np.array([self.vector(text) for text in texts], dtype=np.float32)
