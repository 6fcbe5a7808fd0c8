"""A question made of references that a caller hands in."""

import hashlib
import json
from collections.abc import Sequence

from interviewer.models import Passage, Question, Reference
from interviewer.text import safe_text


def question_from_references(question: str, references: Sequence[str]) -> Question:
    """A question without concept list whose references are the given texts, each a whole answer of its own.

    Passages are cited as `reference 1`, `reference 2`, ... References without any text are left out.
    """
    text = safe_text(question).strip()
    cleaned = [safe_text(reference).strip() for reference in references]
    built = tuple(
        Reference(
            source=f"reference {number}",
            line=0,
            markdown=reference,
            passages=(Passage(text=reference, file=f"reference {number}", line=0, heading=text),),
        )
        for number, reference in enumerate(cleaned, start=1)
        if reference
    )
    content = json.dumps([text, cleaned], ensure_ascii=False)
    return Question(
        id="",
        pinned=False,
        text=text,
        topic="",
        file="",
        line=0,
        references=built,
        content_hash=hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest(),
    )
