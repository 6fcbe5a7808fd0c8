"""The bundled model in ONNX Runtime, without torch: its weights, held once, and graphs that compute with them.

The package ships the graphs (`data/*.onnx`, made by scripts in `training/`); the weights are those of the model's own
safetensors file, bound to them by name.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

import numpy as np
import numpy.typing as npt
from onnxruntime import GraphOptimizationLevel, InferenceSession, OrtValue, SessionOptions
from tokenizers import Tokenizer

from interviewer.inference.batches import Batch, equal_length_batches
from interviewer.inference.model_files import ModelFiles
from interviewer.inference.weights import Bytes, tensor_places

WINDOW = 256
"""The most tokens of one text, special tokens included."""

_DATA = Path(__file__).with_name("data")
# In the file of weights, but not in the graphs: the vectors of the words, which are their input, and an unused part.
_WORDS = "embeddings.word_embeddings.weight"
_UNUSED = ("pooler.", _WORDS)

# Matrix products of 512 rows run at nine tenths of the cores' rate; twice as many hold 30 MB more of activations.
_TOKENS_PER_BATCH = 512
# From here on one thread per batch gains more than the change of session costs, which is 40 ms.
_TOKENS_FOR_SEPARATE_THREADS = 2048
_MOST_THREADS_PER_TEXT = 4
_MOST_BATCHES_AT_ONCE = 8
_ERRORS_ONLY = 3

Floats = npt.NDArray[np.float32]
Feed = Callable[[Sequence[int]], dict[str, npt.NDArray[np.generic]]]
"""From the rows of a batch, which all have the same number of tokens, to the inputs of a graph."""


class MiniLm:
    """The weights of all-MiniLM-L6-v2, and its tokenizer."""

    def __init__(self, files: ModelFiles, weights: Bytes, tokenizer: Tokenizer, threads: int) -> None:
        """`weights` are the verified bytes of `model.safetensors`; `threads`, at least 1, may work at once."""
        self.files = files
        self.tokenizer = tokenizer
        self.threads = min(threads, _MOST_BATCHES_AT_ONCE)
        places = tensor_places(weights)
        self.words = places[_WORDS].of(weights)
        """The vectors of the words, [vocabulary, 384]."""
        # Sessions are made from these views of the bytes, which must not go before them.
        self._weights = weights
        self.tensors = {
            name: OrtValue.ortvalue_from_numpy(place.of(weights))
            for name, place in places.items()
            if not name.startswith(_UNUSED)
        }


class Graph:
    """A graph over the model's weights, run on rows in batches.

    A row's result has the same bytes alone, permuted or among a thousand: a batch holds only rows with the same number
    of tokens, and no operator of the graphs adds up in an order that depends on the batch or on the number of threads.
    So a few rows run one batch after the other, each on several threads, and many rows run several batches side by
    side, each on one thread.
    """

    def __init__(self, model: MiniLm, name: str, learned: Mapping[str, Floats] | None = None) -> None:
        """`name` is that of a file in `data/`.

        `learned` are tensors that the model lacks, or that take the place of its own of the same name.
        """
        self._content = (_DATA / name).read_bytes()
        # Sessions are made from these views, too.
        self._learned = dict(learned or {})
        self._tensors = {
            **model.tensors,
            **{key: OrtValue.ortvalue_from_numpy(tensor) for key, tensor in self._learned.items()},
        }
        self._threads_for_few = min(model.threads, _MOST_THREADS_PER_TEXT)
        self._threads = self._threads_for_few
        self._session: InferenceSession | None = self._new_session(self._threads)
        self.pool = ThreadPoolExecutor(model.threads, thread_name_prefix="encoder")
        self._lock = Lock()

    def run(self, lengths: Sequence[int], feed: Feed, width: int) -> Floats:
        """The results [n, width] of rows with so many tokens each."""
        batches = equal_length_batches(lengths, _TOKENS_PER_BATCH)
        results = np.empty((len(lengths), width), dtype=np.float32)
        many = len(batches) > 1 and sum(lengths) >= _TOKENS_FOR_SEPARATE_THREADS
        with self._lock:
            session = self._session_with(1 if many else self._threads_for_few)

            def run_batch(batch: Batch) -> None:
                (results[batch.rows],) = session.run(None, feed(batch.rows))  # every batch has rows of its own

            for _ in self.pool.map(run_batch, batches) if many else map(run_batch, batches):
                pass
        return results

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
        # The graphs are written in their fastest form; fusing their operators into others would slow them down.
        options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_BASIC
        # Waiting threads sleep: spinning gains a millisecond on idle cores, and halves the speed on busy ones.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.add_external_initializers(list(self._tensors), list(self._tensors.values()))
        return InferenceSession(self._content, options, providers=["CPUExecutionProvider"])
