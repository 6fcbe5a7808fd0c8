"""What stands in the XML of a Word document: blocks, runs of text, page headers."""

from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from interviewer.importing.manuscript import Dropped
from interviewer.importing.readers.markdown_lines import on_one_line

SKIPPED = {
    qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:delText"), qn("w:footnoteReference"), qn("w:rPr"),
    qn("w:pPr"), qn("w:sdtPr"), qn("w:drawing"), qn("w:pict"), qn("w:object"), qn("w:commentReference"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}  # fmt: skip
"""Elements whose text is not part of the document, or not of the line."""


def blocks(element: Any) -> Iterator[Any]:
    """The paragraphs and tables of a body or a cell, also those in content controls."""
    for child in element.iterchildren():
        if child.tag in {qn("w:p"), qn("w:tbl")}:
            yield child
        elif child.tag in {
            qn("w:sdt"),
            qn("w:sdtContent"),
            qn("w:ins"),
            qn("w:moveTo"),
            qn("w:customXml"),
            qn("w:smartTag"),
        }:
            yield from blocks(child)


def run_text(run: Any) -> Iterator[str]:
    """The text of a run in parts; a line break is a part of its own."""
    for child in run.iterchildren():
        match child.tag:
            case tag if tag == qn("w:t"):
                yield (child.text or "").replace("\n", " ")
            case tag if tag == qn("w:tab"):
                yield "\t"
            case tag if tag == qn("w:noBreakHyphen"):
                yield "-"
            case tag if tag == qn("w:cr") or (tag == qn("w:br") and child.get(qn("w:type")) in {None, "textWrapping"}):
                yield "\n"


def raw_text(paragraph: Any) -> str:
    """The text of a paragraph of code, its spaces and line breaks kept."""
    return "".join(
        part for run in paragraph.iter(qn("w:r")) if run.getparent().tag not in SKIPPED for part in run_text(run)
    ).replace("\t", "    ")


def own_level(properties: Any | None) -> int | None:
    element = properties.find(qn("w:outlineLvl")) if properties is not None else None
    value = element.get(qn("w:val")) if element is not None else None
    return int(value) + 1 if value and value.isdecimal() and int(value) < 9 else None


def page_edges(document: Document) -> list[Dropped]:
    """What is printed at the top and the bottom of every page."""
    parts = [part for section in document.sections for part in (section.header, section.footer)]
    texts = [
        on_one_line(" ".join(paragraph.text for paragraph in part.paragraphs))
        for part in parts
        if not part.is_linked_to_previous
    ]
    return [Dropped("page header or footer", text[:200], 1) for text in dict.fromkeys(texts) if text]
