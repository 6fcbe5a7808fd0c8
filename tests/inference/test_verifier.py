"""The verifier that ships with the program."""

import random

import numpy as np
import pytest

from interviewer.inference.claims import Claim, ClaimVerifier, Verdict
from interviewer.inference.encoder import CountingEncoder
from interviewer.inference.loading import load_verifier

QUESTION = "What is the difference between a stack and a queue?"
REFERENCE = "A stack removes the newest item first, while a queue removes the oldest item first."


def test_one_word_decides_among_many(verifier: ClaimVerifier) -> None:
    reference = "Dropout switches random units off during training, so that the network relies on no single unit."
    question = "What does dropout do?"
    right, wrong = verifier.judge(
        [
            Claim(question, reference, "While training, units are dropped at random."),
            Claim(question, reference, reference.replace("training", "testing")),
        ]
    )
    assert right.argmax() == Verdict.ENTAILED
    assert wrong.argmax() == Verdict.CONTRADICTED


@pytest.mark.parametrize(
    "aside", ["I like working in teams.", "Both hold many items of one type.", "Arrays are found in every language."]
)
def test_what_has_nothing_to_do_with_the_reference_is_neutral(verifier: ClaimVerifier, aside: str) -> None:
    (odds,) = verifier.judge([Claim(QUESTION, REFERENCE, aside)])
    assert odds.argmax() == Verdict.NEUTRAL


def test_a_claim_has_the_same_bytes_alone_and_in_any_company(verifier: ClaimVerifier) -> None:
    claims = [Claim(QUESTION, REFERENCE, "It removes the newest item. " * (1 + number % 7)) for number in range(7)]
    claims += [Claim(f"Question {number}?", f"Fact {number} holds.", "A fact.") for number in range(60)]
    together = verifier.judge(claims)
    order = list(range(len(claims)))
    random.Random(3).shuffle(order)
    assert np.array_equal(verifier.judge([claims[row] for row in order]), together[order])
    for row in order[:10]:
        assert np.array_equal(verifier.judge([claims[row]])[0], together[row])


def test_odds_add_up_to_one_and_no_claims_give_none(verifier: ClaimVerifier) -> None:
    odds = verifier.judge([Claim("", "", ""), Claim(QUESTION, REFERENCE, "yes " * 3000)])
    assert odds.sum(axis=1) == pytest.approx([1.0, 1.0])
    assert verifier.judge([]).shape == (0, 3)


def test_it_does_not_depend_on_the_number_of_threads(encoder: CountingEncoder, verifier: ClaimVerifier) -> None:
    class Foreign:
        """An encoder that brings no weights the verifier could use."""

    alone = load_verifier(Foreign(), threads=1)  # type: ignore[arg-type]
    claim = Claim(QUESTION, REFERENCE, "The newest goes first in a stack.")
    assert alone.digest == verifier.digest
    assert np.array_equal(alone.judge([claim]), verifier.judge([claim]))
