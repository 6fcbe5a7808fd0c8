"""Rows of marked answers as people have them."""

import json
from typing import Any

import pytest

from interviewer.grading.marked_rows import MarkedRow, OmittedRow, read_marked_rows
from interviewer.grading.rows import AnswerRow, BadRow

ROW = {"question_id": "dropout", "answer": "Units are switched off.", "score": 0.5}


def read(*rows: Any, scale: float | None = None, splits: tuple[str, ...] = ()) -> list[MarkedRow | OmittedRow | BadRow]:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    return list(read_marked_rows(lines, "jsonl", scale, splits))


def marked(row: dict[str, Any], scale: float | None = None) -> MarkedRow:
    [found] = read(row, scale=scale)
    assert isinstance(found, MarkedRow), found
    return found


def error(row: Any, scale: float | None = None) -> str:
    [found] = read(row, scale=scale)
    assert isinstance(found, BadRow), found
    return found.error


def test_a_row_has_an_answer_a_question_and_a_mark_from_0_to_1() -> None:
    [found] = read({**ROW, "label": "Partially Correct", "graders": None, "split": "train"})
    assert found == MarkedRow(
        AnswerRow(1, "dropout", (), "Units are switched off."), "dropout", 50.0, "partially correct", False
    )


@pytest.mark.parametrize(("scale", "score", "mark"), [(10, 7.5, 75.0), (0.5, 0.5, 100.0), (20, 0, 0.0), (6, "3", 50.0)])
def test_marks_are_out_of_what_the_user_says(scale: float, score: Any, mark: float) -> None:
    assert marked({**ROW, "score": score}, scale).mark == mark


def test_a_mark_as_given_goes_before_the_same_brought_to_1_when_a_scale_is_named() -> None:
    both = {**ROW, "score": 0.7, "raw_score": 3.5}
    assert marked(both).mark == pytest.approx(70)
    assert marked(both, scale=5).mark == pytest.approx(70)
    assert marked({**ROW, "score": 4, "raw_score": "correct"}, scale=5).mark == pytest.approx(80)


def test_rows_that_are_no_answers_to_judge_by_are_left_out_before_anything_is_asked_of_them() -> None:
    found = read(
        {"exclude": True},
        {"is_reference": True, "score": 1},
        {**ROW, "score": None},
        {"question_id": "dropout", "answer": "x"},
        {**ROW, "split": "train"},
        {**ROW, "split": "test-UQ"},
        splits=("test-UQ",),
    )
    reasons = [row.reason for row in found if isinstance(row, OmittedRow)]
    assert reasons == ["excluded", "references", *["of another split"] * 3]
    assert [row.reason for row in read({**ROW, "score": None}) if isinstance(row, OmittedRow)] == ["without a mark"]
    assert isinstance(found[-1], MarkedRow)


def test_a_bad_row_is_named_by_its_line_and_the_rest_goes_on() -> None:
    found = read("", "{not json", json.dumps([1]), {**ROW, "id": "mine", "answer": 3}, ROW)
    assert [(type(row).__name__, row.id if isinstance(row, BadRow) else None) for row in found] == [
        ("BadRow", 2), ("BadRow", 3), ("BadRow", 4), ("MarkedRow", None),
    ]  # fmt: skip
    assert isinstance(found[-1], MarkedRow)
    assert found[-1].row.id == 5


@pytest.mark.parametrize(
    ("score", "scale", "said"),
    [
        (7, None, "not from 0 to 1: say --scale MAX"),
        (-0.1, None, "not from 0 to 1"),
        (12, 10, "not from 0 to 10"),
        ("good", None, "not a number"),
        (True, None, "not a number"),
        ([], None, "not a number"),
        (10**400, None, "not a number"),
        ("nan", None, "not a number"),
    ],
)
def test_a_mark_that_makes_no_sense_is_told_with_its_remedy(score: Any, scale: float | None, said: str) -> None:
    assert said in error({**ROW, "score": score}, scale)


def test_answers_go_together_by_id_of_the_question_else_by_its_text() -> None:
    text = {"question": "What is  Dropout?", "references": ["It is."], "answer": "x y", "score": 1}
    assert marked(text).group == "what is dropout?"
    assert marked({**text, "question_id": 7}).group == "7"
    assert marked({**text, "question_id": ""}).group == "what is dropout?"
    assert marked({"references": ["It is."], "answer": "x y", "score": 1}).group == "It is."


@pytest.mark.parametrize("answer", ["", "  \n", "-", "No response.", "I don't know", "no submission"])
def test_an_answer_that_says_nothing_is_blank(answer: str) -> None:
    assert marked({**ROW, "answer": answer}).blank


def test_one_word_is_an_answer() -> None:
    assert not marked({**ROW, "answer": "Heat."}).blank


def test_a_table_of_marks_is_read_too() -> None:
    table = [
        "question_id,answer,score,exclude,is_reference,label\n",
        'dropout,"one\n',
        'two",8.5,,,correct\n',
        "dropout,three,1,true,,\n",
        "dropout,four,,,,\n",
        "dropout,five,11,false,0,\n",
    ]
    first, *rest = read_marked_rows(table, "csv", scale=10)
    assert isinstance(first, MarkedRow)
    assert (first.mark, first.row.answer, first.row.id, first.label) == (85.0, "one\ntwo", 3, "correct")
    assert [row.reason for row in rest if isinstance(row, OmittedRow)] == ["excluded", "without a mark"]
    assert [row.id for row in rest if isinstance(row, BadRow)] == [6]
