"""What an interview session can be told."""

from dataclasses import dataclass

from interviewer.models import Grade


@dataclass(frozen=True, slots=True)
class Answer:
    """The candidate's answer to the question on the table."""

    text: str


@dataclass(frozen=True, slots=True)
class AskHint:
    """The candidate wants the next hint."""


@dataclass(frozen=True, slots=True)
class Skip:
    """The candidate leaves the question unanswered; once it is answered, the same as `Next`."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """The candidate wants to see the question again."""


@dataclass(frozen=True, slots=True)
class Reveal:
    """The candidate wants to see the model answer."""


@dataclass(frozen=True, slots=True)
class CountLeft:
    """The candidate asks how many questions are left."""


@dataclass(frozen=True, slots=True)
class Next:
    """The candidate has read the grade, or does not wait for it, and goes on."""


@dataclass(frozen=True, slots=True)
class Stop:
    """The candidate ends the interview."""


@dataclass(frozen=True, slots=True)
class RecordGrade:
    """The grade of an answered turn has arrived; the caller says so, never the candidate."""

    turn: int
    grade: Grade


@dataclass(frozen=True, slots=True)
class Unclear:
    """What was typed is neither an answer nor a command; the message says what to type instead."""

    message: str


Command = Answer | AskHint | Skip | Repeat | Reveal | CountLeft | Next | Stop | RecordGrade | Unclear
