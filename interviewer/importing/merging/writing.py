"""Several files written together: all of them or none."""

import os
import re
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from interviewer.errors import InterviewerError, UnavailableError
from interviewer.files import refuse_unwritable

_STAGED = re.compile(r"\.[0-9a-f]{16}\.new")
_LEFTOVER_SECONDS = 3600.0
"""A staged file that is older than the newest by more was left by a writer that died."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """New bytes for a file that has these bytes now; None where there is none yet."""

    before: bytes | None
    after: bytes


def write_together(files: Mapping[Path, Replacement]) -> None:
    """Write files down to the disk beside their places, then put them there; what fails midway is put back.

    Raises:
        UnavailableError: a file is no longer what it was.
        InterviewerError: a file cannot be written; all are as they were.
    """
    staged: dict[Path, Path] = {}
    done: list[Path] = []
    path = Path()
    try:
        for path, change in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            refuse_unwritable(path)
            _refuse_changed(path, change.before)
            staged[path] = _staged(path, change.after)
        _sweep(staged.values())
        for path in files:
            staged[path].replace(path)
            done.append(path)
    except BaseException as error:  # an interrupt too: nothing must stay half done
        _put_back(done, files)
        if isinstance(error, OSError):
            raise InterviewerError(
                f"{path} cannot be written: {error.strerror or error}.",
                "Make room or name another folder with -o; nothing has changed.",
            ) from error
        raise
    finally:
        for unfinished in staged.values():
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)


def _staged(path: Path, content: bytes) -> Path:
    unfinished = path.with_name(f".{secrets.token_hex(8)}.new")
    try:
        with unfinished.open("xb") as file:
            if path.exists():
                unfinished.chmod(path.stat().st_mode & 0o777)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
    return unfinished


def _sweep(staged: Iterable[Path]) -> None:
    """Removes what writers that died have left beside these files."""
    newest = {path.parent: path.stat().st_mtime for path in staged}
    for folder, now in newest.items():
        for path in folder.iterdir():
            with suppress(OSError):
                if _STAGED.fullmatch(path.name) and now - path.lstat().st_mtime > _LEFTOVER_SECONDS:
                    path.unlink()


def _refuse_changed(path: Path, before: bytes | None) -> None:
    now = path.read_bytes() if path.exists() else None
    if now != before:
        raise UnavailableError(f"{path} has changed since the import began.", "Import again; nothing has been written.")


def _put_back(done: list[Path], files: Mapping[Path, Replacement]) -> None:
    for path in done:
        before = files[path].before
        with suppress(OSError):
            if before is None:
                path.unlink()
            else:
                path.write_bytes(before)
