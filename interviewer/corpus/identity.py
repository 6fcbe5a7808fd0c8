"""What a question is known by: an id that can be typed, and a hash of what is asked and expected."""

import hashlib
import json
import re
from collections.abc import Collection

from interviewer.models import Question
from interviewer.text import fold

ID_PATTERN = re.compile(r"\w[\w.\-]*")
LONGEST_SLUG = 80


def slug(heading: str) -> str:
    """A heading as an id: lower case letters and digits of any script, hyphens between, at most 80 characters."""
    words = re.findall(r"[^\W_]+", fold(heading))
    text = "-".join(words)
    if len(text) > LONGEST_SLUG:
        text = text[: LONGEST_SLUG + 1].rpartition("-")[0] or text[:LONGEST_SLUG]
    return text or "question"


def free_slug(heading: str, taken: Collection[str]) -> str:
    """The slug of a heading, with `-2`, `-3` and so on when it is taken."""
    base = slug(heading)
    candidate = base
    number = 1
    while candidate in taken:
        number += 1
        candidate = f"{base}-{number}"
    return candidate


def question_hash(question: Question) -> str:
    """SHA-256 (hex) over canonical JSON of what is asked and expected; lines, file and the old hash do not enter.

    Canonical: keys sorted, no white space, UTF-8; passages as the list of their texts in order.
    """
    content = {
        "text": question.text,
        "context": question.context,
        "passages": [passage.text for passage in question.passages],
        "concepts": [[concept.name, list(concept.aliases), concept.importance] for concept in question.concepts],
        "misconceptions": [[item.claim, item.correction] for item in question.misconceptions],
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()
