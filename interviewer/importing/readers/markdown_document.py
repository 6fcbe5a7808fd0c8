"""Markdown as it stands; only what precedes the text proper is taken off."""

import re

import yaml

from interviewer.importing.fences import fenced_lines
from interviewer.importing.manuscript import Dropped, Line, Manuscript
from interviewer.importing.readers.encodings import decode
from interviewer.importing.readers.markdown_lines import lines_of, on_one_line
from interviewer.importing.readers.soft_breaks import without_soft_breaks

_TITLE = re.compile(r"#[ \t]+(.+?)[ \t]*#*$")
_MOST_FRONT_MATTER = 60


def read_markdown(content: bytes, file: str) -> Manuscript:
    """The lines of a Markdown file; YAML front matter is dropped, its title kept.

    Raises:
        InterviewerError: it is no text.
    """
    decoded = decode(content, file)
    lines = lines_of(decoded.text)
    matter, lines = _without_front_matter(lines)
    return Manuscript(
        file,
        "markdown",
        decoded.encoding,
        _title_in(matter) or only_title(lines),
        without_soft_breaks(lines),
        dropped=tuple(Dropped("front matter", line.text, line.number) for line in matter if line.text.strip()),
        notes=decoded.notes,
    )


def only_title(lines: tuple[Line, ...]) -> str | None:
    """The heading of the first level outside code, if there is only one."""
    code, _stray = fenced_lines([line.text for line in lines])
    found = [
        match[1]
        for index, line in enumerate(lines)
        if line.text.startswith("#") and not code[index] and (match := _TITLE.match(line.text))
    ]
    return found[0] if len(found) == 1 else None


def _without_front_matter(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    if lines and lines[0].text.rstrip() == "---":
        for index, line in enumerate(lines[1:_MOST_FRONT_MATTER], 1):
            if line.text.rstrip() in {"---", "..."}:
                return lines[: index + 1], lines[index + 1 :]
            if line.text.startswith("#") and line.text.lstrip("#").startswith(" ") and index > 1:
                break  # a rule above a heading, not front matter
    return (), lines


def _title_in(matter: tuple[Line, ...]) -> str | None:
    try:
        fields = yaml.safe_load("\n".join(line.text for line in matter[1:-1]))
    except (yaml.YAMLError, ValueError, RecursionError):  # ValueError: a date that is none
        return None
    title = fields.get("title") if isinstance(fields, dict) else None
    return on_one_line(title) or None if isinstance(title, str) else None
