"""The history of interviews: what was asked, answered and graded, written as it happens and read back later."""

import json
import math
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from interviewer.errors import InterviewerError
from interviewer.models import Grade, Question, Turn
from interviewer.storage.database import BUSY_SECONDS, open_database, transaction
from interviewer.storage.failures import explained
from interviewer.storage.reading import find_session, read_session, read_summary, read_topics
from interviewer.storage.records import Draft, SessionSummary, StoredSession, TopicRecord
from interviewer.storage.rows import Rows, utc_text

FILE_NAME = "history.db"


class History:
    """The history of one data folder, opened by `open`; a context manager.

    To be used from the thread that opened it; several processes may have the same history open and write to it. All
    datetimes handed in have a time zone (ValueError otherwise), those that come back are in UTC. Session ids are the
    caller's (uuid4 as hex). Every method may raise UnavailableError (locked, disk full, read-only), and every one that
    reads CorruptError (what is stored is not what was written). Nothing is ever changed once written but drafts.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._connection = rows.connection

    @classmethod
    def open(cls, directory: Path, *, busy_seconds: float = BUSY_SECONDS) -> Self:
        """The history in `directory`; folder and database are made or migrated when need be.

        Raises:
            UnavailableError: locked by another process, disk full, folder read-only.
            ConfigurationError: written by a newer version of the program.
            CorruptError: the file is empty, not a database, or damaged; it is left as it is.
        """
        file = directory / FILE_NAME
        return cls(Rows(open_database(file, busy_seconds=busy_seconds), file))

    @classmethod
    def open_existing(cls, directory: Path) -> Self | None:
        """Like `open`, but None when there is no history yet: then nothing is made."""
        with explained(directory / FILE_NAME):
            try:
                os.lstat(directory / FILE_NAME)  # unlike `exists` it says so when the folder may not be read
            except (FileNotFoundError, NotADirectoryError):
                return None
        return cls.open(directory)

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- writing: durable when the method returns -------------------------------------------------------------------

    def begin_session(
        self, session_id: str, started_at: datetime, plan: Sequence[Question], seed: int, mode: str
    ) -> None:
        """Stores an interview that starts, with all that is needed to resume it.

        Raises:
            sqlite3.IntegrityError: the id is taken.
        """
        started = utc_text(started_at)
        with self._writing():
            digests = [self._rows.add_question(question) for question in plan]
            self._rows.insert(
                "session",
                {"id": session_id, "started_at": started, "mode": mode, "seed": seed, "plan": json.dumps(digests)},
            )

    def record_answer(self, session_id: str, turn: Turn, at: datetime, seconds: float | None) -> None:
        """Stores an answered or skipped turn, without its grade, and drops the draft.

        Raises:
            InterviewerError: the turn is stored already or the interview has ended (in another window).
            ValueError: the turn is graded already, or `seconds` is negative or not finite.
            LookupError: no such interview.
        """
        if turn.grade is not None:
            raise ValueError("an answer is stored before it is graded")
        if seconds is not None and not (math.isfinite(seconds) and seconds >= 0):
            raise ValueError(f"seconds cannot be {seconds}")
        submitted = utc_text(at)
        with self._writing():
            self._require_open(session_id, turn.number)
            self._rows.insert(
                "turn",
                {
                    "session_id": session_id,
                    "number": turn.number,
                    "kind": turn.kind,
                    "question_id": turn.question.id,
                    "question_hash": turn.question.content_hash,
                    "topic": turn.question.topic,
                    "question": self._rows.add_question(turn.question),
                    "answer": turn.answer,
                    "hints_used": turn.hints_used,
                    "revealed": int(turn.revealed),
                    "submitted_at": submitted,
                    # SQLite keeps no negative zero and gives every REAL back as a float: so does the row hash.
                    "seconds": None if seconds is None else float(seconds) + 0.0,
                },
            )
            self._connection.execute("DELETE FROM draft WHERE session_id = ?", (session_id,))

    def record_grade(self, session_id: str, turn_number: int, grade: Grade, at: datetime) -> None:
        """Stores the grade of an answer; of several the latest counts.

        Raises:
            LookupError: no such turn.
        """
        graded = utc_text(at)
        with self._writing():
            if not self._has("turn WHERE session_id = ? AND number = ?", session_id, turn_number):
                raise LookupError(f"interview {session_id} has no turn {turn_number}")
            earlier = self._connection.execute(
                "SELECT count(*) FROM grade WHERE session_id = ? AND turn_number = ?", (session_id, turn_number)
            ).fetchone()[0]
            self._rows.insert(
                "grade",
                {
                    "session_id": session_id,
                    "turn_number": turn_number,
                    "attempt": earlier + 1,
                    "score": float(grade.score) + 0.0,
                    "content": grade.model_dump_json(),
                    "grader_version": grade.grader.version,
                    "encoder_digest": grade.grader.encoder,
                    "corpus_hash": grade.grader.corpus,
                    "graded_at": graded,
                },
            )

    def end_session(self, session_id: str, at: datetime) -> None:
        """Marks an interview as finished and drops its draft; the first end counts.

        Raises:
            LookupError: no such interview.
        """
        ended = utc_text(at)
        with self._writing():
            self._require_session(session_id)
            if not self._has("session_end WHERE session_id = ?", session_id):
                self._rows.insert("session_end", {"session_id": session_id, "ended_at": ended})
            self._connection.execute("DELETE FROM draft WHERE session_id = ?", (session_id,))

    def save_draft(self, session_id: str, turn_number: int, text: str, at: datetime) -> None:
        """Keeps what has been typed so far, in place of the draft before; a late one of a stored turn is dropped.

        Raises:
            LookupError: no such interview.
        """
        saved = utc_text(at)
        with self._writing():
            self._require_session(session_id)
            ended = self._has("session_end WHERE session_id = ?", session_id)
            if ended or self._has("turn WHERE session_id = ? AND number >= ?", session_id, turn_number):
                return
            self._rows.insert(
                "draft",
                {"session_id": session_id, "turn_number": turn_number, "text": text, "saved_at": saved},
                replace=True,
            )

    # --- reading ----------------------------------------------------------------------------------------------------

    def sessions(self, limit: int | None = None) -> list[SessionSummary]:
        """The interviews, newest first."""
        with self._reading():
            sessions = self._rows.select(
                "session", "ORDER BY started_at DESC, rowid DESC LIMIT ?", -1 if limit is None else max(limit, 0)
            )
            return [read_summary(self._rows, session) for session in sessions]

    def session(self, id_or_prefix: str) -> StoredSession:
        """One interview by its id or the beginning of it.

        Raises:
            InterviewerError: none begins so, or several do.
        """
        with self._reading():
            return read_session(self._rows, find_session(self._rows, id_or_prefix))

    def unfinished(self) -> SessionSummary | None:
        """The latest interview that has not ended."""
        with self._reading():
            latest = self._rows.select(
                "session",
                "WHERE id NOT IN (SELECT session_id FROM session_end) ORDER BY started_at DESC, rowid DESC LIMIT 1",
            )
            return read_summary(self._rows, latest[0]) if latest else None

    def draft(self, session_id: str) -> Draft | None:
        """The answer begun in an interview."""
        with self._reading():
            drafts = self._rows.select("draft", "WHERE session_id = ?", session_id)
        return Draft.model_validate(drafts[0]) if drafts else None

    def last_asked(self) -> dict[str, datetime]:
        """When each main question was last put, by question id."""
        with self._reading():
            turns = self._rows.select("turn", "WHERE kind = 'main' ORDER BY submitted_at")
        return {turn["question_id"]: datetime.fromisoformat(turn["submitted_at"]) for turn in turns}

    def topics(self) -> list[TopicRecord]:
        """The record of each topic over all interviews, by name."""
        with self._reading():
            return read_topics(self._rows)

    # --- inside a transaction ---------------------------------------------------------------------------------------

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with explained(self._rows.file), transaction(self._connection):
            yield

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with explained(self._rows.file), transaction(self._connection, "DEFERRED"):
            yield

    def _has(self, table_and_condition: str, *parameters: object) -> bool:
        return self._connection.execute(f"SELECT 1 FROM {table_and_condition}", parameters).fetchone() is not None

    def _require_session(self, session_id: str) -> None:
        if not self._has("session WHERE id = ?", session_id):
            raise LookupError(f"there is no interview {session_id}")

    def _require_open(self, session_id: str, turn_number: int) -> None:
        self._require_session(session_id)
        if self._has("session_end WHERE session_id = ?", session_id):
            reason = "has been ended"
        elif self._has("turn WHERE session_id = ? AND number >= ?", session_id, turn_number):
            reason = f"already has an answer to its question {turn_number}"
        else:
            return
        raise InterviewerError(
            f"The interview {session_id[:8]} {reason}, probably in another window.",
            "Go on there, or start a new interview here.",
        )
