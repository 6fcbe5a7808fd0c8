"""What the screens of one run share: where things come from, and how far the background work is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from textual.signal import Signal

from interviewer.corpus.bank import Bank
from interviewer.errors import InterviewerError
from interviewer.storage.history import History
from interviewer.worker import GradingWorker, WorkerStatus
from interviewer.workspace import Workspace


@dataclass(slots=True)
class Desk:
    workspace: Workspace
    clock: Callable[[], datetime]
    """The time with its zone."""
    new_id: Callable[[], str]
    """An id for an interview that starts."""
    worker_changes: Signal[WorkerStatus]
    """Published on the screen's thread."""
    worker_status: WorkerStatus = field(default_factory=lambda: WorkerStatus(stage="starting"))
    worker: GradingWorker | None = None
    """None until it has been started."""
    bank: Bank | None = None
    """None until the corpus has been read."""
    history: History | None = None
    history_trouble: InterviewerError | None = None
    """Why there is no history; interviews then live in memory only."""
