"""The default encoder: all-MiniLM-L6-v2 in ONNX Runtime, without torch.

The package ships the graph (`data/minilm.onnx`, made by `training/export_graph.py`); the weights are those of the
model's own safetensors file, bound to it by name.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path

import numpy as np
from onnxruntime import GraphOptimizationLevel, InferenceSession, OrtValue, SessionOptions
from tokenizers import Encoding, Tokenizer

from interviewer.inference.batches import Batch, equal_length_batches
from interviewer.inference.encoder import Vectors
from interviewer.inference.model_files import ModelFiles
from interviewer.inference.weights import Bytes, tensor_places

_GRAPH = Path(__file__).with_name("data") / "minilm.onnx"
_DIMENSION = 384
_WINDOW = 256
# In the file of weights, but not in the graph: the vectors of the words, which are its input, and a part without use.
_WORDS = "embeddings.word_embeddings.weight"
_UNUSED = ("pooler.", _WORDS)

# Batches of twice the size gain 3% at most and hold 30 MB more of activations in memory.
_TOKENS_PER_BATCH = 512
# From here on one thread per batch gains more than the second session costs, which is 40 ms and 50 MB.
_TOKENS_FOR_SEPARATE_THREADS = 2048
_MOST_THREADS_PER_TEXT = 4
_MOST_BATCHES_AT_ONCE = 8
_ERRORS_ONLY = 3


class OnnxEncoder:
    """Implements `Encoder` and `TokenCounter` for the bundled model.

    A text has the same bytes alone, permuted or among a thousand: a batch holds only texts with the same number of
    tokens, and no operator of the graph adds up in an order that depends on the batch or on the number of threads. So
    a few texts run one batch after the other, each on several threads, and many texts run several batches side by side,
    each on one thread.
    """

    def __init__(self, files: ModelFiles, weights: Bytes, tokenizer: Tokenizer, threads: int) -> None:
        """`weights` are the verified bytes of `model.safetensors`; `tokenizer` is changed to cut at the window.

        `threads`, at least 1, is how many may work at once.
        """
        self._files = files
        places = tensor_places(weights)
        self._words = places[_WORDS].of(weights)
        # Sessions are made from these views of the bytes, which must not go before them.
        self._weights = weights
        self._tensors = {
            name: OrtValue.ortvalue_from_numpy(place.of(weights))
            for name, place in places.items()
            if not name.startswith(_UNUSED)
        }
        self._tokenizer = tokenizer
        tokenizer.no_padding()
        tokenizer.enable_truncation(_WINDOW)
        self._special_tokens = tokenizer.num_special_tokens_to_add(is_pair=False)
        self._threads = threads
        self._session_for_few = self._new_session(min(self._threads, _MOST_THREADS_PER_TEXT))

    @property
    def name(self) -> str:
        return self._files.name

    @property
    def digest(self) -> str:
        return self._files.digest

    @property
    def dimension(self) -> int:
        return _DIMENSION

    @property
    def window(self) -> int:
        return _WINDOW

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [self._count(encoding) for encoding in self._tokenizer.encode_batch_fast(list(texts))]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape [n, dimension], float32, L2-normalised. Of a longer text, the first 256 tokens count."""
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch_fast(list(texts))]
        batches = equal_length_batches([len(row) for row in ids], _TOKENS_PER_BATCH)
        vectors = np.empty((len(texts), _DIMENSION), dtype=np.float32)

        def run(session: InferenceSession, batch: Batch) -> None:
            words = self._words[np.array([ids[row] for row in batch.rows])]
            (vectors[batch.rows],) = session.run(None, {"words": words})  # every batch has rows of its own

        if len(batches) > 1 and sum(map(len, ids)) >= _TOKENS_FOR_SEPARATE_THREADS and self._threads > 1:
            session = self._session_for_many
            list(self._pool.map(lambda batch: run(session, batch), batches))
        else:
            for batch in batches:
                run(self._session_for_few, batch)
        return vectors

    def _count(self, encoding: Encoding) -> int:
        """Tokens with what was cut off, which comes in pieces that have special tokens of their own."""
        return len(encoding.ids) + sum(len(piece.ids) - self._special_tokens for piece in encoding.overflowing)

    @cached_property
    def _session_for_many(self) -> InferenceSession:
        return self._new_session(1)

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(min(self._threads, _MOST_BATCHES_AT_ONCE), thread_name_prefix="encoder")

    def _new_session(self, threads: int) -> InferenceSession:
        options = SessionOptions()
        options.log_severity_level = _ERRORS_ONLY
        options.intra_op_num_threads = threads
        # Plans of memory are kept for every shape of batch, and there are hundreds.
        options.enable_mem_pattern = False
        # The graph is written in its fastest form; fusing its operators into others would slow it down.
        options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_BASIC
        # Waiting threads sleep: spinning gains a millisecond on idle cores, and halves the speed on busy ones.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.add_external_initializers(list(self._tensors), list(self._tensors.values()))
        return InferenceSession(_GRAPH.read_bytes(), options, providers=["CPUExecutionProvider"])
