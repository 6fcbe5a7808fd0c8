"""What the verifier learns from: whole, balanced, and apart from what it is judged by."""

import importlib
import json
import random
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
TRAINING = ROOT / "training"
TRIPLES = ROOT / "tests" / "data" / "polarity_triples.jsonl"
KINDS = {"roles", "polarity", "cause", "quantity", "direction", "entity", "half-right", "antonym"}


@pytest.fixture(scope="module")
def pairs() -> ModuleType:
    if not TRAINING.is_dir():
        pytest.skip("the scripts are not in this distribution")
    sys.path.insert(0, str(TRAINING))
    try:
        return importlib.import_module("verifier_pairs")
    finally:
        sys.path.remove(str(TRAINING))


def folded(question: str) -> str:
    return question.lower().strip("?. ")


def triples() -> list[dict[str, str]]:
    return [json.loads(line) for line in TRIPLES.read_text(encoding="utf-8").splitlines()]


def test_there_are_thousands_of_pairs_of_our_own_and_every_text_has_one_label(pairs: ModuleType) -> None:
    items = pairs.written_items()
    written = [pair for item in items for pair in pairs.pairs_of(item)]
    labels = Counter(pair.label for pair in written)
    assert len(written) > 6000
    assert min(labels.values()) > len(written) / 8
    assert len({item.id for item in items}) == len(items)
    assert max(Counter((pair.question, pair.answer) for pair in written).values()) == 1


def test_held_out_questions_are_about_a_fifth_and_held_out_whole(pairs: ModuleType) -> None:
    items = pairs.written_items()
    held = {item.question for item in items if item.held_out}
    assert 0.1 < sum(item.held_out for item in items) / len(items) < 0.3
    assert not held & {item.question for item in items if not item.held_out}


def test_no_question_of_the_battery_is_trained_on(pairs: ModuleType) -> None:
    assert not {folded(row["question"]) for row in triples()} & {
        folded(item.question) for item in pairs.written_items()
    }


def test_the_battery_has_every_kind_of_mistake_and_every_text_once() -> None:
    rows = triples()
    assert len(rows) >= 150
    assert {row["kind"] for row in rows} == KINDS
    texts = Counter(row[part] for row in rows for part in ("reference", "paraphrase", "twin"))
    assert max(texts.values()) == 1
    assert len({row["id"] for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Dropout is used in training.", "Dropout is not used in training."),
        ("The weights are not frozen.", "The weights are frozen."),
        ("Gradients vanish.", None),
    ],
)
def test_a_statement_is_negated_at_its_first_auxiliary(pairs: ModuleType, text: str, negated: str | None) -> None:
    assert pairs.negation(text) == negated


def test_the_subjects_of_a_contrast_change_places(pairs: ModuleType) -> None:
    text = "A stack removes the newest item, while a queue removes the oldest item."
    assert pairs.swap(text) == "A queue removes the newest item, while A stack removes the oldest item."
    assert pairs.swap("A stack removes the newest item.") is None


def test_the_same_seed_makes_the_same_pairs(pairs: ModuleType) -> None:
    items = pairs.written_items()[:20]
    once, again = ([*pairs.varied_pairs(items[0], items, random.Random(4))] for _ in range(2))
    assert once == again
    assert {pair.label for pair in once} == {pairs.ENTAILED, pairs.NEUTRAL, pairs.CONTRADICTED}
