"""Markdown as a list of top-level blocks with their lines, and blocks as readable plain text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from interviewer.corpus.inline import InlineText, resolve, single_line
from interviewer.corpus.problems import located

MAX_NESTING = 60
"""Levels of lists and quotes within each other. markdown-it drops what lies deeper: such a file is refused."""

# HTML blocks that run on until their own end, however many headings they swallow.
_OPEN_ENDED = (
    (re.compile(r"<!--"), re.compile(r"-->"), "comment", "-->"),
    (
        re.compile(r"<(?:script|pre|style|textarea)\b", re.I),
        re.compile(r"</(?:script|pre|style|textarea)>", re.I),
        "HTML element",
        "its closing tag",
    ),
)
_CODE_ELEMENT = re.compile(r"<(?:script|style)\b", re.I)


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level block; `start` and `end` are 0-based lines, `end` exclusive."""

    kind: str
    """Type of its first token: `heading_open`, `paragraph_open`, `bullet_list_open`, `fence`, `html_block`, ..."""
    tokens: tuple[Token, ...]
    start: int
    end: int

    @property
    def level(self) -> int:
        """1 to 6 for a heading, 0 for anything else."""
        return int(self.tokens[0].tag[1]) if self.kind == "heading_open" else 0

    @property
    def inline(self) -> InlineText:
        """Text of a heading or paragraph."""
        return resolve(self.tokens[1].children or [])

    @property
    def heading(self) -> str:
        """Text of a heading in one line."""
        return single_line(self.inline.text)

    @property
    def is_comment(self) -> bool:
        return self.kind == "html_block" and self.content.lstrip().startswith("<!--")

    @property
    def content(self) -> str:
        """Source text of a block that has no inline content (code, HTML, front matter)."""
        return self.tokens[0].content


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    # text_join would melt escapes and entities into the text; kept apart they can be told from structure.
    return (
        MarkdownIt("commonmark", {"maxNesting": MAX_NESTING})
        .enable("table")
        .disable("text_join")
        .use(front_matter_plugin)
        .use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_blank_lines=False, double_inline=True)
    )


def parse_blocks(text: str, file: str) -> list[Block]:
    """The top-level blocks of safe Markdown text in order.

    Raises:
        CorpusError: lists or quotes are nested so deep that the parser would drop their content.
    """
    blocks: list[Block] = []
    opened: list[Token] = []
    for token in _parser().parse(text):
        opened.append(token)
        if token.type in {"blockquote_open", "list_item_open"} and token.level >= MAX_NESTING - 1:
            line = token.map[0] + 1 if token.map else 1
            raise located(file, line, "Lists or quotes are nested too deep.", "Flatten them.")
        if token.level == 0 and token.nesting <= 0:
            first = opened[0]
            assert first.map is not None
            blocks.append(Block(first.type, tuple(opened), first.map[0], first.map[1]))
            opened = []
    return blocks


def parse_inline(text: str) -> InlineText:
    """One line or paragraph of Markdown resolved."""
    return resolve(_parser().parseInline(text)[0].children or [])


def refuse_unclosed(blocks: Sequence[Block], lines: Sequence[str], file: str) -> None:
    """Refuses a fence or HTML block that is never closed and so swallows every question below it.

    Raises:
        CorpusError: names the line where it opens.
    """
    for block in blocks:
        if block.kind == "fence":
            last = lines[block.end - 1].strip()
            if block.end - 1 == block.start or not last.startswith(block.tokens[0].markup):
                mark = block.tokens[0].markup
                raise located(file, block.start + 1, "This code block is never closed.", f"Close it with {mark}.")
        elif block.kind == "html_block":
            for start, end, name, remedy in _OPEN_ENDED:
                if start.match(block.content.lstrip()) and not end.search(block.content):
                    raise located(file, block.start + 1, f"This {name} is never closed.", f"Close it with {remedy}.")


def plain_text(block: Block) -> str:
    """A block as readable text: mark-up resolved, list items with their marks, code and maths verbatim.

    Nested items are indented, table rows are `cell | cell`, comments and rules are nothing.
    """
    marks: list[tuple[str, bool]] = []
    cells: list[str] = []
    lines: list[str] = []
    in_cell = False
    for token in block.tokens:
        match token.type:
            case "list_item_open":
                marks.append((f"{token.info}{token.markup} " if token.info else "- ", False))
            case "list_item_close":
                marks.pop()
            case "th_open" | "td_open":
                in_cell = True
            case "th_close" | "td_close":
                in_cell = False
            case "tr_close":
                lines += _marked(" | ".join(cells), marks)
                cells.clear()
            case "inline":
                text = resolve(token.children or []).text
                if in_cell:
                    cells.append(single_line(text))
                else:
                    lines += _marked(text.strip(), marks)
            case "fence" | "code_block":
                lines += _marked(token.content.rstrip("\n"), marks)
            case "math_block":
                lines += _marked(f"$${token.content}$$", marks)
            case "html_block":
                lines += _marked(_html_text(token.content), marks)
    return "\n".join(line.rstrip() for line in lines)


def _marked(text: str, marks: list[tuple[str, bool]]) -> list[str]:
    """The lines of a text behind the marks of the items it stands in; a mark is shown once, then indents."""
    if not text.strip():
        return []
    lines = []
    for line in text.split("\n"):
        lines.append("".join(" " * len(mark) if used else mark for mark, used in marks) + line)
        marks[:] = [(mark, True) for mark, _ in marks]
    return lines


def _html_text(html: str) -> str:
    """The text between the tags of an HTML block; nothing for comments, scripts and styles."""
    if _CODE_ELEMENT.match(html.lstrip()):
        return ""
    lines = (" ".join(line.split()) for line in parse_inline(html.rstrip("\n")).text.split("\n"))
    return "\n".join(line for line in lines if line)
