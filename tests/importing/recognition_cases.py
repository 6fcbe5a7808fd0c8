"""Small documents with what a person would find in them."""

from dataclasses import dataclass
from textwrap import dedent

from interviewer.importing.manuscript import Line, Manuscript
from interviewer.importing.recognised import Recognised
from interviewer.importing.recognition.recognition import recognise


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    entries: tuple[tuple[str, str], ...]
    """Question, and how its answer begins."""
    unanswered: tuple[str, ...] = ()


def recognised(text: str, file: str = "notes.md", **options: bool) -> Recognised:
    """A text, indented as in a test, as recognition finds it in a Markdown file."""
    lines = dedent(text).strip("\n").split("\n")
    numbered = tuple(Line(line, number) for number, line in enumerate(lines, 1))
    return recognise(Manuscript(file, "markdown", "utf-8", None, numbered), **options)


def assert_found(case: Case) -> None:
    found = recognised(case.text)
    assert [entry.question for entry in found.entries] == [question for question, _begins in case.entries]
    for entry, (_question, begins) in zip(found.entries, case.entries, strict=True):
        assert entry.answer.startswith(begins)
    assert sorted(question.question for question in found.unanswered) == sorted(case.unanswered)
