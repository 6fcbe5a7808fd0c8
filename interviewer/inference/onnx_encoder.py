"""The default encoder: all-MiniLM-L6-v2 in ONNX Runtime, without torch."""

from collections.abc import Sequence

import numpy as np

from interviewer.inference.encoder import Vectors
from interviewer.inference.minilm import WINDOW, Graph, MiniLm
from interviewer.inference.token_table import TokenTable

_GRAPH = "minilm.onnx"
_DIMENSION = 384


class OnnxEncoder:
    """Implements `Encoder` and `TokenCounter` for the bundled model; a text has the same bytes in any company."""

    def __init__(self, model: MiniLm) -> None:
        self.model = model
        self._graph = Graph(model, _GRAPH)
        self._tokens = TokenTable(model.tokenizer, WINDOW, model.threads)

    @property
    def name(self) -> str:
        return self.model.files.name

    @property
    def digest(self) -> str:
        return self.model.files.digest

    @property
    def dimension(self) -> int:
        return _DIMENSION

    @property
    def window(self) -> int:
        return WINDOW

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._tokens.count(texts, self._graph.pool)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape [n, dimension], float32, L2-normalised. Of a longer text, the first 256 tokens count."""
        ids = self._tokens.take(texts, self._graph.pool)
        words = self.model.words
        return self._graph.run(
            [len(row) for row in ids],
            lambda rows: {"words": words[np.array([ids[row] for row in rows])]},
            _DIMENSION,
        )
