"""Profiles learnt from marked answers."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from marked_samples import answers_on_a_line, marked_answer

from interviewer.errors import InterviewerError
from interviewer.grading.fitting import fit_profile
from interviewer.grading.marked_answers import MarkedAnswer
from interviewer.grading.profile import Profile

NOISE = [-9, 4, 7, -3, 8, -7, 0]


def fitted(answers: list[MarkedAnswer], seed: int = 1) -> Profile:
    return fit_profile(answers, "mine", "marks.jsonl", seed)


def test_slope_and_offset_of_many_marks_are_found() -> None:
    profile = fitted(answers_on_a_line(0.6, 25, NOISE, questions=20, per_question=10))
    assert profile.slope == pytest.approx(0.6, abs=0.03)
    assert profile.offset == pytest.approx(25, abs=2)
    assert (profile.answers, profile.questions, profile.held_out) == (200, 20, "questions")
    assert profile.error_after < 8 < profile.error_before
    assert (profile.name, profile.source, profile.grader) == ("mine", "marks.jsonl", "1")


def test_marks_that_the_scores_meet_already_change_next_to_nothing() -> None:
    profile = fitted(answers_on_a_line(1, 0, [0.0]))
    assert (profile.slope, profile.offset) == (1.0, 0.0)
    assert profile.error_before == profile.error_after == 0


def test_a_few_odd_marks_hardly_move_it() -> None:
    answers = answers_on_a_line(0.8, 5, NOISE)
    plain = fitted(answers)
    odd = [
        replace(answer, mark=100 - answer.mark) if place % 15 == 0 else answer for place, answer in enumerate(answers)
    ]
    moved = fitted(odd)
    squares = np.polyfit([answer.score for answer in odd], [answer.mark for answer in odd], 1)
    assert abs(moved.slope - plain.slope) < 0.5 * abs(squares[0] - plain.slope)
    assert moved.slope == pytest.approx(plain.slope, abs=0.08)


def test_few_marks_pull_less_than_many() -> None:
    few = fitted(answers_on_a_line(0.4, 40, NOISE, questions=5, per_question=4))
    many = fitted(answers_on_a_line(0.4, 40, NOISE, questions=20, per_question=20))
    assert 0.4 <= many.slope < few.slope < 1


def test_scores_against_the_marks_give_a_slope_of_nought_and_never_less() -> None:
    profile = fitted(answers_on_a_line(-1, 100, NOISE, questions=20, per_question=10))
    assert profile.slope == 0
    assert profile.offset == pytest.approx(50, abs=5)


def test_right_or_wrong_marks_are_not_odd_ones() -> None:
    generator = np.random.default_rng(2)
    scores = generator.uniform(0, 100, 400)
    right = generator.uniform(0, 100, 400) < 0.3 * scores + 50
    answers = [
        marked_answer(f"q{place % 20}", 100.0 * mark, float(score))
        for place, (score, mark) in enumerate(zip(scores, right, strict=True))
    ]
    profile = fitted(answers)
    assert profile.slope == pytest.approx(0.3, abs=0.15)
    assert profile.score(50) == pytest.approx(65, abs=5)


@given(st.lists(st.tuples(st.integers(0, 30), st.floats(0, 100), st.floats(0, 100)), min_size=20, max_size=40))
@examples(max_examples=25)
def test_whatever_the_marks_a_better_answer_never_gets_less(rows: list[tuple[int, float, float]]) -> None:
    profile = fitted([marked_answer(f"q{group}", mark, score) for group, mark, score in rows])
    mapped = [profile.score(score) for score in range(101)]
    assert mapped == sorted(mapped)
    assert 0 <= mapped[0] <= mapped[-1] <= 100
    assert min(profile.below, profile.above) >= 0


def test_twenty_answers_are_enough_and_nineteen_are_not_however_many_are_blank() -> None:
    answers = answers_on_a_line(1, 0, NOISE, questions=5, per_question=4)
    blanks = [marked_answer("q0", 0.0, 0.0, blank=True)] * 10
    assert fitted(answers + blanks) == fitted(answers)
    with pytest.raises(InterviewerError, match=r"at least 20 .* not blank; marks\.jsonl has 19") as refusal:
        fitted(answers[1:] + blanks)
    assert refusal.value.hint


def test_answers_under_a_cap_teach_nothing() -> None:
    answers = answers_on_a_line(0.8, 10, NOISE)
    echoes = [marked_answer("q0", 0.0, 20.0, capped=True)] * 15
    assert fitted(answers + echoes) == fitted(answers).model_copy(update={"capped": 15})
    with pytest.raises(InterviewerError, match="free of caps"):
        fitted(answers[:9] + echoes)


def test_of_few_questions_answers_are_held_out_instead() -> None:
    profile = fitted(answers_on_a_line(0.8, 10, NOISE, questions=4, per_question=10))
    assert (profile.questions, profile.held_out) == (4, "answers")


def test_the_same_answers_and_seed_give_the_same_profile() -> None:
    answers = answers_on_a_line(0.7, 5, NOISE)
    assert fitted(answers, seed=3).model_dump_json() == fitted(answers, seed=3).model_dump_json()


def test_the_range_holds_about_four_new_marks_in_five() -> None:
    generator = np.random.default_rng(8)

    def drawn(count: int) -> list[MarkedAnswer]:
        scores = generator.uniform(20, 80, count)
        marks = (0.7 * scores + 15 + generator.normal(0, 10, count)).clip(0, 100)
        return [
            marked_answer(f"q{place % 12}", float(mark), float(score))
            for place, (score, mark) in enumerate(zip(scores, marks, strict=True))
        ]

    shares = []
    for _ in range(10):
        profile = fitted(drawn(60))
        new = drawn(400)
        ranges = [profile.range(profile.score(answer.score)) for answer in new]
        shares.append(np.mean([low <= answer.mark <= high for answer, (low, high) in zip(new, ranges, strict=True)]))
    assert np.mean(shares) == pytest.approx(0.8, abs=0.05)
