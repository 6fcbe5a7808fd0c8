"""The door for text that is shown: inert and literal, whatever a corpus file or a candidate wrote."""

from textual.content import Content

from interviewer.text import safe_text


def plain(text: str, style: str = "") -> Content:
    """`text` as it stands, without terminal controls and never read as markup, in one style (`"bold $primary"`)."""
    return Content.styled(safe_text(text), style) if style else Content(safe_text(text))


def one_line(text: str, style: str = "") -> Content:
    """The same on a single line: every run of white space becomes one space."""
    return plain(" ".join(text.split()), style)
