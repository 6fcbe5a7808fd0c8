"""What the verifier reaches on what it never saw: held-out items, triples, twins, official test splits."""

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from verifier_pairs import (
    CONTRADICTED,
    ENTAILED,
    NEUTRAL,
    Pair,
    concept_pairs,
    graded_pairs,
    pairs_of,
    written_items,
)

Judge = Callable[[list[Pair]], npt.NDArray[np.float64]]
"""Probabilities [n, 3] of entailed, neutral, contradicted."""
TRIPLES = Path(__file__).resolve().parent.parent / "tests" / "data" / "polarity_triples.jsonl"
"""None of them is trained on."""
CONCEPTS = TRIPLES.with_name("concepts_held_out.jsonl")
SAMPLE = 400
SEED = 5


def area(right: Sequence[float], wrong: Sequence[float]) -> float:
    """Share of (right, wrong) couples in the right order, ties half: the area under the ROC curve."""
    one, other = np.asarray(right)[:, None], np.asarray(wrong)[None, :]
    return float((one > other).mean() + (one == other).mean() / 2)


def macro_f1(truth: npt.NDArray[np.bool_], said: npt.NDArray[np.bool_]) -> float:
    """Mean of the F1 of both classes."""
    scores = []
    for value in (True, False):
        hits = int(((truth == value) & (said == value)).sum())
        scores.append(2 * hits / max(1, int((truth == value).sum()) + int((said == value).sum())))
    return sum(scores) / 2


def support(probabilities: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return probabilities[:, ENTAILED] - probabilities[:, CONTRADICTED]


def ordered(judge: Judge, rows: list[dict[str, str]]) -> tuple[int, list[str]]:
    """How many paraphrases stand above their twins, and the ids of the others."""
    right = support(judge([Pair(row["question"], row["reference"], row["paraphrase"], ENTAILED, "") for row in rows]))
    wrong = support(judge([Pair(row["question"], row["reference"], row["twin"], CONTRADICTED, "") for row in rows]))
    missed = [row["id"] for row, one, other in zip(rows, right, wrong, strict=True) if one <= other]
    return len(rows) - len(missed), missed


def rows_of(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def report_verdicts(judge: Judge, title: str, pairs: list[Pair]) -> None:
    """How pairs of each kind are judged, and how well right ones are told from the others."""
    said = judge(pairs)
    labels = np.array([pair.label for pair in pairs])
    verdicts = said.argmax(axis=1)
    print(f"{title}, held-out questions ({len(pairs)} pairs): accuracy {(verdicts == labels).mean():.3f}", flush=True)
    for label, name in ((ENTAILED, "entailed"), (NEUTRAL, "neutral"), (CONTRADICTED, "contradicted")):
        shares = [(verdicts[labels == label] == other).mean() for other in range(3)]
        print(f"  {name}: judged {shares[0]:.2f} entailed, {shares[1]:.2f} neutral, {shares[2]:.2f} contradicted")
    score = support(said)
    right = score[labels == ENTAILED]
    for label, name in ((NEUTRAL, "neutral"), (CONTRADICTED, "contradicted")):
        print(f"  area, entailed over {name}: {area(right, score[labels == label]):.3f}")


def report_figures(judge: Judge, data: Path, sample: int | None = SAMPLE) -> None:
    """Prints the figures; `sample` rows of every public split, all without."""
    report_verdicts(judge, "written", [pair for item in written_items() if item.held_out for pair in pairs_of(item)])
    report_verdicts(judge, "concepts", [pair for pair in concept_pairs(CONCEPTS) if pair.weight > 1])
    for name, file in (("triples", TRIPLES), ("twins", data / "twins.jsonl")):
        rows = rows_of(file)
        right, missed = ordered(judge, rows)
        print(f"{name}: {right} of {len(rows)} ordered; not {' '.join(missed)}", flush=True)
    for name, split in (("beetle", "test-UQ"), ("scientsbank", "test-UQ"), ("scientsbank", "test-UD")):
        pairs = graded_pairs(data, name, split)
        if sample:
            pairs = random.Random(SEED).sample(pairs, min(sample, len(pairs)))
        said = judge(pairs)
        correct = np.array([pair.label == ENTAILED for pair in pairs])
        against = np.array([pair.label == CONTRADICTED for pair in pairs])
        score = support(said)
        best = max(macro_f1(correct, score > cut) for cut in (-0.4, -0.2, 0.0, 0.2, 0.4, 0.6))
        print(
            f"{name} {split} ({len(pairs)}): macro-F1 {macro_f1(correct, said.argmax(axis=1) == ENTAILED):.3f} "
            f"(best of six cuts {best:.3f}), "
            f"area correct over contradictory {area(score[correct], score[against]):.3f}",
            flush=True,
        )
