"""The interview itself: commands in, events out. It knows neither screen nor storage nor clock."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from interviewer.interview.commands import (
    Answer,
    AskHint,
    Command,
    CountLeft,
    Next,
    RecordGrade,
    Repeat,
    Reveal,
    Skip,
    Stop,
    Unclear,
)
from interviewer.interview.follow_ups import follow_up_to
from interviewer.interview.report import make_report
from interviewer.models import (
    Asked,
    Counted,
    Finished,
    Grade,
    Graded,
    Hinted,
    InterviewEvent,
    Noted,
    Question,
    QuestionKind,
    Revealed,
    Skipped,
    Submitted,
    Turn,
)
from interviewer.text import MAX_ANSWER_CHARACTERS

State = Literal["asking", "grading", "reviewing", "finished"]

_BY_IMPORTANCE = ("essential", "important", "bonus")


@dataclass(frozen=True, slots=True)
class _OnTable:
    """The question that waits for an answer."""

    turn: int
    kind: QuestionKind
    question: Question
    hints_used: int = 0
    revealed: bool = False

    def closed(self, answer: str | None) -> Turn:
        return Turn(
            number=self.turn,
            kind=self.kind,
            question=self.question,
            answer=answer,
            hints_used=self.hints_used,
            revealed=self.revealed,
        )


class InterviewSession:
    """One interview over a plan of main questions, with follow-ups between them.

    `asking`: a question waits for an answer. `grading`: the latest answer waits for its grade, or, after the last
    question, some answer does. `reviewing`: the grade is there and the candidate reads it. `finished`: over.
    The caller stores what `Submitted` and `Skipped` carry, has answers graded, and sends each grade as `RecordGrade`
    whenever it arrives. `Finished` comes exactly once.
    """

    def __init__(self, plan: Sequence[Question], *, follow_ups: bool = True, turns: Sequence[Turn] = ()) -> None:
        """A session over `plan`; `turns` are those of an interrupted one, which `start` then goes on with.

        Raises:
            ValueError: the plan holds a question twice, or a turn is not of this plan.
        """
        self._plan = tuple(plan)
        ids = {question.id for question in self._plan}
        if len(ids) != len(self._plan):
            raise ValueError("the plan holds a question twice")
        self._turns = {turn.number: turn for turn in sorted(turns, key=lambda turn: turn.number)}
        mains = [turn.question.id for turn in turns if turn.kind == "main"]
        if len(self._turns) != len(turns) or len(set(mains)) != len(mains) or not ids.issuperset(mains):
            raise ValueError("the turns are not those of this plan")
        self._follow_ups = follow_ups
        self._table: _OnTable | None = None
        self._started = False
        self._waiting = False  # every question is done, and some answer still waits for its grade
        self._state: State = "asking"

    @property
    def state(self) -> State:
        return self._state

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Answered and skipped turns in order, with the grades that have arrived."""
        return tuple(self._turns.values())

    @property
    def pending(self) -> tuple[Turn, ...]:
        """Answered turns whose grade has not arrived, in order."""
        return tuple(turn for turn in self.turns if turn.answer is not None and turn.grade is None)

    def start(self) -> list[InterviewEvent]:
        """Puts the first question, or after an interruption the one that came next.

        Raises:
            ValueError: the session was started before.
        """
        if self._started:
            raise ValueError("the session was started before")
        self._started = True
        return self._go_on()

    def handle(self, command: Command) -> list[InterviewEvent]:
        """What a command brings about; one that makes no sense just now is answered with a `Noted`.

        Raises:
            ValueError: a grade for a turn that waits for none, or a candidate's command before `start`.
        """
        if isinstance(command, RecordGrade):
            return self._record(command.turn, command.grade)
        if not self._started:
            raise ValueError("the session was not started")
        if isinstance(command, Unclear):
            return [Noted(message=command.message)]
        if self._state == "finished":
            return [Noted(message="The interview is over.")]
        if isinstance(command, Stop):
            return self._stop()
        if isinstance(command, CountLeft):
            return [Counted(left=len(self._left()), total=len(self._plan))]
        return self._while_asking(self._table, command) if self._table else self._after_answer(command)

    def _while_asking(self, table: _OnTable, command: Command) -> list[InterviewEvent]:
        events: list[InterviewEvent]
        match command:
            case Answer(text):
                events = self._answer(table, text)
            case Skip():
                turn = table.closed(answer=None)
                self._close(turn)
                events = [Skipped(turn=turn), *self._go_on()]
            case AskHint():
                events = self._hint(table)
            case Repeat():
                events = [self._asked(table, again=True)]
            case Reveal():
                self._table = replace(table, revealed=True)
                events = [Revealed(turn=table.turn, references=table.question.references)]
            case _:
                events = [Noted(message="This question is still open: answer it, or /skip it.")]
        return events

    def _after_answer(self, command: Command) -> list[InterviewEvent]:
        """While the latest answer is graded or its grade is read: no question is on the table."""
        events: list[InterviewEvent]
        match command:
            case Next() | Skip():
                events = self._wait() if self._waiting else self._go_on()
            case Reveal():
                latest = self.turns[-1]
                events = [Revealed(turn=latest.number, references=latest.question.references)]
            case _ if self._waiting:
                events = self._wait()
            case _ if self._state == "grading":
                events = [Noted(message="Your answer is being graded; go on with /next, or wait for the grade.")]
            case _:
                events = [Noted(message="This question is answered; go on with /next.")]
        return events

    def _answer(self, table: _OnTable, text: str) -> list[InterviewEvent]:
        if not text.strip():
            return [Noted(message="Type an answer, or /skip to go on.")]
        events: list[InterviewEvent] = []
        if len(text) > MAX_ANSWER_CHARACTERS:
            text = text[:MAX_ANSWER_CHARACTERS]
            events.append(Noted(message=f"Only the first {MAX_ANSWER_CHARACTERS:,} characters of the answer count."))
        turn = table.closed(answer=text)
        self._close(turn)
        self._state = "grading"
        return [*events, Submitted(turn=turn)]

    def _hint(self, table: _OnTable) -> list[InterviewEvent]:
        hints = _hints(table.question)
        if table.hints_used >= len(hints):
            return [Noted(message=f"There is no {'further ' if hints else ''}hint for this question.")]
        self._table = replace(table, hints_used=table.hints_used + 1)
        left = len(hints) - table.hints_used - 1
        return [Hinted(turn=table.turn, text=hints[table.hints_used], left=left)]

    def _record(self, number: int, grade: Grade) -> list[InterviewEvent]:
        turn = self._turns.get(number)
        if turn is None or turn.answer is None or turn.grade is not None:
            raise ValueError(f"turn {number} waits for no grade")
        turn = turn.model_copy(update={"grade": grade})
        self._turns[number] = turn
        events: list[InterviewEvent] = [Graded(turn=turn)]
        if self._waiting and self._state == "grading":
            events += [] if self.pending else self._finish()
        elif self._state == "grading" and number == self.turns[-1].number:
            self._state = "reviewing"
        return events

    def _go_on(self) -> list[InterviewEvent]:
        """The next thing to ask: the follow-up that the latest grade calls for, else a main question, else the end."""
        follow_up = self._due_follow_up()
        if follow_up is not None:
            return [self._put("follow-up", follow_up)]
        left = self._left()
        if left:
            return [self._put("main", left[0])]
        return self._wait() if self.pending else self._finish()

    def _due_follow_up(self) -> Question | None:
        latest = self.turns[-1] if self._turns else None
        if latest is None or latest.kind == "follow-up" or latest.grade is None or not self._follow_ups:
            return None
        return follow_up_to(latest.question, latest.grade)

    def _left(self) -> list[Question]:
        """Main questions not yet answered or skipped, the one on the table included."""
        done = {turn.question.id for turn in self.turns if turn.kind == "main"}
        return [question for question in self._plan if question.id not in done]

    def _put(self, kind: QuestionKind, question: Question) -> Asked:
        number = self.turns[-1].number + 1 if self._turns else 1
        self._table = _OnTable(turn=number, kind=kind, question=question)
        self._state = "asking"
        return self._asked(self._table)

    def _asked(self, table: _OnTable, again: bool = False) -> Asked:
        done = len(self._plan) - len(self._left())
        return Asked(
            turn=table.turn,
            kind=table.kind,
            position=done + 1 if table.kind == "main" else done,
            total=len(self._plan),
            question=table.question,
            again=again,
        )

    def _close(self, turn: Turn) -> None:
        self._table = None
        self._turns[turn.number] = turn

    def _wait(self) -> list[InterviewEvent]:
        self._state = "grading"
        self._waiting = True
        return [Noted(message=f"{_answers(len(self.pending))} still being graded; the summary follows.")]

    def _stop(self) -> list[InterviewEvent]:
        self._table = None
        events: list[InterviewEvent] = []
        if self.pending:
            events.append(Noted(message=f"{_answers(len(self.pending))} not graded yet and missing from the summary."))
        return [*events, *self._finish()]

    def _finish(self) -> list[InterviewEvent]:
        self._state = "finished"
        return [Finished(report=make_report(self.turns))]


def _hints(question: Question) -> tuple[str, ...]:
    """The written hints, or else one that names the weightiest key concept."""
    if question.hints or not question.concepts:
        return question.hints
    weightiest = min(question.concepts, key=lambda concept: _BY_IMPORTANCE.index(concept.importance))
    return (f"Think about: {weightiest.name}",)


def _answers(count: int) -> str:
    return "1 answer is" if count == 1 else f"{count} answers are"
