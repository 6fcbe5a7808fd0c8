"""LaTeX sources: the body of a document as Markdown."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pylatexenc.latexwalker import (
    LatexWalker,
    LatexWalkerError,
    get_default_latex_context_db,
)
from pylatexenc.macrospec import EnvironmentSpec, MacroSpec

from interviewer.importing.manuscript import Manuscript
from interviewer.importing.readers.encodings import decode
from interviewer.importing.readers.latex_listings import BLOCK, SPAN, take_listings
from interviewer.importing.readers.latex_markdown import LatexWriter
from interviewer.importing.readers.latex_names import ANSWER_ENVIRONMENTS, QUANTITIES, QUESTION_ENVIRONMENTS

_BODY = re.compile(r"\\begin\s*\{document\}")
_BRACED = r"\{((?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*)\}"
_DEFINITION = re.compile(
    r"\\(?:(?:re|provide)?newcommand\*?|DeclareRobustCommand)\s*\{?\\([a-zA-Z]+)\}?\s*(?:\[(\d)\])?\s*(?:\[[^\]]*\])?\s*"
    + _BRACED
)
_MOST_MACROS = 500
_TITLE = re.compile(r"\\title\s*(?:\[[^\]]*\])?\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
# Where a document can be parted if it does not parse as a whole.
_PART = re.compile(r"^(?=[ \t]*\\(?:chapter|(?:sub)*section|begin\s*\{frame\})\b)", re.MULTILINE)
_COMMAND = re.compile(r"\\[a-zA-Z]+\*?(?:\[[^\]\n]*\])?|[{}]|(?<!\\)%[^\n]*")


def read_latex(content: bytes, file: str) -> Manuscript:
    """What stands between `\\begin{document}` and `\\end{document}`, or all of a part of a document.

    Raises:
        InterviewerError: it is no text.
    """
    decoded = decode(content, file)
    source, listings = take_listings(decoded.text)
    begin = _BODY.search(source)
    start = begin.end() if begin else 0
    end = source.rfind("\\end{document}")
    body = source[start : end if end > start else len(source)]
    own = [match.groups() for match in _DEFINITION.finditer(source)][:_MOST_MACROS]
    context = _context({name: int(count or 0) for name, count, _body in own})
    writer = LatexWriter(listings, {name: text for name, _count, text in own})
    first = source.count("\n", 0, start) + 1
    notes = list(decoded.notes)
    nodes = _parsed(body, context)
    if nodes is not None:
        writer.write_source(body, first, nodes)
    else:  # braces or dollar signs do not match somewhere
        stripped: list[int] = []
        for part in _PART.split(body):
            nodes = _parsed(part, context)
            if nodes is None:
                stripped.append(first)
                nodes = _parsed(_COMMAND.sub("", part), context) or ()
            writer.write_source(part, first, nodes)
            first += part.count("\n")
        if stripped:
            notes.append(f"Parts that do not parse were read without their markup: from lines {stripped[:8]}.")
    title = _TITLE.search(source)
    title_nodes = _parsed(title[1], context) if title else None
    return Manuscript(
        file,
        "latex",
        decoded.encoding,
        (writer.plain(title_nodes) or None) if title_nodes else None,
        writer.finished(),
        dropped=tuple(writer.dropped),
        notes=tuple(notes),
    )


def _parsed(source: str, context: object) -> Sequence[Any] | None:
    """The nodes of a source; None where it nests without end."""
    try:
        nodes: Sequence[Any] = LatexWalker(source, latex_context=context, tolerant_parsing=True).get_latex_nodes()[0]
    except (RecursionError, LatexWalkerError):
        return None
    return nodes


def _context(own: Mapping[str, int]) -> object:
    """What pylatexenc knows by default, the arguments of what question sheets and slides use, and of the document's
    own macros.
    """
    context = get_default_latex_context_db()
    context.add_context_category("own", prepend=True, macros=[MacroSpec(name, "{" * own[name]) for name in own])
    context.add_context_category(
        "sheets",
        prepend=True,
        macros=[
            MacroSpec(BLOCK, "{"),
            MacroSpec(SPAN, "{"),
            MacroSpec("href", "{{"),
            MacroSpec("url", "{"),
            MacroSpec("hyperref", "[{"),
            MacroSpec("hypertarget", "{{"),
            MacroSpec("texorpdfstring", "{{"),
            MacroSpec("rule", "[{{"),
            MacroSpec("fcolorbox", "{{{"),
            MacroSpec("textcolor", "{{"),
            MacroSpec("multicolumn", "{{{"),
            MacroSpec("includegraphics", "[{"),
            MacroSpec("frametitle", "{"),
            MacroSpec("chapter", "*[{"),
            MacroSpec("caption", "[{"),
            *(MacroSpec(name, "[{{") for name in QUANTITIES),
        ],
        environments=[
            EnvironmentSpec("tabularx", "{{"),
            EnvironmentSpec("enumerate", "["),
            EnvironmentSpec("itemize", "["),
            EnvironmentSpec("description", "["),
            EnvironmentSpec("minipage", "[{"),
            *(EnvironmentSpec(name, "[") for name in QUESTION_ENVIRONMENTS | ANSWER_ENVIRONMENTS),
        ],
    )
    return context
