"""The lines of a PDF -> Markdown: page edges off, broken words and paragraphs joined, headings told by size."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from interviewer.importing.fences import looks_like_code
from interviewer.importing.manuscript import Dropped, Line
from interviewer.importing.readers.inline_markup import InlineMarkup
from interviewer.importing.readers.markdown_lines import MarkdownLines, as_prose
from interviewer.importing.readers.pdf_edges import without_edges
from interviewer.importing.readers.pdf_lines import PdfLine

_BULLET = re.compile(r"^[•●○◦▪▫■□‣⁃∙·➢➤►✓✔❖–—-]\s+(?=\S)|^[•●○◦▪▫■□‣⁃➢➤►✓✔❖](?=\S)|^o\s+(?=[A-Z])")
_OPENS = re.compile(
    r"\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.):]\s|\d{1,3}(?:\.\d{1,3}){1,3}\.?\s"
    r"|(?:Q|A|Ques(?:tion)?|Ans(?:wer)?|Solution|Hint|Note|Example)\s*[-.]?\s*\d{0,3}\s*[.:)\-–]\s|#{1,6}\s|Step\s\d",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]]*$")
_BROKEN_WORD = re.compile(r"(\w*[^\W\d_])[-\u2010]$")
# Six words in a row.
_PROSE = re.compile(r"(?:\b[A-Za-z][a-z’']*,?\s+){5}[a-z]")
_HEADING_RATIO = 1.12
_MOST_CODE = 0.95
"""A document with more than that in letters of equal width is typewritten."""
_LETTER_WIDTH = 0.46
"""Of a letter on average, to its height."""
_LONGEST_HEADING = 250
_DEEPEST_MONO_INDENT = 40


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of a PDF."""

    lines: tuple[Line, ...]
    dropped: tuple[Dropped, ...]


def written_out(pages: Sequence[Sequence[PdfLine]], width: float) -> PdfText:
    """The lines of all pages, `width` points wide, as Markdown; the number of a line is its page."""
    kept, dropped = without_edges(pages)
    if not kept:
        return PdfText((), dropped)
    return PdfText(_Layout(kept, width).write(), dropped)


class _Layout:
    def __init__(self, lines: Sequence[PdfLine], page_width: float) -> None:
        self._source = lines
        runs = [run for line in lines for run in line.runs]
        total = sum(len(run.text.strip()) for run in runs)
        mono = sum(len(run.text.strip()) for run in runs if run.is_mono)
        bold = sum(len(run.text.strip()) for run in runs if run.is_bold)
        self._bold_means_something = bold < 0.6 * total
        self._code = self._listings() if mono < _MOST_CODE * total else set()
        letters: Counter[float] = Counter()
        for run in runs:
            if not (run.is_mono and self._code):  # listings are often set smaller, and may be most of the document
                letters[run.size] += len(run.text.strip())
        self._body = max(letters, key=lambda size: letters[size])
        total = sum(letters.values())
        larger = [
            size
            for size in sorted(letters, reverse=True)
            if size > self._body * _HEADING_RATIO and letters[size] < 0.4 * total
        ]
        self._level = {size: min(level, 4) for level, size in enumerate(_merged_sizes(larger), 1)}
        lengths = sorted(len(line.text) for line in lines if line.size == self._body and not line.is_mono)
        self._width = lengths[int(0.95 * (len(lengths) - 1))] if lengths else 80
        columns = sum(line.x > 0.45 * page_width for line in lines) > 0.25 * len(lines)
        self._breaks_lines = columns or self._width * _LETTER_WIDTH * self._body > 0.55 * page_width
        """Whether lines go as far as the margin at all."""
        gaps = Counter(
            round(above.y - below.y)
            for above, below in pairwise(lines)
            if above.page == below.page
            and above.size == below.size == self._body
            and 0 < above.y - below.y < 4 * self._body
        )
        self._leading = min((gap for gap, count in gaps.items() if count >= 0.25 * max(gaps.values())), default=14)
        self._words = Counter(word for line in lines for word in re.findall(r"[\w-]+", line.text.casefold()))
        self._left = min((line.x for line in lines), default=0.0)
        self._lines = MarkdownLines()
        self._indent = ""
        """Below the item written last, while its text goes on."""

    def write(self) -> tuple[Line, ...]:
        position = 0
        while position < len(self._source):
            line = self._source[position]
            end = position + 1
            if self._is_code(line):
                while end < len(self._source) and self._is_code(self._source[end]):
                    end += 1
                self._write_code(self._source[position:end])
            else:
                while end < len(self._source) and self._goes_on(self._source[end - 1], self._source[end]):
                    end += 1
                before = self._source[position - 1] if position else None
                self._write_block(self._source[position:end], before)
            position = end
        return self._lines.finished()

    def _listings(self) -> set[int]:
        """The lines of code: in letters of equal width, and not running text that happens to be set so."""
        code: set[int] = set()
        for is_mono, group in groupby(self._source, key=lambda line: line.is_mono):
            lines = list(group) if is_mono else []
            prose = sum(_PROSE.search(line.text) is not None and not looks_like_code(line.text) for line in lines)
            if prose < 0.5 * len(lines):
                code.update(id(line) for line in lines)
        return code

    def _is_code(self, line: PdfLine) -> bool:
        return id(line) in self._code

    def _heading_level(self, line: PdfLine) -> int | None:
        return next((level for size, level in self._level.items() if abs(size - line.size) < 0.3), None)

    def _goes_on(self, line: PdfLine, following: PdfLine) -> bool:
        """Whether the next line belongs to the same sentence or paragraph: the line broke because it was full."""
        if self._is_code(following) or self._opens_block(following.text) or not self._looks_alike(line, following):
            return False
        text, next_text = line.text, following.text
        if line.page != following.page and (_SENTENCE_END.search(text) or not next_text[:1].islower()):
            return False
        if self._heading_level(line) is not None:
            return line.page == following.page
        if _BROKEN_WORD.search(text) and next_text[:1].islower():
            return True
        first_word = next_text.split(" ", 1)[0]
        is_full = self._breaks_lines and len(text) + 1 + len(first_word) > 0.87 * self._width
        runs_on = next_text[:1].islower() and not _SENTENCE_END.search(text)
        return is_full or (runs_on and len(text) > 0.4 * self._width)

    def _looks_alike(self, line: PdfLine, following: PdfLine) -> bool:
        """Whether two lines are of the same size and weight, and, on the same page, right below each other."""
        if abs(line.size - following.size) > 0.6:
            return False
        if self._bold_means_something and line.is_bold != following.is_bold:
            return False
        step = line.y - following.y
        return line.page != following.page or (0.2 * self._leading < step < max(1.45 * self._leading, 1.5 * line.size))

    def _opens_block(self, text: str) -> bool:
        return _BULLET.match(text) is not None or _OPENS.match(text) is not None

    def _write_block(self, lines: Sequence[PdfLine], before: PdfLine | None) -> None:
        first = lines[0]
        markup = InlineMarkup()
        for index, line in enumerate(lines):
            self._add_line(markup, line, lines[index + 1] if index + 1 < len(lines) else None)
        plain = markup.plain()
        level = self._heading_level(first)
        if level is not None and len(plain) <= _LONGEST_HEADING:
            self._indent = ""
            self._lines.heading(level, plain, first.page)
            return
        text = markup.markdown() if self._bold_means_something else plain
        bullet = _BULLET.match(plain)
        if bullet:
            indent = "  " * min(int(max(first.x - self._left, 0) // 30), 3) if before is not None else ""
            is_first = before is None or not _BULLET.match(before.text)
            indent = "" if is_first else indent
            self._lines.item("-", _without_bullet(text), first.page, indent, first=is_first)
            self._indent = indent + "  "
            return
        if before is not None and self._is_close(before, first) and not self._opens_block(plain):
            self._lines.raw([as_prose(text)], first.page, self._indent)
        else:
            self._indent = ""
            self._lines.paragraph(as_prose(text), first.page)

    def _is_close(self, before: PdfLine, line: PdfLine) -> bool:
        """Whether a line stands right below the one before, and looks like it: a line of the same paragraph."""
        return (
            before.page == line.page
            and 0 < before.y - line.y < 1.45 * self._leading
            and abs(before.size - line.size) < 0.6
            and self._heading_level(before) is None
            and not self._is_code(before)
            and not (self._bold_means_something and before.is_bold != line.is_bold)
        )

    def _add_line(self, markup: InlineMarkup, line: PdfLine, following: PdfLine | None) -> None:
        runs = [(run.text, run) for run in line.runs]
        text = line.text
        joint = " "
        broken = _BROKEN_WORD.search(text) if following is not None else None
        if following is not None and broken and following.text[:1].islower():
            joint = ""
            if not self._keeps_hyphen(text, following.text):
                last, run = runs[-1]
                while runs and not last.strip():
                    runs.pop()
                    last, run = runs[-1]
                runs[-1] = (last.rstrip()[:-1], run)
        for part, run in runs:
            marks = frozenset({"**"}) if run.is_bold else frozenset[str]()
            if run.is_mono and self._code and not line.is_mono:
                markup.code(part, marks)
            else:
                markup.text(part, marks)
        if following is not None and joint:
            markup.text(joint)

    def _keeps_hyphen(self, text: str, next_text: str) -> bool:
        """Whether a word broken at a line end is one with a hyphen, judged by the rest of the document."""
        before = re.findall(r"[\w-]+$", text)
        after = re.findall(r"^[\w]+", next_text)
        if not before or not after:
            return False
        first, second = before[0].casefold(), after[0].casefold()
        if self._words[first[:-1] + second]:
            return False
        return bool(self._words[first + second]) or "-" in first[:-1]

    def _write_code(self, lines: Sequence[PdfLine]) -> None:
        left = min(line.x for line in lines)
        written: list[str] = []
        for index, line in enumerate(lines):
            text = "".join(run.text for run in line.runs).rstrip()
            width = 0.6 * (line.size or self._body)
            indent = min(round(max(line.x - left, 0) / width), _DEEPEST_MONO_INDENT) if width else 0
            if index and lines[index - 1].page == line.page and lines[index - 1].y - line.y > 1.9 * (line.size or 10):
                written.append("")
            written.append(" " * indent + text)
        self._lines.code("\n".join(written), lines[0].page)


def _merged_sizes(sizes: Sequence[float]) -> list[float]:
    """Sizes, greatest first, without those that hardly differ from the one before."""
    merged: list[float] = []
    for size in sizes:
        if not merged or merged[-1] - size > 0.3:
            merged.append(size)
    return merged


def _without_bullet(text: str) -> str:
    """An item without its bullet, which may stand inside the marks of bold."""
    marks = re.match(r"\*{0,3}", text)
    lead = marks[0] if marks else ""
    rest = _BULLET.sub("", text[len(lead) :], count=1)
    return (lead + rest) if rest != text[len(lead) :] else text
