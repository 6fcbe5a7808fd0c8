"""Grades of answers whose quality is known."""

import random
from collections.abc import Iterator
from statistics import mean

import pytest
from samples import SAMPLES, Sample

from interviewer.corpus.bank import Bank
from interviewer.grading.calibration import band
from interviewer.grading.grader import Grader
from interviewer.inference.claims import ClaimVerifier
from interviewer.models import Grade, Question

Graded = list[tuple[Sample, Grade]]


@pytest.fixture(scope="module")
def graded(bank: Bank, grader: Grader) -> Graded:
    grades = grader.grade_many([(question(bank, sample), sample.answer) for sample in SAMPLES])
    return list(zip(SAMPLES, grades, strict=True))


def question(bank: Bank, sample: Sample) -> Question:
    found = bank.question(sample.question_id)
    assert found is not None, sample.question_id
    return found


def scores(graded: Graded, kind: str) -> dict[str, float]:
    return {sample.question_id: grade.score for sample, grade in graded if sample.kind == kind}


def texts_of(grade: Grade) -> Iterator[str]:
    yield from (verdict.answer_span for verdict in grade.concepts if verdict.answer_span)
    yield from (match.answer for match in grade.matches)


def test_every_question_has_a_strong_a_partial_a_weak_and_a_wrong_sample(bank: Bank) -> None:
    assert {(sample.question_id, sample.kind) for sample in SAMPLES} == {
        (question.id, kind) for question in bank.questions for kind in ("strong", "partial", "weak", "wrong")
    }


def test_strong_answers_beat_weak_ones_for_every_question(graded: Graded) -> None:
    strong, weak = scores(graded, "strong"), scores(graded, "weak")
    assert [name for name in strong if strong[name] <= weak[name]] == []


def test_partial_answers_lie_between_for_nearly_every_question(graded: Graded) -> None:
    strong, partial, weak = (scores(graded, kind) for kind in ("strong", "partial", "weak"))
    assert sum(weak[name] < partial[name] < strong[name] for name in strong) >= 25  # of 30


def test_mean_scores_are_what_an_examiner_would_give(graded: Graded) -> None:
    assert 72 <= mean(scores(graded, "strong").values()) <= 95
    assert 30 <= mean(scores(graded, "partial").values()) <= 65  # the aim is 45 at least
    assert 5 <= mean(scores(graded, "weak").values()) <= 30
    assert mean(scores(graded, "wrong").values()) <= 40  # the aim is 30
    assert sum(score >= 60 for score in scores(graded, "wrong").values()) <= 2  # of 30


def test_strong_answers_pass_and_weak_ones_fail(graded: Graded) -> None:
    assert sum(score >= 60 for score in scores(graded, "strong").values()) >= 28  # of 30
    assert max(scores(graded, "weak").values()) < 60


def test_the_lines_of_the_ledger_add_up_to_the_score(graded: Graded) -> None:
    for _, grade in graded:
        assert sum(round(10 * line.points) for line in grade.ledger) == round(10 * grade.score)
        concept_lines = [line.points for line in grade.ledger if line.kind == "concept"]
        assert concept_lines == [verdict.points for verdict in grade.concepts]


def test_the_range_holds_the_score_and_the_band_is_that_of_the_score(graded: Graded) -> None:
    for _, grade in graded:
        assert 0 <= grade.low <= grade.score <= grade.high <= 100
        assert grade.band == band(grade.score)


def test_every_quoted_span_stands_in_the_answer_and_every_evidence_in_the_corpus(bank: Bank, graded: Graded) -> None:
    for sample, grade in graded:
        assert all(text in sample.answer for text in texts_of(grade))
        passages = {passage.citation: passage.text for passage in question(bank, sample).passages}
        for verdict in grade.concepts:
            assert verdict.evidence is not None
            assert verdict.evidence.text in passages[verdict.evidence.citation]


def test_related_passages_are_never_the_questions_own(bank: Bank, graded: Graded) -> None:
    for sample, grade in graded:
        own = {passage.citation for passage in question(bank, sample).passages}
        assert len(grade.related) == 3
        assert not own & {evidence.citation for evidence in grade.related}


def test_the_addition_names_the_concept_with_most_points_to_gain(graded: Graded) -> None:
    for _, grade in graded:
        gains = {verdict.name: verdict.of - verdict.points for verdict in grade.concepts}
        if max(gains.values()) == 0:
            assert grade.addition is None
        else:
            assert grade.addition is not None
            named = [name for name in gains if grade.addition.startswith(name)]
            assert max(gains[name] for name in named) == max(gains.values())


def test_grades_have_the_same_bytes_alone_permuted_and_in_batches(
    bank: Bank, grader: Grader, verifier: ClaimVerifier, graded: Graded
) -> None:
    expected = [grade.model_dump_json() for _, grade in graded]
    order = list(range(len(SAMPLES)))
    random.Random(5).shuffle(order)
    fresh = Grader(grader._table._encoder, verifier, grader._index, bank.digest)
    permuted = fresh.grade_many([(question(bank, SAMPLES[row]), SAMPLES[row].answer) for row in order])
    assert [grade.model_dump_json() for grade in permuted] == [expected[row] for row in order]
    for row in order[:12]:
        alone = Grader(grader._table._encoder, verifier, grader._index, bank.digest)
        assert alone.grade(question(bank, SAMPLES[row]), SAMPLES[row].answer).model_dump_json() == expected[row]
