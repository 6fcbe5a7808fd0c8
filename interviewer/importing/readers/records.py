"""Questions and answers from named fields, brought into one form: Markdown, code beside the question, difficulty."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from interviewer.importing.fences import unfenced_code
from interviewer.importing.manuscript import Record
from interviewer.importing.readers.choices import chosen_options, first_number, lettered
from interviewer.importing.readers.html_fragments import hold_html, markdown_of_fragment
from interviewer.importing.readers.markdown_lines import on_one_line
from interviewer.importing.record_fields import difficulties
from interviewer.importing.wording import IMAGE, TAG

_FENCED = re.compile(r"^[ \t]*(`{3,}|~{3,})[^\n]*\n.*?^[ \t]*\1[`~]*[ \t]*$", re.MULTILINE | re.DOTALL)
_ENTITY = re.compile(r"&(?:quot|apos|#0?39|#x27|[lr][sd]quo|hellip|ndash|mdash|eacute|[aou]uml);")
_INLINE_CODE = re.compile(r"<code>([^<>`\n]+)</code>", re.IGNORECASE)
_LONE_TAGS = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>(?:\s*</?[a-z][a-z0-9]*\s*/?>)?", re.IGNORECASE)
# As a word of a sentence: behind a blank, and closed nowhere.
_NAMED_TAG = re.compile(
    r"(?:(?<=\s)|^)<(?P<name>[a-z][a-z0-9]*)\s*/?>(?=[?.,;:!)]|\s+(?!<)\w|$)(?!.*</(?P=name)>)",
    re.IGNORECASE | re.DOTALL,
)
_FEWEST_MARKED = 2
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
    """Of a multiple choice; an empty one keeps its place."""
    first_option: int | None = None
    """Its number, where the name of the answer tells it."""
    explanation: str = ""
    example: str = ""
    """What illustrates the answer."""
    code: tuple[str, ...] = ()
    """Listings that belong to the question."""
    concepts: tuple[str, ...] = ()
    """Points of a good answer."""


def finished_records(raw: Sequence[RawRecord], *, marked_up: bool | None = None) -> tuple[Record, ...]:
    """The records of a file. `marked_up`: whether fields hold HTML; None where the fields must tell.

    Code in a question goes to its context, with options and listings; an answer that is the letter or the number of
    an option becomes the option itself.
    """
    if marked_up or (marked_up is None and hold_html([row.answer for row in raw])):
        raw = [
            replace(
                row,
                question=markdown_of_fragment(row.question),
                answer=markdown_of_fragment(row.answer),
                explanation=markdown_of_fragment(row.explanation),
            )
            for row in raw
        ]
    else:
        if _hold_entities(raw):
            raw = [_unescaped(row) for row in raw]
        raw = [_with_tags_as_code(row) for row in raw]
    first = first_number([(row.answer, row.options, row.first_option) for row in raw])
    levels = difficulties([row.difficulty for row in raw])
    records: list[Record] = []
    for row, level in zip(raw, levels, strict=True):
        question, listings = _without_code(row.question)
        parts = [row.context or "", *listings, *(code for code in row.code if code.strip() not in row.question)]
        if row.options:
            options = [lettered(place, option) for place, option in enumerate(row.options) if option.strip()]
            parts.append("\n".join(f"- {option}" for option in options))
        chosen = chosen_options(row.answer, row.options, first=first)
        answer = _fenced(row.answer) if chosen is None else chosen
        for more in (row.explanation.strip(), _fenced(row.example).strip()):
            if more and more not in answer:
                answer = f"{answer}\n\n{more}".strip()
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


def _hold_entities(raw: Sequence[RawRecord]) -> bool:
    """Whether characters that need it nowhere but in a page are written as there: `&quot;`."""
    marked = sum(_ENTITY.search(f"{row.question} {row.answer}") is not None for row in raw)
    return marked >= min(_FEWEST_MARKED, len(raw)) > 0


def _with_tags_as_code(row: RawRecord) -> RawRecord:
    """A record that speaks of HTML: the tags that it names are code, lest they be taken for markup."""
    if "<" not in f"{row.question}{row.answer}":
        return row
    answer = row.answer if "`" in row.answer else _INLINE_CODE.sub(r"`\1`", row.answer)
    if _LONE_TAGS.fullmatch(answer.strip()) and (TAG.search(answer) or IMAGE.search(answer)):
        answer = f"`{answer.strip()}`"
    question = row.question if "`" in row.question else _NAMED_TAG.sub(_as_code, row.question)
    return replace(row, question=question, answer=answer)


def _as_code(tag: re.Match[str]) -> str:
    return f"`{tag[0]}`" if TAG.match(tag[0]) or IMAGE.match(tag[0]) else tag[0]


def _unescaped(row: RawRecord) -> RawRecord:
    return replace(
        row,
        question=html.unescape(row.question),
        answer=html.unescape(row.answer),
        explanation=html.unescape(row.explanation),
        options=tuple(map(html.unescape, row.options)),
        section=html.unescape(row.section) if row.section else None,
    )
