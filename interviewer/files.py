"""Writing a file whole or not at all."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from interviewer.errors import InterviewerError


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file beside its place, down to the disk, then put it there in one step; keeps an existing file's mode.

    Readers see the old bytes or the new ones, never half of them, and after a failure the old ones.

    Raises:
        InterviewerError: the target is a link, a folder or a device, or cannot be written.
    """
    refuse_unwritable(path)
    unfinished = path.with_name(f".{secrets.token_hex(8)}.new")
    try:
        with unfinished.open("xb") as file:
            if path.exists():  # before there is anything to read in it
                unfinished.chmod(path.stat().st_mode & 0o777)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        with suppress(OSError):  # mostly that it is in its place already
            unfinished.unlink()


def refuse_unwritable(path: Path) -> None:
    """Tell before long work that its result could not be put there.

    Raises:
        InterviewerError: the target is a link, a folder or a device, or is in a folder that cannot be written.
    """
    try:
        if path.is_symlink():
            raise InterviewerError(f"{path} is a symbolic link, which is not followed.", "Name the file itself.")
        if path.is_dir():
            raise InterviewerError(f"{path} is a folder.", "Name a file.")
        if path.exists() and not path.is_file():
            raise InterviewerError(f"{path} is not a regular file.", "Name a file.")
        if path.parent.is_dir() and not os.access(path.parent, os.W_OK):
            raise InterviewerError(f"Nothing can be written in {path.parent}.", "Name a file in another folder.")
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> InterviewerError:
    return InterviewerError(
        f"{path} cannot be written: {error.strerror or error}.",
        "Make room or name another place; nothing there has changed.",
    )
