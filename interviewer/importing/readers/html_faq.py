"""Frequent questions that a page tells search engines (schema.org/FAQPage), where it shows less of them itself."""

import json
import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from interviewer.importing.manuscript import Record
from interviewer.importing.readers.records import RawRecord, finished_records

_FEWEST = 2
_MOST_SHOWN = 0.5
"""Of the questions, or of the length of their answers, where the page itself is the poorer source."""
_DEEPEST = 12


def faq_records(tree: LexborHTMLParser, shown: str) -> tuple[Record, ...]:
    """The questions with their accepted answers in the structured data of a page; none where the page shows them.

    shown: the text of the page.
    """
    pairs: dict[str, str] = {}
    for script in tree.css('script[type="application/ld+json"]'):
        try:
            value = json.loads(script.text() or "", strict=False)
        except (ValueError, RecursionError):
            continue
        pairs |= {question: answer for question, answer in _answered(value) if question and answer}
    if len(pairs) < _FEWEST:
        return ()
    text = _folded(shown)
    seen = sum(_folded(question) in text for question in pairs)
    if seen >= _MOST_SHOWN * len(pairs) and len(text) >= _MOST_SHOWN * sum(map(len, pairs.values())):
        return ()
    return finished_records([RawRecord(*pair, number) for number, pair in enumerate(pairs.items(), 1)])


def _answered(value: Any) -> Iterator[tuple[str, str]]:
    """Every question with its answer, wherever it stands in the data."""
    stack = [(value, 0)]
    while stack:
        part, depth = stack.pop()
        if isinstance(part, dict):
            answer = part.get("acceptedAnswer") or part.get("suggestedAnswer")
            answer = answer[0] if isinstance(answer, list) and answer else answer
            if part.get("@type") == "Question" and isinstance(answer, dict):
                asked, said = part.get("name") or part.get("text"), answer.get("text")
                if isinstance(asked, str) and isinstance(said, str):
                    yield asked.strip(), said.strip()
            part = list(part.values())
        if isinstance(part, list) and depth < _DEEPEST:
            stack += [(inner, depth + 1) for inner in reversed(part) if isinstance(inner, dict | list)]


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
