"""Shapes in which questions are marked, and every line that could be a question in one of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from interviewer.importing.recognition.boilerplate import link_share
from interviewer.importing.recognition.collapsed import SUMMARY, is_answer_summary, visible_line
from interviewer.importing.recognition.numbering import AnswerLabel, Numbered, answer_label, closed_emphasis, numbered
from interviewer.importing.recognition.rows import Row
from interviewer.importing.wording import plain_text, question_likeness, without_symbols

Family = Literal["heading", "bold", "numbered", "label", "summary", "bullet", "line", "block", "answered", "cell"]

_BOLD = re.compile(
    r"^(?P<lead>[^\w\s<`$#|\[(]*?\s*)(?P<mark>\*{2,3}|_{2,3})(?P<inner>(?:(?!(?P=mark)).)+)(?P=mark)(?P<tail>.*)$"
)
_BOLD_TAG = re.compile(r"^(?P<lead>)<(?P<mark>b|strong)\b[^>]*>(?P<inner>.*?)</(?P=mark)>(?P<tail>.*)$", re.IGNORECASE)
_INLINE_ANSWER = re.compile(
    r"^(?P<question>.*?[?.:\s])\s*(?:[*_]{1,3})?(?:[-–—|]+\s*)?\(?(?:Ans(?:wer)?(?:\s*#?\d{1,4})?|A|Sol(?:ution)?)(?:\)|\s*[:=]|\.\s|\s*[-–—]+\s)[-:]*(?:[*_]{1,3})?\s*(?P<answer>\S.*)$"
)
_QUESTION_THEN_ANSWER = re.compile(
    r"^(?P<question>[^?？]{8,200}[?？])\s*(?P<paren>\([^()]{1,20}\))?\s*(?:[-–—:=]+>?\s*)?(?P<answer>\S.{20,})$"
)
_OVER = ".!?:)”\"'>`*|;…。．！？।؟。"
"""What a line ends in that is over."""
_LONGEST_QUESTION = 400
_OPTION = re.compile(r"^\W*\(?(?P<letter>[a-hA-H])\s*[.):\]]\W*\s?\S")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that could be a question in one shape."""

    row: int
    last: int
    """The last row of the question mark itself."""
    family: Family
    style: str
    """What is alike in all questions of a document: level, kind of number, indent."""
    question: str
    """Markdown; empty where the question stands below its number."""
    likeness: float
    rest: str = ""
    """Markdown of the answer that begins on the same line."""
    number: str | None = None
    parts: tuple[int, ...] = ()
    label: bool = False
    level: int = 0
    matter: tuple[int, ...] = ()
    """Rows within the mark that hold what is asked about: code, data, statements."""


def answer_labels(rows: Sequence[Row], dropped: Mapping[int, str]) -> dict[int, AnswerLabel]:
    """Rows that open an answer, by index; the first of several options (`A.`, `B.`) is none."""
    found: dict[int, AnswerLabel] = {}
    for row in rows:
        if row.kind not in {"text", "heading", "item", "wrapper"} or row.index in dropped:
            continue
        text = row.body
        if "<summary" in text.casefold() and (match := SUMMARY.search(text)):
            if label := answer_label(plain_text(match["inner"])):
                found[row.index] = AnswerLabel(label.rest or match["tail"].strip(), False)
            elif is_answer_summary(match["inner"]):
                found[row.index] = AnswerLabel(match["tail"].strip(), False)
            continue
        if row.kind == "heading" and row.mark:
            continue
        label = answer_label(text)
        if label is None or (label.one_letter and _begins_options(rows, row)):
            continue
        if row.kind == "item" and row.mark[0].isdigit():
            continue
        found[row.index] = label
    return found


def _begins_options(rows: Sequence[Row], row: Row) -> bool:
    letters = {"b", "c"}
    seen = 0
    for other in rows[row.index + 1 : row.index + 12]:
        if other.kind not in {"text", "item"}:
            continue
        match = _OPTION.match(other.body)
        if match and match["letter"].casefold() in letters:
            return True
        seen += 1
        if seen > 3:
            return False
    return False


def candidates(rows: Sequence[Row], dropped: Mapping[int, str], labels: Mapping[int, AnswerLabel]) -> list[Candidate]:
    """Every line that could be a question, once for each shape that it fits, in the order of the document."""
    found: list[Candidate] = []
    for row in rows:
        if row.index in dropped or row.kind in {"blank", "code", "rule", "table", "comment"}:
            continue
        if "<summary" in row.body.casefold():
            found.extend(_summaries(rows, row))
        elif row.index in labels or row.kind == "wrapper":
            continue
        elif row.kind == "heading":
            found.append(_heading(row))
        elif len(row.body) <= 3 * _LONGEST_QUESTION:
            found.extend(_of_line(rows, row))
    return found


def _heading(row: Row) -> Candidate:
    found = numbered(row.body, loose=True)
    if found is None and row.mark[:1].strip("(").isdigit():
        found = Numbered(row.mark.strip("().") or None, False, row.body)
    question, rest = _question_and_rest(found, row.body)
    place = "item" if row.mark else "heading"
    return Candidate(
        row.index, row.index, "heading", f"{place} {row.level} {_kind(found)}", question, _likeness(question), rest,
        *_number(found), level=row.level,
    )  # fmt: skip


def _of_line(rows: Sequence[Row], row: Row) -> Iterator[Candidate]:
    mark_number = row.mark.strip("().") if row.mark and row.mark.strip("().").isdigit() else None
    bold = _BOLD.match(row.body) or _BOLD_TAG.match(row.body)
    found = numbered(row.body)
    if mark_number is not None and (found is None or found.number is None):
        found = Numbered(mark_number, found.label if found else False, found.rest if found else row.body)
    indent = 0 if row.indent < 2 else row.indent
    place = "numbered item" if mark_number else "item" if row.mark else "line"
    if bold and (taken := _bold_question(bold, found if mark_number is None else numbered(row.body))):
        question, rest = taken
        likeness = _likeness(question)
        if question:
            yield Candidate(
                row.index,
                row.index,
                "bold",
                f"{place} {indent} {_kind(found)}",
                question,
                likeness,
                rest,
                *_number(found),
            )
    if found is not None:
        question, rest = _question_and_rest(found, row.body)
        parts = found.parts
        if not found.label and (not parts or parts[0] > 1500 or (row.kind == "text" and not _opens_block(rows, row))):
            return
        if found.number is None:
            yield Candidate(row.index, row.index, "label", "label", question, _likeness(question), rest, label=True)
        elif question or found.label:
            kind = "Q" if found.label else f"{len(parts)} {_separator(row)}"
            yield Candidate(
                row.index,
                row.index,
                "numbered",
                kind if found.label else f"{kind} {indent}",
                question,
                _likeness(question),
                rest,
                *_number(found),
            )
        return
    if bold and _is_bare(bold):
        return
    if row.kind == "item" and link_share(row.body) < 0.8:
        question, rest = _split_inline(row.body)
        yield Candidate(row.index, row.index, "bullet", f"{row.mark} {indent}", question, _likeness(question), rest)
    elif row.kind == "text" and _opens_block(rows, row) and len(row.body) <= _LONGEST_QUESTION:
        question, rest = _split_inline(row.body)
        likeness = _likeness(question)
        if likeness >= 0.6 and link_share(row.body) < 0.8:
            yield Candidate(row.index, row.index, "line", "line", question, likeness, rest)


def _is_bare(bold: re.Match[str]) -> bool:
    """Whether a line is bold as a whole."""
    return not without_symbols(plain_text(bold["tail"])).strip(" .:")


def _separator(row: Row) -> str:
    if row.kind == "item":
        return row.mark.strip("0123456789") or "."
    match = re.search(r"\d+(?:\.\d+)*\W*?([.):\-–—])", row.body)
    return match[1] if match else "."


def _opens_block(rows: Sequence[Row], row: Row) -> bool:
    """Whether a line begins a paragraph: nothing above it, or a line that is over."""
    if row.index == 0:
        return True
    before = rows[row.index - 1]
    if before.kind not in {"text", "item"}:
        return True
    return before.body[-1:] in _OVER or len(before.body) < 60


def _bold_question(bold: re.Match[str], found: Numbered | None) -> tuple[str, str] | None:
    """The question that a bold line holds, and the answer behind it; None where the bold words are only a term."""
    inner, tail = bold["inner"].strip(), bold["tail"].strip()
    if found is not None:
        # Also a numbered title in bold with the question itself behind it: `**2) Factorial**. Calculate ...`
        return _split_inline(closed_emphasis(found.rest)) if numbered(inner + " x") else None
    visible = without_symbols(plain_text(tail)).strip(" .:;,-–—()[]")
    if answer_label(inner):
        return None
    if not visible or len(visible) <= 12 or re.fullmatch(r"\W*[\[(].*[\])]\W*", tail):
        return bold["lead"] + inner + (f" {tail}" if tail and tail not in ".:" else ""), ""
    asks = inner.rstrip(" *_")[-1:] in "?？"
    return (inner, tail.lstrip(" :–—-")) if asks else None


def _question_and_rest(found: Numbered | None, body: str) -> tuple[str, str]:
    return _split_inline(closed_emphasis(found.rest) if found else body)


def _split_inline(text: str) -> tuple[str, str]:
    """A question and the answer that stands on the same line behind `Ans:` or `(answer)`."""
    match = _INLINE_ANSWER.match(text)
    if match and len(match["question"]) > 8 and question_likeness(plain_text(match["question"])) >= 0.5:
        return match["question"].strip(), closed_emphasis(match["answer"])
    return text, ""


def _summaries(rows: Sequence[Row], row: Row) -> Iterator[Candidate]:
    """The visible line of a collapsed block, if it is a question."""
    line = visible_line(rows, row)
    if line is None or not plain_text(line.text) or answer_label(plain_text(line.text)) or is_answer_summary(line.text):
        return
    found = numbered(plain_text(line.text))
    question = found.rest if found and found.rest else line.text
    yield Candidate(
        row.index, line.last, "summary", "summary", question, _likeness(question), _without_wrappers(line.rest),
        *_number(found), matter=line.matter,
    )  # fmt: skip


def end_of_block(rows: Sequence[Row], marker: Candidate, limit: int) -> int:
    """Where the collapsed block of a question closes; blocks inside its answer close before."""
    depth = 1
    for row in rows[marker.row : limit]:
        if row.kind == "code":
            continue
        text = row.text.casefold()
        if row.index > marker.row:
            depth += text.count("<details")
        depth -= text.count("</details")
        if depth <= 0:
            return row.index + 1
    return limit


def _without_wrappers(text: str) -> str:
    return re.sub(r"</?(?:br|hr|p|b|details|summary|strong|div)\b[^<>]*>", " ", text, flags=re.IGNORECASE).strip()


def _kind(found: Numbered | None) -> str:
    if found is None:
        return "plain"
    if found.label:
        return "Q"
    return f"number {len(found.parts)}" if found.number else "plain"


def _number(found: Numbered | None) -> tuple[str | None, tuple[int, ...], bool]:
    return (found.number, found.parts, found.label) if found else (None, (), False)


def _likeness(question: str) -> float:
    return question_likeness(plain_text(question[:_LONGEST_QUESTION]))
