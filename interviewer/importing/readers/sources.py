"""Paths that somebody named -> the files to read: folders opened, in order, nothing followed that leads elsewhere."""

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from interviewer.errors import ConfigurationError
from interviewer.importing.readers.formats import SUFFIXES

MOST_FILES = 5_000
"""Documents in one import."""
_MOST_ENTRIES = 100_000
"""Names that are looked at in one folder and those below it."""
_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "__macosx"})
_OTHER_KINDS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read."""

    path: Path
    given: str
    """As it was named; within a folder, the folder as it was named and the way from there."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What is behind a number of paths."""

    files: tuple[Source, ...]
    refused: tuple[ConfigurationError, ...]
    """What was named and cannot be read, and what in folders leads elsewhere: a sentence each."""
    left_out: tuple[str, ...]
    """What in folders is no document, a sentence per folder."""


def find_sources(paths: Sequence[str | os.PathLike[str]]) -> Sources:
    """The files that paths stand for, in the order of the paths, those of a folder by name; none twice.

    A file that is named is taken whatever its name ends in; in a folder documents are told by their suffixes. Hidden
    files and folders are passed over. Links are followed where they are named, and nowhere else.
    """
    gathering = _Gathering()
    for path in paths:
        gathering.add(os.fspath(path))
    files = gathering.files
    if len(files) > MOST_FILES:
        gathering.refused.append(
            ConfigurationError(
                f"There are {len(files):,} documents, of which the first {MOST_FILES:,} are read.",
                "Name fewer at a time.",
            )
        )
    return Sources(tuple(files[:MOST_FILES]), tuple(gathering.refused), tuple(gathering.left_out))


class _Gathering:
    def __init__(self) -> None:
        self.files: list[Source] = []
        self.refused: list[ConfigurationError] = []
        self.left_out: list[str] = []
        self._seen: set[tuple[int, int] | str] = set()
        self._entries = 0

    def add(self, given: str) -> None:
        """One path as it was named."""
        path = Path(given)
        try:
            status = path.stat()
        except FileNotFoundError:
            if given == "-":
                self._refuse("Documents are not read from standard input.", "Save them to a file, and name that.")
            elif given.lower().startswith(("http://", "https://")):
                self._refuse(f"{given} is an address, and nothing is downloaded.", "Save the page, and name its file.")
            else:
                self._refuse(f"{given} does not exist.", "Name a document or a folder of documents.")
        except (OSError, ValueError) as error:  # a loop of links; a name with a NUL character
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            self._refuse(f"{given} cannot be read: {reason}.", "Name a document or a folder of documents.")
        else:
            if stat.S_ISDIR(status.st_mode):
                self._open(path, given)
            elif stat.S_ISREG(status.st_mode):
                self._take(path, given, status)
            else:
                self._refuse(f"{given} is not a regular file.", "Name documents or folders of documents.")

    def _open(self, folder: Path, given: str) -> None:
        """The documents in a folder and those below it."""
        self._entries = 0
        other: dict[str, int] = {}
        before = len(self.files)
        waiting = [(folder, given)]
        while waiting:
            inner, inner_given = waiting.pop()
            try:
                with os.scandir(inner) as entries:
                    found = sorted(entries, key=lambda entry: (entry.name.casefold(), entry.name))
            except OSError as error:
                self._refuse(f"{inner_given} cannot be read: {error.strerror or error}.", "Change its permissions.")
                continue
            self._entries += len(found)
            if self._entries > _MOST_ENTRIES:
                self._refuse(f"{given} holds more than {_MOST_ENTRIES:,} files.", "Name a folder inside it.")
                del self.files[before:]
                return
            folders: list[tuple[Path, str]] = []
            for entry in found:
                self._look_at(entry, os.path.join(inner_given, entry.name), folders, other)  # noqa: PTH118 - as given
            waiting += reversed(folders)
        if other:
            kinds = sorted(other, key=lambda kind: (-other[kind], kind))
            shown = ", ".join(f"{other[kind]} {kind}" for kind in kinds[:_OTHER_KINDS_SHOWN])
            self.left_out.append(f"Files in {given} that are no documents were left out: {shown}.")

    def _look_at(
        self, entry: "os.DirEntry[str]", given: str, folders: list[tuple[Path, str]], other: dict[str, int]
    ) -> None:
        name = entry.name
        if name.startswith((".", "~$")) or name.casefold() in _SKIPPED_FOLDERS:
            return
        try:
            if entry.is_symlink() or (hasattr(entry, "is_junction") and entry.is_junction()):
                self._refuse(f"{given} is a link, which is not followed.", "Name what it leads to.")
            elif entry.is_dir(follow_symlinks=False):
                folders.append((Path(entry.path), given))
            elif not entry.is_file(follow_symlinks=False):
                self._refuse(f"{given} is not a regular file.", "Remove it, or name documents.")
            elif (suffix := PurePath(name).suffix.lower()) in SUFFIXES:
                self._take(Path(entry.path), given, entry.stat(follow_symlinks=False))
            else:
                other[suffix] = other.get(suffix, 0) + 1
        except OSError as error:
            self._refuse(f"{given} cannot be read: {error.strerror or error}.", "Change its permissions.")

    def _take(self, path: Path, given: str, status: os.stat_result) -> None:
        # Windows gives no numbers for entries of folders: there the path has to do.
        identity = (status.st_dev, status.st_ino) if status.st_ino else os.path.realpath(path)
        if identity not in self._seen:
            self._seen.add(identity)
            self.files.append(Source(path, given))

    def _refuse(self, message: str, hint: str) -> None:
        self.refused.append(ConfigurationError(message, hint))
