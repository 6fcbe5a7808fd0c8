"""What an interview amounts to."""

from staging import StageWorkspace, answered, begun, shown, stage_app, toasts, until
from textual.pilot import Pilot

from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.summary import SummaryScreen
from interviewer.tui.widgets.grade_card import GradeCard

ANSWER = "Backprop multiplies one factor per layer. Skip connections help."


async def finished(pilot: Pilot[None], answers: int = 1) -> InterviewScreen:
    """Answers so many questions, skips the rest, and waits for the summary."""
    screen = await begun(pilot)
    while not screen.sitting.over:
        asked = screen.sitting.asking
        if asked is None:
            await pilot.press("ctrl+n")
        elif len(screen.sitting.turns) < answers:
            await answered(pilot, ANSWER)
            await pilot.pause(0.05)
        else:
            await pilot.press("ctrl+o")
        await until(pilot, lambda: screen.sitting.asking is not asked or screen.sitting.over)  # noqa: B023
    await until(pilot, lambda: isinstance(pilot.app.screen, SummaryScreen))
    await until(pilot, lambda: "Transcript" in shown(pilot.app))
    return screen


async def test_the_summary_shows_scores_topics_and_what_to_revise(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(100, 50)) as pilot:
        screen = await finished(pilot)
        report = screen.sitting.report
        text = shown(app)
        assert "over 1 graded question, 2 skipped" in text
        assert report.mean_score is not None
        assert f"{report.mean_score:g} " in text
        for turn in report.turns:
            assert turn.question.text[:30] in text
        assert text.count("skipped") >= 3
        for concept in report.to_revise:
            assert f"• {concept}" in text
        assert f"interviewer history show {screen.sitting.id[:8]}" in text


async def test_the_transcript_is_exported_or_it_is_said_why_not(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(100, 50)) as pilot:
        screen = await finished(pilot)
        (workspace.settings.data / "transcripts").write_text("in the way", encoding="utf-8")
        await pilot.press("x")
        assert any("cannot be made" in toast for toast in toasts(app))
        (workspace.settings.data / "transcripts").unlink()
        await pilot.press("x")
        file = workspace.settings.data / "transcripts" / f"interview-{screen.sitting.id[:8]}.md"
        assert str(file) in toasts(app)
        text = file.read_text(encoding="utf-8")
        assert "Backprop multiplies one factor per layer" in text
        assert "# Interview" in text


async def test_from_the_summary_one_goes_back_home_or_to_another_interview(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(100, 50)) as pilot:
        first = await finished(pilot, answers=0)
        await pilot.press("b")
        await until(pilot, lambda: app.screen is first)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SummaryScreen))
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen) and app.screen is not first)
        await pilot.press("escape", "f")
        await until(pilot, lambda: isinstance(app.screen, SummaryScreen))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.home)
        assert len(workspace.history.sessions()) == 2
        assert all(session.state == "finished" for session in workspace.history.sessions())


async def test_a_grade_that_arrives_after_the_end_changes_the_summary(workspace: StageWorkspace) -> None:
    workspace.at_once = False
    app = stage_app(workspace)
    async with app.run_test(size=(100, 50)) as pilot:
        screen = await begun(pilot)
        await answered(pilot, ANSWER)
        await pilot.press("escape", "f")
        await until(pilot, lambda: isinstance(app.screen, SummaryScreen))
        await until(pilot, lambda: "No question was graded." in shown(app))
        assert workspace.worker
        workspace.worker.grade_waiting()
        await until(pilot, lambda: "over 1 graded question" in shown(app))
        assert screen.query(GradeCard)
        assert workspace.history.session(screen.sitting.id).turns[0].graded_at is not None
