"""No bytes crash a reader: each gives a manuscript, or one sentence and a remedy."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress

import docx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pdf_pages import flowing, make_pdf

from interviewer.errors import InterviewerError
from interviewer.importing.manuscript import Manuscript
from interviewer.importing.readers.formats import Format, format_of
from interviewer.importing.readers.json_records import read_json
from interviewer.importing.readers.registry import read_content
from interviewer.importing.readers.sandbox import Sandbox
from interviewer.importing.readers.table_document import read_table

TEXT_FORMATS: tuple[Format, ...] = (
    "markdown",
    "text",
    "html",
    "notebook",
    "table",
    "json",
    "anki",
    "rst",
    "org",
    "latex",
)
BINARY_FORMATS: tuple[Format, ...] = ("pdf", "docx", "xlsx", "apkg")


def _word() -> bytes:
    document = docx.Document()
    document.add_heading("Deep learning", 1)
    document.add_paragraph("What is x?", style="List Number")
    document.add_table(1, 2)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


PDF = make_pdf([flowing(["1. What is a tensor?", "An array with any number of axes."])] * 2)
WORD = _word()
# Pieces of markup that begin something, often without its end.
MARKUP = r"""
< > </ <p> <li> <table><tr><td> <pre> <details><summary> <script> &lt; &#x; # ## 1. - * ** ` ``` ~~~ | --- $ $$ \( \[
\begin{document} \begin{itemize} \item \end{itemize} \begin{ \textbf{ \verb| \section{ { } [ ] % \\ & .. :: .. _a: `a`_
|a| ==== ---- ^^^^ .. code:: .. list-table:: * ** TODO [[a][b]] #+BEGIN_SRC #+END_SRC :PROPERTIES: :END: "answer"
{"question": , : [ ] { } null "a" 1e999 #separator:tab {{c1::x}} Q: A: What is x?
"""
BETWEEN = ["\n", "\n\n", "\n    ", "\t", " ", "é", "\u2028", "\x1b", "\0", "\r", ",", '"', ";"]
PIECES = st.sampled_from([*MARKUP.split(), *BETWEEN])


def _read(kind: Format, content: bytes, read: Callable[[Format, bytes, str], Manuscript] = read_content) -> list[str]:
    """The lines and questions of a document; none if it was refused."""
    refusal: InterviewerError | None = None
    manuscript = Manuscript("any", "text", "utf-8", None)
    try:
        manuscript = read(kind, content, "any")
    except InterviewerError as error:
        refusal = error
    assert refusal is None or (refusal.message.startswith("any") and refusal.hint)
    assert all("\n" not in line.text and line.number >= 1 for line in manuscript.lines)
    assert [line.number for line in manuscript.lines] == sorted(line.number for line in manuscript.lines)
    assert all(record.question or record.answer for record in manuscript.records)
    return [line.text for line in manuscript.lines] + [record.question for record in manuscript.records]


@pytest.mark.parametrize("kind", TEXT_FORMATS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=60).map("".join))
def test_no_text_crashes_its_reader(kind: Format, text: str) -> None:
    _read(kind, text.encode())


@pytest.mark.parametrize("kind", [*TEXT_FORMATS, "xlsx", "apkg"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300))
def test_no_bytes_crash_a_reader(kind: Format, content: bytes) -> None:
    _read(kind, content)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_damage_to_a_document_crashes_the_sandbox(sandbox: Sandbox, data: st.DataObject) -> None:
    kind, whole = data.draw(st.sampled_from((("pdf", PDF), ("docx", WORD))))
    content = bytearray(whole)
    for place, value in data.draw(
        st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), max_size=12)
    ):
        content[place] = value
    end = data.draw(st.integers(len(whole) // 2, len(whole)))
    _read(kind, bytes(content[:end]), sandbox.read)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


@given(st.text("abc <>/&;#", max_size=200))
def test_the_words_of_a_page_are_all_there(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    written = "".join(_read("html", f"<p>{escaped}</p>".encode())).replace("\\", "")
    assert written.split() == text.replace("\\", "").split()


CELL = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1, max_size=30).filter(
    lambda text: text == text.strip() and " ".join(text.split()) == text and "<" not in text and not text.isdecimal()
)


@example([("What is x?", "A, B")])
@given(st.lists(st.tuples(CELL, CELL.filter(lambda text: len(text) > 2)), min_size=1, max_size=8, unique=True))
def test_what_stands_in_a_table_or_in_json_comes_out(pairs: list[tuple[str, str]]) -> None:
    rows = "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in pair) + "\n" for pair in pairs)
    table = read_table(("question,answer\n" + rows).encode(), "q.csv")
    listed = read_json(json.dumps([{"question": q, "answer": a} for q, a in pairs]).encode(), "q.json")
    for manuscript in (table, listed):
        assert [(record.question, record.answer) for record in manuscript.records] == pairs


@given(st.binary(max_size=100), st.text(max_size=12))
def test_every_document_has_a_format_or_is_refused(content: bytes, name: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a", content)
    for candidate in (content, b"PK\x03\x04" + content, packed.getvalue()):
        with suppress(InterviewerError):
            assert format_of(name, candidate) in (*TEXT_FORMATS, *BINARY_FORMATS)
