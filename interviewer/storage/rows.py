"""Rows sealed with a hash when they are written and checked when they are read."""

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from interviewer.models import Question
from interviewer.storage.failures import corrupt

Row = Mapping[str, Any]

COLUMNS = {
    "session": ("id", "started_at", "mode", "seed", "plan"),
    "turn": (
        "session_id", "number", "kind", "question_id", "question_hash", "topic", "question", "answer",
        "hints_used", "revealed", "submitted_at", "seconds",
    ),
    "grade": (
        "session_id", "turn_number", "attempt", "score", "content", "grader_version", "encoder_digest",
        "corpus_hash", "graded_at",
    ),
    "session_end": ("session_id", "ended_at"),
    "draft": ("session_id", "turn_number", "text", "saved_at"),
}  # fmt: skip
"""The columns under the seal, in the order in which they are hashed."""


def utc_text(moment: datetime) -> str:
    """A moment as ISO 8601 in UTC with microseconds: such texts sort by time.

    Raises:
        ValueError: the datetime is naive.
    """
    if moment.utcoffset() is None:
        raise ValueError(f"a datetime with a time zone is needed, not {moment!r}")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def row_hash(table: str, row: Row) -> str:
    """SHA-256 (hex) over the JSON list of the table's name and its columns' values."""
    # A damaged value may come back as bytes: any text will do then, for the hash cannot match.
    content = json.dumps([table, *(row[column] for column in COLUMNS[table])], default=repr)
    return hashlib.sha256(content.encode("ascii")).hexdigest()


@dataclass(frozen=True, slots=True)
class Rows:
    """The tables of one open database."""

    connection: sqlite3.Connection
    file: Path

    def insert(self, table: str, row: Row, *, replace: bool = False) -> None:
        """Writes a sealed row; `row` has exactly the columns of the table."""
        columns = COLUMNS[table]
        verb = "INSERT OR REPLACE" if replace else "INSERT"
        names = ", ".join((*columns, "row_hash"))
        marks = ", ".join("?" * (len(columns) + 1))
        values = [*(row[column] for column in columns), row_hash(table, row)]
        self.connection.execute(f"{verb} INTO {table} ({names}) VALUES ({marks})", values)

    def select(self, table: str, rest: str = "", *parameters: object) -> list[Row]:
        """The rows of a table, each checked against its seal; `rest` is SQL from WHERE on.

        Raises:
            CorruptError: the content of a row is not what was written.
        """
        columns = COLUMNS[table]
        names = ", ".join((*columns, "row_hash"))
        found: list[Row] = []
        for values in self.connection.execute(f"SELECT {names} FROM {table} {rest}", parameters):
            row = dict(zip(columns, values, strict=False))
            if values[-1] != row_hash(table, row):
                raise corrupt(self.file, self._where(table, row))
            found.append(row)
        return found

    def add_question(self, question: Question) -> str:
        """Stores a question unless it is there already, and returns its digest."""
        content = question.model_dump_json()
        digest = hashlib.sha256(content.encode()).hexdigest()
        self.connection.execute("INSERT OR IGNORE INTO question (digest, content) VALUES (?, ?)", (digest, content))
        return digest

    def question_json(self, digest: str) -> str:
        """The JSON of the question stored under `digest`.

        Raises:
            CorruptError: it is not there or not what was written.
        """
        found = self.connection.execute("SELECT content FROM question WHERE digest = ?", (digest,)).fetchone()
        if found is None or not isinstance(found[0], str) or hashlib.sha256(found[0].encode()).hexdigest() != digest:
            raise corrupt(self.file, f"the question stored as {digest[:12]} is not what was written")
        return found[0]

    def _where(self, table: str, row: Row) -> str:
        session = row["id"] if table == "session" else row["session_id"]
        number = row.get("number", row.get("turn_number"))
        place = f"interview {session}" if number is None else f"interview {session}, question {number}"
        return f"a stored {table.replace('_', ' ')} is not what was written ({place})"
