"""reStructuredText -> Markdown, by way of docutils; what only Sphinx knows is read as what it looks like."""

import re
from typing import Any, ClassVar, cast

from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, Parser, directives, roles

from interviewer.errors import InterviewerError
from interviewer.importing.manuscript import Manuscript
from interviewer.importing.readers.encodings import decode
from interviewer.importing.readers.markdown_document import only_title
from interviewer.importing.readers.rst_markdown import RstWriter

_SETTINGS = {
    "_disable_config": True,
    "docinfo_xform": False,
    "doctitle_xform": False,
    "file_insertion_enabled": False,
    "halt_level": 5,
    "input_encoding": "unicode",
    "line_length_limit": 10**8,
    "raw_enabled": False,
    "report_level": 5,
    "sectsubtitle_xform": False,
    "smart_quotes": False,
    "syntax_highlight": "none",
    "toc_backlinks": False,
}
_ROLE = re.compile(r":([a-zA-Z][\w:+.-]{0,40}):`")
_OWN_ROLES = frozenset(
    "math sub subscript sup superscript strong emphasis literal code title title-reference raw abbreviation "
    "acronym".split()
)
_TARGET_OF_ROLE = re.compile(r"\s*<[^<>]*>$")
_CODE_ROLES = re.compile(
    r"(?:.*:)?(?:class|func|meth|attr|mod|exc|data|const|obj|type|file|program|option|envvar|command|keyword|token|code"
    r"|samp|kbd|py|c|cpp|js|dfn|opcode|pdbcmd|source)$"
)


def read_rst(content: bytes, file: str) -> Manuscript:
    """The sections of a file and what stands in them.

    Raises:
        InterviewerError: it is no text, or nested beyond reading.
    """
    decoded = decode(content, file)
    _register_roles(decoded.text)
    try:
        tree = publish_doctree(decoded.text, parser=Parser(), settings_overrides=_SETTINGS)
        writer = RstWriter(decoded.text)
        writer.write(tree)
        lines = writer.lines.finished()
    except RecursionError as error:
        raise InterviewerError(f"{file} is nested too deeply to be read.", "Flatten it.") from error
    return Manuscript(
        file,
        "rst",
        decoded.encoding,
        only_title(lines),
        lines,
        dropped=tuple(writer.dropped),
        notes=decoded.notes,
    )


def _register_roles(text: str) -> None:
    """Have roles that docutils does not know (`:func:`) read by what is in them."""
    for name in set(_ROLE.findall(text)) - _OWN_ROLES:
        roles.register_local_role(name, cast("Any", _read_role))  # the stubs know other nodes than docutils


def _read_role(
    role: str, rawtext: str, text: str, *_unused: object
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    shown = nodes.unescape(text)
    shown = _TARGET_OF_ROLE.sub("", shown) or shown
    if _CODE_ROLES.match(role):
        return [nodes.literal(rawtext, shown.removeprefix("~").removeprefix("!"))], []
    return [nodes.inline(rawtext, shown)], []


class _AnyOptions(dict[str, Any]):
    """Takes any option of a directive as it stands."""

    def __bool__(self) -> bool:
        return True

    def __missing__(self, _name: str) -> Any:
        return directives.unchanged


class _Code(Directive):
    """A listing, with the language as its argument."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = _AnyOptions()
    has_content = True

    def run(self) -> list[nodes.Node]:
        text = "\n".join(self.content)
        return [nodes.literal_block(text, text, language=self.arguments[0] if self.arguments else "")]


class _Part(Directive):
    """Something with text in it that Sphinx puts into a box of its own: `seealso`, `versionadded`."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = _AnyOptions()
    has_content = True

    def run(self) -> list[nodes.Node]:
        part = nodes.container()
        if title := self._title():
            inlines, _messages = self.state.inline_text(title, self.lineno)
            part += nodes.paragraph("", "", *inlines)
        self.state.nested_parse(self.content, self.content_offset, part)
        return [part]

    def _title(self) -> str:
        return self.arguments[0] if self.arguments else ""


class _Marked(_Part):
    """One whose first word is a version or a condition, and no text."""

    def _title(self) -> str:
        words: list[str] = super()._title().split(None, 1)
        return words[1] if len(words) > 1 else ""


class _Silent(Directive):
    """Something for the machine or the table of contents."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = _AnyOptions()
    has_content = True

    def run(self) -> list[nodes.Node]:
        return [nodes.comment(self.block_text, self.block_text)]


class _Raw(Directive):
    """HTML goes into Markdown as it stands, what is for other writers goes."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = _AnyOptions()
    has_content = True

    def run(self) -> list[nodes.Node]:
        text = "\n".join(self.content)
        if "html" in self.arguments[0] and not re.search(r"<(?:script|style|iframe)\b", text, re.IGNORECASE):
            return [nodes.raw(text, text, format="html")]
        return [nodes.comment(self.block_text, self.block_text)]


directives.register_directive("raw", _Raw)
for _name in ("code", "code-block", "sourcecode", "literalinclude", "ipython", "prompt", "parsed-literal", "doctest"):
    directives.register_directive(_name, _Code)
for _name in (
    "seealso",
    "todo",
    "rubric",
    "centered",
    "tab",
    "dropdown",
    "details",
    "collapse",
    "question",
    "faq",
    "card",
):
    directives.register_directive(_name, _Part)
for _name in ("versionadded", "versionchanged", "deprecated", "only", "tabs", "hlist", "grid"):
    directives.register_directive(_name, _Marked)
for _name in ("index", "toctree", "contents", "highlight", "currentmodule", "module", "meta", "sectionauthor",
              "codeauthor", "tabularcolumns", "sectnum", "include", "image"):  # fmt: skip
    directives.register_directive(_name, _Silent)
