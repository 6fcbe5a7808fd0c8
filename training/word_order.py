"""Fits interviewer/grading/data/word_order.npz: which words stand beside each other in statements.

A log-bilinear model over neighbouring words is trained to tell texts from fakes made of them: the words in any order,
without the function words, key terms as a list or strung together (contrastive estimation: Smith and Eisner 2005).
Words enter by the input vectors of all-MiniLM-L6-v2 (Apache-2.0), are then put into classes by what the model has
learned of them (k-means), and the classes are trained on. Function words are classes of their own. The texts are named
in word_order_texts.py; the figures printed are of texts that were held out.

Run: `python training/word_order.py --data DIR [--write]`; about three minutes on one core.
"""

import argparse
import random
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file
from sklearn.cluster import KMeans
from word_order_texts import FAKES, ROOT, fake, held_out_texts, stretches, training_texts

from interviewer.grading.word_order import FIRST_WORD_ROW, listed_words, rows_of
from interviewer.grading.words import FUNCTION_WORDS, words
from interviewer.inference.model_files import find_model
from interviewer.settings import DEFAULT_MODEL

TARGET = ROOT / "interviewer" / "grading" / "data" / "word_order.npz"
SEED = 1
DIMENSION = 8
WIDTH = 1 + 4 * DIMENSION
CLASSES = 240
DROPPED, UNLISTED = 0.2, 0.15
EPOCHS, EPOCHS_OF_CLASSES = 7, 4
BATCH = 64


class Neighbours(torch.nn.Module):
    """Vectors [rows, WIDTH]; those of listed words are free, or a projection of the encoder's."""

    def __init__(self, rows: int, projected: torch.Tensor | None) -> None:
        super().__init__()
        self.projected = projected
        self.free = torch.nn.Parameter(torch.randn(rows, WIDTH) * 0.2)
        if projected is not None:
            self.projection = torch.nn.Parameter(torch.randn(projected.shape[1], WIDTH) * 0.2)

    def table(self) -> torch.Tensor:
        return self.free if self.projected is None else torch.cat([self.free, self.projected @ self.projection])

    def forward(self, batch: list[list[int]], dropped: float = 0.0) -> torch.Tensor:
        longest = max(map(len, batch))
        rows = torch.tensor([[*row, *[0] * (longest - len(row))] for row in batch])
        there = torch.tensor([[1.0] * len(row) + [0.0] * (longest - len(row)) for row in batch])
        looked_up = torch.nn.functional.dropout(self.table()[rows], dropped, training=dropped > 0)
        alone = looked_up[..., 0] * there
        vectors = looked_up[..., 1:].view(len(batch), longest, 4, DIMENSION)
        beside = (vectors[:, :-1, 0] * vectors[:, 1:, 1]).sum(-1) * there[:, 1:]
        across = (vectors[:, :-2, 2] * vectors[:, 2:, 3]).sum(-1) * there[:, 2:]
        result: torch.Tensor = alone.sum(1) + beside.sum(1) + across.sum(1)
        return result


class Rows:
    """Texts as rows of the table, words by the place in `listed_words` or, once there are classes, by their class."""

    def __init__(self, class_of: list[int]) -> None:
        self.class_of = class_of
        self.listed = listed_words()
        self.place = {word: FIRST_WORD_ROW + place for place, word in enumerate(self.listed)}

    def of(self, text: str, chance: random.Random | None = None) -> list[int]:
        """Some words are taken for unlisted ones where chance is given, so that these are learned too."""
        return [self._row(row, chance) for row in rows_of(text, self.place)]

    def _row(self, row: int, chance: random.Random | None) -> int:
        place = row - FIRST_WORD_ROW
        if place < 0:
            return row
        if place >= len(FUNCTION_WORDS) and chance is not None and chance.random() < UNLISTED:
            return rows_of(self.listed[place], {})[1]
        return self.class_of[place] + FIRST_WORD_ROW


def train(model: Neighbours, rows: Rows, texts: list[str], epochs: int, rate: float, chance: random.Random) -> None:
    optimiser = torch.optim.Adam(model.parameters(), lr=rate, weight_decay=1e-5)
    for epoch in range(epochs):
        chance.shuffle(texts)
        losses = []
        for group in optimiser.param_groups:
            group["lr"] = rate * (1 - epoch / epochs)
        for start in range(0, len(texts), BATCH):
            real = texts[start : start + BATCH]
            fakes = [fake(text, chance.choice(FAKES), chance) for text in real]
            truth = torch.tensor([1.0] * len(real) + [0.0] * len(fakes))
            scores = model([rows.of(text, chance) for text in real + fakes], DROPPED)
            loss = torch.nn.functional.binary_cross_entropy_with_logits(scores, truth)
            optimiser.zero_grad()
            (loss + 1e-3 * model.table().pow(2).mean()).backward()
            optimiser.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1} of {epochs}: loss {np.mean(losses):.4f}", flush=True)


def input_vectors() -> torch.Tensor:
    """The encoder's input vectors of the listed words that are no function words, of length one, centred."""
    folder = find_model(DEFAULT_MODEL).folder
    place = {word: row for row, word in enumerate((folder / "vocab.txt").read_text(encoding="utf-8").splitlines())}
    weights = load_file(folder / "model.safetensors")
    [table] = [weights[name] for name in weights if name.endswith("word_embeddings.weight")]
    vectors = table[[place[word] for word in listed_words()[len(FUNCTION_WORDS) :]]]
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return torch.tensor(vectors - vectors.mean(axis=0))


def report(name: str, texts: list[str], model: Neighbours, rows: Rows) -> None:
    chance = random.Random(SEED)
    chosen = [text for text in chance.sample(texts, min(400, len(texts))) if len(words(text)) >= 4]
    with torch.no_grad():
        real = model([rows.of(text) for text in chosen]).numpy()
        line = [f"{name:12s} under 0: {np.mean(real < 0):.3f}; area under the curve, share found at 1 and 2% of texts:"]
        for kind in dict.fromkeys(FAKES):
            scores = model([rows.of(fake(text, kind, chance)) for text in chosen]).numpy()
            area = np.mean(real[:, None] > scores[None, :])
            found = [np.mean(scores < np.quantile(real, share)) for share in (0.01, 0.02)]
            line.append(f"{kind} {area:.3f} {found[0]:.2f} {found[1]:.2f};")
    print(" ".join(line), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    texts = [part for text in training_texts(options.data) for part in stretches(text, chance) if len(words(part)) >= 4]
    print(f"{len(texts)} stretches, {sum(len(words(text)) for text in texts)} words")

    own, known = len(FUNCTION_WORDS), input_vectors()
    first = Neighbours(FIRST_WORD_ROW + own, known)
    train(first, Rows(list(range(own + len(known)))), texts, EPOCHS, 0.01, chance)
    with torch.no_grad():
        learned = first.table().numpy()
    free = FIRST_WORD_ROW + own
    # Common words shape the classes; the tail of the list is then put where it fits.
    means = KMeans(CLASSES, random_state=SEED, n_init=4).fit(learned[free : free + 10_000])
    classes = means.predict(learned[free:])
    rows = Rows([*range(own), *(own + int(number) for number in classes)])

    second = Neighbours(free + CLASSES, None)
    with torch.no_grad():
        second.free.copy_(torch.tensor(np.concatenate([learned[:free], means.cluster_centers_]).astype(np.float32)))
    train(second, rows, texts, EPOCHS_OF_CLASSES, 0.003, chance)
    vectors = second.free.detach().numpy()
    step = float(np.abs(vectors).max() / 127)
    whole = np.round(vectors / step).astype(np.int8)
    with torch.no_grad():
        second.free.copy_(torch.tensor(whole.astype(np.float32) * step))

    for name, held_out in held_out_texts(options.data):
        report(name, held_out, second, rows)
    if options.write:
        row_of = np.array(rows.class_of, dtype=np.uint16) + np.uint16(FIRST_WORD_ROW)
        np.savez_compressed(TARGET, rows=row_of, vectors=whole, step=np.float32(step))


if __name__ == "__main__":
    main()
