"""Bold, italics, code and links within a paragraph, written as Markdown."""

import re
from dataclasses import dataclass, field

from interviewer.importing.readers.markdown_lines import as_code

_SPACES = re.compile(r"[ \t\r\n\f]+")
# What Markdown would take for a tag or for emphasis: `<T>`, `__init__`, `*args`.
_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
_DUNDER = re.compile(r"(?<![\w\\])__(?=\w+__(?!\w))|(?<=\w)__(?!\w)")
_STARS = re.compile(r"(?:(?<=^)|(?<=[\s(,]))\*+(?=\w)")
_MATHS = re.compile(r"\$|\\[(\[]")


def as_text(text: str) -> str:
    """Text that is no markup: where Markdown would see some, a backslash stands before it. Maths is left alone."""
    if "<" in text:
        text = _TAG.sub(r"\\<", text)
    if ("__" in text or "*" in text) and not _MATHS.search(text):
        text = _DUNDER.sub(r"\\_\\_", text)
        text = _STARS.sub(lambda match: "\\*" * len(match[0]), text)
    return text


@dataclass(slots=True)
class _Piece:
    text: str
    marks: frozenset[str]
    kind: str = "text"
    """`text`, `code`, `raw` (Markdown as it stands) or `break`."""


@dataclass(slots=True)
class InlineMarkup:
    """Collects a paragraph piece by piece, each with the marks (`**`, `*`) that hold for it."""

    _pieces: list[_Piece] = field(default_factory=list)

    def text(self, text: str, marks: frozenset[str] = frozenset()) -> None:
        if text:
            self._pieces.append(_Piece(text, marks))

    def code(self, text: str, marks: frozenset[str] = frozenset()) -> None:
        """Code on one line; spans that touch become one."""
        if not text.strip():
            self.text(text, marks)
            return
        if text[0].isspace():
            self.text(" ", marks)
        if self._pieces and self._pieces[-1].kind == "code":
            self._pieces[-1].text += text.rstrip()
        else:
            self._pieces.append(_Piece(text.strip(), marks, "code"))
        if text[-1].isspace():
            self.text(" ", marks)

    def raw(self, markdown: str, marks: frozenset[str] = frozenset()) -> None:
        """Markdown as it stands."""
        if markdown:
            self._pieces.append(_Piece(markdown, marks, "raw"))

    def line_break(self) -> None:
        self._pieces.append(_Piece("\n", frozenset(), "break"))

    def clear(self) -> None:
        self._pieces.clear()

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been collected but spaces."""
        return not any(piece.text.strip() for piece in self._pieces)

    @property
    def is_bold(self) -> bool:
        """Whether all its text is."""
        texts = [piece for piece in self._pieces if piece.kind != "break" and piece.text.strip()]
        return bool(texts) and all("**" in piece.marks for piece in texts)

    def plain(self) -> str:
        """The paragraph without marks of bold and italics, one line per line."""
        return self._written(marked=False)

    def markdown(self) -> str:
        """The paragraph; a line that is bold throughout is bold as a whole, whatever its pieces."""
        return self._written(marked=True)

    def _written(self, *, marked: bool) -> str:
        lines = [_line(pieces, marked) for pieces in self._lines()]
        return "\n".join(line for line in lines if line)

    def _lines(self) -> list[list[_Piece]]:
        lines: list[list[_Piece]] = [[]]
        for piece in self._pieces:
            if piece.kind == "break":
                lines.append([])
            else:
                lines[-1].append(piece)
        return lines


def _line(pieces: list[_Piece], marked: bool) -> str:
    written = ""
    for marks, text in _runs(pieces, marked):
        body = text.strip()
        if not body:
            written += text
            continue
        lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        opening = "".join(sorted(marks, key=len, reverse=True))
        written += f"{lead}{opening}{body}{opening[::-1]}{trail}"
    return _SPACES.sub(" ", written).strip()


def _runs(pieces: list[_Piece], marked: bool) -> list[tuple[frozenset[str], str]]:
    """Neighbours with the same marks joined; spaces go with the bold text on both sides of them."""
    runs: list[tuple[frozenset[str], str]] = []
    for index, piece in enumerate(pieces):
        marks = piece.marks if marked else frozenset[str]()
        if marked and not piece.text.strip():
            marks = _neighbours_marks(pieces, index)
        text = as_code(_SPACES.sub(" ", piece.text)) if piece.kind == "code" else piece.text
        text = as_text(text) if piece.kind == "text" else text
        if runs and runs[-1][0] == marks:
            runs[-1] = (marks, runs[-1][1] + text)
        else:
            runs.append((marks, text))
    return runs


def _neighbours_marks(pieces: list[_Piece], index: int) -> frozenset[str]:
    def nearest(step: int) -> frozenset[str] | None:
        position = index + step
        while 0 <= position < len(pieces):
            if pieces[position].text.strip():
                return pieces[position].marks
            position += step
        return None

    before, after = nearest(-1), nearest(1)
    if before is None or after is None:
        return (before if after is None else after) or frozenset()
    return before & after
