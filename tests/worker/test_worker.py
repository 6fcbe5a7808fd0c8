"""The worker process: the same grades as in this process, and it survives its own death."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.errors import CorruptError, UnavailableError
from interviewer.settings import DEFAULT_MODEL, Settings
from interviewer.worker import GradingWorker, WorkerStatus
from interviewer.workspace import Workspace

pytestmark = pytest.mark.slow

CORPUS = """---
topic: regularisation
---

## What is dropout?

<!-- id: dropout -->

Dropout switches random units off during training, so that no unit relies on another.
"""
ANSWER = "Random neurons are dropped while training."
PATIENCE = 120.0


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "regularisation.md").write_text(CORPUS, encoding="utf-8")
    return Settings(corpus=corpus, index=tmp_path / "index", data=tmp_path / "data", model=DEFAULT_MODEL)


@pytest.fixture
def statuses() -> list[WorkerStatus]:
    return []


@pytest.fixture
def worker(settings: Settings, statuses: list[WorkerStatus]) -> Iterator[GradingWorker]:
    worker = GradingWorker(settings, statuses.append)
    worker.start()
    yield worker
    worker.close()


def test_a_grade_from_the_worker_is_that_of_this_process(
    worker: GradingWorker, settings: Settings, statuses: list[WorkerStatus]
) -> None:
    with Workspace.open(settings) as workspace:
        question = workspace.question("dropout")
        theirs = worker.grade(question, ANSWER).result(PATIENCE)
        assert theirs.model_dump_json() == workspace.grade(question, ANSWER).model_dump_json()
    stages = [status.stage for status in statuses]
    assert stages[0] == "loading"
    assert "indexing" in stages
    assert stages[-1] == "ready"


def test_passages_near_in_meaning_come_with_their_similarity(worker: GradingWorker, settings: Settings) -> None:
    query = "preventing neurons from depending on each other"
    found = worker.search(query, 5).result(PATIENCE)
    with Workspace.open(settings) as workspace:
        expected = workspace.search(query, 5)
    assert [(near.passage, near.similarity) for near in found] == [(hit.passage, hit.similarity) for hit in expected]
    assert found[0].passage.question_id == "dropout"
    assert found[0].similarity > 0.2


def test_a_corpus_that_has_changed_is_read_anew_on_request(
    worker: GradingWorker, settings: Settings, statuses: list[WorkerStatus]
) -> None:
    assert len(worker.search("pooling", 5).result(PATIENCE)) == 1
    more = "## What is pooling?\n\nPooling keeps the largest value of each patch.\n"
    (settings.corpus / "pooling.md").write_text(more, encoding="utf-8")
    assert len(worker.search("pooling", 5).result(PATIENCE)) == 1
    statuses.clear()
    worker.reread().result(PATIENCE)
    assert [status.stage for status in statuses if status.stage != "indexing"] == ["ready"]  # the model stays
    assert "Pooling" in worker.search("pooling", 5).result(PATIENCE)[0].passage.text


@pytest.mark.skipif(not hasattr(signal, "SIGSEGV"), reason="needs signals")
def test_a_crash_while_grading_is_survived_and_the_answer_graded(worker: GradingWorker, settings: Settings) -> None:
    with Workspace.open(settings) as workspace:
        question = workspace.question("dropout")
    worker.grade(question, ANSWER).result(PATIENCE)
    first = worker.process_id
    assert first is not None
    os.kill(first, signal.SIGSEGV)
    grade = worker.grade(question, ANSWER).result(PATIENCE)
    assert grade.score > 0
    assert worker.process_id != first


def test_a_process_that_keeps_dying_is_reported(worker: GradingWorker, settings: Settings) -> None:
    with Workspace.open(settings) as workspace:
        question = workspace.question("dropout")
    future = worker.grade(question, ANSWER)
    killed: set[int] = set()
    while not future.done():
        process_id = worker.process_id
        if process_id is not None and process_id not in killed:
            time.sleep(0.2)
            os.kill(process_id, signal.SIGTERM)
            killed.add(process_id)
        time.sleep(0.05)
    with pytest.raises(UnavailableError, match="stopped unexpectedly"):
        future.result()
    assert worker.status.stage == "failed"


def test_a_damaged_index_is_refused_and_rebuilt_on_request(settings: Settings) -> None:
    with Workspace.open(settings) as workspace:
        workspace.build_index()
        question = workspace.question("dropout")
    vectors = settings.index / "current" / "vectors.faiss"
    damaged = bytearray(vectors.read_bytes())
    damaged[-1] ^= 1
    vectors.write_bytes(damaged)
    worker = GradingWorker(settings)
    worker.start()
    try:
        with pytest.raises(CorruptError, match=r"vectors\.faiss"):
            worker.grade(question, ANSWER).result(PATIENCE)
        assert worker.status.corrupt
        worker.rebuild().result(PATIENCE)
        assert worker.grade(question, ANSWER).result(PATIENCE).score > 0
        assert worker.status.stage == "ready"
    finally:
        worker.close()


def test_closing_while_the_model_loads_takes_no_time_and_leaves_no_process(settings: Settings) -> None:
    worker = GradingWorker(settings)
    worker.start()
    with Workspace.open(settings) as workspace:
        future = worker.grade(workspace.question("dropout"), ANSWER)
    while (process_id := worker.process_id) is None:
        time.sleep(0.01)
    worker.close()
    assert worker.process_id is None
    assert future.cancelled() or future.exception() is not None
    with pytest.raises(ProcessLookupError):
        os.kill(process_id, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="needs kill -9")
def test_the_worker_goes_when_its_parent_is_killed(settings: Settings) -> None:
    script = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from interviewer.settings import Settings\n"
        "from interviewer.worker import GradingWorker\n"
        "if __name__ == '__main__':\n"
        f"    settings = Settings(Path({str(settings.corpus)!r}), Path({str(settings.index)!r}), Path('.'))\n"
        "    worker = GradingWorker(settings)\n"
        "    worker.start()\n"
        "    while worker.status.stage != 'ready': time.sleep(0.05)\n"
        "    print(worker.process_id, flush=True)\n"
        "    time.sleep(600)\n"
    )
    file = settings.index.parent / "parent.py"
    file.write_text(script, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(file)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker_id = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.kill(worker_id, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("the worker outlived its parent")
