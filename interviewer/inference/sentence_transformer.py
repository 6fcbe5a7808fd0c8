"""The encoder on sentence-transformers, arranged so that a text's vector does not depend on its company."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import cycle, islice
from typing import Any

import numpy as np

from interviewer.inference.batches import Batch, equal_length_batches
from interviewer.inference.encoder import Vectors
from interviewer.inference.model_files import ModelFiles

# A batch is as long in tokens as this allows: more saves little and holds more activations in memory.
_TOKENS_PER_BATCH = 4096
# Matrix products of very few rows take another path through the BLAS, with other last bits: no batch is smaller.
_LEAST_TOKENS = 64
_MOST_THREADS = 8


class SentenceTransformerEncoder:
    """Implements `Encoder` and `TokenCounter` for a local sentence-transformers model.

    Padding and the number of threads inside a matrix product change the last bits of a vector. So a batch holds only
    texts with the same number of tokens (no padding), each batch runs on one thread, and several batches run side by
    side, none of them tiny: a text then has the same bytes alone, permuted or among a thousand.
    """

    def __init__(self, files: ModelFiles, model: Any, tokenizer: Any, threads: int) -> None:
        """`threads`, at least 1, is how many batches may run at once."""
        self._files = files
        self._model = model
        self._tokenizer = tokenizer
        self._dimension = int(model.get_embedding_dimension())
        self._window = int(model.max_seq_length or 512)
        self._pool = ThreadPoolExecutor(
            max_workers=min(_MOST_THREADS, threads),
            thread_name_prefix="encoder",
            initializer=_use_one_thread,
        )

    @property
    def name(self) -> str:
        return self._files.name

    @property
    def digest(self) -> str:
        return self._files.digest

    @property
    def dimension(self) -> int:
        return self._dimension

    @property
    def window(self) -> int:
        return self._window

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(encoding.ids) for encoding in self._tokenizer.encode_batch(list(texts))]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape [n, dimension], float32, L2-normalised. Texts beyond the window are cut by the model."""
        vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
        lengths = [max(1, min(count, self._window)) for count in self.count_tokens(texts)]
        batches = equal_length_batches(lengths, _TOKENS_PER_BATCH)
        encode_batch = partial(self._encode_batch, texts)
        for batch, encoded in zip(batches, self._pool.map(encode_batch, batches), strict=True):
            vectors[batch.rows] = encoded
        return vectors

    def _encode_batch(self, texts: Sequence[str], batch: Batch) -> Vectors:
        size = max(len(batch.rows), -(-_LEAST_TOKENS // batch.length))
        encoded: Vectors = self._model.encode(
            [texts[row] for row in islice(cycle(batch.rows), size)],
            batch_size=size,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return encoded[: len(batch.rows)]


def _use_one_thread() -> None:
    import torch

    torch.set_num_threads(1)
