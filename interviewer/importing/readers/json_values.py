"""Values of JSON as text: what stands under the names of questions, answers and options."""

import re
from typing import Any

from interviewer.importing.field_names import MAY_BE_OPTIONS, folded, meaning_of
from interviewer.importing.readers.choices import options_of, split_options
from interviewer.importing.readers.records import joined_list

# Keys that hold the things themselves and say nothing about them.
GENERIC_KEYS = frozenset(
    "data items questions question results entries list faq faqs cards notes qas qa paragraphs records rows content "
    "interview dataset train test validation examples quiz quizzes body value children all array object json".split()
)
_TEXT_KEYS = (
    "text",
    "content",
    "value",
    "body",
    "markdown",
    "html",
    "long",
    "full",
    "detailed",
    "en",
    "answer",
    "answer_text",
    "answerText",
    "option",
    "optionText",
    "label",
    "short",
)
_RIGHT_FLAGS = frozenset({"correct", "is correct", "iscorrect", "right", "is right", "is answer", "is true", "valid"})
_PLACE = re.compile(r"\(?(?:[A-Ha-h]|\d{1,2})[).]?")


def options_among(fields: dict[Any, Any], answer: str) -> tuple[str, ...]:
    options = fields.get("option")
    wrong = texts_of(fields.get("wrong"))
    if options is None and wrong and answer:
        return tuple(sorted([answer, *wrong]))
    if isinstance(options, dict):
        return tuple(options_of(options))
    if isinstance(options, str):
        return tuple(split_options(options))
    texts = [text_of(option) for option in options] if isinstance(options, list) else []
    return tuple(split_options(texts[0]) if len(texts) == 1 else texts)


def with_flags_read(value: dict[str, Any]) -> dict[str, Any]:
    """A question whose options say themselves which is right, or are called answers, with both under their names."""
    for key, item in value.items():
        if not isinstance(item, list) or len(item) < 2 or folded(key) in GENERIC_KEYS:
            continue
        others = {name: other for name, other in value.items() if name != key}
        if all(isinstance(option, dict) and _RIGHT_FLAGS & set(map(folded, option)) for option in item):
            flags = [any(option[name] is True for name in option if folded(name) in _RIGHT_FLAGS) for option in item]
            texts = [text_of({name: text for name, text in option.items() if isinstance(text, str)}) for option in item]
            right = [text for text, flag in zip(texts, flags, strict=True) if flag]
            if right and all(texts):
                kept = {name: other for name, other in others.items() if meaning_of(folded(name)) != ("answer", 0)}
                return {**kept, "options": texts, "answer": joined_list(right)}
        if folded(key) in MAY_BE_OPTIONS and all(isinstance(option, str) for option in item):
            chosen = [other for name, other in others.items() if (meaning_of(folded(name)) or ("",))[0] == "answer"]
            if any(str(other).strip() in item or _PLACE.fullmatch(str(other).strip()) for other in chosen):
                return {**others, "options": item}
    return value


def texts_of(value: object) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def first_of(value: object) -> str:
    return text_of(value[0]) if isinstance(value, list) and value else text_of(value)


def text_of(value: object) -> str:
    """A value as text: lists joined, mappings by the text in them, the first of several alternatives in mappings."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool | int | float):
        return str(value)
    if isinstance(value, list):
        first = value[0] if value else None
        texts = [str(item) for item in value if isinstance(item, str | int | float)]
        return text_of(first) if isinstance(first, dict) else joined_list(texts)
    if isinstance(value, dict):
        key = next((key for key in _TEXT_KEYS if isinstance(value.get(key), str | list)), None)
        inner = value[key] if key is not None else [item for item in value.values() if isinstance(item, str)]
        return text_of(inner)
    return ""
