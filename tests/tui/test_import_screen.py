"""Documents into the corpus from the app: a path, progress, the report, accepted or not."""

import os
from multiprocessing import resource_tracker
from pathlib import Path

import pytest
from staging import StageWorkspace, opened, shown, stage_app, toasts, until
from test_heartbeat import LONGEST_GAP, Heartbeat
from test_hostile_text import CONTROLS, MARKUP, click_everywhere, inert
from textual.pilot import Pilot
from textual.widgets import OptionList

from interviewer.tui.screens.importing import ImportScreen
from interviewer.tui.widgets.choice import Choice
from interviewer.tui.widgets.section import Section

NOTES = """\
# Top 10 questions on networks

## 1. What does a convolution compute?

It slides a small kernel over its input and takes the dot product at every place.

## 2. What is pooling for?

## 3. Why are activations needed between layers?

Without a nonlinearity between them, a stack of linear layers is one linear layer.

## 4. What does dropout do to activations?

It sets a random part of them to zero in every training step, so that no unit relies on another one.
"""
PATIENCE = 60.0


@pytest.fixture(autouse=True, scope="module")
def tracker() -> None:
    """As the launched app has it: multiprocessing's tracker is started while sys.stderr is a real file."""
    if os.name == "posix":
        resource_tracker.ensure_running()


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the app is started in: two documents, one that cannot be read, one of another kind."""
    folder = tmp_path / "here"
    (folder / "notes" / "more").mkdir(parents=True)
    (folder / "notes" / "networks.md").write_text(NOTES, encoding="utf-8")
    (folder / "notes" / "cards.csv").write_text(
        "question,answer\nWhat is a tensor?,An array with any number of axes.\n"
        "What is a batch?,The examples that one gradient step is computed from.\n",
        encoding="utf-8",
    )
    (folder / "notes" / "broken.docx").write_bytes(b"PK\x03\x04 word/document nothing")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    monkeypatch.chdir(folder)
    return folder


def corpus_files(workspace: StageWorkspace) -> dict[str, bytes]:
    folder = workspace.settings.corpus
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def importing(pilot: Pilot[None]) -> ImportScreen:
    await opened(pilot)
    await pilot.press("i")
    await until(pilot, lambda: isinstance(pilot.app.screen, ImportScreen) and "Path" in shown(pilot.app))
    screen = pilot.app.screen
    assert isinstance(screen, ImportScreen)
    return screen


async def read(pilot: Pilot[None], path: str) -> ImportScreen:
    """Types a path and waits for the report."""
    screen = await importing(pilot)
    screen.picker.go_to(path)
    await pilot.press("enter")
    await until(pilot, lambda: screen.stage != "reading", PATIENCE)
    await until(pilot, lambda: screen.stage != "report" or screen.query("#import-detail Static"))
    return screen


def opened_everywhere(screen: ImportScreen) -> None:
    for section in screen.query(Section):
        section.collapsed = False


@pytest.mark.parametrize("size", [(80, 24), (110, 36), (140, 45)])
async def test_a_path_is_found_with_keys_alone(
    workspace: StageWorkspace, documents: Path, size: tuple[int, int]
) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=size) as pilot:
        screen = await importing(pilot)
        await until(pilot, lambda: "notes/" in shown(app))
        assert "picture.png" not in shown(app)
        await pilot.press("n", "tab")
        await until(pilot, lambda: screen.picker.path == f"notes{os.sep}")
        await until(pilot, lambda: "networks.md" in shown(app))
        await pilot.press("down", "enter")  # into the folder `more`
        await until(pilot, lambda: screen.picker.path == str(Path("notes", "more")) + os.sep)
        await pilot.press("left")
        await until(pilot, lambda: screen.picker.path == f"notes{os.sep}")
        await until(pilot, lambda: "networks.md" in shown(app))
        await pilot.press("down", "down", "down", "enter")
        await until(pilot, lambda: screen.stage == "report", PATIENCE)
        assert screen.picker.path == str(Path("notes", "networks.md"))


async def test_the_report_says_what_was_found_and_doubted(workspace: StageWorkspace, documents: Path) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(110, 80)) as pilot:
        screen = await read(pilot, "notes/networks.md")
        opened_everywhere(screen)
        await until(pilot, lambda: "What is pooling for?" in shown(app))
        text = shown(app)
        assert "3 of 10 questions with answers, 1 without" in text
        assert "numbered headings" in text
        assert "Accepting writes 1 corpus file: 3 added. The index is then rebuilt." in text
        for question in ("What does a convolution compute?", "Why are activations", "What does dropout do to"):
            assert question in text
        assert "Without an answer, not imported (1)" in text
        assert str(workspace.settings.corpus) in text


async def test_accepting_writes_and_the_new_questions_can_be_asked(workspace: StageWorkspace, documents: Path) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(110, 36)) as pilot:
        await opened(pilot)
        app.home.topics.focus()
        await pilot.press("space")  # unticks the first topic
        before = corpus_files(workspace)
        await read(pilot, "notes/networks.md")
        assert corpus_files(workspace) == before
        await pilot.press("a")
        await until(pilot, lambda: app.screen is app.home, PATIENCE)
        assert "3 added. The index is being rebuilt." in toasts(app)
        after = corpus_files(workspace)
        assert before.items() <= after.items()
        assert any(b"What does a convolution compute?" in content for content in after.values())
        assert workspace.worker is not None
        assert workspace.worker.reread_times == 1
        await until(pilot, lambda: "5 of 5 questions that fit" in shown(app))  # the old topic stays unticked
        await pilot.press("b")
        await until(pilot, lambda: "What does a convolution compute?" in shown(app))


async def test_importing_again_has_nothing_to_write(workspace: StageWorkspace, documents: Path) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(110, 36)) as pilot:
        await read(pilot, "notes/networks.md")
        await pilot.press("a")
        await until(pilot, lambda: app.screen is app.home, PATIENCE)
        written = corpus_files(workspace)
        screen = await read(pilot, "notes/networks.md")
        assert "The corpus has all of it already" in shown(app)
        await pilot.press("a")
        await pilot.pause(0.2)
        assert screen.stage == "report"
        assert corpus_files(workspace) == written


async def test_cancelling_writes_nothing(workspace: StageWorkspace, documents: Path) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        before = corpus_files(workspace)
        screen = await read(pilot, "notes/networks.md")
        await pilot.press("escape")
        await until(pilot, lambda: "Cancelled: nothing was written." in shown(app))
        assert screen.focused is screen.picker.box
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.home)
        assert corpus_files(workspace) == before
        assert workspace.worker is not None
        assert workspace.worker.reread_times == 0


async def test_reading_can_be_stopped_and_typing_goes_on_meanwhile(workspace: StageWorkspace, documents: Path) -> None:
    sections = (f"## {n}. What is item {n}?\n\nItem {n} is described at length here.\n" for n in range(1, 30_000))
    (documents / "huge.md").write_text("\n".join(sections), encoding="utf-8")
    app = stage_app(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        before = corpus_files(workspace)
        screen = await importing(pilot)
        screen.picker.go_to("huge.md")
        await pilot.press("enter")
        async with Heartbeat() as heart:
            await until(pilot, lambda: "Reading the documents" in shown(app), PATIENCE)
            assert "0 of 1 document" in shown(app)
            await pilot.press("escape")
            await until(pilot, lambda: "Stopped: nothing was written." in shown(app))
        assert heart.longest < LONGEST_GAP
        assert screen.stage == "choosing"
        assert corpus_files(workspace) == before
        screen.picker.go_to("notes/cards.csv")  # and another one is read
        await pilot.press("ctrl+s")
        await until(pilot, lambda: screen.stage == "report", PATIENCE)


async def test_a_folder_is_read_whole_and_its_documents_are_shown_one_by_one(
    workspace: StageWorkspace, documents: Path
) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(110, 60)) as pilot:
        screen = await read(pilot, "notes")
        text = shown(app)
        assert "5 questions with answers in 2 documents" in text
        assert "Not read (1)" in text
        assert "broken.docx" in text
        names = screen.query_one("#import-documents", OptionList)
        assert names.option_count == 3
        await pilot.press("down")
        await until(pilot, lambda: "What is a tensor?" in shown(app))
        await pilot.press("down")
        await until(pilot, lambda: "What does a convolution compute?" in shown(app))
        await pilot.press("a")
        await until(pilot, lambda: app.screen is app.home, PATIENCE)
        assert "5 added. The index is being rebuilt." in toasts(app)


async def test_near_duplicates_stand_side_by_side_with_a_proposal(workspace: StageWorkspace, documents: Path) -> None:
    (documents / "twin.md").write_text(
        "## What is the vanishing gradient problem and how can one avoid it?\n\n"
        "Backpropagation multiplies one derivative per layer. When these factors are smaller than one, the gradient of "
        "the early layers shrinks exponentially with depth, and these layers hardly learn.\n\n"
        "## What is a loss?\n\nA number that says how far a prediction is from its target.\n",
        encoding="utf-8",
    )
    app = stage_app(workspace)
    async with app.run_test(size=(110, 60)) as pilot:
        screen = await read(pilot, "twin.md")
        opened_everywhere(screen)
        await until(pilot, lambda: "how can one avoid it?" in shown(app) and "how can it be avoided?" in shown(app))
        assert "Nearly the same, kept apart (1)" in shown(app)


async def test_a_document_with_nothing_to_import_says_so(workspace: StageWorkspace, documents: Path) -> None:
    (documents / "empty.md").write_text("\n", encoding="utf-8")
    app = stage_app(workspace)
    async with app.run_test(size=(110, 36)) as pilot:
        screen = await read(pilot, "empty.md")
        await until(pilot, lambda: "Nothing to import was found." in shown(app))
        await pilot.press("a")
        await pilot.pause(0.2)
        assert screen.stage == "report"


async def test_headings_become_questions_on_request(workspace: StageWorkspace, documents: Path) -> None:
    (documents / "lecture.md").write_text(
        "# Lecture\n\n## Batch normalisation\n\n"
        "It standardises the inputs of a layer over the batch, and then scales and shifts them with parameters that "
        "are learnt. During training the mean and the variance come from the batch, afterwards from a running mean.\n\n"
        "## Weight decay\n\n"
        "It pulls all weights towards zero by a small share of themselves at each step. For plain gradient descent it "
        "is the same as a penalty on the sum of their squares; with adaptive methods it is not.\n",
        encoding="utf-8",
    )
    app = stage_app(workspace)
    async with app.run_test(size=(110, 36)) as pilot:
        screen = await importing(pilot)
        screen.query_one("#from-headings", Choice).focus()
        await pilot.press("right")
        screen.picker.go_to("lecture.md")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "2 questions with answers" in shown(app), PATIENCE)


@pytest.mark.parametrize(
    ("path", "said"),
    [("", "Type the path of a document"), ("nowhere.md", "nowhere.md"), ("picture.png", "picture.png")],
)
async def test_what_cannot_be_read_is_said_in_a_sentence(
    workspace: StageWorkspace, documents: Path, path: str, said: str
) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(110, 36)) as pilot:
        screen = await read(pilot, path)
        assert said in shown(app)
        assert screen._report is None or not screen._report.found


async def test_a_path_with_nothing_to_read_is_said_beside_the_path(workspace: StageWorkspace, documents: Path) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(110, 36)) as pilot:
        screen = await read(pilot, "nowhere.md")
        assert screen.stage == "choosing"
        assert "nowhere.md does not exist" in str(screen.banner.content)
        assert screen.focused is screen.picker.box
        screen.picker.go_to("notes/cards.csv")
        await pilot.press("enter")
        await until(pilot, lambda: screen.stage == "report", PATIENCE)


async def test_a_corpus_file_changed_meanwhile_is_not_overwritten(workspace: StageWorkspace, documents: Path) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(110, 36)) as pilot:
        await read(pilot, "notes/networks.md")
        await pilot.press("a")
        await until(pilot, lambda: app.screen is app.home, PATIENCE)
        (new,) = (name for name in corpus_files(workspace) if "networks" in name)
        (documents / "notes" / "networks.md").write_text(NOTES.replace("small kernel", "kernel"), encoding="utf-8")
        screen = await read(pilot, "notes/networks.md")
        mine = workspace.settings.corpus / new
        mine.write_text(mine.read_text(encoding="utf-8") + "\nA line of mine.\n", encoding="utf-8")
        before = corpus_files(workspace)
        await pilot.press("a")
        await until(pilot, lambda: "has changed since the import began" in str(screen.banner.content), PATIENCE)
        assert corpus_files(workspace) == before


async def test_leaving_the_app_while_reading_leaves_no_process(workspace: StageWorkspace, documents: Path) -> None:
    sections = (f"## {n}. What is item {n}?\n\nItem {n} is described at length here.\n" for n in range(1, 30_000))
    (documents / "huge.md").write_text("\n".join(sections), encoding="utf-8")
    app = stage_app(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await importing(pilot)
        screen.picker.go_to("huge.md")
        await pilot.press("enter")
        await until(pilot, lambda: "Reading the documents" in shown(app), PATIENCE)
        run = screen._run
        assert run is not None
        await pilot.press("ctrl+q")
    assert run.ended(10.0)


async def test_hostile_text_in_documents_and_their_names_is_literal(workspace: StageWorkspace, documents: Path) -> None:
    folder = documents / "hostile"
    folder.mkdir()
    worst = f"{MARKUP} {CONTROLS}".replace("\r", " ").replace("\n", " ")
    (folder / "[b]name[@click=app.quit]x[].md").write_text(
        f"# Title {worst}\n\nBy {worst}\n\n"
        + "\n\n".join(f"## {n}. What is {worst} number {n}?\n\nThe answer is {worst}." for n in range(1, 6))
        + f"\n\n## 9. What is {worst} last?\n\n",
        encoding="utf-8",
    )
    app = stage_app(workspace)
    async with app.run_test(size=(140, 90)) as pilot:
        screen = await importing(pilot)
        screen.picker.go_to("hostile/")
        await until(pilot, lambda: "[b]name" in shown(app))
        await inert(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: screen.stage == "report", PATIENCE)
        await until(pilot, lambda: screen.query("#import-detail Static"))
        opened_everywhere(screen)
        await pilot.pause(0.3)
        assert "[@click=app.quit]x[/]" in await inert(pilot)
        await click_everywhere(pilot)
        assert app.screen is screen
