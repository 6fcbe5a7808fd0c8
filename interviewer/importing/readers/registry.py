"""One reader per format."""

from interviewer.importing.manuscript import Manuscript
from interviewer.importing.readers.formats import Format


def read_content(kind: Format, content: bytes, file: str) -> Manuscript:  # noqa: PLR0912 - one branch per format
    """The bytes of a document in a known format. What each needs is loaded when it is first needed.

    Raises:
        InterviewerError: it is damaged, or there is no text in it.
    """
    match kind:
        case "markdown":
            from interviewer.importing.readers.markdown_document import read_markdown as read
        case "text":
            from interviewer.importing.readers.plain_document import read_plain as read
        case "html":
            from interviewer.importing.readers.html_document import read_html as read
        case "pdf":
            from interviewer.importing.readers.pdf_document import read_pdf as read
        case "docx":
            from interviewer.importing.readers.word_document import read_word as read
        case "xlsx":
            from interviewer.importing.readers.table_document import read_workbook as read
        case "notebook":
            from interviewer.importing.readers.notebook import read_notebook as read
        case "table":
            from interviewer.importing.readers.table_document import read_table as read
        case "json":
            from interviewer.importing.readers.json_records import read_json as read
        case "anki":
            from interviewer.importing.readers.flash_cards import read_card_text as read
        case "apkg":
            from interviewer.importing.readers.flash_cards import read_deck as read
        case "rst":
            from interviewer.importing.readers.rst_document import read_rst as read
        case "org":
            from interviewer.importing.readers.org_document import read_org as read
        case "latex":
            from interviewer.importing.readers.latex_document import read_latex as read
    return read(content, file)
