"""The documents that paths stand for: files as named, and those below folders that are of a kind that is read."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from interviewer.errors import ConfigurationError, InterviewerError
from interviewer.importing.formats import SUFFIXES

MOST_FILES = 5_000
"""More documents below the folders of one import are refused."""
MOST_ENTRIES = 200_000
"""More files and folders than this are not looked through."""

_PASSED_OVER = frozenset({"node_modules", "__pycache__", "site-packages"})
_NAMED_WITHOUT_SUFFIX = ("readme", "faq", "questions", "interview", "notes")


@dataclass(frozen=True, slots=True)
class Gathered:
    """A document, or the reason why a path stands for none."""

    given: str
    """The path as given; for a document below a folder that path with the rest behind it."""
    path: Path
    """Absolute."""
    problem: InterviewerError | None = None


def gather(paths: Sequence[str | Path], corpus: Path | None) -> list[Gathered]:
    """The documents of these paths in order, each once; those below a folder sorted by name. `corpus` is resolved.

    Below a folder, links, hidden files, files of other kinds and the corpus that is written to are passed over.

    Raises:
        ConfigurationError: there are too many.
    """
    found: dict[Path, Gathered] = {}
    for path in paths:
        given = Path(path)
        full = Path(os.path.normpath(given.absolute()))
        if _is_folder(full) and full.resolve() == corpus:
            raise ConfigurationError(f"{given} is the folder that corpus files go to.", "Name another with -o.")
        documents = [*_below(given, full, corpus)] if _is_folder(full) else [_named(str(path), full, corpus)]
        for document in documents:
            found.setdefault(document.path, document)
        if len(found) > MOST_FILES:
            raise ConfigurationError(
                f"There are more than {MOST_FILES} documents in {given}.", "Import its folders one after another."
            )
    return list(found.values())


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _named(given: str, path: Path, corpus: Path | None) -> Gathered:
    """A document that was named; whether it can be read shows when it is."""
    problem: InterviewerError | None = None
    try:
        if corpus in path.resolve().parents:
            problem = InterviewerError(
                f"{given} lies in the folder that corpus files go to.", "Edit it there, or name another folder with -o."
            )
    except (OSError, ValueError, RuntimeError):
        problem = None  # what is wrong with it is said by whoever reads it
    return Gathered(given, path, problem)


def _below(given: Path, folder: Path, corpus: Path | None) -> Iterator[Gathered]:
    seen = 0
    waiting = [folder]
    documents: list[Path] = []
    while waiting:
        current = waiting.pop()
        if current != folder and current.resolve() == corpus:
            continue
        try:
            children = sorted(os.scandir(current), key=lambda child: child.name)
        except OSError:
            continue  # a folder that may not be listed holds no documents for us
        for child in children:
            seen += 1
            if seen > MOST_ENTRIES or len(documents) > MOST_FILES:
                raise ConfigurationError(f"{given} holds too much to look through.", "Name the folders with documents.")
            if child.name.startswith(".") or child.name in _PASSED_OVER:
                continue
            if child.is_dir(follow_symlinks=False):
                waiting.append(Path(child.path))
            elif child.is_file(follow_symlinks=False) and _is_document(child.name):
                documents.append(Path(child.path))
    for path in sorted(documents):
        yield Gathered(str(given / path.relative_to(folder)), path)


def _is_document(name: str) -> bool:
    suffix = Path(name).suffix.lower()
    return suffix in SUFFIXES and (suffix != "" or name.lower().startswith(_NAMED_WITHOUT_SUFFIX))
