"""The conversation: questions, answers, grades, and what else can be said."""

import sqlite3

import pytest
from staging import (
    StageWorkspace,
    StandingClock,
    answered,
    begun,
    made_grade,
    opened,
    shown,
    stage_app,
    toasts,
    until,
)
from textual.pilot import Pilot

from interviewer.errors import UnavailableError
from interviewer.models import Grade, Question
from interviewer.tui.app import InterviewerApp
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.leave import LeaveScreen
from interviewer.tui.screens.summary import SummaryScreen
from interviewer.tui.widgets.answer_box import AnswerBox
from interviewer.tui.widgets.concept_list import ConceptList
from interviewer.tui.widgets.folded_turn import FoldedTurn, Opener
from interviewer.tui.widgets.grade_card import GradeCard
from interviewer.tui.widgets.model_answer import ModelAnswer
from interviewer.tui.widgets.pending_grade import PendingGrade
from interviewer.tui.widgets.section import Section
from interviewer.worker import WorkerStatus

ANSWER = "Backprop multiplies one factor per layer, so early gradients vanish. Skip connections help."


async def say(pilot: Pilot[None], text: str) -> None:
    interview(pilot).box.insert(text)
    await pilot.press("enter")


def interview(pilot: Pilot[None]) -> InterviewScreen:
    screen = pilot.app.screen
    assert isinstance(screen, InterviewScreen)
    return screen


async def test_a_question_is_put_with_its_topic_difficulty_and_context(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await begun(pilot)
        for _ in range(3):
            asked = screen.sitting.asking
            assert asked
            await until(pilot, lambda: asked.question.text.split(",")[0][:30] in shown(app))  # noqa: B023
            assert f"Question {asked.position} of 3  {asked.question.topic} · {asked.question.difficulty}" in shown(app)
            if asked.question.context:
                assert "layer.weight.data.zero_()" in shown(app)
            await pilot.press("ctrl+o")
            await until(pilot, lambda: screen.sitting.asking is not asked)  # noqa: B023


async def test_a_grade_shows_score_range_concepts_evidence_and_account(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(120, 90)) as pilot:
        screen = await begun(pilot)
        await answered(pilot, ANSWER)
        await until(pilot, lambda: screen.query(GradeCard))
        turn = screen.sitting.turns[0]
        assert turn.grade
        await until(pilot, lambda: "Evidence" in shown(app))
        await pilot.press("f3")
        await until(pilot, lambda: "Similarity to the reference" in shown(app))
        text = shown(app)
        assert f"{turn.grade.score:g} of 100" in text
        assert f"range {turn.grade.low:.0f} to {turn.grade.high:.0f}" in text
        assert "Would gain most  Say how a residual connection" in text
        for verdict in turn.grade.concepts:
            assert verdict.name in text
            assert f"{verdict.status}" in text
            assert verdict.evidence is not None
            assert verdict.evidence.citation in text
        assert "+24.2  Similarity to the reference" in text
        assert f"{sum(line.points for line in turn.grade.ledger):.1f}  score" in text


async def test_every_verdict_is_a_sign_and_a_word(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(120, 60)) as pilot:
        await begun(pilot)
        question = next(q for q in app.desk.bank.questions if q.id == "vanishing-gradient") if app.desk.bank else None
        assert question
        concepts = made_grade(question, ANSWER).concepts
        missing = concepts[0].model_copy(update={"status": "missing"})
        await app.screen.mount(ConceptList((*concepts, missing)), before=app.screen.query_one("#answer"))
        await until(pilot, lambda: "✓ covered" in shown(app))
        text = shown(app)
        assert "◐ partial" in text
        assert "⚠ contradicted" in text
        assert "✗ missing" in text
        assert "−4.0 of 8.0" in text


async def test_evidence_stands_side_by_side_when_there_is_room_and_stacked_when_not(
    workspace: StageWorkspace,
) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(120, 60)) as pilot:
        screen = await begun(pilot)
        await answered(pilot, ANSWER)
        await until(pilot, lambda: screen.query(".evidence-sides"))
        await pilot.pause(0.1)
        said, reference = screen.query(".said").first(), screen.query(".reference").first()
        assert said.region.y == reference.region.y
        assert said.region.x < reference.region.x
        await pilot.resize_terminal(90, 40)
        await until(pilot, lambda: said.region.x == reference.region.x)
        assert said.region.y < reference.region.y


async def test_sections_open_with_the_keyboard(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await begun(pilot)
        await answered(pilot, ANSWER)
        await until(pilot, lambda: screen.query(Section))
        evidence = screen.query_one("#evidence", Section)
        assert not evidence.collapsed
        await pilot.press("f2")
        assert evidence.collapsed
        ledger = screen.query_one("#ledger", Section)
        ledger.query_one("CollapsibleTitle").focus()
        await pilot.press("enter")
        assert not ledger.collapsed
        await pilot.press("escape")
        assert isinstance(app.focused, AnswerBox)


async def test_an_answer_is_stored_before_it_is_graded(workspace: StageWorkspace) -> None:
    workspace.at_once = False
    app = stage_app(workspace)
    async with app.run_test() as pilot:
        screen = await begun(pilot)
        await answered(pilot, ANSWER)
        stored = workspace.history.session(screen.sitting.id)
        assert [turn.turn.answer for turn in stored.turns] == [ANSWER]
        assert stored.turns[0].graded_at is None
        assert workspace.worker
        await until(pilot, lambda: workspace.worker and workspace.worker.waiting)
        workspace.worker.grade_waiting()
        await until(pilot, lambda: screen.query(GradeCard))
        assert workspace.history.session(screen.sitting.id).turns[0].turn.grade is not None


async def test_an_answer_is_accepted_while_the_model_loads_and_graded_when_it_is_ready(
    workspace: StageWorkspace,
) -> None:
    workspace.ready = workspace.at_once = False
    app = stage_app(workspace)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await begun(pilot)
        await answered(pilot, ANSWER)
        await until(pilot, lambda: "Accepted." in shown(app))
        assert "It will be graded when the model is ready (loading the model…)" in shown(app)
        assert workspace.worker
        workspace.worker.tell(WorkerStatus("ready"))
        await until(pilot, lambda: "Grading…" in shown(app))
        workspace.worker.grade_waiting()
        await until(pilot, lambda: screen.query(GradeCard) and not screen.query(PendingGrade))


async def test_a_late_grade_takes_its_place_while_the_candidate_is_at_the_next_question(
    workspace: StageWorkspace,
) -> None:
    workspace.at_once = False
    app = stage_app(workspace)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await begun(pilot)
        await answered(pilot, ANSWER)
        await pilot.press("enter")
        await until(pilot, lambda: screen.sitting.asking)
        screen.box.insert("half an ans")
        assert workspace.worker
        workspace.worker.grade_waiting()
        await until(pilot, lambda: screen.query(GradeCard))
        first, second = screen.conversation.turns
        assert first.grade_card is not None
        assert second.grade_card is None
        assert screen.box.text == "half an ans"
        await until(pilot, lambda: any("was graded" in toast for toast in toasts(app)))


async def test_a_follow_up_is_marked_as_such(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await begun(pilot)
        while screen.sitting.asking and screen.sitting.asking.question.id != "vanishing-gradient":
            before = screen.sitting.asking
            await pilot.press("ctrl+o")
            await until(pilot, lambda: screen.sitting.asking is not before)  # noqa: B023
        await answered(pilot, ANSWER)
        await until(pilot, lambda: screen.query(GradeCard))
        await pilot.press("enter")
        await until(pilot, lambda: "↳ Follow-up to question" in shown(app))
        assert "How exactly does a residual connection help the gradient?" in shown(app)


async def test_commands_can_be_typed(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await begun(pilot)
        await say(pilot, "/left")
        await until(pilot, lambda: "3 of 3 questions are left" in shown(app))
        await say(pilot, "/hint")
        await until(pilot, lambda: "Hint  " in shown(app))
        await say(pilot, "/nonsense")
        await until(pilot, lambda: "There is no command /nonsense" in shown(app))
        await say(pilot, "/skip")
        await until(pilot, lambda: len(screen.sitting.turns) == 1)
        assert screen.sitting.turns[0].answer is None
        await say(pilot, "/help")
        await until(pilot, lambda: "To type instead of an answer" in shown(app))
        await pilot.press("escape")
        await say(pilot, "/quit")
        await until(pilot, lambda: isinstance(app.screen, LeaveScreen))


async def test_a_question_mark_in_the_box_is_a_question_mark(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test() as pilot:
        screen = await begun(pilot)
        await pilot.press("question_mark")
        assert screen.box.text == "?"
        await pilot.press("f1")
        await until(pilot, lambda: "To type instead of an answer" in shown(app))


async def test_the_model_answer_is_shown_on_demand_and_once(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await begun(pilot)
        await answered(pilot, ANSWER)
        await pilot.press("ctrl+r", "ctrl+r")
        await until(pilot, lambda: "Model answer" in shown(app))
        await pilot.pause(0.2)
        assert len(screen.query(ModelAnswer)) == 1
        assert screen.sitting.turns[0].revealed is False  # shown after the answer


async def test_what_cannot_be_stored_goes_back_into_the_box(
    workspace: StageWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await begun(pilot)
        await pilot.press("ctrl+t")
        asked = screen.sitting.asking
        with sqlite3.connect(workspace.settings.data / "history.db") as other:
            # Another program holds the history: a real lock, and no patience with it.
            other.execute("PRAGMA busy_timeout = 0")
            workspace.history._connection.execute("PRAGMA busy_timeout = 0")
            other.execute("BEGIN EXCLUSIVE")
            screen.box.put_back(ANSWER)
            await pilot.press("enter")
            await until(pilot, lambda: "This was not stored." in shown(app))
            other.rollback()
        assert screen.box.text == ANSWER
        assert screen.sitting.asking is asked
        assert not workspace.history.session(screen.sitting.id).turns
        assert any("in use by another program" in toast for toast in toasts(app))
        await pilot.press("enter")
        await until(pilot, lambda: len(screen.sitting.turns) == 1)
        assert screen.sitting.turns[0].hints_used == 1


async def test_an_answer_that_cannot_be_graded_is_kept_and_graded_again_on_demand(workspace: StageWorkspace) -> None:
    workspace.at_once = False
    app = stage_app(workspace)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await begun(pilot)
        await answered(pilot, ANSWER)
        assert workspace.worker
        await until(pilot, lambda: workspace.worker and workspace.worker.waiting)
        workspace.worker.fail_waiting(UnavailableError("The model is missing.", "Fetch it."))
        await until(pilot, lambda: "Not graded. The model is missing. Fetch it." in shown(app))
        await pilot.press("f5")
        await until(pilot, lambda: workspace.worker and workspace.worker.waiting)
        assert "Not graded." not in shown(app)
        workspace.worker.grade_waiting()
        await until(pilot, lambda: screen.query(GradeCard))


async def test_leaving_asks_first_and_keeps_draft_and_answers(workspace: StageWorkspace, clock: StandingClock) -> None:
    app = stage_app(workspace, clock)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await begun(pilot)
        screen.box.insert("half an answer")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, LeaveScreen))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        assert screen.box.text == "half an answer"
        await pilot.press("escape", "l")
        await until(pilot, lambda: app.screen is app.home)
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen) and app.screen.box.text)
        assert interview(pilot).box.text == "half an answer"
        assert "What you had begun to type is back in the box." in shown(app)


async def test_drafts_are_kept_while_typing(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test() as pilot:
        screen = await begun(pilot)
        screen.box.insert("half an answer")
        await until(pilot, lambda: workspace.history.draft(screen.sitting.id))
        draft = workspace.history.draft(screen.sitting.id)
        assert draft
        assert (draft.turn_number, draft.text) == (1, "half an answer")


async def test_quitting_keeps_the_interview_and_says_so(
    workspace: StageWorkspace, capsys: pytest.CaptureFixture[str]
) -> None:
    app = stage_app(workspace)
    async with app.run_test() as pilot:
        screen = await begun(pilot)
        screen.box.insert("half an answer")
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert app.return_code == 0
    assert "The interview is kept. Start interviewer again to resume it." in capsys.readouterr().err
    again = StageWorkspace(workspace.settings)
    draft = again.history.draft(screen.sitting.id)
    assert draft is not None
    assert draft.text == "half an answer"
    assert workspace.worker is not None
    assert workspace.worker.closed


async def test_the_second_control_c_in_a_row_quits(workspace: StageWorkspace, clock: StandingClock) -> None:
    app = stage_app(workspace, clock)
    async with app.run_test() as pilot:
        await begun(pilot)
        await pilot.press("ctrl+c")
        await until(pilot, lambda: toasts(app))
        clock.pass_seconds(10)
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert app.is_running
        clock.pass_seconds(1)
        await pilot.press("ctrl+c")
        await pilot.pause()
    assert app.return_code == 0


async def test_the_timer_shows_how_long_the_question_is_open(workspace: StageWorkspace, clock: StandingClock) -> None:
    workspace.at_once = False
    app = stage_app(workspace, clock)
    async with app.run_test() as pilot:
        screen = await begun(pilot)
        assert "00:00" in shown(app)
        clock.pass_seconds(134)
        await until(pilot, lambda: "02:14" in shown(app))
        await answered(pilot, ANSWER)
        assert workspace.history.session(screen.sitting.id).turns[0].seconds == 134.0
        await until(pilot, lambda: "13 words · 02:14" in shown(app))


async def test_typing_goes_into_the_box_wherever_the_focus_is(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await begun(pilot)
        await answered(pilot, ANSWER)
        await until(pilot, lambda: screen.query(Section))
        screen.query_one("#ledger CollapsibleTitle").focus()
        await pilot.press("x", "y")
        assert screen.box.text == "xy"
        await pilot.click("Conversation", offset=(5, 2))
        await pilot.press("z")
        assert screen.box.text == "xyz"


async def test_the_button_below_a_grade_goes_on(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(100, 60)) as pilot:
        screen = await begun(pilot)
        await answered(pilot, ANSWER)
        await until(pilot, lambda: screen.query(GradeCard))
        screen.conversation.scroll_end(animate=False)
        await pilot.pause(0.1)
        await pilot.click("#next")
        await until(pilot, lambda: screen.sitting.asking)
        assert isinstance(app.focused, AnswerBox)


async def test_the_palette_offers_what_makes_sense(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(100, 40)) as pilot:
        await opened(pilot)
        assert {"Start", "Theme", "Help", "Quit"} <= commands(app)
        await begun(pilot)
        assert {"Hint", "Skip", "Repeat", "Model answer", "Leave"} <= commands(app)
        await answered(pilot, ANSWER)
        assert "Next" in commands(app)
        assert "Hint" not in commands(app)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: "Search for commands" in shown(app))


def commands(app: InterviewerApp) -> set[str]:
    return {command.title for command in app.get_system_commands(app.screen)}


async def test_after_the_last_question_comes_the_summary(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await begun(pilot)
        while not screen.sitting.over:
            turns = len(screen.sitting.turns)
            if screen.sitting.asking:
                await answered(pilot, ANSWER)
                await until(pilot, lambda: screen.sitting.turns[turns].grade)  # noqa: B023
            await pilot.press("enter")
            await until(pilot, lambda: screen.sitting.asking or screen.sitting.over)
        await until(pilot, lambda: isinstance(app.screen, SummaryScreen))
        assert workspace.history.session(screen.sitting.id).summary.ended_at is not None


async def test_grades_without_concepts_or_evidence_are_shown(workspace: StageWorkspace) -> None:
    def bare(question: Question, answer: str) -> Grade:
        return made_grade(question, answer).model_copy(
            update={"concepts": (), "matches": (), "ledger": (), "flags": (), "addition": None, "abstained": True}
        )

    app = stage_app(workspace)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await begun(pilot)
        assert workspace.worker
        workspace.worker.grade_of = bare
        await answered(pilot, ANSWER)
        await until(pilot, lambda: screen.query(GradeCard))
        await until(pilot, lambda: "judge for yourself" in shown(app))


async def test_earlier_turns_fold_and_open_again(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await begun(pilot)
        await answered(pilot, ANSWER)
        await until(pilot, lambda: screen.query(GradeCard))
        await pilot.press("ctrl+r")
        while len(screen.conversation.turns) < 3:
            shown_turns = len(screen.conversation.turns)
            await pilot.press("ctrl+o" if screen.sitting.asking else "ctrl+n")
            await until(pilot, lambda: len(screen.conversation.turns) > shown_turns)  # noqa: B023
        first = screen.conversation.turns[0]
        assert first.grade_card is None
        assert first.query(FoldedTurn)
        screen.conversation.scroll_home(animate=False)
        await until(pilot, lambda: "▸ " in shown(app))
        assert ANSWER.split(",", maxsplit=1)[0] in shown(app)
        await pilot.click(first.query_one(Opener))
        await until(pilot, lambda: first.grade_card)
        assert first.query(ModelAnswer)
        assert not first.query(FoldedTurn)


async def test_an_interview_that_is_resumed_shows_what_was_done_folded(workspace: StageWorkspace) -> None:
    workspace.at_once = False
    app = stage_app(workspace)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await begun(pilot)
        await answered(pilot, ANSWER)
        assert workspace.worker
        workspace.worker.grade_waiting()
        await until(pilot, lambda: screen.query(GradeCard))
        await pilot.press("ctrl+n")
        await until(pilot, lambda: screen.sitting.asking)
        await answered(pilot, "Another answer.")
        await pilot.press("escape", "l")
        await until(pilot, lambda: app.screen is app.home)
        workspace.worker.waiting.clear()
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        again = interview(pilot)
        await until(pilot, lambda: len(again.conversation.turns) == 3)
        first, second, third = again.conversation.turns
        assert first.query(FoldedTurn)
        assert second.query(PendingGrade)
        assert third.number == 3
        await until(pilot, lambda: workspace.worker and workspace.worker.waiting)
        workspace.worker.grade_waiting()
        await until(pilot, lambda: second.grade_card)
