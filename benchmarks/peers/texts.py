"""Passages and queries cut from the corpus, the same on every machine."""

import random
from collections.abc import Iterator

from interviewer.corpus.bank import Bank
from interviewer.settings import default_corpus

LEAST, MOST = 180, 800
"""Characters of a passage."""
QUERY_WORDS = 80
_SEED = 20


def make_passages(count: int) -> list[str]:
    """Different texts of 180 to 800 characters, each cut from the corpus's passages in an order of its own."""
    chance = random.Random(_SEED)
    words = _words(chance)
    texts: dict[str, None] = {}
    while len(texts) < count:
        wanted = chance.randint(LEAST, MOST)
        text = next(words)
        while len(text) < wanted:
            longer = f"{text} {next(words)}"
            if len(longer) > MOST:
                break
            text = longer
        if len(text) >= LEAST:
            texts[text] = None
    return list(texts)


def make_queries(count: int) -> list[str]:
    """Texts of 80 words, as long as a good answer."""
    words = _words(random.Random(_SEED + 1))
    return [" ".join(next(words) for _ in range(QUERY_WORDS)) for _ in range(count)]


def _words(chance: random.Random) -> Iterator[str]:
    """The words of the corpus without end, its passages shuffled again for every round."""
    passages = [passage.text for passage in Bank.load(default_corpus()).passages()]
    while True:
        chance.shuffle(passages)
        for text in passages:
            yield from text.split()
