"""Texts that word order is learned from, and fakes made of them: the same words without the order that says something.

Texts: answers and references of SciEntsBank, Beetle and SAF, official training splits only; captions of Breaking NLI;
this project's corpus and the written items that the verifier learns from too (see NOTICE).
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path

from verifier_pairs import written_items

from interviewer.corpus.bank import Bank
from interviewer.grading.words import FUNCTION_WORDS, words
from interviewer.text import sentences

ROOT = Path(__file__).resolve().parent.parent
SETS = ("beetle", "scientsbank", "saf_en")
HONEST = {"strong", "partial"}

SEPARATORS = (", ", "; ", " ", ". ", "\n- ", " / ", " | ")
JOINTS = (
    (" and ",), (" or ",), (", then ",), (" plus ",), (" is ", ", and "), (" is a ", " and "), (" are ", " and the "),
    (" because ", " and ", " so "), (" and ", " is ", " with ", " of the ", " or ", " in ", " for ", " to ", " the "),
)  # fmt: skip
INSIDE = {"of", "and", "for", "with", "without", "no", "per", "between"}
PREFIXES = ("", "", "", "", "it is about ", "keywords: ", "the ", "key concepts: ", "this is ")
FAKES = ("typed", "bare", "bare", "by sentence", "in pairs", "content", "list", "list", "strung", "strung")


def training_texts(data: Path) -> list[str]:
    found = dict.fromkeys(text for name in SETS for text in _graded(data / f"{name}.jsonl"))
    found |= dict.fromkeys(row["references"][0] for row in _rows(data / "breaking_nli.jsonl"))
    for question in Bank.load(ROOT / "corpus").questions:
        found |= dict.fromkeys(passage.text for passage in question.passages)
    for item in written_items():
        if not item.held_out:
            found |= dict.fromkeys((item.reference, *item.entailed, *item.contradicted, *item.neutral))
    return list(found)


def held_out_texts(data: Path) -> Iterator[tuple[str, list[str]]]:
    """By source: full-mark answers to unseen questions, right answers of held-out items, honest sample answers."""
    for name in SETS:
        rows = (row for row in _rows(data / f"{name}.jsonl") if row["split"] in {"test-UQ", "test-UD"})
        yield name, list(dict.fromkeys(row["answer"] for row in rows if row["score"] == 1.0 and not row["exclude"]))
    yield "written", [text for item in written_items() if item.held_out for text in item.entailed]
    samples = (row for file in (ROOT / "tests" / "data").glob("sample_answers_*.jsonl") for row in _rows(file))
    yield "own samples", sorted(row["answer"] for row in samples if row["kind"] in HONEST)


def _graded(file: Path) -> Iterator[str]:
    for row in _rows(file):
        blank = row["answer"].lower().startswith("no submission") or len(row["answer"].split()) < 2
        if row["split"] == "train" and not (row["exclude"] or row["is_reference"] or row["score"] is None or blank):
            yield from (row["answer"], *row["references"])


def _rows(file: Path) -> Iterator[dict[str, object]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def stretches(text: str, chance: random.Random) -> Iterator[str]:
    """A short text whole, a long one in runs of one to a few sentences."""
    if len(text.split()) <= 30:
        yield text
        return
    run: list[str] = []
    for span in sentences(text):
        run.append(span.of(text))
        if chance.random() < 0.6 or len(" ".join(run).split()) > 25:
            yield " ".join(run)
            run = []
    if run:
        yield " ".join(run)


def fake(text: str, kind: str, chance: random.Random) -> str:
    """Without enough words for its kind, those of the text in any order."""
    said = [word.folded for word in words(text)]
    telling = [word for word in said if word not in FUNCTION_WORDS]
    made = ""
    match kind:
        case "typed":
            made = " ".join(_in_any_order(text.split(), chance))
        case "by sentence":
            parts = ([word.folded for word in words(span.of(text))] for span in sentences(text))
            made = " ".join(" ".join(_in_any_order(part, chance)) + "." for part in parts)
        case "in pairs":
            split = text.split()
            made = " ".join(_in_any_order([" ".join(split[at : at + 2]) for at in range(0, len(split), 2)], chance))
        case "content" if len(telling) > 2:
            made = " ".join(_in_any_order(telling, chance))
        case "list" | "strung" if len(terms := _key_terms(text, list(dict.fromkeys(telling)), chance)) > 2:
            joints = [chance.choice(SEPARATORS)] if kind == "list" else chance.choice(JOINTS)
            made = chance.choice(PREFIXES) + _joined(terms, joints, chance)
    return made or " ".join(_in_any_order(said, chance))


def _joined(terms: list[str], joints: tuple[str, ...] | list[str], chance: random.Random) -> str:
    """Joints in turn; of many any."""
    between = (
        joints[place % len(joints)] if len(joints) < 4 else chance.choice(joints) for place in range(len(terms) - 1)
    )
    return terms[0] + "".join(joint + term for joint, term in zip(between, terms[1:], strict=True))


def _key_terms(text: str, telling: list[str], chance: random.Random) -> list[str]:
    """Content words or runs of them (RAKE: Rose et al. 2010), in the order of the text or in any."""
    if chance.random() < 0.5:
        telling = list(dict.fromkeys(_runs(text, chance)))
    if chance.random() < 0.5:
        telling = _in_any_order(telling, chance)
    return telling[: chance.choice([4, 8, 12, 20])]


def _runs(text: str, chance: random.Random) -> Iterator[str]:
    """Stretches of content words of up to four, some with what joins them to the next."""
    run: list[str] = []
    before = 0
    for word in words(text):
        apart = bool(text[before : word.start].strip(" -"))
        joined = run and word.folded in INSIDE and chance.random() < 0.5
        if run and (apart or len(run) > 3 or not (word.is_content or joined)):
            yield " ".join(run[:-1] if run[-1] in INSIDE and len(run) > 1 else run)
            run = []
        if word.is_content or (run and joined):
            run.append(word.folded)
        before = word.end
    if run:
        yield " ".join(run)


def _in_any_order(items: list[str], chance: random.Random) -> list[str]:
    return chance.sample(items, len(items))
