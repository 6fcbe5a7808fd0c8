"""The default encoder: all-MiniLM-L6-v2 in ONNX Runtime, without torch.

The package ships the graph (`data/minilm.onnx`, made by `training/export_graph.py`); the weights are those of the
model's own safetensors file, bound to it by name.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

import numpy as np
from onnxruntime import GraphOptimizationLevel, InferenceSession, OrtValue, SessionOptions
from tokenizers import Tokenizer

from interviewer.inference.batches import Batch, equal_length_batches
from interviewer.inference.encoder import Vectors
from interviewer.inference.model_files import ModelFiles
from interviewer.inference.token_table import TokenTable
from interviewer.inference.weights import Bytes, tensor_places

_GRAPH = Path(__file__).with_name("data") / "minilm.onnx"
_DIMENSION = 384
_WINDOW = 256
# In the file of weights, but not in the graph: the vectors of the words, which are its input, and a part without use.
_WORDS = "embeddings.word_embeddings.weight"
_UNUSED = ("pooler.", _WORDS)

# Matrix products of 512 rows run at nine tenths of the cores' rate; twice as many hold 30 MB more of activations.
_TOKENS_PER_BATCH = 512
# From here on one thread per batch gains more than the change of session costs, which is 40 ms.
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
        self._threads_for_few = min(threads, _MOST_THREADS_PER_TEXT)
        self._batches_at_once = min(threads, _MOST_BATCHES_AT_ONCE)
        self._pool = ThreadPoolExecutor(self._batches_at_once, thread_name_prefix="encoder")
        self._tokens = TokenTable(tokenizer, _WINDOW, self._batches_at_once)
        self._threads = self._threads_for_few
        self._session: InferenceSession | None = self._new_session(self._threads)
        self._lock = Lock()

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
        with self._lock:
            return self._tokens.count(texts, self._pool)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape [n, dimension], float32, L2-normalised. Of a longer text, the first 256 tokens count."""
        with self._lock:
            ids = self._tokens.take(texts, self._pool)
            batches = equal_length_batches([len(row) for row in ids], _TOKENS_PER_BATCH)
            vectors = np.empty((len(texts), _DIMENSION), dtype=np.float32)
            many = len(batches) > 1 and sum(map(len, ids)) >= _TOKENS_FOR_SEPARATE_THREADS
            session = self._session_with(1 if many else self._threads_for_few)

            def run(batch: Batch) -> None:
                words = self._words[np.array([ids[row] for row in batch.rows])]
                (vectors[batch.rows],) = session.run(None, {"words": words})  # every batch has rows of its own

            for _ in self._pool.map(run, batches) if many else map(run, batches):
                pass
            return vectors

    def _session_with(self, threads: int) -> InferenceSession:
        """The session with so many threads per batch. Only one is kept: each holds 65 MB of packed weights."""
        if self._session is None or threads != self._threads:
            self._session = None  # the old one's memory goes before the new one's is taken
            self._session, self._threads = self._new_session(threads), threads
        return self._session

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
