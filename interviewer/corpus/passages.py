"""Blocks of Markdown grouped into passages: a paragraph with the lists, code, tables and maths that follow it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from interviewer.corpus.markdown import Block, plain_text
from interviewer.models import Passage
from interviewer.text import safe_text


@dataclass(slots=True)
class _Group:
    """A passage in the making: its first line (1-based, 0 before the first block), its texts, its heading."""

    line: int = 0
    texts: list[str] = field(default_factory=list)
    heading: str | None = None


def answer_passages(blocks: Sequence[Block], file: str, heading: str, question_id: str | None) -> tuple[Passage, ...]:
    """Passages of an answer. Headings inside it open the text of the passage below them, so that nothing is lost.

    A heading with nothing below it closes the passage above; headings alone make no passage.
    """
    groups: list[_Group] = []
    pending: list[str] = []
    after_heading = True
    for block in blocks:
        text = plain_text(block)
        if not text.strip():
            continue
        if block.level:
            pending.append(text)
            after_heading = True
            continue
        if after_heading or block.kind == "paragraph_open":
            groups.append(_Group(block.start + 1, pending))
            pending = []
            after_heading = False
        groups[-1].texts.append(text)
    if groups:
        groups[-1].texts += pending
    return tuple(_passage(group, file, heading, question_id) for group in groups)


def document_passages(blocks: Sequence[Block], file: str, heading: str | None = None) -> tuple[Passage, ...]:
    """Passages of text that answers no question, each under the nearest heading above it, of any level."""
    groups: list[_Group] = []
    opens = True
    for block in blocks:
        text = plain_text(block)
        if not text.strip():
            continue
        if block.level:
            heading = block.heading
            opens = True
            continue
        if opens or block.kind == "paragraph_open":
            groups.append(_Group(block.start + 1, heading=heading))
            opens = False
        groups[-1].texts.append(text)
    return tuple(_passage(group, file, group.heading, None) for group in groups)


def _passage(group: _Group, file: str, heading: str | None, question_id: str | None) -> Passage:
    text = safe_text("\n".join(group.texts)).strip("\n")
    return Passage(text=text, file=file, line=group.line, heading=heading, question_id=question_id)
