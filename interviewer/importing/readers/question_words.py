"""Whether texts ask something, where only that tells which column or key holds the questions."""

from collections.abc import Collection

from interviewer.importing.wording import plain_text, question_likeness

_LONGEST = 400


def asks(text: str) -> bool:
    """Whether a text reads like a question, or like an exercise."""
    return 3 <= len(text.strip()) <= _LONGEST and question_likeness(plain_text(text)) >= 0.8


def share_asking(texts: Collection[str]) -> float:
    """Of the texts that are not empty, the share that ask something."""
    written = [text for text in texts if text.strip()]
    return sum(map(asks, written)) / len(written) if written else 0.0
