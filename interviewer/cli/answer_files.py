"""Files of answers as people have them: found, decoded, and read line by line with a bar."""

import codecs
import io
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO, TypeVar

from interviewer.cli.output import talk, talk_console
from interviewer.errors import ConfigurationError
from interviewer.grading.entries import Format

Item = TypeVar("Item")


def format_of(name: str) -> Format | None:
    """What the end of a file's name says about its rows."""
    suffix = Path(name).suffix.lower()
    return "csv" if suffix == ".csv" else "jsonl" if suffix in (".jsonl", ".ndjson", ".json") else None


@contextmanager
def opened(source: str) -> Iterator[tuple[Iterator[str], int | None]]:
    """The lines of a file, or of standard input, and how many there are when that can be known."""
    if source == "-":
        with io.TextIOWrapper(standard_input().buffer, encoding="utf-8", errors="replace", newline="") as stream:
            yield _told(stream), None
        return
    with _file(source) as file:
        lines = sum(1 for line in file if line.strip())
        file.seek(0)
        yield _told(file), lines


def standard_input() -> TextIO:
    if sys.stdin is None:
        raise ConfigurationError("Standard input is closed.", "Name a file, or send the rows or the answer to it.")
    return sys.stdin


def with_bar(items: Iterable[Item], size: int | None, title: str) -> Iterator[Item]:
    """Passes items on, with a bar on standard error when a person watches."""
    terminal = talk_console()
    if not terminal.is_terminal:
        yield from items
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Without redirection: it would send the rows to the terminal, wherever standard output leads.
    with Progress(*columns, console=terminal, transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("", total=size)
        for item in items:
            progress.advance(task)
            yield item


def _file(source: str) -> TextIO:
    """A file of rows: UTF-8, or UTF-16 with a byte-order mark, as some spreadsheets and shells write it."""
    path = Path(source)
    try:
        if path.is_file():
            with path.open("rb") as file:
                encoding = "utf-16" if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8"
            return path.open(encoding=encoding, errors="replace", newline="")
        what = "is not a regular file" if path.exists() else "does not exist"
    except OSError as error:
        raise ConfigurationError(f"{source} cannot be read: {error.strerror}.", "Check its permissions.") from error
    raise ConfigurationError(f"{source} {what}.", "Name a JSONL or CSV file, or - for standard input.")


def _told(lines: Iterable[str]) -> Iterator[str]:
    """Passes lines on; says once that some of it was not readable."""
    whole = True
    for line in lines:
        if whole and "\ufffd" in line:
            whole = False
            talk("Some characters cannot be read and count as \ufffd; the rows should be UTF-8.")
        yield line
