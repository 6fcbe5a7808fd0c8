"""Code in LaTeX sources, taken out before the markup is parsed: a parser of LaTeX would take it for markup."""

import re
from dataclasses import dataclass

BLOCK, SPAN = "importedlisting", "importedcode"
"""The macros that stand where code was, with its number."""

_ENVIRONMENT = re.compile(
    r"\\begin\s*\{(?P<name>verbatim\*?|Verbatim|BVerbatim|lstlisting|minted|alltt|code|pycode|python|Highlighting)\}"
    r"(?P<options>[ \t]*(?:\[[^\]\n]*\])?)(?P<language>(?:(?<=\{minted\})|(?<=\]))[ \t]*\{[\w+#-]*\})?"
    r"(?P<code>.*?)\\end\s*\{(?P=name)\}",
    re.DOTALL,
)
_HIDDEN = re.compile(r"\\begin\s*\{comment\}.*?\\end\s*\{comment\}|\\iffalse\b.*?\\fi\b", re.DOTALL)
_IN_LINE = re.compile(
    r"\\(?:verb\*?|lstinline(?:\[[^\]\n]*\])?|mintinline(?:\[[^\]\n]*\])?\{\w+\})(?:(?P<mark>[^\w\s*{\[])(?P<code>.*?)(?P=mark)"
    r"|\{(?P<braced>(?:[^{}\n]|\{[^{}\n]*\})*)\})"
)
_LANGUAGE = re.compile(r"language\s*=\s*\{?\s*(?:\[[^\]]*\])?\s*([\w+#-]+)", re.IGNORECASE)
# Pandoc writes listings with a macro around each token.
_TOKEN = re.compile(r"\\[A-Z][A-Za-z]*Tok\{((?:[^{}\\]|\\.|\{[^{}]*\})*)\}")
_ESCAPED = re.compile(r"\\([{}_#%&$^~])(?:\{\})?|\\(text[a-z]+)(?:\{\})?|\{(-|\[|\]|'|`|\")\}")
_NAMES = {
    "textless": "<", "textgreater": ">", "textbackslash": "\\", "textbar": "|", "textasciitilde": "~",
    "textasciicircum": "^", "textquotesingle": "'", "textasciigrave": "`", "textquotedbl": '"', "textdollar": "$",
    "textunderscore": "_",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listing:
    """Code that was taken out."""

    code: str
    language: str = ""


def take_listings(source: str) -> tuple[str, list[Listing]]:
    """The source with macros where code was, its lines where they were, and the code."""
    listings: list[Listing] = []

    def block(match: re.Match[str]) -> str:
        language = (match["language"] or "").strip(" \t{}")
        if not language and (option := _LANGUAGE.search(match["options"])):
            language = option[1]
        code = match["code"] if match["name"] != "Highlighting" else _without_tokens(match["code"])
        listings.append(Listing(code, language.lower()))
        return f"\\{BLOCK}{{{len(listings) - 1}}}" + "%\n" * match[0].count("\n")

    def span(match: re.Match[str]) -> str:
        listings.append(Listing(match["code"] if match["mark"] else match["braced"]))
        return f"\\{SPAN}{{{len(listings) - 1}}}"

    source = _HIDDEN.sub(lambda match: "%\n" * match[0].count("\n"), source)
    return _IN_LINE.sub(span, _ENVIRONMENT.sub(block, source)), listings


def _without_tokens(code: str) -> str:
    plain = _TOKEN.sub(r"\1", code)
    return _ESCAPED.sub(lambda match: match[1] or match[3] or _NAMES.get(match[2], match[0]), plain)
