"""Answers that nobody means to give: each gets a grade whose lines add up."""

import json

import pytest

from interviewer.corpus.bank import Bank
from interviewer.grading.grader import Grader
from interviewer.grading.rows import AnswerRow, BadRow, error_row, read_rows, write_rows

ODD = {
    "one endless word": "a" * 20_000,
    "nothing but punctuation": "!?.," * 5_000,
    "emoji": "🙂" * 20_000,
    "right to left": "שלום עולם " * 2_000,
    "overrides": "\u202egradients\u202d " * 500,
    "a NUL byte": "gradient\0s vanish",
    "a lone surrogate": "\ud800 gradients vanish",
    "a pile of marks": "a" + "\u0301" * 20_000,
}


@pytest.mark.parametrize("answer", ODD.values(), ids=ODD.keys())
def test_an_odd_answer_gets_a_grade_that_adds_up(bank: Bank, grader: Grader, answer: str) -> None:
    grade = grader.grade(bank.questions[0], answer)
    assert 0 <= grade.low <= grade.score <= grade.high <= 100
    assert sum(round(10 * line.points) for line in grade.ledger) == round(10 * grade.score)
    assert json.dumps(grade.model_dump(), allow_nan=False, ensure_ascii=False).encode("utf-8")


@pytest.mark.parametrize("answer", ["1. !!!", "a) ?", "1. …\n2. ???"])
def test_the_number_of_a_list_item_alone_is_an_empty_answer(bank: Bank, grader: Grader, answer: str) -> None:
    grade = grader.grade(bank.questions[0], answer)
    assert (grade.score, [flag.name for flag in grade.flags]) == (0.0, ["empty"])


def test_references_without_text_do_not_stand_in_the_way_of_the_question_named() -> None:
    [row] = read_rows([json.dumps({"question_id": "dropout", "references": ["", " "], "answer": "x"})], "jsonl")
    assert row == AnswerRow(1, "dropout", (), "x")


def test_references_keep_their_numbers_beside_one_without_text() -> None:
    [row] = read_rows([json.dumps({"references": ["", "Four."], "answer": "x"})], "jsonl")
    assert row == AnswerRow(1, "", ("", "Four."), "x")


@pytest.mark.parametrize(
    "given", ["\ud800", "\x9b31m", "\u202e", "line\u2028break", "\x1b]52;c;aGk=\x07", 7, 0.5, True]
)
def test_an_id_is_echoed_exactly_in_json_and_stays_inert(given: str | int | float | bool) -> None:
    text = write_rows([error_row(BadRow(given, "no"))], "jsonl", heading=False)
    assert json.loads(text)["id"] == given
    assert text.rstrip("\n").isprintable()
    assert text.encode("utf-8")


def test_an_id_is_inert_in_csv() -> None:
    text = write_rows([error_row(BadRow("a\x1b[31m\x9b\ud800", "no"))], "csv", heading=False)
    assert text.rstrip("\n").isprintable()
    assert text.startswith("a[31m\ufffd,")
