"""`interviewer index`: build, describe and check the index."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

import click

from interviewer.cli.options import json_option, settings_options
from interviewer.cli.output import talk, talk_console, write, write_json
from interviewer.errors import InterviewerError
from interviewer.retrieval.build import BuildReport
from interviewer.retrieval.check import IndexCheck, check_index
from interviewer.retrieval.index import IndexState, read_manifest
from interviewer.retrieval.manifest import Manifest, SearchRecord
from interviewer.settings import Settings
from interviewer.workspace import Workspace

EXIT_CODES = {"fresh": 0, "stale": 3, "missing": 3, "corrupt": 4}
INTERRUPTED = 130

Progress = Callable[[int, int], None]


def read_threads(_context: click.Context, _option: click.Parameter, value: str | None) -> int | None:
    """A number of threads as it was given; None for none given."""
    if value is None:
        return None
    if not re.fullmatch("[0-9]{1,4}", value) or int(value) < 1:
        raise click.BadParameter(f"{value!r} is no number of threads. Give a whole number from 1 to 9999.")
    return int(value)


@click.group()
def command() -> None:
    """Build, describe and check the index."""


@command.command()
@settings_options
@click.option(
    "--jobs",
    callback=read_threads,
    metavar="N",
    help="Use at most N threads (default: as many as there are cores that it may use).",
)
@json_option
@click.pass_context
def build(context: click.Context, settings: Settings, jobs: int | None, as_json: bool) -> None:
    """Build the index of the corpus in use; passages that have not changed are not embedded again."""
    started = time.perf_counter()
    try:
        with Workspace.open(replace(settings, threads=jobs)) as workspace, build_progress() as on_progress:
            report = workspace.build_index(on_progress)
    except KeyboardInterrupt:
        talk("Stopped: the index is as it was before.")
        context.exit(INTERRUPTED)
    seconds = time.perf_counter() - started
    if as_json:
        write_json({"index": str(settings.index), **asdict(report), "seconds": round(seconds, 1)})
    else:
        write(build_line(report, seconds))


@command.command()
@settings_options
@json_option
def info(settings: Settings, as_json: bool) -> None:
    """Say what the index was built from and whether it can be used."""
    with Workspace.open(settings) as workspace:
        state = workspace.index_state()
    try:
        manifest = read_manifest(settings.index)
    except InterviewerError:
        manifest = None  # the state says why
    if as_json:
        write_json(info_json(settings, state, manifest))
    else:
        for label, value in info_rows(settings, state, manifest):
            write(f"{label:<10} {value}")


@command.command()
@settings_options
@json_option
@click.pass_context
def check(context: click.Context, settings: Settings, as_json: bool) -> None:
    """Verify files, sampled vectors and recall of the index. Exit 0: fresh, 3: missing or stale, 4: corrupt."""
    with Workspace.open(settings) as workspace:
        result = IndexCheck(workspace.index_state(), None)
        if result.state.state == "fresh":  # only then is it worth loading the model
            result = check_index(settings.index, workspace.bank.digest, workspace.encoder)
    if as_json:
        write_json(check_json(result))
    else:
        for line in check_lines(result):
            write(line)
    context.exit(EXIT_CODES[result.state.state])


def build_line(report: BuildReport, seconds: float) -> str:
    removed = f", {report.removed} removed" if report.removed else ""
    return (
        f"{report.passages} passages: {report.embedded} embedded, {report.reused} reused{removed}, "
        f"in {seconds:.1f} seconds."
    )


def info_json(settings: Settings, state: IndexState, manifest: Manifest | None) -> dict[str, Any]:
    return {
        "index": str(settings.index),
        "corpus": str(settings.corpus),
        **asdict(state),
        "manifest": manifest.model_dump(mode="json") if manifest else None,
    }


def info_rows(settings: Settings, state: IndexState, manifest: Manifest | None) -> list[tuple[str, str]]:
    rows = [
        ("State", f"{state.state}: {state.reason}"),
        ("Index", str(settings.index)),
        ("Corpus", str(settings.corpus)),
    ]
    if manifest:
        size = sum(record.size for record in manifest.files.values())
        rows += [
            ("Passages", str(manifest.passages)),
            ("Encoder", f"{manifest.encoder.name}, {manifest.encoder.dimension} dimensions"),
            ("Window", f"{manifest.chunking.window} tokens"),
            ("Search", search_line(manifest.search)),
            ("Size", f"{size / 1e6:.1f} MB"),
        ]
    return rows


def search_line(search: SearchRecord) -> str:
    if search.kind == "exact":
        return "exact"
    return (
        f"by {search.parts} codes of 4 bits a passage, the best {search.candidates} compared exactly; "
        f"{search.recall:.1%} of the nearest found when built"
    )


def check_json(result: IndexCheck) -> dict[str, Any]:
    return {
        **asdict(result.state),
        "sample": asdict(result.sample) if result.sample else None,
        "recall": asdict(result.recall) if result.recall else None,
    }


def check_lines(result: IndexCheck) -> list[str]:
    lines = [f"{result.state.state}: {result.state.reason}"]
    if result.sample:
        lines.append(
            f"{result.sample.compared} passages encoded again, {len(result.sample.differing)} differ "
            f"(largest difference {result.sample.largest_difference:.1e})."
        )
    if result.recall:
        lines.append(
            f"{result.recall.measured:.1%} of the nearest passages found, {result.recall.built:.1%} when built."
        )
    if result.state.state != "fresh":
        lines.append("Run `interviewer index build`.")
    return lines


@contextmanager
def build_progress() -> Iterator[Progress]:
    """Shows how far a build is, on standard error: a bar with rate and time left on a terminal, else plain lines."""
    if talk_console().is_terminal:
        with _bar() as on_progress:
            yield on_progress
    else:
        talk("Loading the model.")
        yield _plain_lines()


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}", markup=False),
    )
    with Progress(*columns, console=talk_console(), transient=True) as progress:
        task = progress.add_task("Loading the model", total=None, pace="")
        started = time.monotonic()

        def on_progress(done: int, total: int) -> None:
            nonlocal started
            if done == 0:
                started = time.monotonic()
                progress.reset(task, description="Embedding", total=total)
            progress.update(task, completed=done, pace=pace(done, total, time.monotonic() - started))

        yield on_progress


def _plain_lines() -> Progress:
    """A line at the start and whenever another tenth is done."""
    tenth = -1
    started = time.monotonic()

    def on_progress(done: int, total: int) -> None:
        nonlocal tenth, started
        if done == 0:
            started = time.monotonic()
        if done * 10 // total > tenth:
            tenth = done * 10 // total
            remark = pace(done, total, time.monotonic() - started)
            talk(f"Embedding passages: {done} of {total}{remark and f' ({remark})'}.")

    return on_progress


def pace(done: int, total: int, seconds: float) -> str:
    """Rate and time left of work that goes on as it went so far; empty where there is nothing to say."""
    if not done or seconds <= 0:
        return ""
    rate = done / seconds
    left = timedelta(seconds=round((total - done) / rate))
    return f"{rate:.0f}/s" + (f", {left} left" if done < total else "")
