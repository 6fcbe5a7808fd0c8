"""Multiple choice in records: the options, however they are written, and which of them is right."""

import ast
import json
import re
from collections.abc import Sequence

from interviewer.importing.readers.markdown_lines import on_one_line

_MARKED = re.compile(r"\(?(?P<mark>[A-Ha-h1-8])\s*[).:\]]\s+\S")
_INLINE_MARK = re.compile(r"(?:^|(?<=[\s,;|]))\(?([A-Ha-h])\s*[).:\]]\s+")
_NAMED = re.compile(r"\(?(?:option|choice|answer|opt)[\s_-]*(?P<mark>[A-Ha-h]|[1-8])[).:]?", re.IGNORECASE)
_LETTER = re.compile(r"\(?(?P<mark>[A-Ha-h])[).:]?")
_SEVERAL = re.compile(r"[\s\-*]*(?:\(?(?:[A-Ha-h]|\d)\)?(?:\s*(?:[,;&/+|]|and|\n|-)\s*|$))+")
_FEWEST = 2
_MOST_LITERAL = 0.7
"""Of the answers that are among their options, where numbers may yet be places."""
_MOST_ODD = 0.1


def split_options(text: str) -> list[str]:
    """Options that stand in one text: a list as a program would print it, one a line, or parted by bars or letters."""
    text = text.strip()
    if text[:1] + text[-1:] in {"[]", "{}", "()"}:
        for parse in (json.loads, ast.literal_eval):
            try:
                value = parse(text)
            except (ValueError, SyntaxError, MemoryError, RecursionError):
                continue
            if isinstance(value, dict):
                return options_of(value)
            if isinstance(value, list | tuple):
                return [str(item) for item in value]
    for separator in ("\n", "|", ";"):
        parts = [part.strip() for part in text.split(separator) if part.strip()]
        if len(parts) >= _FEWEST:
            return parts
    marks = list(_INLINE_MARK.finditer(text))
    if len(marks) >= _FEWEST and [mark[1].upper() for mark in marks] == [chr(65 + n) for n in range(len(marks))]:
        ends = [*(mark.start() for mark in marks[1:]), len(text)]
        return [text[mark.start() : end].strip(" ,;|") for mark, end in zip(marks, ends, strict=True)]
    parts = [part.strip() for part in text.split(",") if part.strip()]
    return parts if len(parts) > _FEWEST else [text]


def options_of(value: dict[object, object]) -> list[str]:
    """Options under their letters or numbers, each behind its own."""
    texts = {str(key).strip(): str(item) for key, item in value.items() if isinstance(item, str | int | float)}
    marked = all(re.fullmatch(r"[A-Ha-h1-8]", key) for key in texts)
    return [f"{key}: {text}" if marked else text for key, text in texts.items()]


def lettered(index: int, option: str) -> str:
    """An option behind its letter, its own or that of its place."""
    text = on_one_line(option)
    return text if _MARKED.match(text) else f"{chr(ord('A') + index)}: {text}"


def chosen_options(answer: str, options: Sequence[str], *, first: int | None) -> str | None:
    """The options that an answer only names, by letter or place; None if it says more, or something else.

    first: the number of the first option where numbers are places; None where they are not.
    """
    text = answer.strip()
    if not text or not options:
        return None
    if match := _NAMED.fullmatch(text):
        found = [_place(match["mark"], options, 1)]
    elif match := _LETTER.fullmatch(text):
        found = [_place(match["mark"], options, first)]
    elif text.isdecimal() and len(text) < 3:
        found = [_place(text, options, first)]
    elif _SEVERAL.fullmatch(text):
        found = [_place(mark, options, first) for mark in re.findall(r"(?<![a-z])(?:[A-Ha-h]|\d)(?![a-z])", text)]
    else:
        return None
    places = [place for place in found if place is not None]
    if len(places) < len(found):
        return None
    return "\n".join(lettered(place, options[place]) for place in places if options[place].strip())


def _place(mark: str, options: Sequence[str], first: int | None) -> int | None:
    """Where an option stands: by the mark that it bears itself, else by its place."""
    own = [match["mark"].upper() if (match := _MARKED.match(option.strip())) else None for option in options]
    if mark.upper() in own and all(own):
        return own.index(mark.upper())
    if mark.isdecimal() and first is None:
        return None
    place = int(mark) - (first or 0) if mark.isdecimal() else ord(mark.upper()) - ord("A")
    return place if 0 <= place < len(options) else None


def first_number(rows: Sequence[tuple[str, Sequence[str], int | None]]) -> int | None:
    """From which number the places of options are counted in a document; None where numbers are answers themselves.

    rows: answer, options, and the first number as the name of the answer tells it (`correctIndex`), if it does.
    """
    rows = [(answer.strip(), options, told) for answer, options, told in rows if answer.strip() and options]
    told = next((told for _answer, _options, told in rows if told is not None), None)
    if told is None and sum(answer in options for answer, options, _told in rows) > _MOST_LITERAL * len(rows):
        return None
    numbered = [(int(answer), len(options)) for answer, options, _told in rows if re.fullmatch(r"\d{1,4}", answer)]
    if not numbered or sum(number > count for number, count in numbered) > _MOST_ODD * len(numbered):
        return None
    if any(number == 0 for number, _count in numbered):
        return 0
    return 1 if any(number == count for number, count in numbered) else told or 0
