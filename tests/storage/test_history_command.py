import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from stored_samples import NOON, everything, fill, make_question, make_turn

from interviewer.cli.history import command
from interviewer.errors import ConfigurationError, CorruptError, InterviewerError
from interviewer.storage.history import History
from interviewer.storage.records import StoredSession


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("INTERVIEWER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("TZ", "UTC")
    return tmp_path / "data"


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(command, list(arguments))
    if isinstance(result.exception, InterviewerError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result


@pytest.mark.parametrize("arguments", [["list"], ["show"], ["export"], ["stats"]])
def test_without_interviews_one_friendly_sentence_is_said_and_nothing_made(folder, arguments):
    result = run(*arguments)
    assert result.stdout == ""
    assert result.stderr == "There are no interviews yet; `interviewer` starts one.\n"
    assert not folder.exists()


def test_without_interviews_json_is_still_json(folder):
    assert json.loads(run("list", "--json").stdout) == {"sessions": []}
    assert json.loads(run("stats", "--json").stdout) == {"topics": []}
    assert json.loads(run("show", "--json").stdout) is None


def test_an_empty_history_is_no_different_from_none(folder):
    History.open(folder).close()
    assert "no interviews yet" in run("list").stderr
    assert "no interviews yet" in run("show").stderr


def test_the_list_shows_the_newest_first(folder):
    fill(folder)
    header, newest, oldest = (line.split() for line in run("list").stdout.splitlines())
    assert header == ["id", "when", "mode", "questions", "mean", "state"]
    assert [newest[0], *newest[3:]] == ["bbbbbbbb", "plain", "1/2", "-", "unfinished"]
    assert [oldest[0], *oldest[3:]] == ["aaaaaaaa", "practice", "2/3", "60.7", "finished"]
    assert len(run("list", "--limit", "1").stdout.splitlines()) == 2


def test_the_list_as_json_has_whole_ids_and_times_in_utc(folder):
    fill(folder)
    newest, oldest = json.loads(run("list", "--json").stdout)["sessions"]
    assert (newest["id"], newest["state"], newest["mean_score"]) == ("b" * 32, "unfinished", None)
    assert oldest["started_at"] == "2025-03-05T12:00:00Z"


def test_an_interview_is_shown_as_a_transcript(folder):
    fill(folder)
    shown = run("show", "aa").stdout
    lines = [line.strip() for line in shown.splitlines()]
    assert lines[0].startswith("Interview aaaaaaaa, 2025-03-0")
    for expected in (
        "2 of 3 questions answered, 1 skipped, mean score 60.7",
        "1. What is the vanishing gradient problem, part 1? [optimisation, medium]",
        "Gradients get small.",
        "(1 min 36 s, 1 hint)",
        "Score 71.4 (64.9 to 77.9), good",
        "! too-short: The answer is short.",
        "✓ covered: chain rule (essential, 30.0 of 30.0 points)",
        "◐ partial: saturation (important, 5.0 of 10.0 points)",
        "✗ missing: residual connections (bonus, 0.0 of 5.0 points)",
        "Most of it is there.",
        "What would gain most: Say how residual connections help.",
        "for layer in layers:",
        "Skipped.",
        "Softmax of QKᵀ/√d.",
    ):
        assert expected in lines
    assert shown.index("part 1?") < shown.index("part 2?") < shown.index("Skipped.") < shown.index("part 3?")


def test_the_latest_interview_is_shown_by_default(folder):
    fill(folder)
    assert run("show").stdout.startswith("Interview bbbbbbbb")


def test_text_that_looks_like_markup_is_shown_as_it_is(folder):
    with History.open(folder) as history:
        history.begin_session("c", NOON, [make_question(1, topic="[red]t[/red]")], seed=1, mode="practice")
        answer = "[bold]x[/bold] :smile: [link=http://a]"
        turn = make_turn(1, answer=answer, question=make_question(1, topic="[red]t[/red]"))
        history.record_answer("c", turn, NOON, None)
    assert answer in run("show").stdout
    assert "[red]t[/red]" in run("stats").stdout


def test_everything_is_in_the_json_of_an_interview(folder):
    fill(folder)
    shown = json.loads(run("show", "a", "--json").stdout)
    assert shown["summary"].pop("state") == "finished"
    with History.open(folder) as history:
        assert StoredSession.model_validate(shown) == history.session("a")


@pytest.mark.parametrize("some_are_stored", [True, False])
def test_an_unknown_id_is_an_error(folder, some_are_stored):
    if some_are_stored:
        fill(folder)
    with pytest.raises(InterviewerError, match='No interview begins with "zzz"'):
        run("show", "zzz")


def test_statistics_are_given_for_each_topic(folder):
    fill(folder)
    _, attention, optimisation = (line.split() for line in run("stats").stdout.splitlines())
    assert attention[:4] == ["attention", "1", "1", "50.0"]
    assert optimisation[:4] == ["optimisation", "3", "2", "71.4"]
    assert json.loads(run("stats", "--json").stdout)["topics"][1] == {
        "topic": "optimisation",
        "questions": 3,
        "answered": 2,
        "mean_score": 71.4,
        "last_asked": "2025-03-06T12:01:00Z",
    }


# --- export -----------------------------------------------------------------------------------------------------------


def test_an_interview_is_exported_as_markdown_or_json_by_the_ending(folder, tmp_path):
    fill(folder)
    run("export", "a", "-o", str(tmp_path / "interview.md"))
    markdown = (tmp_path / "interview.md").read_text(encoding="utf-8")
    assert markdown == run("export", "a").stdout
    assert "## 1. What is the vanishing gradient problem, part 1?" in markdown
    assert "> Softmax of QKᵀ/√d." in markdown
    run("export", "a", "-o", str(tmp_path / "interview.JSON"))
    exported = json.loads((tmp_path / "interview.JSON").read_text(encoding="utf-8"))
    assert exported == json.loads(run("show", "a", "--json").stdout)
    with pytest.raises(ConfigurationError, match=r"neither a \.md nor a \.json"):
        run("export", "a", "-o", str(tmp_path / "interview.db"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "interview.JSON", "interview.md"]


@pytest.mark.skipif(os.name == "nt", reason="making links needs special rights on Windows")
def test_an_export_replaces_an_earlier_one_but_follows_no_link(folder, tmp_path):
    fill(folder)
    target = tmp_path / "interview.md"
    target.write_text("earlier", encoding="utf-8")
    run("export", "-o", str(target))
    assert target.read_text(encoding="utf-8").startswith("# Interview bbbbbbbb")
    diary = tmp_path / "diary.md"
    diary.write_text("dear diary", encoding="utf-8")
    link = tmp_path / "link.md"
    link.symlink_to(diary)
    with pytest.raises(InterviewerError, match="symbolic link"):
        run("export", "-o", str(link))
    assert link.is_symlink()
    assert diary.read_text(encoding="utf-8") == "dear diary"


@pytest.mark.parametrize("name", ["missing/interview.md", "folder.md"])
def test_an_export_that_cannot_be_written_is_named(folder, tmp_path, name):
    fill(folder)
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(InterviewerError, match=Path(name).name):
        run("export", "-o", str(tmp_path / name))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "folder.md"]


# --- the program itself -----------------------------------------------------------------------------------------------


def interviewer(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "interviewer", "history", *arguments],
        env={**os.environ, "INTERVIEWER_DATA_DIR": str(folder), "PYTHONUTF8": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_the_program_lists_and_shows_interviews_without_a_corpus(folder, tmp_path):
    fill(folder)
    before = everything(folder)
    listed = interviewer("list", folder=folder, INTERVIEWER_CORPUS=str(tmp_path / "nowhere"))
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "aaaaaaaa" in listed.stdout
    shown = interviewer("show", "a", folder=folder)
    assert "✓ covered: chain rule" in shown.stdout
    assert everything(folder) == before


def test_the_program_ends_with_the_exit_code_of_the_failure(folder):
    folder.mkdir()
    file = folder / "history.db"
    file.write_bytes(b"")
    damaged = interviewer("list", folder=folder)
    assert (damaged.returncode, damaged.stdout) == (CorruptError.exit_code, "")
    assert str(file) in damaged.stderr
    assert "Traceback" not in damaged.stderr
    assert file.read_bytes() == b""
    assert interviewer("show", "zzz", folder=folder / "none").returncode == 1
    assert interviewer("export", "-o", "x.txt", folder=folder / "none").returncode == 2


def test_reading_the_history_loads_nothing_heavy(folder):
    fill(folder)
    script = (
        "import sys; from interviewer.__main__ import main; main(['history', 'list']); main(['history', 'show']);"
        "print([name for name in ('torch', 'faiss', 'textual', 'sentence_transformers', 'transformers', 'numpy')"
        " if name in sys.modules], file=sys.stderr)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "INTERVIEWER_DATA_DIR": str(folder)},
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert loaded.stderr.strip() == "[]"
