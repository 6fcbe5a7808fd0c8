"""Key concepts for questions that have none written: telling phrases of the reference that are new."""

import itertools
from collections.abc import Sequence

from interviewer.grading.reading import ReferenceSentence
from interviewer.grading.words import Word, rarity, stem, words
from interviewer.models import Concept, Importance

MOST_CONCEPTS = 12
_LONGEST_PHRASE = 2
_SEVERAL = 2


def extract_concepts(
    question: str,
    reference: Sequence[ReferenceSentence],
    others: Sequence[Sequence[ReferenceSentence]] = (),
) -> tuple[Concept, ...]:
    """At most twelve concepts, in the order of the text, marked as extracted.

    Candidates are runs of up to two content words between function words and punctuation (RAKE: Rose et al. 2010),
    weighted by the rarity of their words; words of the question tell nothing here. What at least half of the `others`,
    further references to the question, say too is essential, what none of several says a bonus.
    """
    said = {stem(word.folded) for word in words(question)}
    weights: dict[str, float] = {}
    shown: dict[str, str] = {}
    for sentence in reference:
        for run in _runs(sentence.text, said):
            key = " ".join(stem(word.folded) for word in run)
            shown.setdefault(key, sentence.text[run[0].start : run[-1].end])
            weights[key] = max(weights.get(key, 0.0), sum(rarity(word.folded) ** 2 for word in run))
    chosen: list[str] = []
    for key in sorted(weights, key=lambda key: -weights[key]):
        # "vanishing gradient" and "gradient" are one concept: the longer phrase stands for both.
        if len(chosen) < MOST_CONCEPTS and not any(set(key.split()) <= set(other.split()) for other in chosen):
            chosen.append(key)
    known = [frozenset(stem(word.folded) for sentence in other for word in words(sentence.text)) for other in others]
    return tuple(
        Concept(name=shown[key], importance=_importance(key, known), extracted=True) for key in weights if key in chosen
    )


def _importance(key: str, others: Sequence[frozenset[str]]) -> Importance:
    agreeing = sum(other.issuperset(key.split()) for other in others)
    if others and agreeing >= len(others) / 2:
        return "essential"
    return "bonus" if len(others) >= _SEVERAL and not agreeing else "important"


def _runs(text: str, said: set[str]) -> list[list[Word]]:
    """Stretches of new content words; long ones are cut from the end, where English has the noun."""
    stretches: list[list[Word]] = [[]]
    previous: Word | None = None
    for word in words(text):
        apart = previous is not None and text[previous.end : word.start].strip(" -") != ""
        if not word.is_content or stem(word.folded) in said:
            stretches.append([])
        else:
            if apart:
                stretches.append([])
            stretches[-1].append(word)
        previous = word
    runs: list[list[Word]] = []
    for stretch in stretches:
        first = len(stretch) % _LONGEST_PHRASE
        cuts = [0, *range(first, len(stretch), _LONGEST_PHRASE), len(stretch)]
        runs += [stretch[begin:end] for begin, end in itertools.pairwise(cuts) if begin < end]
    return runs
