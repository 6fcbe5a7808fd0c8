"""An encoder that needs no model: words are hashed into coordinates, so similar texts get similar vectors."""

import hashlib
from collections.abc import Sequence

import numpy as np

from interviewer.inference.encoder import Vectors


class WordEncoder:
    """A bag of hashed words, normalised; implements `Encoder` and `TokenCounter` and remembers what it was given."""

    def __init__(self, dimension: int = 48, digest: str = "words-1", window: int = 40) -> None:
        self.name = "words"
        self.digest = digest
        self.dimension = dimension
        self.window = window
        self.given: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.given += texts
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in ["", *text.lower().split()]:
                seed = int.from_bytes(hashlib.sha256(f"{self.digest} {word}".encode()).digest()[:8], "big")
                vectors[row] += np.random.default_rng(seed).normal(size=self.dimension).astype(np.float32)
            vectors[row] /= np.linalg.norm(vectors[row])
        return vectors

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) + 2 for text in texts]
