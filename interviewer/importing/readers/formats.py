"""What a document is, told by its bytes first and by its name where bytes do not say."""

import re
from pathlib import PurePath
from typing import Literal

from interviewer.errors import InterviewerError

Format = Literal[
    "markdown",
    "text",
    "html",
    "pdf",
    "docx",
    "xlsx",
    "notebook",
    "table",
    "json",
    "anki",
    "apkg",
    "rst",
    "org",
    "latex",
]

_BY_SUFFIX: dict[str, Format] = {
    ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown", ".mkd": "markdown", ".mdx": "markdown",
    ".qmd": "markdown", ".rmd": "markdown",
    ".txt": "text", ".text": "text", "": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".pdf": "pdf", ".docx": "docx", ".docm": "docx", ".xlsx": "xlsx", ".xlsm": "xlsx",
    ".ipynb": "notebook",
    ".csv": "table", ".tsv": "table", ".tab": "table",
    ".json": "json", ".jsonl": "json", ".ndjson": "json",
    ".apkg": "apkg", ".colpkg": "apkg",
    ".rst": "rst", ".rest": "rst", ".org": "org", ".tex": "latex", ".latex": "latex",
}  # fmt: skip

SUFFIXES = frozenset(_BY_SUFFIX)
"""Names of files that are looked for in a folder end so; some have no suffix (README)."""

_NAMED_MEMBERS: tuple[tuple[bytes, Format], ...] = (
    (b"word/document", "docx"),
    (b"xl/workbook", "xlsx"),
    (b"collection.anki2", "apkg"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_START = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)
_ANKI_START = re.compile(rb"#(?:separator|html|tags|columns|notetype|deck|guid|notetype column):", re.I)
_JSON_START = re.compile(rb"\s*(?:\[\s*\{|\{\s*\")")
_LATEX_START = re.compile(rb"\s*(?:%[^\n]*\n\s*)*\\documentclass\b")
# Neither an empty nor an indented line, nor the number or the mark of a list before a tab.
_CARD = re.compile(rb"[^\s\-*+\xe2\d][^\t]*(?:\t\s*\S[^\t]*)?$")
_RTF_START = b"{\\rtf"
_START = 4096
_FEWEST_CARDS = 5
_LONGEST_TAG = 40


def format_of(name: str, content: bytes) -> Format:
    """The format of a document called `name`.

    Raises:
        InterviewerError: it is in a format that is known and not read, with the way round it.
    """
    start = content[:_START].removeprefix(b"\xef\xbb\xbf")
    by_suffix = _BY_SUFFIX.get(PurePath(name).suffix.lower())
    if b"%PDF-" in content[:1024] and by_suffix in {None, "pdf", "text"}:
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        return _format_of_archive(name, content, by_suffix)
    if start.startswith(_OLD_OFFICE):
        raise InterviewerError(
            f"{name} is an old or encrypted Office document, which is not read.",
            "Save it as .docx or .xlsx without a password, and import that.",
        )
    if start.startswith(_RTF_START):
        raise InterviewerError(f"{name} is rich text, which is not read.", "Save it as .docx, and import that.")
    if by_suffix in {None, "text"}:
        return _format_of_text(start)
    if by_suffix == "table" and _ANKI_START.match(start):
        return "anki"
    return by_suffix or "text"


def _format_of_archive(name: str, content: bytes, by_suffix: Format | None) -> Format:
    for member, kind in _NAMED_MEMBERS:
        if member in content:  # names of members stand uncompressed
            return kind
    if by_suffix in {kind for _, kind in _NAMED_MEMBERS}:
        return by_suffix  # damaged, as its reader will say
    raise InterviewerError(
        f"{name} is an archive without a document that is known.",
        "Unpack it, or save the document as .docx or .pdf, and import that.",
    )


def _format_of_text(start: bytes) -> Format:
    """Text whose name says no more than that: its first characters may."""
    if _HTML_START.match(start):
        return "html"
    if _ANKI_START.match(start):
        return "anki"
    if _LATEX_START.match(start):
        return "latex"
    if _JSON_START.match(start):
        return "notebook" if b'"cells"' in start and b'"cell_type"' in start else "json"
    if _is_tabular(start) or _are_semicolon_cards(start):
        return "table"
    return "anki" if _are_cards(start) else "text"


def _is_tabular(start: bytes) -> bool:
    """Whether the lines are rows between tabs, as flash-card sites export them."""
    rows = [line.strip(b"\r\n").count(b"\t") for line in start.split(b"\n")[:-1] if line.strip()]
    return len(rows) >= 3 and rows[0] > 0 and rows.count(rows[0]) >= 0.9 * len(rows)


def _are_semicolon_cards(start: bytes) -> bool:
    """Whether every line is a card whose sides, and its tag, are parted by semicolons, as short exports have it."""
    rows = [line.strip() for line in start.split(b"\n")[:-1] if line.strip()]
    counts = [row.count(b";") for row in rows]
    tags = {row.rpartition(b";")[2].strip() for row in rows}
    return (
        len(rows) >= _FEWEST_CARDS
        and counts.count(2) >= 0.9 * len(rows)
        and min(counts) >= 2
        and len(tags) <= 0.5 * len(rows)
        and all(0 < len(tag) <= _LONGEST_TAG and b" " not in tag and not tag.endswith(b".") for tag in tags)
    )


def _are_cards(start: bytes) -> bool:
    """Whether every line is a card, its sides parted by a tab, of which some have only the one side yet."""
    rows = [line.rstrip() for line in start.split(b"\n")[:-1] if not line.startswith(b"# ")]
    while rows and not rows[-1]:
        rows.pop()
    sided = [row for row in rows if row.count(b"\t") == 1]
    return (
        len(sided) >= max(3, 0.3 * len(rows))
        and all(row.count(b"\t") < 2 and _CARD.match(row) for row in rows)
        and sum(len(row.split(b"\t")[0].split()) > 2 for row in sided) >= 0.7 * len(sided)
    )
