"""A parser that spins, swells, crashes or fails is stopped with a sentence, and the next document is read."""

import os
import sys
import time
import zlib

import pytest
from pdf_pages import assemble, flowing, make_pdf

from interviewer.errors import InterviewerError
from interviewer.importing.readers.sandbox import Sandbox

GOOD = make_pdf([flowing(["1. What is a tensor?", "An array with any number of axes."])])
SPINNING = assemble([b"0 0 Td " * 4_000_000])
SWELLING = b"[" + b"[]," * 3_000_000 + b"[]]"


def _text(sandbox: Sandbox) -> str:
    return "\n".join(line.text for line in sandbox.read("pdf", GOOD, "good.pdf").lines)


def test_a_document_comes_through_as_its_reader_made_it() -> None:
    rows = b'question,answer,tags\nWhat is x?,A letter.,"a, b"\nWhat is y?,Another.,\n'
    with Sandbox() as sandbox:
        manuscript = sandbox.read("table", rows, "q.csv")
    assert manuscript.file == "q.csv"
    assert [(record.question, record.answer, record.number, record.tags) for record in manuscript.records] == [
        ("What is x?", "A letter.", 2, ("a", "b")),
        ("What is y?", "Another.", 3, ()),
    ]


def test_a_parser_that_spins_is_stopped_and_the_next_document_is_read() -> None:
    with Sandbox(seconds=1.0) as sandbox:
        begin = time.monotonic()
        with pytest.raises(InterviewerError, match=r"spin\.pdf could not be read within 1 s") as caught:
            sandbox.read("pdf", SPINNING, "spin.pdf")
        assert time.monotonic() - begin < 15
        assert caught.value.hint
        assert "What is a tensor?" in _text(sandbox)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the system does not limit memory")
def test_a_parser_that_swells_is_stopped_and_the_next_document_is_read() -> None:
    with Sandbox(megabytes=180) as sandbox:
        with pytest.raises(InterviewerError, match=r"swell\.json needs more than 180 MB"):
            sandbox.read("json", SWELLING, "swell.json")
        assert "What is a tensor?" in _text(sandbox)


def test_a_process_that_dies_is_replaced() -> None:
    with Sandbox() as sandbox:
        assert "What is a tensor?" in _text(sandbox)
        process = sandbox._process
        assert process is not None
        process.kill()
        process.join()
        with pytest.raises(InterviewerError, match="made its reader fail"):
            _text(sandbox)
        assert "What is a tensor?" in _text(sandbox)


def test_a_damaged_document_is_a_sentence() -> None:
    with Sandbox() as sandbox:
        with pytest.raises(InterviewerError, match=r"bad\.pdf is damaged"):
            sandbox.read("pdf", GOOD[:300], "bad.pdf")
        assert "What is a tensor?" in _text(sandbox)


def test_a_compressed_stream_without_end_does_no_harm() -> None:
    packed = zlib.compress(b"0" * 200_000_000, 9)
    page = assemble([b"BT ET"])
    bomb = page.replace(zlib.compress(b"BT ET"), packed).replace(b"/Length 13", b"/Length %d" % len(packed))
    with Sandbox(seconds=15) as sandbox, pytest.raises(InterviewerError, match=r"bomb\.pdf"):
        sandbox.read("pdf", bomb, "bomb.pdf")


def test_nothing_is_left_running() -> None:
    with Sandbox() as sandbox:
        _text(sandbox)
        process = sandbox._process
    assert process is not None
    assert process.exitcode is not None


@pytest.mark.skipif(os.name == "nt", reason="POSIX file descriptors")
def test_the_process_writes_nothing_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with Sandbox() as sandbox, pytest.raises(InterviewerError):
        sandbox.read("pdf", GOOD.replace(b"/Contents", b"/Conten__"), "odd.pdf")
    assert capfd.readouterr() == ("", "")
