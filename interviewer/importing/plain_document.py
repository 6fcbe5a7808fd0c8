"""Plain text as it stands."""

from interviewer.importing.encodings import decode
from interviewer.importing.gap_cards import cards_between_gaps
from interviewer.importing.manuscript import Manuscript
from interviewer.importing.markdown_lines import lines_of
from interviewer.importing.soft_breaks import without_soft_breaks


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
