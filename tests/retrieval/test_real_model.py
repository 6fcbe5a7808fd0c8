"""The index over the bundled model: what is near in meaning is found."""

from pathlib import Path

import pytest

from interviewer.models import Passage
from interviewer.retrieval.build import build_index
from interviewer.retrieval.check import check_index
from interviewer.retrieval.index import open_index

TEXTS = [
    "Dropout sets a random share of the activations to zero during training, which regularises the network.",
    "The vanishing gradient problem: gradients become tiny in the early layers of a deep network.",
    "Self-attention compares every token of a sequence with every other token.",
    "Batch normalisation rescales activations by the mean and variance of the mini-batch.",
    "Convolutions share one small kernel over all positions of an image. " * 40,
]


@pytest.mark.slow
def test_the_bundled_model_finds_the_passage_that_answers(directory: Path) -> None:
    from interviewer.inference.loading import load_encoder

    encoder = load_encoder("all-MiniLM-L6-v2")
    passages = [Passage(text=text, file="a.md", line=line) for line, text in enumerate(TEXTS, start=1)]
    report = build_index(directory, passages, "corpus", encoder, encoder)
    index = open_index(directory, "corpus", encoder.digest)
    assert report.passages == len(index.passages) > len(TEXTS)  # the last one is longer than the window
    assert max(encoder.count_tokens([passage.text for passage in index.passages])) <= encoder.window
    queries = ["Why do early layers learn slowly?", "randomly switching off neurons", "relating words to each other"]
    found = [hits[0].passage.text for hits in index.search(encoder.encode(queries), 1)]
    assert found == [TEXTS[1], TEXTS[0], TEXTS[2]]
    assert build_index(directory, passages, "changed", encoder, encoder).embedded == 0
    assert check_index(directory, "changed", encoder).state.state == "fresh"
