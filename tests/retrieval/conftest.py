"""Passages, an encoder for them, and an empty place for an index."""

from pathlib import Path

import pytest
from word_encoder import WordEncoder

from interviewer.models import Passage


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def passages() -> list[Passage]:
    subjects = ["dropout", "batch norm", "attention", "the vanishing gradient", "weight decay", "a residual connection"]
    verbs = ["regularises", "stabilises", "slows", "explains", "replaces"]
    return [
        Passage(
            text=f"{subject} {verb} training in case {number}.",
            file=f"{subject.split()[-1]}.md",
            line=number + 1,
            heading="Training",
            question_id=f"q-{number}",
        )
        for number, (subject, verb) in enumerate((subject, verb) for subject in subjects for verb in verbs)
    ]


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "index"
