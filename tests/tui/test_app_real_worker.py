"""The app with the real grading process behind it."""

import os
import signal
from collections.abc import Iterator
from multiprocessing import resource_tracker
from pathlib import Path

import pytest
from staging import answered, begun, shown, stage_app, until, write_corpus
from test_heartbeat import Heartbeat

from interviewer.settings import Settings
from interviewer.tui.widgets.grade_card import GradeCard
from interviewer.workspace import Workspace

pytestmark = pytest.mark.slow

ANSWER = "Dropout switches off a random part of the units in training so that they cannot rely on each other."
PATIENCE = 120.0


@pytest.fixture
def real_workspace(tmp_path: Path) -> Iterator[Workspace]:
    if os.name == "posix":
        resource_tracker.ensure_running()  # as launch does: Textual takes sys.stderr away
    settings = Settings(corpus=write_corpus(tmp_path / "corpus"), index=tmp_path / "index", data=tmp_path / "data")
    with Workspace.open(settings) as workspace:
        yield workspace


async def test_an_answer_given_right_after_the_start_is_graded_without_a_stutter(real_workspace: Workspace) -> None:
    app = stage_app(real_workspace)
    async with app.run_test(size=(120, 50)) as pilot:
        screen = await begun(pilot)
        async with Heartbeat() as heart:
            await answered(pilot, ANSWER)
            await pilot.press(*"typed meanwhile")
            await until(pilot, lambda: screen.query(GradeCard), PATIENCE)
        assert screen.box.text == "typed meanwhile"
        assert heart.longest < 0.5
        await until(pilot, lambda: "● Ready" in shown(app))
        (turn,) = screen.sitting.turns
        assert turn.grade is not None
        assert real_workspace.history.session(screen.sitting.id).turns[0].turn.grade == turn.grade
        assert all(verdict.evidence is not None for verdict in turn.grade.concepts)


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
async def test_a_crash_of_the_grading_process_is_survived(real_workspace: Workspace) -> None:
    app = stage_app(real_workspace)
    async with app.run_test(size=(120, 50)) as pilot:
        screen = await begun(pilot)
        await until(pilot, lambda: app.desk.worker_status.stage == "ready", PATIENCE)
        assert app.desk.worker is not None
        assert app.desk.worker.process_id is not None
        os.kill(app.desk.worker.process_id, signal.SIGSEGV)
        await answered(pilot, ANSWER)
        await until(pilot, lambda: screen.query(GradeCard), PATIENCE)
