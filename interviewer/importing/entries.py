"""From the cut document to entries, questions without an answer, and prose between them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from interviewer.importing.answers import AnswerText, read_answer
from interviewer.importing.boilerplate import link_share
from interviewer.importing.difficulty import of_section
from interviewer.importing.endings import are_ruled, end_of_matter
from interviewer.importing.judging import Shape
from interviewer.importing.layout import to_markdown
from interviewer.importing.manuscript import Dropped
from interviewer.importing.outline import Outline
from interviewer.importing.passages import loose_prose
from interviewer.importing.phrases import is_about_itself
from interviewer.importing.questions import continued_lines, question_text, width_of
from interviewer.importing.recognised import Entry, Excerpt, Unanswered
from interviewer.importing.rows import Row
from interviewer.importing.sections import Cut, Span
from interviewer.importing.wording import plain_text, question_likeness
from interviewer.models import Difficulty

_LONGEST_SHARED_CONTEXT = 30


@dataclass(slots=True)
class Findings:
    entries: list[Entry] = field(default_factory=list)
    unanswered: list[Unanswered] = field(default_factory=list)
    passages: list[Excerpt] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    numbers: list[tuple[str | None, int]] = field(default_factory=list)


def read_entries(outline: Outline, shape: Shape, cut: Cut, legend: dict[str, Difficulty]) -> Findings:
    """Every span of a cut document as an entry or as a question without an answer; the rest as prose or dropped."""
    rows = outline.rows
    findings = Findings()
    width = width_of(rows)
    labelled = _are_labelled(outline, cut.spans)
    listing = shape.family in {"bullet", "numbered", "line"}
    few_answers = listing and _share_with_text(outline, cut.spans) < 0.3
    on_one_line = shape.family == "line" and sum(bool(m.rest) for m in shape.markers) >= 0.3 * len(shape.markers)
    ruled = are_ruled(outline, cut.spans)
    titles = set(cut.titles)
    first = cut.spans[0].marker.row if cut.spans else 0
    shared: str | None = None
    section: str | None = None
    for position, span in enumerate(cut.spans):
        last = position + 1 == len(cut.spans)
        following = cut.spans[position + 1].marker.row if not last else len(rows)
        end = end_of_matter(outline, span, first, closes=last or span.end < following, last=last, ruled=ruled)
        if on_one_line and not span.marker.rest:
            end = span.marker.last + 1  # the others stand alone: what follows is something else
        if span.opening or span.section != section:
            shared = _shared_context(outline, span.opening)
            section = span.section
        _read_span(
            outline, span, end, findings, legend,
            width=width, labelled=labelled, listing=listing, few_answers=few_answers, shared=shared,
        )  # fmt: skip
        reason = "closing remarks" if last else "between questions"
        _read_between(outline, rows[end:following], span.section, titles, findings, reason)
    head = rows[: cut.spans[0].marker.row] if cut.spans else rows
    _read_between(outline, head, None, titles, findings, "introduction")
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
    shared: str | None,
) -> None:
    rows = outline.rows
    marker = span.marker
    more = continued_lines(outline, marker, end, width)
    question, difficulty = question_text(" ".join([marker.question, *(row.body for row in more)]), legend)
    start = (more[-1].index if more else marker.last) + 1
    # A row between marker and question, where the question stands below its number, is part of the mark.
    text = read_answer(outline, rows[start:end], marker.rest, labelled=labelled, listing=listing)
    if few_answers and text.missing is None and _is_only_code(rows[start:end]):
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
    context = "\n\n".join(part for part in (shared, text.context) if part) or None
    findings.entries.append(
        Entry(
            question, text.answer, line, final, span.section, context,
            difficulty or text.difficulty or of_section(span.section), text.tags, marker.number,
        )
    )  # fmt: skip


def _share_with_text(outline: Outline, spans: Sequence[Span]) -> float:
    """The share of questions with more below them than code and further questions."""
    count = 0
    for span in spans:
        rows = [row for row in outline.rows[span.marker.last + 1 : span.end] if outline.is_content(row)]
        count += bool(span.marker.rest) or any(row.kind != "code" and not _asks(row) for row in rows)
    return count / len(spans) if spans else 0.0


def _name_of(number: str | None, text: AnswerText) -> str:
    """A name for a question that is nothing but code or a picture."""
    if not text.context and not text.answer:
        return ""
    return f"Question {number}" if number else ""


def _is_only_code(rows: Sequence[Row]) -> bool:
    filled = [row for row in rows if row.kind not in {"blank", "rule", "wrapper", "comment"}]
    return bool(filled) and all(row.kind == "code" for row in filled)


def _last_line(outline: Outline, start: int, end: int) -> int:
    for index in range(end - 1, start, -1):
        if outline.rows[index].kind != "blank":
            return outline.rows[index].number
    return outline.rows[start].number


def _are_labelled(outline: Outline, spans: Sequence[Span]) -> bool:
    """Whether most questions have an answer label."""
    labels = sorted(outline.labels)
    count = (
        sum(any(span.marker.last < label < span.end for label in labels) for span in spans) if len(labels) < 50 else 0
    )
    if len(labels) >= 50:
        place = 0
        for span in spans:
            while place < len(labels) and labels[place] <= span.marker.last:
                place += 1
            count += place < len(labels) and labels[place] < span.end
    return bool(spans) and count >= 0.5 * len(spans)


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


def _read_between(
    outline: Outline, rows: Sequence[Row], section: str | None, titles: set[int], findings: Findings, reason: str
) -> None:
    """Rows that belong to no question: titles, introductions, remarks."""
    block: list[Row] = []
    for row in rows:
        if row.index not in titles and row.index not in outline.dropped and _asks(row):
            question, _difficulty = question_text(row.body, {})
            findings.unanswered.append(Unanswered(question, row.number, row.number, section))

    def finish() -> None:
        passages, dropped = loose_prose(outline, block, section, reason)
        findings.passages += passages
        findings.dropped += dropped
        block.clear()

    for row in rows:
        if row.kind == "heading" or row.index in titles:
            finish()
        elif not _asks(row):
            block.append(row)
    finish()


def _asks(row: Row) -> bool:
    """Whether a list item outside the questions is one of its own, only without an answer."""
    return (
        row.kind == "item"
        and len(row.body) <= 300
        and question_likeness(row.plain) >= 0.8
        and link_share(row.body) < 0.8
    )
