"""Answers whose questions were lost find them in a document that is nearly the same."""

import json
from pathlib import Path

from import_builders import entry, recognised

from interviewer.importing.importer import read_entries
from interviewer.importing.merging.alignment import QuestionSource, recover_questions
from interviewer.importing.recognised import Entry, Excerpt, Recognised

QUESTIONS = (
    entry(
        "What is dropout?",
        "Dropout switches random units off in every training step.\n\n- No unit can rely on a single other unit.\n"
        "- At test time all units take part, scaled by the keeping probability.",
    ),
    entry(
        "What is momentum?",
        "Momentum adds a share of the last step to the next one, which carries the descent through flat regions.\n\n"
        "It damps the zigzag across narrow valleys and speeds up the way along them.",
    ),
    entry(
        "What is early stopping?",
        "Training ends as soon as the error on held-out data has not fallen for a number of epochs.\n\n"
        "The weights of the best epoch are kept.",
    ),
)
SOURCE = QuestionSource.of("questions.md", QUESTIONS)


def lost(*texts: str) -> Recognised:
    """A document of these paragraphs, with an empty line between them in the file."""
    passages = [Excerpt(text, 2 * number + 1, 2 * number + 1) for number, text in enumerate(texts)]
    return recognised("answers.txt", passages=passages)


def test_each_answer_gets_the_question_of_its_near_duplicate() -> None:
    document = lost(
        "Dropout switches random units off in every training step.",
        "-",
        "No unit can rely on a single other unit.",
        "At test time all units take part, scaled by the probability.",
        "Momentum adds a share of the last step to the next one, which carries the descent through flat regions.",
        "Training ends as soon as the error on held-out data has not fallen for a number of epochs.",
        "The weights of the best epoch are kept.",
    )
    recovery = recover_questions(document, [SOURCE])
    assert recovery is not None
    assert [(found.question, found.line, found.end) for found in recovery.entries] == [
        ("What is dropout?", 1, 7),
        ("What is momentum?", 9, 9),
        ("What is early stopping?", 11, 13),
    ]
    assert recovery.entries[0].answer.split("\n\n") == [passage.text for passage in document.passages[:4]]
    assert recovery.passages == ()
    assert recovery.file == "questions.md"


def test_answers_are_found_in_any_order_and_in_one_block_of_text() -> None:
    text = "\n".join(
        [
            "The error on held-out data has not fallen for a number of epochs, so training ends.",
            "The weights of the best epoch are kept.",
            "Dropout switches random units off in every training step.",
            "At test time all units take part, scaled by the keeping probability.",
        ]
    )
    document = recognised("answers.txt", passages=[Excerpt(text, 10, 13)])
    recovery = recover_questions(document, [SOURCE])
    assert recovery is not None
    assert [(found.question, found.line, found.end) for found in recovery.entries] == [
        ("What is early stopping?", 10, 11),
        ("What is dropout?", 12, 13),
    ]


def test_what_matches_no_answer_stays_a_passage() -> None:
    advert = "Subscribe to our newsletter to get a hundred more of these questions every week, for free and for ever."
    document = lost(advert, *(part for found in QUESTIONS for part in found.answer.split("\n\n")))
    recovery = recover_questions(document, [SOURCE])
    assert recovery is not None
    assert [passage.text for passage in recovery.passages] == [advert]
    assert len(recovery.entries) == 3


def test_a_document_about_the_same_in_other_words_gets_no_questions() -> None:
    document = lost(
        "With dropout, units are disabled at random, which acts as an ensemble of thinned networks.",
        "Momentum is a heavy ball rolling down the loss surface.",
        "One stops early when validation loss rises.",
    )
    assert recover_questions(document, [SOURCE]) is None


def test_the_nearest_of_several_documents_has_the_questions() -> None:
    half = [Entry(f"Half: {found.question}", found.answer.split("\n\n")[0], 1, 1) for found in QUESTIONS]
    document = lost(*(found.answer for found in QUESTIONS))
    recovery = recover_questions(document, [QuestionSource.of("half.md", half), SOURCE])
    assert recovery is not None
    assert recovery.file == "questions.md"


def test_the_answers_of_a_real_document_find_their_questions(shared: Path) -> None:
    files = sorted(str(path) for path in (shared / "seeds").glob("00[04]_*.txt"))
    truth = json.loads((shared / "seeds_truth.json").read_text(encoding="utf-8"))["files"]["004"]["answers"]
    found = read_entries(files)[0][files[1]]
    assert [(item.line, item.question) for item in found] == [
        (answer["line_start"], answer["question_recovered_from_000"]) for answer in truth
    ]
    lengths = [len(" ".join(item.answer.split())) for item in found]
    expected = [answer["answer_chars"] for answer in truth]
    assert all(abs(length - chars) <= 0.03 * chars + 5 for length, chars in zip(lengths, expected, strict=True))


def test_the_answers_of_a_real_document_are_passages_when_it_is_alone(shared: Path) -> None:
    [file] = [str(path) for path in (shared / "seeds").glob("004_*.txt")]
    entries, failures, found = read_entries([file])
    assert (entries, failures, found) == ({file: ()}, (), True)
