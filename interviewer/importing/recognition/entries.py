"""From the cut document to entries, questions without an answer, and prose between them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from interviewer.importing.difficulty import of_section
from interviewer.importing.manuscript import Dropped
from interviewer.importing.recognised import Entry, Excerpt, Unanswered
from interviewer.importing.recognition.answers import AnswerText, read_answer
from interviewer.importing.recognition.collapsed import without_end
from interviewer.importing.recognition.endings import are_ruled, end_of_matter
from interviewer.importing.recognition.judging import Shape
from interviewer.importing.recognition.layout import to_markdown
from interviewer.importing.recognition.options import is_option
from interviewer.importing.recognition.outline import Outline
from interviewer.importing.recognition.phrases import is_about_itself
from interviewer.importing.recognition.questions import asks, continued_lines, question_text, width_of
from interviewer.importing.recognition.rows import Row
from interviewer.importing.recognition.sections import Cut, Span
from interviewer.importing.recognition.shapes import Candidate
from interviewer.importing.wording import plain_text, question_likeness, without_symbols
from interviewer.models import Difficulty

_LONGEST_SHARED_CONTEXT = 30
_CODE_WORD = r"(?:code|snippet|program|fragment|function|script|query|expression|statement|class)s?"
_OF_CODE_BELOW = re.compile(
    rf"\b(?:following|given)\b.{{0,30}}\b{_CODE_WORD}\b|\b{_CODE_WORD}\b.{{0,30}}\bbelow\b|\bbelow\b.{{0,30}}\b{_CODE_WORD}\b",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"\b(?:outputs?|prints?|printed|results?|returns?|happens?|displays?|logs?|logged|wrong|errors?|finish\w*|do(?:es)?|values?)\b",
    re.IGNORECASE,
)
_OF_NAMES_BELOW = re.compile(
    r"\b(?:explain|describe|define|discuss|compare|differentiate|distinguish)\b.*\b(?:following|these|below)\b",
    re.IGNORECASE,
)
_MOST_WORDS_OF_NAME = 4
_OTHER_WORDINGS = re.compile(
    r"\b(?:similar|other|related|alternative|equivalent|same)\b.*\b(?:phras\w+|wordings?|questions?|ways|forms|vari\w+)\b"
    r"|\balso (?:be )?(?:asked|phrased|worded)\b",
    re.IGNORECASE,
)
_CODE_ITEM = re.compile(r"(`+)(?:(?!\1).)+\1\W*")
_MOST_LETTERED = 0.4
_WHOLLY_BOLD = re.compile(r"^(\*\*|__)(?:(?!\1).)+\1")


@dataclass(slots=True)
class Findings:
    entries: list[Entry] = field(default_factory=list)
    unanswered: list[Unanswered] = field(default_factory=list)
    passages: list[Excerpt] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    numbers: list[tuple[str | None, int]] = field(default_factory=list)
    leftovers: list["Leftover"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Leftover:
    """Rows that belong to no question."""

    rows: Sequence[Row]
    section: str | None
    reason: str
    """Why they are left out, unless something is found in them: "introduction", "closing remarks"."""


def read_entries(outline: Outline, shape: Shape, cut: Cut, legend: dict[str, Difficulty]) -> Findings:
    """Every span of a cut document as an entry or as a question without an answer; the rest as prose or dropped."""
    rows = outline.rows
    findings = Findings()
    width = width_of(rows)
    labelled = _are_labelled(outline, cut.spans)
    listing = shape.family in {"bullet", "numbered", "line"}
    few_answers = listing and _share_with_text(outline, cut.spans) < 0.3
    on_one_line = shape.family == "line" and sum(bool(m.rest) for m in shape.markers) >= 0.3 * len(shape.markers)
    lettered = _have_lettered_lists(outline, cut.spans)
    ruled = are_ruled(outline, cut.spans)
    first = cut.spans[0].marker.row if cut.spans else 0
    shared: str | None = None
    section: str | None = None
    for position, span in enumerate(cut.spans):
        last = position + 1 == len(cut.spans)
        following = cut.spans[position + 1].marker.row if not last else len(rows)
        end = end_of_matter(outline, span, first, closes=last or span.end < following, last=last, ruled=ruled)
        alone = on_one_line or (few_answers and not _is_answered(outline, span, end))
        if alone and not span.marker.rest:
            end = span.marker.last + 1  # what follows is something else
        if span.opening or span.section != section:
            shared = _shared_context(outline, span.opening)
            section = span.section
        _read_span(
            outline, span, end, findings, legend,
            width=width, labelled=labelled, listing=listing, few_answers=few_answers, lettered=lettered,
            shared=shared,
        )  # fmt: skip
        reason = "closing remarks" if last and not alone else "between questions"
        findings.leftovers.append(Leftover(rows[end:following], span.section, reason))
    findings.leftovers.append(Leftover(rows[:first], None, "introduction"))
    return findings


def _read_span(
    outline: Outline,
    span: Span,
    end: int,
    findings: Findings,
    legend: dict[str, Difficulty],
    *,
    width: int,
    labelled: bool,
    listing: bool,
    few_answers: bool,
    lettered: bool,
    shared: str | None,
) -> None:
    rows = outline.rows
    marker = span.marker
    more = continued_lines(outline, marker, end, width)
    question, difficulty = question_text(" ".join([marker.question, *(row.body for row in more)]), legend)
    start = (more[-1].index if more else marker.last) + 1
    # A row between marker and question, where the question stands below its number, is part of the mark.
    text = read_answer(outline, rows[start:end], marker.rest, labelled=labelled, listing=listing, lettered=lettered)
    below = rows[start:end]
    only_asked = not marker.rest and (
        _is_only_asked_about(outline, question, below, few_answers)
        or _names_only(outline, marker, below)
        or _asks_otherwise(outline, below)
    )
    if text.missing is None and only_asked:
        text = AnswerText(context=text.answer, missing="no answer", dropped=text.dropped)
    line = rows[marker.row].number
    final = _last_line(outline, marker.row, end)
    findings.dropped += text.dropped
    findings.numbers.append((marker.number, line))
    if not question:
        question = _name_of(marker.number, text)
    if not question:
        findings.dropped += [
            Dropped("empty question", row.text.strip(), row.number)
            for row in rows[marker.row : end]
            if row.kind != "blank"
        ]
        return
    if text.missing is not None:
        findings.unanswered.append(Unanswered(question, line, final, span.section, text.missing))
        return
    matter = "\n".join(
        to_markdown([replace(rows[index], text=without_end(rows[index])) for index in marker.matter])
    ).strip("\n")
    context = "\n\n".join(part for part in (shared, matter, text.context) if part) or None
    findings.entries.append(
        Entry(
            question, text.answer, line, final, span.section, context,
            difficulty or text.difficulty or of_section(span.section), text.tags, marker.number,
        )
    )  # fmt: skip


def _is_answered(outline: Outline, span: Span, end: int) -> bool:
    """Whether an answer follows right below a question, in a document where few are answered.

    Text that does not ask itself, and is no title; items only if they stand below the question's own.
    """
    first = next((row for row in outline.rows[span.marker.last + 1 : end] if outline.is_content(row)), None)
    if first is None or first.kind == "item":
        return first is not None and first.indent > outline.rows[span.marker.row].indent
    titled = len(first.body) < 80 and not without_symbols(_WHOLLY_BOLD.sub("", first.body))
    titled = titled or _heads_questions(outline, first, end)
    return first.kind != "text" or not (titled or question_likeness(first.plain) >= 0.8)


def _heads_questions(outline: Outline, row: Row, end: int) -> bool:
    """Whether a line is the title of further questions: a few words, no sentence, and what is below asks."""
    if row.kind != "text" or len(row.body) > 80 or row.body.rstrip("*_ ")[-1:] in ".!?;,":
        return False
    below = outline.next_filled(row.index + 1)
    return below < end and outline.rows[below].kind == "item" and asks(outline.rows[below])


def _share_with_text(outline: Outline, spans: Sequence[Span]) -> float:
    """The share of questions with more below them than code and further questions."""
    count = 0
    for span in spans:
        rows = [row for row in outline.rows[span.marker.last + 1 : span.end] if outline.is_content(row)]
        count += bool(span.marker.rest) or any(
            row.kind != "code" and not asks(row) and not _heads_questions(outline, row, span.end) for row in rows
        )
    return count / len(spans) if spans else 0.0


def _name_of(number: str | None, text: AnswerText) -> str:
    """A name for a question that is nothing but code or a picture."""
    if not text.context and not text.answer:
        return ""
    return f"Question {number}" if number else ""


def _is_only_code(outline: Outline, rows: Sequence[Row]) -> bool:
    aside = {"blank", "rule", "wrapper", "comment"}
    filled = [row for row in rows if row.kind not in aside and row.index not in outline.dropped]
    return bool(filled) and all(row.kind == "code" or _CODE_ITEM.fullmatch(row.body) for row in filled)


def _names_only(outline: Outline, marker: Candidate, rows: Sequence[Row]) -> bool:
    """Whether below a demand for what follows its colon there is nothing but a few names: "Explain these terms:"."""
    asked = plain_text(marker.question).rstrip("*_ ")
    if not asked.endswith(":") or not _OF_NAMES_BELOW.search(asked):
        return False
    filled = [row for row in rows if outline.is_content(row)]
    return bool(filled) and all(
        row.kind == "item" and len(row.plain.split()) <= _MOST_WORDS_OF_NAME and not re.search(r"[:=–—]", row.plain)
        for row in filled
    )


def _asks_otherwise(outline: Outline, rows: Sequence[Row]) -> bool:
    """Whether below a question there are only other wordings of it."""
    filled = [row for row in rows if outline.is_content(row)]
    if len(filled) < 2 or filled[0].kind != "text" or len(filled[0].body) > 120:
        return False
    return bool(_OTHER_WORDINGS.search(filled[0].plain)) and all(asks(row) for row in filled[1:])


def _is_only_asked_about(outline: Outline, question: str, rows: Sequence[Row], few_answers: bool) -> bool:
    """Whether all that stands below a question is the code that it asks about."""
    if not _is_only_code(outline, rows):
        return False
    fences = sum(row.fenced and row.text.strip().startswith(("```", "~~~")) for row in rows)
    return few_answers or (0 < fences <= 2 and bool(_OF_CODE_BELOW.search(question) and _OUTCOME.search(question)))


def _last_line(outline: Outline, start: int, end: int) -> int:
    for index in range(end - 1, start, -1):
        if outline.rows[index].kind != "blank":
            return outline.rows[index].number
    return outline.rows[start].number


def _are_labelled(outline: Outline, spans: Sequence[Span]) -> bool:
    """Whether most questions have an answer label."""
    labels = sorted(outline.labels)
    count = sum(bisect_right(labels, span.marker.last) < bisect_left(labels, span.end) for span in spans)
    return bool(spans) and count >= 0.5 * len(spans)


def _have_lettered_lists(outline: Outline, spans: Sequence[Span]) -> bool:
    """Whether answers may be lists with letters: few are, and no answer is labelled, so that they are no options."""
    if outline.labels:
        return False
    count = 0
    for span in spans:
        rows = [row for row in outline.rows[span.marker.last + 1 : span.end] if outline.is_content(row)]
        count += len(rows) > 1 and all(is_option(row.body) and not row.body.startswith("[") for row in rows)
    return 0 < count < _MOST_LETTERED * len(spans)


def _shared_context(outline: Outline, opening: tuple[int, int] | None) -> str | None:
    """What stands between the title of a section and its first question, where it leads up to the questions: data they
    all ask about, closed with a colon."""
    if opening is None:
        return None
    rows = [row for row in outline.rows[opening[0] : opening[1]] if row.index not in outline.dropped]
    filled = [row for row in rows if outline.is_content(row)]
    if not 2 <= len(filled) <= _LONGEST_SHARED_CONTEXT or not filled[-1].body.rstrip("*_ ").endswith(":"):
        return None
    if any(is_about_itself(plain_text(row.body)) for row in filled):
        return None
    return "\n".join(
        line for line in to_markdown([row for row in rows if row.kind not in {"wrapper", "comment"}])
    ).strip("\n")
