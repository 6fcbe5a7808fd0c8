"""Marks of difficulty: emoji, stars, `[E]`, badges, `Difficulty: hard`, and the legend that explains them."""

import re
from collections.abc import Iterable

from interviewer.importing.wording import plain_text
from interviewer.models import Difficulty

_WORDS: dict[str, Difficulty] = {
    **dict.fromkeys(("easy", "beginner", "beginners", "basic", "basics", "fresher", "freshers", "junior", "novice",
                     "simple", "entry", "starter", "e"), "easy"),
    **dict.fromkeys(("medium", "intermediate", "mid", "middle", "moderate", "normal", "regular", "m"), "medium"),
    **dict.fromkeys(("hard", "advanced", "expert", "experts", "senior", "difficult", "tough", "complex", "challenging",
                     "experienced", "guru", "h"), "hard"),
}  # fmt: skip
_LONG_WORDS = "|".join(sorted((word for word in _WORDS if len(word) > 1), key=len, reverse=True))
_PICTURES: dict[str, Difficulty] = {
    "\U0001f476": "easy", "\U0001f7e2": "easy", "\U0001f7e9": "easy", "\U0001f331": "easy", "\U0001f423": "easy",
    "\u2b50": "medium", "\U0001f7e1": "medium", "\U0001f7e8": "medium", "\U0001f7e0": "medium",
    "\U0001f680": "hard", "\U0001f534": "hard", "\U0001f7e5": "hard", "\U0001f525": "hard", "\U0001f480": "hard",
}  # fmt: skip
_STARS = re.compile(r"(?:(?:[\u2b50\u2605\u2606\U0001f31f]|:star2?:)\ufe0f?\s*){1,10}")
_FULL_STAR = re.compile(r"[\u2b50\u2605\U0001f31f]|:star2?:")
_BRACKETED = re.compile(
    rf"[\[(]\s*(?:level|difficulty)?\s*[:=-]?\s*(?P<word>{_LONG_WORDS})(?:\s+level)?\s*[\])]|\[(?P<letter>[EMH])\]",
    re.IGNORECASE,
)
_LEADING = re.compile(rf"^\W*(?P<word>{_LONG_WORDS})\s*[:|]\s+(?=\S)", re.IGNORECASE)
_BADGE = re.compile(rf"!\[(?P<word>{_LONG_WORDS})\]\([^)]*\)|badge/(?:\w+-)?(?P<other>{_LONG_WORDS})\b", re.IGNORECASE)
_LINE = re.compile(
    r"^\W*(?:difficulty(?:\s+level)?|level|seniority|experience(?:\s+level)?)\b[*_`]*\s*[:=|–-]+[*_`]*\s*(?P<value>\S.{0,40})$",
    re.IGNORECASE,
)
_SECTION = re.compile(
    rf"^\W*(?:(?:for|level)\s+)?(?P<word>{_LONG_WORDS})[\s-]*(?:level|questions?|interview|concepts?|topics?|\W|\d|sysadmin|developers?|engineers?)*$",
    re.IGNORECASE,
)


def read_legend(texts: Iterable[str]) -> dict[str, Difficulty]:
    """What the document says that its pictures mean: `👶 easy ⭐ medium 🚀 expert`; only lines that name two."""
    legend: dict[str, Difficulty] = {}
    for text in texts:
        found = {
            match[1]: _WORDS[match[2].casefold()]
            for match in re.finditer(
                rf"([\u2605-\u2bff\U0001f300-\U0001faff])\W{{0,6}}({_LONG_WORDS})\b", text, re.IGNORECASE
            )
        }
        if len(set(found.values())) > 1:
            legend |= found
    return legend


def of_question(markdown: str, legend: dict[str, Difficulty]) -> tuple[str, Difficulty | None]:
    """A question without its marks of difficulty, and what they say. The hardest of several pictures counts."""
    for pattern in (_BRACKETED, _LEADING, _BADGE):
        match = pattern.search(markdown)
        if match:
            word = next(group for group in match.groups() if group)
            rest = markdown[: match.start()] + " " + markdown[match.end() :]
            if plain_text(rest):
                return rest.strip(), _WORDS[word.casefold()]
    known = _PICTURES | legend
    found = [known[character] for character in markdown if character in known]
    stars = _STARS.search(markdown)
    if not found and not stars:
        return markdown, None
    if stars and "\u2b50" not in legend and len(_FULL_STAR.findall(stars[0])) > 1:
        return _STARS.sub(" ", markdown).strip(), _of_stars(len(_FULL_STAR.findall(stars[0])))
    pictures = re.compile(rf"\s*(?:[{''.join(map(re.escape, known))}][\ufe0f\u200d]*)+")
    levels = ("easy", "medium", "hard")
    level = max(found, key=levels.index) if found else None
    rest = _STARS.sub(" ", pictures.sub(" ", markdown)).strip(" \u200d\ufe0f")
    return re.sub(r"\s+([*_]{1,3})$", r"\1", rest), level


def of_line(text: str) -> Difficulty | None:
    """What a line of its own says about difficulty: `**Difficulty**: ⭐⭐`."""
    match = _LINE.match(text)
    if not match:
        return None
    value = match["value"]
    for word in re.findall(r"[a-z]+", plain_text(value).casefold()):
        if word in _WORDS:
            return _WORDS[word]
    if stars := len(_FULL_STAR.findall(value)):
        return _of_stars(stars)
    return next((_PICTURES[character] for character in value if character in _PICTURES), None)


def is_difficulty_line(text: str) -> bool:
    match = _LINE.match(text)
    return bool(match) and (text.casefold().lstrip("*_ ->").startswith("difficulty") or of_line(text) is not None)


def of_word(value: str | None) -> Difficulty | None:
    """What a field of a table or a record says: a word or a picture."""
    for word in re.findall(r"[a-z]+", (value or "").casefold()):
        if word in _WORDS:
            return _WORDS[word]
    return next((_PICTURES[character] for character in value or "" if character in _PICTURES), None)


def of_section(title: str | None) -> Difficulty | None:
    """The level that a section is named after: `Beginner questions`."""
    match = _SECTION.match(title) if title else None
    return _WORDS[match["word"].casefold()] if match else None


def _of_stars(count: int) -> Difficulty:
    return "easy" if count <= 1 else "medium" if count == 2 else "hard"
