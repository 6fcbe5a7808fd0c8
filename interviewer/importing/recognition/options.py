"""Options of a multiple choice: they belong to the question, and the letter of the right one names its text."""

import re

_OPTION = re.compile(
    r"^\s*(?:[-*+]\s+)?(?:\[[ xX✓✔]\]\s*\S|(?:\*\*)?\(?(?P<letter>[A-Ha-h])\s*(?:\*\*)?[.):\]](?:\*\*)?\s*\S)"
)
_OPTION_TEXT = re.compile(
    r"^\s*(?:[-*+]\s+)?(?:\[[ xX✓✔]\]\s*)?(?:\*\*)?\(?(?P<letter>[A-Ha-h])\s*(?:\*\*)?[.):\]](?:\*\*)?\s*"
    r"(?P<text>.+?)\s*$"
)
_LETTER = re.compile(
    r"^\W*(?:option\s+|choice\s+)?\(?(?P<letter>[A-Ha-h])(?:\)|\b)(?P<after>[\s.):,*_-]*)(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)


def is_option(body: str) -> bool:
    """Whether a line (with or without list mark) is one of several options: `A: ...`, `b) ...`, `[x] ...`."""
    return bool(_OPTION.match(body))


def named_option(answer: str, context: str | None) -> str:
    """An answer that only names an option, or names it first, with the text of that option behind its letter."""
    match = _LETTER.match(answer)
    if not context or not match:
        return answer
    rest = match["rest"].strip()
    first_line = answer.strip().split("\n", 1)[0].strip(" *_().:")
    if len(first_line) > 1 and not re.match(
        r"^\W*(?:option\s+|choice\s+)?\(?[A-Ha-h](?:\)|[.:)]\s|\W*$)", first_line, re.IGNORECASE
    ):
        return answer
    letter = match["letter"].upper()
    for line in context.split("\n"):
        option = _OPTION_TEXT.match(line)
        if option and option["letter"].upper() == letter:
            text = option["text"].strip()
            if text and text not in rest[: len(text) + 8]:
                return f"{letter}. {text}" + (f"\n\n{rest}" if rest else "")
            return f"{letter}. {rest}"
    return answer
