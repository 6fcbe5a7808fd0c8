"""The transcript of an interview as a Markdown file."""

from datetime import datetime
from pathlib import Path

from interviewer.errors import UnavailableError
from interviewer.files import write_atomically
from interviewer.interview.report import to_markdown
from interviewer.models import InterviewReport


def write_transcript(report: InterviewReport, data: Path, session_id: str, now: datetime) -> Path:
    """Writes `transcripts/interview-ID.md` in the data folder, whole or not at all.

    Raises:
        InterviewerError: the folder cannot be written, or a link or folder of that name is in the way.
    """
    folder = data / "transcripts"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnavailableError(
            f"The folder {folder} cannot be made: {error.strerror or error}.",
            "Check that you may write there, or name another place with INTERVIEWER_DATA_DIR.",
        ) from error
    file = folder / f"interview-{session_id[:8]}.md"
    text = to_markdown(report, "Interview", now.astimezone().strftime("%Y-%m-%d %H:%M"))
    write_atomically(file, text.encode("utf-8"))
    return file
