"""The verifier: reads a reference and a statement together, word by word, and tells whether one follows from the other.

Sentence vectors do not see who does what; this does. It is the bundled model read as a cross-encoder, with low-rank
adapters (Hu et al. 2021) that `training/train_verifier.py` has learned.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from interviewer.inference.minilm import WINDOW, Floats, Graph, MiniLm

_LEARNED = Path(__file__).with_name("data") / "verifier.safetensors"
_GRAPH = "verifier.onnx"
_PREFIX = "verifier."
_VERDICTS = 3

Probabilities = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Claim:
    """Something said in answer to a question, to be held against a reference."""

    question: str
    reference: str
    statement: str


class Verifier:
    """Judges claims; a claim has the same probabilities in any company."""

    def __init__(self, model: MiniLm) -> None:
        """Raises OSError when the learned tensors cannot be read."""
        self._words = model.words
        self._graph = Graph(model, _GRAPH, _learned_tensors(_LEARNED))
        # A tokenizer of its own: the encoder's is set to cut single texts.
        self._tokenizer = type(model.tokenizer).from_str(model.tokenizer.to_str())
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(WINDOW, strategy="longest_first")

    def judge(self, claims: Sequence[Claim]) -> Probabilities:
        """Probabilities [n, 3] that a statement is entailed by its reference, neutral to it, or contradicts it."""
        pairs = [(f"{claim.question} {claim.reference}", claim.statement) for claim in claims]
        encodings = self._tokenizer.encode_batch(pairs) if pairs else []
        ids = [np.array(encoding.ids, dtype=np.uint16) for encoding in encodings]
        segments = [np.array(encoding.type_ids, dtype=np.int64) for encoding in encodings]
        logits = self._graph.run(
            [len(row) for row in ids],
            lambda rows: {
                "words": self._words[np.array([ids[row] for row in rows])],
                "segments": np.array([segments[row] for row in rows]),
            },
            _VERDICTS,
        )
        wide = np.exp(logits.astype(np.float64) - logits.max(axis=1, keepdims=True).astype(np.float64))
        probabilities: Probabilities = wide / wide.sum(axis=1, keepdims=True)
        return probabilities


def _learned_tensors(path: Path) -> dict[str, Floats]:
    from safetensors.numpy import load_file

    return {f"{_PREFIX}{name}": tensor.astype(np.float32) for name, tensor in load_file(path).items()}
