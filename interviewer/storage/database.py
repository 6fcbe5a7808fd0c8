"""Opening the database: made whole or not at all, checked before use, copied before it is migrated."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from interviewer.errors import ConfigurationError, UnavailableError
from interviewer.storage.failures import busy, corrupt, explained
from interviewer.storage.schema import MIGRATIONS, Migration, apply_migration, schema_damage, schema_version

BUSY_SECONDS = 5.0
"""How long a writer waits for another one before it gives up."""

_OLDEST_SQLITE = (3, 37)  # STRICT tables
_MAGIC = b"SQLite format 3\x00"


def open_database(
    path: Path, *, migrations: Sequence[Migration] = MIGRATIONS, busy_seconds: float = BUSY_SECONDS
) -> sqlite3.Connection:
    """A connection to the database at `path`, which is created or migrated when need be.

    A file that is damaged, or that a newer version of the program wrote, is left byte for byte as it is.

    Raises:
        UnavailableError: locked by another process, disk full, folder read-only.
        ConfigurationError: written by a newer version of the program.
        CorruptError: empty, not an SQLite database, or damaged.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise UnavailableError(
            f"This Python comes with SQLite {sqlite3.sqlite_version}; the history needs 3.37 or later.",
            "Use a newer Python.",
        )
    with explained(path):
        file = path.resolve()
        if not file.exists():
            _create(file, migrations, busy_seconds)
        _check_header(file, len(migrations))
        connection = _connect(file, busy_seconds)
        try:
            _check(connection, file, migrations)
            connection.execute("PRAGMA journal_mode = WAL")  # kept in the file: only now it is known to be ours
            if schema_version(connection) < len(migrations):
                with _lock(file, busy_seconds):
                    _migrate(connection, file, migrations)
            connection.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    """All statements of the block or none of them; durable when the block has been left."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _create(file: Path, migrations: Sequence[Migration], busy_seconds: float) -> None:
    """Makes the database under another name and moves it in place: a crash leaves no half-made file behind."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.new")
    with _lock(file, busy_seconds):
        if file.exists():
            return  # another process was faster
        for leftover in file.parent.glob(f"{draft.name}*"):
            leftover.unlink()
        draft.touch()
        with closing(_connect(draft, busy_seconds)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            _migrate(connection, draft, migrations)
        draft.rename(file)
        _sync_folder(file.parent)


def _connect(file: Path, busy_seconds: float) -> sqlite3.Connection:
    # `mode=rw` never creates a file. Transactions are begun by hand, so that writers wait for their turn at BEGIN.
    connection = sqlite3.connect(f"{file.as_uri()}?mode=rw", uri=True, timeout=busy_seconds, isolation_level=None)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")  # macOS: through the drive's own cache; nothing elsewhere
    except BaseException:
        connection.close()
        raise
    return connection


def _check_header(file: Path, newest: int) -> None:
    """Refuses, without opening it as a database, what is none or what comes from a newer version."""
    with file.open("rb") as stream:
        header = stream.read(100)
    if not header:
        raise corrupt(file, "it is empty")
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise corrupt(file, "it is not an SQLite database")
    # The schema version lies at byte 60, big-endian (SQLite file format, 1.3).
    _refuse_newer(file, int.from_bytes(header[60:64], "big", signed=True), newest)


def _check(connection: sqlite3.Connection, file: Path, migrations: Sequence[Migration]) -> None:
    with transaction(connection, "DEFERRED"):
        _refuse_newer(file, schema_version(connection), len(migrations))
        damage = schema_damage(connection, migrations)
    if damage is not None:
        raise corrupt(file, damage)


def _refuse_newer(file: Path, version: int, newest: int) -> None:
    if version > newest:
        raise ConfigurationError(
            f"The history {file} was written by a newer version of interviewer (schema {version}, not {newest}).",
            "Update interviewer, or name another folder with INTERVIEWER_DATA_DIR.",
        )


def _migrate(connection: sqlite3.Connection, file: Path, migrations: Sequence[Migration]) -> None:
    """Brings the schema up to date, each migration whole or not at all; the caller holds the lock."""
    version = schema_version(connection)
    if 0 < version < len(migrations):
        _back_up(connection, file, version)
    for number, statements in enumerate(migrations[version:], start=version + 1):
        with transaction(connection):
            apply_migration(connection, number, statements)


def _back_up(connection: sqlite3.Connection, file: Path, version: int) -> None:
    """Copies the database to `NAME.backup-v<version>`; an earlier copy of that name is kept and a number added."""
    unfinished = file.with_name(f"{file.name}.copying")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(unfinished)) as copy:
        connection.backup(copy)
    backup = file.with_name(f"{file.name}.backup-v{version}")
    count = 1
    while backup.exists():
        count += 1
        backup = file.with_name(f"{file.name}.backup-v{version}-{count}")
    unfinished.rename(backup)
    _sync_folder(file.parent)


@contextmanager
def _lock(file: Path, busy_seconds: float) -> Iterator[None]:
    """One process at a time creates or migrates."""
    from filelock import FileLock, Timeout  # seldom needed, and slow to import

    try:
        with FileLock(file.with_name(f"{file.name}.lock"), timeout=busy_seconds):
            yield
    except Timeout as error:
        raise busy(file) from error


def _sync_folder(folder: Path) -> None:
    """Makes a rename durable where the system can do that for folders (not on Windows)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
