"""Paths become files to read: regular ones, in order, none twice, and nothing that leads elsewhere."""

import os
import socket
from pathlib import Path

import pytest

from interviewer.importing.readers import sources
from interviewer.importing.readers.sources import find_sources


def _names(paths: list[str | Path]) -> list[str]:
    return [source.given for source in find_sources(paths).files]


def test_a_folder_gives_its_documents_in_order_and_names_them_as_it_was_named(tmp_path: Path) -> None:
    for name in ("b.md", "A.txt", "sub/c.PDF", "sub/deep/d.json", "README", "z.png", "x.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = find_sources([tmp_path])
    assert [Path(source.given).relative_to(tmp_path).as_posix() for source in found.files] == [
        "A.txt", "b.md", "README", "sub/c.PDF", "sub/deep/d.json",
    ]  # fmt: skip
    assert found.left_out == (f"Files in {tmp_path} that are no documents were left out: 1 .png, 1 .py.",)
    assert not found.refused


def test_the_way_a_path_was_written_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.md").write_text("x", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert _names(["./notes/a.md"]) == ["./notes/a.md"]
    assert _names(["notes/"]) == [os.path.join("notes/", "a.md")]  # noqa: PTH118 - as written


def test_a_named_file_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "questions.weird"
    path.write_text("x", encoding="utf-8")
    assert _names([path]) == [str(path)]


def test_no_file_is_read_twice(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("x", encoding="utf-8")
    assert _names([path, tmp_path, path]) == [str(path)]


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    for name in (".git/a.md", ".hidden.md", "node_modules/b.md", "~$open.docx", "kept.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert _names([tmp_path]) == [str(tmp_path / "kept.md")]


def test_what_is_not_there_is_one_sentence_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x", encoding="utf-8")
    found = find_sources([tmp_path / "missing.md", "nul\0name", tmp_path / "a.md"])
    assert found.refused[0].message == f"{tmp_path / 'missing.md'} does not exist."
    assert len(found.refused) == 2
    assert all(error.hint for error in found.refused)
    assert len(found.files) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_sockets_and_devices_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(tmp_path / "socket.md"))
        found = find_sources([tmp_path, tmp_path / "pipe.md", "/dev/zero"])
    assert not found.files
    assert [error.message for error in found.refused] == [
        f"{tmp_path / 'pipe.md'} is not a regular file.",
        f"{tmp_path / 'socket.md'} is not a regular file.",
        f"{tmp_path / 'pipe.md'} is not a regular file.",
        "/dev/zero is not a regular file.",
    ]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "secret.md"
    outside.write_text("x", encoding="utf-8")
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "a.md").write_text("x", encoding="utf-8")
    (folder / "loop").symlink_to(folder)
    (folder / "out.md").symlink_to(outside)
    (folder / "up").symlink_to(tmp_path)
    found = find_sources([folder])
    assert [source.path.name for source in found.files] == ["a.md"]
    assert [error.message for error in found.refused] == [
        f"{folder / name} is a link, which is not followed." for name in ("loop", "out.md", "up")
    ]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_named_link_is_followed_to_a_file_and_a_loop_of_links_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x", encoding="utf-8")
    (tmp_path / "link.md").symlink_to("a.md")
    (tmp_path / "one.md").symlink_to("two.md")
    (tmp_path / "two.md").symlink_to("one.md")
    found = find_sources([tmp_path / "link.md", tmp_path / "one.md"])
    assert [source.given for source in found.files] == [str(tmp_path / "link.md")]
    assert len(found.refused) == 1
    assert "cannot be read" in found.refused[0].message


def test_a_folder_of_too_many_files_is_refused_and_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "_MOST_ENTRIES", 20)
    (tmp_path / "many").mkdir()
    for number in range(21):
        (tmp_path / "many" / f"{number}.md").write_text("x", encoding="utf-8")
    (tmp_path / "one.md").write_text("x", encoding="utf-8")
    found = find_sources([tmp_path / "many", tmp_path / "one.md"])
    assert [source.path.name for source in found.files] == ["one.md"]
    assert "holds more than 20 files" in found.refused[0].message


def test_of_too_many_documents_the_first_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MOST_FILES", 3)
    for number in range(5):
        (tmp_path / f"{number}.md").write_text("x", encoding="utf-8")
    found = find_sources([tmp_path])
    assert [source.path.name for source in found.files] == ["0.md", "1.md", "2.md"]
    assert "5 documents, of which the first 3 are read" in found.refused[0].message


def test_an_address_is_not_taken_for_a_path(tmp_path: Path) -> None:
    [refused] = find_sources(["https://example.org/questions.html"]).refused
    assert "nothing is downloaded" in refused.message
    assert "Save the page" in refused.hint
