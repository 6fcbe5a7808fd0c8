"""The pairs that the verifier learns from and is judged by, as (question, reference, answer, what it should say).

Sources: `training/data/pairs_*.jsonl`, written for this project, and `concepts.jsonl`, answers to the bank's questions
labelled concept by concept; graded answers of public sets (folder given by the
caller, see NOTICE); single-word replacements of Breaking NLI (Glockner et al. 2018); and pairs generated from these. A
fifth of the written items, whole questions, and the official test splits are held out.
"""

import json
import random
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from interviewer.inference.claims import concept_claim

DATA = Path(__file__).resolve().parent / "data"
ENTAILED, NEUTRAL, CONTRADICTED = 0, 1, 2
HELD_OUT_FIFTH = 5
QUESTION_DROPPED = 0.3


@dataclass(frozen=True, slots=True)
class Pair:
    question: str
    reference: str
    answer: str
    label: int
    source: str
    weight: float = 1.0
    graded: bool = True
    """Whether `label` is exact; else the label NEUTRAL only says that it is not ENTAILED."""


@dataclass(frozen=True, slots=True)
class Item:
    """A reference with right, wrong and other answers, written for this project."""

    id: str
    question: str
    reference: str
    entailed: tuple[str, ...]
    contradicted: tuple[str, ...]
    neutral: tuple[str, ...]

    @property
    def held_out(self) -> bool:
        return zlib.crc32(self.question.encode()) % HELD_OUT_FIFTH == 0


def written_items() -> list[Item]:
    items = []
    for file in sorted(DATA.glob("pairs_*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            items.append(
                Item(
                    row["id"],
                    row["question"],
                    row["reference"],
                    tuple(row["entailed"]),
                    tuple(wrong["text"] for wrong in row["contradicted"]),
                    tuple(row["neutral"]),
                )
            )
    return items


def pairs_of(item: Item) -> list[Pair]:
    """The item as it was written."""
    labelled = ((item.entailed, ENTAILED), (item.neutral, NEUTRAL), (item.contradicted, CONTRADICTED))
    return [Pair(item.question, item.reference, text, label, "written") for texts, label in labelled for text in texts]


def varied_pairs(item: Item, others: list[Item], chance: random.Random) -> Iterator[Pair]:
    """Pairs made from an item: another right answer as the reference, sentences joined, verdicts about the answer."""
    right, wrong, aside = item.entailed, item.contradicted, item.neutral
    first = chance.choice(right)
    question, reference = item.question, item.reference
    for _ in range(3):
        yield Pair(question, *chance.sample(right, 2), ENTAILED, "varied", 0.7)
        yield Pair(question, chance.choice(right), chance.choice(wrong), CONTRADICTED, "varied", 0.7)
    yield Pair(question, first, reference, ENTAILED, "varied", 0.7)
    yield Pair(question, reference, reference, ENTAILED, "varied")
    yield Pair(question, first, first, ENTAILED, "varied")
    yield Pair(question, first, chance.choice(aside), NEUTRAL, "varied", 0.5)
    stray = chance.choice(others)
    yield Pair(question, reference, chance.choice((*stray.entailed, stray.reference)), NEUTRAL, "varied", 0.7)
    for texts, label in ((right, ENTAILED), (aside, NEUTRAL), (wrong, CONTRADICTED)):
        yield Pair(question, reference, surrounded(chance.choice(texts), others, chance), label, "varied", 0.7)
    joined = [chance.choice(right), chance.choice(aside)]
    chance.shuffle(joined)
    yield Pair(question, reference, join(*joined), ENTAILED, "varied", 0.7)
    joined = [chance.choice(wrong), chance.choice(aside)]
    chance.shuffle(joined)
    yield Pair(question, reference, join(*joined), CONTRADICTED, "varied", 0.7)
    yield Pair(question, reference, join(chance.choice(right), chance.choice(wrong)), CONTRADICTED, "varied", 0.5)
    yield Pair(question, reference, denied(chance.choice((*right, reference)), chance), CONTRADICTED, "varied", 0.7)
    yield Pair(question, reference, question, NEUTRAL, "varied", 0.5)
    yield Pair(question, reference, salad(reference, chance), NEUTRAL, "varied", 0.5)
    if negated := negation(chance.choice((reference, *right))):
        yield Pair(question, reference, negated, CONTRADICTED, "varied", 0.7)
    if swapped := swap(reference):
        yield Pair(question, reference, swapped, CONTRADICTED, "varied", 0.7)
    for text in (reference, *right):
        if exchanged := exchange(text):
            yield Pair(question, reference, exchanged, CONTRADICTED, "varied", 0.7)


def join(*texts: str) -> str:
    return " ".join(text if text.rstrip()[-1:] in ".!?" else f"{text}." for text in texts)


def surrounded(text: str, others: list[Item], chance: random.Random) -> str:
    """A statement among others about other things, right and wrong ones, as in a long answer."""
    texts = [text]
    for item in chance.sample(others, chance.randint(1, 3)):
        texts.insert(chance.randint(0, len(texts)), chance.choice((item.reference, *item.entailed, *item.contradicted)))
    return join(*texts)


def denied(text: str, chance: random.Random) -> str:
    """A statement taken back as a whole."""
    lowered = text[:1].lower() + text[1:]
    return chance.choice(
        (
            f"It is not true that {lowered}",
            f"{join(text)} However, this is wrong.",
            f"{join(text)} All of this is wrong.",
            f"None of this is right: {lowered}",
            f"It is a myth that {lowered}",
            f"{join(text)} That is false, it is the other way round.",
            f"People say that {lowered} That is a mistake.",
        )
    )


_AUXILIARY = re.compile(
    r"\b(is|are|was|were|can|will|does|do|has|have|should|must|may|could|would)\b(?! not\b)(?!n't)", re.IGNORECASE
)


def negation(text: str) -> str | None:
    """The first auxiliary negated, or the first negation taken out; None where there is neither."""
    if re.search(r"\b(?:not|never)\b", text):
        return re.sub(r"\s*\b(?:not|never)\b", "", text, count=1)
    found = _AUXILIARY.search(text)
    return None if found is None else f"{text[: found.end()]} not{text[found.end() :]}"


_CONTRAST = re.compile(r"(?:, (?:while|whereas|but)|;) ", re.IGNORECASE)
_SUBJECT = re.compile(
    r"^((?:(?:an?|the|one) )?[\w-]+(?: [\w-]+)?)(?= (?:is|are|has|have|can|does|do|[a-z]{3,}s)\b)", re.IGNORECASE
)


def swap(text: str) -> str | None:
    """The subjects of the two halves of a contrast exchanged; None where there are not two."""
    parts = _CONTRAST.split(text, maxsplit=1)
    if len(parts) != 2:
        return None
    first, second = (_SUBJECT.match(part) for part in parts)
    if first is None or second is None or first[1].lower() == second[1].lower():
        return None
    connective = _CONTRAST.search(text)
    assert connective is not None
    swapped = f"{second[1]}{parts[0][first.end() :]}{connective[0]}{first[1]}{parts[1][second.end() :]}"
    return swapped[0].upper() + swapped[1:]


_PART = r"[^,.;:()]{3,60}?"
_PREFERRED = (
    re.compile(rf"\b(not )({_PART})(,? but )({_PART})(?=[,.;:]|$)"),
    re.compile(r"( )([\w-]+)( rather than )((?:(?:a|the|by|from|to|in|on) )?[\w-]+)(?=[,.;:]|$)"),
)


def exchange(text: str) -> str | None:
    """What is denied and what is said in its place exchanged ("not A but B", "A rather than B"); None without such."""
    for pattern in _PREFERRED:
        if found := pattern.search(text):
            lead, one, between, other = found.groups()
            return f"{text[: found.start()]}{lead}{other}{between}{one}{text[found.end() :]}"
    return None


def salad(text: str, chance: random.Random) -> str:
    words = text.split()
    chance.shuffle(words)
    return " ".join(words)


_LABELS = {
    "correct": (ENTAILED, True),
    "contradictory": (CONTRADICTED, True),
    "irrelevant": (NEUTRAL, True),
    "non_domain": (NEUTRAL, True),
    "partially_correct_incomplete": (NEUTRAL, True),
    "incorrect": (NEUTRAL, False),
    "entailment": (ENTAILED, True),
    "contradiction": (CONTRADICTED, True),
    "neutral": (NEUTRAL, True),
    "Correct": (ENTAILED, True),
    "Partially correct": (NEUTRAL, False),
    "Incorrect": (NEUTRAL, False),
}


def kept_for_calibration(question: str) -> bool:
    """Whether the answers of a graded set to this question are not trained on, so that the grader is fitted to them."""
    return zlib.crc32(question.encode()) % 6 == 0


def graded_pairs(folder: Path, name: str, split: str, most_words: int = 120) -> list[Pair]:
    """Answers of a public set, each beside the reference that shares the most words with it."""
    pairs = []
    for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["exclude"] or row["is_reference"] or not row["split"].startswith(split) or not row["answer"].strip():
            continue
        label, exact = _LABELS[row["label"]]
        said = set(row["answer"].lower().split())
        reference = max(row["references"], key=lambda text: len(said & set(text.lower().split())))
        if len(reference.split()) + len(row["answer"].split()) <= most_words:
            pairs.append(Pair(row["question"], reference, row["answer"], label, name, 1.0, exact))
    return pairs


_CONCEPT_LABELS = {
    "F": ((ENTAILED, 1.0),),
    "P": ((ENTAILED, 0.5), (NEUTRAL, 0.5)),
    "M": ((NEUTRAL, 1.0),),
    "W": ((CONTRADICTED, 1.0),),
}
"""Stated rightly, partly, not at all, or wrongly."""
_CONCEPT_WEIGHT = 2.0


def concept_pairs(file: Path = DATA / "concepts.jsonl") -> list[Pair]:
    """Key concepts beside whole answers."""
    pairs = []
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for labelled in row["answers"]:
            for concept, letter in zip(row["concepts"], labelled["labels"], strict=True):
                reference = concept_claim(concept["name"], concept["stated_by"])
                pairs += [
                    Pair(row["question"], reference, labelled["answer"], label, "concepts", weight * _CONCEPT_WEIGHT)
                    for label, weight in _CONCEPT_LABELS[letter]
                ]
    return pairs


def recited_pairs(chance: random.Random, file: Path = DATA / "concepts.jsonl") -> Iterator[Pair]:
    """Key concepts beside sentences of the reference, their own among them or not, and answers to other questions."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        known = list(dict.fromkeys(concept["stated_by"] for concept in row["concepts"]))
        for concept in row["concepts"]:
            reference = concept_claim(concept["name"], concept["stated_by"])
            others = chance.sample([text for text in known if text != concept["stated_by"]], chance.randint(1, 3))
            recited = [*others, concept["stated_by"]]
            chance.shuffle(recited)
            yield Pair(row["question"], reference, " ".join(recited), ENTAILED, "recited")
            yield Pair(row["question"], reference, " ".join(others), NEUTRAL, "recited", 0.7)
            stray = chance.choice([other for other in rows if other is not row])
            answer = chance.choice(stray["answers"])["answer"]
            yield Pair(row["question"], reference, answer, NEUTRAL, "recited", 1.5)


def training_pairs(folder: Path, seed: int, share: float = 1.0) -> list[Pair]:
    """One epoch: all that is written, a fresh variation of it, and the public sets; `share` of what is not concepts."""
    chance = random.Random(seed)
    items = [item for item in written_items() if not item.held_out]
    pairs = [pair for item in items for pair in pairs_of(item)]
    varied = [pair for item in items for pair in varied_pairs(item, items, chance)]
    pairs += chance.sample(varied, len(varied) * 3 // 5)
    for name in ("beetle", "scientsbank"):
        graded = [pair for pair in graded_pairs(folder, name, "train") if not kept_for_calibration(pair.question)]
        pairs += graded
        pairs += [stray_pair(graded, chance) for _ in range(len(graded) // 10)]
    replaced = graded_pairs(folder, "breaking_nli", "")
    for label in (ENTAILED, CONTRADICTED):  # as many of either: there are seven times as many contradictions
        pairs += chance.sample([pair for pair in replaced if pair.label == label], 900)
    pairs = chance.sample(pairs, round(len(pairs) * share)) + concept_pairs() + list(recited_pairs(chance))
    chance.shuffle(pairs)
    # Without its question now and then, so that a pair is read and not the question recognised.
    return [replace(pair, question="") if chance.random() < QUESTION_DROPPED else pair for pair in pairs]


def stray_pair(pairs: list[Pair], chance: random.Random) -> Pair:
    """A reference beside an answer to another question."""
    asked, other = chance.sample(pairs, 2)
    while other.question == asked.question:
        other = chance.choice(pairs)
    return replace(asked, answer=other.answer, label=NEUTRAL, graded=True, weight=0.7)
