"""The report of an import as a page of Markdown, and the short phrases that the screen uses too.

It says what is in the documents, not what changed since the last import: importing again leaves it as it is.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from interviewer.importing.report import (
    DocumentReport,
    Doubt,
    DroppedGroup,
    Duplicate,
    ImportReport,
    NumberGap,
    ReadEntry,
    Side,
)

SHAPES = (
    "headings with or without numbers, numbered lines, Q:/A: markers, bold questions, collapsed sections, "
    "tables and JSON with a column for each, flash cards"
)
"""The shapes that are recognised, in words."""
MOST_EXAMPLES = 3
_EXCERPT = 300
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~$])")


def to_markdown(report: ImportReport) -> str:
    """The whole report."""
    paragraphs = ["# What was imported"]
    paragraphs += [f"- {_plain(note)}" for note in report.notes]
    for document in report.documents:
        paragraphs += _document(document)
    if report.failures:
        paragraphs.append("## Not read")
        paragraphs.append(
            "\n".join(f"- {_plain(item.message)} {_plain(item.hint)}".rstrip() for item in report.failures)
        )
    paragraphs += _duplicates(report)
    return "\n\n".join(paragraphs) + "\n"


# --- phrases ----------------------------------------------------------------------------------------------------------


def entry_count(document: DocumentReport) -> str:
    """`42`, or `42 of 50` where the document says how many it has."""
    claimed = document.claimed
    return f"{document.entries} of {claimed}" if claimed and claimed != document.entries else str(document.entries)


def gap_words(gap: NumberGap) -> str:
    """`skips from 12 to 14 (line 80)`."""
    words = {"skips": "skips from", "repeats": "repeats", "restarts": "restarts after", "goes back": "goes back from"}
    after = gap.after if gap.kind == "repeats" else f"{gap.after} to {gap.next}"
    if gap.kind == "restarts":
        after = f"{gap.after} at {gap.next}"
    return f"{words[gap.kind]} {after} (line {gap.line})"


def line_ranges(lines: Iterable[int]) -> str:
    """`1-4, 9, 12-13`."""
    ranges: list[list[int]] = []
    for line in sorted(set(lines)):
        if ranges and line == ranges[-1][1] + 1:
            ranges[-1][1] = line
        else:
            ranges.append([line, line])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)


def dropped_words(group: DroppedGroup) -> str:
    """`navigation: 4 (lines 1-4)`."""
    numbers = [line.line for line in group.lines]
    return f"{group.reason}: {len(numbers)} ({'line' if len(set(numbers)) == 1 else 'lines'} {line_ranges(numbers)})"


def preview_title(document: DocumentReport) -> str:
    """What the entries shown of a document are."""
    return ("The only one", "First and last", "First, middle and last")[len(document.preview) - 1]


def doubts_by_reason(doubts: Sequence[Doubt]) -> list[tuple[str, list[Doubt]]]:
    """Doubts grouped, the most frequent reason first."""
    groups: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        groups.setdefault(doubt.reason, []).append(doubt)
    return sorted(groups.items(), key=lambda group: -len(group[1]))


def change_words(report: ImportReport) -> str:
    """`12 added, 3 updated, 40 unchanged`: what happens to the questions and passages of the corpus."""
    counts = Counter[str](change.kind for change in report.changes)
    further = "further answer" if counts["reference"] == 1 else "further answers"
    names = {"reference": further, "kept": "kept as it was" if counts["kept"] == 1 else "kept as they were"}
    kinds = ("added", "updated", "merged", "reference", "removed", "kept", "left out")
    words = [f"{counts[kind]} {names.get(kind, kind)}" for kind in kinds if counts[kind]]
    if report.unchanged or not words:
        words.append(f"{report.unchanged} unchanged")
    return ", ".join(words)


def shortened(text: str, most: int) -> str:
    """The beginning of a text on one line: whole words, or a part of the first where that is longer."""
    words = " ".join(text[: 8 * most].split())
    return words if len(words) <= most else (words[:most].rpartition(" ")[0] or words[:most]) + " ..."


def side_words(side: Side) -> str:
    """Where a question stands; lines of the corpus shift, those of documents stay."""
    return f"{side.file} (corpus)" if side.in_corpus else f"{side.file}:{side.line}"


# --- the page ---------------------------------------------------------------------------------------------------------


def _document(document: DocumentReport) -> Iterator[str]:
    yield f"## {_plain(document.file)}"
    facts = [
        f"{document.shape} (confidence {document.confidence:.2f}), {document.container}, {document.encoding}",
        f"{entry_count(document)} questions with answers" + (f", in {document.output}" if document.output else ""),
    ]
    if document.passages:
        facts.append(f"{len(document.passages)} passages without a question")
    if document.sections:
        facts.append("sections: " + "; ".join(f"{item.section} ({item.entries})" for item in document.sections))
    if document.gaps:
        facts.append("numbers: " + "; ".join(gap_words(gap) for gap in document.gaps))
    facts += list(document.notes)
    yield "\n".join(f"- {_plain(fact)}" for fact in facts)
    if document.preview:
        yield f"### {preview_title(document)}"
        yield "\n".join(_entry(entry) for entry in document.preview)
    if document.suspicious:
        yield "### To look at"
        yield "\n".join(
            f"- {_plain(reason)} ({len(doubts)}): "
            + "; ".join(f"line {doubt.line}: {_plain(doubt.excerpt)}" for doubt in doubts)
            for reason, doubts in doubts_by_reason(document.suspicious)
        )
    if document.unanswered:
        yield "### Questions without an answer, not imported"
        yield "\n".join(
            f"- line {item.line}: {_plain(item.question)}" + ("" if item.reason == "no answer" else f" ({item.reason})")
            for item in document.unanswered
        )
    if document.passages:
        yield "### Passages without a question"
        yield "\n".join(
            f"- line {item.line}: {_plain(item.title or shortened(item.text, _EXCERPT))}" for item in document.passages
        )
    if document.dropped:
        yield "### Left out"
        yield "\n".join(_dropped(group) for group in document.dropped)


def _entry(entry: ReadEntry) -> str:
    return f"- line {entry.line}: **{_plain(entry.question)}** {_plain(shortened(entry.answer, _EXCERPT))}"


def _dropped(group: DroppedGroup) -> str:
    examples = [shortened(line.text, _EXCERPT) for line in group.lines if line.text.strip()][:MOST_EXAMPLES]
    return f"- {_plain(dropped_words(group))}: " + "; ".join(f"“{_plain(example)}”" for example in examples)


def _duplicates(report: ImportReport) -> Iterator[str]:
    headings = {
        "exact": "The same question with the same answer",
        "same question": "The same question with other answers",
        "near": "Nearly the same",
    }
    for kind, heading in headings.items():
        found = [item for item in report.duplicates if item.kind == kind]
        if found:
            yield f"## {heading}"
            yield "\n".join(_pair(item) for item in found)
    if report.near_omitted:
        yield f"And {report.near_omitted} more that are nearly the same."


def _pair(item: Duplicate) -> str:
    lines = [f"- {_plain(item.proposal)}" + (f" (likeness {item.likeness:.2f})" if item.kind == "near" else "")]
    for side in (item.first, item.second):
        lines.append(f"    - {_plain(side_words(side))}: **{_plain(side.question)}** {_plain(side.answer)}")
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Text from documents on one line, none of it mark-up."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
