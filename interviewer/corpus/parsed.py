"""What was read from corpus files, kept in the user's cache: an unchanged file is not parsed again.

The cache is one file for each corpus, a line for each corpus file: key, seal, JSON. It is never the only copy of
anything, so whatever is wrong with it is passed over in silence and parsed anew.
"""

import hashlib
import os
import stat
import unicodedata
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pydantic import ValidationError

from interviewer.corpus.lines import Source
from interviewer.errors import CorpusError, InterviewerError
from interviewer.files import write_atomically
from interviewer.models import Document, Frozen
from interviewer.settings import PACKAGE

MOST_CORPORA = 16
"""So many corpora are kept, those used last."""
MOST_BYTES = 512_000_000
"""A larger cache of one corpus is neither read nor written."""

_SUFFIX = ".parsed"
_HEX = 64
_LEFTOVER_SECONDS = 3600
# What decides how a file is read, besides its name and bytes: a change to any of it makes every key another.
_PARSER = ("corpus/*.py", "text.py", "models.py")
_LIBRARIES = ("interviewer", "markdown-it-py", "mdit-py-plugins", "pydantic", "pyyaml", "rapidfuzz")


class ParsedFile(Frozen):
    """What the bank takes from one corpus file."""

    document: Document
    problems: tuple[tuple[str, str], ...] = ()
    """Message and hint of what could not be read."""
    encoding: str
    """See `Source.encoding`."""

    @property
    def errors(self) -> list[CorpusError]:
        return [CorpusError(message, hint) for message, hint in self.problems]


def parse_file(data: bytes, file: str) -> ParsedFile:
    """A corpus file from its bytes; `file` is its path relative to the corpus, made safe."""
    from interviewer.corpus.parse import read_document  # Markdown and YAML: 50 ms that an unchanged corpus saves

    source = Source.decode(data)
    reading = read_document(source.text, file)
    problems = tuple((problem.message, problem.hint) for problem in reading.problems)
    return ParsedFile(document=reading.document, problems=problems, encoding=source.encoding)


class ParsedFiles:
    """The cache of one corpus; nothing that befalls it raises."""

    def __init__(self, folder: Path, corpus: Path) -> None:
        """`folder` is that of all such caches, made when there is something to keep."""
        name = hashlib.sha256(os.fsencode(corpus)).hexdigest()[:16]
        self._path = folder / f"{name}{_SUFFIX}"
        self._kept = {line[:_HEX]: line for line in _read(self._path).split(b"\n") if line}
        self._used: dict[bytes, bytes] = {}
        self._grown = False

    def parse(self, data: bytes, file: str) -> ParsedFile:
        """The same as `parse_file`, from the cache if it is there."""
        key = _key(data, file)
        line = self._kept.get(key, b"")
        parsed = _opened(line)
        if parsed is None:
            parsed = parse_file(data, file)
            line = _sealed(key, parsed.model_dump_json().encode("utf-8"))
            self._grown = True
        self._used[key] = line
        return parsed

    def save(self) -> None:
        """Keep what was asked for since it was opened, and nothing else; of all corpora those used last."""
        with suppress(OSError, InterviewerError):
            if not self._grown and len(self._used) == len(self._kept):
                os.utime(self._path)
            elif sum(map(len, self._used.values())) <= MOST_BYTES:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(self._path, b"".join(line + b"\n" for line in self._used.values()))
                _prune(self._path)


def _read(path: Path) -> bytes:
    with suppress(OSError):
        status = path.lstat()
        if stat.S_ISREG(status.st_mode) and status.st_size <= MOST_BYTES:
            return path.read_bytes()
    return b""


def _key(data: bytes, file: str) -> bytes:
    """SHA-256 (hex) over the parser, the name and the bytes of a corpus file."""
    name = file.encode("utf-8")
    digest = hashlib.sha256(parser_fingerprint() + len(name).to_bytes(8, "big") + name)
    digest.update(data)
    return digest.hexdigest().encode("ascii")


def _sealed(key: bytes, content: bytes) -> bytes:
    return key + _seal(key, content) + content


def _opened(line: bytes) -> ParsedFile | None:
    """What a line holds; None unless it is exactly as it was written."""
    key, seal, content = line[:_HEX], line[_HEX : 2 * _HEX], line[2 * _HEX :]
    if not line or _seal(key, content) != seal:
        return None
    try:
        return ParsedFile.model_validate_json(content)
    except ValidationError:
        return None


def _seal(key: bytes, content: bytes) -> bytes:
    digest = hashlib.sha256(key)
    digest.update(content)
    return digest.hexdigest().encode("ascii")


@cache
def parser_fingerprint() -> bytes:
    """SHA-256 over all that decides how a file is read: the source of the parser, and the versions of its libraries."""
    digest = hashlib.sha256(f"{unicodedata.unidata_version} {_LIBRARIES}".encode())
    for path in sorted(path for pattern in _PARSER for path in PACKAGE.glob(pattern)):
        with suppress(OSError):
            content = path.read_bytes()
            digest.update(len(content).to_bytes(8, "big") + content)
    for library in _LIBRARIES:
        with suppress(PackageNotFoundError):
            digest.update(f"{library} {version(library)}\n".encode())
    return digest.digest()


def _prune(newest: Path) -> None:
    """Remove the caches of all but the corpora used last, and what writers that died have left."""
    now = newest.stat().st_mtime
    ages = {path: now - path.lstat().st_mtime for path in newest.parent.iterdir()}
    caches = sorted((path for path in ages if path.suffix == _SUFFIX and path != newest), key=ages.__getitem__)
    leftovers = [path for path in ages if path.suffix == ".new" and ages[path] > _LEFTOVER_SECONDS]
    for path in (*caches[MOST_CORPORA - 1 :], *leftovers):
        with suppress(OSError):
            path.unlink()
