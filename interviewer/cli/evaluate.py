"""`interviewer evaluate`: how far scores agree with marks that people gave, and profiles learnt from them."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import click

from interviewer.cli.answer_files import format_of, opened, with_bar
from interviewer.cli.graders import open_graders, profile_named, question_finder
from interviewer.cli.options import json_option, profile_option, settings_options
from interviewer.cli.output import talk, write_json
from interviewer.errors import InterviewerError
from interviewer.files import refuse_unwritable, write_atomically
from interviewer.grading.entries import Format
from interviewer.grading.evaluation import RESAMPLES, Evaluation, evaluate
from interviewer.grading.marked_answers import MarkedAnswer, marked_answers
from interviewer.grading.marked_rows import OmittedRow, read_marked_rows
from interviewer.grading.profile import Profile
from interviewer.grading.rows import BadRow
from interviewer.settings import Settings
from interviewer.workspace import Workspace

_MOST_BAD_ROWS_SAID = 10


@dataclass(slots=True)
class _Reading:
    """What a file turned out to hold."""

    answers: list[MarkedAnswer] = field(default_factory=list)
    omitted: Counter[str] = field(default_factory=Counter)
    bad: list[BadRow] = field(default_factory=list)


@click.command("evaluate")
@click.argument("source", metavar="FILE")
@click.option(
    "--scale",
    type=click.FloatRange(min=0, min_open=True),
    metavar="MAX",
    help="Marks go from 0 to MAX (default: 1). For marks out of ten: --scale 10.",
)
@click.option("--split", "splits", multiple=True, metavar="NAME", help="Only rows with this `split`; can be repeated.")
@click.option("--fit", "fit_name", metavar="NAME", help="Learn a profile from the marks, for `grade --profile NAME`.")
@profile_option
@click.option("--plot", type=click.Path(path_type=Path), metavar="FILE.png", help="Draw score against mark.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Of what is drawn by chance.")
@click.option("--format", "given_format", type=click.Choice(["jsonl", "csv"]), help="Of standard input or an odd name.")
@json_option
@settings_options
def command(
    settings: Settings,
    source: str,
    scale: float | None,
    splits: tuple[str, ...],
    fit_name: str | None,
    profile_name: str | None,
    plot: Path | None,
    seed: int,
    given_format: Format | None,
    as_json: bool,
) -> int:
    """Compare the grader's scores with marks that people gave, beside what any score must beat.

    FILE is JSONL or CSV (- for standard input). A row has `answer`, `score`, and `question_id` of the corpus, or
    `question` and `references`, a list. `score` is the mark, from 0 to 1; with --scale MAX it goes from 0 to MAX, and
    `raw_score` is taken before it where a row has both. `label` is optional: figures for right and wrong look for
    `correct` and `contradictory`. Rows without a mark, or with `exclude` or `is_reference`, are left out.

    --fit NAME learns slope and offset from your own marks, 20 answers at least, and stores them.
    """
    if scale is not None and not math.isfinite(scale):
        raise click.UsageError("--scale needs the highest mark there can be, such as 10.")
    if fit_name is not None and profile_name is not None:
        raise click.UsageError("A profile is learnt from scores without one: give --fit or --profile.")
    if plot is not None:
        _refuse_plot(plot)
    with Workspace.open(settings) as workspace, opened(source) as (stream, size):
        profile = profile_named(workspace, profile_name)
        if fit_name is not None:
            workspace.refuse_profile(fit_name)
        file_format = given_format or format_of(source) or "jsonl"
        rows = read_marked_rows(stream, file_format, scale, splits)
        graded = marked_answers(
            rows, question_finder(workspace), open_graders(workspace, profile), lambda: workspace.encoder
        )
        reading = _read(with_bar(graded, size if file_format == "jsonl" else None, "Grading"))
        _say_trouble(source, reading, scale, splits)
        evaluation = evaluate(reading.answers, seed)
        fitted = _fitted(workspace, reading.answers, fit_name, source, seed)
    if plot is not None:
        from interviewer.cli.reliability_picture import draw_picture

        write_atomically(plot, draw_picture(evaluation.reliability, Path(source).name))
        talk(f"The picture is in {plot}.")
    if as_json:
        write_json(_data(source, reading, evaluation, seed, profile or (fitted[0] if fitted else None)))
    else:
        from interviewer.cli.evaluation_text import write_evaluation, write_profile

        write_evaluation(evaluation, seed, Path(source).name, profile)
        if fitted:
            write_profile(*fitted)
    return int(bool(reading.bad))


def _refuse_plot(plot: Path) -> None:
    """Before anything is graded for it."""
    from interviewer.cli.reliability_picture import require_library

    if plot.suffix.lower() != ".png":
        raise click.UsageError("--plot draws PNG: name a file that ends in .png.")
    if not plot.parent.is_dir():
        raise click.UsageError(f"There is no folder {plot.parent} for the picture; name one that exists.")
    refuse_unwritable(plot)
    require_library()


def _read(rows: Iterator[MarkedAnswer | OmittedRow | BadRow]) -> _Reading:
    reading = _Reading()
    for row in rows:
        if isinstance(row, BadRow):
            reading.bad.append(row)
        elif isinstance(row, OmittedRow):
            reading.omitted[row.reason] += 1
        else:
            reading.answers.append(row)
    return reading


def _say_trouble(source: str, reading: _Reading, scale: float | None, splits: tuple[str, ...]) -> None:
    """Says what could not be used; raises where nothing is left."""
    for row in reading.bad[:_MOST_BAD_ROWS_SAID]:
        talk(f"{source}, line {row.id}: {row.error}")
    if len(reading.bad) > _MOST_BAD_ROWS_SAID:
        talk(f"... and {len(reading.bad) - _MOST_BAD_ROWS_SAID} more rows that cannot be used; --json lists all.")
    if reading.omitted:
        reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(reading.omitted.items()))
        talk(f"Left out: {reasons}.")
    if not reading.answers:
        remedy = "Check --split." if splits and not reading.bad else "A row needs `answer`, a question, and `score`."
        raise InterviewerError(f"{source} has no row to compare a score with.", remedy)
    if scale is not None and scale > 1 and max(answer.mark for answer in reading.answers) <= 100 / scale:
        talk(f"No mark is above 1 of {scale:g}; if they go from 0 to 1, leave out --scale.")


def _fitted(
    workspace: Workspace, answers: list[MarkedAnswer], name: str | None, source: str, seed: int
) -> tuple[Profile, Path] | None:
    """The profile learnt, and its file; None where none is asked for."""
    if name is None:
        return None
    from interviewer.grading.fitting import fit_profile

    profile = fit_profile(answers, name, Path(source).name, seed)
    return profile, workspace.save_profile(profile)


def _data(source: str, reading: _Reading, evaluation: Evaluation, seed: int, profile: Profile | None) -> dict[str, Any]:
    return {
        "file": source,
        "left_out": dict(sorted(reading.omitted.items())),
        "bad_rows": [{"line": row.id, "error": row.error} for row in reading.bad],
        "seed": seed,
        "resamples": RESAMPLES,
        **asdict(evaluation),
        "profile": profile.model_dump(mode="json") if profile else None,
        "grader": reading.answers[0].grader.model_dump(),
    }
