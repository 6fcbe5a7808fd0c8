"""Old, new, strange and damaged database files."""

import random
import shutil
import sqlite3
from pathlib import Path

import pytest
from stored_samples import NOON, everything, fill

from interviewer.errors import ConfigurationError, CorruptError, InterviewerError
from interviewer.storage.database import open_database
from interviewer.storage.history import History
from interviewer.storage.schema import MIGRATIONS

FUTURE = (*MIGRATIONS, ("CREATE TABLE note (text TEXT) STRICT", "INSERT INTO note VALUES ('new')"))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_the_database_is_durable_and_strict(tmp_path):
    connection = open_database(tmp_path / "history.db")
    settings = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in (
        "journal_mode", "synchronous", "foreign_keys", "busy_timeout", "user_version"
    )}  # fmt: skip
    strict = connection.execute("SELECT name, strict FROM pragma_table_list WHERE name NOT GLOB 'sqlite_*'").fetchall()
    connection.close()
    full = 2
    assert settings == {
        "journal_mode": "wal", "synchronous": full, "foreign_keys": 1, "busy_timeout": 5000,
        "user_version": len(MIGRATIONS),
    }  # fmt: skip
    assert strict
    assert all(is_strict for _, is_strict in strict)


def test_a_migration_keeps_a_copy_of_what_was_there(tmp_path):
    fill(tmp_path)
    before = everything(tmp_path)
    connection = open_database(tmp_path / "history.db", migrations=FUTURE)
    assert connection.execute("SELECT text FROM note").fetchall() == [("new",)]
    assert connection.execute("SELECT count(*) FROM turn").fetchone() == (4,)
    connection.close()
    open_database(tmp_path / "history.db", migrations=FUTURE).close()
    assert [path.name for path in tmp_path.glob("*backup*")] == ["history.db.backup-v1"]
    restored = tmp_path / "restored"
    restored.mkdir()
    shutil.copy(tmp_path / "history.db.backup-v1", restored / "history.db")
    assert everything(restored) == before


def test_an_earlier_copy_is_never_replaced(tmp_path):
    fill(tmp_path)
    (tmp_path / "history.db.backup-v1").write_bytes(b"precious")
    open_database(tmp_path / "history.db", migrations=FUTURE).close()
    assert (tmp_path / "history.db.backup-v1").read_bytes() == b"precious"
    assert (tmp_path / "history.db.backup-v1-2").read_bytes().startswith(b"SQLite format 3")


def test_a_migration_that_fails_changes_nothing(tmp_path):
    fill(tmp_path)
    before = everything(tmp_path)
    broken = (*MIGRATIONS, ("CREATE TABLE note (text TEXT) STRICT", "INSERT INTO nowhere VALUES (1)"))
    with pytest.raises(CorruptError):
        open_database(tmp_path / "history.db", migrations=broken)
    assert everything(tmp_path) == before


def test_a_database_from_a_newer_version_is_refused_and_left_as_it_is(tmp_path):
    fill(tmp_path)
    open_database(tmp_path / "history.db", migrations=FUTURE).close()
    before = contents(tmp_path)
    with pytest.raises(ConfigurationError, match="newer version") as refusal:
        History.open(tmp_path)
    assert refusal.value.exit_code == 2
    assert str(tmp_path / "history.db") in refusal.value.message
    assert contents(tmp_path) == before


def another_programs_database(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE bookmark (url TEXT)")
    database.commit()
    database.close()


def a_history_without_a_table(path: Path) -> None:
    fill(path.parent)
    database = sqlite3.connect(path)
    database.execute("DROP TABLE draft")
    database.commit()
    database.close()


def a_truncated_history(path: Path) -> None:
    fill(path.parent)
    path.write_bytes(path.read_bytes()[:-5000])


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(lambda path: path.write_bytes(b"SQLite format 3\0"), id="a header and no more"),
        pytest.param(lambda path: path.write_text("not a database at all\n" * 50, encoding="utf-8"), id="text"),
        pytest.param(another_programs_database, id="another program's"),
        pytest.param(a_history_without_a_table, id="a table is gone"),
        pytest.param(a_truncated_history, id="cut short"),
    ],
)
def test_a_file_that_is_no_sound_history_is_named_and_left_as_it_is(tmp_path, damage):
    file = tmp_path / "history.db"
    damage(file)
    before = file.read_bytes()
    for _ in range(2):
        with pytest.raises(CorruptError) as refusal:
            History.open(tmp_path)
        assert refusal.value.exit_code == 4
        assert str(file) in refusal.value.message
        assert "Move the file aside" in refusal.value.hint
        assert file.read_bytes() == before


def test_the_remedy_names_the_copy_that_is_there(tmp_path):
    (tmp_path / "history.db").write_bytes(b"")
    (tmp_path / "history.db.backup-v1").write_bytes(b"x")
    with pytest.raises(CorruptError) as refusal:
        History.open(tmp_path)
    assert "history.db.backup-v1" in refusal.value.hint


def test_a_history_without_the_file_moved_aside_begins_anew(tmp_path):
    (tmp_path / "history.db").write_bytes(b"")
    with pytest.raises(CorruptError):
        History.open(tmp_path)
    (tmp_path / "history.db").rename(tmp_path / "history.db.damaged")
    with History.open(tmp_path) as history:
        assert history.sessions() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE turn SET answer = 'Something better.' WHERE number = 1",
        "UPDATE turn SET number = 9 WHERE number = 2",
        "UPDATE turn SET seconds = 1 WHERE number = 1",
        "UPDATE grade SET score = 99",
        "UPDATE grade SET content = replace(content, '71.4', '91.4')",
        "UPDATE session SET started_at = '2026-03-05T12:00:00.000000+00:00'",
        "UPDATE session SET plan = '[]'",
        "UPDATE session_end SET ended_at = '2026-03-05T12:00:00.000000+00:00'",
        "UPDATE question SET content = replace(content, 'vanishing', 'exploding')",
        "UPDATE draft SET text = 'I know that'",
    ],
)
def test_content_that_is_not_what_was_written_is_noticed(tmp_path, statement):
    fill(tmp_path)
    database = sqlite3.connect(tmp_path / "history.db")
    triggers = database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        database.execute(f"DROP TRIGGER {name}")
    database.execute(statement)
    for _, sql in triggers:
        database.execute(sql)
    database.commit()
    database.close()
    with pytest.raises(CorruptError, match="not what was written"):
        everything(tmp_path)


@pytest.mark.parametrize("seed", range(60))
def test_a_flipped_bit_is_reported_or_changes_nothing(tmp_path_factory, seed):
    folder = tmp_path_factory.mktemp("flipped")
    fill(folder)
    intact = everything(folder)
    file = folder / "history.db"
    content = bytearray(file.read_bytes())
    bit = random.Random(seed).randrange(len(content) * 8)
    content[bit // 8] ^= 1 << bit % 8
    file.write_bytes(content)
    try:
        found = everything(folder)
    except InterviewerError:
        return
    assert found == intact


def test_a_record_with_fields_of_a_later_version_asks_for_an_update(tmp_path):
    from hashlib import sha256

    fill(tmp_path)
    database = sqlite3.connect(tmp_path / "history.db")
    [(content,)] = database.execute("SELECT content FROM question LIMIT 1").fetchall()
    later = content.replace('{"id"', '{"video":"clip.mp4","id"')
    digest = sha256(later.encode()).hexdigest()
    database.execute("INSERT INTO question VALUES (?, ?)", (digest, later))
    database.commit()
    database.close()
    from interviewer.storage.rows import row_hash

    database = sqlite3.connect(tmp_path / "history.db")
    session = {"id": "c", "started_at": NOON.isoformat(), "mode": "practice", "seed": 1, "plan": f'["{digest}"]'}
    database.execute("INSERT INTO session VALUES (?, ?, ?, ?, ?, ?)", (*session.values(), row_hash("session", session)))
    database.commit()
    database.close()
    with History.open(tmp_path) as history, pytest.raises(ConfigurationError, match="another version"):
        history.session("c")
