"""What reaches the terminal, the pipe and the files: inert, whole, and quiet when nobody reads."""

import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.__main__ import main
from interviewer.cli.output import talk, write
from interviewer.errors import InterviewerError
from interviewer.files import write_atomically
from interviewer.text import safe_json

TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('\ud800\x7f\x9b\u202e\u2028\\"'))
COMMAND = [sys.executable, "-m", "interviewer"]
posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX files")


@given(st.recursive(TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=8))
def test_json_made_inert_is_the_same_data(value: Any) -> None:
    document = safe_json(json.dumps(value, ensure_ascii=False))
    assert json.loads(document) == value
    assert not set(document) & {"\ud800", "\x7f", "\x9b", "\u202e", "\u2028"}


def test_a_path_or_an_argument_cannot_command_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grade", "no\x1b]52;c;aGk=\x07\x9bsuch\u202e.jsonl"]) == 2
    assert main(["corpus", "list", "--corpus", "no\x1b[31mwhere"]) == 2
    assert all(line.isprintable() for line in capsys.readouterr().err.splitlines())


def test_a_stream_that_is_closed_from_the_start_takes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    write("data")
    talk("talk")


@posix
@pytest.mark.parametrize("buffered", ["", "1"])
@pytest.mark.parametrize("arguments", [["--version"], ["model", "info"], ["corpus", "list", "--json"]])
def test_a_reader_that_goes_ends_the_program_quietly(arguments: list[str], buffered: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    environment = {**os.environ, "PYTHONUNBUFFERED": buffered}
    with os.fdopen(writing, "wb") as gone:
        ended = subprocess.run(
            [*COMMAND, *arguments], stdout=gone, stderr=subprocess.PIPE, env=environment, check=False
        )
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("buffered", ["", "1"])
def test_a_full_disk_under_standard_output_is_one_sentence(buffered: str) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": buffered}
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [*COMMAND, "model", "info"], stdout=full, stderr=subprocess.PIPE, text=True, env=environment, check=False
        )
    assert ended.returncode == 1
    [line] = ended.stderr.splitlines()
    assert "No space left on device" in line
    assert "report it" not in line


@pytest.mark.parametrize("option", ["--corpus", "--model"])
@pytest.mark.parametrize("named", ["~nobody-of-this-name/x", "x" * 5_000])
def test_a_name_that_no_place_can_have_is_a_mistake_of_configuration(
    option: str, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["index", "info", option, named]) == 2
    assert named in capsys.readouterr().err


def test_a_data_folder_that_no_place_can_be_is_a_mistake_of_configuration(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INTERVIEWER_DATA_DIR", "~nobody-of-this-name/x")
    assert main(["history", "list"]) == 2
    assert "~nobody-of-this-name" in capsys.readouterr().err


# --- files written whole ----------------------------------------------------------------------------------------------


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "answers.jsonl"
    target.write_bytes(b"before")
    target.chmod(0o600)
    write_atomically(target, b"after")
    assert target.read_bytes() == b"after"
    assert os.name != "posix" or stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [target]


@posix
def test_a_new_file_is_as_private_as_the_user_wants_files_to_be(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_atomically(tmp_path / "private", b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "private").stat().st_mode) == 0o600


@posix
def test_what_is_no_regular_file_is_never_replaced(tmp_path: Path) -> None:
    fifo, folder, link = tmp_path / "fifo", tmp_path / "folder", tmp_path / "link"
    os.mkfifo(fifo)
    folder.mkdir()
    link.symlink_to(tmp_path / "elsewhere")
    for target in (fifo, folder, link):
        with pytest.raises(InterviewerError, match=target.name):
            write_atomically(target, b"x")
    assert stat.S_ISFIFO(fifo.stat().st_mode)
    assert sorted(tmp_path.iterdir()) == [fifo, folder, link]


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InterviewerError, match="cannot be written"):
        write_atomically(tmp_path / "file" / "below", b"x")
    with pytest.raises(InterviewerError, match="cannot be written"):
        write_atomically(tmp_path / "missing" / "below", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_standard_input_that_is_closed_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["grade", "-"]) == 2
    assert "Standard input is closed" in capsys.readouterr().err


def test_output_in_another_encoding_replaces_what_it_cannot_show(monkeypatch: pytest.MonkeyPatch) -> None:
    latin = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    monkeypatch.setattr(sys, "stdout", latin)
    write("é → \ud800")
    latin.flush()
    assert latin.buffer.getvalue() == "é ? ?\n".encode("latin-1")  # type: ignore[attr-defined]
