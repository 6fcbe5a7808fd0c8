"""Writing a file whole or not at all."""

import os
import tempfile
from pathlib import Path

from interviewer.errors import InterviewerError


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file beside its place, down to the disk, then put it there in one step; keeps an existing file's mode.

    Readers see the old bytes or the new ones, never half of them, and after a failure the old ones.

    Raises:
        InterviewerError: the target is a link or a folder, or cannot be written.
    """
    if path.is_symlink():
        raise InterviewerError(f"{path} is a symbolic link, which is not followed.", "Name the file itself.")
    if path.is_dir():
        raise InterviewerError(f"{path} is a folder.", "Name a file.")
    unfinished: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".new", delete=False) as file:
            unfinished = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        unfinished.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InterviewerError(
            f"{path} cannot be written: {reason}.", "Make room or name another place; nothing there has changed."
        ) from error
    finally:
        if unfinished is not None:
            unfinished.unlink(missing_ok=True)
