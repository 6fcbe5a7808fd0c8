"""SQLite's errors in words that help: what is wrong with which file or folder, and the remedy."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from interviewer.errors import CorruptError, InterviewerError, UnavailableError
from interviewer.text import safe_text

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_NO_ACCESS = {
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOLFS,
}
# Mistakes of the program, not of the file: they stay what they are.
_OURS = (sqlite3.ProgrammingError, sqlite3.IntegrityError, sqlite3.InterfaceError)

_NOT_TEXT = "it holds text that is not UTF-8"


def corrupt(file: Path, detail: str) -> CorruptError:
    """The error for a database that is not what was written; the file itself is left alone."""
    copies = sorted(file.parent.glob(f"{file.name}.backup-v*"))
    remedy = f"put a copy back, such as {copies[-1].name} beside it" if copies else "put a copy of it back"
    return CorruptError(
        f"The history {file} is damaged: {safe_text(detail)[:120]}.",
        f"Nothing in it was changed. Move the file aside to start with an empty history, or {remedy}.",
    )


def busy(file: Path) -> UnavailableError:
    return UnavailableError(
        f"The history in {file.parent} is in use by another program.",
        "Try again in a moment, or close the other windows of interviewer.",
    )


def no_access(file: Path, reason: str) -> UnavailableError:
    return UnavailableError(
        f"The history in {file.parent} cannot be opened or written: {reason}.",
        "Check that you may write to this folder, or name another with INTERVIEWER_DATA_DIR.",
    )


@contextmanager
def explained(file: Path) -> Iterator[None]:
    """Turns SQLite's and the file system's errors of the block into ours.

    Raises:
        UnavailableError: locked by another process, disk full, folder read-only or missing.
        CorruptError: the file is not a database, or a damaged one.
    """
    try:
        yield
    except _OURS:
        raise
    except sqlite3.Error as error:
        raise _translated(error, file) from error
    except UnicodeDecodeError as error:
        raise corrupt(file, _NOT_TEXT) from error  # from SQLite's own message, which quotes the damage
    except OSError as error:
        raise no_access(file, error.strerror or str(error)) from error


def _translated(error: sqlite3.Error, file: Path) -> InterviewerError:
    if not hasattr(error, "sqlite_errorcode"):
        return corrupt(file, _NOT_TEXT)  # raised by Python as it decodes a column; its message quotes all of it
    code = error.sqlite_errorcode & 0xFF  # extended codes keep the primary one in the low byte
    if code in _BUSY:
        return busy(file)
    if code == sqlite3.SQLITE_FULL:
        return UnavailableError(
            f"There is no room left for the history in {file.parent}.", "Free some space on this disk and try again."
        )
    if code in _NO_ACCESS:
        return no_access(file, str(error))
    return corrupt(file, str(error))
