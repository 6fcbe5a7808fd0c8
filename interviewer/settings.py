"""Where things are and which model reads them: few settings, each with a user."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from interviewer.errors import ConfigurationError

PACKAGE = Path(__file__).resolve().parent
DEFAULT_MODEL = "all-MiniLM-L6-v2"


@dataclass(frozen=True, slots=True)
class Settings:
    """Resolved settings of one run; `Settings.resolve` applies options, environment and defaults in that order."""

    corpus: Path
    """Folder of the corpus in use."""
    index: Path
    """Folder of the index over it."""
    data: Path
    """Folder of what is the user's own and kept: the history database, profiles."""
    model: str = DEFAULT_MODEL
    """`all-MiniLM-L6-v2` for the bundled model, or a local folder, or a hub name."""
    cache: Path | None = None
    """Folder for what was parsed of the corpus, so that it is parsed once; None keeps nothing."""
    threads: int | None = None
    """Threads that the encoder may use, at least 1; None for as many as there are cores that the process may use."""

    @property
    def profiles(self) -> Path:
        """Folder of the profiles that were learnt from the user's own marks."""
        return self.data / "profiles"

    @classmethod
    def resolve(cls, corpus: Path | None = None, model: str | None = None) -> "Settings":
        """Settings from options, then `INTERVIEWER_CORPUS`, `INTERVIEWER_MODEL`, `INTERVIEWER_DATA_DIR`, then defaults.

        Raises:
            ConfigurationError: the corpus named is not a folder, or a path is none.
        """
        folder = _full_path(corpus or _path_from_environment("INTERVIEWER_CORPUS") or default_corpus())
        try:
            there = folder.is_dir()
        except OSError as error:
            raise ConfigurationError(
                f"The corpus folder {folder} cannot be read: {error.strerror}.",
                "Name another with --corpus or INTERVIEWER_CORPUS.",
            ) from error
        if not there:
            raise ConfigurationError(
                f"There is no corpus folder at {folder}.",
                "Name one with --corpus or INTERVIEWER_CORPUS, or make one with `interviewer import PATH -o DIR`.",
            )
        cache = cache_folder()
        return cls(
            corpus=folder,
            index=index_folder(folder),
            data=data_folder(),
            model=model_in_use(model),
            cache=cache / "parsed" if cache.is_absolute() else None,  # it is not for somebody without a home
        )


def checkout_corpus() -> Path | None:
    """The `corpus/` beside the package when it runs from a checkout, else None."""
    root = PACKAGE.parent
    return root / "corpus" if (root / "corpus").is_dir() and (root / "pyproject.toml").is_file() else None


def default_corpus() -> Path:
    """The checkout's own corpus, else the copy in the installed package."""
    return checkout_corpus() or PACKAGE / "_bank"


def index_folder(corpus: Path) -> Path:
    """`index/` of the checkout for its own corpus, else a folder in the user's cache, one for each corpus path."""
    own = checkout_corpus()
    if own is not None and corpus == own:
        return own.parent / "index"
    key = hashlib.sha256(os.fsencode(corpus)).hexdigest()[:16]
    return cache_folder() / f"index-{key}"


def cache_folder() -> Path:
    """The user's cache: what is in it can be made again at any time."""
    from platformdirs import user_cache_path

    return user_cache_path("interviewer", appauthor=False)


def data_folder() -> Path:
    """The folder of the history: `INTERVIEWER_DATA_DIR`, else the user's data directory.

    Raises:
        ConfigurationError: what the variable holds is no path.
    """
    named = _path_from_environment("INTERVIEWER_DATA_DIR")
    if named is not None:
        return _full_path(named)
    from platformdirs import user_data_path

    return user_data_path("interviewer", appauthor=False)


def model_in_use(named: str | None = None) -> str:
    """The model named, else `INTERVIEWER_MODEL`, else the bundled one."""
    return named or os.environ.get("INTERVIEWER_MODEL") or DEFAULT_MODEL


def _full_path(path: Path) -> Path:
    try:
        return path.expanduser().resolve()
    except (OSError, RuntimeError) as error:  # a home that nobody has, a circle of links
        raise ConfigurationError(f"{path} is not the name of a place.", "Write the whole path.") from error


def _path_from_environment(name: str) -> Path | None:
    value = os.environ.get(name)
    return Path(value) if value else None
