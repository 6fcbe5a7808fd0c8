"""Figures of agreement between scores and marks, for many resamples of the questions at once.

Scores and marks are arrays by answer, [n]; every figure is an array by resample, NaN where it is not defined.
"""

import numpy as np

from interviewer.grading.resampling import Choice, Numbers, Places, Resamples

KAPPA_EDGES = (20.0, 40.0, 60.0, 80.0)
"""Of the five bins for kappa; among them all edges of the bands."""
LEAST_PER_QUESTION = 3
"""Answers to a question from which a correlation within it is taken."""

# Below this share of the squares, a variance is what rounding leaves of none.
_NO_VARIANCE = 1e-10


def pearson(scores: Numbers, marks: Numbers, resamples: Resamples) -> Numbers:
    """Product-moment correlation over all answers."""
    x, y = scores - scores.mean(), marks - marks.mean()
    n, sx, sy, sxx, syy, sxy = resamples.totals(np.ones_like(x), x, y, x * x, y * y, x * y)
    return _correlation(n, sx, sy, sxx, syy, sxy)


def spearman(scores: Numbers, marks: Numbers, resamples: Resamples) -> Numbers:
    """Correlation of ranks, equal values sharing their mean rank; ranked anew in every resample."""
    places = [np.unique(values, return_inverse=True)[1] for values in (scores, marks)]
    sums = []
    for weights in resamples.weights:
        x, y = (_middle_ranks(place, weights) for place in places)
        x, y = x - x.mean(), y - y.mean()
        wx, wy = weights * x, weights * y
        # Sums of products, not inner products: of vectors this short, threads of BLAS cost more than they bring.
        sums.append([column.sum() for column in (weights, wx, wy, wx * x, wy * y, wx * y)])
    return _correlation(*np.array(sums).T)


def pearson_within_questions(scores: Numbers, marks: Numbers, resamples: Resamples) -> Numbers:
    """The mean over questions of the correlation within each.

    Questions with fewer than three answers, or with one mark for all, say nothing; where the marks differ and the
    scores do not, it is 0.
    """
    values = np.full(resamples.counts.shape[1], np.nan)
    for question in range(len(values)):
        inside = resamples.groups == question
        if inside.sum() >= LEAST_PER_QUESTION and np.ptp(marks[inside]) > 0:
            one = Resamples(np.zeros(inside.sum(), dtype=np.int64), np.ones((1, 1)))
            values[question] = np.nan_to_num(pearson(scores[inside], marks[inside], one)[0])
    defined = np.isfinite(values)
    return _ratio(resamples.counts[:, defined] @ values[defined], resamples.counts[:, defined].sum(axis=1))


def root_mean_square_error(scores: Numbers, marks: Numbers, resamples: Resamples) -> Numbers:
    """In points."""
    n, squares = resamples.totals(np.ones_like(marks), (scores - marks) ** 2)
    return np.sqrt(squares / n)


def quadratic_kappa(scores: Numbers, marks: Numbers, resamples: Resamples) -> Numbers:
    """Cohen's kappa of two raters over five bins, disagreements weighted by their squared distance (Cohen 1968)."""
    bins = len(KAPPA_EDGES) + 1
    given, wanted = (np.digitize(values, KAPPA_EDGES) for values in (scores, marks))
    cells = np.array(resamples.totals(*(given * bins + wanted == cell for cell in range(bins * bins))))
    table = cells.T.reshape(-1, bins, bins)
    expected = np.einsum("bi,bj->bij", table.sum(axis=2), table.sum(axis=1))
    cost = np.subtract.outer(np.arange(bins), np.arange(bins)) ** 2
    observed = (table * cost).sum(axis=(1, 2)) * table.sum(axis=(1, 2))
    return 1 - _ratio(observed, (expected * cost).sum(axis=(1, 2)))


def macro_f1(passes: Choice, correct: Choice, others: Choice, resamples: Resamples) -> Numbers:
    """The mean of two F1: of passing for correct answers, of failing for others; answers in neither are left out."""
    hits, alarms, misses, rest = resamples.totals(
        passes & correct, passes & others, ~passes & correct, ~passes & others
    )
    both = _ratio(2 * hits, 2 * hits + alarms + misses), _ratio(2 * rest, 2 * rest + alarms + misses)
    return np.where((hits + misses > 0) & (alarms + rest > 0), (both[0] + both[1]) / 2, np.nan)


def area_under_curve(scores: Numbers, correct: Choice, contradictory: Choice, resamples: Resamples) -> Numbers:
    """The chance that a correct answer scores above a contradictory one, ties counting half (Mann-Whitney)."""
    place = np.unique(scores, return_inverse=True)[1]
    areas = []
    for weights in resamples.weights:
        up, down = np.bincount(place, weights * correct), np.bincount(place, weights * contradictory)
        areas.append(((up * (np.cumsum(down) - down / 2)).sum(), up.sum() * down.sum()))
    won, pairs = np.array(areas).T
    return _ratio(won, pairs)


def mean_of(values: Numbers, of: Choice, resamples: Resamples) -> Numbers:
    """The mean of the values of the answers in `of`."""
    return _ratio(*resamples.totals(values * of, of))


def share(inside: Choice, of: Choice, resamples: Resamples) -> Numbers:
    """How many of the answers in `of` are also in `inside`."""
    return _ratio(*resamples.totals(inside & of, of))


def _middle_ranks(place: Places, weights: Numbers) -> Numbers:
    """Ranks of values given by their places among the distinct ones, each counting by its weight."""
    counts = np.bincount(place, weights)
    ranks: Numbers = (np.cumsum(counts) - counts / 2)[place]
    return ranks


def _correlation(n: Numbers, sx: Numbers, sy: Numbers, sxx: Numbers, syy: Numbers, sxy: Numbers) -> Numbers:
    """From counts, sums, and sums of squares and products."""
    vx, vy = n * sxx - sx * sx, n * syy - sy * sy
    varies = (vx > _NO_VARIANCE * n * sxx) & (vy > _NO_VARIANCE * n * syy)
    r = _ratio(n * sxy - sx * sy, np.sqrt(np.where(varies, vx * vy, 0.0)))
    return np.clip(r, -1.0, 1.0)


def _ratio(above: Numbers, below: Numbers) -> Numbers:
    """NaN where there is nothing to divide by."""
    result = np.full(np.shape(below), np.nan)
    np.divide(above, below, out=result, where=below > 0)
    return result
