"""What the columns of a table and the keys of a record mean, by their names."""

import re
from collections.abc import Iterable, Mapping, Sequence

from interviewer.importing.difficulty import of_word
from interviewer.importing.field_names import (
    CODE,
    HEADINGS,
    MAY_BE_OPTIONS,
    RIGHT,
    STATEMENTS,
    WEAK_ANSWERS,
    WEAK_QUESTIONS,
    Field,
    folded,
    meaning_of,
)
from interviewer.models import Difficulty

# Names that mean a question and its answer only together.
_PAIRS = (
    {"term", "definition"}, {"word", "meaning"}, {"word", "definition"}, {"input", "output"}, {"query", "output"},
    {"user", "assistant"}, {"human", "assistant"}, {"human", "gpt"}, {"user", "bot"}, {"prompt", "output"},
    {"title", "description", "code"}, {"title", "description", "program"},
)  # fmt: skip
_OPTION_NAME = re.compile(r"(?:option|choice|answer|opt)? ?([a-f]|[1-6])")


def fields_of(names: Sequence[str]) -> dict[int, Field]:
    """What each column means, by its position; columns without a known meaning are left out.

    Of several columns for the question or the answer the best name gets it. An option list may stand in columns of
    its own (`A`, `B`, `C`, or `option 1`...): then `a` is no answer. Without an answer, an explanation is it.
    """
    known = [folded(name) for name in names]
    options = _option_columns(known)
    if any(name in RIGHT for name in known):
        options |= {position for position, name in enumerate(known) if name in MAY_BE_OPTIONS}
    found: dict[int, Field] = dict.fromkeys(options, "option")
    single: dict[Field, tuple[int, int]] = {}
    for position, name in enumerate(known):
        meaning = meaning_of(name)
        if position in options or meaning is None:
            continue
        field, rank = meaning
        if field not in single or rank < single[field][0]:
            single[field] = (rank, position)
    for instead in ("explanation", "concepts"):
        if "answer" not in single and instead in single:
            single["answer"] = single.pop(instead)
    _place_code_and_statement(known, single, has_options=bool(options) or "option" in single)
    return found | {position: field for field, (_rank, position) in single.items()}


def _place_code_and_statement(names: Sequence[str], single: dict[Field, tuple[int, int]], *, has_options: bool) -> None:
    """Give code and the statement of a problem, which may be answer or question, what is left for them."""
    places = {name: place for place, name in enumerate(names)}
    code = next((places[name] for name in places if name in CODE), None)
    if code is not None and "answer" in single:
        chosen = names[single["answer"][1]]
        if chosen in STATEMENTS:
            single["answer"] = (0, code)
        elif chosen not in CODE:
            single.setdefault("context" if has_options else "example", (0, code))
    if "question" in single and "answer" in single and names[single["question"][1]] in HEADINGS:
        taken = {place for _rank, place in single.values()}
        statement = next((places[name] for name in STATEMENTS if name in places and places[name] not in taken), None)
        if statement is not None:
            single.setdefault("context", (0, statement))


def names_entries(names: Iterable[str], *, surely: bool = False) -> bool:
    """Whether there is a name for the question and one for the answer; `surely`: names that mean nothing else."""
    known = {folded(name) for name in names}
    strong = known - WEAK_QUESTIONS - WEAK_ANSWERS
    if surely:
        return {"question", "answer"} <= _fields_named(strong)
    asked, answered = _fields_named(known), _fields_named(strong)
    if any(pair <= known for pair in _PAIRS):
        return True
    if "question" in answered and {"explanation", "concepts"} & asked:
        return True
    return {"question", "answer"} <= asked and bool({"question", "answer"} & answered)


def may_name_entries(names: Iterable[str]) -> bool:
    """Whether there are names for both that mean as much elsewhere: `title` and `content`."""
    known = {folded(name) for name in names}
    return bool(known & WEAK_QUESTIONS) and bool(known & WEAK_ANSWERS)


def _fields_named(names: Iterable[str]) -> set[Field]:
    return {meaning[0] for name in names if (meaning := meaning_of(name))}


def is_question_name(name: str) -> bool:
    known = folded(name)
    meaning = meaning_of(known)
    return meaning is not None and meaning[0] == "question" and known not in WEAK_QUESTIONS


def first_option_by_name(name: str) -> int | None:
    """From which number a field that tells the place of an option counts, as far as its name says."""
    words = folded(name).split()
    if {"index", "idx", "id"} & set(words):
        return 0
    return 1 if {"option", "choice", "number", "no"} & set(words) else None


def first_option_by_columns(names: Iterable[str]) -> int | None:
    """From which number options count that stand in numbered columns of their own: `choice1`, `choice2`..."""
    marks = {match[1] for name in names if (match := _OPTION_NAME.fullmatch(folded(name)))}
    return 1 if {"1", "2"} <= marks else None


def difficulties(values: Sequence[str | None]) -> list[Difficulty | None]:
    """Words or marks of difficulty, one per record, on our scale; numbers by their place between least and greatest.

    Two numbers are easy and hard, three the three levels, more of them thirds of their range.
    """
    numbers = [_number(value) for value in values]
    known = sorted({number for number in numbers if number is not None})
    return [
        _of_number(number, known) if number is not None else of_word(value)
        for value, number in zip(values, numbers, strict=True)
    ]


def _of_number(number: float, known: Sequence[float]) -> Difficulty | None:
    if len(known) < 2:
        return None
    place = (number - known[0]) / (known[-1] - known[0])
    return "easy" if place < 1 / 3 else "medium" if place < 2 / 3 else "hard"


def _number(value: str | None) -> float | None:
    try:
        number = float(value) if value else None
    except ValueError:
        return None
    return number if number is not None and abs(number) < 1e6 else None


def _option_columns(names: Sequence[str]) -> set[int]:
    """Positions of three or more columns that are the options of a multiple choice."""
    marks = {position: match[1] for position, name in enumerate(names) if (match := _OPTION_NAME.fullmatch(name))}
    for series in ("abc", "123"):
        if set(series) <= set(marks.values()):
            return {position for position, mark in marks.items() if mark.isalpha() == series.isalpha()}
    return set()


def named(mapping: Mapping[str, object]) -> dict[Field, object]:
    """The values of a record by their meaning; options in several keys become one list."""
    keys = list(mapping)
    values: dict[Field, object] = {}
    options: list[object] = []
    for position, field in fields_of(keys).items():
        if field == "option" and not isinstance(mapping[keys[position]], list | dict):
            options.append(mapping[keys[position]])
        else:
            values[field] = mapping[keys[position]]
    if options:
        values["option"] = options
    return values
