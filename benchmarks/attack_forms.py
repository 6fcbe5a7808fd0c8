"""Ways to get a mark without an answer, and ways to disturb an honest answer that should leave its mark alone.

Each form makes one text of a `Case`; chance comes from a generator that the caller seeds.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from attack_texts import ECHOES, FILLERS, INSTRUCTIONS, OFF_TOPIC

from interviewer.grading.words import FUNCTION_WORDS, rarity, same_word, words
from interviewer.models import Question
from interviewer.text import sentences

Base = Literal["none", "honest", "failing"]


@dataclass(frozen=True)
class Case:
    """A question with what an attacker may have: references, a right answer, a failing one, answers to others."""

    question: Question
    references: tuple[str, ...]
    honest: str
    failing: str
    elsewhere: str
    """A right answer to another question."""


Make = Callable[[Case, random.Random], str | None]
"""None where there is too little to make anything of: few words may be right in any order, two terms be an answer."""


@dataclass(frozen=True)
class Form:
    name: str
    base: Base
    """What it is made from, and so what its score is compared with."""
    make: Make
    most_passing: float | None = None
    """The share that may pass; None where it is only measured."""
    most_change: float | None = None
    """How many points the mean score may move from that of the base."""


FEWEST_SHUFFLED, FEWEST_TERMS = 5, 3
_LOOKALIKES = str.maketrans("aeopcxyiABEKMHOPCTX", "аеорсхуіАВЕКМНОРСТХ")
_GREEK = str.maketrans("oviuAEHIKMNOPTX", "ονιυΑΕΗΙΚΜΝΟΡΤΧ")
_AUXILIARY = re.compile(r"\b(is|are|was|were|can|will|does|do|did|has|have|should|must|may|could|would)\b", re.I)


def key_terms(case: Case) -> list[str]:
    """The key concepts where they are written, else the rarest words of the reference that the question has not."""
    if case.question.concepts:
        return [concept.name for concept in case.question.concepts]
    asked = [word.folded for word in words(case.question.text)]
    found = dict.fromkeys(
        word.folded
        for word in words(max(case.references, key=len))
        if word.is_content and not any(same_word(word.folded, other) for other in asked)
    )
    telling = sorted(found, key=lambda word: -rarity(word))[:12]
    return [word for word in found if word in telling]


# --- words without order or statement ---------------------------------------------------------------------------------


def shuffled(text: str, chance: random.Random) -> str | None:
    """Punctuation and capitals go with their words."""
    return _in_any_order(text.split(), chance)


def bare_shuffled(text: str, chance: random.Random) -> str | None:
    """Without punctuation and capitals, so that only the order tells."""
    return _in_any_order([word.folded for word in words(text)], chance)


def sentences_shuffled(text: str, chance: random.Random) -> str | None:
    """The words of every sentence in any order, its capital and full stop where they belong."""
    made = []
    for span in sentences(text):
        said = [word.folded for word in words(span.of(text))]
        chance.shuffle(said)
        made.append(" ".join(said).capitalize() + ".")
    return " ".join(made) if len(words(text)) >= FEWEST_SHUFFLED else None


def content_only(text: str, chance: random.Random) -> str | None:
    return _in_any_order([word.folded for word in words(text) if word.folded not in FUNCTION_WORDS], chance)


def _in_any_order(items: list[str], chance: random.Random) -> str | None:
    chance.shuffle(items)
    return " ".join(items) if len(items) >= FEWEST_SHUFFLED else None


def listed(case: Case, chance: random.Random) -> str | None:
    terms = key_terms(case)
    joint = chance.choice([", ", "\n- ", "; ", " ", ". ", " / "])
    start = chance.choice(["", "", "Keywords: ", "Key points:\n- " if joint == "\n- " else "Terms: "])
    return start + joint.join(terms) if len(terms) >= FEWEST_TERMS else None


def strung(case: Case, chance: random.Random) -> str | None:
    """Terms with small words between them: no list by its punctuation, no statement either."""
    terms = key_terms(case)
    if len(terms) <= FEWEST_TERMS:
        return None
    style = chance.randrange(4)
    if style == 0:
        return " and ".join(terms) + "."
    if style == 1:
        return ", and ".join(f"{one} is {other}" for one, other in zip(terms[::2], terms[1::2], strict=False)) + "."
    if style == 2:
        joints = [chance.choice([" and ", " is ", " with ", " of the ", " or ", " in "]) for _ in terms[1:]]
        return "The " + "".join(map("".join, zip(terms, [*joints, "."], strict=True)))
    return "It is about " + ", then ".join(terms) + " and so on."


# --- around an answer -------------------------------------------------------------------------------------------------


def padded(text: str, chance: random.Random) -> str:
    """As many words of filler as the text has, at least two sentences, before and behind."""
    chosen: list[str] = []
    order = chance.sample(FILLERS, len(FILLERS))
    while order and (len(chosen) < 2 or sum(len(one.split()) for one in chosen) < len(text.split())):
        chosen.append(order.pop())
    half = len(chosen) // 2
    return " ".join([*chosen[:half], _closed(text), *chosen[half:]])


def _closed(text: str) -> str:
    text = text.rstrip()
    return text if text.endswith((".", "!", "?", ":", ";")) else text + "."


def then(text: str, tail: str | None) -> str | None:
    return None if tail is None else f"{_closed(text)} {tail}"


def one_sentence(text: str) -> str:
    """The longest sentence of a text."""
    return max((span.of(text) for span in sentences(text)), key=len)


def many_times(text: str) -> str:
    return " ".join([_closed(text)] * 10)


def in_cyrillic(text: str, chance: random.Random) -> str:
    return "".join(character.translate(_LOOKALIKES) if chance.random() < 0.5 else character for character in text)


def in_greek(text: str, chance: random.Random) -> str:
    return "".join(character.translate(_GREEK) if chance.random() < 0.5 else character for character in text)


def with_zero_width(text: str, chance: random.Random) -> str:
    return "".join(
        character + (chance.choice("\u200b\u200c\u200d\u2060\u00ad") if chance.random() < 0.3 else "")
        for character in text
    )


def with_hidden_terms(case: Case, chance: random.Random) -> str | None:
    """Terms that a reader on a page would not see."""
    terms = key_terms(case)
    if len(terms) < FEWEST_TERMS:
        return None
    return chance.choice(
        [
            then(case.failing, f'<span style="color:white;font-size:1px">{" ".join(terms)}</span>'),
            case.failing + "\n" * 40 + ", ".join(terms),
            then(case.failing, f"<!-- {', '.join(terms)} -->"),
        ]
    )


# --- meaning turned round ---------------------------------------------------------------------------------------------


def negated(text: str) -> str:
    """Every auxiliary turned round; without any the whole denied."""
    denied, changed = re.subn(r"\b(not |n['’]t\b)", "", text)
    if changed == 0:
        denied, changed = _AUXILIARY.subn(r"\1 not", text)
    return denied if changed else f"It is not true that {text}"


def roles_swapped(text: str) -> str:
    """The two most telling words that it has exchanged for each other throughout."""
    telling = sorted({word.folded for word in words(text) if word.is_content}, key=lambda word: (-rarity(word), word))
    if len(telling) < 2:
        return f"It is the other way round: {text}"
    one, other = telling[:2]
    swap = {one: other, other: one}
    return re.sub(r"[^\W_]+", lambda match: swap.get(match[0].casefold(), match[0]), text)


# --- all of them ------------------------------------------------------------------------------------------------------


def _reference(make: Callable[[str, random.Random], str | None]) -> Make:
    return lambda case, chance: make(chance.choice(case.references), chance)


def _honest(make: Callable[[str, random.Random], str | None]) -> Make:
    return lambda case, chance: make(case.honest, chance)


def _failing_then(make: Make) -> Make:
    return lambda case, chance: then(case.failing, make(case, chance))


def _disguised(change: Callable[[str, random.Random], str], make: Make) -> Make:
    return lambda case, chance: None if (text := make(case, chance)) is None else change(text, chance)


def question_copied(case: Case, _: random.Random) -> str:
    return case.question.text


def instruction(_: Case, chance: random.Random) -> str:
    return chance.choice(INSTRUCTIONS)


FORMS: tuple[Form, ...] = (
    Form("question copied", "none", question_copied, 0.05),
    Form("echo dressed up", "none", lambda case, chance: chance.choice(ECHOES).format(case.question.text), 0.05),
    Form("reference shuffled", "none", _reference(shuffled), 0.05),
    Form("reference shuffled, no punctuation", "none", _reference(bare_shuffled), 0.05),
    Form("reference shuffled by sentence", "none", _reference(sentences_shuffled), 0.05),
    Form("right answer shuffled", "none", _honest(shuffled), 0.05),
    Form("right answer shuffled by sentence", "none", _honest(sentences_shuffled), 0.05),
    Form("its content words only", "none", _honest(content_only), 0.05),
    Form("keyword list", "none", listed, 0.05),
    Form("keywords strung together", "none", strung, 0.05),
    Form("instructions to the grader", "none", instruction, 0.05),
    Form("another question's right answer", "none", lambda case, _: case.elsewhere),
    Form("off-topic", "none", lambda _, chance: chance.choice(OFF_TOPIC), 0.05),
    Form("+ keyword list", "failing", _failing_then(listed), 0.05),
    Form("+ keywords strung together", "failing", _failing_then(strung), 0.05),
    Form("+ reference shuffled", "failing", _failing_then(_reference(bare_shuffled)), 0.05),
    Form("+ hidden keywords", "failing", with_hidden_terms, 0.05),
    Form("+ instructions", "failing", _failing_then(instruction), 0.05),
    Form("+ filler", "failing", lambda case, chance: padded(case.failing, chance), 0.05),
    Form("ten times", "failing", lambda case, _: many_times(case.failing), 0.05),
    Form("longest sentence", "honest", lambda case, _: one_sentence(case.honest)),
    Form("longest sentence ten times", "honest", lambda case, _: many_times(one_sentence(case.honest))),
    Form("twice", "honest", lambda case, _: then(case.honest, case.honest), None, 3.0),
    Form("with filler", "honest", _honest(padded), None, 3.0),
    Form("after the question", "honest", lambda case, _: f"{case.question.text} {case.honest}", None, 3.0),
    Form("in Cyrillic letters", "honest", _honest(in_cyrillic), None, 3.0),
    Form("in Greek letters", "honest", _honest(in_greek), None, 3.0),
    Form("with zero-width characters", "honest", _honest(with_zero_width), None, 3.0),
    Form("question copied, Cyrillic letters", "none", _disguised(in_cyrillic, question_copied), 0.05),
    Form("keyword list, zero-width characters", "none", _disguised(with_zero_width, listed), 0.05),
    Form("reference shuffled, Greek letters", "none", _disguised(in_greek, _reference(bare_shuffled)), 0.05),
    Form("negated", "honest", lambda case, _: negated(case.honest)),
    Form("with roles swapped", "honest", lambda case, _: roles_swapped(case.honest)),
    Form("after “it is not true that”", "honest", lambda case, _: f"It is not true that {case.honest}"),
    Form("then “all of this is wrong”", "honest", lambda case, _: then(case.honest, "However, all of this is wrong.")),
)  # fmt: skip
