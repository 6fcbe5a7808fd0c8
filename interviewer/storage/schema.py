"""The shape of the database: numbered migrations, only ever added to, and what a sound schema looks like."""

import sqlite3
from collections.abc import Sequence

Migration = tuple[str, ...]
"""The SQL statements of one migration, run in one transaction; its place in the sequence, from 1, is its number."""

# Questions are stored once under the SHA-256 of their JSON: plans and turns point at them, so what was asked stays
# readable and resumable after the corpus changed, and a question asked thirty times takes its room once.
# `row_hash` seals the other columns of its row (rows.py).
_FIRST_TABLES = (
    """
    CREATE TABLE question (
        digest TEXT PRIMARY KEY,
        content TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE session (
        id TEXT PRIMARY KEY CHECK (id <> ''),
        started_at TEXT NOT NULL,
        mode TEXT NOT NULL,
        seed INTEGER NOT NULL,
        plan TEXT NOT NULL,
        row_hash TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE turn (
        session_id TEXT NOT NULL REFERENCES session (id),
        number INTEGER NOT NULL CHECK (number >= 1),
        kind TEXT NOT NULL CHECK (kind IN ('main', 'follow-up')),
        question_id TEXT NOT NULL,
        question_hash TEXT NOT NULL,
        topic TEXT NOT NULL,
        question TEXT NOT NULL REFERENCES question (digest),
        answer TEXT,
        hints_used INTEGER NOT NULL CHECK (hints_used >= 0),
        revealed INTEGER NOT NULL CHECK (revealed IN (0, 1)),
        submitted_at TEXT NOT NULL,
        seconds REAL,
        row_hash TEXT NOT NULL,
        PRIMARY KEY (session_id, number)
    ) STRICT
    """,
    """
    CREATE TABLE grade (
        session_id TEXT NOT NULL,
        turn_number INTEGER NOT NULL,
        attempt INTEGER NOT NULL CHECK (attempt >= 1),
        score REAL NOT NULL,
        content TEXT NOT NULL,
        grader_version TEXT NOT NULL,
        encoder_digest TEXT NOT NULL,
        corpus_hash TEXT,
        graded_at TEXT NOT NULL,
        row_hash TEXT NOT NULL,
        PRIMARY KEY (session_id, turn_number, attempt),
        FOREIGN KEY (session_id, turn_number) REFERENCES turn (session_id, number)
    ) STRICT
    """,
    """
    CREATE TABLE session_end (
        session_id TEXT PRIMARY KEY REFERENCES session (id),
        ended_at TEXT NOT NULL,
        row_hash TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE draft (
        session_id TEXT PRIMARY KEY REFERENCES session (id),
        turn_number INTEGER NOT NULL CHECK (turn_number >= 1),
        text TEXT NOT NULL,
        saved_at TEXT NOT NULL,
        row_hash TEXT NOT NULL
    ) STRICT
    """,
)

_APPEND_ONLY = tuple(
    f"CREATE TRIGGER {table}_no_{action} BEFORE {action} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    for table in ("question", "session", "turn", "grade", "session_end")
    for action in ("update", "delete")
)

MIGRATIONS: tuple[Migration, ...] = ((*_FIRST_TABLES, *_APPEND_ONLY),)
"""Never changed once released: a new need is a new entry at the end."""


def schema_version(connection: sqlite3.Connection) -> int:
    """The number of the last migration applied; 0 for a database without any."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def apply_migration(connection: sqlite3.Connection, number: int, statements: Migration) -> None:
    """Runs one migration and records its number, inside the caller's transaction.

    Foreign keys have to be off on the connection, so that a migration may rebuild a table; they are checked here.

    Raises:
        sqlite3.IntegrityError: the migration left a row that points at nothing.
    """
    for statement in statements:
        connection.execute(statement)
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise sqlite3.IntegrityError(f"migration {number} broke a foreign key")
    connection.execute(f"PRAGMA user_version = {number}")


def schema_damage(connection: sqlite3.Connection, migrations: Sequence[Migration]) -> str | None:
    """What is wrong with the structure of the database, or None when it is sound.

    Compares the tables with those that its migrations make, then walks every page and index (SQLite's
    `integrity_check`: about 0.04 s for 100 MB), so that a row cannot vanish unnoticed.
    """
    version = schema_version(connection)
    if not 0 <= version <= len(migrations):
        return f"it claims the schema version {version}"
    present = _tables(connection)
    expected = _expected_tables(migrations[:version])
    if not expected <= present or (version == 0 and present):
        return "its tables are not those of a history"
    first_problem = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if first_problem != "ok":
        return " ".join(first_problem.split())
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        return "a row belongs to an interview or a question that is not there"
    return None


def _tables(connection: sqlite3.Connection) -> set[tuple[str, ...]]:
    # SQLite's own names are left out: they depend on its version and on the tables, not on the migrations.
    return set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*'"))


def _expected_tables(migrations: Sequence[Migration]) -> set[tuple[str, ...]]:
    model = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for number, statements in enumerate(migrations, start=1):
            apply_migration(model, number, statements)
        return _tables(model)
    finally:
        model.close()
