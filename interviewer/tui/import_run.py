"""An import in a process of its own: long reading never stalls the keyboard, and giving up ends it at once."""

import atexit
import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import Literal

from interviewer.background import leave_terminal_alone, stand_back
from interviewer.errors import InterviewerError, UnavailableError
from interviewer.importing.progress import Stage
from interviewer.importing.report import ImportReport
from interviewer.settings import Settings

Order = Literal["write", "stop"]

_SECONDS_BETWEEN_LOOKS = 0.1
_SECONDS_TO_STOP = 5.0


@dataclass(frozen=True, slots=True)
class ImportWish:
    """What to import, and how."""

    path: str
    """A document, or a folder of them."""
    folder: Path
    """Where relative paths start."""
    questions_from_headings: bool
    by_meaning: bool
    """Look for near duplicates by meaning too."""


@dataclass(frozen=True, slots=True)
class ImportProgress:
    stage: Stage
    done: int
    """Documents done of `total`."""
    total: int
    file: str
    """The document in hand."""


class ImportRun:
    """A handle on the process. First it prepares the import and reports; it writes only when it is told to."""

    def __init__(self, settings: Settings, wish: ImportWish, on_progress: Callable[[ImportProgress], None]) -> None:
        """`on_progress` is called from a background thread."""
        self._settings = settings
        self._wish = wish
        self._on_progress = on_progress
        self._orders: SimpleQueue[Order] = SimpleQueue()
        self._given_up = Event()
        self._ended = Event()
        self._prepared: Future[ImportReport] = Future()
        self._written: Future[ImportReport] = Future()

    def start(self) -> "Future[ImportReport]":
        """Prepare the import; the report to come has no entries but the previews. Fails with an InterviewerError."""
        atexit.register(self.close)  # before multiprocessing waits for its processes
        Thread(target=self._serve, name="import", daemon=True).start()
        return self._prepared

    def write(self) -> "Future[ImportReport]":
        """Write what was prepared; the report to come. Fails with an InterviewerError: then nothing was written."""
        self._orders.put("write")
        return self._written

    def close(self) -> None:
        """Give up, unless something is being written: that is finished. Returns at once."""
        self._given_up.set()
        self._orders.put("stop")

    def ended(self, seconds: float = 0.0) -> bool:
        """Whether the process has gone, waited for at most this long."""
        return self._ended.wait(seconds)

    def _serve(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process: BaseProcess | None = None
        try:
            process = _started(context.Process(target=_work, args=(self._settings, self._wish, theirs)))
            theirs.close()  # so that the end of the process is the end of the pipe
            self._settle(self._prepared, ours)
            while self._orders.get() == "write":
                self._settle(self._written, ours, "write")
        except InterviewerError as error:
            _resolve(self._prepared, error)
        finally:
            self._prepared.cancel()
            self._written.cancel()
            with suppress(OSError):
                ours.send("stop")
            if process is not None:
                process.join(_SECONDS_TO_STOP)
                process.kill()
            ours.close()
            atexit.unregister(self.close)
            self._ended.set()

    def _settle(self, future: "Future[ImportReport]", pipe: Connection, order: Order | None = None) -> None:
        """Give an order if there is one, and wait for the report or the error that comes of it."""
        try:
            if order is not None:
                pipe.send(order)
            reply = self._reply(pipe, patient=order is not None)
        except (EOFError, OSError):
            reply = UnavailableError("The import stopped unexpectedly.", "Read the documents again, or fewer of them.")
        if reply is not None:
            _resolve(future, reply)

    def _reply(self, pipe: Connection, *, patient: bool) -> ImportReport | InterviewerError | None:
        """What the process says at last; None when it was given up before, unless one is `patient`."""
        while patient or not self._given_up.is_set():
            if pipe.poll(_SECONDS_BETWEEN_LOOKS):
                reply: ImportProgress | ImportReport | InterviewerError = pipe.recv()
                if not isinstance(reply, ImportProgress):
                    return reply
                self._on_progress(reply)
        return None


def _resolve(future: "Future[ImportReport]", reply: ImportReport | InterviewerError) -> None:
    if not future.set_running_or_notify_cancel():
        return  # nobody waits for it any more
    if isinstance(reply, InterviewerError):
        future.set_exception(reply)
    else:
        future.set_result(reply)


def _started(process: BaseProcess) -> BaseProcess:
    try:
        process.start()
    except (OSError, RuntimeError, ValueError) as error:  # too many; the main script is being imported; no tracker
        raise UnavailableError(
            "The process that imports cannot be started.", "Start the program again, or use `interviewer import`."
        ) from error
    return process


def _work(settings: Settings, wish: ImportWish, pipe: Connection) -> None:
    """The process: prepares, reports, and writes when it is told to."""
    leave_terminal_alone()
    stand_back()
    orders: SimpleQueue[Order] = SimpleQueue()
    writing = Lock()
    Thread(target=_listen, args=(pipe, orders, writing), name="orders", daemon=True).start()
    with suppress(OSError):  # the parent is gone
        try:
            _import(settings, wish, pipe, orders, writing)
        except InterviewerError as error:
            pipe.send(error)
        except Exception as error:  # noqa: BLE001 - the process's door: a defect is said, not printed on the terminal
            pipe.send(InterviewerError(f"The import failed: {type(error).__name__}: {error}.", "Please report it."))


def _listen(pipe: Connection, orders: "SimpleQueue[Order]", writing: Lock) -> None:
    """Takes orders while the process works; the end of the parent is one to stop."""
    while True:
        try:
            order: Order = pipe.recv()
        except (EOFError, OSError):
            order = "stop"
        if order == "write":
            orders.put(order)
            continue
        with writing:  # files are written whole
            for child in multiprocessing.active_children():
                child.kill()
            os._exit(0)


def _import(
    settings: Settings, wish: ImportWish, pipe: Connection, orders: "SimpleQueue[Order]", writing: Lock
) -> None:
    from interviewer.workspace import Workspace

    os.chdir(wish.folder)  # a spawned process starts where its parent did, which may have gone elsewhere since

    def tell(stage: Stage, done: int, total: int, file: str) -> None:
        pipe.send(ImportProgress(stage, done, total, file))

    with Workspace.open(settings) as workspace:
        prepared = workspace.prepare_import(
            [wish.path],
            questions_from_headings=wish.questions_from_headings,
            by_meaning=wish.by_meaning,
            on_progress=tell,
        )
        pipe.send(_for_the_screen(prepared.report))
        orders.get()
        with writing:
            report = workspace.import_prepared(prepared)
        pipe.send(_for_the_screen(report))


def _for_the_screen(report: ImportReport) -> ImportReport:
    """Without all entries in full: there may be thousands, and their files have them."""
    return report.model_copy(update={"entries": {}})
