"""Paths as they are typed: what there is to go on with, and completion as in a shell."""

import os
from pathlib import Path

import pytest

from interviewer.tui.paths import complete_path, meant_path, parent_of, suggest_paths

pytestmark = pytest.mark.skipif(os.sep != "/", reason="the paths are written with slashes")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("deep/er", "data", ".hidden"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("notes.md", "Notebook.ipynb", "deep/one.txt", "picture.png", ".secret.md", "LICENSE"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    return tmp_path


def test_folders_come_before_documents_and_other_files_are_left_out(folder: Path) -> None:
    assert suggest_paths("", folder) == ["data/", "deep/", "Notebook.ipynb", "notes.md"]


def test_what_was_typed_narrows_them_whatever_its_case(folder: Path) -> None:
    assert suggest_paths("no", folder) == ["Notebook.ipynb", "notes.md"]
    assert suggest_paths("deep/", folder) == ["deep/er/", "deep/one.txt"]
    assert suggest_paths(f"{folder}/deep/o", Path("/")) == [f"{folder}/deep/one.txt"]


def test_hidden_names_are_there_when_a_dot_was_typed(folder: Path) -> None:
    assert suggest_paths(".", folder) == [".hidden/", ".secret.md"]


@pytest.mark.parametrize("typed", ["nowhere/", "notes.md/", "~nobody-of-that-name/", "a\0b/"])
def test_what_cannot_be_listed_has_nothing_to_go_on_with(folder: Path, typed: str) -> None:
    assert suggest_paths(typed, folder) == []


def test_home_is_understood(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder))
    assert suggest_paths("~/d", Path("/")) == ["~/data/", "~/deep/"]


def test_a_path_is_completed_as_far_as_it_is_certain(folder: Path) -> None:
    assert complete_path("da", suggest_paths("da", folder)) == "data/"
    assert complete_path("d", suggest_paths("d", folder)) == "d"
    assert complete_path("x", []) == "x"
    assert complete_path("n", ["notes-1.md", "notes-2.md"]) == "notes-"


@pytest.mark.parametrize(
    ("typed", "above"),
    [("", "../"), ("docs/", ""), ("docs/a.md", "docs/"), ("../", "../../"), ("/a/b/", "/a/"), ("~/", "~/../")],
)
def test_the_folder_above(typed: str, above: str) -> None:
    assert parent_of(typed) == above


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" notes.md ", "notes.md"),
        ("'/home/me/my notes.md' ", "/home/me/my notes.md"),
        ('"my notes.md"', "my notes.md"),
        (r"/home/me/my\ notes.md", "/home/me/my notes.md"),
        ("'", "'"),
        ("it's.md", "it's.md"),
        ("", ""),
    ],
)
def test_a_file_dropped_on_a_terminal_is_found(typed: str, meant: str) -> None:
    assert meant_path(typed) == meant
