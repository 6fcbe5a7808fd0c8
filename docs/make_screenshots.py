"""Writes the README's screenshots, exported by the app itself: `python docs/make_screenshots.py`.

A real interview over the bank with the real grader, in a terminal that nobody sees; history and index stay in a
temporary folder.
"""

import asyncio
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing import resource_tracker
from pathlib import Path

from textual.widgets import TextArea

from interviewer.interview.wishes import PracticeWishes
from interviewer.settings import Settings, default_corpus
from interviewer.tui.app import InterviewerApp
from interviewer.workspace import Workspace

TARGET = Path(__file__).with_name("screenshots")
SIZE = (110, 36)
SEED = 86
"""The first question is then about dropout, which the answer is for."""
NOW = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)
ANSWER = (
    "In every training step a random part of the units is set to zero, so no unit can rely on a particular other one. "
    "It works like training many thinner networks and averaging them. At test time nothing is dropped."
)


async def take(folder: Path) -> None:
    settings = Settings(corpus=default_corpus(), index=folder / "index", data=folder / "data")
    wishes = PracticeWishes(topics=(), difficulty=None, count=5, seed=SEED, follow_ups=True, resume=False)
    with Workspace.open(settings) as workspace:
        app = InterviewerApp(workspace, wishes, lambda: NOW, SEED, lambda: "a1" * 16, cursor_blink=False)
        async with app.run_test(size=SIZE) as pilot:

            async def until(condition: Callable[[], bool]) -> None:
                while not condition():
                    await pilot.pause(0.1)

            await until(lambda: app.desk.bank is not None and app.desk.worker_status.stage == "ready")
            await pilot.pause(0.5)
            save(app, "home")
            await pilot.press("ctrl+s")
            await until(lambda: len(app.screen_stack) > 1)
            await pilot.pause(0.5)
            app.screen.query_one(TextArea).insert(ANSWER)
            await pilot.press("enter")
            await pilot.pause(0.5)
            await until(lambda: "of&#160;100" in app.export_screenshot())
            await pilot.pause(1.0)
            save(app, "grade")


def save(app: InterviewerApp, name: str) -> None:
    TARGET.mkdir(exist_ok=True)
    (TARGET / f"{name}.svg").write_text(app.export_screenshot(title="interviewer"), encoding="utf-8")


if __name__ == "__main__":
    resource_tracker.ensure_running()  # before the app takes over standard error, which it would inherit
    with tempfile.TemporaryDirectory() as place:
        asyncio.run(take(Path(place)))
