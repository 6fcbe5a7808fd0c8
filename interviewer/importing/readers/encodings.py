"""Bytes -> text: which encoding a document is in, and repair of lines that somebody decoded wrongly before."""

import codecs
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from interviewer.errors import InterviewerError
from interviewer.importing.fences import fenced_lines

# Longest first: the mark of UTF-32-LE begins with that of UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 64 * 1024
# Of a sample, the share of bytes that are controls no text has: above it the file is no text.
_MOST_CONTROLS = 0.02
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b\x1a\x00\x08"))
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
_OUTSIDE_ASCII = re.compile(r"[^\x00-\x7f]+")
_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
# Code pages that take the bytes of UTF-8 for letters; what one of them leaves undefined stands as in cp1252.
_CODE_PAGES = ("cp1252", "cp1253", "cp1251", "cp1250", "cp1254", "cp1257")
# Spaces and marks without a width, which word processors and web pages leave behind; joiners stay, emoji need them.
_BLANKS = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2007": " ", **dict.fromkeys("\u00ad\u200b\u200e\u200f\u061c\u2060\ufeff", "")}
)


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text of a document, its line ends `\\n`."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(content: bytes, file: str, declared: str | None = None) -> DecodedText:
    """The text in bytes: by their byte order mark, as UTF-8, as what the document declares, or by their look.

    Lines that are not valid UTF-8 in a file that otherwise is, are read as cp1252 (what Windows writes), and so are
    bytes that look like no other encoding.

    Raises:
        InterviewerError: the bytes are no text.
    """
    text, encoding, notes = _decoded(content, file, declared)
    if nulls := text.count("\0"):
        notes.append(f"{nulls:,} NUL characters were removed.")
        text = text.replace("\0", "")
    return DecodedText(text.replace("\r\n", "\n").replace("\r", "\n"), encoding, tuple(notes))


def _decoded(content: bytes, file: str, declared: str | None) -> tuple[str, str, list[str]]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = content[len(mark) :].decode(encoding, "replace")
            return text, f"{encoding} with BOM", _replacement_notes(text)
    if wide := _wide_encoding(content):
        text = content.decode(wide, "replace")
        return text, wide, _replacement_notes(text)
    sample = content[:_SAMPLE]
    if len(sample.translate(None, _CONTROLS)) < (1 - _MOST_CONTROLS) * len(sample):
        raise not_text(file)
    try:
        return content.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        pass
    if sample.count(0) > _MOST_CONTROLS * len(sample):
        raise not_text(file)
    if declared and (declared_text := _as_declared(content, declared)) is not None:
        return declared_text, declared, []
    return _mixed(content) or _guessed(content)


def not_text(file: str) -> InterviewerError:
    return InterviewerError(f"{file} is not text.", "Name documents, not programs, pictures or archives.")


def _wide_encoding(content: bytes) -> str | None:
    """UTF-16 without its mark: in most scripts one byte of every other pair is the same, mostly zero."""
    sample = content[: _SAMPLE // 2 * 2]
    if len(sample) < 4 or len(content) % 2:
        return None
    halves = len(sample) // 2
    zeros_first, zeros_second = sample[::2].count(0), sample[1::2].count(0)
    if zeros_second > 0.4 * halves and zeros_first < 0.05 * halves:
        return "utf-16-le"
    if zeros_first > 0.4 * halves and zeros_second < 0.05 * halves:
        return "utf-16-be"
    return None


def _as_declared(content: bytes, declared: str) -> str | None:
    try:
        text = content.decode(declared)
    except (LookupError, UnicodeError):
        return None
    return text if isinstance(text, str) else None


def _mixed(content: bytes) -> tuple[str, str, list[str]] | None:
    """Mostly UTF-8 with lines from elsewhere; None where UTF-8 is not what most lines are in."""
    lines: list[str] = []
    odd: list[int] = []
    good = 0
    for number, line in enumerate(content.split(b"\n"), 1):
        try:
            lines.append(line.decode("utf-8"))
            good += not line.isascii()
        except UnicodeDecodeError:
            lines.append(_as_windows(line))
            odd.append(number)
    if good <= len(odd):
        return None
    note = f"{_count(odd, 'line')} not valid UTF-8 and read as cp1252: {_listed(odd)}."
    return "\n".join(lines), "utf-8, in places cp1252", [note]


def _guessed(content: bytes) -> tuple[str, str, list[str]]:
    """By frequencies of letters: another script if the bytes make sense in it, else cp1252."""
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_SAMPLE]).best()
    if best is not None and best.encoding not in {"utf_8", "ascii"} and _writes_another_script(str(best)):
        text = content.decode(best.encoding, "replace")
        encoding = best.encoding.replace("_", "-")
        return text, encoding, [f"The encoding was taken to be {encoding}.", *_replacement_notes(text)]
    return _as_windows(content), "cp1252", ["It is not valid UTF-8 and was read as cp1252."]


def _writes_another_script(text: str) -> bool:
    """Whether the letters outside ASCII are mostly not of the Latin script, whose code pages all look alike."""
    foreign = [character for character in text if character > "\x7f" and character.isalpha()]
    latin = sum(character < "\u0250" for character in foreign)
    return len(foreign) >= 8 and latin < 0.1 * len(foreign)


def _as_windows(content: bytes) -> str:
    """cp1252; its five undefined bytes are read as Latin-1 has them."""
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in content)


def _replacement_notes(text: str) -> list[str]:
    lost = text.count("\ufffd")
    return [f"{lost:,} characters could not be decoded and show as \ufffd."] if lost else []


def repair(lines: Sequence[str]) -> tuple[list[str], list[int]]:
    """Lines with their mojibake ("donâ€™t") undone, and the indices of those that changed.

    What stands between fences or in code spans stays as it is. A line is repaired only if it looks wrong before and
    is valid afterwards. Detection is ftfy's (Speer 2019); where it finds no remedy, code pages are tried that share
    undefined bytes with cp1252, and what such a page explains once it may explain in the rest of the document.
    """
    from ftfy.badness import is_bad

    code, _stray = fenced_lines(lines)
    doubtful = [index for index, line in enumerate(lines) if not (code[index] or line.isascii() or line.isspace())]
    repaired = list(lines)
    pages: Counter[str] = Counter()
    for index in doubtful:
        if is_bad(lines[index]):
            repaired[index], page = _repaired(lines[index])
            if page:
                pages[page] += 1
    for page in pages:
        for index in doubtful:
            repaired[index] = _outside_code(repaired[index], partial(_reread, page=page))
    repaired = [
        line if code[index] or line.isascii() else line.translate(_BLANKS) for index, line in enumerate(repaired)
    ]
    changed = [index for index in doubtful if repaired[index] != lines[index].translate(_BLANKS)]
    return repaired, changed


def _repaired(line: str) -> tuple[str, str | None]:
    """The line repaired where that works; the code page, if it took one that ftfy does not try."""
    from ftfy import TextFixerConfig, fix_encoding

    config = TextFixerConfig(replace_lossy_sequences=False, explain=False)
    fixed = _outside_code(line, lambda part: fix_encoding(part, config))
    if fixed != line:
        return (fixed, None) if _is_valid(fixed, line) else (line, None)
    for page in _CODE_PAGES:
        reread = _outside_code(line, partial(_reread, page=page))
        if reread != line and _is_valid(reread, line):
            return reread, page
    return line, None


def _is_valid(fixed: str, line: str) -> bool:
    return len(_UNPRINTABLE.findall(fixed)) <= len(_UNPRINTABLE.findall(line)) and len(fixed) <= len(line)


def _reread(text: str, page: str) -> str:
    """Stretches outside ASCII that are valid UTF-8 once put back into the code page's bytes, decoded as that."""

    def reread(match: re.Match[str]) -> str:
        try:
            return b"".join(_byte_of(character, page) for character in match[0]).decode("utf-8")
        except UnicodeError:
            return match[0]

    return _OUTSIDE_ASCII.sub(reread, text)


def _byte_of(character: str, page: str) -> bytes:
    try:
        return character.encode(page)
    except UnicodeEncodeError:
        return character.encode("cp1252")


def _outside_code(line: str, change: Callable[[str], str]) -> str:
    """A line changed but for its code spans."""
    parts: list[str] = []
    start = 0
    for span in _CODE_SPAN.finditer(line):
        parts += [change(line[start : span.start()]), span[0]]
        start = span.end()
    return "".join([*parts, change(line[start:])])


def mojibake_note(numbers: Sequence[int]) -> str:
    """What to tell about lines that `repair` changed."""
    return f"{_count(numbers, 'line')} repaired whose characters had been decoded wrongly: {_listed(numbers)}."


def _count(numbers: Sequence[int], noun: str) -> str:
    return f"1 {noun} was" if len(numbers) == 1 else f"{len(numbers):,} {noun}s were"


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:8])
    return f"{shown} and more" if len(numbers) > 8 else shown
