"""The figures of agreement, beside SciPy and scikit-learn, in every resample."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from sklearn.metrics import cohen_kappa_score, f1_score, roc_auc_score

from interviewer.grading.agreement import (
    KAPPA_EDGES,
    area_under_curve,
    macro_f1,
    mean_of,
    pearson,
    pearson_within_questions,
    quadratic_kappa,
    root_mean_square_error,
    share,
    spearman,
)
from interviewer.grading.resampling import Choice, Numbers, Resamples, folds, resample

GENERATOR = np.random.default_rng(5)
GROUPS = [f"q{number}" for number in GENERATOR.integers(0, 12, size=150)]
MARKS = GENERATOR.integers(0, 9, size=150) * 12.5
SCORES = np.clip(0.6 * MARKS + 15 + GENERATOR.normal(0, 20, size=150), 0, 100).round(0)
CORRECT = MARKS > 70
CONTRADICTORY = MARKS < 20
RESAMPLES = resample(GROUPS, 20, seed=3)


def drawn(number: int) -> np.ndarray:
    """The places of the answers in a resample, written out: an answer drawn twice is there twice."""
    return np.repeat(np.arange(len(GROUPS)), RESAMPLES.counts[number][RESAMPLES.groups].astype(int))


def within_questions(places: np.ndarray) -> float:
    """Question by question; one that was drawn twice counts twice."""
    correlations = []
    for name in np.unique(GROUPS):
        inside = np.flatnonzero(np.array(GROUPS) == name)
        times = int((places == inside[0]).sum())
        if len(inside) >= 3 and np.ptp(MARKS[inside]) > 0:
            correlations += [stats.pearsonr(SCORES[inside], MARKS[inside]).statistic] * times
    return float(np.mean(correlations))


def kappa(places: np.ndarray) -> float:
    ours, theirs = np.digitize(SCORES[places], KAPPA_EDGES), np.digitize(MARKS[places], KAPPA_EDGES)
    return float(cohen_kappa_score(ours, theirs, labels=range(5), weights="quadratic"))


def area(places: np.ndarray) -> float:
    either = places[CORRECT[places] | CONTRADICTORY[places]]
    return float(roc_auc_score(CORRECT[either], SCORES[either]))


@pytest.mark.parametrize(
    ("values", "independent"),
    [
        (pearson(SCORES, MARKS, RESAMPLES), lambda at: stats.pearsonr(SCORES[at], MARKS[at]).statistic),
        (spearman(SCORES, MARKS, RESAMPLES), lambda at: stats.spearmanr(SCORES[at], MARKS[at]).statistic),
        (pearson_within_questions(SCORES, MARKS, RESAMPLES), within_questions),
        (root_mean_square_error(SCORES, MARKS, RESAMPLES), lambda at: np.sqrt(((SCORES[at] - MARKS[at]) ** 2).mean())),
        (quadratic_kappa(SCORES, MARKS, RESAMPLES), kappa),
        (
            macro_f1(SCORES >= 60, CORRECT, ~CORRECT, RESAMPLES),
            lambda at: f1_score(CORRECT[at], SCORES[at] >= 60, average="macro"),
        ),
        (area_under_curve(SCORES, CORRECT, CONTRADICTORY, RESAMPLES), area),
        (share(MARKS > 40, SCORES > 10, RESAMPLES), lambda at: (MARKS[at] > 40)[SCORES[at] > 10].mean()),
        (mean_of(MARKS, SCORES > 50, RESAMPLES), lambda at: MARKS[at][SCORES[at] > 50].mean()),
    ],
    ids=["pearson", "spearman", "within", "rmse", "kappa", "f1", "area", "share", "mean"],
)
def test_a_figure_is_that_of_the_answers_drawn(values: Numbers, independent: Callable[[np.ndarray], float]) -> None:
    assert values == pytest.approx([independent(drawn(number)) for number in range(len(values))], abs=1e-9)


def once(count: int) -> Resamples:
    return resample(["q"] * count, 0, seed=1)


Values = st.lists(st.integers(0, 100).map(float), min_size=4, max_size=30)


@given(Values, st.randoms(use_true_random=False), st.floats(0.01, 50), st.floats(-1000, 1000))
def test_correlation_knows_no_unit_and_stays_within_one(
    values: list[float], chance: object, slope: float, offset: float
) -> None:
    scores = np.array(values)
    marks = np.array(values)
    chance.shuffle(marks)  # type: ignore[attr-defined]
    for correlation in (pearson, spearman):
        [plain] = correlation(scores, marks, once(len(values)))
        [changed] = correlation(slope * scores + offset, marks, once(len(values)))
        [opposite] = correlation(-scores, marks, once(len(values)))
        if np.ptp(scores) == 0:
            assert np.isnan(plain)
        else:
            assert -1 <= plain <= 1
            assert changed == pytest.approx(plain, abs=1e-6)
            assert opposite == pytest.approx(-plain, abs=1e-6)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=2, max_size=30))
def test_ranks_do_not_see_how_far_apart_values_are(pairs: list[tuple[int, int]]) -> None:
    scores, marks = np.array(pairs, dtype=np.float64).T
    correct, contradictory = marks > 12, marks < 8
    for stretched in (scores**3, np.sqrt(scores), 1 - 1 / (1 + scores)):
        assert spearman(stretched, marks, once(len(pairs))) == pytest.approx(
            spearman(scores, marks, once(len(pairs))), nan_ok=True
        )
        assert area_under_curve(stretched, correct, contradictory, once(len(pairs))) == pytest.approx(
            area_under_curve(scores, correct, contradictory, once(len(pairs))), nan_ok=True
        )


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.floats(0, 100), st.floats(0, 100)), min_size=1, max_size=30))
def test_shares_stay_between_nothing_and_all(rows: list[tuple[bool, bool, float, float]]) -> None:
    passes, correct = (np.array([row[column] for row in rows]) for column in (0, 1))
    scores, marks = (np.array([row[column] for row in rows]) for column in (2, 3))
    [f1] = macro_f1(passes, correct, ~correct, once(len(rows)))
    [area] = area_under_curve(scores, correct, ~correct, once(len(rows)))
    [agreement] = quadratic_kappa(scores, marks, once(len(rows)))
    [same] = quadratic_kappa(marks, marks, once(len(rows)))
    both = 0 < correct.sum() < len(rows)
    assert (0 <= f1 <= 1) if both else np.isnan(f1)
    assert (0 <= area <= 1) if both else np.isnan(area)
    assert np.isnan(agreement) or -1 <= agreement <= 1
    assert np.isnan(same) or same == pytest.approx(1)


def test_what_is_the_same_for_all_has_no_correlation() -> None:
    constant = np.full(5, 0.1)
    marks = np.array([0.0, 25.0, 50.0, 75.0, 100.0])
    assert np.isnan(pearson(constant, marks, once(5))).all()
    assert np.isnan(spearman(constant, marks, once(5))).all()
    assert np.isnan(pearson_within_questions(marks, constant, once(5))).all()


def test_within_a_question_scores_that_do_not_differ_count_as_no_correlation() -> None:
    resamples = resample(["a"] * 3 + ["b"] * 3 + ["c"] * 2, 0, seed=1)
    scores = np.array([10.0, 20, 30, 50, 50, 50, 0, 100])
    marks = np.array([10.0, 20, 30, 0, 50, 100, 100, 0])
    assert pearson_within_questions(scores, marks, resamples) == pytest.approx([0.5])


# --- questions drawn and held out -------------------------------------------------------------------------------------


def test_a_question_is_drawn_with_all_its_answers_and_as_many_questions_as_there_are() -> None:
    assert (RESAMPLES.counts[0] == 1).all()
    assert (RESAMPLES.counts.sum(axis=1) == len(set(GROUPS))).all()
    weights = list(RESAMPLES.weights)[7]
    assert all(len(set(weights[np.array(GROUPS) == name])) == 1 for name in set(GROUPS))


def test_the_same_seed_draws_the_same_questions_in_whatever_order_the_answers_come() -> None:
    backwards = resample(GROUPS[::-1], 20, seed=3)
    assert (backwards.counts == RESAMPLES.counts).all()
    assert (backwards.groups[::-1] == RESAMPLES.groups).all()
    assert not (resample(GROUPS, 20, seed=4).counts == RESAMPLES.counts).all()


def test_two_questions_are_too_few_to_draw_from() -> None:
    assert resample(["a", "b", "b"], 20, seed=1).counts.shape == (1, 2)


@given(st.lists(st.sampled_from("abcdefghijklmnop"), min_size=1, max_size=60), st.integers(0, 5))
def test_held_out_parts_share_no_question_and_miss_no_answer(groups: list[str], seed: int) -> None:
    parts = folds(groups, seed)
    assert len(parts) == min(10, len(set(groups)))
    assert (np.sum(parts, axis=0) == 1).all()
    assert all({groups[at] for at in np.flatnonzero(part)}.isdisjoint(_others(groups, part)) for part in parts)


def _others(groups: list[str], part: Choice) -> set[str]:
    return {groups[at] for at in np.flatnonzero(~part)}
