"""Whether the words of a short phrase stand together in a text."""

from collections.abc import Sequence
from functools import lru_cache

from interviewer.grading.words import Word, rarity, same_stem, stem, words
from interviewer.text import Span

# Words that may stand between those of the phrase.
_SLACK = 4
_LEAST_SQUEEZED = 7


class WordIndex:
    """The words of a text in order, looked up by stem: many phrases are sought in the same few sentences."""

    def __init__(self, text: Sequence[Word]) -> None:
        self.words = tuple(text)
        self.squeezed = "".join(word.folded for word in self.words)
        """All of them, without what stands between them."""
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            self._places.setdefault(stem(word.folded), []).append(place)
        self._found: dict[str, list[int]] = {}

    def places(self, word: str) -> list[int]:
        """Positions of the words that are forms of a folded word (as in `words.same_word`), in order."""
        wanted = stem(word)
        if wanted not in self._found:
            alike = [places for other, places in self._places.items() if same_stem(wanted, other)]
            self._found[wanted] = sorted(place for places in alike for place in places)
        return self._found[wanted]


@lru_cache(maxsize=4096)
def word_index(text: str) -> WordIndex:
    """The words of a text that is sought in more than once."""
    return WordIndex(words(text))


@lru_cache(maxsize=16384)
def _phrase(phrase: str) -> tuple[tuple[tuple[str, float], ...], int, str]:
    """Content words with their share of the phrase, its length in words, and itself without spaces."""
    every = words(phrase)
    telling = [word.folded for word in every if word.is_content] or [word.folded for word in every]
    weights = [rarity(word) ** 2 for word in telling]
    total = sum(weights) or 1.0
    # Half by rarity, half each alike: one rare word of four does not make the phrase.
    shares = tuple(
        (word, (weight / total + 1 / len(telling)) / 2) for word, weight in zip(telling, weights, strict=True)
    )
    return shares, len(every), "".join(word.folded for word in every)


def phrase_match(phrase: str, text: WordIndex) -> tuple[float, Span | None]:
    """The share of the phrase, by its content words and their rarity, that stands within one stretch of the text.

    Returns that share, 0 to 1, and the stretch by character offsets (None for 0). Word forms and spelling slips match
    (`words.same_word`), and so do words that are written together or apart ("back propagation").
    """
    shares, length, squeezed = _phrase(phrase)
    if not shares or not text.words:
        return 0.0, None
    places = [text.places(wanted) for wanted, _ in shares]
    best, span = 0.0, None
    for start in sorted({at for found in places for at in found}):
        window = range(start, start + length + _SLACK)
        hits = [next((at for at in found if at in window), None) for found in places]
        share = sum(weight for (_, weight), hit in zip(shares, hits, strict=True) if hit is not None)
        if share > best + 1e-9:
            inside = [hit for hit in hits if hit is not None]
            best, span = min(share, 1.0), Span(text.words[min(inside)].start, text.words[max(inside)].end)
    if best < 1.0 and len(squeezed) >= _LEAST_SQUEEZED and (joined := _squeezed_match(squeezed, text)):
        return 1.0, joined
    return best, span


def _squeezed_match(squeezed: str, text: WordIndex) -> Span | None:
    """Where the phrase stands with its spaces elsewhere, as whole words."""
    if squeezed not in text.squeezed:
        return None
    for first in range(len(text.words)):
        built = ""
        for word in text.words[first:]:
            built += word.folded
            if built == squeezed:
                return Span(text.words[first].start, word.end)
            if not squeezed.startswith(built):
                break
    return None
