"""The encoders: the same vectors as sentence-transformers gives, and the same bytes in any company."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer

from interviewer.corpus.bank import Bank
from interviewer.inference.encoder import CountingEncoder, Vectors
from interviewer.inference.loading import load_encoder
from interviewer.inference.model_files import find_model
from interviewer.inference.onnx_encoder import OnnxEncoder
from interviewer.settings import DEFAULT_MODEL

WORDS = "gradient network layer weight loss data batch step rate model input output unit the of and is".split()


def varied_texts() -> list[str]:
    """Texts of 0 to 400 words, several of each of the short lengths."""
    random = np.random.default_rng(7)
    lengths = [*range(1, 24), *range(1, 24), 40, 41, 60, 90, 130, 200, 260, 400]
    return ["", "?", "naïve Ünïcode 深層 🙂", *(" ".join(random.choice(WORDS, length)) for length in lengths)]


def thousand_texts(bank: Bank) -> list[str]:
    """Passages and pieces of them, several joined, words alone, and characters from all over Unicode."""
    random = np.random.default_rng(11)
    passages = [passage.text for passage in bank.passages()]
    whole = "\n".join(passages)
    texts = ["", " ", "\n\t", "\x00\x07", "\u200b", "e\u0301", "[CLS] [SEP] [MASK]", "a" * 300, "?" * 700, *passages]
    while len(texts) < 700:
        start, length = int(random.integers(len(whole))), int(random.integers(1, 1600))
        texts.append(whole[start : start + length])
    while len(texts) < 850:
        texts.append(" ".join(random.choice(WORDS, int(random.integers(1, 500)))))
    letters = [chr(code) for code in range(0x20, 0x1FB00) if not 0xD800 <= code < 0xE000]
    while len(texts) < 1000:
        texts.append("".join(random.choice(letters, int(random.integers(1, 120)))))
    return texts


def library_vectors(texts: list[str]) -> Vectors:
    library = SentenceTransformer(str(find_model(DEFAULT_MODEL).folder), device="cpu", local_files_only=True)
    vectors: Vectors = library.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    return vectors


def assert_same_bytes_in_any_company(encoder: CountingEncoder, texts: list[str]) -> None:
    assert sum(encoder.count_tokens(texts)) > 1024  # so that, twice over, they are many enough to run side by side
    twice = encoder.encode([*texts, *texts])
    together = encoder.encode(texts)
    assert twice.tobytes() == together.tobytes() * 2
    alone = np.vstack([encoder.encode([text]) for text in texts])
    order = np.random.default_rng(3).permutation(len(texts))
    permuted = encoder.encode([texts[row] for row in order])
    assert together.tobytes() == alone.tobytes()
    assert permuted.tobytes() == together[order].tobytes()


def test_a_vector_has_the_same_bytes_alone_permuted_and_in_a_batch(encoder: CountingEncoder) -> None:
    assert_same_bytes_in_any_company(encoder, varied_texts())


@pytest.mark.slow
def test_a_text_of_any_length_has_the_same_bytes_in_any_company(encoder: CountingEncoder) -> None:
    random = np.random.default_rng(5)
    lengths = [*range(255), *random.integers(255, size=100)]
    assert_same_bytes_in_any_company(encoder, [" ".join(random.choice(WORDS, length)) for length in lengths])


def test_a_model_of_ones_own_has_the_same_bytes_in_any_company(small_model: Path) -> None:
    assert_same_bytes_in_any_company(load_encoder(str(small_model)), varied_texts())


def test_vectors_equal_those_of_the_library_itself(encoder: CountingEncoder) -> None:
    texts = varied_texts()
    assert isinstance(encoder, OnnxEncoder)
    assert np.abs(encoder.encode(texts) - library_vectors(texts)).max() < 1e-5


@pytest.mark.slow
def test_vectors_of_a_thousand_texts_equal_those_of_the_library_itself(encoder: CountingEncoder, bank: Bank) -> None:
    texts = thousand_texts(bank)
    assert len(set(texts)) > 900
    assert np.abs(encoder.encode(texts) - library_vectors(texts)).max() < 1e-5


def test_vectors_have_unit_length_and_the_stated_dimension(encoder: CountingEncoder) -> None:
    vectors = encoder.encode(varied_texts())
    assert vectors.shape == (len(varied_texts()), encoder.dimension)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_no_texts_give_no_vectors(encoder: CountingEncoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_tokens_are_counted_beyond_the_window_and_without_padding(encoder: CountingEncoder) -> None:
    assert encoder.window == 256
    assert encoder.count_tokens(["", "gradient", "gradient " * 400]) == [2, 3, 402]
    texts = [" ".join(varied_texts()[:size]) for size in range(50)]
    tokenizer = Tokenizer.from_file(str(find_model(DEFAULT_MODEL).folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    assert encoder.count_tokens(texts) == [len(encoding.ids) for encoding in tokenizer.encode_batch(texts)]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30))
def test_a_text_longer_than_the_window_keeps_what_the_window_holds(encoder: CountingEncoder, start: list[str]) -> None:
    text = " ".join(start + ["the"] * 300)
    longer = f"{text} gradient gradient"
    assert encoder.encode([text]).tobytes() == encoder.encode([longer]).tobytes()
