"""The parts of a grade, each beside a computation of its own."""

import numpy as np
import pytest

from interviewer.errors import InterviewerError
from interviewer.grading.calibration import Calibration, calibrations
from interviewer.grading.concepts import match_concept
from interviewer.grading.extraction import extract_concepts
from interviewer.grading.phrases import phrase_match, word_index
from interviewer.grading.reading import ReferenceSentence, read_answer, reference_sentences
from interviewer.grading.references import question_from_references
from interviewer.grading.similarity import align, unit_vectors, without_direction
from interviewer.grading.vectors import VectorTable
from interviewer.grading.words import rarity, same_word, stem, words
from interviewer.grading.yardstick import criterion
from interviewer.inference.encoder import CountingEncoder, Vectors
from interviewer.models import Concept

QUESTION = "What is dropout?"
REFERENCE = "Dropout switches random units off during training. At test time all units are active."
ANSWER = "Random neurons are turned off while training; when testing, everything is on. It rains in Paris."


def sentences_of(text: str) -> tuple[ReferenceSentence, ...]:
    return reference_sentences(question_from_references(QUESTION, [text]).references[0])


def test_alignment_is_the_mean_of_best_cosines_weighted_by_what_is_to_the_point(encoder: CountingEncoder) -> None:
    table = VectorTable(encoder)
    answer, reference = read_answer(ANSWER), sentences_of(REFERENCE)
    table.prepare([QUESTION, *answer.texts(), *(sentence.text for sentence in reference)])
    direction = table.vector(QUESTION)
    sentences = without_direction(table.vectors([sentence.text for sentence in reference]), direction)
    alignment = align(answer, unit_vectors(answer, direction, table), sentences)

    asked = encoder.encode([QUESTION])[0].astype(np.float64)

    def residual(text: str) -> np.ndarray:
        vector = encoder.encode([text])[0].astype(np.float64)
        rest = vector - (vector @ asked) * asked
        return rest / np.linalg.norm(rest)

    ours = [residual(sentence.text) for sentence in reference]
    theirs = [residual(sentence.text) for sentence in answer.sentences]
    contents = [sum(word.is_content for word in words(sentence.text)) + 0.01 for sentence in answer.sentences]
    recall = sum(max(max(one @ other, 0) for other in theirs) for one in ours) / len(ours)
    best = [max(max(one @ other, 0) for other in ours) for one in theirs]
    weights = [content * (0.05 + min(value / 0.3, 1.0)) for value, content in zip(best, contents, strict=True)]
    precision = sum(value * weight for value, weight in zip(best, weights, strict=True)) / sum(weights)
    assert alignment.recall == pytest.approx(recall, abs=1e-6)
    assert alignment.precision == pytest.approx(precision, abs=1e-6)
    assert alignment.similarity == pytest.approx((recall + precision) / 2, abs=1e-6)
    assert alignment.nearest[0] == 0


def test_what_repeats_the_question_leaves_no_direction(encoder: CountingEncoder) -> None:
    vectors = encoder.encode([QUESTION, "Random units are switched off."])
    rest = without_direction(vectors, vectors[0])
    assert np.all(rest[0] == 0)
    assert np.linalg.norm(rest[1]) == pytest.approx(1, abs=1e-6)
    assert abs(float(rest[1] @ vectors[0])) < 1e-6


@pytest.mark.parametrize(
    ("phrase", "text", "stretch"),
    [
        ("skip connection", "they use skip connections a lot", "skip connections"),
        ("back propagation", "trained by backpropagation", "backpropagation"),
        ("backpropagation", "trained by back-propagation, slowly", "back-propagation"),
        ("regularisation", "it is a regularization method", "regularization"),
        ("gradients shrink fast", "the gradients may well shrink fast", "gradients may well shrink fast"),
        ("vanishing gradient", "the gradient vanishes early", "gradient vanishes"),
        ("overfitting", "it overffits badly", "overffits"),
    ],
)  # fmt: skip
def test_a_phrase_is_met_in_its_forms_spellings_and_slips(phrase: str, text: str, stretch: str) -> None:
    share, span = phrase_match(phrase, word_index(text))
    assert share == pytest.approx(1)
    assert span is not None
    assert span.of(text) == stretch


def test_the_words_of_a_phrase_must_stand_together() -> None:
    far = "The gradient is a vector of partial derivatives of the loss, and much later in time something is vanishing."
    share, _ = phrase_match("vanishing gradient", word_index(far))
    assert share < 0.8


def test_a_phrase_is_not_met_by_other_words() -> None:
    assert phrase_match("forget gate", word_index("the output of the layer"))[0] == 0
    assert phrase_match("", word_index("anything"))[0] == 0


def test_word_forms_are_one_word_and_look_alikes_are_not() -> None:
    assert same_word("generalise", "generalization")
    assert same_word("gradient", "gradients")
    assert not same_word("generalise", "generative")
    assert not same_word("convex", "convolution")
    assert stem("colours") == stem("color")


def test_rare_words_tell_more_than_common_ones() -> None:
    assert rarity("the") < rarity("network") < rarity("gradient") <= rarity("softmax") == 1.0


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("Each unit is zeroed with probability p.", "covered"),
        ("Neurons are randomly switched off in every step.", "covered"),
        ("The weather is fine today.", "missing"),
    ],
)
def test_a_concept_is_met_by_its_words_or_by_its_meaning(encoder: CountingEncoder, answer: str, status: str) -> None:
    concept = Concept(
        name="random deactivation of units",
        aliases=("units are zeroed with probability p", "neurons are randomly turned off"),
    )
    table, reading, reference = VectorTable(encoder), read_answer(answer), sentences_of(REFERENCE)
    texts = [sentence.text for sentence in reference]
    table.prepare([QUESTION, concept.name, *concept.aliases, *reading.texts(), *texts])
    asked = table.vector(QUESTION)
    match = match_concept(criterion(concept, reference, asked, table), reading, unit_vectors(reading, asked, table))
    assert match.status == status
    assert (match.span is None) == (status == "missing")
    assert match.evidence.text == "Dropout switches random units off during training."


def test_extracted_concepts_are_new_phrases_of_the_reference_and_marked() -> None:
    concepts = extract_concepts(QUESTION, sentences_of(REFERENCE))
    names = [concept.name for concept in concepts]
    assert all(concept.extracted for concept in concepts)
    assert all(name in REFERENCE for name in names)
    assert not any("dropout" in name.lower() for name in names)
    assert "random units" in names


def test_the_map_from_points_to_score_rises_from_0_to_100() -> None:
    for calibration in calibrations().values():
        mapped = [calibration.score(points) for points in range(101)]
        assert mapped[0] == 0
        assert mapped[-1] == 100
        assert mapped == sorted(mapped)


def test_similarity_earns_nothing_at_its_floor_and_all_when_full() -> None:
    calibration = Calibration(
        concept_points=50,
        support_points=20,
        contradiction=0.5,
        similarity_floor=0.1,
        similarity_full=0.5,
        knots=((0, 0), (100, 100)),
        ranges=((0, 0, 20), (100, 80, 100)),
        provenance="made here",
    )
    assert [calibration.similarity_points(value) for value in (0.0, 0.1, 0.3, 0.5, 0.9)] == pytest.approx(
        [0, 0, 15, 30, 30]
    )


def test_a_vector_that_is_not_finite_is_an_error_and_never_a_score() -> None:
    class BrokenEncoder:
        name, digest, dimension = "broken", "0", 4

        def encode(self, texts: list[str]) -> Vectors:
            return np.full((len(texts), 4), np.nan, dtype=np.float32)

    with pytest.raises(InterviewerError, match="not finite"):
        VectorTable(BrokenEncoder()).prepare(["text"])


def test_list_marks_are_no_part_of_a_sentence() -> None:
    reading = read_answer("- first point here\n2) second point there\nand so on")
    assert [sentence.text for sentence in reading.sentences] == ["first point here", "second point there\nand so on"]
