"""Key concepts of references that have none written: noun phrases that a person would name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.grading.extraction import MOST_CONCEPTS, extract_concepts
from interviewer.grading.noun_phrases import noun_phrases
from interviewer.grading.reading import ReferenceSentence
from interviewer.models import Passage
from interviewer.text import sentences


def reference(text: str) -> list[ReferenceSentence]:
    passage = Passage(file="any.md", line=1, text=text)
    return [ReferenceSentence(span.of(text), passage) for span in sentences(text)]


def names(question: str, text: str, *others: str) -> dict[str, str]:
    concepts = extract_concepts(question, reference(text), [reference(other) for other in others])
    assert all(concept.extracted for concept in concepts)
    return {concept.name: concept.importance for concept in concepts}


@pytest.mark.parametrize(
    ("sentence", "phrases"),
    [
        ("The queue holds every job.", ["queue", "job"]),
        ("A balanced tree keeps its height small.", ["balanced tree", "height"]),
        ("The scheduler sets the priority of each thread.", ["scheduler", "priority", "thread"]),
        ("Two caches share the hidden state.", ["caches", "hidden state"]),
        ("It lets us increase the page size.", ["page size"]),
        ("Signals travel from input to output.", ["Signals", "input", "output"]),
        ("Lock-free queues avoid priority inversion.", ["Lock-free queues", "priority inversion"]),
        ("Round-robin scheduling: every task gets a slice.", ["Round-robin scheduling", "task", "slice"]),
    ],
)  # fmt: skip
def test_noun_phrases_are_what_a_sentence_is_about(sentence: str, phrases: list[str]) -> None:
    assert [sentence[phrase[0].start : phrase[-1].end] for phrase in noun_phrases(sentence)] == phrases


def test_what_the_question_says_is_no_concept() -> None:
    found = names("What is a hash table?", "A hash table maps keys to buckets by a hash function.")
    assert "hash table" not in found
    assert "buckets" in found


def test_what_heads_a_line_is_a_concept_before_other_phrases() -> None:
    text = "Chaining: colliding entries hang in a linked list beside the slot. Probing: the next free slot is taken."
    assert {"Chaining", "Probing"} <= names("How are collisions resolved?", text).keys()


def test_words_that_only_say_that_there_is_something_are_no_concept() -> None:
    found = names("Why index a column?", "For many reasons an important benefit is the way of a faster lookup.")
    assert set(found) == {"faster lookup"}


def test_what_other_references_say_too_is_essential() -> None:
    text = "A mutex gives mutual exclusion. A binary semaphore has no owner."
    found = names(
        "What is a mutex?", text, "It enforces mutual exclusion among threads.", "Mutual exclusion by a lock."
    )
    assert found["mutual exclusion"] == "essential"
    assert found["binary semaphore"] == "bonus"


@given(st.lists(st.sampled_from("the A sets learning hidden - : of, units. not very quickly LSTM trees".split())))
def test_phrases_are_words_of_the_text_in_order(pieces: list[str]) -> None:
    text = " ".join(pieces)
    starts = [word.start for phrase in noun_phrases(text) for word in phrase]
    assert starts == sorted(set(starts))
    if reference(text):
        assert len(names("", text)) <= MOST_CONCEPTS
