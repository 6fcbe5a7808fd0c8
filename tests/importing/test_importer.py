"""Documents into a corpus: once, again, changed, edited, beside others, and what is said of it."""

import json
from pathlib import Path

import pytest
from import_builders import SEQUENCES, TRAINING, contents, import_into, write

from interviewer.corpus.bank import Bank
from interviewer.corpus.check import check_bank
from interviewer.errors import ConfigurationError, InterviewerError, UnavailableError
from interviewer.importing.importer import REPORT_FILE, prepare_import, read_entries
from interviewer.importing.merging.provenance import FILE
from interviewer.importing.progress import steps
from interviewer.importing.report import Change, ImportReport
from interviewer.settings import PACKAGE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus that is not there yet."""
    return tmp_path / "corpus"


@pytest.fixture
def training(tmp_path: Path) -> Path:
    return write(tmp_path / "documents" / "training.md", TRAINING)


@pytest.fixture
def sequences(tmp_path: Path) -> Path:
    return write(tmp_path / "documents" / "sequences.md", SEQUENCES)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")


def changes(report: ImportReport) -> list[tuple[str, str]]:
    return [(change.kind, change.question) for change in report.changes]


def to_write(folder: Path, *paths: Path) -> set[str]:
    """The files that another import would write, but for the page about it."""
    return {path.name for path in prepare_import(paths, folder).files} - {REPORT_FILE}


def answers(folder: Path, question: str) -> dict[str | None, str]:
    """The answers to a question by source; the main one has the metadata's."""
    found = Bank.load(folder).question(question)
    assert found is not None
    return {reference.source or found.source: reference.markdown for reference in found.references}


# --- new documents ----------------------------------------------------------------------------------------------------


def test_a_document_becomes_a_corpus_file_that_passes_the_check(folder: Path, training: Path) -> None:
    report = import_into(folder, training)
    assert (folder / "training.md").read_text(encoding="utf-8") == (
        "---\ntitle: Training\ntopic: training\n---\n\n"
        "## What is dropout?\n\n<!-- id: what-is-dropout | source: training.md -->\n\n"
        "Random units are switched off in every training step, so that no unit relies on another.\n\n"
        "## What is a learning rate?\n\n<!-- id: what-is-a-learning-rate | source: training.md -->\n\n"
        "The length of the step that gradient descent takes.\n\n"
        "## Why are gradients clipped?\n\n<!-- id: why-are-gradients-clipped | source: training.md -->\n\n"
        "A gradient that explodes would throw the weights far away; clipping bounds the length of the step.\n"
    )
    assert not [finding for finding in check_bank(Bank.load(folder)) if finding.severity != "note"]
    assert report.files == (str(folder / "training.md"),)
    assert [kind for kind, _ in changes(report)] == ["added"] * 3


def test_sections_marks_and_context_come_along(folder: Path, tmp_path: Path) -> None:
    rows = [
        {
            "question": "What is printed?",
            "answer": "## Result\n\nThree.",
            "section": "Code, and more",
            "difficulty": "hard",
            "tags": ["python"],
            "context": "```py\nprint(1 + 2)\n```",
        },
        {"question": "What is a list?", "answer": "A sequence that can change.", "section": "Types"},
    ]
    document = tmp_path / "rows.json"
    document.write_text(json.dumps(rows), encoding="utf-8")
    import_into(folder, document)
    question = Bank.load(folder).question("What is printed?")
    assert question is not None
    assert question.difficulty == "hard"
    assert question.tags == ("python", "code and more")
    assert question.context == "```py\nprint(1 + 2)\n```"
    assert question.references[0].markdown == "#### Result\n\nThree."
    text = (folder / "rows.md").read_text(encoding="utf-8")
    assert text.index("# Code, and more\n") < text.index("## What is printed?") < text.index("# Types\n")


def test_a_document_without_questions_becomes_passages(folder: Path, tmp_path: Path) -> None:
    notes = write(
        tmp_path / "notes.md",
        """
        # Notes on attention

        ## Weights

        Attention weighs values by how well their keys match a query, and sums them up into one vector per position.

        ## Heads

        Several heads attend to different things at once, and their results are put side by side and mixed.
        """,
    )
    report = import_into(folder, notes)
    bank = Bank.load(folder)
    assert not bank.questions
    assert not bank.problems
    assert [passage.heading for passage in bank.passages()] == ["Weights", "Heads"]
    assert "<!-- kind: passage | source: notes.md -->" in (folder / "notes.md").read_text(encoding="utf-8")
    assert report.found
    assert not prepare_import([notes], folder).files


def test_headings_become_questions_on_request(folder: Path, tmp_path: Path) -> None:
    text = "# Notes\n\n## Weights\n\n" + "Attention weighs values by keys. " * 5 + "\n\n## Heads\n\n" + "Heads. " * 30
    notes = write(tmp_path / "notes.md", text)
    prepare_import([notes], folder, questions_from_headings=True).write()
    assert [question.text.split()[-1] for question in Bank.load(folder).questions] == ["Weights", "Heads"]


def test_a_folder_is_imported_with_a_file_for_each_document(folder: Path, training: Path, sequences: Path) -> None:
    report = import_into(folder, training.parent)
    assert {path.name for path in folder.glob("*.md")} == {"training.md", "sequences.md"}
    assert set(report.entries) == {str(training), str(sequences)}


def test_names_that_mean_something_else_are_avoided(folder: Path, tmp_path: Path) -> None:
    names = ["a/README.md", "b/README.md", "c/con.md", "d/Ünïcode — ünd mehr.md", "e/.hidden.md"]
    paths = [write(tmp_path / name, TRAINING.replace("What is", f"In {name[0]}, what is")) for name in names]
    import_into(folder, *paths)
    files = {path.name for path in folder.glob("*.md")}
    assert files == {"a-readme.md", "b-readme.md", "c-con.md", "ünïcode-ünd-mehr.md", "hidden.md"}
    sources = {question.source for question in Bank.load(folder).questions}
    assert {"README.md", "b/README.md"} <= sources
    assert not prepare_import(paths, folder).files
    assert not to_write(folder, paths[1])


# --- again, and changed -----------------------------------------------------------------------------------------------


def test_importing_again_changes_no_byte(folder: Path, training: Path, sequences: Path) -> None:
    import_into(folder, training, sequences)
    before = contents(folder)
    report = import_into(folder, training, sequences)
    assert contents(folder) == before
    assert (report.changes, report.unchanged, report.files) == ((), 6, ())


def test_a_changed_document_updates_its_entries_and_keeps_their_ids(folder: Path, training: Path) -> None:
    import_into(folder, training)
    edit(training, "The length of the step that gradient descent takes.", "How far gradient descent goes in one step.")
    edit(training, "## 1. What is dropout?", "## 1. What is meant by dropout?")
    edit(training, "## 3.", "## 3. What is weight decay?\n\nA pull of all weights towards zero.\n\n## 4.")
    report = import_into(folder, training)
    bank = Bank.load(folder)
    assert [(question.id, question.text) for question in bank.questions] == [
        ("what-is-dropout", "What is meant by dropout?"),
        ("what-is-a-learning-rate", "What is a learning rate?"),
        ("what-is-weight-decay", "What is weight decay?"),
        ("why-are-gradients-clipped", "Why are gradients clipped?"),
    ]
    assert answers(folder, "what-is-a-learning-rate") == {"training.md": "How far gradient descent goes in one step."}
    assert sorted(kind for kind, _ in changes(report)) == ["added", "updated", "updated"]
    assert not prepare_import([training], folder).files


def test_what_a_document_no_longer_has_goes(folder: Path, training: Path) -> None:
    import_into(folder, training)
    text = training.read_text(encoding="utf-8")
    training.write_text(text[: text.index("## 3.")], encoding="utf-8")
    report = import_into(folder, training)
    assert changes(report) == [("removed", "Why are gradients clipped?")]
    assert [question.id for question in Bank.load(folder).questions] == ["what-is-dropout", "what-is-a-learning-rate"]


def test_a_document_that_lost_most_of_its_entries_takes_none_away(folder: Path, training: Path) -> None:
    import_into(folder, training)
    text = training.read_text(encoding="utf-8")
    training.write_text(text[: text.index("## 2.")] + "\n## 2. What is new?\n\nThis.\n", encoding="utf-8")
    report = import_into(folder, training)
    assert [kind for kind, _ in changes(report)] == ["added", "kept", "kept"]
    assert len(Bank.load(folder).questions) == 4


def test_a_document_written_anew_under_the_same_name_takes_nothing_away(folder: Path, training: Path) -> None:
    import_into(folder, training)
    write(training, "# Other\n\n## 1. What is a tree?\n\nA graph without cycles.\n\n## 2. What is a leaf?\n\nAn end.\n")
    import_into(folder, training)
    assert len(Bank.load(folder).questions) == 5
    assert {path.name for path in folder.glob("*.md")} == {"training.md", "training-2.md"}
    assert not prepare_import([training], folder).files


# --- edited by hand ---------------------------------------------------------------------------------------------------


def test_edits_by_hand_stay_when_the_document_is_imported_again(folder: Path, training: Path) -> None:
    import_into(folder, training)
    edit(folder / "training.md", "Random units are", "Randomly chosen units are")
    edit(
        folder / "training.md",
        "gradient descent takes.\n",
        "gradient descent takes.\n\n### Hints\n\n- Think of a ball on a slope.\n",
    )
    before = contents(folder)
    import_into(folder, training)
    assert contents(folder) == before


def test_edits_by_hand_stay_through_every_later_change_of_the_document(folder: Path, training: Path) -> None:
    import_into(folder, training)
    edit(folder / "training.md", "Random units are", "Randomly chosen units are")
    for old, new in (("Random units are", "Hidden units are"), ("Hidden units are", "Some units are")):
        edit(training, old, new)
        report = import_into(folder, training)
        assert changes(report) == [("kept", "What is dropout?")]
        assert answers(folder, "what-is-dropout")["training.md"].startswith("Randomly chosen units are")


def test_a_change_and_an_edit_by_hand_in_different_places_both_count(folder: Path, training: Path) -> None:
    import_into(folder, training)
    edit(folder / "training.md", "id: what-is-dropout |", "id: what-is-dropout | difficulty: easy |")
    edit(training, "so that no unit relies on another", "which works like an ensemble")
    import_into(folder, training)
    question = Bank.load(folder).question("what-is-dropout")
    assert question is not None
    assert question.difficulty == "easy"
    assert question.references[0].markdown.endswith("which works like an ensemble.")


def test_only_changed_lines_of_a_corpus_file_change(folder: Path, training: Path) -> None:
    import_into(folder, training)
    page = folder / "training.md"
    text = page.read_text(encoding="utf-8") + "\n## Mine\n\n<!--  id: mine  -->\n\nOwn   answer\t.\n"
    page.write_text(text, encoding="utf-8", newline="")
    edit(training, "gradient descent takes.", "descent takes.")
    import_into(folder, training)
    assert page.read_text(encoding="utf-8") == text.replace("gradient descent takes.", "descent takes.")


def test_a_question_taken_out_by_hand_stays_out(folder: Path, training: Path) -> None:
    import_into(folder, training)
    page = folder / "training.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text[: text.index("## Why")], encoding="utf-8", newline="")
    report = import_into(folder, training)
    assert changes(report) == [("left out", "Why are gradients clipped?")]
    assert len(Bank.load(folder).questions) == 2


def test_a_corpus_file_put_away_comes_back_with_its_ids(folder: Path, training: Path) -> None:
    import_into(folder, training)
    before = contents(folder)
    (folder / "training.md").unlink()
    import_into(folder, training)
    assert contents(folder) == before


def test_a_corpus_file_moved_by_hand_is_found(folder: Path, training: Path) -> None:
    import_into(folder, training)
    (folder / "own").mkdir()
    (folder / "training.md").rename(folder / "own" / "basics.md")
    edit(training, "gradient descent takes.", "descent takes.")
    import_into(folder, training)
    assert answers(folder, "what-is-a-learning-rate") == {"training.md": "The length of the step that descent takes."}
    assert not (folder / "training.md").exists()


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\x00", b'{"format":9,"documents":[]}'])
def test_without_memory_of_earlier_imports_nothing_is_doubled_or_lost(
    folder: Path, training: Path, sequences: Path, damage: bytes
) -> None:
    import_into(folder, training, sequences)
    edit(folder / "training.md", "Random units are", "Randomly chosen units are")
    before = {name: data for name, data in contents(folder).items() if name.endswith(".md")}
    (folder / FILE).write_bytes(damage)
    report = import_into(folder, training, sequences)
    assert {name: data for name, data in contents(folder).items() if name.endswith(".md")} == before
    assert changes(report) == [("kept", "What is dropout?")]
    assert any("stay as they are" in note for note in report.notes)
    edit(training, "gradient descent takes.", "descent takes.")
    import_into(folder, training, sequences)
    assert answers(folder, "what-is-a-learning-rate") == {"training.md": "The length of the step that descent takes."}
    assert answers(folder, "what-is-dropout")["training.md"].startswith("Randomly chosen units are")


# --- several documents ------------------------------------------------------------------------------------------------


def test_a_question_that_two_documents_answer_keeps_both_answers(folder: Path, training: Path, sequences: Path) -> None:
    report = import_into(folder, training, sequences)
    found = answers(folder, "what-is-dropout")
    assert list(found) == ["training.md", "sequences.md"]
    assert found["sequences.md"].startswith("A regulariser")
    assert "### Reference: sequences.md" in (folder / "training.md").read_text(encoding="utf-8")
    assert [(item.kind, item.first.file, item.second.file) for item in report.duplicates] == [
        ("same question", str(training), str(sequences))
    ]


def test_the_order_of_imports_does_not_matter_for_what_is_kept(folder: Path, training: Path, sequences: Path) -> None:
    import_into(folder, training)
    import_into(folder, sequences)
    together = folder.with_name("together")
    import_into(together, training, sequences)
    pages = [
        {name: data for name, data in contents(place).items() if name.endswith(".md")} for place in (folder, together)
    ]
    assert pages[0] == pages[1]


def test_the_same_answer_from_two_documents_is_kept_once_with_both_sources(folder: Path, training: Path) -> None:
    copy = write(training.with_name("copy.md"), TRAINING.replace("# Training", "# A copy"))
    report = import_into(folder, training, copy)
    assert {question.source for question in Bank.load(folder).questions} == {"training.md; copy.md"}
    assert [item.kind for item in report.duplicates] == ["exact"] * 3
    assert [kind for kind, _ in changes(report)] == ["added"] * 3 + ["merged"] * 3
    edit(copy, "gradient descent takes.", "descent takes.")
    import_into(folder, training, copy)
    assert answers(folder, "what-is-a-learning-rate") == {
        "training.md": "The length of the step that gradient descent takes.",
        "copy.md": "The length of the step that descent takes.",
    }
    assert not to_write(folder, copy)


def test_a_further_answer_follows_its_own_document(folder: Path, training: Path, sequences: Path) -> None:
    import_into(folder, training, sequences)
    edit(sequences, "A regulariser", "One regulariser")
    import_into(folder, sequences)
    assert answers(folder, "what-is-dropout")["sequences.md"].startswith("One regulariser")
    text = sequences.read_text(encoding="utf-8")
    sequences.write_text("# Sequences\n\n" + text[text.index("## 2.") :], encoding="utf-8")
    import_into(folder, sequences)
    assert list(answers(folder, "what-is-dropout")) == ["training.md"]


def test_a_second_answer_within_a_document_is_kept_as_another_reference(folder: Path, tmp_path: Path) -> None:
    document = write(
        tmp_path / "twice.md", TRAINING + "\n    ## 4. What is dropout?\n\n    Noise for the hidden layer.\n"
    )
    import_into(folder, document)
    assert answers(folder, "what-is-dropout")["twice.md (2)"] == "Noise for the hidden layer."
    assert not prepare_import([document], folder).files


def test_equal_questions_about_different_code_stay_apart(folder: Path, tmp_path: Path) -> None:
    rows = [{"question": "What does this print?", "answer": f"`{number}` and a newline."} for number in range(3)]
    document = tmp_path / "rows.json"
    document.write_text(json.dumps(rows), encoding="utf-8")
    import_into(folder, document)
    bank = Bank.load(folder)
    assert [question.id for question in bank.questions] == [
        "what-does-this-print",
        "what-does-this-print-2",
        "what-does-this-print-3",
    ]
    assert not prepare_import([document], folder).files


def test_near_duplicates_are_shown_and_stored_apart(folder: Path, training: Path, tmp_path: Path) -> None:
    other = write(
        tmp_path / "more.md", "# More\n\n## 1. Explain dropout.\n\nNoise.\n\n## 2. What is a GRU?\n\nGates.\n"
    )
    report = import_into(folder, training, other)
    near = [item for item in report.duplicates if item.kind == "near"]
    assert [(item.first.question, item.second.question) for item in near] == [("What is dropout?", "Explain dropout.")]
    assert near[0].proposal
    assert len(Bank.load(folder).questions) == 5


# --- beside questions of one's own ------------------------------------------------------------------------------------

OWN = """
    ---
    topic: own
    ---

    ## What is dropout?

    <!-- id: dropout | tags: mine | source: Srivastava 2014 -->

    Random units are switched off in every training step, so that no unit relies on another.

    ### Key concepts

    - **random units** (units at random) — essential

    ## What is a learning rate?

    It scales the gradient.

    ### Hints

    - A step.
    """


def test_questions_of_ones_own_get_sources_and_references_and_nothing_else_changes(
    folder: Path, training: Path
) -> None:
    own = write(folder / "own.md", OWN)
    before = own.read_text(encoding="utf-8")
    report = import_into(folder, training)
    after = own.read_text(encoding="utf-8")
    assert after == before.replace("Srivastava 2014 -->", "Srivastava 2014; training.md -->").replace(
        "It scales the gradient.\n",
        "It scales the gradient.\n\n### Reference: training.md\n\n"
        "The length of the step that gradient descent takes.\n",
    )
    assert [question.id for question in Bank.load(folder).questions] == [
        "dropout",
        "what-is-a-learning-rate",
        "why-are-gradients-clipped",
    ]
    assert [item.kind for item in report.duplicates] == ["exact", "same question"]
    assert all(item.first.in_corpus for item in report.duplicates)
    assert not prepare_import([training], folder).files


def test_a_folder_inside_the_corpus_in_use_shares_its_ids_and_questions(tmp_path: Path, training: Path) -> None:
    corpus = tmp_path / "corpus"
    write(corpus / "own.md", OWN)
    prepare_import([training], corpus.resolve(), corpus / "imported").write()
    assert (corpus / "imported" / "training.md").is_file()
    assert len(Bank.load(corpus).questions) == 3
    assert not Bank.load(corpus).problems


def test_a_folder_elsewhere_is_a_corpus_of_its_own(tmp_path: Path, training: Path) -> None:
    corpus = tmp_path / "corpus"
    own = write(corpus / "own.md", OWN)
    before = own.read_bytes()
    prepare_import([training], corpus.resolve(), tmp_path / "elsewhere").write()
    assert own.read_bytes() == before
    assert len(Bank.load(tmp_path / "elsewhere").questions) == 3


# --- what cannot be done ----------------------------------------------------------------------------------------------


def test_the_bank_that_came_with_the_program_is_not_written_to(training: Path) -> None:
    with pytest.raises(ConfigurationError, match="came with the program"):
        prepare_import([training], PACKAGE / "_bank")


def test_a_dry_run_needs_no_place_to_write(training: Path) -> None:
    prepared = prepare_import([training], PACKAGE / "_bank", dry_run=True)
    assert prepared.report.documents[0].entries == 3
    with pytest.raises(ConfigurationError, match="came with the program"):
        prepared.write()


def test_a_file_cannot_take_corpus_files(tmp_path: Path, training: Path) -> None:
    place = write(tmp_path / "place", "text")
    with pytest.raises(ConfigurationError, match="not a folder"):
        prepare_import([training], tmp_path, place)


def test_what_cannot_be_read_is_said_and_the_rest_goes_on(folder: Path, training: Path, tmp_path: Path) -> None:
    broken = write(tmp_path / "broken.docx", "no archive")
    report = import_into(folder, tmp_path / "missing.md", broken, training)
    assert [failure.file for failure in report.failures] == [None, str(broken)]
    assert "missing.md" in report.failures[0].message
    assert all(failure.hint for failure in report.failures)
    assert report.entries[str(broken)] == ()
    assert len(Bank.load(folder).questions) == 3


def test_nothing_is_written_when_nothing_is_found(folder: Path, tmp_path: Path) -> None:
    document = write(tmp_path / "empty.md", "")
    report = import_into(folder, document)
    assert not report.found
    assert not folder.exists()


def test_documents_in_the_folder_for_corpus_files_are_left_out(folder: Path, training: Path) -> None:
    import_into(folder, training)
    report = import_into(folder, folder, training)
    assert list(report.entries) == [str(training)]
    assert any("where corpus files go" in note for note in report.notes)


def test_an_import_ended_midway_leaves_everything_as_it_was(folder: Path, training: Path, sequences: Path) -> None:
    import_into(folder, training)
    before = contents(folder)

    def interrupt(stage: str, _done: int, _total: int, _file: str) -> None:
        if stage == "writing":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prepare_import([sequences], folder, on_progress=interrupt)
    assert contents(folder) == before


def test_progress_rises_and_is_never_full_while_there_is_work(folder: Path, training: Path, sequences: Path) -> None:
    taken: list[tuple[int, int]] = []
    prepare_import(
        [training, sequences],
        folder,
        on_progress=lambda stage, done, total, _file: taken.append(steps(stage, done, total)),
    )
    assert taken == [(0, 4), (1, 4), (2, 4), (3, 4)]


def test_a_file_that_cannot_be_written_leaves_all_others_as_they_were(
    folder: Path, training: Path, sequences: Path
) -> None:
    import_into(folder, training)
    edit(training, "gradient descent takes.", "descent takes.")
    before = contents(folder)
    prepared = prepare_import([training, sequences], folder)
    (folder / "sequences.md").mkdir()
    with pytest.raises(InterviewerError, match=r"sequences\.md"):
        prepared.write()
    assert contents(folder) == before


def test_a_corpus_edited_meanwhile_is_not_written_over(folder: Path, training: Path) -> None:
    import_into(folder, training)
    edit(training, "gradient descent takes.", "descent takes.")
    prepared = prepare_import([training], folder)
    edit(folder / "training.md", "Random", "Some")
    before = contents(folder)
    with pytest.raises(UnavailableError, match="has changed"):
        prepared.write()
    assert contents(folder) == before


def test_a_corpus_file_that_cannot_be_read_is_not_touched(folder: Path, training: Path) -> None:
    import_into(folder, training)
    page = folder / "training.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n```\nnever closed\n", encoding="utf-8", newline="")
    before = contents(folder)
    edit(training, "gradient descent takes.", "descent takes.")
    with pytest.raises(InterviewerError, match="never closed"):
        import_into(folder, training)
    assert contents(folder) == before


# --- the report -------------------------------------------------------------------------------------------------------


def test_the_report_says_what_was_found_left_out_and_doubted(folder: Path, tmp_path: Path) -> None:
    document = write(
        tmp_path / "list.md",
        """
        # Top 10 Cache Questions

        ## 1. What is a cache?

        A small fast memory that holds what was used last.

        ## 2. What is eviction?

        ## 4. What is a write-back cache?

        TODO
        """,
    )
    report = import_into(folder, document)
    [found] = report.documents
    assert (found.entries, found.claimed) == (len(report.entries[str(document)]), 10)
    assert found.unanswered[0].question == "What is eviction?"
    assert [(gap.after, gap.next, gap.kind) for gap in found.gaps] == [("2", "4", "skips")]
    assert found.output == "list.md"
    page = (folder / REPORT_FILE).read_text(encoding="utf-8")
    assert "of 10 questions with answers, in list.md" in page
    assert "skips from 2 to 4" in page
    assert "What is eviction?" in page


def test_the_page_of_the_report_is_no_part_of_the_corpus(folder: Path, training: Path) -> None:
    import_into(folder, training)
    assert (folder / REPORT_FILE).is_file()
    assert [document.file for document in Bank.load(folder).documents] == ["training.md"]


def test_text_of_documents_is_no_markup_on_the_page(folder: Path, tmp_path: Path) -> None:
    document = write(
        tmp_path / "odd.md", "# Odd\n\n## 1. Why [x](y) <b>?\n\nText.\n\n## 2. What is *y*?\n\nMore | text.\n"
    )
    import_into(folder, document)
    page = (folder / REPORT_FILE).read_text(encoding="utf-8")
    assert "[x](y)" not in page
    assert "<b>" not in page


def test_the_report_can_be_stored_and_read_again(folder: Path, training: Path, sequences: Path) -> None:
    report = import_into(folder, training, sequences)
    assert ImportReport.model_validate_json(report.model_dump_json()) == report
    assert all(isinstance(change, Change) for change in report.changes)


# --- real documents ---------------------------------------------------------------------------------------------------


def test_real_documents_go_in_and_come_back(shared: Path, folder: Path) -> None:
    files = sorted((shared / "seeds").glob("*.txt"))
    report = import_into(folder, *files)
    bank = Bank.load(folder)
    assert not bank.problems
    assert len(bank.questions) == 177
    references = {question.text: {item.source for item in question.references} for question in bank.questions}
    recovered = report.entries[str(files[4])]
    assert len(recovered) == 15
    assert all(files[4].name in references[item.question] for item in recovered)
    before = contents(folder)
    import_into(folder, *files)
    assert contents(folder) == before
    import_into(folder, files[4])
    assert {name: data for name, data in contents(folder).items() if name.endswith(".md")} == {
        name: data for name, data in before.items() if name.endswith(".md")
    }


@pytest.mark.slow
def test_every_entry_of_openly_licensed_documents_has_a_form_in_the_corpus(shared: Path, folder: Path) -> None:
    report = import_into(folder, shared / "corpora")
    bank = Bank.load(folder)
    assert not bank.problems
    assert not [change for change in report.changes if change.kind in {"left out", "kept"}]
    merged = sum(change.kind in {"reference", "merged"} for change in report.changes)
    assert len(bank.questions) + merged == sum(len(entries) for entries in report.entries.values())
    assert not prepare_import([shared / "corpora"], folder).files


def test_what_is_found_is_what_is_there(shared: Path) -> None:
    """The logic of the checking script that comes with the documents."""
    truth = json.loads((shared / "corpora_truth.json").read_text(encoding="utf-8"))
    entries, failures, found = read_entries([shared / "corpora" / item["file"] for item in truth])
    assert found
    assert not failures
    counts = {Path(file).name: len(rows) for file, rows in entries.items()}
    assert not [
        (item["file"], counts[item["file"]])
        for item in truth
        if abs(counts[item["file"]] - item["n_with_answer"]) > item["tolerance"]
    ]
