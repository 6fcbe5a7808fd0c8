"""Starts the terminal app."""

import gc
import os
import sys
import uuid
from datetime import UTC, datetime
from multiprocessing import resource_tracker

from interviewer.collector import collector_paused
from interviewer.errors import UnavailableError
from interviewer.interview.wishes import PracticeWishes
from interviewer.settings import Settings


def launch(settings: Settings, wishes: PracticeWishes | None) -> int:
    """Runs the app until the candidate leaves it; the exit code.

    Raises:
        UnavailableError: there is no terminal to run in.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        raise UnavailableError(
            "The terminal app needs a terminal that can move its cursor.",
            "Use `interviewer practice --plain` here.",
        )
    with collector_paused():
        from interviewer.tui.app import InterviewerApp
        from interviewer.tui.paste import shorten_pastes
        from interviewer.workspace import Workspace

    if os.name == "posix":
        _start_tracker()
    shorten_pastes()
    _calm_collector()
    seed = wishes.seed if wishes else int.from_bytes(os.urandom(4), "big")
    with Workspace.open(settings) as workspace:
        app = InterviewerApp(workspace, wishes, lambda: datetime.now(UTC), seed, lambda: uuid.uuid4().hex)
        app.run()
        if app.failure is not None:
            raise app.failure
        return app.return_code or 0


def _start_tracker() -> None:
    """Starts multiprocessing's tracker now: it takes over sys.stderr, which the app replaces by something unfit.

    The worker process may be stopped in the middle of anything. The tracker then tidies up after it, and need not say
    so on the terminal of somebody who has just quit.
    """
    before = os.environ.get("PYTHONWARNINGS")
    os.environ["PYTHONWARNINGS"] = "ignore::UserWarning:multiprocessing.resource_tracker"
    try:
        resource_tracker.ensure_running()
    finally:
        if before is None:
            del os.environ["PYTHONWARNINGS"]
        else:
            os.environ["PYTHONWARNINGS"] = before


def _calm_collector() -> None:
    """Keeps Python's garbage collector from stalling the keyboard.

    A full collection goes through all that is loaded and all that Textual caches, some tenths of a second by the end of
    an interview. What is loaded now stays loaded, so it is left out; what is made later is gone through seldom.
    """
    gc.freeze()
    gc.set_threshold(2_000, 20, 200)
