"""`interviewer grade`: score one answer, or files of them."""

import codecs
import io
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from time import monotonic
from typing import Any, TextIO

import click

from interviewer.cli.options import json_option, settings_options
from interviewer.cli.output import talk, talk_console, write, write_json
from interviewer.errors import ConfigurationError
from interviewer.files import refuse_unwritable, write_atomically
from interviewer.grading.batch import grade_rows
from interviewer.grading.grader import Grader
from interviewer.grading.rows import BadRow, Format, error_row, read_rows, row_of, write_rows
from interviewer.models import Question
from interviewer.settings import Settings
from interviewer.workspace import Workspace


@click.command("grade")
@click.argument("source", required=False, metavar="[FILE|-]")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File for the rows (default: standard output).")
@click.option("--format", "given_format", type=click.Choice(["jsonl", "csv"]), help="Of standard input or an odd name.")
@click.option("--question", "question_id", help="Id (or text) of a question: grade one answer to it.")
@click.option("--answer", help="The answer to grade; - reads it from standard input.")
@json_option
@settings_options
def command(
    settings: Settings,
    source: str | None,
    output: Path | None,
    given_format: Format | None,
    question_id: str | None,
    answer: str | None,
    as_json: bool,
) -> int:
    """Score answers: one with --question and --answer, or rows of JSONL or CSV.

    An input row has `question_id`, or `question` (and `references`, a list, to grade without the corpus), and `answer`.
    A row that cannot be graded becomes a row with `error`, and the exit code is 1.
    """
    if question_id is not None or answer is not None:
        if question_id is None or answer is None or source is not None or output is not None:
            raise click.UsageError("One answer needs --question and --answer, and takes no file.")
        return _grade_one(settings, question_id, _standard_input().read() if answer == "-" else answer, as_json)
    if source is None:
        raise click.UsageError("Name a file of answers (- for standard input), or give --question and --answer.")
    file_format = given_format or _format_of(source) or "jsonl"
    with Workspace.open(settings) as workspace, _opened(source) as (stream, size):
        if output is not None and str(output) != "-":
            rows = _graded(workspace, stream, file_format, size, bar=True)
            return _to_file(rows, output, _format_of(str(output)) or file_format)
        # Rows on a terminal show by themselves how far it is; a bar would stand among them.
        rows = _graded(workspace, stream, file_format, size, bar=sys.stdout is not None and not sys.stdout.isatty())
        return _to_stdout(rows, "jsonl" if as_json else file_format)


def _grade_one(settings: Settings, question_id: str, answer: str, as_json: bool) -> int:
    with Workspace.open(settings) as workspace:
        question = workspace.question(question_id)
        grade = workspace.grader(_say_stage).grade(question, answer)
    if as_json:
        write_json(row_of(1, grade))
    else:
        from interviewer.cli.plain import grade_text

        write(question.text)
        write(grade_text(grade, shutil.get_terminal_size().columns))
    return 0


def _say_stage(stage: str, done: int, total: int) -> None:
    if stage == "indexing" and done == 0:
        talk(f"Building the index: {total} passages.")


# --- rows -------------------------------------------------------------------------------------------------------------


def _format_of(name: str) -> Format | None:
    suffix = Path(name).suffix.lower()
    return "csv" if suffix == ".csv" else "jsonl" if suffix in (".jsonl", ".ndjson", ".json") else None


@contextmanager
def _opened(source: str) -> Iterator[tuple[Iterator[str], int | None]]:
    """The lines of a file, or of standard input, and how many there are when that can be known."""
    if source == "-":
        with io.TextIOWrapper(_standard_input().buffer, encoding="utf-8", errors="replace", newline="") as stream:
            yield _told(stream), None
        return
    with _file(source) as file:
        lines = sum(1 for line in file if line.strip())
        file.seek(0)
        yield _told(file), lines


def _standard_input() -> TextIO:
    if sys.stdin is None:
        raise ConfigurationError("Standard input is closed.", "Name a file, or send the rows or the answer to it.")
    return sys.stdin


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


def _graded(
    workspace: Workspace, stream: Iterable[str], file_format: Format, size: int | None, *, bar: bool
) -> Iterator[dict[str, Any]]:
    def find_question(wanted: str) -> Question | None:
        return workspace.bank.question(wanted)

    @cache
    def grader(with_corpus: bool) -> Grader:
        return workspace.grader(_say_stage) if with_corpus else workspace.opener.grader_without_corpus()

    results = grade_rows(read_rows(stream, file_format), find_question, grader)
    for result in _with_progress(results, size if file_format == "jsonl" else None, bar=bar):
        yield error_row(result) if isinstance(result, BadRow) else row_of(result[0].id, result[1])


def _with_progress(results: Iterable[Any], size: int | None, *, bar: bool) -> Iterator[Any]:
    """Passes results on; a bar on standard error when a person watches, and a closing line in any case."""
    started, graded, bad = monotonic(), 0, 0
    terminal = talk_console()
    if bar and terminal.is_terminal:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("Grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        # Without redirection: it would send the rows to the terminal, wherever standard output leads.
        with Progress(*columns, console=terminal, transient=True, redirect_stdout=False) as progress:
            task = progress.add_task("", total=size)
            for result in results:
                progress.advance(task)
                bad += isinstance(result, BadRow)
                graded += not isinstance(result, BadRow)
                yield result
    else:
        for result in results:
            bad += isinstance(result, BadRow)
            graded += not isinstance(result, BadRow)
            yield result
    count = "1 answer" if graded == 1 else f"{graded} answers"
    trouble = f", {bad} could not be graded" if bad else ""
    talk(f"{count} graded{trouble}, in {monotonic() - started:.1f} s.")


def _to_stdout(rows: Iterator[dict[str, Any]], file_format: Format) -> int:
    failed, heading = False, True
    for row in rows:
        failed |= "error" in row
        write(write_rows([row], file_format, heading=heading).rstrip("\n"))
        heading = False
    return int(failed)


def _to_file(rows: Iterator[dict[str, Any]], output: Path, file_format: Format) -> int:
    """All rows or none: an interrupted run leaves what was there."""
    if not output.parent.is_dir():
        raise ConfigurationError(f"There is no folder {output.parent}.", "Name a file in a folder that exists.")
    refuse_unwritable(output)
    finished = io.StringIO()
    failed, heading = False, True
    for row in rows:
        failed |= "error" in row
        finished.write(write_rows([row], file_format, heading=heading))
        heading = False
    write_atomically(output, finished.getvalue().encode("utf-8"))
    return int(failed)
