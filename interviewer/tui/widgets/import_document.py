"""What an import found in one document, left out of it and doubts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from interviewer.importing.report import DocumentReport, ReadEntry
from interviewer.importing.report_text import (
    doubts_by_reason,
    dropped_words,
    entry_count,
    gap_words,
    preview_title,
)
from interviewer.tui.plain import one_line, plain
from interviewer.tui.widgets.section import Section
from interviewer.tui.wording import count

MOST_LINES = 100
"""Of one kind; the written report has them all."""
_ANSWER_CHARACTERS = 900
_EXCERPT_CHARACTERS = 160
_EXAMPLES = 3

Item = TypeVar("Item")


def document_parts(document: DocumentReport) -> Iterator[Widget]:
    """The document from its name to what was left out, long parts in sections."""
    yield Static(one_line(document.file, "bold $text-primary"), classes="import-part-heading")
    yield Static(_facts(document), classes="import-part")
    for note in document.notes:
        yield Static(Content.assemble(("! ", "bold $text-warning"), plain(note)), classes="import-part")
    if document.preview:
        yield Section(
            preview_title(document), lambda: _previews(document.preview), collapsed=False, id="preview-entries"
        )
    if document.suspicious:
        title = f"To look at ({len(document.suspicious)})"
        yield Section(title, lambda: [Static(_doubts(document))], collapsed=False)
    if document.unanswered:
        title = f"Without an answer, not imported ({len(document.unanswered)})"
        yield Section(title, lambda: [Static(_unanswered(document))], collapsed=False)
    if document.gaps:
        yield _section("Gaps in the numbers", document.gaps, lambda gap: one_line(gap_words(gap)))
    if document.sections:
        yield _section("Sections", document.sections, lambda item: _numbered(item.section, item.entries))
    if document.passages:
        yield _section(
            "Passages that answer no question",
            document.passages,
            lambda item: _at_line(item.line, item.title or item.text),
        )
    if document.dropped:
        title = f"Left out ({sum(len(group.lines) for group in document.dropped)})"
        yield Section(title, lambda: [Static(_dropped(document))], collapsed=True)


def lines_of(items: Sequence[Item], line: Callable[[Item], Content]) -> Content:
    """A line for each item, and how many more there are than are shown."""
    lines = [line(item) for item in items[:MOST_LINES]]
    if len(items) > MOST_LINES:
        lines.append(Content.styled(f"and {len(items) - MOST_LINES} more", "$foreground-muted"))
    return Content("\n").join(lines)


def excerpt(text: str, characters: int = _EXCERPT_CHARACTERS) -> str:
    """The beginning of a text on one line."""
    words = " ".join(text[: 4 * characters].split())
    return words if len(words) <= characters else f"{words[:characters].rstrip()} …"


def _section(title: str, items: Sequence[Item], line: Callable[[Item], Content]) -> Section:
    return Section(f"{title} ({len(items)})", lambda: [Static(lines_of(items, line))], collapsed=True)


def _facts(document: DocumentReport) -> Content:
    found = [f"{entry_count(document)} {'question' if document.entries == 1 else 'questions'} with answers"]
    found += [f"{len(document.unanswered)} without"] if document.unanswered else []
    found += [count(len(document.passages), "passage")] if document.passages else []
    how = [document.shape, f"confidence {document.confidence:.2f}", document.container, document.encoding]
    lines = [one_line(", ".join(found), "bold"), one_line(" · ".join(how), "$foreground-muted")]
    if document.recovered_from:
        lines.append(one_line(f"Its questions were found in {document.recovered_from}.", "$foreground-muted"))
    if document.output:
        lines.append(one_line(f"→ {document.output}", "$foreground-muted"))
    return Content("\n").join(lines)


def _previews(entries: Sequence[ReadEntry]) -> Iterable[Widget]:
    for entry in entries:
        about = [part for part in (f"line {entry.line}", entry.section, entry.difficulty) if part]
        yield Static(
            Content.assemble(one_line(entry.question, "bold"), "  ", one_line(" · ".join(about), "$foreground-muted")),
            classes="import-question",
        )
        if entry.context:
            yield Static(plain(_beginning(entry.context)), classes="code")
        yield Static(plain(_beginning(entry.answer)), classes="import-answer")


def _beginning(text: str) -> str:
    if len(text) <= _ANSWER_CHARACTERS:
        return text.strip()
    return f"{text[:_ANSWER_CHARACTERS].rstrip()} …"


def _doubts(document: DocumentReport) -> Content:
    groups = [
        Content.assemble(
            one_line(f"{reason} ({len(doubts)})", "$text-warning"),
            "\n",
            lines_of(doubts, lambda doubt: _at_line(doubt.line, doubt.excerpt)),
        )
        for reason, doubts in doubts_by_reason(document.suspicious)
    ]
    return Content("\n").join(groups)


def _unanswered(document: DocumentReport) -> Content:
    return lines_of(
        document.unanswered,
        lambda item: _at_line(item.line, item.question + ("" if item.reason == "no answer" else f" ({item.reason})")),
    )


def _dropped(document: DocumentReport) -> Content:
    groups = []
    for group in document.dropped:
        groups.append(one_line(excerpt(dropped_words(group))))
        examples = [line for line in group.lines if line.text.strip()][:_EXAMPLES]
        groups += [_at_line(line.line, line.text) for line in examples]
    return Content("\n").join(groups)


def _at_line(line: int, text: str) -> Content:
    return Content.assemble((f"{line:>6}  ", "$foreground-muted"), one_line(excerpt(text)))


def _numbered(text: str, number: int) -> Content:
    return Content.assemble((f"{number:>6}  ", "$foreground-muted"), one_line(excerpt(text)))
