"""Questions and answers from named fields, brought into one form: Markdown, code beside the question, difficulty."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from interviewer.importing.fences import unfenced_code
from interviewer.importing.html_fragments import hold_html, markdown_of_fragment
from interviewer.importing.manuscript import Record
from interviewer.importing.markdown_lines import on_one_line
from interviewer.importing.record_fields import difficulties

_FENCED = re.compile(r"^[ \t]*(`{3,}|~{3,})[^\n]*\n.*?^[ \t]*\1[`~]*[ \t]*$", re.MULTILINE | re.DOTALL)
_OPTION_LETTER = re.compile(r"\(?(?:option\s+)?([A-Ha-h])[).:]?")
_SHORTEST_LIST_ITEM_TO_STAND_ALONE = 200
_LEAST_CODE = 0.6
"""Of the lines of an answer that is a listing."""


@dataclass(frozen=True, slots=True)
class RawRecord:
    """The fields of one record as they stand in the file."""

    question: str
    answer: str
    number: int
    section: str | None = None
    context: str | None = None
    difficulty: str | None = None
    tags: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    """Of a multiple choice."""
    explanation: str = ""
    code: tuple[str, ...] = ()
    """Listings that belong to the question."""
    concepts: tuple[str, ...] = ()
    """Points of a good answer."""


def finished_records(raw: Sequence[RawRecord], *, html: bool | None = None) -> tuple[Record, ...]:
    """The records of a file. `html`: whether fields hold HTML; None where the fields must tell.

    Code in a question goes to its context, with options and listings; an answer that is the letter or the number of
    an option becomes the option itself.
    """
    if html or (html is None and hold_html([row.answer for row in raw])):
        raw = [
            replace(
                row,
                question=markdown_of_fragment(row.question),
                answer=markdown_of_fragment(row.answer),
                explanation=markdown_of_fragment(row.explanation),
            )
            for row in raw
        ]
    from_one = _counts_options_from_one(raw)
    levels = difficulties([row.difficulty for row in raw])
    records: list[Record] = []
    for row, level in zip(raw, levels, strict=True):
        question, listings = _without_code(row.question)
        parts = [row.context or "", *listings, *(code for code in row.code if code.strip() not in row.question)]
        if row.options:
            parts.append("\n".join(f"- {_lettered(index, option)}" for index, option in enumerate(row.options)))
        answer = _fenced(_chosen(row, from_one))
        if row.explanation.strip() and row.explanation.strip() != answer.strip():
            answer = f"{answer}\n\n{row.explanation.strip()}".strip()
        records.append(
            Record(
                on_one_line(question),
                answer.strip(),
                row.number,
                on_one_line(row.section or "") or None,
                "\n\n".join(part.strip("\n") for part in parts if part.strip()) or None,
                level,
                row.tags,
                tuple(on_one_line(concept) for concept in row.concepts if concept.strip()),
            )
        )
    return tuple(record for record in records if record.question or record.answer)


def joined_list(items: Sequence[str]) -> str:
    """Several texts as one: short ones as a list, others one below the other; the same text counts once."""
    texts = list(dict.fromkeys(item.strip() for item in items if item.strip()))
    if len(texts) < 2:
        return "".join(texts)
    if all(len(text) < _SHORTEST_LIST_ITEM_TO_STAND_ALONE and "\n" not in text for text in texts):
        return "\n".join(text if text.startswith(("- ", "* ")) else f"- {text}" for text in texts)
    return "\n\n".join(texts)


def _without_code(question: str) -> tuple[str, list[str]]:
    listings = [match[0].strip("\n") for match in _FENCED.finditer(question)]
    return (_FENCED.sub(" ", question), listings) if listings else (question, [])


def _fenced(answer: str) -> str:
    """An answer that is nothing but program text, between fences."""
    lines = answer.strip("\n").split("\n")
    filled = sum(bool(line.strip()) for line in lines)
    if filled < 2 or "```" in answer or sum(unfenced_code(lines, [False] * len(lines))) < _LEAST_CODE * filled:
        return answer
    return "\n".join(("```", *lines, "```"))


def _lettered(index: int, option: str) -> str:
    text = on_one_line(option)
    return text if re.match(r"\(?[A-Ha-h1-8][).:]\s", text) else f"{chr(ord('A') + index)}: {text}"


def _chosen(row: RawRecord, from_one: bool) -> str:
    """The answer; where it only names an option, that option."""
    answer = row.answer.strip()
    position: int | None = None
    if answer.isdecimal() and len(answer) < 3 and answer not in row.options:
        position = int(answer) - from_one
    elif match := _OPTION_LETTER.fullmatch(answer):
        position = ord(match[1].upper()) - ord("A")
    if position is None or not 0 <= position < len(row.options):
        return row.answer
    return _lettered(position, row.options[position])


def _counts_options_from_one(raw: Sequence[RawRecord]) -> bool:
    numbers = [
        (int(row.answer), len(row.options))
        for row in raw
        if row.options and row.answer.strip().isdecimal() and len(row.answer) < 5
    ]
    return all(number for number, _count in numbers) and any(number == count for number, count in numbers)
