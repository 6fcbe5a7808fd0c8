"""`interviewer doctor`: it sees what is wrong, one thing not hiding the next, and never falls over itself."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from interviewer.__main__ import main
from interviewer.corpus.bank import Bank
from interviewer.models import Turn
from interviewer.storage.history import History

Examine = Callable[..., tuple[int, dict[str, dict[str, str]]]]


@pytest.fixture
def examine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Examine:
    """Runs `doctor --json` with data and cache of its own; gives the exit code and the last finding of each name."""
    monkeypatch.setenv("INTERVIEWER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.md").write_text("## What is dropout?\n\nRandom units are off.\n", encoding="utf-8")

    def invoke(*arguments: str) -> tuple[int, dict[str, dict[str, str]]]:
        code = main(["doctor", "--json", "--corpus", str(tmp_path / "corpus"), *arguments])
        findings = json.loads(capsys.readouterr().out)["findings"]
        return code, {finding["name"]: finding for finding in findings}

    return invoke


def test_a_sound_installation_is_ok(examine: Examine) -> None:
    code, findings = examine()
    assert code == 0
    assert findings["model"]["state"] == findings["corpus"]["state"] == findings["history"]["state"] == "ok"
    assert findings["index"]["state"] == "note"  # built on first use


def test_a_corpus_that_is_missing_does_not_hide_the_model(examine: Examine, tmp_path: Path) -> None:
    code, findings = examine("--corpus", str(tmp_path / "nowhere"), "--model", "nobody/nothing")
    assert code == 1
    assert "no corpus folder" in findings["corpus"]["detail"]
    assert "nobody/nothing" in findings["model"]["detail"]


@pytest.mark.parametrize("place", ["taken", "taken/below"])
def test_a_data_folder_that_cannot_be_is_wrong(
    examine: Examine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    (tmp_path / "taken").touch()
    monkeypatch.setenv("INTERVIEWER_DATA_DIR", str(tmp_path / place))
    code, findings = examine()
    assert (code, findings["history"]["state"]) == (1, "wrong")
    assert "is not a folder" in findings["history"]["detail"]
    assert findings["index"]["state"] == "note"


def test_an_index_that_could_not_be_built_is_wrong(examine: Examine, tmp_path: Path) -> None:
    (tmp_path / "cache").touch()
    code, findings = examine()
    assert (code, findings["index"]["state"]) == (1, "wrong")
    assert f"{tmp_path / 'cache'} is not a folder" in findings["index"]["detail"]


def test_what_the_system_refuses_is_a_finding(examine: Examine) -> None:
    code, findings = examine("--model", "x" * 5_000)
    assert code == 1
    assert findings["model"]["state"] == "wrong"
    assert findings["corpus"]["state"] == "ok"


@pytest.mark.parametrize(
    ("stored", "damaged"), [(b"Random units.", b"Random knots."), (b"units are off", b"units are odd")]
)
def test_a_damaged_answer_or_question_in_the_history_is_found(
    examine: Examine, tmp_path: Path, stored: bytes, damaged: bytes
) -> None:
    question = Bank.load(tmp_path / "corpus").questions[0]
    now = datetime(2026, 1, 2, tzinfo=UTC)
    with History.open(tmp_path / "data") as history:
        history.begin_session("a" * 32, now, [question], 1, "plain")
        turn = Turn(number=1, kind="main", question=question, answer="Random units.")
        history.record_answer("a" * 32, turn, now, 1.0)
    assert examine()[0] == 0
    database = tmp_path / "data" / "history.db"
    content = database.read_bytes()
    assert stored in content
    database.write_bytes(content.replace(stored, damaged))
    code, findings = examine()
    assert (code, findings["history"]["state"]) == (1, "wrong")
