"""Documents read and recognised one after another; what cannot be read is kept as its error, and the rest goes on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from interviewer.errors import InterviewerError
from interviewer.importing.merging.alignment import QuestionSource, Recovery, recover_questions
from interviewer.importing.progress import OnProgress
from interviewer.importing.readers.reading import read_manuscript
from interviewer.importing.readers.sandbox import Sandbox
from interviewer.importing.readers.sources import Source
from interviewer.importing.recognised import Entry, Excerpt, Recognised
from interviewer.importing.recognition.recognition import recognise


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document as it was recognised."""

    source: Source
    container: str
    encoding: str
    recognised: Recognised
    recovery: Recovery | None = None
    """What its answers became beside a near-duplicate that has the questions."""

    @property
    def file(self) -> str:
        return self.source.given

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.recovery.entries if self.recovery else self.recognised.entries

    @property
    def passages(self) -> tuple[Excerpt, ...]:
        return self.recovery.passages if self.recovery else self.recognised.passages


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document that could not be read."""

    source: Source
    problem: InterviewerError

    @property
    def file(self) -> str:
        return self.source.given


def read_documents(
    sources: Sequence[Source], questions_from_headings: bool, on_progress: OnProgress
) -> list[ReadDocument | Unreadable]:
    """Each document as it was recognised by itself, in order."""
    found: list[ReadDocument | Unreadable] = []
    with Sandbox() as sandbox:
        for number, source in enumerate(sources):
            on_progress("reading", number, len(sources), source.given)
            found.append(_read(source, questions_from_headings, sandbox))
    return found


def _read(source: Source, questions_from_headings: bool, sandbox: Sandbox) -> ReadDocument | Unreadable:
    try:
        manuscript = read_manuscript(source.path, source.given, sandbox)
    except InterviewerError as error:
        return Unreadable(source, error)
    recognised = recognise(manuscript, questions_from_headings=questions_from_headings)
    return ReadDocument(source, manuscript.container, manuscript.encoding, recognised)


def with_recovered_questions(
    documents: Sequence[ReadDocument | Unreadable], elsewhere: Callable[[], QuestionSource] | None = None
) -> list[ReadDocument | Unreadable]:
    """The same, documents of answers alone with the questions of those that have nearly the same answers.

    `elsewhere` makes another source of questions, which is asked when none of the documents is near enough.
    """
    sources: list[QuestionSource] | None = None
    more: list[QuestionSource] | None = None
    found: list[ReadDocument | Unreadable] = []
    for document in documents:
        if isinstance(document, Unreadable) or document.entries or not document.passages:
            found.append(document)
            continue
        if sources is None:
            sources = [
                QuestionSource.of(other.file, other.recognised.entries)
                for other in documents
                if isinstance(other, ReadDocument) and other.recognised.entries
            ]
        recovery = recover_questions(document.recognised, sources)
        if recovery is None and elsewhere is not None:
            more = [elsewhere()] if more is None else more
            recovery = recover_questions(document.recognised, more)
        found.append(replace(document, recovery=recovery))
    return found
