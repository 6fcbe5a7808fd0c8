"""Key concepts for questions that have none written: telling phrases of the reference that are new."""

from collections import Counter
from collections.abc import Sequence

from interviewer.grading.noun_phrases import noun_phrases
from interviewer.grading.reading import ReferenceSentence
from interviewer.grading.words import Word, rarity, stem, words
from interviewer.models import Concept, Importance

MOST_CONCEPTS, _LEAST_CONCEPTS = 10, 3
_WORDS_FOR_ONE = 7
"""As many words of a reference there are for each concept."""
_SEVERAL = 2
_LABEL, _REPEATED = 1.0, 0.3
_MOST_REPEATS = 3
_COMMON = 0.72
"""A single word at most as rare as this is no concept by itself, nor is a phrase about nothing but one of `_EMPTY`."""
_EMPTY = frozenset(
    stem(word)
    for word in """
    ability advantage amount application approach area aspect basis benefit case cause challenge characteristic
    comparison concept conclusion condition decision definition detail difference example explanation factor fact
    feature field form function goal idea importance improvement industry issue item key kind level limitation lot
    manner mean method name need note number objective one option order overview part people person place point
    possibility prevention problem process purpose range reason result role scenario sense set situation solution step
    strategy study success summary task technique technology term thing time tip type understanding use user value
    variety version way word work world
    """.split()
)


def extract_concepts(
    question: str,
    reference: Sequence[ReferenceSentence],
    others: Sequence[Sequence[ReferenceSentence]] = (),
) -> tuple[Concept, ...]:
    """At most ten concepts, in the order of the text, marked as extracted.

    Candidates are noun phrases (as for keyphrases: Hulth 2003), weighted by the rarity of their words, by how often the
    reference comes back to them and by whether they head a line ("Padding: ..."); words of the question tell nothing
    here. What at least half of the `others`, further references to the question, say too is essential, what none of
    several says a bonus.
    """
    said = {stem(word.folded) for word in words(question)}
    weights: dict[str, float] = {}
    shown: dict[str, str] = {}
    repeats: Counter[str] = Counter()
    for sentence in reference:
        for phrase in noun_phrases(sentence.text):
            key = " ".join(stem(word.folded) for word in phrase)
            new = [word for word in phrase if stem(word.folded) not in said]
            if not _tells(phrase, new):
                continue
            repeats[key] += 1
            shown.setdefault(key, sentence.text[phrase[0].start : phrase[-1].end])
            weight = sum(rarity(word.folded) ** 2 for word in new) + _LABEL * _is_label(phrase, sentence.text)
            weights[key] = max(weights.get(key, 0.0), weight)
    for key in weights:
        weights[key] += _REPEATED * min(_MOST_REPEATS, repeats[key] - 1)
    chosen: list[str] = []
    for key in sorted(weights, key=lambda key: -weights[key]):
        # "vanishing gradient" and "gradient" are one concept: the heavier phrase stands for both.
        if len(chosen) < _most(reference) and not any(_same(key, other) for other in chosen):
            chosen.append(key)
    known = [frozenset(stem(word.folded) for sentence in other for word in words(sentence.text)) for other in others]
    return tuple(
        Concept(name=shown[key], importance=_importance(key, known), extracted=True) for key in weights if key in chosen
    )


def _most(reference: Sequence[ReferenceSentence]) -> int:
    length = sum(len(words(sentence.text)) for sentence in reference)
    return max(_LEAST_CONCEPTS, min(MOST_CONCEPTS, round(length / _WORDS_FOR_ONE)))


def _tells(phrase: Sequence[Word], new: Sequence[Word]) -> bool:
    """Whether a phrase says something that the question does not, and not only that there is something."""
    if not new:
        return False
    if stem(phrase[-1].folded) in _EMPTY and all(rarity(word.folded) < _RARE or word is phrase[-1] for word in new):
        return False
    return len(phrase) > 1 or rarity(new[0].folded) > _COMMON


_RARE = 0.85


def _is_label(phrase: Sequence[Word], text: str) -> bool:
    """Whether the phrase heads its line: "Padding: shorter sequences are filled up"."""
    return not text[: phrase[0].start].strip(" -*\"'“”([") and text[phrase[-1].end :].lstrip(" *\"'”)]")[:1] == ":"


def _same(key: str, other: str) -> bool:
    one, two = set(key.split()), set(other.split())
    return one <= two or two <= one


def _importance(key: str, others: Sequence[frozenset[str]]) -> Importance:
    agreeing = sum(other.issuperset(key.split()) for other in others)
    if others and agreeing >= len(others) / 2:
        return "essential"
    return "bonus" if len(others) >= _SEVERAL and not agreeing else "important"
