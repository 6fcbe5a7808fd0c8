"""Word documents become Markdown: headings, automatic numbers, bold, lists, code, tables and formulas."""

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from interviewer.errors import InterviewerError
from interviewer.importing.manuscript import Manuscript
from interviewer.importing.readers.word_document import read_word


def _read(document: Any) -> Manuscript:
    packed = io.BytesIO()
    document.save(packed)
    return read_word(packed.getvalue(), "q.docx")


def _text(document: Any) -> list[str]:
    return [line.text for line in _read(document).lines if line.text]


def _numbering(document: Any, levels: str) -> None:
    """Give the document list number 77 with these levels."""
    root = document.part.numbering_part.element
    abstract = parse_xml(f"<w:abstractNum {nsdecls('w')} w:abstractNumId='77'>{levels}</w:abstractNum>")
    root.insert(0, abstract)
    root.append(parse_xml(f"<w:num {nsdecls('w')} w:numId='77'><w:abstractNumId w:val='77'/></w:num>"))


def _level(depth: int, kind: str, pattern: str, start: int = 1) -> str:
    return (
        f"<w:lvl w:ilvl='{depth}'><w:start w:val='{start}'/><w:numFmt w:val='{kind}'/>"
        f"<w:lvlText w:val='{pattern}'/></w:lvl>"
    )


def _numbered(document: Any, text: str, depth: int = 0) -> None:
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f"<w:numPr {nsdecls('w')}><w:ilvl w:val='{depth}'/><w:numId w:val='77'/></w:numPr>")
    )


def test_headings_paragraphs_and_bold_lines() -> None:
    document = docx.Document()
    document.add_heading("Deep learning", 0)
    document.add_heading("Basics", 1)
    document.add_paragraph().add_run("What is a neuron?").bold = True
    paragraph = document.add_paragraph("It ")
    paragraph.add_run("weighs").bold = True
    paragraph.add_run(" its ").italic = True
    paragraph.add_run("inputs.")
    paragraph.runs[-1].add_break(WD_BREAK.LINE)
    paragraph.add_run("Then it bends the sum.")
    manuscript = _read(document)
    assert [(line.number, line.text) for line in manuscript.lines if line.text] == [
        (1, "# Deep learning"),
        (2, "# Basics"),
        (3, "**What is a neuron?**"),
        (4, "It **weighs** *its* inputs."),
        (4, "Then it bends the sum."),
    ]


def test_automatic_numbers_are_written_out_as_word_counts_them() -> None:
    document = docx.Document()
    _numbering(document, _level(0, "decimal", "Q%1.", 7) + _level(1, "lowerLetter", "%2)") + _level(2, "bullet", "•"))
    for text, depth in (("What is x?", 0), ("small", 1), ("capital", 1), ("bold", 2), ("What is y?", 0), ("one", 1)):
        _numbered(document, text, depth)
    document.add_paragraph("Prose between.")
    _numbered(document, "What is z?")
    assert _text(document) == [
        "Q7. What is x?", "    a) small", "    b) capital", "       - bold", "Q8. What is y?", "    a) one",
        "Prose between.", "Q9. What is z?",
    ]  # fmt: skip


def test_numbers_of_several_levels() -> None:
    document = docx.Document()
    _numbering(document, _level(0, "upperRoman", "%1.") + _level(1, "decimal", "%1.%2"))
    for text, depth in (("Basics", 0), ("What is x?", 1), ("What is y?", 1), ("More", 0), ("What is z?", 1)):
        _numbered(document, text, depth)
    assert _text(document)[0] == "I. Basics"
    assert [line.strip() for line in _text(document)[1:]] == [
        "I.1 What is x?",
        "I.2 What is y?",
        "II. More",
        "II.1 What is z?",
    ]


def test_the_lists_of_the_default_styles() -> None:
    document = docx.Document()
    for text in ("one", "two"):
        document.add_paragraph(text, style="List Bullet")
    for text in ("What is x?", "What is y?"):
        document.add_paragraph(text, style="List Number")
    assert _text(document) == ["- one", "- two", "1. What is x?", "2. What is y?"]


def test_paragraphs_in_letters_of_equal_width_are_code_if_they_look_like_it() -> None:
    document = docx.Document()
    for text in ("def f(x):", "    return x", "", "print(f(1))"):
        document.add_paragraph().add_run(text).font.name = "Courier New"
    document.add_paragraph("Then ").add_run("f").font.name = "Consolas"
    document.add_paragraph().add_run("This sentence was only pasted in so.").font.name = "Courier New"
    assert _text(document) == [
        "```", "def f(x):", "    return x", "print(f(1))", "```", "Then `f`", "This sentence was only pasted in so.",
    ]  # fmt: skip


def test_tables_keep_the_paragraphs_of_their_cells_and_frames_are_opened() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("Question", "Answer", "What is x?", "A letter."), strict=True):
        cell.text = text
    table.cell(1, 1).add_paragraph("A small one | or not.")
    document.add_table(1, 1).cell(0, 0).text = "In a frame."
    assert _text(document) == [
        "| Question | Answer |", "| --- | --- |", "| What is x? | A letter.<br><br>A small one \\| or not. |",
        "In a frame.",
    ]  # fmt: skip


def test_links_and_formulas() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("See ")
    link = document.part.relate_to("https://a.b/c", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    paragraph._p.append(
        parse_xml(f"<w:hyperlink {nsdecls('w', 'r')} r:id='{link}'><w:r><w:t>this page</w:t></w:r></w:hyperlink>")
    )
    maths = "xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'"
    paragraph._p.append(
        parse_xml(
            f"<m:oMath {maths}><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:sSup><m:e><m:r><m:t>x</m:t></m:r>"
            "</m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:den></m:f></m:oMath>"
        )
    )
    assert _text(document) == ["See [this page](https://a.b/c)$\\frac{1}{x^{2}}$"]


def test_deleted_text_the_table_of_contents_and_page_headers_are_left_out() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Draft 7"
    document.styles.add_style("toc 1", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Basics ... 3", style="toc 1")
    paragraph = document.add_paragraph("What is x?")
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:t>gone</w:t></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t> And y?</w:t></w:r></w:ins>"))
    manuscript = _read(document)
    assert [line.text for line in manuscript.lines] == ["What is x? And y?"]
    assert [(part.reason, part.text) for part in manuscript.dropped] == [
        ("page header or footer", "Draft 7"),
        ("table of contents", "Basics ... 3"),
    ]


def test_a_document_without_its_parts_is_a_sentence() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    with pytest.raises(InterviewerError, match=r"q\.docx is damaged"):
        read_word(packed.getvalue(), "q.docx")
