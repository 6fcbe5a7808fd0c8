"""Answers of known quality to every question of the bank, written with it."""

import json
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class Sample:
    question_id: str
    kind: str
    answer: str


def load_samples() -> list[Sample]:
    files = sorted(DATA.glob("sample_answers_*.jsonl"))
    return [Sample(**json.loads(line)) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


SAMPLES = load_samples()
