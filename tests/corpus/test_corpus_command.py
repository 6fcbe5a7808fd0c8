"""`interviewer corpus` as a user meets it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from corpus_samples import VANISHING

from interviewer.cli.corpus import command
from interviewer.errors import ConfigurationError


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "training.md").write_text(VANISHING, encoding="utf-8", newline="")
    (folder / "attention.md").write_text("## What is attention [/]?\n\nWeights \x1b[31m.\n", encoding="utf-8")
    return folder


def run(corpus: Path, *arguments: str) -> Result:
    return CliRunner().invoke(command, [*arguments, "--corpus", str(corpus)])


def run_json(corpus: Path, *arguments: str) -> Any:
    result = run(corpus, *arguments, "--json")
    return json.loads(result.stdout)


def test_list_shows_a_line_for_each_question(corpus: Path) -> None:
    result = run(corpus, "list")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["id", "difficulty", "topic", "question"]
    assert lines[1].split(maxsplit=2) == ["what-is-attention", "attention", lines[1].split(maxsplit=2)[2]]
    assert lines[1].rstrip().endswith("What is attention [/]?")
    assert lines[2].split()[:3] == ["vanishing-gradient", "medium", "optimisation"]
    assert len(lines) == 4


def test_list_as_json_has_the_fields_of_the_contract(corpus: Path) -> None:
    listed = run_json(corpus, "list", "--topic", "optimisation")
    assert listed["questions"][0] == {
        "id": "vanishing-gradient",
        "question": "What is the vanishing gradient problem, and how can it be avoided?",
        "topic": "optimisation",
        "difficulty": "medium",
        "tags": ["optimisation", "rnn"],
        "file": "training.md",
        "line": 6,
    }
    assert [question["id"] for question in listed["questions"]] == ["vanishing-gradient", "which-code-is-this"]
    assert len(run_json(corpus, "list")["questions"]) == 3


def test_an_unknown_topic_names_those_there_are(corpus: Path) -> None:
    result = run(corpus, "list", "--topic", "cooking")
    assert isinstance(result.exception, ConfigurationError)
    assert result.exception.hint == "Topics are attention, optimisation."


def test_show_prints_everything_about_a_question(corpus: Path) -> None:
    text = run(corpus, "show", "vanishing-gradient").stdout
    for part in (
        "What is the vanishing gradient problem",
        "training.md:6",
        "Hochreiter 1991",
        "- saturating units (`sigmoid`)",
        "saturating activations (important): sigmoid; tanh",
        "Dropout fixes a → b gradients. → Dropout regularises",
        "(concept: residual connections)",
        "Write the gradient of the first layer",
    ):
        assert part in text


def test_show_finds_a_question_by_its_text_and_prints_json(corpus: Path) -> None:
    shown = run_json(corpus, "show", "which code is this?")
    assert shown["id"] == "which-code-is-this"
    assert shown["references"][0]["source"] == "Some Book, ch. 3"


def test_an_unknown_id_is_met_with_the_nearest_ones(corpus: Path) -> None:
    result = run(corpus, "show", "vanishing-gradeint")
    assert isinstance(result.exception, ConfigurationError)
    assert result.exception.message == "There is no question 'vanishing-gradeint'."
    assert result.exception.hint == "Did you mean vanishing-gradient?"


def test_nothing_of_a_file_reaches_the_terminal_as_a_command(corpus: Path) -> None:
    for arguments in (["list"], ["show", "what-is-attention"], ["search", "weights"], ["check"]):
        result = run(corpus, *arguments)
        assert "\x1b" not in result.output
    assert "[31m" in run(corpus, "show", "what-is-attention").stdout


def test_check_prints_findings_and_counts(corpus: Path) -> None:
    result = run(corpus, "check")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == (
        "attention.md:1: warning: The id 'what-is-attention' is not written in the file; it changes when the heading "
        "does. — Run 'interviewer corpus check --fix' to write it."
    )
    assert lines[-1].startswith("3 questions in 2 files: 0 errors, 3 warnings, ")


def test_check_fails_when_there_are_errors(corpus: Path) -> None:
    (corpus / "bad.md").write_text("## A?\n\nX.\n\n### Hinds\n", encoding="utf-8")
    result = run(corpus, "check")
    assert result.exit_code == 1
    assert "bad.md:5: error: There is no section 'Hinds'. — Did you mean 'Hints'?" in result.stdout
    report = json.loads(run(corpus, "check", "--json").stdout)
    assert report["counts"]["error"] == 1
    assert [item["line"] for item in report["findings"] if item["file"] == "bad.md"] == [5]


def test_the_other_commands_say_that_something_could_not_be_read(corpus: Path) -> None:
    (corpus / "bad.md").write_text("## A?\n\nX.\n\n### Hinds\n", encoding="utf-8")
    result = run(corpus, "list", "--json")
    assert len(json.loads(result.stdout)["questions"]) == 3
    assert "interviewer corpus check" in result.stderr


def test_fix_writes_the_missing_ids_and_nothing_else(corpus: Path) -> None:
    result = run(corpus, "check", "--fix")
    assert result.exit_code == 0
    assert "attention.md: wrote 1 id: what-is-attention." in result.stderr
    assert (corpus / "attention.md").read_text(encoding="utf-8") == (
        "## What is attention [/]?\n\n<!-- id: what-is-attention -->\n\nWeights \x1b[31m.\n"
    )
    assert all("id" not in line for line in run(corpus, "check").stdout.splitlines() if "warning" in line)
    before = {path: path.read_bytes() for path in corpus.iterdir()}
    assert run(corpus, "check", "--fix").stderr == ""
    assert {path: path.read_bytes() for path in corpus.iterdir()} == before


def test_search_ranks_questions_as_text_and_json(corpus: Path) -> None:
    assert "vanishing-gradient" in run(corpus, "search", "chain", "rule").stdout
    (result,) = run_json(corpus, "search", "chian rule", "--limit", "1")["results"]
    assert (result["id"], result["place"], result["text"]) == ("vanishing-gradient", "concept", "chain rule")
    assert result["line"] == 28
    nothing = run(corpus, "search", "xylophone")
    assert (nothing.exit_code, nothing.stdout) == (0, "")


def test_an_empty_corpus_is_no_failure(tmp_path: Path) -> None:
    assert run_json(tmp_path, "list") == {"questions": []}
    assert run(tmp_path, "list").stdout == ""
    assert run(tmp_path, "check").exit_code == 0


def test_searching_loads_nothing_heavy(corpus: Path) -> None:
    program = (
        "import sys; from interviewer.cli.corpus import command\n"
        f"command(['search', 'gradient', '--corpus', {str(corpus)!r}], standalone_mode=False)\n"
        "heavy = {'torch', 'sentence_transformers', 'transformers', 'faiss', 'textual', 'numpy', 'sentencex'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, timeout=60)
