"""How a claim is laid out for the verifier."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from interviewer.inference.claims import WINDOW, Claim, ClaimReader, Role
from interviewer.inference.model_files import find_model
from interviewer.settings import DEFAULT_MODEL

TOKENIZER = Tokenizer.from_file(str(find_model(DEFAULT_MODEL).folder / "tokenizer.json"))
READER = ClaimReader(TOKENIZER)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=200)


def roles_of(claim: Claim) -> list[tuple[str, Role]]:
    (tokens,) = READER.read([claim])
    return [
        (TOKENIZER.id_to_token(int(token)), Role(int(role)))
        for token, role in zip(tokens.ids, tokens.roles, strict=True)
    ]


def test_every_token_says_whose_it_is_and_whether_the_other_side_has_it() -> None:
    claim = Claim("What is dropout?", "units are dropped", "dropout: units vanish")
    assert roles_of(claim) == [
        ("[CLS]", Role.QUESTION),
        ("what", Role.QUESTION),
        ("is", Role.QUESTION),
        ("drop", Role.QUESTION),
        ("##out", Role.QUESTION),
        ("?", Role.QUESTION),
        ("units", Role.REFERENCE_SHARED),
        ("are", Role.REFERENCE),
        ("dropped", Role.REFERENCE),
        ("[SEP]", Role.QUESTION),
        ("drop", Role.STATEMENT_OF_QUESTION),
        ("##out", Role.STATEMENT_OF_QUESTION),
        (":", Role.STATEMENT),
        ("units", Role.STATEMENT_SHARED),
        ("vanish", Role.STATEMENT),
        ("[SEP]", Role.STATEMENT),
    ]


def test_what_stands_in_order_on_both_sides_says_so_and_a_swap_breaks_the_order() -> None:
    same = [role for _, role in roles_of(Claim("", "a stack beats a queue", "a stack beats a queue"))]
    assert same[1:6] == [Role.REFERENCE_IN_ORDER] * 5
    assert same[7:12] == [Role.STATEMENT_IN_ORDER] * 5
    swapped = roles_of(Claim("", "a stack beats a queue", "a queue beats a stack"))
    assert [token for token, role in swapped if role == Role.STATEMENT_IN_ORDER] == ["a", "a"]
    assert {role for _, role in swapped[7:-1]} == {Role.STATEMENT_IN_ORDER, Role.STATEMENT_SHARED}


@pytest.mark.parametrize(("reference", "statement"), [(400, 400), (400, 10), (10, 400), (200, 60)])
def test_the_longer_text_is_cut_first_and_the_window_is_filled(reference: int, statement: int) -> None:
    (tokens,) = READER.read([Claim("why?", "cat " * reference, "dog " * statement)])
    assert len(tokens.ids) == WINDOW
    of_reference, of_statement = (
        int((tokens.roles == Role.REFERENCE).sum()),
        int((tokens.roles == Role.STATEMENT).sum()),
    )
    assert of_reference >= min(reference, 120)
    assert of_statement >= min(statement, 120)


@given(TEXTS, TEXTS, TEXTS)
def test_any_texts_fit_the_window_and_parts_stand_in_order(question: str, reference: str, statement: str) -> None:
    (tokens,) = READER.read([Claim(question, reference, statement)])
    assert len(tokens.ids) == len(tokens.roles) <= WINDOW
    said = tokens.roles >= Role.STATEMENT
    assert said[-1]
    assert np.all(np.diff(said.astype(int)) >= 0)


def test_a_claim_is_read_alike_in_any_company() -> None:
    claims = [Claim("why?", f"reason {number}", "a reason") for number in range(20)]
    for claim, together in zip(claims, READER.read(claims), strict=True):
        (alone,) = READER.read([claim])
        assert alone.ids.tolist() == together.ids.tolist()
        assert alone.roles.tolist() == together.roles.tolist()
