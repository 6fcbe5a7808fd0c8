"""Checks an index: its files by digest, a sample of its vectors by encoding their passages again, and its recall."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from interviewer.errors import CorruptError
from interviewer.inference.encoder import Encoder
from interviewer.retrieval.index import IndexState, PassageIndex, index_state, open_index
from interviewer.retrieval.manifest import CompressedRecord
from interviewer.retrieval.recall import Sample

SAMPLE = 20
TOLERANCE = 1e-5
"""Largest difference in one coordinate: rounding differs between processors by less."""

RECALL_TOLERANCE = 0.01
"""How far recall may lie below what it was when the index was built: processors round differently."""


@dataclass(frozen=True, slots=True)
class SampleCheck:
    compared: int
    largest_difference: float
    differing: tuple[str, ...]
    """Citations of the passages whose vectors are not the encoder's."""


@dataclass(frozen=True, slots=True)
class RecallCheck:
    """The share of the five nearest passages that approximate search finds."""

    built: float
    measured: float


@dataclass(frozen=True, slots=True)
class IndexCheck:
    state: IndexState
    sample: SampleCheck | None
    """None when the index could not be opened."""
    recall: RecallCheck | None = None
    """None when search is exact, or the index could not be opened."""


def check_index(directory: Path, corpus_digest: str, encoder: Encoder) -> IndexCheck:
    """Digests, shape, a sample of the vectors, recall; nothing is raised about the index, the state says it."""
    state = index_state(directory, corpus_digest, encoder.digest)
    if state.state != "fresh":
        return IndexCheck(state, None)
    try:
        index = open_index(directory, corpus_digest, encoder.digest)
    except CorruptError as error:
        return IndexCheck(IndexState("corrupt", error.message), None)
    sample = compare_sample(index, encoder)
    recall = measure_recall(index)
    if sample.differing:
        reason = f"The vector of {sample.differing[0]} is not the one that the model gives."
        state = IndexState("corrupt", reason)
    elif recall and recall.measured < recall.built - RECALL_TOLERANCE:
        reason = f"Search finds {recall.measured:.1%} of the nearest passages, {recall.built:.1%} when it was built."
        state = IndexState("corrupt", reason)
    return IndexCheck(state, sample, recall)


def measure_recall(index: PassageIndex) -> RecallCheck | None:
    """The recall of an index that is not searched exactly, measured as it was when it was built."""
    record = index.structure.record
    if not isinstance(record, CompressedRecord):
        return None
    return RecallCheck(record.recall, Sample.of(index.structure.vectors).recall(index.structure))


def compare_sample(index: PassageIndex, encoder: Encoder, count: int = SAMPLE) -> SampleCheck:
    """Encode `count` evenly spaced passages again and compare them with what is stored."""
    total = len(index.passages)
    rows = sorted({int(row) for row in np.linspace(0, total - 1, min(count, total)).round()})
    if not rows:
        return SampleCheck(0, 0.0, ())
    stored = index.vectors_for([index.keys[row] for row in rows])
    encoded = encoder.encode([index.passages[row].text for row in rows])
    differences = np.abs(stored - encoded).max(axis=1)
    differing = tuple(
        index.passages[row].citation for row, gap in zip(rows, differences, strict=True) if not gap <= TOLERANCE
    )
    return SampleCheck(len(rows), float(differences.max()), differing)
