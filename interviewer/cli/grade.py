"""`interviewer grade`: score one answer, or files of them."""

import io
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import click

from interviewer.cli.options import json_option, settings_options
from interviewer.cli.output import talk, talk_console, write, write_json
from interviewer.errors import ConfigurationError
from interviewer.files import write_atomically
from interviewer.grading.batch import grade_rows
from interviewer.grading.rows import BadRow, Format, error_row, read_rows, row_of, write_rows
from interviewer.models import Question
from interviewer.settings import Settings
from interviewer.workspace import Workspace


@click.command("grade")
@click.argument("source", required=False, metavar="[FILE|-]")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where the rows go (default: standard output).")
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
        return _grade_one(settings, question_id, sys.stdin.read() if answer == "-" else answer, as_json)
    if source is None:
        raise click.UsageError("Name a file of answers (- for standard input), or give --question and --answer.")
    file_format = given_format or _format_of(source) or "jsonl"
    with Workspace.open(settings) as workspace, _opened(source) as (stream, size):
        rows = _graded(workspace, stream, size, file_format)
        if output is None:
            return _to_stdout(rows, file_format)
        return _to_file(rows, output, _format_of(str(output)) or file_format)


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
def _opened(source: str) -> Iterator[tuple[Iterable[str], int | None]]:
    """The lines of a file, or of standard input, and how many there are when that can be known."""
    if source == "-":
        with io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace", newline="") as stream:
            yield stream, None
        return
    path = Path(source)
    if not path.is_file():
        what = "is not a regular file" if path.exists() else "does not exist"
        raise ConfigurationError(f"{source} {what}.", "Name a JSONL or CSV file, or - for standard input.")
    try:
        with path.open(encoding="utf-8", errors="replace", newline="") as stream:
            lines = sum(1 for line in stream if line.strip())
            stream.seek(0)
            yield stream, lines
    except OSError as error:
        raise ConfigurationError(f"{source} cannot be read: {error.strerror}.", "Check its permissions.") from error


def _graded(
    workspace: Workspace, stream: Iterable[str], size: int | None, file_format: Format
) -> Iterator[dict[str, Any]]:
    def find_question(wanted: str) -> Question | None:
        return workspace.bank.question(wanted)

    results = grade_rows(
        read_rows(stream, file_format),
        find_question,
        lambda with_corpus: workspace.grader(_say_stage) if with_corpus else workspace.opener.grader_without_corpus(),
    )
    for result in _with_progress(results, size if file_format == "jsonl" else None):
        yield error_row(result) if isinstance(result, BadRow) else row_of(result[0].id, result[1])


def _with_progress(results: Iterable[Any], size: int | None) -> Iterator[Any]:
    """Passes results on; a bar on standard error when a person watches, and a closing line in any case."""
    started, graded, bad = monotonic(), 0, 0
    terminal = talk_console()
    if terminal.is_terminal:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("Grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=terminal, transient=True) as progress:
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
    trouble = f", {bad} could not be graded" if bad else ""
    talk(f"{graded} answers graded{trouble}, in {monotonic() - started:.1f} s.")


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
    finished = io.StringIO()
    failed, heading = False, True
    for row in rows:
        failed |= "error" in row
        finished.write(write_rows([row], file_format, heading=heading))
        heading = False
    write_atomically(output, finished.getvalue().encode("utf-8"))
    return int(failed)
