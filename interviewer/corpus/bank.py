"""The question bank: every file of a corpus folder, read once; what cannot be read is reported and the rest stands."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from interviewer.collector import collector_paused
from interviewer.corpus.parsed import ParsedFiles, parse_file
from interviewer.corpus.problems import located
from interviewer.errors import ConfigurationError, CorpusError
from interviewer.models import Document, Passage, Question
from interviewer.text import fold, safe_text

SUFFIXES = frozenset({".md", ".txt"})
MAX_BYTES = 20_000_000
"""A larger file is reported, not read."""


@dataclass(frozen=True, slots=True)
class TopicCount:
    """A topic, the title of the first file that has it, and its number of questions."""

    topic: str
    title: str
    questions: int


@dataclass(frozen=True)
class Bank:
    """The corpus in use. Ids are unique over all files; a question whose id is taken is left out and reported."""

    directory: Path
    documents: tuple[Document, ...]
    """Sorted by file."""
    problems: tuple[CorpusError, ...]
    """What could not be read, as `file:line: ...`; the rest of the corpus is there all the same."""
    digest: str
    """SHA-256 (hex) over the relative names and the bytes of all corpus files."""
    recoded: tuple[str, ...] = ()
    """Files that are neither UTF-8 nor UTF-16 and were read as cp1252."""

    @classmethod
    def load(cls, directory: Path, cache: Path | None = None) -> "Bank":
        """Reads `*.md` and `*.txt` below a folder; `README.md` at its root and hidden files are not part of it.

        Symbolic links and whatever is not a regular file are passed over. `cache` is a folder for what was parsed, so
        that the files that have not changed are not parsed again; what is read is the same with it and without.

        Raises:
            ConfigurationError: there is no such folder.
        """
        if not directory.is_dir():
            message = f"There is no corpus folder at {directory}."
            raise ConfigurationError(message, "Name one with --corpus or INTERVIEWER_CORPUS.")
        digest = hashlib.sha256()
        documents: list[Document] = []
        problems: list[CorpusError] = []
        recoded: list[str] = []
        kept = ParsedFiles(cache, directory) if cache else None
        parse = kept.parse if kept else parse_file
        with collector_paused():
            for path, file in corpus_files(directory):
                data: bytes | None = None
                try:
                    data = read_bytes(path, file)
                except CorpusError as error:
                    problems.append(error)
                for part in (os.fsencode(path.relative_to(directory).as_posix()), data or b""):
                    digest.update(len(part).to_bytes(8, "big") + part)
                if data is None:
                    continue
                parsed = parse(data, file)
                if parsed.encoding == "cp1252":
                    recoded.append(file)
                documents.append(parsed.document)
                problems += parsed.errors
        if kept:
            kept.save()
        unique, duplicates = _without_duplicate_ids(documents)
        return cls(directory, tuple(unique), (*problems, *duplicates), digest.hexdigest(), tuple(recoded))

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """In the order of files and lines."""
        return tuple(question for document in self.documents for question in document.questions)

    def passages(self) -> tuple[Passage, ...]:
        """Every passage, of questions and of documents, in the order of files and lines."""
        return tuple(
            passage
            for document in self.documents
            for passage in sorted(
                (*document.passages, *(passage for question in document.questions for passage in question.passages)),
                key=lambda passage: passage.line,
            )
        )

    def question(self, id_or_text: str) -> Question | None:
        """A question by its id, else by its text (compared folded; the first of several)."""
        return self._by_id.get(id_or_text.strip()) or self._by_text.get(fold(id_or_text))

    def topics(self) -> tuple[TopicCount, ...]:
        """Topics that have questions, in alphabetical order."""
        counts: dict[str, TopicCount] = {}
        for document in self.documents:
            if document.questions:
                before = counts.get(document.topic, TopicCount(document.topic, document.title, 0))
                total = before.questions + len(document.questions)
                counts[document.topic] = TopicCount(before.topic, before.title, total)
        return tuple(counts[topic] for topic in sorted(counts))

    @cached_property
    def _by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def _by_text(self) -> dict[str, Question]:
        return {fold(question.text): question for question in reversed(self.questions)}


def corpus_files(directory: Path) -> list[tuple[Path, str]]:
    """The files of a corpus with their names relative to it (forward slashes, made safe), sorted by name."""
    found = [(path, safe_text(path.relative_to(directory).as_posix())) for path in _walk(directory)]
    return sorted((pair for pair in found if pair[1] != "README.md"), key=lambda pair: pair[1])


def _walk(folder: Path) -> Iterator[Path]:
    try:
        children = sorted(folder.iterdir())
    except OSError:
        return  # a folder that may not be listed holds no files for us
    for child in children:
        if child.name.startswith("."):
            continue
        try:
            mode = child.lstat().st_mode
        except OSError:
            continue  # gone since it was listed
        if stat.S_ISDIR(mode):
            yield from _walk(child)
        elif stat.S_ISREG(mode) and child.suffix.lower() in SUFFIXES:
            yield child


def read_bytes(path: Path, file: str) -> bytes:
    """The bytes of a corpus file.

    Raises:
        CorpusError: it is too large or cannot be read.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            message = f"The file is larger than {MAX_BYTES // 1_000_000} MB."
            raise located(file, 1, message, "Split it into smaller ones.")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise located(file, 1, f"The file cannot be read: {reason}.", "Check its permissions.") from error


def _without_duplicate_ids(documents: list[Document]) -> tuple[list[Document], list[CorpusError]]:
    """The documents without questions whose id another file has.

    An id that is written in its file goes before one that is only the slug of a heading, else the earlier file wins.
    """
    owners: dict[str, Question] = {}
    problems: list[CorpusError] = []
    everything = [question for document in documents for question in document.questions]
    for question in sorted(everything, key=lambda question: not question.pinned):
        owner = owners.setdefault(question.id, question)
        if owner is not question:
            message = f"The id '{question.id}' is already that of the question at {owner.file}:{owner.line}."
            remedy = "Give one of the two another id."
            if not question.pinned:
                remedy = "Give it an id of its own; 'interviewer corpus check --fix' writes one."
            problems.append(located(question.file, question.line, message, remedy))
    kept = [
        document.model_copy(
            update={"questions": tuple(item for item in document.questions if owners[item.id] is item)},
        )
        for document in documents
    ]
    return kept, problems
