"""PDF documents with a text layer."""

import io
import re
import struct
import zlib

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from interviewer.errors import InterviewerError
from interviewer.importing.manuscript import Manuscript
from interviewer.importing.readers.markdown_lines import on_one_line
from interviewer.importing.readers.pdf_layout import written_out
from interviewer.importing.readers.pdf_lines import PdfLine, lines_of_page

# What pypdf raises on pages that are not as the format demands.
_DAMAGE = (
    PyPdfError, ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError,
    RecursionError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
_FEWEST_LETTERS = 20
_A4 = 595.0
_MOST_UNREADABLE = 0.3
_UNREADABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x80-\x9f\ufffd\ue000-\uf8ff]")
_NO_TITLE = re.compile(
    r"\(?(?:untitled|anonymous|unnamed)|microsoft|document\d*$|\S+\.(?:docx?|pdf|tex|html?|odt|indd)$|https?://",
    re.IGNORECASE,
)


def read_pdf(content: bytes, file: str) -> Manuscript:
    """The text of a PDF, without page headers, footers and page numbers; the number of a line is its page.

    Raises:
        InterviewerError: it is damaged, or there is no text in it: encrypted, scanned, drawn.
    """
    reader = _opened(content, file)
    pages: list[list[PdfLine]] = []
    damaged: list[int] = []
    empty: list[int] = []
    try:
        count = len(reader.pages)
    except _DAMAGE as error:
        raise _damaged(file) from error
    for number in range(1, count + 1):
        try:
            lines = lines_of_page(reader.pages[number - 1], number)
        except _DAMAGE:
            damaged.append(number)
            continue
        if not lines:
            empty.append(number)
        pages.append(lines)
    text = "".join(line.text for lines in pages for line in lines)
    if len(text) < _FEWEST_LETTERS:
        if damaged:
            raise _damaged(file)
        pages_are = "only page is a picture" if count == 1 else f"{count:,} pages are pictures"
        raise InterviewerError(
            f"{file} has no text in it: its {pages_are} or empty.",
            "Recognise its text first (OCRmyPDF does it), and import the result.",
        )
    if len(_UNREADABLE.findall(text)) > _MOST_UNREADABLE * len(text):
        raise InterviewerError(
            f"{file} has no text in it that can be decoded: its fonts do not say which letters they draw.",
            "Recognise its text first (OCRmyPDF --force-ocr does it), and import the result.",
        )
    found = written_out(pages, _width(reader))
    notes = []
    if empty:
        notes.append(f"There is no text on pages {_listed(empty)}.")
    if damaged:
        notes.append(f"Damaged pages were left out: {_listed(damaged)}.")
    return Manuscript(file, "pdf", "pdf", _title(reader), found.lines, dropped=found.dropped, notes=tuple(notes))


def _opened(content: bytes, file: str) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(content))
        # Many a PDF is encrypted with the empty password, only to forbid printing.
        is_closed = reader.is_encrypted and not reader.decrypt("")
    except DependencyError:
        is_closed = True
    except _DAMAGE as error:
        raise _damaged(file) from error
    if is_closed:
        raise InterviewerError(
            f"{file} has no text in it that can be read: it is encrypted.",
            "Save it without a password, and import that.",
        )
    return reader


def _damaged(file: str) -> InterviewerError:
    return InterviewerError(f"{file} is damaged: it is no PDF that can be read.", "Save or download it again.")


def _width(reader: PdfReader) -> float:
    """Of the first page, in points; of A4 where the page does not say."""
    try:
        return float(reader.pages[0].mediabox.width) or _A4
    except _DAMAGE:
        return _A4


def _title(reader: PdfReader) -> str | None:
    try:
        title = reader.metadata.title if reader.metadata else None
    except _DAMAGE:
        return None
    title = on_one_line(title or "")
    return title if title and not _NO_TITLE.match(title) else None


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:12])
    return f"{shown} and more" if len(numbers) > 12 else shown
