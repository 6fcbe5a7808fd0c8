"""What each import last read, kept beside the corpus: tells a document's changes from those made by hand."""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from pydantic import ValidationError

from interviewer.corpus.inline import single_line
from interviewer.models import Frozen

FILE = ".imports.json"
FORMAT = 1
ENOUGH_IN_COMMON = 0.3
"""Share of the smaller of two sets of entries, or of all lines, from which a document of the same name is the one
imported before."""
SKETCH_LINES = 32
"""Lines that stand for all of a document."""

_FEWEST_WORDS = 4
"""A line of fewer says little about the document that it is from."""
_WORD = re.compile(r"\w+")
_MOST_BYTES = 200_000_000
_NUMBERED = re.compile(r" \[\d+\]$")
_FORBIDDEN = str.maketrans({"|": "_", ";": "_", "<": "_", ">": "_", "`": "_"})


def digest(text: str) -> str:
    """A short fingerprint of a text; empty for an empty one."""
    return text and hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def sketch(texts: Iterable[str]) -> tuple[str, ...]:
    """A sample of the lines in these texts: the smallest of their digests (Broder, 1997).

    Two documents have about the share of it in common that they have of their lines, whatever in them was read as
    question, answer or passage.
    """
    words = (_WORD.findall(line.casefold()) for text in texts for line in text.split("\n"))
    return tuple(sorted({digest(" ".join(line)) for line in words if len(line) >= _FEWEST_WORDS})[:SKETCH_LINES])


class EntryRecord(Frozen):
    """An entry of a document as it was when it was last imported: digests of its parts, and where they went."""

    id: str
    question: str
    answer: str
    context: str = ""
    """Empty for none."""
    marks: str = ""
    """Of difficulty and tags; empty for none."""
    repetition: int = 1
    """2 and so on where the document had answered the question before."""
    written: str | None = None
    """Of the answer as it stands in the corpus: None for the same as `answer`, empty when another document's answer,
    which says the same, stands for it."""

    @property
    def asked(self) -> tuple[str, str]:
        return self.question, self.context

    @property
    def stands(self) -> str:
        """Digest of the answer as it was written; empty when it was not."""
        return self.answer if self.written is None else self.written

    def label(self, source: str) -> str:
        """The name under which the answer stands in the corpus."""
        return label(source, self.repetition)


def label(source: str, repetition: int) -> str:
    """The name of a document's answer: its own, with a number for a second answer to the same question."""
    return source if repetition == 1 else f"{source} ({repetition})"


class DocumentRecord(Frozen):
    source: str
    """Its name in the corpus: the last part of its path, or as many parts as tell it from others."""
    file: str
    """The corpus file it was written to, relative to the folder of this record."""
    entries: tuple[EntryRecord, ...] = ()
    passages: tuple[str, ...] = ()
    sketch: tuple[str, ...] = ()
    """Of all its texts: tells the document when what was a passage has become an answer."""

    @property
    def contents(self) -> frozenset[str]:
        """What tells whether a document is this one."""
        found = {record.question for record in self.entries} | {record.answer for record in self.entries}
        return frozenset(found | set(self.passages))


class Provenance(Frozen):
    format: int = FORMAT
    documents: tuple[DocumentRecord, ...] = ()

    @classmethod
    def load(cls, folder: Path) -> tuple["Provenance", str | None]:
        """What is known of earlier imports into a folder, and a sentence when it cannot be used.

        Without it nothing is lost: entries are then recognised by source and question, and what differs is kept.
        """
        path = folder / FILE
        try:
            if not path.is_file():
                return cls(), None
            if path.stat().st_size > _MOST_BYTES:
                raise ValueError
            found = cls.model_validate_json(path.read_bytes())
        except (OSError, ValueError, ValidationError, RecursionError):
            return cls(), f"{path} cannot be read; texts that differ from their documents stay as they are."
        if found.format != FORMAT:
            return (
                cls(),
                f"{path} was written by another version; texts that differ from their documents stay as they are.",
            )
        return found, None

    def encode(self) -> bytes:
        """JSON with a line for each entry, the same for the same contents."""
        documents = sorted(self.documents, key=lambda document: document.source)
        rows = ",\n".join(_document_row(document) for document in documents)
        return f'{{"format":{FORMAT},"documents":[\n{rows}\n]}}\n'.encode()


def _document_row(document: DocumentRecord) -> str:
    head = _compact(document.model_dump(include={"source", "file", "passages", "sketch"}))
    entries = ",\n".join(_compact(entry.model_dump(exclude_defaults=True)) for entry in document.entries)
    return f'{head[:-1]},"entries":[\n{entries}\n]}}'


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Claim:
    """A document that may have been imported before: its absolute path, digests of what is in it, a sample of lines."""

    path: PurePath
    contents: frozenset[str]
    sketch: tuple[str, ...]

    def in_common(self, record: DocumentRecord) -> float:
        """The share of its entries or of its lines that a record has too, 0 to 1."""
        smaller = min(len(self.contents), len(record.contents))
        entries = len(self.contents & record.contents) / smaller if smaller else 0.0
        both = sorted({*self.sketch, *record.sketch})[:SKETCH_LINES]
        lines = len({*both} & {*self.sketch} & {*record.sketch}) / len(both) if both else 0.0
        return max(entries, lines)


def earlier_records(claims: Sequence[Claim], provenance: Provenance) -> list[DocumentRecord | None]:
    """For each document the record of its last import.

    That has a name in which the document's path ends, and enough in common with it; of several documents that could
    be meant, the one that has most in common is.
    """
    candidates: list[tuple[float, int, int, int]] = []
    for index, claim in enumerate(claims):
        for number, record in enumerate(provenance.documents):
            parts = PurePath(_NUMBERED.sub("", record.source)).parts
            if tuple(map(_clean, claim.path.parts[-len(parts) :])) != parts:
                continue
            common = claim.in_common(record)
            if common >= ENOUGH_IN_COMMON:
                candidates.append((common, len(parts), -index, -number))
    found: list[DocumentRecord | None] = [None] * len(claims)
    taken: set[int] = set()
    for _, _, index, number in sorted(candidates, reverse=True):
        if found[-index] is None and -number not in taken:
            found[-index] = provenance.documents[-number]
            taken.add(-number)
    return found


def source_name(path: PurePath, taken: Iterable[str]) -> str:
    """The name of a document in the corpus: the fewest last parts of its path that no other has, with / between."""
    parts = [_clean(part) for part in path.parts if part != path.anchor]
    names = set(taken)
    for length in range(1, len(parts) + 1):
        name = "/".join(parts[-length:])
        if name not in names:
            return name
    number = 2
    while f"{parts[-1]} [{number}]" in names:
        number += 1
    return f"{parts[-1]} [{number}]"


def _clean(part: str) -> str:
    """A part of a path as it can stand in a metadata comment and in a heading."""
    return single_line(part.translate(_FORBIDDEN)).replace("--", "-") or "_"
