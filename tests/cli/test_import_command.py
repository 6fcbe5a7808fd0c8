"""`interviewer import` as a user meets it."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from interviewer.cli.import_ import command
from interviewer.cli.import_text import print_report
from interviewer.errors import ConfigurationError, InterviewerError
from interviewer.importing.importer import prepare_import

NOTES = """# Top 10 questions on caches

## 1. What is a cache?

A small fast memory that holds what was used last.

## 2. What is eviction?

## 3. What does <b>write-back</b> mean [/]?

Changes go to main memory only when the line is evicted.
"""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.md"
    path.write_text(NOTES, encoding="utf-8")
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def run_json(*arguments: str | Path) -> Any:
    result = run(*arguments)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_a_document_goes_into_the_corpus_in_use(notes: Path, corpus: Path) -> None:
    result = run(notes, "--corpus", corpus)
    assert result.exit_code == 0
    assert (corpus / "notes.md").is_file()
    assert (corpus / "import-report.markdown").is_file()
    assert "2 added" in result.stdout
    assert "2 of 10" in result.stdout
    assert "What is eviction?" in result.stdout
    assert "write-back mean [/]?" in result.stdout


def test_a_folder_can_be_named_and_is_made(notes: Path, corpus: Path, tmp_path: Path) -> None:
    result = run(notes, "--corpus", corpus, "-o", tmp_path / "deep" / "own")
    assert result.exit_code == 0
    assert (tmp_path / "deep" / "own" / "notes.md").is_file()
    assert not list(corpus.iterdir())
    assert f"interviewer practice --corpus {tmp_path / 'deep' / 'own'}" in result.stdout.replace("\n", "")


def test_entries_prints_them_alone_and_writes_nothing(notes: Path, corpus: Path, tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.txt"
    nothing.write_text("", encoding="utf-8")
    found = run_json(notes, nothing, "--entries", "--corpus", corpus)
    assert list(found) == [str(notes), str(nothing)]
    assert found[str(nothing)] == []
    assert [(entry["question"], entry["line"]) for entry in found[str(notes)]] == [
        ("What is a cache?", 3),
        ("What does write-back mean [/]?", 9),
    ]
    assert found[str(notes)][0]["answer"] == "A small fast memory that holds what was used last."
    assert {"section", "context"} <= set(found[str(notes)][0])
    assert not list(corpus.iterdir())


def test_paths_are_the_keys_as_they_were_given(notes: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(notes.parent)
    assert list(run_json("./notes.md", "--entries", "--corpus", corpus)) == ["./notes.md"]
    (notes.parent / "folder").mkdir()
    notes.rename(notes.parent / "folder" / "notes.md")
    assert list(run_json("folder", "--entries", "--corpus", corpus)) == [str(Path("folder") / "notes.md")]


def test_json_has_the_report_with_the_entries(notes: Path, corpus: Path) -> None:
    report = run_json(notes, "--json", "--corpus", corpus)
    assert report["entries"][str(notes)][0]["question"] == "What is a cache?"
    [document] = report["documents"]
    assert (document["entries"], document["claimed"]) == (2, 10)
    assert [item["question"] for item in document["unanswered"]] == ["What is eviction?"]
    assert (report["dry_run"], report["files"]) == (False, [str(corpus / "notes.md")])


def test_a_dry_run_reports_the_same_and_writes_nothing(notes: Path, corpus: Path) -> None:
    tried = run_json(notes, "--json", "--dry-run", "--corpus", corpus)
    assert not list(corpus.iterdir())
    done = run_json(notes, "--json", "--corpus", corpus)
    assert tried == {**done, "dry_run": True}
    assert "Nothing was written" in run(notes, "--dry-run", "--corpus", corpus).stdout


def test_nothing_found_is_an_error_that_names_the_shapes(corpus: Path, tmp_path: Path) -> None:
    paths = [tmp_path / "links.md", tmp_path / "empty.txt"]
    paths[0].write_text("# Links\n\n- [one](http://a.org)\n- [two](http://b.org)\n- [three](http://c.org)\n", "utf-8")
    paths[1].write_text("", encoding="utf-8")
    result = run(*paths, "--corpus", corpus)
    assert isinstance(result.exception, InterviewerError)
    assert result.exception.exit_code == 1
    assert "numbered lines" in result.exception.hint
    assert not list(corpus.iterdir())
    entries = run(*paths, "--entries", "--corpus", corpus)
    assert json.loads(entries.stdout) == {str(path): [] for path in paths}
    assert isinstance(entries.exception, InterviewerError)


def test_the_only_document_with_nothing_in_it_is_named(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "short.md").write_text("Soon.\n", encoding="utf-8")
    result = run(tmp_path / "short.md", "--corpus", corpus)
    assert isinstance(result.exception, InterviewerError)
    assert str(tmp_path / "short.md") in result.exception.message


def test_documents_that_lie_among_the_corpus_files_are_not_passed_over_in_silence(notes: Path) -> None:
    result = run(notes, "-o", notes.parent)
    assert isinstance(result.exception, InterviewerError)
    assert "outside the folder" in result.exception.hint
    assert "where corpus files go" in result.stderr


def test_several_documents_of_which_none_can_be_read_are_told_one_by_one(corpus: Path, tmp_path: Path) -> None:
    result = run(tmp_path / "one.md", tmp_path / "two.md", "--corpus", corpus)
    assert isinstance(result.exception, InterviewerError)
    assert result.exception.exit_code == 1
    assert "one.md does not exist" in result.stderr
    assert "two.md does not exist" in result.stderr
    assert "numbered lines" not in result.exception.hint


def test_standard_input_is_no_document(corpus: Path) -> None:
    result = run("-", "--corpus", corpus)
    assert isinstance(result.exception, InterviewerError)
    assert "standard input" in result.exception.message


def test_a_corpus_that_is_not_there_can_be_made(notes: Path, tmp_path: Path) -> None:
    result = run(notes, "--corpus", tmp_path / "nowhere")
    assert isinstance(result.exception, ConfigurationError)
    assert "-o DIR" in result.exception.hint


def test_one_good_document_among_bad_ones_is_enough(notes: Path, corpus: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 broken")
    result = run(tmp_path / "missing.md", broken, notes, "--corpus", corpus)
    assert result.exit_code == 0
    assert "missing.md" in result.stderr
    assert "broken.pdf" in result.stderr
    assert "Traceback" not in result.output


def test_the_only_document_that_cannot_be_read_gives_its_own_sentence(corpus: Path, tmp_path: Path) -> None:
    result = run(tmp_path / "missing.md", "--corpus", corpus)
    assert isinstance(result.exception, InterviewerError)
    assert "missing.md" in result.exception.message


def on_a_terminal(width: int, *paths: Path) -> list[str]:
    """The lines of the report on a terminal of this width."""
    screen = Console(file=io.StringIO(), width=width, force_terminal=True, color_system=None, highlight=False)
    folder = paths[0].parent / "corpus"
    print_report(prepare_import(paths, folder, dry_run=True).report, screen, folder)
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue().splitlines()


def test_eighty_columns_are_enough_for_the_report(notes: Path) -> None:
    other = notes.with_name("a-document-whose-name-is-rather-long-and-has-many-words.md")
    other.write_text(
        "## What is a CPU cache?\n\nMemory beside the processor.\n\n## What is eviction for?\n\nRoom.\n", "utf-8"
    )
    lines = on_a_terminal(80, notes, other)
    assert all(len(line) <= 80 for line in lines)
    assert not [line for line in lines if "…" in line]
    [row] = [line for line in lines if line.startswith("notes.md") and "2 of 10" in line]
    assert row.split()[-5:] == ["10", "0", "1", "0", "0"]
    assert any(line.startswith("  numbered headings · utf-8") for line in lines)
    assert lines[0].startswith("In ")


def test_near_duplicates_come_with_what_is_proposed(notes: Path) -> None:
    other = notes.with_name("other.md")
    other.write_text(
        "## 1. Explain the cache.\n\nFast memory for what was used last.\n\n"
        "## 2. What is a page?\n\nA block of memory of fixed size.\n",
        encoding="utf-8",
    )
    text = "\n".join(on_a_terminal(100, notes, other))
    assert "1 pair is nearly the same, and stored apart." in text
    assert "keep one question" in text
    assert "[other.md:1]" in text


def test_how_often_a_question_is_asked_is_not_the_number_of_pairs(notes: Path) -> None:
    for name in ("two.md", "three.md"):
        notes.with_name(name).write_text(
            f"# {name}\n\n## 1. What is a cache?\n\nMemory, says {name}.\n\n## 2. What is {name}?\n\nA file.\n", "utf-8"
        )
    text = "\n".join(on_a_terminal(100, notes, notes.with_name("two.md"), notes.with_name("three.md")))
    assert "1 question is asked more than once with different answers, all of which are kept." in text


def test_of_two_entries_the_first_and_the_last_are_shown(notes: Path) -> None:
    text = "\n".join(on_a_terminal(100, notes))
    assert "first: What is a cache?" in text
    assert "last: What does" in text
    assert "middle" not in text


def test_a_name_of_two_lines_takes_one(notes: Path) -> None:
    odd = notes.with_name("two\nlines.md")
    try:
        notes.rename(odd)
    except OSError:
        pytest.skip("no such names here")
    notes.write_text(NOTES, encoding="utf-8")
    assert any(line.startswith("two lines.md") for line in on_a_terminal(100, odd, notes))


def test_hostile_text_is_shown_and_obeyed_by_nobody(corpus: Path, tmp_path: Path) -> None:
    path = tmp_path / "odd.md"
    path.write_text(
        "# Odd\n\n## 1. What is [bold]x[/bold] \x1b]52;c;eA==\x07?\n\nText \x9b31m [/]\n\n"
        "## 2. What is [/]?\n\nMore.\n",
        encoding="utf-8",
    )
    result = run(path, "--corpus", corpus)
    assert result.exit_code == 0
    assert "[bold]x[/bold]" in result.stdout
    written = "".join(page.read_text(encoding="utf-8") for page in corpus.iterdir())
    for text in (result.stdout, result.stderr, written, run(path, "--json", "--corpus", corpus).stdout):
        assert not set(text) & {"\x1b", "\x07", "\x9b"}


def test_the_whole_program_imports_and_asks_what_it_imported(notes: Path, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    program = [sys.executable, "-m", "interviewer"]
    done = subprocess.run([*program, "import", notes, "-o", folder], capture_output=True, text=True, check=True)
    assert "2 added" in done.stdout
    listed = subprocess.run(
        [*program, "corpus", "list", "--json", "--corpus", folder], capture_output=True, text=True, check=True
    )
    assert [row["id"] for row in json.loads(listed.stdout)["questions"]] == [
        "what-is-a-cache",
        "what-does-write-back-mean",
    ]
    failed = subprocess.run([*program, "import", tmp_path / "none.md"], capture_output=True, text=True, check=False)
    assert (failed.returncode, failed.stdout) == (1, "")
    assert len(failed.stderr.splitlines()) == 1


def test_the_checking_script_of_the_seeds_is_content(shared: Path, tmp_path: Path) -> None:
    files = sorted((shared / "seeds").glob("*.txt"))
    output = tmp_path / "entries.json"
    output.write_text(run(*files, "--entries").stdout, encoding="utf-8")
    script = shared / "tools" / "check_import.py"
    checked = subprocess.run([sys.executable, script, output, "seeds"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.count("recall 1.000 precision 1.000") == 4
    assert "004 found 15" in checked.stdout


def test_the_checking_script_of_the_corpora_is_content(shared: Path, tmp_path: Path) -> None:
    output = tmp_path / "entries.json"
    output.write_text(run(shared / "corpora", "--entries").stdout, encoding="utf-8")
    script = shared / "tools" / "check_import.py"
    checked = subprocess.run([sys.executable, script, output, "corpora"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_meaning_finds_near_duplicates_that_words_do_not(corpus: Path, tmp_path: Path) -> None:
    texts = {
        "one.md": ("How does dropout prevent overfitting?", "Random units are switched off while training."),
        "two.md": ("Why does dropout reduce overfitting in training?", "In training, units are disabled at random."),
    }
    paths = [tmp_path / name for name in texts]
    for path, (question, answer) in zip(paths, texts.values(), strict=True):
        path.write_text(
            f"# Notes\n\n## 1. {question}\n\n{answer}\n\n## 2. What is {path.stem}?\n\n{path.stem}.\n", "utf-8"
        )
    by_words = run_json(*paths, "--dry-run", "--json", "--corpus", corpus)["duplicates"]
    by_meaning = run_json(*paths, "--dry-run", "--json", "--meaning", "--corpus", corpus)["duplicates"]
    asked = {texts["one.md"][0], texts["two.md"][0]}
    assert asked not in [{pair["first"]["question"], pair["second"]["question"]} for pair in by_words]
    assert asked in [{pair["first"]["question"], pair["second"]["question"]} for pair in by_meaning]
