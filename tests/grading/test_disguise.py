"""Letters of other alphabets and characters without width: what the eye reads is what is graded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import SAMPLES

from interviewer.grading.disguise import plain_text

LOOKALIKES = str.maketrans("aeopcxyi", "аеорсхуі")
GREEK = str.maketrans("oviu", "ονιυ")
STRONG = [sample.answer for sample in SAMPLES if sample.kind == "strong"]


@given(st.sampled_from(STRONG), st.randoms(use_true_random=False), st.sampled_from([LOOKALIKES, GREEK]))
def test_look_alikes_inside_of_words_are_read_as_the_letters_that_they_look_like(
    answer: str, chance: object, table: dict[int, int]
) -> None:
    """Letters with a neighbour on either side; at the edge of a word a Greek letter is notation."""
    changed = "".join(
        character.translate(table)
        if 0 < at < len(answer) - 1
        and answer[at - 1 : at + 2].isascii()
        and answer[at - 1 : at + 2].isalpha()
        and chance.random() < 0.5  # type: ignore[attr-defined]
        else character
        for at, character in enumerate(answer)
    )
    plain, disguised = plain_text(changed)
    assert plain == plain_text(answer)[0]
    assert disguised == (changed != answer)


@given(st.sampled_from(STRONG), st.data())
def test_characters_without_width_change_nothing(answer: str, data: st.DataObject) -> None:
    places = data.draw(st.sets(st.integers(0, len(answer)), max_size=30))
    marks = st.sampled_from("\u200b\u200c\u200d\u2060\u00ad\ufeff\U000e0041")
    hidden = "".join(data.draw(marks) + character if at in places else character for at, character in enumerate(answer))
    assert plain_text(hidden)[0] == plain_text(answer)[0]


@given(st.text(alphabet=st.characters(max_codepoint=0x7F)))
def test_ascii_is_left_as_it_is(text: str) -> None:
    assert plain_text(text) == (text, False)


@given(st.text(max_size=80))
def test_what_was_read_once_is_plain(text: str) -> None:
    plain, _ = plain_text(text)
    assert plain_text(plain)[0] == plain


@pytest.mark.parametrize(
    "honest",
    [
        "Δw = −η ∂L/∂w, with a step of 5 μs and λmax below one.",
        "y = wᵢxᵢ + b, and x² grows with ‖x‖₂.",
        "Naïve Bayes, the Gâteaux derivative and El Niño.",
        "Дропаут отключает нейроны во время обучения сети.",
        "Die Größe fällt; l'entraînement s'arrête.",
        "Η εκπαίδευση του δικτύου σταματά νωρίς.",
        "An emoji family 👨\u200d👩\u200d👧 counts as one.".replace("\u200d", ""),
    ],
)
def test_notation_accents_and_other_languages_are_no_disguise(honest: str) -> None:
    assert plain_text(honest) == (honest, False)


def test_a_soft_hyphen_is_a_hyphenation_and_no_disguise() -> None:
    assert plain_text("regu\u00adlarisa\u00adtion") == ("regularisation", False)


@pytest.mark.parametrize(
    ("dressed", "plain"),
    [("ｄｒｏｐｏｕｔ", "dropout"), ("𝐝𝐫𝐨𝐩𝐨𝐮𝐭", "dropout"), ("eﬃcient ﬁlters", "efficient filters")],
)
def test_letters_in_another_dress_are_read_as_letters(dressed: str, plain: str) -> None:
    assert plain_text(dressed) == (plain, False)


def test_a_word_wholly_of_look_alikes_is_read_beside_disguised_ones_and_left_among_its_own() -> None:
    assert plain_text("rеgularisation сосо") == ("regularisation coco", True)
    assert plain_text("сосо и другие слова") == ("сосо и другие слова", False)
