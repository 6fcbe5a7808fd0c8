"""A Markdown file cut into its parts: free text, questions with their sections, passages without a question."""

from dataclasses import dataclass, field
from itertools import pairwise

from interviewer.corpus.markdown import Block
from interviewer.corpus.metadata import FrontMatter, looks_like_metadata
from interviewer.text import fold

SECTIONS = ("Key concepts", "Misconceptions", "Follow-ups", "Hints", "Context")
REFERENCE = "Reference"
# Names that no other kind of document has; "Context" and "Hints" are headings of ordinary notes too.
_TELLING_SECTIONS = frozenset(fold(name) for name in SECTIONS[:3])


@dataclass(slots=True)
class Part:
    """A `###` section: its heading and the blocks below it."""

    heading: Block
    blocks: list[Block] = field(default_factory=list)
    end: int = 0
    """0-based line after its last one."""


@dataclass(slots=True)
class Entry:
    """What stands under one `##` heading, a question or (`kind: passage`) a passage."""

    heading: Block
    comment: Block | None = None
    """The comment directly under the heading."""
    blocks: list[Block] = field(default_factory=list)
    """What stands before the first `###`."""
    parts: list[Part] = field(default_factory=list)
    end: int = 0
    """0-based line after its last one, its parts included."""

    @property
    def line(self) -> int:
        return self.heading.start + 1

    @property
    def body_start(self) -> int:
        """0-based line where the text below heading and comment starts."""
        return self.comment.end if self.comment else self.heading.end

    @property
    def body_end(self) -> int:
        return self.parts[0].heading.start if self.parts else self.end

    @property
    def all_blocks(self) -> list[Block]:
        """Everything below heading and comment, headings of parts included."""
        return [*self.blocks, *(block for part in self.parts for block in (part.heading, *part.blocks))]


@dataclass(slots=True)
class Outline:
    """A question file: its entries, and the runs of text outside them, in order."""

    entries: list[Entry]
    free: list[list[Block]]


def holds_questions(blocks: list[Block], front_matter: FrontMatter | None) -> bool:
    """Whether a Markdown file is a file of questions; otherwise it is a document of passages.

    It is one when any of these holds:
    - its front matter names a `topic`, or has no keys other than `title` and `topic`;
    - a `##` heading is followed directly by a comment that begins with a metadata key (`<!-- id: ...`);
    - it has a `###` heading Key concepts, Misconceptions or Follow-ups;
    - it has `##` headings and every one of them ends in a question mark.
    """
    if front_matter is not None and front_matter.is_ours:
        return True
    for heading, following in pairwise(blocks):
        if heading.level == 2 and looks_like_metadata(following):
            return True
    headings = [block.heading for block in blocks if block.level == 2]
    if any(block.level == 3 and fold(block.heading) in _TELLING_SECTIONS for block in blocks):
        return True
    return bool(headings) and all(heading.endswith("?") for heading in headings)


def outline(blocks: list[Block], line_count: int) -> Outline:
    """Cuts the blocks of a question file at its headings. Text before the first `##` and below a `#` is free."""
    entries: list[Entry] = []
    free: list[list[Block]] = [[]]
    entry: Entry | None = None
    for block in blocks:
        if block.level == 2:
            _end(entry, block.start)
            entry = Entry(block, end=line_count)
            entries.append(entry)
        elif block.level == 1:
            _end(entry, block.start)
            entry = None
            free.append([block])
        elif entry is None:
            free[-1].append(block)
        elif block.level == 3:
            if entry.parts:
                entry.parts[-1].end = block.start
            entry.parts.append(Part(block, end=line_count))
        elif entry.parts:
            entry.parts[-1].blocks.append(block)
        elif entry.comment is None and not entry.blocks and block.is_comment:
            entry.comment = block
        else:
            entry.blocks.append(block)
    return Outline(entries, [run for run in free if run])


def _end(entry: Entry | None, line: int) -> None:
    if entry is None:
        return
    entry.end = line
    if entry.parts:
        entry.parts[-1].end = line
