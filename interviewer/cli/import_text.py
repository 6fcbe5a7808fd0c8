"""The report of an import on a terminal: a table of the documents, then what a person should look at."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rich.console import Console, Group
from rich.padding import Padding
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
    shortened,
    side_words,
)
from interviewer.text import safe_text

MOST_DETAILED = 6
"""With more documents than this, what there is to say of each is left to the written report."""
MOST_PAIRS = 10
"""Near duplicates that are shown."""

_EXAMPLES = 3
_PLACES = ((), ("only",), ("first", "last"), ("first", "middle", "last"))
_ASKED_AGAIN = {
    "exact": "with the same answer, which is stored once with all its sources",
    "same question": "with different answers, all of which are kept",
}


def print_report(report: ImportReport, screen: Console, corpus: Path) -> None:
    """The whole report, shortened where the written one has more; `corpus` is the one in use."""
    if not screen.is_terminal:
        screen.width = 160
    if not report.documents:
        return
    folder = _common_folder([document.file for document in report.documents])
    if folder:
        screen.print(_text(f"In {folder}", "dim"))

    def name(file: str) -> str:
        return file.removeprefix(folder)

    screen.print(_table(report.documents, name))
    if len(report.documents) <= MOST_DETAILED:
        for document in report.documents:
            _print_details(document, name, screen)
    _print_duplicates(report, name, screen)
    screen.print()
    for line in _outcome(report, corpus):
        screen.print(_text(line))


def _common_folder(files: Sequence[str]) -> str:
    """The folder that several documents are in, with its last slash; empty for one document."""
    shared = os.path.commonprefix([os.path.dirname(file) + os.sep for file in files])  # noqa: PTH120, RUF071 - as given
    return shared[: shared.rfind(os.sep) + 1] if len(files) > 1 and len(shared) > 1 else ""


def _table(documents: Sequence[DocumentReport], name: Callable[[str], str]) -> Table:
    """A row for each document: its name, and below it how it was read; eighty columns are enough."""
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="bold")
    table.add_column("document", overflow="fold", ratio=1)
    for title in ("questions", "passages", "no\nanswer", "to\nlook at", "left\nout"):
        table.add_column(title, justify="right", no_wrap=True)
    for document in documents:
        about = f"{document.shape} · {document.encoding} · sure {document.confidence:.2f}"
        counts = (
            entry_count(document),
            str(len(document.passages)),
            str(len(document.unanswered)),
            str(len(document.suspicious)),
            str(sum(len(group.lines) for group in document.dropped)),
        )
        cell = Group(_text(name(document.file)), Padding(_text(about, "dim"), (0, 0, 0, 2), expand=False))
        table.add_row(cell, *(_text(count) for count in counts))
    return table


def _print_details(document: DocumentReport, name: Callable[[str], str], screen: Console) -> None:
    screen.print()
    screen.print(_text(name(document.file), "bold"))
    for label, value in _details(document):
        line = Text.assemble((f"{label}: ", "dim"), _text(value))
        screen.print(Padding(line, (0, 0, 0, 2), expand=False))


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
    for entry, place in zip(document.preview, _PLACES[len(document.preview)], strict=True):
        yield place, f"{shortened(entry.question, 100)} — {shortened(entry.answer, 100)} ({entry.line})"


def _print_duplicates(report: ImportReport, name: Callable[[str], str], screen: Console) -> None:
    if not report.duplicates:
        return
    screen.print()
    for kind, outcome in _ASKED_AGAIN.items():
        asked = {(item.first.file, item.first.line) for item in report.duplicates if item.kind == kind}
        if asked:
            verb = "question is" if len(asked) == 1 else "questions are"
            screen.print(_text(f"{len(asked)} {verb} asked more than once {outcome}."))
    near = [item for item in report.duplicates if item.kind == "near"]
    if near:
        total = len(near) + report.near_omitted
        screen.print(_text(f"{total} {'pair is' if total == 1 else 'pairs are'} nearly the same, and stored apart."))
        shown = near[:MOST_PAIRS]
        for proposal in dict.fromkeys(item.proposal for item in shown):
            screen.print(_text(proposal, "italic"))
            screen.print(_pairs([item for item in shown if item.proposal == proposal], name))
        if total > len(shown):
            screen.print(_text(f"... and {total - len(shown)} more pairs."))


def _pairs(near: Sequence[Duplicate], name: Callable[[str], str]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="bold")
    table.add_column("alike", justify="right")
    table.add_column("one", overflow="fold", ratio=1)
    table.add_column("other", overflow="fold", ratio=1)
    for item in near:
        sides = (f"{shortened(side.question, 120)} [{name(side_words(side))}]" for side in (item.first, item.second))
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


def _short(text: str) -> str:
    return shortened(text, 60)


def _text(value: str, style: str = "") -> Text:
    """A text on one line, as it is."""
    return Text(safe_text(" ".join(value.splitlines())), style=style)
