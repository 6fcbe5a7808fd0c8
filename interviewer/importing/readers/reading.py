"""A file of any format -> a manuscript: read whole, told apart by its bytes, parsed where it can do no harm."""

import os
import re
import stat
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from interviewer.errors import ConfigurationError, InterviewerError
from interviewer.importing.manuscript import Line, Manuscript, Record
from interviewer.importing.readers.encodings import mojibake_note, repair
from interviewer.importing.readers.formats import Format, format_of
from interviewer.importing.readers.markdown_lines import on_one_line
from interviewer.importing.readers.registry import read_content
from interviewer.importing.readers.sandbox import Sandbox
from interviewer.text import safe_text

MOST_BYTES = 100 * 2**20
"""Of a file that is read."""

_HARMLESS: frozenset[Format] = frozenset({"markdown", "text"})
"""What needs no parser, and hence no process of its own."""
_CORPUS_FILE = re.compile(
    rb"^##[ \t][^\n]*\n\s*<!--[ \t]*(?:id:[ \t]*[^\s|>]+|kind:[ \t]*passage)[ \t]*(?:\||-->)", re.MULTILINE
)
_LINE_ENDS = re.compile("[\x0b\x0c\u2028\u2029]")


def read_manuscript(path: Path, given: str, sandbox: Sandbox | None = None) -> Manuscript:
    """The document in a file, its text inert and its characters repaired. `given`: what to call it.

    `sandbox` is the process to parse in; whoever reads many files opens one for all, since starting it takes half
    a second.

    Raises:
        ConfigurationError: there is no such file, or it is no regular one, or too large.
        InterviewerError: it is damaged, there is no text in it, its parser was stopped, or it is a corpus file.
    """
    content = _read_bytes(path, given)
    if not content.strip():
        return Manuscript(given, "text", "utf-8", None, notes=("There is no text in it.",))
    kind = format_of(given, content)
    if kind == "markdown" and _CORPUS_FILE.search(content):
        raise InterviewerError(f"{given} is a corpus file already.", "Copy it into the corpus folder as it is.")
    if kind in _HARMLESS:
        manuscript = read_content(kind, content, given)
    elif sandbox is not None:
        manuscript = sandbox.read(kind, content, given)
    else:
        with Sandbox() as own:
            manuscript = own.read(kind, content, given)
    return _made_inert(_repaired(manuscript))


def _read_bytes(path: Path, given: str) -> bytes:
    """What is in a regular file. It is asked what it is once it is open, so that it cannot become a pipe meanwhile."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise ConfigurationError(f"{given} is not a regular file.", "Name documents or folders of documents.")
            content = file.read(MOST_BYTES + 1) if status.st_size <= MOST_BYTES else None
    except FileNotFoundError as error:
        raise ConfigurationError(f"{given} does not exist.", "Name a document or a folder of documents.") from error
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL character
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ConfigurationError(f"{given} cannot be read: {reason}.", "Name a document that you may read.") from error
    if content is None or len(content) > MOST_BYTES:
        raise ConfigurationError(f"{given} is larger than {MOST_BYTES // 2**20} MB.", "Split it.")
    return content


def _repaired(manuscript: Manuscript) -> Manuscript:
    """The manuscript with its mojibake undone."""
    texts, changed = repair([line.text for line in manuscript.lines])
    numbers = [manuscript.lines[index].number for index in changed]
    lines = tuple(Line(text, line.number) for line, text in zip(manuscript.lines, texts, strict=True))
    records: list[Record] = []
    for record in manuscript.records:
        if all(text.isascii() for text in _texts(record)):
            records.append(record)
            continue
        changes: list[int] = []

        def repaired(text: str, changes: list[int] = changes) -> str:
            parts, changed = repair(text.split("\n"))
            changes += changed
            return "\n".join(parts)

        records.append(_with_texts(record, repaired))
        numbers += [record.number] * bool(changes)
    notes = (*manuscript.notes, mojibake_note(list(dict.fromkeys(numbers)))) if numbers else manuscript.notes
    return replace(manuscript, lines=lines, records=tuple(records), notes=notes)


def _made_inert(manuscript: Manuscript) -> Manuscript:
    """The manuscript as it may be shown and stored; characters that break lines elsewhere break them here too."""
    return replace(
        manuscript,
        title=on_one_line(safe_text(manuscript.title)) or None if manuscript.title else None,
        lines=_inert_lines(manuscript.lines),
        records=tuple(_with_texts(record, safe_text) for record in manuscript.records),
        dropped=tuple(replace(part, text=on_one_line(safe_text(part.text))) for part in manuscript.dropped),
        notes=tuple(on_one_line(safe_text(note)) for note in manuscript.notes),
    )


def _inert_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    parted = [
        Line(part.replace("\r", ""), line.number)
        for line in lines
        for part in (_LINE_ENDS.split(line.text) if _LINE_ENDS.search(line.text) else (line.text,))
    ]
    texts = safe_text("\n".join(line.text for line in parted)).split("\n") if parted else []
    return tuple(Line(text, line.number) for text, line in zip(texts, parted, strict=True))


def _texts(record: Record) -> tuple[str, ...]:
    return (record.question, record.answer, record.section or "", record.context or "", *record.tags, *record.concepts)


def _with_texts(record: Record, change: Callable[[str], str]) -> Record:
    return replace(
        record,
        question=change(record.question),
        answer=change(record.answer),
        section=change(record.section) if record.section else None,
        context=change(record.context) if record.context else None,
        tags=tuple(map(change, record.tags)),
        concepts=tuple(map(change, record.concepts)),
    )
