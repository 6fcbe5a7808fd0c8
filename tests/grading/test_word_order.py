"""Prose, terse notes, lists and words in any order."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import SAMPLES

from interviewer.corpus.bank import Bank
from interviewer.grading.prose import is_bare_terms, is_jumble_of, is_only_names, is_prose, reads_as_list
from interviewer.grading.word_order import order_score
from interviewer.grading.words import words
from interviewer.text import sentences

HONEST = [sample.answer for sample in SAMPLES if sample.kind in ("strong", "partial")]
SENTENCES = [span.of(answer) for answer in HONEST for span in sentences(answer)]


def shuffled(text: str, seed: int) -> str:
    said = [word.folded for word in words(text)]
    random.Random(seed).shuffle(said)
    return " ".join(said)


def test_answers_are_prose_and_the_same_words_in_any_order_are_not() -> None:
    assert all(is_prose(answer) for answer in HONEST)
    assert not any(is_prose(shuffled(answer, seed)) for seed, answer in enumerate(HONEST))


def test_nearly_every_sentence_is_prose_and_nearly_no_shuffled_one() -> None:
    long = [sentence for sentence in SENTENCES if len(words(sentence)) >= 10]
    assert len(long) > 100
    assert sum(is_prose(sentence) for sentence in long) >= 0.98 * len(long)
    assert sum(is_prose(shuffled(sentence, seed)) for seed, sentence in enumerate(long)) <= 0.1 * len(long)


@given(st.sampled_from(SENTENCES), st.integers(0, 10**6))
def test_the_order_of_the_writer_hardly_ever_scores_below_another(sentence: str, seed: int) -> None:
    assert order_score(sentence) >= order_score(shuffled(sentence, seed)) - 8.0


@given(st.text(max_size=200))
def test_any_text_has_a_finite_score_that_capitals_do_not_change(text: str) -> None:
    assert -1e6 < order_score(text) < 1e6
    assert order_score(text.upper().lower()) == order_score(text.lower())


@pytest.mark.parametrize("text", ["", "yes", "Evaporation.", "it is closed"])
def test_of_a_few_words_nothing_can_be_said(text: str) -> None:
    assert is_prose(text)


@pytest.mark.parametrize(
    "notes",
    [
        "Generalises better: dropout stops units from relying on each other.",
        "- L1 gives sparse weights\n- L2 shrinks all weights but rarely to zero",
        "overfitting = low training error, high test error; fix it with more data or regularisation",
        "1. forward pass computes the loss 2. backward pass applies the chain rule 3. optimiser updates the weights",
    ],
)
def test_terse_notes_that_state_something_are_prose(notes: str) -> None:
    assert is_prose(notes)


@pytest.mark.parametrize("joint", [", ", " ", "\n- ", "; ", " / ", " and ", ", then "])
def test_the_names_of_key_concepts_in_a_row_are_not(bank: Bank, joint: str) -> None:
    rows = [(joint.join(concept.name for concept in question.concepts), question) for question in bank.questions]
    assert all(is_only_names(row, question.concepts) or not is_prose(row) for row, question in rows)


def test_an_answer_that_names_the_concepts_says_something_of_them(bank: Bank) -> None:
    for sample in SAMPLES:
        question = bank.question(sample.question_id)
        assert question is not None
        assert not is_only_names(sample.answer, question.concepts)


@pytest.mark.parametrize(
    "terms", ["gap, path, battery", "Keywords: voltage, terminal", "saturation dropout residual sparsity momentum"]
)
def test_bare_terms_are_known_also_when_there_are_few(terms: str) -> None:
    assert is_bare_terms(terms)


def test_a_statement_or_a_single_term_is_no_row_of_bare_terms() -> None:
    assert not is_bare_terms("the gap is in the path")
    assert not is_bare_terms("evaporation")


def test_the_words_of_the_reference_in_another_order_are_a_jumble_and_its_own_sentences_are_not(bank: Bank) -> None:
    found = kept = total = 0
    for question in bank.questions:
        reference = [span.of(passage.text) for passage in question.passages for span in sentences(passage.text)]
        for seed, sentence in enumerate(one for one in reference if len(words(one)) >= 8):
            total += 1
            found += is_jumble_of(shuffled(sentence, seed), reference)
            kept += not is_jumble_of(sentence, reference)
    assert total > 200
    assert kept == total
    assert found >= 0.9 * total


def test_the_sample_answers_do_not_have_the_shape_of_a_list() -> None:
    assert [answer for answer in HONEST if reads_as_list(answer)] == []
