"""How far an import is, on standard error."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from interviewer.cli.output import talk, talk_console
from interviewer.importing.progress import OnProgress, Stage, steps

_STAGES = {"reading": "Reading", "comparing": "Comparing", "writing": "Preparing"}


@contextmanager
def import_progress() -> Iterator[OnProgress]:
    """A bar on a terminal, else a line for each stage."""
    if talk_console().is_terminal:
        with _bar() as on_progress:
            yield on_progress
    else:
        yield _plain_lines()


@contextmanager
def _bar() -> Iterator[OnProgress]:
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[count]}", markup=False),
        TimeElapsedColumn(),
        TextColumn("{task.fields[file]}", markup=False),
    )
    with Progress(*columns, console=talk_console(), transient=True) as progress:
        task = progress.add_task("Reading", total=None, count="", file="")

        def on_progress(stage: Stage, done: int, total: int, file: str) -> None:
            completed, of = steps(stage, done, total)
            count, name = f"{done}/{total}", Path(file).name
            progress.update(task, description=_STAGES[stage], completed=completed, total=of, count=count, file=name)

        yield on_progress


def _plain_lines() -> OnProgress:
    told: set[str] = set()

    def on_progress(stage: Stage, _done: int, total: int, _file: str) -> None:
        if stage not in told and total:
            told.add(stage)
            talk(f"{_STAGES[stage]} {total} {'document' if total == 1 else 'documents'}.")

    return on_progress
