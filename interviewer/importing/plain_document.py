"""Plain text as it stands."""

from interviewer.importing.encodings import decode
from interviewer.importing.manuscript import Manuscript
from interviewer.importing.markdown_lines import lines_of


def read_plain(content: bytes, file: str) -> Manuscript:
    """The lines of a text file.

    Raises:
        InterviewerError: it is no text.
    """
    decoded = decode(content, file)
    return Manuscript(file, "text", decoded.encoding, None, lines_of(decoded.text), notes=decoded.notes)
