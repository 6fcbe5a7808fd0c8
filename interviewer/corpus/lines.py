"""Corpus files as bytes and lines: decoding that loses nothing, and edits that touch only the lines they name."""

import codecs
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.errors import CorpusError

# The line ends that Markdown knows, and no others: str.splitlines would also split at form feeds and U+2028.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file as it stands, with what is needed to write the very same bytes again."""

    text: str
    """Without byte order mark, line ends as they are; bytes that cp1252 does not know are lone surrogates."""
    encoding: str = "utf-8"
    """`utf-8`, `utf-16-le`, `utf-16-be`, or `cp1252` for a file that is none of them."""
    bom: bytes = b""

    @classmethod
    def decode(cls, data: bytes) -> "Source":
        """Reads any bytes: by byte order mark, else as UTF-8, else as cp1252."""
        for bom, encoding in _BOMS:
            if data.startswith(bom):
                try:
                    return cls(data[len(bom) :].decode(encoding), encoding, bom)
                except UnicodeDecodeError:
                    break
        try:
            return cls(data.decode("utf-8"))
        except UnicodeDecodeError:
            return cls(data.decode("cp1252", errors="surrogateescape"), "cp1252")

    def encode(self) -> bytes:
        """The bytes of the file.

        Raises:
            CorpusError: an edit brought in a character that the file's encoding does not have.
        """
        errors = "surrogateescape" if self.encoding == "cp1252" else "strict"
        try:
            return self.bom + self.text.encode(self.encoding, errors=errors)
        except UnicodeEncodeError as error:
            character = self.text[error.start]
            raise CorpusError(
                f"The character {character!r} cannot be written in {self.encoding}.", "Save the file as UTF-8."
            ) from error

    def edited(self, edits: Sequence["Edit"]) -> "Source":
        """The source with the edits made; every other line keeps its bytes. Edits must not overlap."""
        if not edits:
            return self
        lines = split_lines(self.text)
        newline = self._newline(lines)
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
            new = [line + newline for line in edit.lines]
            if edit.start == len(lines) and lines and not _LINE_END.search(lines[-1]):
                lines[-1] += newline
            lines[edit.start : edit.end] = new
        return Source("".join(lines), self.encoding, self.bom)

    def _newline(self, lines: Sequence[str]) -> str:
        ends = Counter(match[0] for line in lines if (match := _LINE_END.search(line)))
        return ends.most_common(1)[0][0] if ends else "\n"


@dataclass(frozen=True, slots=True)
class Edit:
    """New lines in the place of lines `start` to `end` (0-based, exclusive; equal to insert)."""

    start: int
    end: int
    lines: tuple[str, ...]
    """Without line ends: they take the file's own."""


def split_lines(text: str) -> list[str]:
    """The lines of a text with their ends; joined they are the text."""
    return _LINE.findall(text)
