"""Documents imported again: when they are read as something else by now, and after an import that was cut short."""

import os
from pathlib import Path

import pytest
from import_builders import SEQUENCES, TRAINING, contents, import_into, write

from interviewer.corpus.bank import Bank
from interviewer.importing.importer import prepare_import

LECTURE = """
    # Heaps

    ## The heap property

    A binary heap is a complete tree in which every parent is at most as large as its children.

    It is stored in an array, so that no pointers are needed for finding a parent or a child.

    ## Sifting down

    After the root was replaced, swap it with its smaller child until neither of the children is smaller.

    ## Cost of an operation

    Each step goes one level down, so the cost grows with the height of the tree, which is logarithmic.
    """
HEADINGS = ["The heap property", "Sifting down", "Cost of an operation"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus that is not there yet."""
    return tmp_path / "corpus"


@pytest.fixture
def lecture(tmp_path: Path) -> Path:
    return write(tmp_path / "documents" / "lecture.md", LECTURE)


@pytest.fixture
def documents(tmp_path: Path) -> list[Path]:
    texts = {"training.md": TRAINING, "sequences.md": SEQUENCES, "lecture.md": LECTURE}
    return [write(tmp_path / "documents" / name, text) for name, text in texts.items()]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")


def test_questions_made_of_headings_take_the_place_of_the_passages(folder: Path, lecture: Path) -> None:
    import_into(folder, lecture)
    report = prepare_import([lecture], folder, questions_from_headings=True).write()
    bank = Bank.load(folder)
    assert [question.text.rpartition(": ")[2] for question in bank.questions] == HEADINGS
    assert {question.source for question in bank.questions} == {"lecture.md"}
    assert all(passage.question_id for passage in bank.passages())
    assert [path.name for path in folder.glob("*.md")] == ["lecture.md"]
    removed = [change.question for change in report.changes if change.kind == "removed"]
    assert removed == HEADINGS
    assert not prepare_import([lecture], folder, questions_from_headings=True).files


def test_a_passage_edited_by_hand_stays_beside_the_questions(folder: Path, lecture: Path) -> None:
    import_into(folder, lecture)
    edit(folder / "lecture.md", "swap it with", "exchange it with")
    report = prepare_import([lecture], folder, questions_from_headings=True).write()
    kept = [passage for passage in Bank.load(folder).passages() if not passage.question_id]
    assert [passage.heading for passage in kept] == ["Sifting down"]
    assert "exchange it with" in kept[0].text
    assert [change.question for change in report.changes if change.kind == "removed"] == [HEADINGS[0], HEADINGS[2]]


def test_a_passage_that_a_document_no_longer_has_goes_and_that_is_said(folder: Path, lecture: Path) -> None:
    import_into(folder, lecture)
    text = lecture.read_text(encoding="utf-8")
    lecture.write_text(text[: text.index("## Cost")], encoding="utf-8")
    report = import_into(folder, lecture)
    assert [(change.kind, change.question) for change in report.changes] == [("removed", "Cost of an operation")]
    assert [passage.heading for passage in Bank.load(folder).passages()] == [HEADINGS[0], *HEADINGS[:2]]
    assert not import_into(folder, lecture).changes


def test_another_document_of_the_same_name_takes_no_passage_away(folder: Path, lecture: Path) -> None:
    import_into(folder, lecture)
    before = (folder / "lecture.md").read_bytes()
    write(
        lecture,
        """
        # Queues

        ## Order of service

        A queue hands out what has waited longest; what came in last is handed out last, and nothing overtakes.

        ## Ring buffers

        When the number of items is bounded, an array and two positions that go round in it are all that is needed.
        """,
    )
    import_into(folder, lecture)
    assert (folder / "lecture.md").read_bytes() == before
    assert len(list(folder.glob("*.md"))) == 2


@pytest.mark.parametrize("written", range(6))
def test_an_import_cut_short_is_completed_by_the_next(folder: Path, documents: list[Path], written: int) -> None:
    prepared = prepare_import(documents, folder)
    folder.mkdir()
    for path, change in list(prepared.files.items())[:written]:
        path.write_bytes(change.after)
    import_into(folder, *documents)
    whole = folder.with_name("whole")
    import_into(whole, *documents)
    assert contents(folder) == contents(whole)


@pytest.mark.parametrize("written", range(5))
def test_an_update_cut_short_leaves_no_text_that_passes_for_edited(
    folder: Path, documents: list[Path], written: int
) -> None:
    import_into(folder, *documents)
    edit(documents[0], "gradient descent takes.", "descent takes.")
    edit(documents[1], "A regulariser:", "One regulariser:")
    for path, change in list(prepare_import(documents, folder).files.items())[:written]:
        path.write_bytes(change.after)
    import_into(folder, *documents)
    edit(documents[0], "descent takes.", "the optimiser takes.")
    edit(documents[1], "One regulariser:", "Some regulariser:")
    report = import_into(folder, *documents)
    assert [change.kind for change in report.changes] == ["updated", "updated"]
    assert "Some regulariser:" in (folder / "training.md").read_text(encoding="utf-8")


def test_what_a_writer_that_died_has_left_is_swept_away(folder: Path, documents: list[Path]) -> None:
    folder.mkdir()
    names = (".0123456789abcdef.new", ".fedcba9876543210.new", ".mine.new")
    old, young, mine = (write(folder / name, "unfinished") for name in names)
    for path in (old, mine):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    import_into(folder, *documents)
    assert (old.exists(), young.exists(), mine.exists()) == (False, True, True)


def test_a_question_that_others_ask_too_keeps_its_words_and_that_is_said(folder: Path, documents: list[Path]) -> None:
    copy = write(documents[0].with_name("copy.md"), TRAINING.replace("# Training", "# Copy"))
    import_into(folder, documents[0], copy)
    edit(copy, "What is a learning rate?", "What does the learning rate set?")
    report = import_into(folder, documents[0], copy)
    assert [(change.kind, change.question) for change in report.changes] == [("kept", "What is a learning rate?")]
    assert "What does the learning rate set?" in report.changes[0].reason
    assert len(Bank.load(folder).questions) == 3
    assert not import_into(folder, documents[0], copy).changes
