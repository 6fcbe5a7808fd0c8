"""The corpus files that an import writes: which there are, what is in them, what is remembered of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from interviewer.corpus.bank import Bank
from interviewer.corpus.identity import slug
from interviewer.corpus.lines import Source
from interviewer.errors import CorpusError
from interviewer.importing.merging.composing import Page, compose, items
from interviewer.importing.merging.drafts import Document
from interviewer.importing.merging.merging import Merged, Merger
from interviewer.importing.merging.provenance import FILE, Provenance
from interviewer.importing.merging.sheet import Sheet
from interviewer.importing.merging.writing import Replacement
from interviewer.importing.report import Change

_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10))}
)
_NO_FORM = "It has no form that the corpus could hold."


@dataclass(slots=True)
class CorpusPlan:
    """What an import does to a corpus."""

    files: dict[Path, Replacement] = field(default_factory=dict)
    """Corpus files that change, and what is remembered of the import."""
    outputs: dict[str, str] = field(default_factory=dict)
    """For each document (path as given) the corpus file that has most of it, relative to the corpus."""
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0


class CorpusFolder:
    """A corpus, and the folder in it that imports write new files to."""

    def __init__(self, root: Path, folder: Path, bank: Bank | None, provenance: Provenance) -> None:
        self.root = root
        self.folder = folder
        self.bank = bank
        self.provenance = provenance
        self._taken = {child.name.casefold() for child in folder.iterdir()} if folder.is_dir() else set()

    def plan(self, documents: Sequence[Document]) -> CorpusPlan:
        """Merges documents, in order, into the corpus.

        Raises:
            CorpusError: a corpus file that is to be changed cannot be read.
            InterviewerError: a corpus file would be too large.
        """
        plan = CorpusPlan()
        merger = Merger(self.bank.questions if self.bank else ())
        merged = [self._merge(merger, document) for document in documents]
        merger.finish()
        for page in self._pages(merger, merged):
            source = compose(page)
            if page.before is None or source != page.before:
                before = page.before.encode() if page.before is not None else None
                plan.files[self.root / page.file] = Replacement(before, source.encode())
        plan.changes = [*(change for change in merger.changes if not self._is_unfit(merger, change)), *_unfit(merger)]
        plan.changes += [change for part in merged for change in _passage_changes(part)]
        plan.unchanged = merger.unchanged
        for part in merged:
            if file := _main_file(part):
                plan.outputs[part.document.file] = file
        self._remember(plan, merged)
        return plan

    def _merge(self, merger: Merger, document: Document) -> Merged:
        record = document.record
        file, before = self._file_of(document)
        merged = merger.merge(document, file)
        if record is not None and before is not None:
            merged.known_passages = frozenset(record.passages)
            present = {passage.digest for passage in document.passages}
            if lost := [digest for digest in record.passages if digest not in present]:
                titles = Sheet(before, file).passage_titles
                merged.lost_passages = {digest: titles[digest] for digest in lost if digest in titles}
        elif before is not None:
            merged.known_passages = Sheet(before, file).passages_of(document.name)
        return merged

    def _file_of(self, document: Document) -> tuple[str, Source | None]:
        """The corpus file of a document, relative to the corpus, and its text if it is there already."""
        if document.record is not None:
            name = document.record.file
            before = self._source(name)
            if before is None and not self._is_free(name):
                name = self._free_name(document)
            self._taken.add(name.casefold())
            return self._relative(name), before
        wanted = _file_name(document)
        before = self._source(wanted)
        if before is not None and document.name in _sources(before, wanted):
            return self._relative(wanted), before
        name = self._free_name(document)
        self._taken.add(name.casefold())
        return self._relative(name), None

    def _source(self, name: str) -> Source | None:
        path = self.folder / name
        return Source.decode(path.read_bytes()) if path.is_file() and not path.is_symlink() else None

    def _is_free(self, name: str) -> bool:
        return name.casefold() not in self._taken

    def _free_name(self, document: Document) -> str:
        wanted = PurePath(_file_name(document))
        name, number = wanted.name, 1
        while not self._is_free(name):
            number += 1
            name = f"{wanted.stem}-{number}{wanted.suffix}"
        return name

    def _relative(self, name: str) -> str:
        return (self.folder.relative_to(self.root) / name).as_posix()

    def _pages(self, merger: Merger, merged: Sequence[Merged]) -> list[Page]:
        pages: dict[str, Page] = {}

        def page_of(file: str, title: str = "", topic: str = "") -> Page:
            if file not in pages:
                path = self.root / file
                before = Source.decode(path.read_bytes()) if path.is_file() else None
                pages[file] = Page(file, title, topic, before, [], [])
            return pages[file]

        for part in merged:
            if part.lost_passages or any(item.is_new for item in items(part)):
                page_of(part.file, part.document.title, slug(part.document.title)).merged.append(part)
        for draft in merger.drafts.values():
            if draft.is_changed:
                page_of(draft.file).changed.append(draft)
        return [pages[file] for file in sorted(pages)]

    @staticmethod
    def _is_unfit(merger: Merger, change: Change) -> bool:
        draft = merger.drafts.get(change.id)
        return draft is not None and draft.unfit and change.kind in {"added", "updated", "reference", "merged"}

    def _remember(self, plan: CorpusPlan, merged: Sequence[Merged]) -> None:
        records = {record.source: record for record in self.provenance.documents}
        for part in merged:
            if part.document.record is not None:
                records.pop(part.document.record.source, None)
            name = PurePath(part.file).name
            passages = [
                passage.digest for passage in part.document.passages if passage.digest not in part.unfit_passages
            ]
            record = part.record(name, passages)
            if record.entries or record.passages:
                records[part.document.name] = record
        after = Provenance(documents=tuple(records.values())).encode()
        path = self.folder / FILE
        before = path.read_bytes() if path.is_file() else None
        if after != before and (records or before is not None):
            plan.files[path] = Replacement(before, after)


def _sources(source: Source, file: str) -> frozenset[str]:
    """The names of the documents that a corpus file has something from."""
    try:
        return Sheet(source, file).sources
    except CorpusError:
        return frozenset()


def _file_name(document: Document) -> str:
    """A name for a corpus file that every system takes, and that is none of the names with a meaning."""
    path = PurePath(document.file)
    stem = slug(path.stem)
    if stem in _RESERVED or stem == "readme":
        parent = slug(PurePath(document.file).parent.name) if PurePath(document.file).parent.name else "document"
        stem = f"{parent}-{stem}"
    return f"{stem}.md"


def _main_file(merged: Merged) -> str | None:
    """The corpus file that holds most of a document's questions, else the one with its passages."""
    counts = Counter(draft.file for _, draft, _ in merged.placed if not draft.removed)
    if counts:
        return max(counts, key=lambda file: (counts[file], file == merged.file))
    return merged.file if len(merged.document.passages) > len(merged.unfit_passages) else None


def _unfit(merger: Merger) -> list[Change]:
    return [
        Change(kind="left out", id=draft.id, question=draft.text, file=draft.file, reason=_NO_FORM)
        for draft in merger.drafts.values()
        if draft.unfit
    ]


def _passage_changes(merged: Merged) -> list[Change]:
    known = merged.known_passages
    changes = [
        Change(kind="added", id="", question=passage.title, file=merged.file)
        for passage in merged.document.passages
        if passage.digest not in known and passage.digest not in merged.unfit_passages
    ]
    changes += [
        Change(kind="left out", id="", question=passage.title, file=merged.file, reason=_NO_FORM)
        for passage in merged.document.passages
        if passage.digest in merged.unfit_passages
    ]
    changes += [
        Change(
            kind="removed", id="", question=title, file=merged.file, reason=f"{merged.document.name} no longer has it."
        )
        for title in merged.lost_passages.values()
    ]
    return changes
