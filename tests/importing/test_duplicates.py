"""Questions that are the same are known for it, those nearly the same are shown, and mere templates are neither."""

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.importing.merging.comparing import compare
from interviewer.importing.merging.duplicates import Asked, answer_key, near_duplicates, points_elsewhere, question_key
from interviewer.importing.recognised import Entry
from interviewer.inference.encoder import CountingEncoder

LONG = (
    "Batch normalisation standardises the inputs of a layer over each mini-batch and then scales and shifts them by "
    "two learned parameters, which keeps the distribution of activations stable while the layers below it change."
)


def asked(question: str, answer: str = "Something short.", context: str | None = None, file: str = "a.md") -> Asked:
    return Asked(question, answer, context, file, 1)


def near(*items: Asked) -> list[tuple[str, str, str]]:
    return [(pair.first.question, pair.second.question, pair.by) for pair in near_duplicates(items)]


OTHERS = (
    asked("What is a kernel trick?"),
    asked("When does boosting overfit?"),
    asked("How are embeddings trained?"),
    asked("Why do transformers need positions?"),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What is dropout?", "what is  Dropout"),
        ("What’s “attention”?", 'What\'s "attention"?'),
        ("**Explain ReLU.**", "Explain ReLU"),
    ],
)
def test_case_quotes_and_ends_do_not_tell_questions_apart(one: str, other: str) -> None:
    assert question_key(one, None) == question_key(other, None)


@pytest.mark.parametrize(
    ("one", "other"), [("What is C?", "What is C++?"), ("What is C?", "What is C#?"), ("What is +?", "What is -?")]
)
def test_signs_tell_questions_apart(one: str, other: str) -> None:
    assert question_key(one, None) != question_key(other, None)


def test_a_context_tells_questions_apart() -> None:
    assert question_key("What is printed?", "`1 + 1`") != question_key("What is printed?", "`2 + 2`")


def test_bullets_and_emphasis_do_not_tell_answers_apart_but_operators_do() -> None:
    assert answer_key("- **One**\n- two") == answer_key("• One\n•  two")
    assert answer_key("`a * b`") != answer_key("`a + b`")


def test_a_question_about_code_beside_it_points_elsewhere() -> None:
    assert points_elsewhere("What is the output of the following code?")
    assert not points_elsewhere("What is a closure?")


def test_a_question_in_other_words_is_near() -> None:
    one = asked("What is the vanishing gradient problem?")
    other = asked("Explain the vanishing gradient problem.", file="b.md")
    assert near(one, other, *OTHERS) == [(one.question, other.question, "question")]


def test_questions_of_one_template_are_not_near() -> None:
    one = asked("What is the role of the learning rate?")
    other = asked("What is the role of the loss function?")
    assert near(one, other, *OTHERS) == []


def test_opposites_are_not_near() -> None:
    one = asked("List examples of supervised learning algorithms in production")
    other = asked("List examples of unsupervised learning algorithms in production")
    assert near(one, other, *OTHERS) == []


def test_nearly_the_same_answer_is_found_under_another_question() -> None:
    one = asked("What does batch normalisation do?", LONG)
    other = asked("Why do deep networks train faster today?", f"In short: {LONG} That is all.", file="b.md")
    assert near(one, other, *OTHERS) == [(one.question, other.question, "answer")]


def test_the_same_question_about_other_code_is_not_near() -> None:
    one = asked("What is the output?", "Answer: A", "`1 + 1`")
    other = asked("What is the output here?", "Answer: B", "`2 + 2`")
    assert near(one, other, *OTHERS) == []


def test_pairs_within_the_corpus_are_not_looked_at() -> None:
    one = Asked("What is the vanishing gradient problem?", "x", None, "a.md", 1, in_corpus=True)
    other = Asked("Explain the vanishing gradient problem.", "x", None, "b.md", 1, in_corpus=True)
    assert near(one, other, *OTHERS) == []


@given(st.lists(st.builds(asked, st.text(max_size=30), st.text(max_size=60)), max_size=8))
def test_likeness_is_a_share_and_no_item_is_like_itself(items: list[Asked]) -> None:
    for pair in near_duplicates(items):
        assert 0 < pair.likeness <= 1
        assert pair.first is not pair.second


def test_exact_ones_and_other_answers_are_told_apart() -> None:
    first = ("a.md", [Entry("What is dropout?", "Units are switched off.", 1, 2)])
    second = ("b.md", [Entry("What is dropout", "units are  switched off.", 5, 6)])
    third = ("c.md", [Entry("What is Dropout?", "A regulariser.", 9, 9)])
    found = compare([first, second, third], ["a.md", "b.md", "c.md"], ()).duplicates
    assert [(item.kind, item.first.file, item.second.file, item.second.line) for item in found] == [
        ("exact", "a.md", "b.md", 5),
        ("same question", "a.md", "c.md", 9),
    ]


def test_equal_questions_about_something_else_are_not_the_same() -> None:
    document = ("a.md", [Entry("What does this print?", "One.", 1, 2), Entry("What does this print?", "Two.", 5, 6)])
    assert compare([document], ["a.md"], ()).duplicates == ()


def real_pairs(shared: Path) -> tuple[list[Asked], list[str], set[tuple[str, str]], set[tuple[str, str]]]:
    """Questions of real documents, their ids, the pairs that mean the same, and those that are related."""
    rows = [json.loads(line) for line in (shared / "seeds_truth_full.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if not row["id"].startswith("004")]
    items = [Asked(row["question"], row["answer"], None, row["id"], 1) for row in rows]
    same: set[tuple[str, str]] = set()
    related: set[tuple[str, str]] = set()
    for cluster in json.loads((shared / "seeds_truth.json").read_text(encoding="utf-8"))["duplicate_clusters"]:
        same |= set(itertools.combinations(sorted(cluster["same"]), 2))
        related |= {tuple(sorted(pair)) for pair in itertools.product(cluster["same"], cluster["related"])}
    return items, [row["id"] for row in rows], same, related - same


def test_what_is_shown_of_real_documents_is_the_same_or_related(shared: Path) -> None:
    items, _, same, related = real_pairs(shared)
    found = {tuple(sorted((pair.first.file, pair.second.file))) for pair in near_duplicates(items)}
    assert found <= same | related
    assert len(found & same) >= 9


def test_meaning_finds_most_of_what_words_miss(shared: Path, encoder: CountingEncoder) -> None:
    items, ids, same, related = real_pairs(shared)
    known = set(ids)
    pairs = {pair for pair in same if set(pair) <= known}
    found = {tuple(sorted((pair.first.file, pair.second.file))) for pair in near_duplicates(items, encoder.encode)}
    assert len(found & pairs) >= 40
    assert len(found - same - related) <= 0.05 * len(found)
