"""Times and numbers in words."""

from datetime import timedelta

import pytest
from staging import NOON, made_grade, write_corpus

from interviewer.corpus.bank import Bank
from interviewer.tui.widgets.score_bar import scale
from interviewer.tui.wording import ago, number, signed_points, stopwatch


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "just now"),
        (59, "just now"),
        (60, "1 minute ago"),
        (1_200, "20 minutes ago"),
        (3_600, "1 hour ago"),
        (90_000, "1 day ago"),
        (400_000, "4 days ago"),
    ],
)
def test_how_long_ago(seconds: int, words: str) -> None:
    assert ago(NOON, NOON + timedelta(seconds=seconds)) == words


@pytest.mark.parametrize(("seconds", "clock"), [(-1, "00:00"), (134.9, "02:14"), (3_725, "1:02:05")])
def test_the_stopwatch(seconds: float, clock: str) -> None:
    assert stopwatch(seconds) == clock


def test_numbers_have_one_decimal_at_most() -> None:
    assert [number(value) for value in (72.0, 71.55, -0.04, -4.0)] == ["72", "71.5", "0", "−4"]
    assert [signed_points(value) for value in (12.0, -0.5, 0.04)] == ["+12.0", "−0.5", "0.0"]


@pytest.mark.parametrize("width", [1, 2, 10, 40, 100])
@pytest.mark.parametrize(("low", "high"), [(0.0, 0.0), (0.0, 15.0), (53.2, 69.7), (60.0, 60.0), (92.0, 100.0)])
def test_the_range_stands_under_its_place_on_the_bar(tmp_path, width: int, low: float, high: float) -> None:  # type: ignore[no-untyped-def]
    question = Bank.load(write_corpus(tmp_path)).questions[0]
    grade = made_grade(question, "An answer.").model_copy(update={"low": low, "high": high})
    line = scale(grade, width)
    assert len(line) == width
    assert line[round((width - 1) * 0.6)] == "▴"
    if width == 100 and (low, high) == (53.2, 69.7):
        assert (line.index("╰"), line.index("╯")) == (round(99 * 0.532), round(99 * 0.697))
