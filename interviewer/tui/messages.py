"""What widgets, screens and background work tell each other."""

from dataclasses import dataclass

from textual.message import Message

from interviewer.corpus.bank import Bank
from interviewer.errors import InterviewerError
from interviewer.interview.wishes import PracticeWishes
from interviewer.models import Grade, Question, Turn
from interviewer.tui.import_run import ImportProgress
from interviewer.tui.sitting import Sitting
from interviewer.worker import WorkerStatus


@dataclass
class BankLoaded(Message):
    """The corpus has been read."""

    bank: Bank


@dataclass
class BankFailed(Message):
    """The corpus cannot be read at all."""

    error: InterviewerError


@dataclass
class WorkerChanged(Message):
    """The grading worker has got further, or failed."""

    status: WorkerStatus


@dataclass
class StartRequested(Message):
    """The candidate wants an interview of this kind."""

    wishes: PracticeWishes


@dataclass
class ResumeRequested(Message):
    """The candidate wants to go on with the unfinished interview."""


@dataclass
class QuestionChosen(Message):
    """The candidate wants to practise this one question."""

    question: Question


@dataclass
class BrowseRequested(Message):
    """The candidate wants to look through the corpus."""


@dataclass
class ImportRequested(Message):
    """The candidate wants to import documents."""


@dataclass
class CorpusChanged(Message):
    """Corpus files have been written: bank and index are behind."""


@dataclass
class ImportAdvanced(Message):
    """An import has got further."""

    progress: ImportProgress


@dataclass
class TextSubmitted(Message):
    """The answer box was submitted; the text may be an answer or a command."""

    text: str


@dataclass
class NextRequested(Message):
    """The candidate wants to go on: Enter on an empty box."""


@dataclass
class AnswerCut(Message):
    """Something pasted or typed was longer than an answer may be; what fits was kept."""


@dataclass
class GradeWanted(Message):
    """A stored answer is to be graded."""

    sitting: Sitting
    turn: Turn


@dataclass
class GradeArrived(Message):
    """The worker has graded a turn."""

    sitting: Sitting
    turn: int
    grade: Grade


@dataclass
class GradeFailed(Message):
    """The worker could not grade a turn; the answer stays stored without a grade."""

    wanted: GradeWanted
    error: InterviewerError
