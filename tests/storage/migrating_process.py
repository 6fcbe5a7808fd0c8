"""A process of its own that migrates a history to a schema of the future: `migrating_process.py FOLDER`."""

import sys
from pathlib import Path

from interviewer.storage.database import open_database
from interviewer.storage.schema import MIGRATIONS

NOTES = 200_000

FUTURE = (
    *MIGRATIONS,
    (
        "CREATE TABLE note (number INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT",
        f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {NOTES}) "
        "INSERT INTO note SELECT i, 'note ' || i FROM n",
        "ALTER TABLE draft ADD COLUMN colour TEXT",
    ),
)

if __name__ == "__main__":
    open_database(Path(sys.argv[1]) / "history.db", migrations=FUTURE).close()
