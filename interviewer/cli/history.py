"""`interviewer history`: past interviews in a list, one in full, as a file, and what became of each topic."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from interviewer.cli.options import json_option
from interviewer.cli.output import console, talk, write, write_json
from interviewer.errors import ConfigurationError, InterviewerError
from interviewer.files import write_atomically
from interviewer.interview.report import MARKS, make_report, to_markdown
from interviewer.models import Grade
from interviewer.settings import data_folder
from interviewer.storage.history import History
from interviewer.storage.records import SessionSummary, StoredSession, StoredTurn, TopicRecord

NOTHING_YET = "There are no interviews yet; `interviewer` starts one."

Found = TypeVar("Found")


@click.group()
def command() -> None:
    """Past interviews: list them, show or export one, see how each topic went."""


@command.command("list")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the newest N interviews.")
@json_option
def list_sessions(limit: int | None, as_json: bool) -> None:
    """The interviews, newest first.

    Each with the questions answered of those planned and the mean score of its main questions.
    """
    sessions: list[SessionSummary] = _read(lambda history: history.sessions(limit)) or []
    if as_json:
        write_json({"sessions": [_summary_data(session) for session in sessions]})
    elif sessions:
        _write_table(
            ("id", "when", "mode", "questions", "mean", "state"),
            [
                (
                    session.id[:8],
                    _local(session.started_at),
                    session.mode,
                    f"{session.answered}/{session.questions}",
                    _score(session.mean_score),
                    session.state,
                )
                for session in sessions
            ],
        )
    else:
        talk(NOTHING_YET)


@command.command()
@click.argument("session_id", metavar="[ID]", required=False)
@json_option
def show(session_id: str | None, as_json: bool) -> None:
    """One interview in full.

    The latest, or the one whose id begins with ID.
    """
    session = _find(session_id)
    if as_json:
        write_json(None if session is None else _session_data(session))
    elif session is not None:
        _write_wrapped(_transcript(session))
    else:
        talk(NOTHING_YET)


@command.command()
@click.argument("session_id", metavar="[ID]", required=False)
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Markdown into a .md file, everything into a .json file (default: Markdown to standard output).",
)
def export(session_id: str | None, target: Path | None) -> None:
    """One interview as a document.

    The latest, or the one whose id begins with ID.
    """
    suffix = ".md" if target is None else target.suffix.lower()
    if suffix not in {".md", ".json"}:
        raise ConfigurationError(f"{target} is neither a .md nor a .json file.", "Give the file one of these endings.")
    session = _find(session_id)
    if session is None:
        talk(NOTHING_YET)
        return
    if suffix == ".md":
        when = session.summary.started_at.astimezone().strftime("%Y-%m-%d %H:%M %z")
        report = make_report([stored.turn for stored in session.turns])
        text = to_markdown(report, f"Interview {session.summary.id[:8]}", when)
    else:
        text = json.dumps(_session_data(session), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    if target is None:
        write(text.rstrip("\n"))
    else:
        write_atomically(target, text.encode("utf-8"))
        talk(f"Wrote {target}.")


@command.command()
@json_option
def stats(as_json: bool) -> None:
    """How each topic went over all interviews.

    Main questions put and answered, mean score, and when the topic was last asked.
    """
    topics: list[TopicRecord] = _read(History.topics) or []
    if as_json:
        write_json({"topics": [topic.model_dump(mode="json") for topic in topics]})
    elif topics:
        _write_table(
            ("topic", "questions", "answered", "mean", "last"),
            [
                (
                    topic.topic,
                    str(topic.questions),
                    str(topic.answered),
                    _score(topic.mean_score),
                    _local(topic.last_asked),
                )
                for topic in topics
            ],
        )
    else:
        talk(NOTHING_YET)


# --- reading ----------------------------------------------------------------------------------------------------------


def _read(question: Callable[[History], Found]) -> Found | None:
    """What the history answers; None when there is none, which is then not made."""
    history = History.open_existing(data_folder())
    if history is None:
        return None
    with history:
        return question(history)


def _find(session_id: str | None) -> StoredSession | None:
    """The interview asked for, or the latest; None when nothing was asked for and there is none."""
    if session_id is None:
        return _read(lambda history: next((history.session(latest.id) for latest in history.sessions(1)), None))
    found = _read(lambda history: history.session(session_id))
    if found is None:
        raise InterviewerError(f'No interview begins with "{session_id}".', NOTHING_YET)
    return found


def _summary_data(summary: SessionSummary) -> dict[str, Any]:
    return {**summary.model_dump(mode="json"), "state": summary.state}


def _session_data(session: StoredSession) -> dict[str, Any]:
    return {**session.model_dump(mode="json"), "summary": _summary_data(session.summary)}


# --- wording ----------------------------------------------------------------------------------------------------------


def _local(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def _score(score: float | None) -> str:
    return "-" if score is None else f"{score:.1f}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _transcript(session: StoredSession) -> Iterator[tuple[int, str]]:
    """The interview as lines of text, each with its indentation."""
    summary = session.summary
    yield 0, f"Interview {summary.id[:8]}, {_local(summary.started_at)}, {summary.mode}, {summary.state}"
    counts = f"{summary.answered} of {summary.questions} questions answered"
    counts += f", {summary.skipped} skipped" if summary.skipped else ""
    yield 0, counts + (f", mean score {_score(summary.mean_score)}" if summary.mean_score is not None else "")
    for stored in session.turns:
        yield 0, ""
        yield from _turn(stored)


def _turn(stored: StoredTurn) -> Iterator[tuple[int, str]]:
    turn = stored.turn
    marks = [turn.question.topic, *([turn.question.difficulty] if turn.question.difficulty else [])]
    follow_up = "Follow-up: " if turn.kind == "follow-up" else ""
    yield 0, f"{turn.number}. {follow_up}{turn.question.text} [{', '.join(marks)}]"
    if turn.question.context:
        yield from _block(turn.question.context)
    yield 0, ""
    if turn.answer is None:
        yield 3, "Skipped."
        return
    yield from _block(turn.answer)
    yield 0, ""
    aids = [_duration(stored.seconds)] if stored.seconds is not None else []
    aids += [f"{turn.hints_used} hint{'s' if turn.hints_used > 1 else ''}"] if turn.hints_used else []
    aids += ["model answer shown before"] if turn.revealed else []
    if aids:
        yield 3, f"({', '.join(aids)})"
    if turn.grade is None:
        yield 3, "Not graded."
    else:
        yield from _grade(turn.grade)


def _grade(grade: Grade) -> Iterator[tuple[int, str]]:
    uncertain = ", uncertain" if grade.abstained else ""
    yield 3, f"Score {grade.score:.1f} ({grade.low:.1f} to {grade.high:.1f}), {grade.band}{uncertain}"
    for flag in grade.flags:
        yield 3, f"! {flag.name}: {flag.reason}"
    for verdict in grade.concepts:
        points = f"{verdict.points:.1f} of {verdict.of:.1f} points"
        yield 3, f"{MARKS[verdict.status]} {verdict.status}: {verdict.name} ({verdict.importance}, {points})"
    yield from _block(grade.feedback)
    if grade.addition:
        yield 3, f"What would gain most: {grade.addition}"


def _block(text: str) -> Iterator[tuple[int, str]]:
    yield from ((3, line) for line in text.rstrip("\n").split("\n"))


# --- writing ----------------------------------------------------------------------------------------------------------


def _write_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in header:
        table.add_column(name, no_wrap=True, justify="right" if name in {"questions", "answered", "mean"} else "left")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    terminal = console()
    with terminal.capture() as captured:
        terminal.print(table)
    write("\n".join(line.rstrip() for line in captured.get().splitlines()))


def _write_wrapped(lines: Iterator[tuple[int, str]]) -> None:
    """Lines broken at words to the width of the terminal; as they are when standard output is a file or a pipe."""
    from rich.text import Text

    terminal = console()
    for indentation, line in lines:
        margin = " " * indentation
        pieces = [line]
        if terminal.is_terminal:
            pieces = [piece.plain for piece in Text(line).wrap(terminal, max(20, terminal.width - indentation))]
        for piece in pieces:
            write(f"{margin}{piece}".rstrip())
