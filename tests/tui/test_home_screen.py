"""Where an interview begins."""

from datetime import timedelta
from pathlib import Path

from staging import (
    NOON,
    StageWorkspace,
    StandingClock,
    answered,
    begun,
    opened,
    shown,
    stage_app,
    stage_workspace,
    toasts,
    until,
    write_corpus,
)
from textual.widgets import Button

from interviewer.interview.wishes import PracticeWishes
from interviewer.tui.screens.home import HomeScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.worker import WorkerStatus

WISHES = PracticeWishes(topics=("Optimisation",), difficulty="easy", count=7, seed=3, follow_ups=False, resume=False)


async def test_topics_are_listed_with_their_questions_and_all_ticked(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        text = shown(app)
        assert "[✓]  1  Generalisation" in text
        assert "[✓]  2  Training dynamics" in text
        assert "3 of 3 questions that fit" in text


async def test_topics_stand_below_each_other_however_many_questions_they_have(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    many = "".join(f"## What is item {number}?\n\nThe item of that number.\n\n" for number in range(120))
    (corpus / "many.md").write_text(f"---\ntitle: Many\ntopic: many\n---\n\n{many}", encoding="utf-8")
    app = stage_app(stage_workspace(tmp_path, corpus))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        text = shown(app)
        assert "[✓] 120  Many" in text
        assert "[✓]   2  Training dynamics" in text


async def test_enter_starts_at_once(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test() as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))


async def test_topics_and_difficulty_narrow_the_choice(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test() as pilot:
        await opened(pilot)
        app.home.topics.focus()
        await pilot.press("space")  # unticks the first topic
        await until(pilot, lambda: "2 of 2 questions that fit" in shown(app))
        assert "[ ]  1  Generalisation" in shown(app)
        await pilot.press("tab", "right")  # difficulty: easy
        await until(pilot, lambda: "1 of 1 question that fit" in shown(app))
        wishes = app.home.wishes()
        assert (wishes.topics, wishes.difficulty) == (("optimisation",), "easy")


async def test_nothing_can_start_when_no_question_fits(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test() as pilot:
        await opened(pilot)
        app.home.topics.focus()
        await pilot.press("a")
        await until(pilot, lambda: "No question fits" in shown(app))
        await pilot.press("ctrl+s", "enter")
        await pilot.pause()
        assert app.screen is app.home
        await pilot.press("a")
        await until(pilot, lambda: not app.home.start.disabled)


async def test_the_mouse_chooses_and_starts(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(100, 34)) as pilot:
        await opened(pilot)
        await pilot.click("#difficulty", offset=(8, 0))
        assert app.home.difficulty.value == "easy"
        await pilot.click("#amount", offset=(0, 0))
        assert app.home.amount.value == "3"
        await pilot.click("#start")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))


async def test_wishes_from_the_command_line_are_chosen_at_first(workspace: StageWorkspace) -> None:
    app = stage_app(workspace, wishes=WISHES)
    async with app.run_test() as pilot:
        await opened(pilot)
        assert app.home.wishes() == PracticeWishes(
            topics=("optimisation",), difficulty="easy", count=7, seed=3, follow_ups=False, resume=False
        )


async def test_practice_begins_with_the_first_question_at_once(workspace: StageWorkspace) -> None:
    app = stage_app(workspace, wishes=PracticeWishes((), None, 2, 3, follow_ups=False, resume=False, at_once=True))
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))


async def test_practice_stays_on_the_start_screen_when_its_topic_is_unknown(workspace: StageWorkspace) -> None:
    wishes = PracticeWishes(("cooking",), None, 2, 3, follow_ups=False, resume=False, at_once=True)
    app = stage_app(workspace, wishes=wishes)
    async with app.run_test() as pilot:
        await opened(pilot)
        assert app.screen is app.home


async def test_a_topic_that_does_not_exist_is_said(workspace: StageWorkspace) -> None:
    wishes = PracticeWishes(("cooking",), None, 5, 1, follow_ups=True, resume=False)
    app = stage_app(workspace, wishes=wishes)
    async with app.run_test() as pilot:
        await opened(pilot)
        assert toasts(app) == ["There is no topic cooking."]
        assert app.home.wishes().topics == ()


async def test_an_unfinished_interview_is_offered_and_resumed(workspace: StageWorkspace) -> None:
    first = stage_app(workspace)
    async with first.run_test() as pilot:
        await begun(pilot)
        await answered(pilot, "Half of the activations are dropped at random.")
        await pilot.press("ctrl+q")
    again = StageWorkspace(workspace.settings)
    app = stage_app(again, StandingClock(NOON + timedelta(minutes=20)))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "1 of 3 answered, begun 20 minutes ago" in shown(app)
        assert isinstance(app.focused, Button)
        assert app.focused.id == "resume"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen) and app.screen.sitting.asking)
        assert isinstance(app.screen, InterviewScreen)
        assert len(app.screen.sitting.turns) == 1
        assert "Question 2 of 3" in shown(app) or "follow-up" in shown(app)


async def test_resume_from_the_command_line_goes_straight_on(workspace: StageWorkspace) -> None:
    first = stage_app(workspace)
    async with first.run_test() as pilot:
        await begun(pilot)
        await pilot.press("ctrl+q")
    wishes = PracticeWishes((), None, 5, 1, follow_ups=True, resume=True)
    app = stage_app(StageWorkspace(workspace.settings), wishes=wishes)
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))


async def test_recent_interviews_are_shown(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(100, 40)) as pilot:
        await begun(pilot)
        await answered(pilot, "Half of the activations are dropped at random.")
        await pilot.press("escape")
        await pilot.press("l")
        await until(pilot, lambda: app.screen is app.home)
        await until(pilot, lambda: "Recent interviews" in shown(app))
        assert "1 of 3 answered" in shown(app)


async def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    broken = "---\ntitle: T\ntopic: t\n---\n\n## A question?\n\nText.\n\n### Nonsense\n"
    (corpus / "broken.md").write_text(broken, encoding="utf-8")
    app = stage_app(stage_workspace(tmp_path, corpus))
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(pilot)
        await until(pilot, lambda: "1 file could not be read: broken.md" in shown(app))
        assert "3 of 3 questions" in shown(app)


async def test_a_history_that_cannot_be_opened_leaves_interviews_in_memory(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way", encoding="utf-8")
    app = stage_app(stage_workspace(tmp_path))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await begun(pilot)
        assert not screen.sitting.stored
        await answered(pilot, "Half of the activations are dropped at random.")
        assert len(screen.sitting.turns) == 1
        await pilot.press("escape", "l")
        await until(pilot, lambda: app.screen is app.home)
        assert "kept in memory only" in shown(app)
    assert (tmp_path / "data").read_text(encoding="utf-8") == "in the way"


async def test_the_worker_says_how_far_it_is(workspace: StageWorkspace) -> None:
    workspace.ready = False
    app = stage_app(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "Loading the model…" in shown(app)
        assert workspace.worker
        workspace.worker.tell(WorkerStatus("indexing", 40, 120))
        await until(pilot, lambda: "Building the index 40/120…" in shown(app))
        workspace.worker.tell(WorkerStatus("ready"))
        await until(pilot, lambda: "● Ready" in shown(app))


async def test_a_worker_that_fails_says_why_and_what_to_do(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(pilot)
        assert workspace.worker
        workspace.worker.tell(WorkerStatus("failed", message="The model is missing.", remedy="Fetch it."))
        await until(pilot, lambda: "Grading unavailable" in shown(app))
        assert "The model is missing. Fetch it." in shown(app)
        workspace.worker.tell(WorkerStatus("failed", message="The index is damaged.", corrupt=True))
        await until(pilot, lambda: "Press F5 to build it anew." in shown(app))
        await pilot.press("f5")
        await until(pilot, lambda: workspace.worker and workspace.worker.rebuilt)


async def test_help_opens_with_a_question_mark(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("question_mark")
        await until(pilot, lambda: "To type instead of an answer" in shown(app))
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)
