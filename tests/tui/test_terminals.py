"""Terminals of every size, without colours, and none at all."""

import pytest
from staging import StageWorkspace, answered, begun, shown, stage_app, until

from interviewer.errors import UnavailableError
from interviewer.tui.launch import launch
from interviewer.tui.widgets.grade_card import GradeCard


@pytest.mark.parametrize("size", [(1, 1), (20, 6), pytest.param((400, 200), marks=pytest.mark.slow)])
async def test_the_app_stands_any_size(workspace: StageWorkspace, size: tuple[int, int]) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=size) as pilot:
        screen = await begun(pilot)
        await answered(pilot, "Backprop multiplies one factor per layer.")
        await until(pilot, lambda: screen.query(GradeCard))
        await pilot.press("f1", "escape", "ctrl+p", "escape", "escape", "f")
        await until(pilot, lambda: screen.sitting.over)
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "Transcript" in shown(app) or "mean score" in shown(app))


async def test_without_colours_everything_is_still_said(
    workspace: StageWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = stage_app(workspace)
    async with app.run_test(size=(100, 60)) as pilot:
        screen = await begun(pilot)
        await answered(pilot, "Backprop multiplies one factor per layer.")
        await until(pilot, lambda: screen.query(GradeCard))
        await until(pilot, lambda: "covered" in shown(app))
        for strip in app.screen._compositor.render_strips(app.size):
            for segment in strip:
                for colour in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                    if colour is not None and colour.triplet is not None:
                        assert max(colour.triplet) - min(colour.triplet) <= 1, "a grey"


def test_without_a_terminal_the_plain_way_is_named(
    workspace: StageWorkspace, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UnavailableError, match="practice --plain"):
        launch(workspace.settings, None)
