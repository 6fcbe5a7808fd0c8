"""The encoder: the same vectors as sentence-transformers gives, and the same bytes in any company."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from sentence_transformers import SentenceTransformer

from interviewer.inference.model_files import find_model
from interviewer.inference.sentence_transformer import SentenceTransformerEncoder
from interviewer.settings import DEFAULT_MODEL

WORDS = "gradient network layer weight loss data batch step rate model input output unit the of and is".split()


def varied_texts() -> list[str]:
    """Texts of 0 to 400 words, several of each of the short lengths."""
    random = np.random.default_rng(7)
    lengths = [*range(1, 24), *range(1, 24), 40, 41, 60, 90, 130, 200, 260, 400]
    return ["", "?", "naïve Ünïcode 深層 🙂", *(" ".join(random.choice(WORDS, length)) for length in lengths)]


def test_a_vector_has_the_same_bytes_alone_permuted_and_in_a_batch(encoder: SentenceTransformerEncoder) -> None:
    texts = varied_texts()
    together = encoder.encode(texts)
    alone = np.vstack([encoder.encode([text]) for text in texts])
    order = np.random.default_rng(3).permutation(len(texts))
    permuted = encoder.encode([texts[row] for row in order])
    assert together.tobytes() == alone.tobytes()
    assert permuted.tobytes() == together[order].tobytes()


def test_vectors_equal_those_of_the_library_itself(encoder: SentenceTransformerEncoder) -> None:
    texts = varied_texts()
    library = SentenceTransformer(str(find_model(DEFAULT_MODEL).folder), device="cpu", local_files_only=True)
    expected = library.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    assert np.abs(encoder.encode(texts) - expected).max() < 1e-5


def test_vectors_have_unit_length_and_the_stated_dimension(encoder: SentenceTransformerEncoder) -> None:
    vectors = encoder.encode(varied_texts())
    assert vectors.shape == (len(varied_texts()), encoder.dimension)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_no_texts_give_no_vectors(encoder: SentenceTransformerEncoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_tokens_are_counted_beyond_the_window_and_without_padding(encoder: SentenceTransformerEncoder) -> None:
    assert encoder.window == 256
    assert encoder.count_tokens(["", "gradient", "gradient " * 400]) == [2, 3, 402]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30))
def test_a_text_longer_than_the_window_keeps_what_the_window_holds(
    encoder: SentenceTransformerEncoder, start: list[str]
) -> None:
    text = " ".join(start + ["the"] * 300)
    longer = f"{text} gradient gradient"
    assert encoder.encode([text]).tobytes() == encoder.encode([longer]).tobytes()
