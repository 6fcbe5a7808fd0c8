"""Any documents -> corpus files: read, recognise, align, compare, merge, and say what came of it."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from interviewer.collector import collector_paused
from interviewer.corpus.bank import Bank
from interviewer.corpus.inline import single_line
from interviewer.errors import ConfigurationError
from interviewer.importing.documents import (
    ReadDocument,
    Unreadable,
    read_documents,
    with_recovered_questions,
)
from interviewer.importing.merging.alignment import QuestionSource
from interviewer.importing.merging.comparing import compare
from interviewer.importing.merging.corpus_files import CorpusFolder
from interviewer.importing.merging.drafts import Document, make_document
from interviewer.importing.merging.duplicates import Encode
from interviewer.importing.merging.provenance import FILE, Claim, Provenance, earlier_records, source_name
from interviewer.importing.merging.writing import Replacement, write_together
from interviewer.importing.progress import OnProgress
from interviewer.importing.readers.sources import Source, Sources, find_sources
from interviewer.importing.recognised import Entry
from interviewer.importing.report import Failure, ImportReport, ReadEntry
from interviewer.importing.report_making import describe, read_entries_of
from interviewer.importing.report_text import to_markdown
from interviewer.models import Question
from interviewer.settings import PACKAGE

REPORT_FILE = "import-report.markdown"
"""Beside the corpus files; by its suffix it is none of them."""


def _silent(_stage: str, _done: int, _total: int, _file: str) -> None:
    return


@dataclass(frozen=True, slots=True)
class PreparedImport:
    """An import thought through to the last byte and not written yet."""

    report: ImportReport
    files: dict[Path, Replacement]

    def write(self) -> ImportReport:
        """Write the files, all or none; returns the report.

        Raises:
            ConfigurationError: the folder cannot take corpus files.
            UnavailableError: a corpus file has changed since the import was prepared.
            InterviewerError: a file cannot be written; all are as they were.
        """
        _refuse_folder(Path(self.report.output))
        write_together(self.files)
        return self.report.model_copy(update={"dry_run": False})


def prepare_import(
    paths: Sequence[str | Path],
    corpus: Path,
    output: Path | None = None,
    *,
    cache: Path | None = None,
    questions_from_headings: bool = False,
    dry_run: bool = False,
    encode: Encode | None = None,
    on_progress: OnProgress | None = None,
) -> PreparedImport:
    """Everything but the writing: what is in these documents, and what they change in the corpus.

    paths: documents and folders of them. corpus: the corpus in use. output: the folder for new corpus files, by default
    the corpus itself; a folder elsewhere is a corpus of its own. cache: see `Bank.load`. questions_from_headings: makes
    questions of the headings of documents that have none. encode: makes vectors of texts, to find near duplicates by
    meaning too. dry_run: nothing is to be written, so that any folder will do.

    A document that cannot be read is among the report's failures.

    Raises:
        ConfigurationError: the folder cannot take corpus files, or there are too many documents.
        CorpusError: a corpus file that is to be changed cannot be read.
        InterviewerError: a corpus file would be too large.
    """
    tell = on_progress or _silent
    folder = (output or corpus).expanduser().resolve()
    if not dry_run:
        _refuse_folder(folder)
    sources = find_sources(paths)
    outside, left_out = _outside(sources.files, folder)
    with collector_paused():
        read = read_documents(outside, questions_from_headings, tell)
        prepared = merge_documents(read, corpus, folder, cache=cache, encode=encode, on_progress=tell)
    failures = (*_refused(sources), *prepared.report.failures)
    notes = (*sources.left_out, *left_out, *prepared.report.notes)
    report = prepared.report.model_copy(update={"failures": failures, "notes": notes})
    return PreparedImport(report, prepared.files | _page(report, folder) if report.found else {})


def merge_documents(
    read: Sequence[ReadDocument | Unreadable],
    corpus: Path,
    folder: Path,
    *,
    cache: Path | None = None,
    encode: Encode | None = None,
    on_progress: OnProgress = _silent,
) -> PreparedImport:
    """The part of `prepare_import` that begins with documents as they were recognised, without the page of the report.

    corpus, folder: resolved.
    """
    on_progress("comparing", len(read), len(read), "")
    root = corpus if corpus in (folder, *folder.parents) else folder
    bank = Bank.load(root, cache) if root.is_dir() else None
    questions = bank.questions if bank else ()
    provenance, warning = Provenance.load(folder)
    read = with_recovered_questions(read, lambda: _questions_of(questions))
    documents = [document for document in read if isinstance(document, ReadDocument)]
    named = _named(documents, provenance)
    comparison = compare(
        [(document.file, document.entries) for document in documents],
        [document.name for document in named],
        questions,
        encode,
    )
    on_progress("writing", len(read), len(read), "")
    plan = CorpusFolder(root, folder, bank, provenance).plan(named)
    entries = {item.file: _entries(item) for item in read}
    report = ImportReport(
        output=str(folder),
        dry_run=True,
        documents=tuple(
            describe(document, entries[document.file], plan.outputs.get(document.file)) for document in documents
        ),
        failures=_unread(read),
        entries=entries,
        duplicates=comparison.duplicates,
        near_omitted=comparison.near_omitted,
        changes=tuple(plan.changes),
        unchanged=plan.unchanged,
        files=tuple(sorted(str(path) for path in plan.files if path.name != FILE)),
        notes=(warning,) if warning else (),
    )
    return PreparedImport(report, plan.files)


def read_entries(
    paths: Sequence[str | Path],
    *,
    questions_from_headings: bool = False,
    on_progress: OnProgress | None = None,
) -> tuple[dict[str, tuple[ReadEntry, ...]], tuple[Failure, ...], bool]:
    """The entries of each document by its path as given, those that could not be read, and whether anything was found.

    Nothing is compared with a corpus; answers without questions are matched with the other documents all the same.
    """
    sources = find_sources(paths)
    with collector_paused():
        read = with_recovered_questions(read_documents(sources.files, questions_from_headings, on_progress or _silent))
    found = any(isinstance(item, ReadDocument) and (item.entries or item.passages) for item in read)
    return {item.file: _entries(item) for item in read}, (*_refused(sources), *_unread(read)), found


def _refuse_folder(folder: Path) -> None:
    bundled = PACKAGE / "_bank"
    if bundled in (folder, *folder.parents):
        raise ConfigurationError(
            "The corpus in use came with the program, and an update would replace it.",
            "Name a folder of your own with -o DIR, and practise with --corpus DIR.",
        )
    if folder.exists() and not folder.is_dir():
        raise ConfigurationError(f"{folder} is not a folder.", "Name a folder with -o DIR.")
    if folder.is_dir() and not os.access(folder, os.W_OK):
        raise ConfigurationError(f"Nothing can be written in {folder}.", "Name another folder with -o DIR.")


def _entries(item: ReadDocument | Unreadable) -> tuple[ReadEntry, ...]:
    return read_entries_of(item) if isinstance(item, ReadDocument) else ()


def _refused(sources: Sources) -> tuple[Failure, ...]:
    return tuple(Failure(file=None, message=problem.message, hint=problem.hint) for problem in sources.refused)


def _unread(read: Sequence[ReadDocument | Unreadable]) -> tuple[Failure, ...]:
    return tuple(
        Failure(file=item.file, message=item.problem.message, hint=item.problem.hint)
        for item in read
        if isinstance(item, Unreadable)
    )


def _page(report: ImportReport, folder: Path) -> dict[Path, Replacement]:
    """The report as a page beside the corpus files, where it is not as it was."""
    page = folder / REPORT_FILE
    before = page.read_bytes() if page.is_file() else None
    after = to_markdown(report).encode()
    return {page: Replacement(before, after)} if before != after else {}


def _outside(files: Sequence[Source], folder: Path) -> tuple[list[Source], list[str]]:
    """The documents that do not lie in the folder for corpus files, and a sentence about those that do."""
    outside = [source for source in files if folder not in source.path.resolve().parents]
    count = len(files) - len(outside)
    documents = "1 document lies" if count == 1 else f"{count} documents lie"
    note = f"{documents} in {folder}, where corpus files go, and {'is' if count == 1 else 'are'} left out."
    return outside, [note] if count else []


def _questions_of(questions: Sequence[Question]) -> QuestionSource:
    """The questions of a corpus, each with all its answers, for documents that lack them."""
    entries = [
        Entry(
            question=question.text,
            answer="\n\n".join(reference.markdown for reference in question.references),
            line=question.line,
            end=question.line,
            context=question.context,
            difficulty=question.difficulty,
        )
        for question in questions
    ]
    return QuestionSource.of("the corpus", entries)


def _named(documents: Sequence[ReadDocument], provenance: Provenance) -> list[Document]:
    """The documents as the corpus will have them, under the names that it knows them by."""
    made = [make_document(item.file, _title(item), item.entries, item.passages) for item in documents]
    paths = [PurePath(os.path.normpath(item.source.path.absolute())) for item in documents]
    claims = [Claim(path, document.contents, document.sketch) for path, document in zip(paths, made, strict=True)]
    records = earlier_records(claims, provenance)
    taken = {record.source for record in provenance.documents}
    named: list[Document] = []
    for path, document, record in zip(paths, made, records, strict=True):
        name = record.source if record else source_name(path, taken)
        taken.add(name)
        named.append(document.named(name, record))
    return named


def _title(document: ReadDocument) -> str:
    title = single_line(document.recognised.title or "")
    if re.search(r"[^\W_]", title):
        return title
    path = PurePath(document.file)
    words = re.sub(r"[-_\s]+", " ", single_line(path.stem)).strip() or "Document"
    return words[:1].upper() + words[1:]
