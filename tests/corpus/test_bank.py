"""The bank: which files belong to a corpus, what is in them, and that one bad file harms no other."""

import hashlib
import os
from pathlib import Path

import pytest
from corpus_samples import VANISHING

from interviewer.corpus.bank import MAX_BYTES, Bank, TopicCount, corpus_files
from interviewer.errors import ConfigurationError


def write_files(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder


def test_markdown_and_text_below_the_folder_are_read_in_order(tmp_path: Path) -> None:
    files = {"b.md": VANISHING, "a/z.MD": "Notes.", "a.txt": "Text.", "c.pdf": "no", "a/README.md": "Deeper readme."}
    bank = Bank.load(write_files(tmp_path, files))
    assert [document.file for document in bank.documents] == ["a.txt", "a/README.md", "a/z.MD", "b.md"]
    assert bank.problems == ()
    assert [passage.file for passage in bank.passages()][:3] == ["a.txt", "a/README.md", "a/z.MD"]


def test_the_readme_at_the_root_and_hidden_files_are_not_part_of_it(tmp_path: Path) -> None:
    files = {"README.md": "## What?\n\nX.", ".hidden.md": "X.", ".git/a.md": "X.", "a.md": "X."}
    assert [name for _, name in corpus_files(write_files(tmp_path, files))] == ["a.md"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes and links")
def test_links_and_pipes_are_not_followed(tmp_path: Path) -> None:
    outside = write_files(tmp_path / "outside", {"secret.md": "Secret."})
    corpus = write_files(tmp_path / "corpus", {"a.md": "X."})
    (corpus / "link.md").symlink_to(outside / "secret.md")
    (corpus / "folder").symlink_to(outside, target_is_directory=True)
    (corpus / "loop").symlink_to(corpus, target_is_directory=True)
    os.mkfifo(corpus / "pipe.md")
    assert [document.file for document in Bank.load(corpus).documents] == ["a.md"]


def test_a_file_that_is_too_large_is_a_problem_and_not_read(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.md": "X."})
    with (tmp_path / "big.md").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    bank = Bank.load(tmp_path)
    assert [document.file for document in bank.documents] == ["a.md"]
    assert [problem.message for problem in bank.problems] == ["big.md:1: The file is larger than 20 MB."]


def test_a_missing_folder_is_a_matter_of_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nowhere"):
        Bank.load(tmp_path / "nowhere")


def test_one_bad_question_is_a_problem_and_the_rest_is_there(tmp_path: Path) -> None:
    files = {
        "a.md": "---\ntitle: a: b\n---\n",
        "b.md": VANISHING.replace("### Hints", "### Hinds"),
        "c.md": "## So?\n\nX.",
    }
    bank = Bank.load(write_files(tmp_path, files))
    assert [question.id for question in bank.questions] == ["which-code-is-this", "so"]
    assert [problem.message.split(": ")[0] for problem in bank.problems] == ["a.md:2", "b.md:41"]


def test_an_id_belongs_to_one_question_of_the_whole_corpus(tmp_path: Path) -> None:
    first = "## One?\n\n<!-- id: same -->\n\nX.\n"
    bank = Bank.load(
        write_files(tmp_path, {"a.md": first, "b.md": first.replace("One", "Two") + "\n## Three?\n\nY.\n"})
    )
    assert [question.text for question in bank.questions] == ["One?", "Three?"]
    (problem,) = bank.problems
    assert problem.message == "b.md:1: The id 'same' is already that of the question at a.md:1."
    assert [passage.text for passage in bank.passages()] == ["X.", "Y."]


def test_a_written_id_goes_before_a_slug(tmp_path: Path) -> None:
    bank = Bank.load(write_files(tmp_path, {"a.md": "## Same?\n\nX.\n", "b.md": "## B?\n\n<!-- id: same -->\n\nY.\n"}))
    assert [(question.text, question.pinned) for question in bank.questions] == [("B?", True)]
    assert bank.problems[0].message.startswith("a.md:1: ")


def test_a_question_is_found_by_id_or_by_its_text_folded(tmp_path: Path) -> None:
    bank = Bank.load(write_files(tmp_path, {"a.md": VANISHING}))
    by_id = bank.question("vanishing-gradient")
    assert by_id is not None
    assert bank.question(" WHAT is the Vanishing  gradient problem, and how can it be avoided? ") is by_id
    assert bank.question("something else") is None


def test_topics_are_counted_over_files(tmp_path: Path) -> None:
    other = "---\ntitle: Other\ntopic: optimisation\n---\n\n## Why?\n\nX.\n"
    files = {"a.md": VANISHING, "b.md": other, "attention.md": "## What?\n\nX.\n", "notes.md": "X."}
    assert Bank.load(write_files(tmp_path, files)).topics() == (
        TopicCount("attention", "Attention", 1),
        TopicCount("optimisation", "Training dynamics", 3),
    )


def test_the_digest_is_over_names_and_bytes(tmp_path: Path) -> None:
    write_files(tmp_path, {"b.md": "X.", "a/c.txt": "Y\r\n", "README.md": "Z"})
    expected = hashlib.sha256()
    for part in (b"a/c.txt", b"Y\r\n", b"b.md", b"X."):
        expected.update(len(part).to_bytes(8, "big"))
        expected.update(part)
    digest = Bank.load(tmp_path).digest
    assert digest == expected.hexdigest()
    write_files(tmp_path, {"README.md": "changed"})
    assert Bank.load(tmp_path).digest == digest
    (tmp_path / "b.md").rename(tmp_path / "d.md")
    renamed = Bank.load(tmp_path).digest
    write_files(tmp_path, {"d.md": "X!"})
    assert len({digest, renamed, Bank.load(tmp_path).digest}) == 3


def test_files_in_an_old_encoding_are_read_and_named(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_bytes("## Naïve?\n\nIt’s naïve.\n".encode("cp1252"))
    (tmp_path / "wide.md").write_bytes("## Weit?\n\nÜber.\n".encode("utf-16"))
    bank = Bank.load(tmp_path)
    assert [passage.text for passage in bank.passages()] == ["It’s naïve.", "Über."]
    assert bank.recoded == ("old.md",)


@pytest.mark.skipif(os.name != "posix" or os.fsencode("\udcff") != b"\xff", reason="needs names that are any bytes")
def test_a_name_that_is_no_text_is_shown_as_one(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b.md")).write_text("X.", encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes no such name")
    (document,) = Bank.load(tmp_path).documents
    assert document.file == "\ufffd.md"
    assert document.passages[0].model_dump_json()
