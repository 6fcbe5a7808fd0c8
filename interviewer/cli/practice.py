"""`interviewer practice`: opens the terminal app, or holds the interview line by line."""

import os
import secrets
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from uuid import uuid4

import click
from click.core import ParameterSource

from interviewer.cli.options import settings_options
from interviewer.cli.output import talk, write
from interviewer.cli.plain import earlier_text, event_text, history_text, opening_text, resumed_text
from interviewer.errors import ConfigurationError, InterviewerError
from interviewer.interview.commands import Command, Next, RecordGrade, Stop
from interviewer.interview.intents import read_intent
from interviewer.interview.selection import select_questions
from interviewer.interview.session import InterviewSession
from interviewer.interview.wishes import PracticeWishes
from interviewer.models import Asked, Difficulty, Finished, InterviewEvent, Question, Skipped, Submitted, Turn
from interviewer.settings import Settings
from interviewer.text import fold, safe_text
from interviewer.workspace import Workspace

INTERRUPTED = 130
TO_RESUME = "go on with `interviewer practice --resume`."

Clock = Callable[[], datetime]


@click.command()
@settings_options
@click.option(
    "--plain", is_flag=True, help="Line by line, without the terminal app (chosen when there is no terminal)."
)
@click.option("--topic", "topics", multiple=True, metavar="TOPIC", help="Only questions of this topic; repeatable.")
@click.option("--difficulty", type=click.Choice(["easy", "medium", "hard"]), help="Only questions this hard.")
@click.option("--count", type=click.IntRange(min=1), default=5, show_default=True, help="How many questions.")
@click.option("--seed", type=int, help="Decides choice and order of the questions (default: drawn, and shown).")
@click.option("--no-follow-ups", is_flag=True, help="Main questions only.")
@click.option("--resume", is_flag=True, help="Go on with the latest interview that was interrupted.")
@click.pass_context
def command(
    context: click.Context,
    settings: Settings,
    *,
    plain: bool,
    topics: tuple[str, ...],
    difficulty: Difficulty | None,
    count: int,
    seed: int | None,
    no_follow_ups: bool,
    resume: bool,
) -> None:
    """Take an interview: in the terminal app, or line by line with --plain.

    Line by line, a line is an answer, a backslash at its end continues it, and the end of input ends the interview.
    """
    if resume:
        _refuse_choices(context, "topics", "difficulty", "count", "seed")
    wishes = PracticeWishes(
        topics=topics,
        difficulty=difficulty,
        count=count,
        seed=secrets.randbelow(2**31) if seed is None else seed,
        follow_ups=not no_follow_ups,
        resume=resume,
        at_once=not context.obj.get("start_screen", False),
    )
    if not plain and _is_full_terminal():
        context.exit(context.obj["launch_app"](settings, wishes))
    try:
        with Workspace.open(settings) as workspace:
            hold_interview(workspace, wishes, lambda: datetime.now(UTC))
    except KeyboardInterrupt:
        talk(f"\nInterrupted: everything answered is kept; {TO_RESUME}")
        context.exit(INTERRUPTED)


def _refuse_choices(context: click.Context, *names: str) -> None:
    """An interrupted interview has its questions already: options that choose them contradict --resume."""
    given = [name for name in names if context.get_parameter_source(name) is ParameterSource.COMMANDLINE]
    if given:
        option = f"--{given[0].removesuffix('s')}"
        raise click.UsageError(f"--resume goes on with the questions chosen before: leave out {option}.")


def _is_full_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


# --- what the interview is about --------------------------------------------------------------------------------------


def hold_interview(workspace: Workspace, wishes: PracticeWishes, clock: Clock) -> None:
    """Holds the interview that is wished for, or goes on with the interrupted one."""
    width = shutil.get_terminal_size().columns
    if wishes.resume:
        latest = workspace.history.unfinished()
        if latest is None:
            raise InterviewerError("There is no interrupted interview.", "`interviewer practice` starts a new one.")
        stored = workspace.history.session(latest.id)
        turns = [stored_turn.turn for stored_turn in stored.turns]
        session = InterviewSession(stored.plan, follow_ups=wishes.follow_ups, turns=turns)
        done = sum(turn.kind == "main" for turn in turns)
        write(resumed_text(latest.id, done, len(stored.plan), width))
        _Interview(workspace, latest.id, session, clock, width).hold()
        return
    plan = _plan(workspace, wishes)
    session_id = uuid4().hex
    workspace.history.begin_session(session_id, clock(), plan, wishes.seed, "plain")
    write(opening_text(len(plan), wishes.seed, width))
    _Interview(workspace, session_id, InterviewSession(plan, follow_ups=wishes.follow_ups), clock, width).hold()


def _plan(workspace: Workspace, wishes: PracticeWishes) -> list[Question]:
    """The questions of a new interview.

    Raises:
        ConfigurationError: a topic that does not exist, or no question that fits.
    """
    bank = workspace.bank
    for problem in bank.problems:
        talk(f"Left out: {problem}")
    topics = {fold(count.topic): count.topic for count in bank.topics()}
    for topic in wishes.topics:
        if fold(topic) not in topics:
            raise ConfigurationError(f'There is no topic "{topic}".', f"The topics are: {', '.join(topics.values())}.")
    plan = select_questions(
        bank.questions,
        topics=wishes.topics,
        difficulty=wishes.difficulty,
        count=wishes.count,
        seed=wishes.seed,
        last_asked=workspace.history.last_asked(),
    )
    if not plan:
        raise ConfigurationError(
            f"No question in {bank.directory} fits.", "`interviewer corpus list` shows the questions there are."
        )
    return plan


# --- the conversation -------------------------------------------------------------------------------------------------


class _Interview:
    """Passes lines to the session, what it says to the terminal, and answers and grades to the history."""

    def __init__(
        self, workspace: Workspace, session_id: str, session: InterviewSession, clock: Clock, width: int
    ) -> None:
        self._workspace = workspace
        self._history = workspace.history
        self._id = session_id
        self._session = session
        self._clock = clock
        self._width = width
        self._asked_at = clock()
        self._stages = _Stages()

    def hold(self) -> None:
        """The whole conversation, to the summary.

        Raises:
            InterviewerError: an answer cannot be stored or graded; what was stored before is kept.
        """
        for turn in self._session.pending:
            self._say(earlier_text(turn, self._width))
            self._grade(turn)
        self._take(self._session.start())
        while self._session.state != "finished":
            self._take(self._session.handle(_next_command()))
        self._say(history_text(self._id, self._width))

    def _take(self, events: list[InterviewEvent]) -> None:
        """Stores what happened, then shows it; an answer is graded and the interview goes on by itself."""
        for event in events:
            match event:
                case Submitted(turn=turn) | Skipped(turn=turn):
                    now = self._clock()
                    seconds = max(0.0, (now - self._asked_at).total_seconds())
                    self._history.record_answer(self._id, turn, now, seconds)
                case Finished():
                    self._history.end_session(self._id, self._clock())
            self._say(event_text(event, self._width))
            match event:
                case Asked(again=False):
                    self._asked_at = self._clock()
                case Submitted(turn=turn):
                    self._grade(turn)
                    self._take(self._session.handle(Next()))

    def _grade(self, turn: Turn) -> None:
        """Grades an answer that is stored already, stores the grade, then shows it."""
        assert turn.answer is not None
        try:
            grade = self._workspace.grader(self._stages).grade(turn.question, turn.answer)
        except InterviewerError:
            talk(f"Your answers are kept; {TO_RESUME}")
            raise
        self._history.record_grade(self._id, turn.number, grade, self._clock())
        self._take(self._session.handle(RecordGrade(turn.number, grade)))

    def _say(self, text: str) -> None:
        if text:
            write(text)
            sys.stdout.flush()


class _Stages:
    """Says what the wait for the first grade is for: loading the model, then each quarter of building an index."""

    def __init__(self) -> None:
        self._quarter = -1

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage == "loading":
            talk("Loading the language model; this takes a few seconds.")
        elif total and done * 4 // total > self._quarter:
            self._quarter = done * 4 // total
            talk(f"Building the index: {done} of {total} passages.")


def _next_command() -> Command:
    """What the candidate types next; the end of input stops the interview."""
    message = _read_message()
    return Stop() if message is None else read_intent(safe_text(message))


def _read_message() -> str | None:
    """A line, together with the lines after it for as long as each ends with a backslash; None at the end of input."""
    lines: list[str] = []
    while True:
        try:
            line = _read_line()
        except EOFError:
            return "\n".join(lines) if lines else None
        lines.append(line.removesuffix("\\"))
        if not line.endswith("\\"):
            return "\n".join(lines)


def _read_line() -> str:
    if sys.stdin.isatty() and sys.stdout.isatty():
        with suppress(ImportError):
            import readline  # noqa: F401 - editing and lines longer than the terminal's own 4,096 characters
        return input("> ")
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.removesuffix("\n")
