"""Plain text files as passages: lines grouped to a readable size, none of them lost."""

from dataclasses import dataclass

from interviewer.models import Passage
from interviewer.text import safe_text

ENOUGH = 400
"""Characters from which a blank line ends a passage."""
MOST = 900
"""Characters that a passage does not exceed, unless a single line does (the chunker splits that at sentences)."""
LONGEST_QUESTION = 200
"""A line shorter than this that ends in a question mark is taken for a question."""


@dataclass(slots=True)
class _Group:
    """A passage in the making; `length` counts characters with line ends."""

    line: int
    heading: str | None
    lines: list[str]
    length: int

    @property
    def asks_only(self) -> bool:
        return len(self.lines) == 1 and self.lines[0].strip() == self.heading

    def add(self, line: str) -> None:
        self.lines.append(line)
        self.length += len(line) + 1


def text_passages(text: str, file: str) -> tuple[Passage, ...]:
    """Passages of 400 to 900 characters, broken between lines only.

    A short line that ends in `?` opens a passage and is the heading of what follows, up to the next such line. Every
    character other than white space is in exactly one passage.
    """
    groups: list[_Group] = []
    heading: str | None = None
    current: _Group | None = None
    for number, raw in enumerate(safe_text(text).split("\n"), start=1):
        line = raw.rstrip()
        if not line:
            if current is not None and current.length >= ENOUGH:
                current = None
            elif current is not None and current.lines[-1] and not current.asks_only:
                current.add("")
            continue
        asks = line.endswith("?") and len(line.strip()) < LONGEST_QUESTION
        if asks:
            heading = line.strip()
        if current is None or asks or (not current.asks_only and current.length + len(line) > MOST):
            current = _Group(number, heading, [line], len(line) + 1)
            groups.append(current)
        else:
            current.add(line)
    return tuple(
        Passage(text="\n".join(group.lines).strip(), file=file, line=group.line, heading=group.heading)
        for group in groups
    )
