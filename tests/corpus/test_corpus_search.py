"""Lexical search: the right question first, typing errors forgiven."""

from pathlib import Path

import pytest
from corpus_samples import VANISHING

from interviewer.corpus.bank import Bank
from interviewer.corpus.search import BankSearch, search_bank

DROPOUT = """\
## How does dropout regularise a network?

<!-- id: dropout -->

Random units are zeroed. The sigmoid is not needed.

### Key concepts

- **co-adaptation** (ensemble of thinned networks)
"""


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    (tmp_path / "a.md").write_text(VANISHING, encoding="utf-8")
    (tmp_path / "b.md").write_text(DROPOUT, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("Where do transformers attend?\nEverywhere.", encoding="utf-8")
    return Bank.load(tmp_path)


def found(bank: Bank, query: str) -> list[tuple[str | None, str]]:
    return [(match.question.id if match.question else None, match.place) for match in search_bank(bank, query)]


def test_words_of_a_question_find_it(bank: Bank) -> None:
    assert found(bank, "vanishing gradient")[0] == ("vanishing-gradient", "question")
    assert found(bank, "Dropout?") == [("dropout", "question")]


def test_typing_errors_are_forgiven(bank: Bank) -> None:
    assert found(bank, "vanihsing gradiant")[0] == ("vanishing-gradient", "question")


def test_concepts_and_passages_are_searched(bank: Bank) -> None:
    assert found(bank, "thinned ensemble") == [("dropout", "concept")]
    assert found(bank, "zeroed") == [("dropout", "passage")]


def test_a_concept_goes_before_a_passage_that_holds_the_same_word(bank: Bank) -> None:
    assert found(bank, "sigmoid") == [("vanishing-gradient", "concept"), ("dropout", "passage")]


def test_passages_without_a_question_are_found_too(bank: Bank) -> None:
    (match,) = search_bank(bank, "transformers attend")
    assert (match.question, match.file, match.line) == (None, "notes.txt", 1)


def test_a_rare_word_weighs_more_than_common_ones(bank: Bank) -> None:
    assert found(bank, "what is the co-adaptation")[0] == ("dropout", "concept")


def test_scores_fall_and_stay_in_range(bank: Bank) -> None:
    scores = [match.score for match in search_bank(bank, "what is the gradient of a network")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 100 for score in scores)


def test_the_limit_is_kept_and_nothing_finds_nothing(bank: Bank) -> None:
    assert len(search_bank(bank, "a network", limit=1)) == 1
    assert search_bank(bank, "xylophone") == []
    assert search_bank(bank, "?!") == []
    assert search_bank(bank, "") == []


def test_a_word_being_typed_finds_what_begins_with_it(bank: Bank) -> None:
    search = BankSearch(bank)
    assert search.find("drop") == []
    assert [match.question and match.question.id for match in search.find("drop", unfinished=True)] == ["dropout"]
    assert search.find("drop ", unfinished=True) == []
    assert search.find("xyl", unfinished=True) == []


def test_a_bank_made_ready_is_searched_again_and_again(bank: Bank) -> None:
    search = BankSearch(bank)
    for query in ("vanishing gradient", "thinned ensemble", "what is the sigmoid"):
        assert search.find(query) == search.find(query) == search_bank(bank, query)
