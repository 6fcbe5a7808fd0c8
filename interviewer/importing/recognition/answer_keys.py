"""Questions first, their answers further down below a title of their own, paired by their numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.importing.difficulty import of_section
from interviewer.importing.recognised import Entry, Unanswered
from interviewer.importing.recognition.answers import why_missing
from interviewer.importing.recognition.layout import to_markdown
from interviewer.importing.recognition.numbering import closed_emphasis, numbered
from interviewer.importing.recognition.options import is_option, named_option
from interviewer.importing.recognition.outline import Outline
from interviewer.importing.recognition.questions import question_text
from interviewer.importing.recognition.rows import Row
from interviewer.importing.wording import plain_text, question_likeness

_TITLE = re.compile(
    r"^\W*(?:the )?(?:(?:correct |model |sample )?answers?(?:[ -]keys?| sheet| section)?|solutions?|keys?)"
    r"(?: (?:to|for|of) (?:the |all )?(?:\w+ )?questions)?\W*$",
    re.IGNORECASE,
)
# Several answers on a line: `1. B  2. C`, `1-b, 2-c`, `1) (B)`.
_PAIR = r"\(?(\d{1,3})\s*[.):=–-]*\s*\(?([A-Ha-h])\)?"
_PAIRS = re.compile(rf"{_PAIR}(?:[\s,;|]+{_PAIR})+[\s,;|.]*")
_EACH_PAIR = re.compile(_PAIR)
_NUMBERED_ITEM = re.compile(r"\s*\d{1,2}[.)]\s+(?P<text>\S.*)")
_LETTER = re.compile(r"\W*[A-Ha-h]\W*")
_FEWEST = 3
_MOST_TITLES = 3
"""With more of them, they stand below single questions."""
_LEAST_ANSWERED = 0.6
_LEAST_ASKING = 0.5


@dataclass(frozen=True, slots=True)
class _Numbered:
    row: int
    text: str
    """Markdown behind the number."""


def entries_by_key(outline: Outline) -> tuple[list[Entry], list[Unanswered]]:
    """The questions of a document whose answers stand together at its end, and those without an answer there; none
    where it has another form."""
    titles = [
        row
        for row in outline.rows
        if row.kind in {"heading", "text"} and len(row.body) < 60 and _TITLE.match(row.plain)
    ]
    for row in titles if len(titles) <= _MOST_TITLES else ():
        asked = _counted(outline, 0, row.index)
        answers = _in_lines(outline, row.index + 1) or _counted(outline, row.index + 1, len(outline.rows))
        if _belong_together(outline, asked, answers, row.index):
            return _paired(outline, asked, answers, row.index)
    return [], []


def _counted(outline: Outline, start: int, end: int) -> list[_Numbered]:
    """The lines that count up from 1 by one."""
    found: list[_Numbered] = []
    for row in outline.rows[start:end]:
        if row.index in outline.dropped or row.kind not in {"heading", "item", "text"}:
            continue
        if found and row.indent > outline.rows[found[0].row].indent + 1:
            continue  # in a list below a question
        mark = numbered(row.body)
        number, text = (mark.parts, mark.rest) if mark and mark.parts else ((), row.body)
        if not number and row.mark.strip("().").isdigit():
            number = (int(row.mark.strip("().")),)
        if number == (len(found) + 1,):
            found.append(_Numbered(row.index, closed_emphasis(text)))
        elif number == (1,) and len(found) < _FEWEST:
            found = [_Numbered(row.index, closed_emphasis(text))]
    return found


def _in_lines(outline: Outline, start: int) -> list[_Numbered]:
    """Letters behind the numbers of their questions, several on a line."""
    found: list[_Numbered] = []
    for row in outline.rows[start:]:
        text = row.text.strip().strip("*_|")
        if not outline.is_content(row) or not _PAIRS.fullmatch(text):
            continue
        for number, letter in _EACH_PAIR.findall(text):
            if int(number) == len(found) + 1:
                found.append(_Numbered(row.index, letter))
    return found


def _belong_together(outline: Outline, asked: Sequence[_Numbered], answers: Sequence[_Numbered], title: int) -> bool:
    """Whether lines that ask, with nothing but options and code below them, have as many answers further down."""
    if len(asked) < _FEWEST or not _LEAST_ANSWERED * len(asked) <= len(answers) <= len(asked):
        return False
    if any(index < title for index in outline.labels):
        return False
    asking = sum(question_likeness(plain_text(one.text)) >= _LEAST_ASKING for one in asked)
    answering = sum(question_likeness(plain_text(one.text)) < 1 for one in answers)
    bounds = [*(one.row for one in asked[1:]), title]
    lettered = all(_LETTER.fullmatch(one.text) for one in answers)
    alone = all(
        row.kind in {"code", "table"}
        or is_option(row.body)
        or not outline.is_content(row)
        or (lettered and _is_nested(row))
        for one, end in zip(asked, bounds, strict=True)
        for row in outline.rows[one.row + 1 : end]
    )
    return alone and asking >= _LEAST_ASKING * len(asked) and answering >= _LEAST_ASKING * len(answers)


def _is_nested(row: Row) -> bool:
    """Whether a row is an item of a list below a question."""
    return row.kind == "item" and row.indent > 1


def _paired(
    outline: Outline, asked: Sequence[_Numbered], answers: Sequence[_Numbered], title: int
) -> tuple[list[Entry], list[Unanswered]]:
    rows = outline.rows
    below = [*(one.row for one in asked[1:]), title]
    ends = [*(one.row for one in answers[1:]), len(rows)]
    found: list[Entry] = []
    unanswered: list[Unanswered] = []
    for place, question in enumerate(asked):
        matter = [row for row in rows[question.row + 1 : below[place]] if outline.is_content(row)]
        context = "\n".join(_with_letters(to_markdown(matter))).strip("\n") or None
        text = _answer(outline, answers[place], ends[place], context) if place < len(answers) else ""
        words, difficulty = question_text(question.text, {})
        line, section = rows[question.row].number, _section(rows, question.row)
        missing = why_missing(text)
        if words and missing is None:
            level = difficulty or of_section(section)
            last = rows[ends[place] - 1].number
            found.append(Entry(words, text, line, last, section, context, level, (), str(place + 1)))
        elif words:
            unanswered.append(Unanswered(words, line, rows[below[place] - 1].number, section, missing or "no answer"))
    return found, unanswered


def _with_letters(lines: Sequence[str]) -> list[str]:
    """The lines below a question; where they are numbered options, each with its letter instead."""
    items = [_NUMBERED_ITEM.match(line) for line in lines]
    if len(items) < 2 or not all(items):
        return list(lines)
    return [f"- {chr(ord('A') + place)}. {match['text']}" for place, match in enumerate(items) if match]


def _answer(outline: Outline, answer: _Numbered, end: int, context: str | None) -> str:
    rest = [row for row in outline.rows[answer.row + 1 : end] if row.index not in outline.dropped]
    return named_option("\n".join([answer.text, *to_markdown(rest)]).strip("\n"), context)


def _section(rows: Sequence[Row], start: int) -> str | None:
    above = next((row for row in reversed(rows[:start]) if row.kind == "heading" and row.level > 1), None)
    return above.plain or None if above else None
