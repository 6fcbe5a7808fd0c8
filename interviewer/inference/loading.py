"""Loads an encoder quietly: no progress bars, no warnings, no network."""

import hashlib
import os
import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from interviewer.errors import ConfigurationError, InterviewerError, UnavailableError
from interviewer.inference.claims import ClaimVerifier
from interviewer.inference.encoder import CountingEncoder, Encoder
from interviewer.inference.model_files import WEIGHTS, ModelFiles, checked_default, default_folder, find_model
from interviewer.inference.weights import Bytes, read_bytes
from interviewer.settings import DEFAULT_MODEL

if TYPE_CHECKING:
    from interviewer.inference.onnx_encoder import OnnxEncoder


def load_encoder(model: str, threads: int | None = None) -> CountingEncoder:
    """The encoder for a model name or folder, checked before loading.

    `threads`, at least 1, is how many it may use: by default as many as there are cores that the process may use. The
    vectors do not depend on it.

    The default model runs in ONNX Runtime: a quarter of a second and 200 MB. Any other runs in sentence-transformers:
    seconds and about 1 GB.

    Raises:
        UnavailableError, ConfigurationError, CorruptError: see `find_model`. UnavailableError also when ONNX Runtime
            cannot be loaded.
        ConfigurationError: the files cannot be loaded as what they say they are.
    """
    _set_environment()
    threads = threads or usable_cores()
    return _load_default(threads) if model == DEFAULT_MODEL else _load_other(find_model(model), threads)


def load_verifier(encoder: Encoder, threads: int | None = None) -> ClaimVerifier:
    """The verifier, which works with the weights of the bundled model: the encoder's own where that is the one.

    Raises:
        UnavailableError, CorruptError: the bundled model is missing or not what it should be, or ONNX Runtime cannot be
            loaded.
    """
    from interviewer.inference.onnx_encoder import OnnxEncoder
    from interviewer.inference.verifier import Verifier

    if not isinstance(encoder, OnnxEncoder):
        encoder = _load_default(threads or usable_cores())
    return Verifier(encoder.model)


def usable_cores() -> int:
    """Cores that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _load_default(threads: int) -> "OnnxEncoder":
    with ThreadPoolExecutor(1) as reader:
        # Reading and hashing 90 MB let the interpreter go on: meanwhile the libraries are imported.
        reading = reader.submit(_read_default)
        try:
            from tokenizers import Tokenizer

            from interviewer.inference.minilm import MiniLm
            from interviewer.inference.onnx_encoder import OnnxEncoder
        except ImportError as error:
            raise UnavailableError(
                f"ONNX Runtime cannot be loaded: {error}.",
                "Run `pip install --force-reinstall onnxruntime tokenizers`.",
            ) from error
        files, weights = reading.result()
    tokenizer = Tokenizer.from_file(str(files.folder / "tokenizer.json"))
    return OnnxEncoder(MiniLm(files, weights, tokenizer, threads))


def _read_default() -> tuple[ModelFiles, Bytes]:
    """The default model's files, checked, and the bytes of its weights: the very ones that were checked."""
    folder, origin = default_folder()
    weights = read_bytes(folder / WEIGHTS)
    return checked_default(folder, origin, hashlib.sha256(weights.data).hexdigest()), weights


def _load_other(files: ModelFiles, threads: int) -> CountingEncoder:
    _silence_libraries()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _load(files, threads)


def _set_environment() -> None:
    # Read by the libraries when they are imported: looking for a model in the cache imports the first of them.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


def _silence_libraries() -> None:
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]


def _load(files: ModelFiles, threads: int) -> CountingEncoder:
    from sentence_transformers import SentenceTransformer

    from interviewer.inference.sentence_transformer import SentenceTransformerEncoder

    try:
        model = SentenceTransformer(
            str(files.folder),
            device="cpu",
            trust_remote_code=False,
            local_files_only=True,
            model_kwargs={"use_safetensors": True},
        )
        model.eval()
        return SentenceTransformerEncoder(files, model, _tokenizer(files, model), threads)
    except InterviewerError:
        raise
    except Exception as error:  # the libraries raise whatever a damaged or odd file leads them to
        reason = next(iter(str(error).splitlines()), type(error).__name__).rstrip(".")
        raise ConfigurationError(
            f"The model in {files.folder} cannot be loaded: {reason}.",
            "Name another with --model, or leave it out for the bundled one.",
        ) from error


def _tokenizer(files: ModelFiles, model: object) -> object:
    """A tokenizer that counts: the model's own, without truncation and padding."""
    from tokenizers import Tokenizer

    path = files.folder / "tokenizer.json"
    if path.is_file():
        tokenizer = Tokenizer.from_file(str(path))
    else:
        backend = getattr(model.tokenizer, "backend_tokenizer", None)  # type: ignore[attr-defined]
        if backend is None:
            raise ConfigurationError(
                f"The model in {files.folder} has no tokenizer.json.", "Save it again with a fast tokenizer."
            )
        tokenizer = Tokenizer.from_str(backend.to_str())
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
