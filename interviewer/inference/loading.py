"""Loads an encoder quietly: no progress bars, no warnings, no network."""

import os
import warnings

from interviewer.errors import ConfigurationError, InterviewerError
from interviewer.inference.model_files import ModelFiles, find_model
from interviewer.inference.sentence_transformer import SentenceTransformerEncoder


def load_encoder(model: str) -> SentenceTransformerEncoder:
    """The encoder for a model name or folder, checked before loading. Takes seconds and about 1 GB.

    Raises:
        UnavailableError, ConfigurationError, CorruptError: see `find_model`.
        ConfigurationError: the files cannot be loaded as what they say they are.
    """
    _set_environment()
    files = find_model(model)
    _silence_libraries()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _load(files)


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


def _load(files: ModelFiles) -> SentenceTransformerEncoder:
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(
            str(files.folder),
            device="cpu",
            trust_remote_code=False,
            local_files_only=True,
            model_kwargs={"use_safetensors": True},
        )
        model.eval()
        return SentenceTransformerEncoder(files, model, _tokenizer(files, model))
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
