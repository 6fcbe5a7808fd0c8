"""What the columns of a table and the keys of a record mean, by their names, of which there are many."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from interviewer.importing.difficulty import of_word
from interviewer.models import Difficulty

Field = Literal[
    "question",
    "answer",
    "section",
    "difficulty",
    "tags",
    "context",
    "code",
    "concepts",
    "option",
    "explanation",
    "number",
]

# The earlier of two names wins the field: a table may have both `question` and `title`.
_NAMES: dict[Field, tuple[str, ...]] = {
    "question": (
        "question", "questions", "q", "ques", "interview question", "interview questions", "question text",
        "questiontext", "full question", "question body", "question en", "the question", "question statement",
        "prompt", "instruction", "problem", "problem statement", "query", "front", "frage", "pregunta", "pertanyaan",
        "user", "human", "question title", "title", "heading", "term", "name", "topic question", "input", "ask",
        "text front", "text", "word",
    ),
    "answer": (
        "answer", "answers", "a", "ans", "answer text", "answertext", "full answer", "model answer", "ideal answer",
        "reference answer", "sample answer", "example answer", "sample response", "expected answer",
        "suggested answer", "correct answer", "best answer",
        "desired answer", "long answer", "detailed answer", "short answer", "the answer", "answer en", "answer body",
        "response", "responses", "reply", "completion", "solution", "solutions", "output", "back", "antwort",
        "respuesta", "jawaban", "assistant", "bot", "gpt", "definition", "meaning", "description",
        "content", "body", "details", "text back", "correct", "key", "code", "program",
    ),
    "section": (
        "section", "category", "categories", "topic", "topics", "subject", "chapter", "unit", "module", "area",
        "domain", "group", "deck", "skill", "technology", "field", "theme", "subcategory", "sub category", "sub topic",
        "subtopic", "question type", "role", "type",
    ),
    "difficulty": (
        "difficulty", "difficulty level", "level", "difficulty rating", "expertise", "seniority", "experience level",
        "complexity",
    ),
    "tags": ("tags", "tag", "keywords", "labels", "label", "concepts tested"),
    "context": ("context", "passage", "question code", "questioncode", "code snippet", "snippet", "background"),
    "code": ("question code blocks", "questioncodeblocks"),
    "concepts": ("good to hear", "goodtohear", "key points", "keypoints", "key concepts", "expected concepts"),
    "option": ("options", "choices", "option list", "alternatives"),
    "explanation": ("explanation", "rationale", "reasoning", "reason", "answer explanation", "justification"),
    "number": (
        "number", "no", "nr", "id", "index", "#", "s no", "s.no", "sno", "sl no", "sr no", "serial", "question id",
        "questionid", "question no", "question number", "q no", "unnamed 0", "guid", "uuid", "_id", "qid",
    ),
}  # fmt: skip
_FIELD_OF = {name: (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names)}
_WEAK_QUESTIONS = frozenset(
    {"title", "heading", "name", "term", "word", "input", "user", "human", "query", "prompt", "text"}
)
_WEAK_ANSWERS = frozenset(
    {"description", "content", "body", "details", "meaning", "definition", "key", "correct", "output", "code", "program"}
)
# What a problem is called, and the names under which the problem itself may stand beside its solution.
_HEADINGS = frozenset({"title", "name", "heading", "question title"})
_STATEMENTS = ("problem", "problem statement", "description", "details", "body", "content", "text")
# The answer, unless there is another: then it belongs to the question.
_CODE = frozenset({"code", "program"})
# Names that mean a question and its answer only together.
_PAIRS = (
    {"term", "definition"}, {"word", "meaning"}, {"word", "definition"}, {"input", "output"}, {"query", "output"},
    {"user", "assistant"}, {"human", "assistant"}, {"human", "gpt"}, {"user", "bot"}, {"prompt", "output"},
    {"title", "description", "code"}, {"title", "description", "program"},
)  # fmt: skip
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_BETWEEN_WORDS = re.compile(r"[\s_\-./:*]+")
_OPTION_NAME = re.compile(r"(?:option|choice|answer|opt)? ?([a-f]|[1-6])")


def fields_of(names: Sequence[str]) -> dict[int, Field]:
    """What each column means, by its position; columns without a known meaning are left out.

    Of several columns for the question or the answer the best name gets it. An option list may stand in columns of
    its own (`A`, `B`, `C`, or `option 1`...): then `a` is no answer. Without an answer, an explanation is it.
    """
    folded = [_folded(name) for name in names]
    options = _option_columns(folded)
    found: dict[int, Field] = dict.fromkeys(options, "option")
    single: dict[Field, tuple[int, int]] = {}
    for position, name in enumerate(folded):
        if position in options or name not in _FIELD_OF:
            continue
        field, rank = _FIELD_OF[name]
        if field not in single or rank < single[field][0]:
            single[field] = (rank, position)
    if "answer" not in single and "explanation" in single:
        single["answer"] = single.pop("explanation")
    _place_code_and_statement(folded, single)
    found |= {position: field for field, (_rank, position) in single.items()}
    return found


def _place_code_and_statement(folded: Sequence[str], single: dict[Field, tuple[int, int]]) -> None:
    """Give code and the statement of a problem, which may be answer or question, what is left for them."""
    places = {name: place for place, name in enumerate(folded)}
    code = next((places[name] for name in places if name in _CODE), None)
    if code is not None and "answer" in single:
        chosen = folded[single["answer"][1]]
        if chosen in {"description", "details", "body", "content"}:
            single["answer"] = (0, code)
        elif chosen not in _CODE:
            single.setdefault("context", (0, code))
    if "question" in single and "answer" in single and folded[single["question"][1]] in _HEADINGS:
        taken = {place for _rank, place in single.values()}
        statement = next((places[name] for name in _STATEMENTS if name in places and places[name] not in taken), None)
        if statement is not None:
            single.setdefault("context", (0, statement))


def names_entries(names: Iterable[str], *, surely: bool = False) -> bool:
    """Whether there is a name for the question and one for the answer; `surely`: names that mean nothing else."""
    folded = {_folded(name) for name in names}
    strong = folded - _WEAK_QUESTIONS - _WEAK_ANSWERS
    asked, answered = _fields_named(folded), _fields_named(strong)
    if surely:
        return {"question", "answer"} <= answered
    if any(pair <= folded for pair in _PAIRS):
        return True
    if "question" in answered and "explanation" in asked:
        return True
    return {"question", "answer"} <= asked and bool({"question", "answer"} & answered)


def _fields_named(names: Iterable[str]) -> set[Field]:
    return {_FIELD_OF[name][0] for name in names if name in _FIELD_OF}


def is_question_name(name: str) -> bool:
    folded = _folded(name)
    return folded in _FIELD_OF and _FIELD_OF[folded][0] == "question" and folded not in _WEAK_QUESTIONS


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


def _option_columns(folded: Sequence[str]) -> set[int]:
    """Positions of three or more columns that are the options of a multiple choice."""
    marks = {position: match[1] for position, name in enumerate(folded) if (match := _OPTION_NAME.fullmatch(name))}
    for series in ("abc", "123"):
        if set(series) <= set(marks.values()):
            return {position for position, mark in marks.items() if mark.isalpha() == series.isalpha()}
    return set()


def _folded(name: str) -> str:
    words = _BETWEEN_WORDS.sub(" ", _CAMEL.sub(" ", name)).strip(" ?!\ufeff")
    return words.casefold()


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
