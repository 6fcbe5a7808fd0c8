"""`interviewer import`: documents into the corpus, with a report."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from interviewer.cli.import_progress import import_progress
from interviewer.cli.import_text import print_report
from interviewer.cli.options import json_option, settings_options
from interviewer.cli.output import console, talk, write_json
from interviewer.errors import InterviewerError
from interviewer.importing.importer import read_entries
from interviewer.importing.report import Failure
from interviewer.importing.report_text import SHAPES
from interviewer.settings import Settings
from interviewer.workspace import Workspace

INTERRUPTED = 130


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder for new corpus files (default: the corpus in use). It is made if it is not there.",
)
@click.option("--dry-run", is_flag=True, help="Report, and write nothing.")
@click.option("--entries", "entries_only", is_flag=True, help="Print only what was found, as JSON, and write nothing.")
@click.option(
    "--questions-from-headings", is_flag=True, help="Make questions of the headings of documents that have none."
)
@click.option("--meaning", is_flag=True, help="Look for near duplicates by meaning too; loads the model.")
@json_option
@settings_options
@click.pass_context
def command(
    context: click.Context,
    settings: Settings,
    paths: tuple[str, ...],
    output: Path | None,
    dry_run: bool,
    entries_only: bool,
    questions_from_headings: bool,
    meaning: bool,
    as_json: bool,
) -> None:
    """Turn documents into questions of the corpus, and say what was found, left out and doubted.

    PATH is a document or a folder of them: Markdown, text, HTML, PDF, Word, Excel, notebooks, CSV, JSON, Anki,
    reStructuredText, Org, LaTeX. Importing again changes nothing; a document that has changed updates its questions,
    which keep their ids, and what you have edited in the corpus stays. Exit 1 when nothing was found in any of them.
    """
    if entries_only:
        with _interruptible(context), import_progress() as on_progress:
            entries, failures, found = read_entries(
                paths, questions_from_headings=questions_from_headings, on_progress=on_progress
            )
        write_json({file: [entry.model_dump(mode="json") for entry in rows] for file, rows in entries.items()})
    else:
        with _interruptible(context), Workspace.open(settings) as workspace:
            with import_progress() as on_progress:
                prepared = workspace.prepare_import(
                    paths,
                    output,
                    questions_from_headings=questions_from_headings,
                    by_meaning=meaning,
                    dry_run=dry_run,
                    on_progress=on_progress,
                )
            report = prepared.report if dry_run else workspace.import_prepared(prepared)
        entries, failures, found = report.entries, report.failures, report.found
        if as_json:
            write_json(report.model_dump(mode="json"))
        else:
            print_report(report, console(), settings.corpus)
            if not report.documents:
                for note in report.notes:
                    talk(note)
    _tell_failures(list(entries), failures, found)


@contextmanager
def _interruptible(context: click.Context) -> Iterator[None]:
    """An interrupt ends the command and is told so: until all is written, nothing is."""
    try:
        yield
    except KeyboardInterrupt:
        talk("Stopped: nothing was written.")
        context.exit(INTERRUPTED)


def _tell_failures(files: Sequence[str], failures: Sequence[Failure], found: bool) -> None:
    """What could not be read, one line each; an error when there is nothing else. `files`: those there were.

    Raises:
        InterviewerError: no document yielded anything.
    """
    if not found and len(failures) == 1 and len(files) < 2:
        raise InterviewerError(failures[0].message, failures[0].hint)
    for failure in failures:
        talk(f"{failure.message} {failure.hint}".strip())
    if found:
        return
    unread = {failure.file for failure in failures}
    read = [file for file in files if file not in unread]
    if failures and not read:
        raise InterviewerError("Nothing was read.", "What is wrong with each is said above.")
    if not read:
        raise InterviewerError(
            "There is no document to import.",
            "Name documents, or folders of them, outside the folder that corpus files go to.",
        )
    where = read[0] if len(read) == 1 else f"any of the {len(read)} documents"
    raise InterviewerError(
        f"No question with an answer and no passage was found in {where}.",
        f"What is recognised: {SHAPES}; other text as passages.",
    )
