"""Six pictures of the app, with time, seed and cursor standing still."""

from collections.abc import Callable

import pytest
from staging import StageWorkspace, answered, begun, opened, shown, stage_app, until
from textual.app import App
from textual.pilot import Pilot

from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.summary import SummaryScreen
from interviewer.tui.widgets.grade_card import GradeCard

ANSWER = (
    "Backprop multiplies the derivatives of all layers, so with small factors the first layers get no signal. "
    "Sigmoid has a derivative of at most 0.25. Residual connections shrink the gradient by averaging it."
)

SnapCompare = Callable[..., bool]
SMALL, LARGE = (80, 24), (140, 45)


async def show_home(pilot: Pilot[None]) -> None:
    await opened(pilot)
    await pilot.pause(0.1)


async def show_question(pilot: Pilot[None]) -> None:
    await begun(pilot)
    await pilot.press("ctrl+t")
    await until(pilot, lambda: "Hint" in shown(pilot.app))


async def show_grade(pilot: Pilot[None]) -> None:
    screen = await begun(pilot)
    while screen.sitting.asking and screen.sitting.asking.question.id != "vanishing-gradient":
        asked = screen.sitting.asking
        await pilot.press("ctrl+o")
        await until(pilot, lambda: screen.sitting.asking is not asked)  # noqa: B023
    await answered(pilot, ANSWER)
    await until(pilot, lambda: screen.query(GradeCard))
    await until(pilot, lambda: "Would gain most" in shown(pilot.app))
    await pilot.pause(0.2)


async def show_summary(pilot: Pilot[None]) -> None:
    await show_grade(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, InterviewScreen)
    await pilot.press("escape", "f")
    await until(pilot, lambda: isinstance(pilot.app.screen, SummaryScreen))
    await until(pilot, lambda: "Transcript" in shown(pilot.app))


@pytest.mark.parametrize(
    ("scene", "size"),
    [
        (show_home, SMALL),
        (show_question, SMALL),
        (show_grade, SMALL),
        (show_home, LARGE),
        (show_grade, LARGE),
        (show_summary, LARGE),
    ],
    ids=["home-small", "question-small", "grade-small", "home-large", "grade-large", "summary-large"],
)
def test_the_screens_look_as_they_did(
    snap_compare: SnapCompare, workspace: StageWorkspace, scene: Callable[[Pilot[None]], object], size: tuple[int, int]
) -> None:
    app: App[None] = stage_app(workspace)
    assert snap_compare(app, terminal_size=size, run_before=scene)
