"""The report of an import on a terminal: a table of the documents, then what a person should look at."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from textwrap import shorten

from rich.console import Console
from rich.table import Table
from rich.text import Text

from interviewer.importing.importer import REPORT_FILE
from interviewer.importing.report import DocumentReport, Duplicate, ImportReport
from interviewer.importing.report_text import (
    change_words,
    doubts_by_reason,
    dropped_words,
    entry_count,
    gap_words,
    line_ranges,
    side_words,
)
from interviewer.text import safe_text

MOST_DETAILED = 6
"""With more documents than this, what there is to say of each is left to the written report."""
MOST_PAIRS = 10
"""Near duplicates that are shown."""

_EXAMPLES = 3


def print_report(report: ImportReport, screen: Console, corpus: Path) -> None:
    """The whole report, shortened where the written one has more; `corpus` is the one in use."""
    if not screen.is_terminal:
        screen.width = 160
    if not report.documents:
        return
    screen.print(_table(report.documents))
    if len(report.documents) <= MOST_DETAILED:
        for document in report.documents:
            _print_details(document, screen)
    _print_duplicates(report, screen)
    screen.print()
    for line in _outcome(report, corpus):
        screen.print(_text(line))


def _table(documents: Sequence[DocumentReport]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("document", overflow="fold", ratio=3)
    table.add_column("shape", overflow="fold", ratio=2)
    table.add_column("encoding")
    for name in ("sure", "questions", "passages", "unanswered", "to look at", "left out"):
        table.add_column(name, justify="right")
    for document in documents:
        cells = (
            document.file,
            document.shape,
            document.encoding,
            f"{document.confidence:.2f}",
            entry_count(document),
            str(len(document.passages)),
            str(len(document.unanswered)),
            str(len(document.suspicious)),
            str(sum(len(group.lines) for group in document.dropped)),
        )
        table.add_row(*(_text(cell) for cell in cells))
    return table


def _print_details(document: DocumentReport, screen: Console) -> None:
    screen.print()
    screen.print(_text(document.file, "bold"))
    for label, value in _details(document):
        line = Text(f"  {label}: ", style="dim")
        line.append(safe_text(value))
        screen.print(line)


def _details(document: DocumentReport) -> Iterable[tuple[str, str]]:
    for note in document.notes:
        yield "note", note
    if document.sections:
        yield "sections", "; ".join(f"{item.section} ({item.entries})" for item in document.sections)
    if document.gaps:
        yield "numbers", "; ".join(gap_words(gap) for gap in document.gaps[:_EXAMPLES]) + _more(document.gaps)
    for reason, doubts in doubts_by_reason(document.suspicious):
        where = "line" if len(doubts) == 1 else "lines"
        yield "look at", f"{reason}: {len(doubts)} ({where} {line_ranges(doubt.line for doubt in doubts)})"
    if document.unanswered:
        shown = "; ".join(f"{_short(item.question)} ({item.line})" for item in document.unanswered[:_EXAMPLES])
        yield "no answer", f"{len(document.unanswered)}: {shown}{_more(document.unanswered)}"
    if document.passages:
        shown = "; ".join(f"{_short(item.title or item.text)} ({item.line})" for item in document.passages[:_EXAMPLES])
        yield "passages", f"{len(document.passages)}: {shown}{_more(document.passages)}"
    for group in document.dropped:
        yield "left out", dropped_words(group)
    for entry, place in zip(document.preview, ("first", "middle", "last"), strict=False):
        yield place, f"{_short(entry.question, 100)} — {_short(entry.answer, 100)} ({entry.line})"


def _print_duplicates(report: ImportReport, screen: Console) -> None:
    if not report.duplicates:
        return
    counts = Counter[str](item.kind for item in report.duplicates)
    screen.print()
    words = {"exact": "with the same answer", "same question": "with other answers"}
    for kind, phrase in words.items():
        if counts[kind]:
            screen.print(
                _text(f"{counts[kind]} {'question' if counts[kind] == 1 else 'questions'} asked twice: {phrase}.")
            )
    near = [item for item in report.duplicates if item.kind == "near"]
    if near:
        total = len(near) + report.near_omitted
        screen.print(_text(f"{total} {'pair is' if total == 1 else 'pairs are'} nearly the same, and stored apart:"))
        screen.print(_pairs(near[:MOST_PAIRS]))


def _pairs(near: Sequence[Duplicate]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("alike", justify="right")
    table.add_column("one", overflow="fold", ratio=1)
    table.add_column("other", overflow="fold", ratio=1)
    for item in near:
        sides = (f"{_short(side.question, 120)} [{side_words(side)}]" for side in (item.first, item.second))
        table.add_row(_text(f"{item.likeness:.2f}"), *(_text(side) for side in sides))
    return table


def _outcome(report: ImportReport, corpus: Path) -> Iterable[str]:
    yield from report.notes
    kept = [change for change in report.changes if change.kind in {"kept", "left out"}]
    for change in kept[:MOST_PAIRS]:
        yield f"{change.kind}: {_short(change.question)} ({change.file}): {change.reason}"
    if len(kept) > MOST_PAIRS:
        yield f"... and {len(kept) - MOST_PAIRS} more."
    if not report.found:
        return
    yield f"{'Would be: ' if report.dry_run else ''}{change_words(report)}."
    if report.dry_run:
        yield f"Nothing was written; corpus files would go to {report.output}."
        return
    yield f"Corpus files are in {report.output}; all of this and more in {Path(report.output) / REPORT_FILE}."
    if corpus not in (Path(report.output), *Path(report.output).parents):
        yield f"Practise with `interviewer practice --corpus {report.output}`."


def _more(items: Sequence[object]) -> str:
    return f"; and {len(items) - _EXAMPLES} more" if len(items) > _EXAMPLES else ""


def _short(text: str, width: int = 60) -> str:
    return shorten(" ".join(text.split()), width, placeholder=" ...")


def _text(value: str, style: str = "") -> Text:
    return Text(safe_text(value), style=style)
