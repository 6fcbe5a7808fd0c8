"""LaTeX sources: the body of a document as Markdown."""

import re
from collections.abc import Mapping

from pylatexenc.latexwalker import (
    LatexWalker,
    LatexWalkerError,
    get_default_latex_context_db,
)
from pylatexenc.macrospec import EnvironmentSpec, MacroSpec

from interviewer.errors import InterviewerError
from interviewer.importing.encodings import decode
from interviewer.importing.latex_markdown import LatexWriter, Listing
from interviewer.importing.manuscript import Manuscript

_BODY = re.compile(r"\\begin\s*\{document\}")
_LISTING = re.compile(
    r"\\begin\s*\{(?P<name>verbatim\*?|Verbatim|lstlisting|minted|alltt|code|pycode|python|BVerbatim)\}"
    r"(?P<options>[ \t]*(?:\[[^\]\n]*\])?)(?P<language>(?:(?<=\{minted\})|(?<=\]))[ \t]*\{[\w+#-]*\})?"
    r"(?P<code>.*?)\\end\s*\{(?P=name)\}",
    re.DOTALL,
)
_HIDDEN = re.compile(r"\\begin\s*\{comment\}.*?\\end\s*\{comment\}", re.DOTALL)
_LANGUAGE = re.compile(r"language\s*=\s*\{?\s*(?:\[[^\]]*\])?\s*([\w+#-]+)", re.IGNORECASE)
_BRACED = r"\{((?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*)\}"
_DEFINITION = re.compile(
    r"\\(?:(?:re|provide)?newcommand\*?|DeclareRobustCommand)\s*\{?\\([a-zA-Z]+)\}?\s*(?:\[(\d)\])?\s*(?:\[[^\]]*\])?\s*"
    + _BRACED
)
_MOST_MACROS = 500
_TITLE = re.compile(r"\\title\s*(?:\[[^\]]*\])?\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
PLACEHOLDER = "importedlisting"
"""The macro that stands where a listing was: a parser of LaTeX would take code for markup."""


def read_latex(content: bytes, file: str) -> Manuscript:
    """What stands between `\\begin{document}` and `\\end{document}`, or all of a part of a document.

    Raises:
        InterviewerError: it is no text, or nested beyond reading.
    """
    decoded = decode(content, file)
    source = decoded.text
    title = _TITLE.search(source)
    listings: list[Listing] = []

    def held(match: re.Match[str]) -> str:
        language = (match["language"] or "").strip(" \t{}") or _language(match["options"])
        listings.append(Listing(match["code"], language.lower()))
        return f"\\{PLACEHOLDER}{{{len(listings) - 1}}}" + "%\n" * match[0].count("\n")

    begin = _BODY.search(source)
    start = begin.end() if begin else 0
    end = source.rfind("\\end{document}")
    body = source[start : end if end > start else len(source)]
    body = _LISTING.sub(held, _HIDDEN.sub(lambda match: "%\n" * match[0].count("\n"), body))
    own = [match.groups() for match in _DEFINITION.finditer(source)][:_MOST_MACROS]
    context = _context({name: int(count or 0) for name, count, _body in own})
    writer = LatexWriter(body, source.count("\n", 0, start) + 1, listings, {name: text for name, _count, text in own})
    try:
        nodes, _position, _length = LatexWalker(body, latex_context=context, tolerant_parsing=True).get_latex_nodes()
        writer.write(nodes)
        name = writer.plain(LatexWalker(title[1], tolerant_parsing=True).get_latex_nodes()[0]) if title else None
    except (RecursionError, LatexWalkerError) as error:
        raise InterviewerError(f"{file} cannot be read as LaTeX.", "Convert it to Markdown or PDF first.") from error
    return Manuscript(
        file,
        "latex",
        decoded.encoding,
        name or None,
        writer.finished(),
        dropped=tuple(writer.dropped),
        notes=decoded.notes,
    )


def _language(options: str) -> str:
    match = _LANGUAGE.search(options)
    return match[1] if match else ""


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
            MacroSpec(PLACEHOLDER, "{"),
            MacroSpec("href", "{{"),
            MacroSpec("url", "{"),
            MacroSpec("mintinline", "[{{"),
            MacroSpec("lstinline", "[{"),
            MacroSpec("textcolor", "{{"),
            MacroSpec("multicolumn", "{{{"),
            MacroSpec("includegraphics", "[{"),
            MacroSpec("frametitle", "{"),
            MacroSpec("chapter", "*[{"),
            MacroSpec("caption", "[{"),
        ],
        environments=[
            EnvironmentSpec("tabularx", "{{"),
            EnvironmentSpec("enumerate", "["),
            EnvironmentSpec("itemize", "["),
            EnvironmentSpec("description", "["),
            EnvironmentSpec("minipage", "[{"),
        ],
    )
    return context
