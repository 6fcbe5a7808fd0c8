"""`interviewer grade`: score one answer, or files of them."""

import io
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import click

from interviewer.cli.answer_files import format_of, opened, standard_input, with_bar
from interviewer.cli.graders import open_graders, profile_named, question_finder
from interviewer.cli.options import json_option, profile_option, settings_options
from interviewer.cli.output import talk, write, write_json
from interviewer.errors import ConfigurationError
from interviewer.files import refuse_unwritable, write_atomically
from interviewer.grading.batch import grade_rows
from interviewer.grading.entries import Format
from interviewer.grading.profile import Profile
from interviewer.grading.rows import BadRow, error_row, read_rows, row_of, write_rows
from interviewer.settings import Settings
from interviewer.workspace import Workspace


@click.command("grade")
@click.argument("source", required=False, metavar="[FILE|-]")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File for the rows (default: standard output).")
@click.option("--format", "given_format", type=click.Choice(["jsonl", "csv"]), help="Of standard input or an odd name.")
@click.option("--question", "question_id", help="Id (or text) of a question: grade one answer to it.")
@click.option("--answer", help="The answer to grade; - reads it from standard input.")
@profile_option
@json_option
@settings_options
def command(
    settings: Settings,
    source: str | None,
    output: Path | None,
    given_format: Format | None,
    question_id: str | None,
    answer: str | None,
    profile_name: str | None,
    as_json: bool,
) -> int:
    """Score answers: one with --question and --answer, or rows of JSONL or CSV.

    An input row has `question_id`, or `question` (and `references`, a list, to grade without the corpus), and `answer`.
    A row that cannot be graded becomes a row with `error`, and the exit code is 1.
    """
    if question_id is not None or answer is not None:
        if question_id is None or answer is None or source is not None or output is not None:
            raise click.UsageError("One answer needs --question and --answer, and takes no file.")
        text = standard_input().read() if answer == "-" else answer
        with Workspace.open(settings) as workspace:
            return _grade_one(workspace, profile_named(workspace, profile_name), question_id, text, as_json)
    if source is None:
        raise click.UsageError("Name a file of answers (- for standard input), or give --question and --answer.")
    file_format = given_format or format_of(source) or "jsonl"
    with Workspace.open(settings) as workspace, opened(source) as (stream, size):
        profile = profile_named(workspace, profile_name)
        if output is not None and str(output) != "-":
            rows = _graded(workspace, profile, stream, file_format, size, bar=True)
            return _to_file(rows, output, format_of(str(output)) or file_format)
        # Rows on a terminal show by themselves how far it is; a bar would stand among them.
        bar = sys.stdout is not None and not sys.stdout.isatty()
        rows = _graded(workspace, profile, stream, file_format, size, bar=bar)
        return _to_stdout(rows, "jsonl" if as_json else file_format)


def _grade_one(workspace: Workspace, profile: Profile | None, question_id: str, answer: str, as_json: bool) -> int:
    question = workspace.question(question_id)
    grade = open_graders(workspace, profile)(True).grade(question, answer)
    if as_json:
        write_json(row_of(1, grade))
    else:
        from interviewer.cli.plain import grade_text

        write(question.text)
        write(grade_text(grade, shutil.get_terminal_size().columns))
    return 0


# --- rows -------------------------------------------------------------------------------------------------------------


def _graded(
    workspace: Workspace,
    profile: Profile | None,
    stream: Iterable[str],
    file_format: Format,
    size: int | None,
    *,
    bar: bool,
) -> Iterator[dict[str, Any]]:
    results: Iterator[Any] = grade_rows(
        read_rows(stream, file_format), question_finder(workspace), open_graders(workspace, profile)
    )
    if bar:
        results = with_bar(results, size if file_format == "jsonl" else None, "Grading")
    for result in _counted(results):
        yield error_row(result) if isinstance(result, BadRow) else row_of(result[0].id, result[1])


def _counted(results: Iterable[Any]) -> Iterator[Any]:
    """Passes results on, and says at the end how many there were."""
    started, graded, bad = monotonic(), 0, 0
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
