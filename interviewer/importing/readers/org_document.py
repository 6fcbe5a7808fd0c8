"""Org files: headlines, lists, blocks of code and tables as Markdown."""

import re
import textwrap
from collections.abc import Callable, Sequence
from itertools import pairwise

from orgparse import loads
from orgparse.node import OrgBaseNode, OrgNode

from interviewer.errors import InterviewerError
from interviewer.importing.manuscript import Dropped, Manuscript
from interviewer.importing.readers.encodings import decode
from interviewer.importing.readers.markdown_lines import MarkdownLines, as_code, on_one_line

_BLOCK = re.compile(r"\s*#\+begin_(\w+)\s*(\S*)", re.IGNORECASE)
_KEYWORD = re.compile(r"\s*#\+(\w+)(?:\[.*?\])?:\s*(.*)")
_ENVIRONMENT = re.compile(r"\s*\\begin\{(\w+\*?)\}")
_DRAWER = re.compile(r"\s*:([\w-]+):\s*$")
_FIXED_WIDTH = re.compile(r"\s*:(?: (.*))?$")
_ITEM = re.compile(r"(\s*)(?:[-+]|(\d+)[.)])\s+(?:\[@\d+\]\s*)?(?:\[[ Xx-]\]\s+)?(?:(.+?)\s+::\s+)?(.*)$")
_VERBATIM = re.compile(r"(?<![\w=~])([=~])(\S(?:[^\n]*?\S)?)\1(?![\w=~])")
_BOLD = re.compile(r"(?<![\w*\\])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])")
_ITALIC = re.compile(r"(?<![\w/:\\.<])/(\S(?:[^/\n]*\S)?)/(?![\w/])")
_LINK = re.compile(r"\[\[([^\]\n]+)\](?:\[([^\]\n]+)\])?\]")
_FOOTNOTE = re.compile(r"\[fn:[^\]\n]*\]")
_MATHS = re.compile(r"\$[^$\n]+\$|\\\(.+?\\\)|\\\[.+?\\\]")
_COOKIE = re.compile(r"\s*\[(?:\d+/\d+|\d+%)\]")
_HELD = re.compile("\ue000(\\d+)\ue001")
# What begins something else than the next line of a paragraph.
_STARTS_BLOCK = re.compile(r"\s*(?:#|[-+]\s|\d+[.)]\s|\||:|\\begin\{|\*\s|$)|\s*[QA]\d*[.:]\s")
# A stretch of code is not broken over lines.
_FIRST_WORD = re.compile(r"([=~]\S[^=~]*[=~]\S*|\S+)")
_NARROWEST = 60
_DEEPEST_INDENT = 12
_CODE_BLOCKS = frozenset({"src", "example", "verse"})


def read_org(content: bytes, file: str) -> Manuscript:
    """The headlines of a file and what stands below them.

    Raises:
        InterviewerError: it is no text, or no Org that can be read.
    """
    decoded = decode(content, file)
    try:
        root = loads(decoded.text)
        nodes = list(root.env.nodes)
    except (ValueError, LookupError, AttributeError, TypeError, AssertionError) as error:
        raise InterviewerError(
            f"{file} cannot be read as an Org file.", "Export it from Emacs as Markdown or plain text."
        ) from error
    writer = _Writer(decoded.text)
    for node in nodes:
        if isinstance(node, OrgNode):
            writer.lines.heading(node.level, inline_markdown(_COOKIE.sub("", node.get_heading("raw"))), node.linenumber)
        writer.body(node)
    return Manuscript(
        file, "org", decoded.encoding, writer.title, writer.lines.finished(), dropped=tuple(writer.dropped),
        notes=decoded.notes,
    )  # fmt: skip


class _Writer:
    def __init__(self, source: str) -> None:
        self.lines = MarkdownLines()
        self.dropped: list[Dropped] = []
        self.title: str | None = None
        self._width = _fill_width(source.split("\n"))

    def body(self, node: OrgBaseNode) -> None:
        """What stands below a headline, or before the first."""
        texts = textwrap.dedent(node.get_body("raw")).split("\n")
        first = max(node.end_linenumber - len(texts) + 1, 1)
        position = 0
        while position < len(texts):
            position = self._part(texts, position, first + position)

    def _part(self, texts: Sequence[str], start: int, number: int) -> int:
        """Write the block or the line at a position; the position after it."""
        text = texts[start]
        if match := _BLOCK.match(text):
            name = match[1].lower()
            end = _first(texts, start + 1, lambda line: line.strip().lower() == f"#+end_{name}")
            self._block(name, match[2], texts[start + 1 : end], number, _indent_of(text))
            return end + 1
        if match := _ENVIRONMENT.match(text):
            closing = f"\\end{{{match[1]}}}"
            end = _first(texts, start, lambda line: closing in line)
            formula = texts[start : end + 1] if match[1].rstrip("*") != "equation" else texts[start + 1 : end]
            self.lines.paragraph("\n".join(["$$", *formula, "$$"]), number)
            return end + 1
        if (match := _DRAWER.match(text)) and match[1].lower() != "end":
            end = _first(texts, start, lambda line: line.strip().lower() == ":end:")
            self._drop("drawer", " ".join(texts[start : end + 1]), number)
            return end + 1
        if text.lstrip().startswith("|"):
            end = _first(texts, start, lambda line: not line.lstrip().startswith("|"))
            rows = [_cells(line) for line in texts[start:end] if not line.lstrip().startswith("|-")]
            self.lines.table(rows, number)
            return end
        if _FIXED_WIDTH.match(text):
            end = _first(texts, start, lambda line: not _FIXED_WIDTH.match(line))
            self.lines.code("\n".join(line.strip()[2:] for line in texts[start:end]), number)
            return end
        end = start + 1
        while end < len(texts) and text.strip() and self._is_filled(texts[end - 1], texts[end]):
            text = f"{text.rstrip()} {texts[end].strip()}"
            end += 1
        self._line(text, number)
        return end

    def _is_filled(self, line: str, following: str) -> bool:
        """Whether a line ends where it does because the next word did not fit in."""
        words = _FIRST_WORD.findall(following)[:1]
        if not words or _STARTS_BLOCK.match(following) or _KEYWORD.match(line):
            return False
        return self._width >= _NARROWEST and len(line.rstrip()) + 1 + len(words[0]) > self._width

    def _block(self, name: str, argument: str, texts: Sequence[str], number: int, indent: str) -> None:
        if name in _CODE_BLOCKS:
            code = textwrap.dedent("\n".join(line[1:] if line.startswith((",*", ",#")) else line for line in texts))
            self.lines.code(code, number, indent, argument.lower() if name == "src" else "")
        elif name in {"export", "comment"}:
            self._drop(f"{name} block", " ".join(texts), number)
        else:
            quoted = "> " if name == "quote" else ""
            self.lines.paragraph("\n".join(quoted + inline_markdown(line.strip()) for line in texts), number)

    def _line(self, text: str, number: int) -> None:
        if not text.strip():
            self.lines.gap(number)
        elif match := _KEYWORD.match(text):
            if match[1].lower() == "title":
                self.title = on_one_line(match[2]) or None
            else:
                self._drop("org keyword", text, number)
        elif re.match(r"\s*#(?:\s|$)", text):
            self._drop("comment", text, number)
        elif re.fullmatch(r"\s*-{5,}\s*", text):
            self.lines.paragraph("---", number)
        elif match := _ITEM.match(text):
            mark = f"{match[2]}." if match[2] else "-"
            term = f"**{inline_markdown(match[3])}**: " if match[3] else ""
            self.lines.raw([f"{match[1]}{mark} {term}{inline_markdown(match[4])}"], number)
        else:
            self.lines.raw([_indent_of(text) + inline_markdown(text.strip())], number)

    def _drop(self, reason: str, text: str, number: int) -> None:
        if text := on_one_line(text):
            self.dropped.append(Dropped(reason, text[:200], number))


def inline_markdown(text: str) -> str:
    """Bold, italics, code, links and formulas of a line, as Markdown writes them."""
    held: list[str] = []

    def hold(written: str) -> str:
        held.append(written)
        return f"\ue000{len(held) - 1}\ue001"

    text = text.replace("\ue000", "").replace("\ue001", "")
    text = _VERBATIM.sub(lambda match: hold(as_code(match[2])), text)
    text = _MATHS.sub(lambda match: hold(_dollars(match[0])), text)
    text = _LINK.sub(lambda match: hold(_link(match[1], match[2])), text)
    text = _FOOTNOTE.sub("", text).replace("---", "—").replace(" -- ", " – ")
    text = _ITALIC.sub(r"*\1*", _BOLD.sub(r"**\1**", text))
    while "\ue000" in text:  # a link may hold code
        text = _HELD.sub(lambda match: held[int(match[1])], text)
    return text


def _fill_width(lines: Sequence[str]) -> int:
    """How long lines are that another line of the same paragraph follows; the longest tenth aside."""
    lengths = sorted(
        len(line.rstrip())
        for line, following in pairwise(lines)
        if line.strip() and not (_KEYWORD.match(line) or _STARTS_BLOCK.match(following))
    )
    return lengths[round(0.9 * (len(lengths) - 1))] if lengths else 0


def _link(target: str, words: str | None) -> str:
    if not re.match(r"https?://[^\s()]+$", target):
        return words or target.removeprefix("file:")
    return f"[{words}]({target})" if words else f"<{target}>"


def _dollars(formula: str) -> str:
    if formula.startswith("\\("):
        return f"${formula[2:-2].strip()}$"
    return f"$${formula[2:-2].strip()}$$" if formula.startswith("\\[") else formula


def _indent_of(line: str) -> str:
    return line[: len(line) - len(line.lstrip())][:_DEEPEST_INDENT]


def _cells(row: str) -> list[str]:
    return [inline_markdown(cell.strip()) for cell in row.strip().strip("|").split("|")]


def _first(texts: Sequence[str], start: int, is_it: Callable[[str], object]) -> int:
    """The position of the first line that is it; behind the last if none is."""
    return next((position for position in range(start, len(texts)) if is_it(texts[position])), len(texts))
