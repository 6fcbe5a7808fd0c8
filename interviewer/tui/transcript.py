"""The transcript of an interview as a Markdown file."""

import os
import tempfile
from datetime import datetime
from pathlib import Path

from interviewer.errors import UnavailableError
from interviewer.interview.report import to_markdown
from interviewer.models import InterviewReport


def write_transcript(report: InterviewReport, data: Path, session_id: str, now: datetime) -> Path:
    """Writes `transcripts/interview-ID.md` in the data folder, whole or not at all; a link of that name is replaced.

    Raises:
        UnavailableError: the folder cannot be written.
    """
    folder = data / "transcripts"
    file = folder / f"interview-{session_id[:8]}.md"
    text = to_markdown(report, "Interview", now.astimezone().strftime("%Y-%m-%d %H:%M"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".interview-", suffix=".tmp")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
            Path(name).replace(file)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UnavailableError(
            f"The transcript cannot be written to {folder}: {error.strerror or error}.",
            "Check that you may write there, or name another folder with INTERVIEWER_DATA_DIR.",
        ) from error
    return file
