"""JSON and JSONL: questions with their answers, however deep and under whatever names."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from interviewer.errors import InterviewerError
from interviewer.importing.field_names import folded
from interviewer.importing.manuscript import Manuscript
from interviewer.importing.readers.encodings import decode
from interviewer.importing.readers.json_mending import mended_json
from interviewer.importing.readers.json_values import (
    GENERIC_KEYS,
    first_of,
    options_among,
    text_of,
    texts_of,
    with_flags_read,
)
from interviewer.importing.readers.question_words import asks, share_asking
from interviewer.importing.readers.records import RawRecord, finished_records
from interviewer.importing.record_fields import (
    first_option_by_name,
    is_question_name,
    may_name_entries,
    named,
    names_entries,
)

_TITLES = ("section", "category", "topic", "subject", "chapter", "title", "name", "heading", "deck")
_TURNS = ("messages", "conversations", "conversation", "turns", "dialog")
_ASKERS = frozenset({"user", "human", "interviewer", "student", "question"})
_ANSWERERS = frozenset({"assistant", "gpt", "bot", "candidate", "teacher", "model", "answer"})


@dataclass(frozen=True, slots=True)
class _Place:
    """A value on its way through the document, with what the values around it say."""

    value: Any
    key: str = ""
    section: str | None = None
    context: str | None = None
    line: int | None = None
    is_pair: bool = False
    """Whether values beside it show that a title is a question here, and its text the answer."""


def read_json(content: bytes, file: str) -> Manuscript:
    """The records of a JSON or JSONL file; their number is the line in JSONL, else their place in the document.

    Raises:
        InterviewerError: it is no text or not JSON.
    """
    decoded = decode(content, file)
    notes = list(decoded.notes)
    places = _places(decoded.text, file, notes)
    raw: list[RawRecord] = []
    for place in places:
        raw += [
            replace(record, number=place.line or len(raw) + count) for count, record in enumerate(_records(place), 1)
        ]
    if not raw:
        notes.append("No keys in it name questions.")
    return Manuscript(file, "json", decoded.encoding, _title(places), records=finished_records(raw), notes=tuple(notes))


def _places(text: str, file: str, notes: list[str]) -> list[_Place]:
    try:
        return [_Place(json.loads(text, strict=False))] if text.strip() else []
    except RecursionError as error:
        raise _too_deep(file) from error
    except ValueError as error:
        lines = _json_lines(text, file, notes)
        if lines:
            return lines
        loose = _read_loosely(text, file)
        if loose is not None:
            notes.append("It is not valid JSON; loose notation was read as JavaScript would read it.")
            return [_Place(loose)]
        line = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise InterviewerError(f"{file}{line} is not valid JSON.", "Mend it, or export it again.") from error


def _read_loosely(text: str, file: str) -> Any | None:
    """The value that a text in loose notation stands for; None where it is none."""
    mended = mended_json(text)
    if mended is None:
        return None
    try:
        return json.loads(mended)
    except RecursionError as error:
        raise _too_deep(file) from error
    except ValueError:
        return None


def _json_lines(text: str, file: str, notes: list[str]) -> list[_Place]:
    """One value a line. Lines that are none are noted; where most are none, it is not JSONL."""
    places: list[_Place] = []
    odd: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            places.append(_Place(json.loads(line), line=number))
        except RecursionError as error:
            raise _too_deep(file) from error
        except ValueError:
            odd.append(number)
        if len(odd) > 20 + len(places):
            return []
    places = [place for place in places if isinstance(place.value, dict | list)]
    if odd and len(odd) >= len(places):
        return []
    if odd:
        notes.append(f"Lines that are not valid JSON were left out: {', '.join(map(str, odd[:8]))}.")
    return places


def _too_deep(file: str) -> InterviewerError:
    return InterviewerError(f"{file} is nested too deeply to be read.", "Export it again, flat.")


def _title(places: Sequence[_Place]) -> str | None:
    if len(places) == 1 and isinstance(places[0].value, dict):
        title = places[0].value.get("title")
        return title if isinstance(title, str) and title.strip() else None
    return None


def _records(start: _Place) -> Iterator[RawRecord]:
    stack = [start]
    while stack:
        place = stack.pop()
        if isinstance(place.value, dict):
            found, inner = _in_mapping(place, place.value)
        elif isinstance(place.value, list):
            found, inner = _in_list(place, place.value)
        else:
            continue
        yield from found
        stack += reversed(inner)


def _in_mapping(place: _Place, value: dict[str, Any]) -> tuple[list[RawRecord], list[_Place]]:
    """The records that a mapping is, and the values in it that may hold more."""
    for key in _TURNS:
        if isinstance(value.get(key), list):
            return _turns(value[key], place), []
    if rows := _columns(value):
        return [], [_Place(row, "", place.section, place.context) for row in rows]
    if "patterns" in value and "responses" in value:  # the intents of a chatbot
        value = {"question": first_of(value["patterns"]), "answer": first_of(value["responses"])}
    value = with_flags_read({key: item for key, item in value.items() if not _is_score(key, item)})
    if names_entries(value) or _asks_only(value) or (place.is_pair and may_name_entries(value)):
        fields = named(value)
        question = text_of(fields.get("question"))
        if question and not _is_group(fields.get("question")):
            inner = [
                _Place(item, key, place.section, place.context)
                for key, item in value.items()
                if _holds_mappings(item) and not any(item is used for used in fields.values())
            ]
            return [_record(value, fields, question, place)], inner
    texts = {key: item for key, item in value.items() if isinstance(item, str | list) and text_of(item)}
    if texts and share_asking(list(texts)) >= 0.5:  # questions are the keys, their answers the values
        return [
            RawRecord(key, text_of(item), 0, place.section, place.context) for key, item in texts.items() if asks(key)
        ], []
    section = _section(place, value)
    context = value.get("context")
    return [], [
        _Place(
            item,
            key,
            section if key.casefold() in GENERIC_KEYS or key.isdecimal() else _joined(section, key, value),
            context if isinstance(context, str) else place.context,
        )
        for key, item in value.items()
        if isinstance(item, list | dict)
    ]


def _in_list(place: _Place, value: list[Any]) -> tuple[list[RawRecord], list[_Place]]:
    texts = [item for item in value if isinstance(item, str)]
    if len(texts) == len(value) and _alternate(texts):
        return [RawRecord(*pair, 0, place.section) for pair in zip(texts[::2], texts[1::2], strict=True)], []
    if len(texts) == len(value) and texts:
        if is_question_name(place.key) or share_asking(texts) >= 0.7:
            return [RawRecord(text, "", 0, place.section) for text in texts if text.strip()], []
        return [], []
    pairs = [
        item for item in value if isinstance(item, list) and len(item) == 2 and all(isinstance(x, str) for x in item)
    ]
    if pairs and len(pairs) == len(value) and share_asking([pair[0] for pair in pairs]) >= 0.5:
        return [RawRecord(pair[0], pair[1], 0, place.section, place.context) for pair in pairs], []
    inner = [item for item in value if item and isinstance(item, dict | list)]
    titles = [
        text_of(named(item).get("question")) for item in inner if isinstance(item, dict) and may_name_entries(item)
    ]
    is_pair = len(titles) >= 0.8 * len(inner) and share_asking(titles) >= 0.6
    return [], [_Place(item, place.key, place.section, place.context, is_pair=is_pair) for item in inner]


def _alternate(texts: Sequence[str]) -> bool:
    """Whether texts are questions and answers by turns."""
    asked, answered = texts[::2], texts[1::2]
    if len(texts) < 4 or len(texts) % 2 or share_asking(asked) < 0.8 or share_asking(answered) > 0.1:
        return False
    return sum(map(len, answered)) > sum(map(len, asked))


def _record(value: dict[str, Any], fields: dict[Any, Any], question: str, place: _Place) -> RawRecord:
    tags = fields.get("tags")
    answer = text_of(fields.get("answer"))
    return RawRecord(
        question,
        answer,
        0,
        text_of(fields.get("section")) or place.section,
        text_of(fields.get("context")) or place.context,
        text_of(fields.get("difficulty")) or None,
        tuple(
            tag.strip() for tag in (tags.split(",") if isinstance(tags, str) else tags or ()) if isinstance(tag, str)
        ),
        options_among(fields, answer),
        next((first_option_by_name(key) for key, item in value.items() if item is fields.get("answer")), None),
        text_of(fields.get("explanation")),
        text_of(fields.get("example")),
        texts_of(fields.get("code")),
        texts_of(fields.get("concepts")),
    )


def _is_score(key: str, value: object) -> bool:
    """Whether points are what a question is worth, rather than those of its answer."""
    return folded(key) == "points" and not isinstance(value, list)


def _holds_mappings(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict | list) for item in value))


def _asks_only(value: dict[str, Any]) -> bool:
    """Whether a mapping has a question and nothing that could be its answer."""
    return any(is_question_name(key) and isinstance(item, str) for key, item in value.items())


def _is_group(value: object) -> bool:
    """Whether what stands under the name of a question is a whole list of questions."""
    return isinstance(value, list) and (len(value) > 1 or any(isinstance(item, dict | list) for item in value))


def _columns(value: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a table that is stored by columns."""
    columns = {key: item for key, item in value.items() if isinstance(item, list)}
    lengths = {len(item) for item in columns.values()}
    if len(lengths) != 1 or not names_entries(columns) or lengths == {0}:
        return []
    if any(isinstance(cell, dict | list) for item in columns.values() for cell in item):
        return []
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _turns(turns: list[Any], place: _Place) -> list[RawRecord]:
    """What was asked and answered in a conversation, pair by pair."""
    records: list[RawRecord] = []
    asked: str | None = None
    for turn in turns:
        if not isinstance(turn, dict):
            continue
        role = str(turn.get("role") or turn.get("from") or turn.get("speaker") or "").casefold()
        said = text_of(turn.get("content") or turn.get("value") or turn.get("text"))
        if role in _ASKERS:
            asked = said
        elif role in _ANSWERERS and asked:
            records.append(RawRecord(asked, said, 0, place.section, place.context))
            asked = None
    return records


def _section(place: _Place, value: dict[str, Any]) -> str | None:
    """What a mapping that holds questions is called."""
    lowered = {key.casefold(): item for key, item in value.items()}
    for key in _TITLES:
        title = lowered.get(key)
        if isinstance(title, str) and 0 < len(title.strip()) <= 120:
            return title
    return place.section


def _joined(section: str | None, key: str, value: dict[str, Any]) -> str | None:
    """The section below a key: its name, unless the mapping has a title and this is its only part."""
    parts = [item for item in value.values() if isinstance(item, list | dict)]
    return section if section is not None and len(parts) == 1 else key.replace("_", " ").strip() or section
