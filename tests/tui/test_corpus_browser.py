"""The corpus browser: topics, search by words and by meaning, preview, practice."""

from pathlib import Path

import pytest
from staging import (
    StageWorkspace,
    ToldWorker,
    answered,
    opened,
    shown,
    stage_app,
    stage_workspace,
    until,
)
from test_heartbeat import LONGEST_GAP, Heartbeat
from test_hostile_text import CORPUS as HOSTILE_CORPUS
from test_hostile_text import click_everywhere, inert
from textual.pilot import Pilot
from textual.widgets import Static

from interviewer.corpus.search import Match
from interviewer.errors import UnavailableError
from interviewer.models import Passage
from interviewer.tui.app import InterviewerApp
from interviewer.tui.findings import Finding, Heading, by_words
from interviewer.tui.screens.browser import BrowserScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.worker import NearPassage

SIZES = [(80, 24), (110, 36), (140, 45)]


async def browsing(pilot: Pilot[None]) -> BrowserScreen:
    """Opens the browser from the home screen and waits for its first preview."""
    await opened(pilot)
    await pilot.press("b")
    await until(pilot, lambda: isinstance(pilot.app.screen, BrowserScreen) and pilot.app.screen.preview.children)
    screen = pilot.app.screen
    assert isinstance(screen, BrowserScreen)
    return screen


def listed(screen: BrowserScreen) -> list[str]:
    return [row.title if isinstance(row, Heading) else row.label for row in screen.questions.rows]


def previewed(screen: BrowserScreen) -> str:
    """What the preview holds, however it is wrapped."""
    return "\n".join(str(part.content) for part in screen.preview.query(Static))


def told(workspace: StageWorkspace) -> ToldWorker:
    assert workspace.worker is not None
    return workspace.worker


def near(question_id: str | None, similarity: float, text: str = "Some passage.", line: int = 9) -> NearPassage:
    return NearPassage(Passage(text=text, file="training.md", line=line, question_id=question_id), similarity)


@pytest.mark.parametrize("size", SIZES)
async def test_questions_are_listed_by_topic_and_the_first_is_shown(
    workspace: StageWorkspace, size: tuple[int, int]
) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=size) as pilot:
        screen = await browsing(pilot)
        assert listed(screen) == [
            "Generalisation",
            "What does dropout do?",
            "Training dynamics",
            "What is the vanishing gradient problem, and how can it be avoided?",
            "Why are weights not all started at zero?",
        ]
        await until(pilot, lambda: "Dropout sets a random part" in shown(app))
        text = shown(app)
        assert "3 questions" in text
        assert "generalisation.md:6" in text
        assert "random part of the activations" in text


async def test_the_arrows_walk_through_the_questions_from_the_search_box(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(110, 36)) as pilot:
        screen = await browsing(pilot)
        assert screen.focused is screen.box
        await pilot.press("down", "down", "down")  # there is no further one
        await until(pilot, lambda: "symmetry between units" in previewed(screen))
        assert "layer.weight.data.zero_()" in shown(app)
        await pilot.press("up")
        await until(pilot, lambda: "Dropout regularises; it does not change" in previewed(screen))
        assert "1 follow-up question, 1 hint" in previewed(screen)


async def test_words_are_found_while_they_are_typed(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(110, 36)) as pilot:
        screen = await browsing(pilot)
        await pilot.press(*"vani")
        await until(pilot, lambda: "By words" in listed(screen))
        assert listed(screen)[:2] == [
            "By words",
            "What is the vanishing gradient problem, and how can it be avoided?",
        ]
        await until(pilot, lambda: "training.md:6" in shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: "Generalisation" in listed(screen))
        assert screen.box.value == ""


async def test_where_in_a_question_the_words_stand_is_said(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(110, 36)) as pilot:
        screen = await browsing(pilot)
        await pilot.press(*"coadaptation")
        await until(pilot, lambda: "By words" in listed(screen))
        await until(pilot, lambda: "Found in a concept  co-adaptation" in previewed(screen))


@pytest.mark.parametrize(("best", "shown_matches"), [(90.0, 12), (44.0, 5)])
def test_words_that_hold_only_a_part_of_what_is_sought_leave_room_for_its_meaning(
    best: float, shown_matches: int
) -> None:
    matches = [Match(best - number / 10, "passage", f"Text {number}", "a.md", number, None) for number in range(12)]
    findings = by_words(matches)
    assert [finding.label for finding in findings] == [f"Text {number}" for number in range(shown_matches)]


async def test_what_is_near_in_meaning_follows_with_its_similarity(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(110, 36)) as pilot:
        screen = await browsing(pilot)
        told(workspace).near_of = lambda _query: (
            near("vanishing-gradient", 0.71, "The gradient shrinks with depth.", 12),
            near("vanishing-gradient", 0.55),
            near("dropout", 0.43),
            near("zero-initialisation", 0.05),
        )
        await pilot.press(*"dropout")
        await until(pilot, lambda: "By meaning" in listed(screen) and "0.71" in shown(app))
        assert listed(screen) == [
            "By words",
            "What does dropout do?",
            "By meaning",
            "What is the vanishing gradient problem, and how can it be avoided?",
        ]
        text = shown(app)
        assert "0.43" in text  # what was found by words has its similarity too
        assert "0.05" not in text
        await pilot.press("down")
        await until(pilot, lambda: "The gradient shrinks with depth." in previewed(screen))
        assert "similarity 0.71 · training.md:6" in shown(app)


async def test_the_meaning_is_asked_for_once_typing_rests(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(110, 36)) as pilot:
        screen = await browsing(pilot)
        await pilot.press(*"what shrinks gradients")
        await until(pilot, lambda: told(workspace).searched)
        assert told(workspace).searched == ["what shrinks gradients"]
        told(workspace).searches_at_once = False
        await pilot.press(*" x")
        await until(pilot, lambda: told(workspace).searching)
        await pilot.press("y")  # the search under way has not begun in the process: it is given up
        await until(pilot, lambda: len(told(workspace).searching) == 2)
        told(workspace).search_waiting()
        assert told(workspace).searched[1:] == ["what shrinks gradients xy"]
        assert screen.box.value == "what shrinks gradients xy"


async def test_two_letters_have_no_meaning_yet(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(110, 36)) as pilot:
        screen = await browsing(pilot)
        await pilot.press(*"dr")
        await until(pilot, lambda: listed(screen) == ["By words", "What does dropout do?"])
        await pilot.pause(0.4)
        assert told(workspace).searched == []


async def test_without_the_encoder_words_still_find(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(110, 36)) as pilot:
        screen = await browsing(pilot)
        told(workspace).searches_at_once = False
        await pilot.press(*"dropout")
        await until(pilot, lambda: told(workspace).searching)
        told(workspace).searching[0][1].set_exception(UnavailableError("The model is missing.", "Fetch it."))
        await until(pilot, lambda: "By words only: The model is missing. Fetch it." in shown(app))
        assert "What does dropout do?" in listed(screen)
        told(workspace).searching.clear()
        told(workspace).searches_at_once = True
        await pilot.press("space")
        await until(pilot, lambda: "By words only" not in shown(app))


async def test_enter_in_the_list_practises_the_question(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(110, 36)) as pilot:
        screen = await browsing(pilot)
        await pilot.press(*"zero")
        await until(pilot, lambda: "By words" in listed(screen))
        await pilot.press("enter")
        assert screen.focused is screen.questions
        assert app.screen is screen
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen) and app.screen.sitting.asking)
        interview = app.screen
        assert isinstance(interview, InterviewScreen)
        assert [turn.question.id for turn in interview.sitting.turns] == []
        assert interview.sitting.total == 1
        await answered(pilot, "Equal units would stay copies of each other.")
        assert interview.sitting.turns[0].question.id == "zero-initialisation"
        assert workspace.history.sessions()[0].questions == 1
        await pilot.press("escape", "l")
        await until(pilot, lambda: app.screen is screen)


async def test_control_s_practises_from_the_search_box_and_another_is_the_same(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await browsing(pilot)
        for _ in range(2):
            await pilot.press("ctrl+s")
            await until(pilot, lambda: isinstance(app.screen, InterviewScreen) and app.screen.sitting.asking)
            assert isinstance(app.screen, InterviewScreen)
            asking = app.screen.sitting.asking
            assert asking is not None
            assert asking.question.id == "dropout"
            await pilot.press("escape", "l")
            await until(pilot, lambda: isinstance(app.screen, BrowserScreen))


async def test_a_passage_without_a_question_is_shown_and_not_practised(tmp_path: Path) -> None:
    workspace = stage_workspace(tmp_path)
    (workspace.settings.corpus / "notes.txt").write_text("Pooling keeps the largest value.\n", encoding="utf-8")
    app = stage_app(workspace)
    async with app.run_test(size=(110, 36)) as pilot:
        screen = await browsing(pilot)
        await pilot.press(*"pooling")
        await until(pilot, lambda: "A passage that answers no question" in shown(app))
        assert "notes.txt:1" in shown(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.screen is screen
        assert "Practise" not in shown(app).splitlines()[-1]


async def test_typing_goes_into_the_search_box_wherever_the_focus_is(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(110, 36)) as pilot:
        screen = await browsing(pilot)
        await pilot.press("tab", "tab")
        assert screen.focused is screen.preview
        await pilot.press(*"dro")
        assert screen.box.value == "dro"


async def test_the_mouse_chooses_a_question(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(110, 36)) as pilot:
        screen = await browsing(pilot)
        await pilot.click(screen.questions, offset=(5, 4))
        await until(pilot, lambda: "training.md:37" in shown(app) or "zero_()" in shown(app))
        await pilot.click(screen.questions, offset=(5, 2))  # a heading is no question
        assert screen.questions.highlighted is not None
        assert screen.questions.highlighted.key == "zero-initialisation"


async def test_escape_goes_home(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await browsing(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.home)


async def test_the_menu_offers_to_browse_and_to_practise(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert {"Browse", "Import"} <= {command.title for command in app.get_system_commands(app.screen)}
        await browsing(pilot)
        assert "Practise" in {command.title for command in app.get_system_commands(app.screen)}


async def test_hostile_text_in_the_corpus_and_from_the_index_is_literal(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "hostile.md").write_text(HOSTILE_CORPUS, encoding="utf-8")
    workspace = stage_workspace(tmp_path, corpus)
    app: InterviewerApp = stage_app(workspace)
    async with app.run_test(size=(120, 60)) as pilot:
        screen = await browsing(pilot)
        worst = "[@click=app.quit]x[/] \x1b]52;c;aGk=\x07 \x9b31m \u202e [/"
        told(workspace).near_of = lambda _query: (
            NearPassage(Passage(text=worst, file=f"{worst}.md", line=3), 0.9),
            near("hostile", 0.8, worst),
        )
        await pilot.press(*"name [/ ")
        await until(pilot, lambda: "By meaning" in listed(screen) and "0.90" in shown(app))
        text = await inert(pilot)
        assert "[@click=app.quit]x[/]" in text
        await click_everywhere(pilot)
        await pilot.press("down")
        await pilot.pause(0.2)
        await inert(pilot)
        await click_everywhere(pilot)
        assert app.screen is screen


async def test_ten_thousand_questions_do_not_hold_up_the_keyboard(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    questions = "\n".join(
        f"## What is layer {number} for, and how is weight w{number} trained?\n\nIt computes feature {number}.\n"
        for number in range(10_000)
    )
    (corpus / "many.md").write_text(f"---\ntitle: Many\ntopic: many\n---\n\n{questions}", encoding="utf-8")
    app = stage_app(stage_workspace(tmp_path, corpus))
    async with app.run_test(size=(110, 36)) as pilot:
        await until(pilot, lambda: not app.home.start.disabled, 60.0)
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, BrowserScreen))
        screen = app.screen
        assert isinstance(screen, BrowserScreen)
        async with Heartbeat() as heart:
            await pilot.press(*"feature 9876", "end", "pagedown", "down")
            await until(pilot, lambda: "By words" in listed(screen), 30.0)
        first = screen.questions.rows[1]
        assert isinstance(first, Finding)
        assert "9876" in first.label
        assert screen.box.value == "feature 9876"
        assert heart.longest < LONGEST_GAP
