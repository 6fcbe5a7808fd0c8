"""Vectors in any number that lie around real ones, and an encoder that gives them.

Centres are the sentences and passages of the bank and mixtures of two of them. Noise is drawn with the covariance of
the real vectors, so that it lies where text lies, and scaled so that a vector's cosine to its centre is as stated.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from interviewer.corpus.bank import Bank
from interviewer.inference.encoder import Encoder, Vectors
from interviewer.models import Passage
from interviewer.text import sentences

ROOT = Path(__file__).resolve().parent.parent
BLOCK = 50_000
SEED = 20_240_501
COSINES = (0.9, 0.6)
"""Of vectors to their centres. At .6 the five nearest of 100,000 stand at .57 and more from an answer, about as other
paragraphs do from one of real text (`structures.py --docstrings`); at .9 they crowd around it."""


class Surroundings:
    """Draws vectors around the bank's and queries around the sample answers, at one cosine."""

    def __init__(self, encoder: Encoder, cosine: float) -> None:
        self.centres = encoder.encode(bank_texts())
        self.answers = encoder.encode(answer_texts())
        self.cosine = cosine
        values, axes = np.linalg.eigh(np.cov(self.centres.T.astype(np.float64)))
        self._spread = (axes * np.sqrt(np.maximum(values, 0.0))).T.astype(np.float32)

    def passages(self, count: int) -> Vectors:
        """The first `count` vectors of an endless row: a smaller number gives the beginning of a larger."""
        blocks = [self._passages(number) for number in range(-(-count // BLOCK))]
        return np.concatenate(blocks)[:count]

    def queries(self, noisy: int) -> Vectors:
        """The sample answers, and so many vectors around them."""
        chance = np.random.default_rng([SEED, 1])
        return np.concatenate([self.answers, self._around(chance, chance.choice(self.answers, noisy))])

    def _passages(self, block: int) -> Vectors:
        chance = np.random.default_rng([SEED, 0, block])
        share = chance.random((BLOCK, 1), dtype=np.float32)
        mixed = share * chance.choice(self.centres, BLOCK) + (1 - share) * chance.choice(self.centres, BLOCK)
        return self._around(chance, normalise(mixed))

    def _around(self, chance: np.random.Generator, centres: Vectors) -> Vectors:
        noise = normalise(chance.standard_normal(centres.shape, dtype=np.float32) @ self._spread)
        # At right angles to its centre, so that the cosine is exact.
        noise = normalise(noise - (noise * centres).sum(axis=1, keepdims=True) * centres)
        return normalise(self.cosine * centres + np.sqrt(1 - self.cosine**2) * noise)


class GeneratedEncoder:
    """Gives the vector of its row to each text that `passage` made; implements `Encoder` and `TokenCounter`."""

    name = "generated"
    window = 256

    def __init__(self, vectors: Vectors, digest: str) -> None:
        self.digest = digest
        self.dimension = vectors.shape[1]
        self._vectors = vectors

    def encode(self, texts: Sequence[str]) -> Vectors:
        return self._vectors[[int(text.rsplit(" ", 1)[1]) for text in texts]]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [5] * len(texts)


def passage(row: int) -> Passage:
    return Passage(text=f"Generated passage {row}", file="generated.md", line=row + 1)


def bank_texts() -> list[str]:
    """Passages of the bank and their sentences, each once."""
    passages = [passage.text for passage in Bank.load(ROOT / "corpus").passages()]
    parts = [sentence.of(text) for text in passages for sentence in sentences(text)]
    return list(dict.fromkeys(passages + parts))


def answer_texts() -> list[str]:
    files = sorted((ROOT / "tests" / "data").glob("sample_answers_*.jsonl"))
    return [json.loads(line)["answer"] for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def normalise(vectors: Vectors) -> Vectors:
    scaled: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return scaled.astype(np.float32)
