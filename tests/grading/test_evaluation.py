"""An evaluation: which answers enter which figures, and what the baselines may know."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked_samples import answers_on_a_line, marked_answer
from sklearn.linear_model import LinearRegression
from sklearn.metrics import f1_score

from interviewer.grading.baselines import Baselines, Compared, fitted_passes, fitted_scores, measure_baselines
from interviewer.grading.evaluation import Figure, evaluate
from interviewer.grading.resampling import folds
from interviewer.inference.encoder import CountingEncoder

NOISY = answers_on_a_line(0.8, 10, [-15, 5, 10, -5, 12, -7, 0])


def test_blank_answers_count_in_one_part_and_not_in_the_other() -> None:
    blanks = [marked_answer(f"q{number}", 0.0, 0.0, blank=True, low=0.0, high=0.0) for number in range(20)]
    evaluation = evaluate(NOISY + blanks, seed=1)
    alone = evaluate(NOISY, seed=1)
    assert evaluation.all_answers.answers == len(NOISY) + 20
    assert evaluation.all_answers.questions == 20
    assert evaluation.without_blanks == alone.all_answers == alone.without_blanks
    assert evaluation.reliability == alone.reliability


def test_nothing_but_blank_answers_leaves_the_other_part_out() -> None:
    evaluation = evaluate([marked_answer("q", 0.0, 0.0, blank=True)] * 3, seed=1)
    assert evaluation.without_blanks is None
    assert evaluation.reliability == ()
    assert evaluation.all_answers.systems["grader"]["pearson"] is None
    assert evaluation.all_answers.systems["grader"]["rmse"] == Figure(0.0, None, None)


def test_the_same_answers_and_seed_give_the_same_figures_in_any_order() -> None:
    assert evaluate(NOISY, seed=4) == evaluate(NOISY, seed=4)
    assert evaluate(NOISY[::-1], seed=4) == evaluate(NOISY, seed=4)
    assert evaluate(NOISY, seed=5) != evaluate(NOISY, seed=4)


def test_an_interval_holds_its_figure_and_needs_three_questions() -> None:
    figures = evaluate(NOISY, seed=1).all_answers.systems["grader"]
    r = figures["pearson"]
    assert r is not None
    assert r.low is not None
    assert r.high is not None
    assert r.low < r.value < r.high
    two = [answer for answer in NOISY if answer.group in ("q0", "q1")]
    few = evaluate(two, seed=1).all_answers.systems["grader"]["pearson"]
    assert few is not None
    assert few.low is few.high is None


def test_figures_for_labels_need_labels() -> None:
    figures = evaluate(NOISY, seed=1).all_answers.systems["grader"]
    assert figures["macro_f1"] is figures["auc_correct_over_contradictory"] is None
    labels = {True: "correct", False: "contradictory"}
    labelled = [marked_answer(a.group, a.mark, a.score, label=labels[a.mark > 50]) for a in NOISY]
    unlabelled = [marked_answer("q0", 100.0, 0.0)] * 30
    f1 = evaluate(labelled, seed=1).all_answers.systems["grader"]["macro_f1"]
    among_others = evaluate(labelled + unlabelled, seed=1).all_answers.systems["grader"]["macro_f1"]
    assert f1 is not None
    assert among_others is not None
    expected = f1_score([a.mark > 50 for a in NOISY], [a.score >= 60 for a in NOISY], average="macro")
    assert f1.value == among_others.value == pytest.approx(expected, abs=5e-4)


def test_where_the_grader_abstains_its_range_is_not_held_against_it() -> None:
    sure = [marked_answer(f"q{number}", 50.0, 50.0) for number in range(4)]
    unsure = [marked_answer("q9", 0.0, 90.0, abstained=True, low=80.0)]
    part = evaluate(sure + unsure, seed=1).all_answers
    assert part.abstained == 1
    inside = part.systems["grader"]["share_inside_range"]
    assert inside is not None
    assert inside.value == 1.0
    assert part.systems["cosine"]["share_inside_range"] is None


def test_reliability_sets_mean_marks_beside_mean_scores() -> None:
    answers = [marked_answer("a", 30.0, 42.0), marked_answer("b", 50.0, 48.0), marked_answer("c", 90.0, 100.0)]
    first, last = evaluate(answers, seed=1).reliability
    assert (first.start, first.end, first.answers, first.mean_score, first.mark.value) == (40, 50, 2, 45.0, 40.0)
    assert (last.start, last.end, last.mark.value) == (90, 100, 90.0)


# --- baselines --------------------------------------------------------------------------------------------------------


def test_baselines_measure_words_and_cosines_of_whole_texts(encoder: CountingEncoder) -> None:
    question, answer = "What is dropout?", "Units are switched off. At random."
    references = ("Dropout switches random units off.", "Something else.")
    full, empty = measure_baselines([Compared(question, references, answer), Compared("", (), "")], encoder)
    asked, one, other, said = encoder.encode([question, *references, answer]).astype(np.float64)
    assert full.length == 6
    assert full.echo == pytest.approx(said @ asked, abs=1e-4)
    assert full.cosine == pytest.approx(max(said @ one, said @ other), abs=1e-4)
    assert empty == Baselines(0, 0.0, 0.0)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 9), st.integers(0, 4)), min_size=4, max_size=40))
def test_a_baseline_gets_its_line_from_other_questions_only(rows: list[tuple[int, int, int]]) -> None:
    groups = [f"q{group}" for group, _, _ in rows]
    values = np.array([value for _, value, _ in rows], dtype=np.float64)
    marks = np.array([25.0 * mark for _, _, mark in rows])
    parts = folds(groups, seed=1)
    scores = fitted_scores(values, marks, parts)
    if len(parts) < 2:
        assert scores is None
        return
    assert scores is not None
    for part in parts:
        line = LinearRegression().fit(values[~part, np.newaxis], marks[~part])
        expected = line.predict(values[part, np.newaxis]).clip(0, 100)
        assert scores[part] == pytest.approx(expected, abs=1e-6)
        other_marks = np.where(part, 100 - marks, marks)
        unmoved = fitted_scores(values, other_marks, parts)
        assert unmoved is not None
        assert unmoved[part] == pytest.approx(scores[part])


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 6), st.booleans()), min_size=4, max_size=30))
def test_a_baseline_passes_at_the_cut_that_serves_best_on_other_questions(rows: list[tuple[int, int, bool]]) -> None:
    groups = [f"q{group}" for group, _, _ in rows]
    values = np.array([value for _, value, _ in rows], dtype=np.float64)
    correct = np.array([right for _, _, right in rows])
    parts = folds(groups, seed=1)
    passes = fitted_passes(values, correct, ~correct, parts)
    if len(parts) < 2:
        assert passes is None
        return
    assert passes is not None
    for part in parts:
        held_in = ~part

        def worth(cut: float, held_in: np.ndarray = held_in) -> float:
            return float(
                f1_score(correct[held_in], values[held_in] >= cut, average="macro", labels=[0, 1], zero_division=0)
            )

        cuts = sorted(set(values[held_in]))
        best = max(worth(cut) for cut in cuts)
        lowest = next(cut for cut in cuts if worth(cut) == pytest.approx(best, abs=1e-12))
        assert (passes[part] == (values[part] >= lowest)).all()
