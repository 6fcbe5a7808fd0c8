"""The spawned process that holds encoder, index and grader: request in, Grade or passages out.

Loading the model takes seconds and holds the interpreter; in a process of its own it never stalls the keyboard.
"""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, Literal

from interviewer.background import leave_terminal_alone, stand_back
from interviewer.errors import CorruptError, InterviewerError, UnavailableError
from interviewer.models import Grade, Passage, Question
from interviewer.settings import Settings
from interviewer.text import safe_text

_ATTEMPTS = 2
_SECONDS_TO_STOP = 2.0


@dataclass(frozen=True, slots=True)
class WorkerStatus:
    """What the process is doing."""

    stage: Literal["starting", "loading", "indexing", "ready", "failed"]
    done: int = 0
    """Texts embedded so far, while indexing."""
    total: int = 0
    message: str = ""
    """When failed: what is wrong, one sentence."""
    remedy: str = ""
    corrupt: bool = False
    """When failed: the index is damaged, and `rebuild` would mend it."""


@dataclass(frozen=True, slots=True)
class NearPassage:
    """A passage of the corpus that is near a query in meaning."""

    passage: Passage
    similarity: float
    """Cosine, -1 to 1."""


@dataclass(frozen=True, slots=True)
class _Open:
    """Load what is not loaded yet; first forget the corpus, or build the index, where that is wanted."""

    reread: bool = False
    rebuild: bool = False


@dataclass(frozen=True, slots=True)
class _Grade:
    question: Question
    answer: str


@dataclass(frozen=True, slots=True)
class _Search:
    query: str
    limit: int


_Request = _Open | _Grade | _Search


@dataclass(frozen=True, slots=True)
class _Job:
    request: _Request
    future: "Future[Any]"


class GradingWorker:
    """A handle on the process. Its methods return at once; requests are served in order.

    A crash of the process is survived: it is started again and the request that it was serving is tried once more.
    """

    def __init__(self, settings: Settings, on_status: Callable[[WorkerStatus], None] | None = None) -> None:
        """`on_status` is called from a background thread."""
        self._settings = settings
        self._on_status = on_status or (lambda _status: None)
        self._status = WorkerStatus("starting")
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._closed = False
        self._lock = Lock()
        self._thread = Thread(target=self._serve, name="grading-worker", daemon=True)

    @property
    def status(self) -> WorkerStatus:
        return self._status

    @property
    def process_id(self) -> int | None:
        """Of the process now running, if any."""
        process = self._process
        return process.pid if process else None

    def start(self) -> None:
        """Start the process and have it load encoder and index."""
        self._thread.start()
        self._submit(_Open())

    def grade(self, question: Question, answer: str) -> "Future[Grade]":
        """The grade to come. The future fails with an InterviewerError when there can be none."""
        return self._submit(_Grade(question, answer))

    def search(self, query: str, limit: int) -> "Future[tuple[NearPassage, ...]]":
        """The passages to come that are nearest to a query in meaning, best first; fails as `grade` does."""
        return self._submit(_Search(query, limit))

    def reread(self) -> "Future[None]":
        """Read the corpus anew after it has changed; its index is then stale and is brought up to date."""
        return self._submit(_Open(reread=True))

    def rebuild(self) -> "Future[None]":
        """Build the index anew, whatever state it is in, and go on with it."""
        return self._submit(_Open(rebuild=True))

    def close(self) -> None:
        """Stop the process; requests not yet served, and all later ones, are cancelled."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._jobs.put(None)
        pipe = self._stop_process()
        if self._thread.is_alive():
            self._thread.join(_SECONDS_TO_STOP)
        if pipe is not None:
            pipe.close()  # only now: the thread was reading from it

    def _submit(self, request: _Request) -> "Future[Any]":
        job = _Job(request, Future())
        with self._lock:  # nothing comes after the None that ends the queue
            if self._closed:
                job.future.cancel()
            else:
                self._jobs.put(job)
        return job.future

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None and not self._closed:
            if job.future.set_running_or_notify_cancel():
                self._perform(job)
        while job is not None:
            job.future.cancel()
            job = self._jobs.get()

    def _perform(self, job: _Job) -> None:
        for _attempt in range(_ATTEMPTS):
            try:
                self._exchange(job)
            except (EOFError, OSError):
                # The pipe broke: the process is gone. A new one loads everything again.
                if pipe := self._stop_process():
                    pipe.close()
                if self._closed:
                    break
            except InterviewerError as error:
                job.future.set_exception(error)
                return
            else:
                return
        stopped = UnavailableError(
            "The grading process stopped unexpectedly.", "Try again; `interviewer doctor` says whether all is well."
        )
        if not self._closed:
            self._report(WorkerStatus("failed", message=stopped.message, remedy=stopped.hint))
        job.future.set_exception(stopped)

    def _exchange(self, job: _Job) -> None:
        pipe = self._ensure_process()
        pipe.send(job.request)
        while isinstance(reply := pipe.recv(), WorkerStatus):
            self._report(reply)
        if isinstance(reply, InterviewerError):
            raise reply
        job.future.set_result(reply)

    def _ensure_process(self) -> Connection:
        with self._lock:
            if self._closed:
                raise EOFError
            if self._pipe is None:
                context = multiprocessing.get_context("spawn")
                ours, theirs = context.Pipe()
                process = context.Process(
                    target=_work, args=(self._settings, theirs), name="interviewer-grading", daemon=True
                )
                try:
                    process.start()
                except RuntimeError as error:  # the spawned process runs the caller's script as far as this again
                    raise InterviewerError(
                        "The grading process cannot be started while the main script is being imported.",
                        'Put what the script does under `if __name__ == "__main__":`.',
                    ) from error
                finally:
                    theirs.close()  # so that the end of the process is the end of the pipe
                self._process, self._pipe = process, ours
            return self._pipe

    def _stop_process(self) -> Connection | None:
        """Stop the process if there is one; returns our end of its pipe, still open."""
        with self._lock:
            process, self._process = self._process, None
            pipe, self._pipe = self._pipe, None
        if process is not None:
            process.terminate()
            process.join(_SECONDS_TO_STOP)
            if process.is_alive():
                process.kill()
        return pipe

    def _report(self, status: WorkerStatus) -> None:
        self._status = status
        self._on_status(status)


def _work(settings: Settings, pipe: Connection) -> None:
    """The process: serves requests until its parent closes the pipe or is gone."""
    leave_terminal_alone()
    stand_back()
    desk = _Desk(settings, pipe)
    while True:
        try:
            request: _Request = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            reply: object = desk.serve(request)
        except InterviewerError as error:
            reply = error
        except Exception as error:  # noqa: BLE001 - the process's door: a defect must not look like a crash to retry
            reply = InterviewerError(
                f"The grading process failed: {type(error).__name__}: {error}.", "Please report it."
            )
        if isinstance(reply, InterviewerError):
            corrupt = desk.blames_index(reply)
            pipe.send(WorkerStatus("failed", message=reply.message, remedy=reply.hint, corrupt=corrupt))
        pipe.send(reply)


class _Desk:
    """What the process holds between requests."""

    def __init__(self, settings: Settings, pipe: Connection) -> None:
        from interviewer.grading.opening import GraderOpener

        self._pipe = pipe
        self._opener = GraderOpener(settings, self._on_stage)

    def serve(self, request: _Request) -> Grade | tuple[NearPassage, ...] | None:
        match request:
            case _Open(reread=True):
                self._opener.forget_corpus()
            case _Open(rebuild=True):
                self._opener.rebuild_index()
        grader = self._opener.grader()
        self._pipe.send(WorkerStatus("ready"))
        match request:
            case _Grade(question, answer):
                return grader.grade(question, answer)
            case _Search(query, limit):
                return self._search(query, limit)
        return None

    def _search(self, query: str, limit: int) -> tuple[NearPassage, ...]:
        vectors = self._opener.encoder.encode([safe_text(query)])
        hits = self._opener.index().search(vectors, limit)[0]
        return tuple(NearPassage(hit.passage, hit.similarity) for hit in hits)

    def blames_index(self, error: InterviewerError) -> bool:
        """Whether it says that the index is damaged; a damaged model shows before there is an encoder."""
        return isinstance(error, CorruptError) and "encoder" in vars(self._opener)

    def _on_stage(self, stage: Literal["loading", "indexing"], done: int, total: int) -> None:
        self._pipe.send(WorkerStatus(stage, done, total))
