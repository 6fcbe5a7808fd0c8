"""Trains the verifier: `python training/train_verifier.py --data DIR --work DIR [--epochs N]`.

`--data` has the public sets, `--work` keeps a checkpoint, from which an interrupted run goes on. Prints what it reaches
on what it never saw. About an hour on two cores.
"""

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor
from verifier_evaluation import Judge, report_figures
from verifier_model import Verifier
from verifier_pairs import NEUTRAL, Pair, training_pairs

from interviewer.inference.claims import Claim, ClaimReader, Verdict
from interviewer.inference.model_files import find_model
from interviewer.settings import DEFAULT_MODEL

SEED = 1
TOKENS_PER_BATCH = 2400
RATE = 8e-4
WARM_UP = 0.06
DECAY = 0.01
STEPS_BETWEEN_SAVES = 100


def claim_reader() -> ClaimReader:
    return ClaimReader(Tokenizer.from_file(str(find_model(DEFAULT_MODEL).folder / "tokenizer.json")))


def encode(pairs: list[Pair], reader: ClaimReader) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, roles and mask, padded to the longest."""
    read = reader.read([Claim(pair.question, pair.reference, pair.answer) for pair in pairs])
    shape = (len(pairs), max(len(tokens.ids) for tokens in read))
    ids, roles, mask = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
    for row, tokens in enumerate(read):
        size = len(tokens.ids)
        ids[row, :size] = torch.from_numpy(tokens.ids.astype("int64"))
        roles[row, :size] = torch.from_numpy(tokens.roles)
        mask[row, :size] = 1
    return ids, roles, mask


def batches(pairs: list[Pair], chance: random.Random) -> Iterator[list[Pair]]:
    """Pairs of like length together, batches in random order."""
    order = sorted(
        pairs, key=lambda pair: len(pair.question) + len(pair.reference) + len(pair.answer) + chance.random() * 60
    )
    made: list[list[Pair]] = [[]]
    longest = 0
    for pair in order:
        size = 4 + (len(pair.question) + len(pair.reference) + len(pair.answer)) // 4
        if made[-1] and max(longest, size) * (len(made[-1]) + 1) > TOKENS_PER_BATCH:
            made.append([])
            longest = 0
        longest = max(longest, size)
        made[-1].append(pair)
    chance.shuffle(made)
    yield from made


def loss_of(logits: Tensor, pairs: list[Pair]) -> Tensor:
    """Cross-entropy; of a pair known only not to be entailed, the likelihood of the other two together."""
    logs = torch.log_softmax(logits, dim=1)
    not_entailed = torch.logsumexp(logs[:, NEUTRAL:], dim=1)
    labels = torch.tensor([pair.label for pair in pairs])
    exact = torch.tensor([pair.graded for pair in pairs])
    weights = torch.tensor([pair.weight for pair in pairs])
    likelihood = torch.where(exact, logs.gather(1, labels[:, None])[:, 0], not_entailed)
    return -(likelihood * weights).sum() / weights.sum()


def train(model: Verifier, data: Path, work: Path, epochs: int, rate: float, share: float) -> None:
    reader = claim_reader()
    learned = model.learned()
    optimizer = torch.optim.AdamW(learned.values(), lr=rate, weight_decay=DECAY)
    plan = [
        batch
        for seed in range(SEED, SEED + epochs)
        for batch in batches(training_pairs(data, seed, share), random.Random(seed))
    ]
    warm = int(WARM_UP * len(plan))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.02, (len(plan) - step) / (len(plan) - warm)))
    )
    checkpoint = work / "verifier.pt"
    first = 0
    if checkpoint.is_file():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["learned"], strict=False)
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        first = state["step"]
    model.train()
    started, done, running = time.perf_counter(), 0, 0.0
    for step in range(first, len(plan)):
        batch = plan[step]
        torch.manual_seed(SEED + step)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(*encode(batch, reader))
        loss = loss_of(logits.float(), batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learned.values(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        done += len(batch)
        running = 0.98 * running + 0.02 * loss.item() if step > first else loss.item()
        if (step + 1) % STEPS_BETWEEN_SAVES == 0 or step + 1 == len(plan):
            state = {
                "learned": model.learned(),
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
                "step": step + 1,
            }
            torch.save(state, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").replace(checkpoint)
            speed = done / (time.perf_counter() - started)
            print(f"step {step + 1} of {len(plan)}, loss {running:.3f}, {speed:.1f} pairs/s", flush=True)
    model.eval()


def judge(model: Verifier) -> Judge:
    """The trained model as a function from pairs to probabilities."""
    reader = claim_reader()

    def probabilities(pairs: list[Pair]) -> npt.NDArray[np.float64]:
        order = sorted(range(len(pairs)), key=lambda row: len(pairs[row].reference) + len(pairs[row].answer))
        made = np.empty((len(pairs), len(Verdict)))
        for start in range(0, len(order), 32):
            rows = order[start : start + 32]
            with torch.inference_mode():
                logits = model(*encode([pairs[row] for row in rows], reader))
            made[rows] = torch.softmax(logits.double(), dim=1).numpy()
        return made

    return probabilities


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="a checkpoint to learn on from, by a first epoch at half the rate")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--share", type=float, default=1.0, help="of the pairs that are not about key concepts")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    model = Verifier()
    if options.start:
        model.load_state_dict(torch.load(options.start, weights_only=True)["learned"], strict=False)
    train(model, options.data, options.work, options.epochs, RATE / 2 if options.start else RATE, options.share)
    report_figures(judge(model), options.data)


if __name__ == "__main__":
    main()
