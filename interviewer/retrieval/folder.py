"""The folder of the index: its parts are read whole, and a new index takes the old one's place in one step."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from interviewer.errors import UnavailableError

CURRENT = "current"
NEXT = "next"
PREVIOUS = "previous"
LOCK = "build.lock"
_PLACES = (CURRENT, PREVIOUS, CURRENT)

# On Windows a folder cannot be renamed while somebody reads a file in it: readers need milliseconds.
_RENAME_ATTEMPTS = 20
_RENAME_PAUSE_SECONDS = 0.05


def index_exists(directory: Path) -> bool:
    # Looked for in the order in which a replacement moves it, so that one under way is not taken for nothing.
    return any((directory / place).exists() for place in _PLACES)


def identity(directory: Path) -> tuple[int, ...] | None:
    """Differs before and after a replacement; None while there is no `current`."""
    try:
        status = (directory / CURRENT).stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_mtime_ns


def read_part(directory: Path, name: str, limit: int | None = None) -> bytes:
    """The bytes of one file of the index, at most `limit` + 1 of them.

    Between the two renames of a replacement, or after a crash there, the index is in `previous`.

    Raises:
        FileNotFoundError: it is in neither place.
        OSError: it cannot be read.
    """
    for place in _PLACES:
        try:
            with (directory / place / name).open("rb") as file:
                return file.read() if limit is None else file.read(limit + 1)
        except (FileNotFoundError, NotADirectoryError):
            continue
    raise FileNotFoundError(directory / CURRENT / name)


@contextmanager
def building(directory: Path) -> Iterator[Path]:
    """The empty folder for the parts of a new index, for one builder at a time; it is gone at the end.

    What a builder that died left behind is mended first.

    Raises:
        UnavailableError: another process is building, or the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    staging = directory / NEXT
    with _writing(directory):
        directory.mkdir(parents=True, exist_ok=True)
        lock = FileLock(directory / LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise UnavailableError(
                f"Another process is building the index in {directory}.", "Wait until it has finished, then try again."
            ) from error
    try:
        with _writing(directory):
            _recover(directory)
            _remove(staging)
            _remove(directory / PREVIOUS)
            staging.mkdir()
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        lock.release()


def write_part(staging: Path, name: str, content: bytes | memoryview) -> None:
    """Write one file of the new index down to the disk.

    Raises:
        UnavailableError: it cannot be written.
    """
    with _writing(staging.parent), (staging / name).open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace_index(directory: Path) -> None:
    """Put the new index in the place of the present one; to be called inside `building`.

    Raises:
        UnavailableError: the folders cannot be renamed; the present index stays.
    """
    current, previous = directory / CURRENT, directory / PREVIOUS
    with _writing(directory):
        _sync_folder(directory / NEXT)
        try:
            if os.path.lexists(current):
                _rename(current, previous)
            _rename(directory / NEXT, current)
        finally:
            _recover(directory)
        _sync_folder(directory)
    # The new index is in place: what cannot be removed now is removed by the next build.
    shutil.rmtree(previous, ignore_errors=True)


def _recover(directory: Path) -> None:
    """After a crash between the two renames only `previous` is there: it becomes the index again."""
    current, previous = directory / CURRENT, directory / PREVIOUS
    if not os.path.lexists(current) and os.path.lexists(previous):
        _rename(previous, current)


def _rename(source: Path, target: Path) -> None:
    for _ in range(_RENAME_ATTEMPTS - 1):
        try:
            source.rename(target)
        except PermissionError:
            time.sleep(_RENAME_PAUSE_SECONDS)
        else:
            return
    source.rename(target)


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


def _sync_folder(folder: Path) -> None:
    """Make names durable, where folders can be opened for that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _writing(directory: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnavailableError(
            f"The index in {directory} cannot be written: {error.strerror or error}.",
            "Make room or mend the permissions of that folder, then run `interviewer index build`.",
        ) from error
