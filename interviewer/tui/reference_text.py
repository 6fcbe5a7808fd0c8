"""A reference answer's Markdown as plain blocks to show: structure kept, marks of inline markup left as written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "text", "code"]

BLOCK_CHARACTERS = 1_500
"""A block longer than this is cut at a line end, so that laying out one never takes long."""

_HEADING = re.compile(r"#{1,6}\s+(?P<text>.*?)\s*#*$")
_FENCE = re.compile(r"\s*(?P<mark>`{3,}|~{3,})")
_ITEM = re.compile(r"^(?P<indent>\s*)[-*+]\s+(?=\S)")
_STRONG = re.compile(r"(?<![\w*])\*\*(?=\S)(?P<text>[^*\n]+?)(?<=\S)\*\*(?![\w*])")
# Lines that stand by themselves: list items, quotes, table rows, displayed maths, code by indentation.
_OWN_LINE = re.compile(r"\s*(?:[-*+•>|]|\d{1,3}[.)])(?:\s|$)|\s*\||\s*\$\$| {4}|\t")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a run of prose and list lines, or code as written."""

    kind: BlockKind
    text: str


def reference_blocks(markdown: str) -> list[Block]:
    """The blocks of a reference answer in order; every word of it is in exactly one of them.

    Headings lose their marks, bullets become `•`, fences lose their marks, `**bold**` its asterisks; the lines of a
    hard-wrapped paragraph are joined. Reading goes line by line, in time linear in the text, however deep lists nest.
    """
    return [piece for block in _blocks(markdown) for piece in _pieces(block)]


def _blocks(markdown: str) -> Iterator[Block]:
    lines: list[str] = []
    fence: str | None = None
    for line in markdown.split("\n"):
        mark = _FENCE.match(line)
        if fence is not None:
            if mark and mark["mark"].startswith(fence) and not line.strip(" `~"):
                yield Block("code", "\n".join(lines))
                lines, fence = [], None
            else:
                lines.append(line)
        elif mark:
            yield from _prose(lines)
            lines, fence = [], mark["mark"]
        elif heading := _HEADING.match(line):
            yield from _prose(lines)
            lines = []
            yield Block("heading", heading["text"])
        elif not line.strip():
            yield from _prose(lines)
            lines = []
        else:
            lines.append(line)
    yield from [Block("code", "\n".join(lines))] if fence is not None else _prose(lines)


def _prose(lines: list[str]) -> Iterator[Block]:
    """One paragraph or list; nothing when there are no lines."""
    if not lines:
        return
    joined: list[str] = []
    alone = in_maths = False
    for line in lines:
        delimiter = line.strip() == "$$"
        if in_maths or delimiter:
            joined.append(line)
            in_maths ^= delimiter
        elif joined and not alone and not _OWN_LINE.match(line):
            joined[-1] = f"{joined[-1].rstrip()} {_shown(line.strip())}"
        else:
            joined.append(_shown(line))
        alone = in_maths or delimiter or line.endswith(("  ", "\\")) or line.lstrip().startswith("|")
    yield Block("text", "\n".join(joined))


def _shown(line: str) -> str:
    return _STRONG.sub(r"\g<text>", _ITEM.sub(r"\g<indent>• ", line))


def _pieces(block: Block) -> Iterator[Block]:
    rest = block.text
    while len(rest) > BLOCK_CHARACTERS:
        cut = rest.rfind("\n", 1, BLOCK_CHARACTERS)
        cut = cut if cut > 0 else rest.rfind(" ", 1, BLOCK_CHARACTERS)
        cut = cut if cut > 0 else BLOCK_CHARACTERS
        yield Block(block.kind, rest[:cut])
        rest = rest[cut:].removeprefix("\n").removeprefix(" ")
    yield Block(block.kind, rest)
