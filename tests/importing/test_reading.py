"""Files of any kind are told apart by their bytes and read, or refused with one sentence that names them."""

import io
import os
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from interviewer.errors import ConfigurationError, InterviewerError
from interviewer.importing.manuscript import Manuscript
from interviewer.importing.readers.formats import format_of
from interviewer.importing.readers.reading import MOST_BYTES, read_manuscript


def _read(folder: Path, name: str, content: bytes) -> Manuscript:
    path = folder / name
    path.write_bytes(content)
    return read_manuscript(path, name)


def _archive(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.md", b"# x", "markdown"),
        ("a.TXT", b"What is x?", "text"),
        ("README", b"What is x?", "text"),
        ("a.txt", b"<!DOCTYPE html><html><body>x", "html"),
        ("a.txt", b'[{"question": "x"}]', "json"),
        ("a.txt", b'{"cells": [{"cell_type": "markdown"}]}', "notebook"),
        ("a.txt", b"#separator:tab\n#html:true\nx\ty", "anki"),
        ("a.tsv", b"#separator:tab\nx\ty", "anki"),
        ("a.txt", b"x\ty\nx\ty\nx\ty\n", "table"),
        ("a.txt", b"%!TEX\n\\documentclass{article}", "latex"),
        ("a.txt", b"%PDF-1.4", "pdf"),
        ("a.unknown", b"%PDF-1.4", "pdf"),
        ("a.doc", _archive({"word/document.xml": b""}), "docx"),
        ("a.zip", _archive({"xl/workbook.xml": b""}), "xlsx"),
        ("deck", _archive({"collection.anki21b": b""}), "apkg"),
        ("a.py", b"print(1)", "text"),
    ],
)
def test_bytes_say_what_a_document_is_where_its_name_does_not(name: str, content: bytes, kind: str) -> None:
    assert format_of(name, content) == kind


@pytest.mark.parametrize(
    ("name", "content", "remedy"),
    [
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Save it as .docx"),
        ("notes.rtf", b"{\\rtf1\\ansi hello}", "Save it as .docx"),
        ("slides.pptx", _archive({"ppt/presentation.xml": b""}), "save the document as .docx or .pdf"),
        ("pack.zip", _archive({"a.md": b"# x"}), "Unpack it"),
        ("photo.txt", bytes(range(32)) * 100, "Name documents"),
        (
            "own.md",
            b"# Own\n\n## What is a heap?\n\n<!-- id: heap | tags: tree -->\n\nA tree.\n",
            "Copy it into the corpus",
        ),
        ("half.docx", _archive({"a.md": b"# x" * 300})[:60], "Save or download it again"),
        ("half.apkg", _archive({"a.md": b"# x" * 300})[:60], "Save or download it again"),
    ],
    ids=[
        "an old Word file",
        "rich text",
        "slides",
        "an archive",
        "a picture",
        "a corpus file",
        "half a Word file",
        "half a deck",
    ],
)
def test_what_is_not_read_is_refused_with_the_way_round_it(
    tmp_path: Path, name: str, content: bytes, remedy: str
) -> None:
    with pytest.raises(InterviewerError, match=name) as caught:
        _read(tmp_path, name, content)
    assert remedy in caught.value.hint


def test_a_file_that_is_not_there_or_not_regular_or_too_large_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"gone\.md does not exist"):
        read_manuscript(tmp_path / "gone.md", "gone.md")
    with pytest.raises(ConfigurationError, match="folder"):
        read_manuscript(tmp_path, "folder")
    large = tmp_path / "large.md"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    tracemalloc.start()
    with pytest.raises(ConfigurationError, match=r"large\.md is larger than 100 MB"):
        read_manuscript(large, "large.md")
    assert tracemalloc.get_traced_memory()[1] < 2**20
    tracemalloc.stop()


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
def test_a_device_and_a_pipe_are_refused_without_being_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    for path in (Path("/dev/zero"), pipe):
        with pytest.raises(ConfigurationError, match="is not a regular file"):
            read_manuscript(path, str(path))


def test_an_empty_file_is_an_empty_manuscript_that_says_so(tmp_path: Path) -> None:
    manuscript = _read(tmp_path, "empty.md", b" \n\n")
    assert not manuscript.lines
    assert manuscript.notes == ("There is no text in it.",)


def test_lines_keep_their_text_and_their_numbers(tmp_path: Path) -> None:
    manuscript = _read(tmp_path, "q.md", b"---\ntitle: Deep *nets*\n---\n# Top\n\n1. What is x?\r\n\n\tindented\n")
    assert manuscript.title == "Deep *nets*"
    assert [(line.number, line.text) for line in manuscript.lines] == [
        (4, "# Top"), (5, ""), (6, "1. What is x?"), (7, ""), (8, "\tindented"), (9, ""),
    ]  # fmt: skip
    assert [(part.reason, part.text) for part in manuscript.dropped] == [
        ("front matter", "---"), ("front matter", "title: Deep *nets*"), ("front matter", "---"),
    ]  # fmt: skip


def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    manuscript = _read(tmp_path, "q.md", b"---\n\n# What is x?\n\nA letter.\n\n---\n\n# What is y?\n")
    assert [line.text for line in manuscript.lines if line.text.startswith("#")] == ["# What is x?", "# What is y?"]


def test_text_is_made_inert_and_mojibake_repaired_outside_code(tmp_path: Path) -> None:
    content = "Itâ€™s \x1b]52;c;aGk=\x07 \u202edone\u2028next\n```\nâ€™\n```\n".encode()
    manuscript = _read(tmp_path, "q.txt", content)
    assert [(line.number, line.text) for line in manuscript.lines] == [
        (1, "It’s ]52;c;aGk= \\u202edone"), (1, "next"), (2, "```"), (3, "â€™"), (4, "```"), (5, ""),
    ]  # fmt: skip
    assert manuscript.notes == ("1 line was repaired whose characters had been decoded wrongly: 1.",)


def test_records_are_made_inert_and_repaired_too(tmp_path: Path) -> None:
    manuscript = _read(tmp_path, "q.csv", "question,answer\nWhat\x1b is â€œxâ€\x9d?,Donâ€™t know\n".encode())
    assert [(record.question, record.answer) for record in manuscript.records] == [("What is “x”?", "Don’t know")]
    assert len(manuscript.notes) == 1


def test_archives_that_would_swell_or_lead_outside_are_refused_before_parsing(tmp_path: Path) -> None:
    bomb = _archive({"word/document.xml": b"0" * 300_000_000})
    assert len(bomb) < 400_000
    for name, content, message in (
        ("bomb.docx", bomb, "would unpack to 286 MB"),
        ("up.docx", _archive({"word/document.xml": b"", "../x": b""}), "leads outside"),
        ("root.docx", _archive({"word/document.xml": b"", "/etc/x": b""}), "leads outside"),
        ("drive.xlsx", _archive({"xl/workbook.xml": b"", "C:\\x": b""}), "leads outside"),
        ("device.apkg", _archive({"collection.anki2": b"", "CON": b""}), "leads outside"),
        ("torn.docx", bomb[:2000], "is damaged"),
    ):
        with pytest.raises(InterviewerError, match=message) as caught:
            _read(tmp_path, name, content)
        assert name in caught.value.message
        assert caught.value.hint


def test_the_containers_among_the_real_documents_come_out_whole(shared: Path) -> None:
    folder = shared / "corpora"
    found = {
        path.suffix: read_manuscript(path, path.name)
        for path in folder.iterdir()
        if path.suffix in {".docx", ".ipynb", ".json", ".rst"}
    }
    assert len(found[".json"].records) == 103
    assert found[".json"].records[0].question == "What is ARIA and when should you use it?"
    assert {record.difficulty for record in found[".json"].records} == {"easy", "medium", "hard"}
    assert "**Can we override a non-static method as static in Java?** (answer)" in [
        line.text for line in found[".docx"].lines
    ]
    assert "12. Swap a string without third variable" in [line.text for line in found[".docx"].lines]
    assert [line.number for line in found[".ipynb"].lines if line.text.startswith("What is a p-value?")] == [9]
    headings = [line.text for line in found[".rst"].lines if line.text.startswith("## ")]
    assert len(headings) == 27
    assert headings[4] == "## Why must 'self' be used explicitly in method definitions and calls?"


def test_characters_decoded_wrongly_are_repaired_in_a_real_document(shared: Path) -> None:
    path = next((shared / "seeds").glob("000_*"))
    manuscript = read_manuscript(path, path.name)
    assert "You can also find all 80 answers here 👉 Devinterview.io - Deep Learning" in [
        line.text for line in manuscript.lines
    ]
