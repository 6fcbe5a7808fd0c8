"""Several processes, sudden ends, locks and full disks."""

import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from stored_samples import NOON, everything, fill, make_question, make_turn

from interviewer.errors import UnavailableError
from interviewer.storage.history import History

HERE = Path(__file__).parent
ANSWERING = HERE / "answering_process.py"
MIGRATING = HERE / "migrating_process.py"


def start(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=HERE
    )


@pytest.mark.parametrize("seed", range(10))
def test_every_acknowledged_answer_survives_a_sudden_end(tmp_path, seed):
    generator = random.Random(seed)
    process = start(ANSWERING, tmp_path, "a" * 32)
    acknowledged = generator.randrange(1, 60)
    for number in range(1, acknowledged + 1):
        assert process.stdout.readline() == f"{number}\n"
    time.sleep(generator.random() * 0.02)
    process.kill()
    # What it printed while nobody read was acknowledged too; a line cut short by the end was not.
    acknowledged += process.communicate()[0].count("\n")
    with History.open(tmp_path) as history:
        answers = [stored.turn.answer for stored in history.session("a" * 32).turns]
        assert history.unfinished().id == "a" * 32
    assert acknowledged <= len(answers) <= acknowledged + 1
    assert answers == [f"answer {number}" for number in range(1, len(answers) + 1)]


def test_processes_that_write_at_once_lose_nothing(tmp_path):
    # All of them find the folder empty, so they also race to make the database.
    processes = {letter * 32: start(ANSWERING, tmp_path / "data", letter * 32, 30) for letter in "abcd"}
    for process in processes.values():
        _, problems = process.communicate(timeout=60)
        assert process.returncode == 0, problems
    with History.open(tmp_path / "data") as history:
        assert len(history.sessions()) == 4
        for session in processes:
            turns = history.session(session).turns
            assert [stored.turn.answer for stored in turns] == [f"answer {number}" for number in range(1, 31)]
            assert all(stored.turn.grade is not None for stored in turns)


def test_a_history_that_is_written_elsewhere_can_be_read_and_says_when_it_is_locked(tmp_path):
    fill(tmp_path)
    elsewhere = sqlite3.connect(tmp_path / "history.db", isolation_level=None)
    elsewhere.execute("BEGIN IMMEDIATE")
    with History.open(tmp_path, busy_seconds=0.1) as history:
        assert len(history.sessions()) == 2
        with pytest.raises(UnavailableError, match="in use by another program") as refusal:
            history.record_answer("b" * 32, make_turn(2), NOON, 1.0)
        assert str(tmp_path) in refusal.value.message
        elsewhere.execute("ROLLBACK")
        history.record_answer("b" * 32, make_turn(2), NOON, 1.0)
        assert len(history.session("b").turns) == 2
    elsewhere.close()


def test_no_room_on_the_disk_is_reported_and_loses_nothing(tmp_path):
    pytest.importorskip("resource", reason="limits on file sizes are POSIX")
    fill(tmp_path)
    before = everything(tmp_path)
    script = f"""
import resource, sys
from stored_samples import *
from interviewer.errors import UnavailableError
with History.open(Path({str(tmp_path)!r})) as history:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    try:
        history.record_answer("b" * 32, make_turn(2, answer="long " * 40_000), NOON, 1.0)
    except UnavailableError as error:
        print(error.message)
"""
    message, problems = start("-c", script).communicate(timeout=60)
    assert str(tmp_path) in message, problems
    assert everything(tmp_path) == before


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(UnavailableError) as refusal:
        History.open(tmp_path / "taken" / "data")
    assert str(tmp_path / "taken" / "data") in refusal.value.message
    assert "INTERVIEWER_DATA_DIR" in refusal.value.hint


@pytest.mark.parametrize("seed", range(4))
def test_a_migration_that_is_killed_leaves_the_old_schema_or_the_new_and_a_copy(tmp_path, seed):
    from migrating_process import FUTURE, NOTES

    from interviewer.storage.database import open_database

    fill(tmp_path)
    before = everything(tmp_path)
    process = start(MIGRATING, tmp_path)
    backup = tmp_path / "history.db.backup-v1"
    while not backup.exists():
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.001)
    time.sleep(random.Random(seed).random() * 0.15)
    process.kill()
    process.communicate()

    database = sqlite3.connect(tmp_path / "history.db")
    [version] = database.execute("PRAGMA user_version").fetchone()
    if version == 1:
        assert database.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'note'").fetchone() == (0,)
        database.close()
        assert everything(tmp_path) == before
    else:
        assert version == 2
        assert database.execute("SELECT count(*) FROM note").fetchone() == (NOTES,)
        database.close()
    open_database(tmp_path / "history.db", migrations=FUTURE).close()
    restored = tmp_path / "restored"
    restored.mkdir()
    backup.rename(restored / "history.db")
    assert everything(restored) == before


def test_a_history_made_while_another_process_makes_it_is_the_same_one(tmp_path):
    with History.open(tmp_path) as first, History.open(tmp_path) as second:
        first.begin_session("a" * 32, NOON, [make_question(1)], seed=1, mode="practice")
        assert second.session("a").summary.id == "a" * 32
