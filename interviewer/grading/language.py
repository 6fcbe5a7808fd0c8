"""Whether an answer is written in a language that the grader does not read."""

from interviewer.grading.words import FUNCTION_WORDS, words
from interviewer.text import fold

# The commonest little words of languages that candidates write in; what English has too is left out.
_LITTLE_WORDS = {
    language: frozenset(fold(listed).split())
    for language, listed in {
        "Dutch": "de het een van en niet met voor zijn dat wordt worden ook maar naar door deze aan uit bij te",
        "French": "le la les des et est dans que une pour pas sur avec sont du au aux ce cette qui par plus ou elle",
        "German": "der das und ist nicht ein eine einen mit von zu den dem wird werden auf für sich auch bei wenn als",
        "Italian": "il che di per una sono con non della delle degli gli è nel dal più anche questo quando come si",
        "Portuguese": "os uma que para com não é são do da dos das em mais quando como por se um ao pelo",
        "Spanish": "el los las una que por para con como pero más está son del se es en un cuando al lo su",
        "Polish": "jest nie się na do że to są przez dla oraz który która jak lub od po ale",
    }.items()
}
_LATIN_SHARE = 0.5
_LEAST_WORDS, _LEAST_KINDS, _LEAST_SHARE = 6, 3, 0.15


def other_language(text: str) -> str | None:
    """What the text is written in instead of English, as an adjective or phrase; None for English and for terms alone.

    Texts in other alphabets are told by their letters, others by their little words: English has few of these.
    """
    letters = [character for character in text if character.isalpha()]
    latin = sum(character < "\u0250" for character in letters)
    if letters and latin / len(letters) < _LATIN_SHARE:
        return "another alphabet"
    said = [word.folded for word in words(text)]
    if len(said) < _LEAST_WORDS:
        return None
    english = sum(word in FUNCTION_WORDS for word in said)
    counts = {language: sum(word in little for word in said) for language, little in _LITTLE_WORDS.items()}
    language = max(counts, key=lambda name: counts[name])
    kinds = len(_LITTLE_WORDS[language].intersection(said))
    clear = kinds >= _LEAST_KINDS and counts[language] >= _LEAST_SHARE * len(said) and counts[language] > english
    return language if clear else None
