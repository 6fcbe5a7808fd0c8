"""What a manuscript holds: entries, questions without an answer, passages, and what was left out."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from interviewer.importing.difficulty import read_legend
from interviewer.importing.manuscript import Dropped, Manuscript
from interviewer.importing.recognised import Entry, Excerpt, Recognised, Unanswered
from interviewer.importing.recognition.accounting import with_every_line
from interviewer.importing.recognition.answer_keys import entries_by_key
from interviewer.importing.recognition.boilerplate import boilerplate, has_link, link_share
from interviewer.importing.recognition.choosing import choose_shape, title_shape, with_question_below
from interviewer.importing.recognition.entries import read_entries
from interviewer.importing.recognition.implied import above_labels, notebook_cells, ruled_blocks, with_missing_marks
from interviewer.importing.recognition.leftovers import read_leftovers
from interviewer.importing.recognition.named_fields import from_records, read_records
from interviewer.importing.recognition.outline import Outline
from interviewer.importing.recognition.passages import headings_of, prose_by_headings
from interviewer.importing.recognition.pipe_tables import question_tables, table_records
from interviewer.importing.recognition.rows import Row, read_rows
from interviewer.importing.recognition.sections import cut_document
from interviewer.importing.recognition.sequence import gaps_in
from interviewer.importing.recognition.shapes import answer_labels, candidates
from interviewer.importing.recognition.suspicion import suspicions_of
from interviewer.importing.wording import plain_text, question_likeness

_CLAIM = re.compile(
    r"(?<![\w.,-])(?P<count>\d{1,2},\d{3}|\d{2,4})\s*\+?\s*(?:[\w+#.&/-]+\s+){0,8}?"
    r"(?:questions?|q\s*&\s*as?|interview q)\b",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"interview|question|q\s*&\s*a|\bfaqs?\b|quiz|flash ?cards?|viva|exam|面试|面試|面接|問題|问题|면접|질문"
    r"|entrevista|pregunta|pergunta|entretien|frage|собеседован|вопрос|mülakat|soal",
    re.IGNORECASE,
)
_HEAD = 60
"""Rows at the beginning among which title and claims stand."""


def recognise(manuscript: Manuscript, *, questions_from_headings: bool = False) -> Recognised:
    """Everything that one document holds.

    One dominant shape is chosen and the document is cut by it; where none is good enough, its prose becomes passages.
    questions_from_headings: headings of a document without questions become questions, their text the answer.
    """
    if manuscript.records:
        return read_records(manuscript)
    rows = read_rows(manuscript.lines)
    return with_every_line(_recognised(manuscript, rows, questions_from_headings), rows)


def _recognised(manuscript: Manuscript, rows: Sequence[Row], questions_from_headings: bool) -> Recognised:
    dropped = boilerplate(rows)
    tabled, in_tables = question_tables(rows, dropped)
    boiler = [
        Dropped(reason, rows[index].text.strip(), rows[index].number) for index, reason in sorted(dropped.items())
    ]
    dropped |= dict.fromkeys(in_tables, "questions of a table")
    labels = answer_labels(rows, dropped)
    outline = Outline(rows, dropped, labels)
    found = [*candidates(rows, dropped, labels), *above_labels(rows, dropped, labels), *ruled_blocks(rows, dropped)]
    if manuscript.container == "notebook":
        found = [c for c in found if c.family != "line"] + notebook_cells(rows, dropped)
    title = _title(manuscript, rows)
    announced = bool(_ANNOUNCED.search(f"{title or ''} {PurePath(manuscript.file).name}"))
    shape = choose_shape(outline, found, announced=announced)
    records = table_records(rows)
    if len(records) > 1 and len(records) > (len(shape.markers) if shape else 0):
        return from_records(manuscript, records, "rows of a table", title, [*manuscript.dropped, *boiler])
    keyed, without_key = entries_by_key(outline)
    if keyed:
        return Recognised(
            file=manuscript.file,
            shape="questions with their answers at the end",
            confidence=1.0,
            title=title,
            entries=tuple(keyed),
            unanswered=tuple(without_key),
            headings=tuple(headings_of(rows, set(), ())),
            dropped=_in_order([*manuscript.dropped, *boiler]),
            claimed=_claimed(title, rows),
            suspicious=suspicions_of(keyed),
            notes=manuscript.notes,
        )
    shape = title_shape(outline, found, shape)
    if shape is None:
        return _without_questions(manuscript, outline, title, boiler, tabled, questions_from_headings)
    found = [with_question_below(outline, candidate) for candidate in found]
    shape = with_missing_marks(rows, shape, found, labels)
    cut = cut_document(outline, shape)
    legend = read_legend(row.text for row in rows[:300])
    findings = read_entries(outline, shape, cut, legend)
    findings.unanswered += tabled
    read_leftovers(outline, findings, cut.titles, legend)
    inside = {marker.row for marker in shape.markers}
    notes = list(manuscript.notes)
    if not findings.entries:
        notes.append(f"{len(findings.unanswered)} questions, none with an answer: nothing to import.")
    entries = tuple(sorted(findings.entries, key=lambda entry: entry.line))
    return Recognised(
        file=manuscript.file,
        shape=shape.name if findings.entries else "questions without answers",
        confidence=round(min(1.0, max(0.0, shape.score * (len(shape.markers) + 1) / max(1, len(shape.markers)))), 2),
        title=title,
        entries=entries,
        unanswered=tuple(sorted(findings.unanswered, key=lambda question: question.line)),
        passages=tuple(sorted(findings.passages, key=lambda passage: passage.line)),
        headings=tuple(headings_of(rows, inside, cut.titles)),
        dropped=_in_order([*manuscript.dropped, *boiler, *findings.dropped]),
        claimed=_claimed(title, rows),
        gaps=gaps_in(findings.numbers),
        suspicious=suspicions_of(entries),
        notes=tuple(notes),
    )


def _without_questions(
    manuscript: Manuscript,
    outline: Outline,
    title: str | None,
    boiler: list[Dropped],
    tabled: Sequence[Unanswered],
    from_headings: bool,
) -> Recognised:
    rows = outline.rows
    passages, left = prose_by_headings(outline)
    if passages and _is_link_list(rows, passages):
        left += [Dropped("link list", passage.text.split("\n", 1)[0], passage.line) for passage in passages]
        passages = []
    headings = headings_of(rows, set(), ())
    notes = list(manuscript.notes)
    entries: tuple[Entry, ...] = ()
    shape = "prose"
    if from_headings:
        entries = tuple(_entry_from(passage) for passage in passages if passage.title)
        passages = [passage for passage in passages if not passage.title]
        shape = "headings made questions" if entries else shape
    elif passages:
        notes.append("No questions found: the text is kept as passages.")
    if tabled and not entries:
        shape = "questions without answers"
        notes.append(f"{len(tabled)} questions, none with an answer: nothing to import.")
    elif not entries and not passages:
        shape, reason = _why_nothing(rows)
        notes.append(reason)
    return Recognised(
        file=manuscript.file,
        shape=shape,
        confidence=0.5 if entries or passages else 0.0,
        title=title,
        entries=entries,
        unanswered=tuple(tabled),
        passages=tuple(passages),
        headings=tuple(headings),
        dropped=_in_order([*manuscript.dropped, *boiler, *left]),
        claimed=_claimed(title, rows),
        suspicious=suspicions_of(entries),
        notes=tuple(notes),
    )


def _entry_from(passage: Excerpt) -> Entry:
    title = passage.title or ""
    question = title if question_likeness(title) >= 0.7 else f"Explain: {title}"
    return Entry(question, passage.text, passage.line, passage.end, passage.section)


def _is_link_list(rows: Sequence[Row], passages: Sequence[Excerpt]) -> bool:
    """Whether most lines of a document are links, and what is left of it is little beside them."""
    filled = [row for row in rows if row.kind in {"text", "item", "table"} and row.body]
    links = [row for row in filled if has_link(row.body)]
    prose = sum(passage.end - passage.line + 1 for passage in passages)
    return len(links) > 0.6 * len(filled) and prose < 0.3 * len(filled)


def _why_nothing(rows: Sequence[Row]) -> tuple[str, str]:
    filled = [row for row in rows if row.kind in {"text", "item", "table", "heading", "code"} and row.body]
    if not filled:
        return "empty", "There is no text in it."
    links = sum(link_share(row.body) >= 0.5 for row in filled if row.kind != "code")
    if links > 0.3 * len(filled):
        return "links", "This is a list of links, without questions or answers of its own: nothing to import."
    return "unknown", "Neither questions with answers nor longer text were found: nothing to import."


def _title(manuscript: Manuscript, rows: Sequence[Row]) -> str | None:
    if manuscript.title:
        return plain_text(manuscript.title) or None
    first = next((row for row in rows if row.kind == "heading"), None)
    if first is not None and first.level == 1 and question_likeness(first.plain) < 1:
        return first.plain or None
    for row in rows[:_HEAD]:
        if row.kind == "text" and len(row.body) < 120 and _CLAIM.search(row.plain):
            return row.plain
    return None


def _claimed(title: str | None, rows: Sequence[Row]) -> int | None:
    """The number of questions that title or introduction name; the first one found."""
    texts = [
        title or "",
        *(row.plain for row in rows[:_HEAD] if row.kind in {"heading", "text"} and len(row.body) < 1500),
    ]
    for text in texts:
        match = _CLAIM.search(text)
        if match and not re.match(r"(?:19|20)\d\d$", match["count"]):
            return int(match["count"].replace(",", ""))
    return None


def _in_order(dropped: Sequence[Dropped]) -> tuple[Dropped, ...]:
    return tuple(sorted(dict.fromkeys(dropped), key=lambda entry: entry.number))
