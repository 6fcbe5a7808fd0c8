"""Jupyter notebooks: cells of Markdown as they stand, cells of code between fences; outputs are left out."""

import ast
import re
from collections.abc import Sequence

from interviewer.errors import InterviewerError
from interviewer.importing.manuscript import Dropped, Manuscript
from interviewer.importing.readers.encodings import decode
from interviewer.importing.readers.markdown_document import only_title
from interviewer.importing.readers.markdown_lines import MarkdownLines
from interviewer.importing.readers.soft_breaks import without_soft_breaks

_LONGEST_TEXT = 20_000
_QUESTION_LEVEL = 5
_FEWEST_QUESTIONS = 3
_COMMENT = re.compile(r"^(?:#+(?!!)|--|//)[ \t]*(?P<text>.*?)[ \t]*$")
_NUMBERED = re.compile(
    r"^(?:(?:Q(?:uestion|n)?[ .:#-]{0,2})?\d{1,3}[ \t]*[.):-]|Q(?:uestion|n)?[ .#-]?\d{1,3}[ \t])"
    r"\s*(?=[^\W\d]{2}|[\"'`])",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"^Q(?:uestion|n)?[ .:#-]{0,2}\d", re.IGNORECASE)


def _question_above(code: str) -> tuple[str, str] | None:
    """The question that the comment at the top of a cell asks, or the task that it numbers, and the code below it.

    In a cell of nothing but comments, those below a labelled question are its answer.
    """
    lines = code.strip("\n").split("\n")
    texts: list[str] = []
    for line in lines:
        comment = _COMMENT.match(line)
        if comment is None or (texts and _NUMBERED.match(comment["text"])):
            break
        texts.append(comment["text"])
    if len(texts) == len(lines) > 1 and _LABELLED.match(texts[0]) and _NUMBERED.match(texts[0]):
        return texts[0], "\n".join(texts[1:]).strip("\n")
    text = " ".join(filter(None, texts))
    if not text or not (_NUMBERED.match(text) or text.endswith("?")):
        return None
    return text, "\n".join(lines[len(texts) :]).strip("\n")


def _is_all_comment(code: str) -> bool:
    return all(_COMMENT.match(line) for line in code.strip("\n").split("\n"))


def _questions_in_code(cells: Sequence[tuple[str, object]]) -> bool:
    """Whether comments say what is asked: several cells of code begin so, and hardly anything stands between them."""
    code = [source for kind, source in cells if kind == "code" and isinstance(source, str)]
    asked = [found for source in code if (found := _question_above(source)) and found[1]]
    prose = sum(kind == "markdown" for kind, _source in cells)
    return len(asked) >= _FEWEST_QUESTIONS and 3 * len(asked) >= len(code) and 2 * prose <= len(asked)


def text_alone(code: str) -> str | None:
    """The text of a cell of code that is nothing but a string of several lines: somebody's way to write text."""
    stripped = code.strip()
    if len(stripped) > _LONGEST_TEXT or not stripped.startswith(('"""', "'''")):
        return None
    try:
        value = ast.literal_eval(stripped)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return value.strip() if isinstance(value, str) else None


def read_notebook(content: bytes, file: str) -> Manuscript:
    """The cells of a notebook of any version; the number of a line is that of its cell, from 1.

    Raises:
        InterviewerError: it is no notebook.
    """
    from nbformat import NBFormatError, ValidationError
    from nbformat.converter import convert
    from nbformat.reader import reads

    decoded = decode(content, file)
    lines = MarkdownLines()
    dropped: list[Dropped] = []
    try:
        # The schema is not checked: other programs write notebooks that read well and do not satisfy it.
        book = convert(reads(decoded.text), 4)  # type: ignore[no-untyped-call]
        language = book.metadata.get("language_info", {}).get("name") or "python"
        cells = [(cell.cell_type, cell.source, len(cell.get("outputs", ()))) for cell in book.cells]
    except (
        NBFormatError,
        ValidationError,
        ValueError,
        LookupError,
        AttributeError,
        TypeError,
        RecursionError,
    ) as error:
        raise InterviewerError(f"{file} is not a valid notebook.", "Open it in Jupyter and save it anew.") from error
    asks = _questions_in_code([(kind, source) for kind, source, _outputs in cells])
    for number, (kind, source, outputs) in enumerate(cells, 1):
        if not isinstance(source, str) or not source.strip():
            continue
        text = source.replace("\r\n", "\n").replace("\r", "\n")
        if kind == "markdown":
            first, _end, below = text.strip("\n").partition("\n")
            if asks and _LABELLED.match(first) and _NUMBERED.match(first):
                lines.heading(_QUESTION_LEVEL, first, number)
                text = below
            lines.paragraph(text.strip("\n"), number)
        elif kind == "code" and (prose := text_alone(text)):
            lines.paragraph(prose, number)
        elif kind == "code":
            if asks and (question := _question_above(text)):
                is_prose = _is_all_comment(text)
                heading, text = question
                lines.heading(_QUESTION_LEVEL, heading, number)
                if is_prose:
                    lines.paragraph(text, number)
                    text = ""
            if text.strip():
                lines.code(text, number, language=str(language).lower())
        else:
            dropped.append(Dropped("raw cell", text.strip()[:200], number))
        if outputs:
            dropped.append(Dropped("output of code", f"{outputs} of cell {number}", number))
    written = without_soft_breaks(lines.finished())
    return Manuscript(
        file, "notebook", decoded.encoding, only_title(written), written, dropped=tuple(dropped), notes=decoded.notes
    )
