"""The verifier: reads a reference and a statement together, word by word, and tells whether one follows from the other.

Sentence vectors do not see who does what; this does. It is the bundled model read as a cross-encoder, with low-rank
adapters (Hu et al. 2021) that `training/train_verifier.py` has learned.
"""

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

from interviewer.inference.claims import Claim, ClaimReader, Probabilities, Verdict
from interviewer.inference.minilm import Graph, MiniLm

_LEARNED = Path(__file__).with_name("data") / "verifier.safetensors"
_GRAPH = "verifier.onnx"


class Verifier:
    """Implements `ClaimVerifier`: a claim has the same bytes in any company."""

    def __init__(self, model: MiniLm) -> None:
        """Raises OSError when the learned tensors cannot be read."""
        self._words = model.words
        self._reader = ClaimReader(model.tokenizer)
        # Shipped in half precision, computed with in single.
        learned = {name: tensor.astype(np.float32) for name, tensor in load_file(_LEARNED).items()}
        self._graph = Graph(model, _GRAPH, learned)

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of what was learned."""
        return hashlib.sha256(_LEARNED.read_bytes()).hexdigest()

    def judge(self, claims: Sequence[Claim]) -> Probabilities:
        """Probabilities [n, 3], columns as in `Verdict`."""
        if not claims:
            return np.empty((0, len(Verdict)))
        read = self._reader.read(claims)
        logits = self._graph.run(
            [len(tokens.ids) for tokens in read],
            lambda rows: {
                "words": self._words[np.array([read[row].ids for row in rows])],
                "roles": np.array([read[row].roles for row in rows]),
            },
            len(Verdict),
        ).astype(np.float64)
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        probabilities: Probabilities = powers / powers.sum(axis=1, keepdims=True)
        return probabilities
