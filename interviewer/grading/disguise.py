"""Letters that are not what they look like and characters that cannot be seen: read as the eye reads them."""

import re
import unicodedata
from functools import lru_cache

from interviewer.text import INVISIBLE

# Letters of other alphabets that print like Latin ones; a selection of Unicode's confusables (UTS 39).
_CYRILLIC = dict(zip("аеорсхуіјѕԁԛԝһкмтнвАВЕКМНОРСТХУЅІЈԚԜҮ", "aeopcxyijsdqwhkmthbABEKMHOPCTXYSIJQWY", strict=True))
_ARMENIAN = dict(zip("оոսհցօ", "onuhgo", strict=True))
_GREEK = dict(zip("αονρικυτχεηγωΑΒΕΖΗΙΚΜΝΟΡΤΥΧϲϳ", "aovpikutxenywABEZHIKMNOPTYXcj", strict=True))
_LATIN = dict(zip("ɑɡɩʏᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢ", "agiyacdejkmoptuvwz", strict=True))
_PLAIN = _CYRILLIC | _ARMENIAN | _GREEK | _LATIN
_TO_PLAIN = str.maketrans(_PLAIN)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# A Greek letter at the edge of a word is notation (Δw, μs, λmax); inside one it is a disguise.
_GREEK_INSIDE = re.compile(r"[a-zA-Z][\u0370-\u03ff]+[a-zA-Z]")
_SEPARATORS = re.compile(r"[\u2028\u2029]")
_HIDDEN_IN_WORD = re.compile(f"(?<=[^\\W_])(?:(?!\u00ad)[{INVISIBLE}])+(?=[^\\W_])")
_HIDDEN = re.compile(f"[{INVISIBLE}]")
# Forms of a letter that differ only in dress: full width, mathematical alphabets, ligatures; not x² and wᵢ.
_DRESSED = ("<wide>", "<narrow>", "<font>", "<compat>")


@lru_cache(maxsize=256)
def plain_text(text: str) -> tuple[str, bool]:
    """The text as it looks, and whether letters were not what they seemed or had something hidden between them.

    Words that mix alphabets are written with the letters that they resemble; so are words wholly made of look-alikes
    beside them, ligatures, and full-width and mathematical letters. Text in another alphabet is left as it is.
    """
    shown, hidden = _HIDDEN_IN_WORD.subn("", _SEPARATORS.sub("\n", text))
    shown = _HIDDEN.sub("", shown)
    if shown.isascii():
        return shown, hidden > 0
    disguised = any(_is_disguise(word) for word in _LETTERS.findall(shown))
    foreign = disguised and any(_is_foreign(word) for word in _LETTERS.findall(shown))
    shown = _LETTERS.sub(lambda match: _plain_word(match[0], disguised=disguised, foreign=foreign), shown)
    return shown, disguised or hidden > 0


def _is_disguise(word: str) -> bool:
    """Latin letters with look-alikes between them."""
    latin = any(character.isascii() for character in word)
    return latin and (
        any(character in _CYRILLIC or character in _ARMENIAN or character in _LATIN for character in word)
        or bool(_GREEK_INSIDE.search(word))
    )


def _is_foreign(word: str) -> bool:
    """A word of another alphabet that does not pretend to be anything else."""
    return not any(character.isascii() for character in word) and any(
        character not in _PLAIN and ord(character) >= 0x250 for character in word
    )


def _plain_word(word: str, *, disguised: bool, foreign: bool) -> str:
    if word.isascii():
        return word
    mixed = any(character.isascii() for character in word)
    if disguised and (mixed or not foreign):
        plain = word.translate(_TO_PLAIN)
        if mixed or plain.isascii():
            return plain
    undressed = "".join(map(_undressed, word))
    return undressed if undressed.isascii() else word


def _undressed(character: str) -> str:
    dressed = unicodedata.decomposition(character).startswith(_DRESSED)
    return unicodedata.normalize("NFKC", character) if dressed else character
