"""A corpus file as a document: questions with all that is expected of an answer, and passages."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from interviewer.corpus.inline import single_line
from interviewer.corpus.markdown import parse_blocks, refuse_unclosed
from interviewer.corpus.metadata import FRONT_MATTER_KEYS, read_front_matter
from interviewer.corpus.outline import Entry, holds_questions, outline
from interviewer.corpus.passages import document_passages
from interviewer.corpus.plaintext import text_passages
from interviewer.corpus.problems import location
from interviewer.corpus.questions import QuestionReader
from interviewer.errors import CorpusError
from interviewer.models import Document
from interviewer.text import safe_text


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read of a file, and what could not."""

    document: Document
    problems: tuple[CorpusError, ...] = ()
    entries: tuple[Entry, ...] = ()
    """For each question of the document, in order, where it stands."""


def parse_text(source: str, file: str) -> Document:
    """A corpus file from its text; `file` is its path relative to the corpus, with forward slashes.

    A name that ends in `.txt` is plain text, anything else Markdown (`outline.holds_questions` tells files of questions
    from documents of passages). Values pass `safe_text`; lines are 1-based.

    Raises:
        CorpusError: the first thing that the format does not allow, as `file:line: ...` with a remedy.
    """
    reading = read_document(source, file)
    if reading.problems:
        raise reading.problems[0]
    return reading.document


def read_document(source: str, file: str) -> Reading:
    """The same without raising: a question that cannot be read is left out and its error is among the problems."""
    text = safe_text(source.removeprefix("\ufeff"))
    stem = single_line(PurePosixPath(file).stem) or "corpus"
    title = re.sub(r"[-_\s]+", " ", stem).strip()
    document = Document(file=file, title=(title[:1].upper() + title[1:]) or stem, topic=stem)
    if file.lower().endswith(".txt"):
        return Reading(document.model_copy(update={"passages": text_passages(text, file)}))
    try:
        return _read_markdown(text, document)
    except CorpusError as error:
        return Reading(document, (error,))


def _read_markdown(text: str, document: Document) -> Reading:
    """
    Raises:
        CorpusError: something is wrong with the file as a whole.
    """
    file = document.file
    blocks = parse_blocks(text, file)
    front_matter = read_front_matter(blocks, file)
    if front_matter is not None:
        blocks = blocks[1:]
        named = {key: value for key, value in front_matter.values.items() if key in FRONT_MATTER_KEYS}
        document = document.model_copy(update=named)
    if not holds_questions(blocks, front_matter):
        return Reading(document.model_copy(update={"passages": document_passages(blocks, file)}))
    if front_matter is not None:
        front_matter.refuse_unknown(file)
    lines = text.split("\n")
    refuse_unclosed(blocks, lines, file)
    reader = QuestionReader(lines, file, document.topic)
    reader.read(outline(blocks, len(lines)))
    found = {
        "questions": tuple(question for question, _ in reader.questions),
        "passages": tuple(sorted(reader.passages, key=lambda passage: passage.line)),
    }
    return Reading(
        document.model_copy(update=found),
        tuple(sorted(reader.problems, key=lambda problem: location(problem)[1])),
        tuple(entry for _, entry in reader.questions),
    )
