"""The process in which documents are parsed: one that spins, swells or crashes is stopped, and the next is read."""

import json
import multiprocessing
import os
import signal
import sys
from dataclasses import asdict
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Lock
from types import TracebackType
from typing import Any, Self

from interviewer.errors import InterviewerError, UnavailableError
from interviewer.importing.manuscript import Dropped, Line, Manuscript, Record
from interviewer.importing.readers.formats import Format
from interviewer.importing.readers.registry import read_content

SECONDS = 20.0
SECONDS_PER_MEGABYTE = 5.0
"""More for large documents: the slowest parser reads about a megabyte in that time."""
MEGABYTES = 1024

_SECONDS_TO_START = 60.0
_SECONDS_TO_STOP = 2.0


class Sandbox:
    """A handle on the process, which starts with the first document and is used for all, until one makes it fail.

    Where the system cannot limit the memory of a process (Windows), the time and the sizes of files are the limits.
    """

    def __init__(self, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        """`seconds`: for a small document; `megabytes`: of address space."""
        self._seconds = seconds
        self._megabytes = megabytes
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, kind: Format, content: bytes, file: str) -> Manuscript:
        """The document; one at a time.

        Raises:
            InterviewerError: it is damaged, has no text, or its parser was stopped.
        """
        with self._lock:
            pipe = self._started()
            limit = self._seconds + SECONDS_PER_MEGABYTE * len(content) / 2**20
            try:
                pipe.send_bytes(json.dumps([kind, file]).encode("ascii"))
                pipe.send_bytes(content)
                if not pipe.poll(limit):
                    raise InterviewerError(
                        f"{file} could not be read within {limit:.0f} s and was given up.",
                        "Split it, or save it in another format.",
                    )
                reply = json.loads(pipe.recv_bytes())
            except (EOFError, OSError) as error:
                self.close()
                raise InterviewerError(
                    f"{file} made its reader fail, or need more than {self._megabytes:,} MB.",
                    "Split it, or save it in another format.",
                ) from error
            except BaseException:  # also Ctrl+C: the process would answer the wrong question next time
                self.close()
                raise
            if reply.get("spent"):
                self.close()  # its memory has been full; the next document gets a new process
        if "error" in reply:
            raise InterviewerError(*reply["error"])
        return _manuscript(reply["manuscript"])

    def close(self) -> None:
        """Stop the process, if there is one."""
        process, self._process = self._process, None
        pipe, self._pipe = self._pipe, None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.kill()
            process.join(_SECONDS_TO_STOP)

    def _started(self) -> Connection:
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            process = context.Process(
                target=_work, args=(theirs, self._megabytes), name="interviewer-reading", daemon=True
            )
            try:
                process.start()
            except RuntimeError as error:  # the spawned process runs the caller's script as far as this again
                raise InterviewerError(
                    "Documents cannot be read while the main script is being imported.",
                    'Put what the script does under `if __name__ == "__main__":`.',
                ) from error
            finally:
                theirs.close()  # so that the end of the process is the end of the pipe
            self._process, self._pipe = process, ours
            try:
                started = ours.poll(_SECONDS_TO_START) and ours.recv_bytes() == b"ready"
            except (EOFError, OSError):
                started = False
            if not started:
                self.close()
                raise UnavailableError("The process that reads documents cannot be started.", "Try again.")
        return self._pipe


def _work(pipe: Connection, megabytes: int) -> None:
    """The process: reads documents until its parent closes the pipe or is gone."""
    _leave_terminal_alone()
    _limit_memory(megabytes)
    try:
        pipe.send_bytes(b"ready")
        while True:
            kind, file = json.loads(pipe.recv_bytes())
            pipe.send_bytes(_reply(kind, pipe.recv_bytes(), file, megabytes))
    except (EOFError, OSError):
        return


def _reply(kind: Format, content: bytes, file: str, megabytes: int) -> bytes:
    """JSON, not pickle: whatever a document may do to its parser, the parent takes no more than text from here."""
    reply: dict[str, Any]
    try:
        reply = {"manuscript": asdict(read_content(kind, content, file))}
        return json.dumps(reply).encode("ascii")
    except InterviewerError as error:
        reply = {"error": [error.message, error.hint]}
    except MemoryError:
        message = f"{file} needs more than {megabytes:,} MB to be read."
        reply = {"error": [message, "Split it, or save it in another format."], "spent": True}
    except Exception as error:  # noqa: BLE001 - the process's door: parsers of damaged documents raise what they like
        message = f"{file} is damaged: its reader failed ({type(error).__name__})."
        reply = {"error": [message, "Save it anew, or in another format."]}
    return json.dumps(reply).encode("ascii")


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    limit = megabytes * 2**20
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (OSError, ValueError):  # macOS knows the limit and refuses it
        return


def _leave_terminal_alone() -> None:
    """The terminal belongs to the parent: no output, no part in Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    silence = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(silence, descriptor)
    os.close(silence)
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for the process's life


def _manuscript(fields: dict[str, Any]) -> Manuscript:
    return Manuscript(
        **{
            **fields,
            "lines": tuple(Line(**line) for line in fields["lines"]),
            "records": tuple(
                Record(**{**record, "tags": tuple(record["tags"]), "concepts": tuple(record["concepts"])})
                for record in fields["records"]
            ),
            "dropped": tuple(Dropped(**part) for part in fields["dropped"]),
            "notes": tuple(fields["notes"]),
        }
    )
