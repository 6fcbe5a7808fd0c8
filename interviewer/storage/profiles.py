"""Profiles on disk: one small JSON file each, which a person can read and edit."""

import re
from pathlib import Path

from pydantic import ValidationError

from interviewer.corpus.problems import nearest
from interviewer.errors import ConfigurationError, CorruptError
from interviewer.files import refuse_unwritable, write_atomically
from interviewer.grading.profile import Profile

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def refuse_profile(folder: Path, name: str) -> None:
    """Tell before long work that a profile could not be stored.

    Raises:
        ConfigurationError: its name is no name for a profile.
        InterviewerError: its file cannot be written.
    """
    refuse_unwritable(_file(folder, name))


def save_profile(folder: Path, profile: Profile) -> Path:
    """Writes the profile whole or not at all, in place of one with the same name; returns where it is.

    Raises:
        ConfigurationError: its name is no name for a profile.
        InterviewerError: it cannot be written.
    """
    file = _file(folder, profile.name)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_atomically(file, (profile.model_dump_json(indent=2) + "\n").encode("utf-8"))
    return file


def load_profile(folder: Path, name: str) -> Profile:
    """The profile of this name; its name is that of its file.

    Raises:
        ConfigurationError: there is none; names the nearest.
        CorruptError: its file is not what a profile looks like.
    """
    file = _file(folder, name)
    try:
        return Profile.model_validate_json(file.read_bytes()).model_copy(update={"name": name})
    except FileNotFoundError as error:
        raise ConfigurationError(f"There is no profile {name!r}.", _remedy(folder, name)) from error
    except ValidationError as error:
        found = error.errors()[0]
        where = ".".join(str(part) for part in found["loc"]) or "the file"
        raise CorruptError(
            f"The profile {file} cannot be used: {where}: {found['msg']}.",
            f"Mend it, or fit it again with `interviewer evaluate FILE --fit {name}`.",
        ) from error


def _remedy(folder: Path, name: str) -> str:
    names = nearest(name, sorted(file.stem for file in folder.glob("*.json")), count=3, cutoff=0.0)
    suggestion = f"Nearest: {', '.join(names)}. " if names else ""
    return f"{suggestion}`interviewer evaluate FILE --fit {name}` makes it from answers that you have marked."


def _file(folder: Path, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise ConfigurationError(
            f"{name!r} is no name for a profile.", "Use up to 64 letters, digits, dots, dashes and underscores."
        )
    return folder / f"{name}.json"
