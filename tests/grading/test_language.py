"""Answers in other languages are told from English ones, whatever the alphabet."""

import pytest
from samples import SAMPLES

from interviewer.grading.language import other_language


@pytest.mark.parametrize(
    ("answer", "language"),
    [
        ("Dropout schaltet zufällig Neuronen aus, damit das Netz nicht von einem einzelnen abhängt.", "German"),
        ("Le dropout met à zéro des neurones au hasard pour éviter le surapprentissage.", "French"),
        ("El dropout apaga neuronas al azar para que la red no dependa de una sola.", "Spanish"),
        ("Il dropout spegne neuroni a caso per evitare che la rete si adatti troppo.", "Italian"),
        ("O dropout desliga neurônios ao acaso para que a rede não dependa de um só.", "Portuguese"),
        ("Dropout zet willekeurig een deel van de neuronen uit, zodat het netwerk niet op een ervan bouwt.", "Dutch"),
        ("Выключает случайные нейроны при обучении", "another alphabet"),
        ("训练时随机关闭神经元", "another alphabet"),
    ],
)  # fmt: skip
def test_an_answer_in_another_language_is_recognised(answer: str, language: str) -> None:
    assert other_language(answer) == language


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "dropout, regularisation, neurons",
        "ReLU, GELU, tanh, sigmoid, softmax, Leaky ReLU, ELU, SELU",
        "Die cast, mit licence, per se, la carte, en route: the des cipher is old.",
        "L1 = sum |w|, L2 = sum w^2; lambda sets how hard; l1 gives zeros",
    ],
)
def test_english_terms_and_formulas_are_not_foreign(answer: str) -> None:
    assert other_language(answer) is None


def test_no_sample_answer_is_taken_for_foreign() -> None:
    assert [sample.answer for sample in SAMPLES if other_language(sample.answer)] == []
