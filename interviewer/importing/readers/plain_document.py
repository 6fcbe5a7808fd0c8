"""Plain text as it stands."""

from interviewer.importing.manuscript import Manuscript
from interviewer.importing.readers.encodings import decode
from interviewer.importing.readers.markdown_lines import lines_of
from interviewer.importing.readers.soft_breaks import without_soft_breaks
from interviewer.importing.recognition.gap_cards import cards_between_gaps


def read_plain(content: bytes, file: str) -> Manuscript:
    """The lines of a text file.

    Raises:
        InterviewerError: it is no text.
    """
    decoded = decode(content, file)
    lines = without_soft_breaks(lines_of(decoded.text))
    if cards := cards_between_gaps(decoded.text):
        return Manuscript(file, "anki", decoded.encoding, None, records=cards, notes=decoded.notes)
    return Manuscript(file, "text", decoded.encoding, None, lines, notes=decoded.notes)
