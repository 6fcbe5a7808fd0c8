"""What an import has in common: the same questions and like ones, among its documents and with the corpus."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from interviewer.importing.merging.drafts import Draft
from interviewer.importing.merging.duplicates import (
    Asked,
    By,
    Encode,
    NearPair,
    answer_key,
    asked_key,
    near_duplicates,
    points_elsewhere,
    question_key,
)
from interviewer.importing.recognised import Entry
from interviewer.importing.report import Duplicate, Side
from interviewer.models import Question

MOST_LISTED = 200
"""Near duplicates that are listed; the others are counted."""

_EXCERPT = 160
_STORED = {
    "exact": "They are stored once, with both sources.",
    "same question": "They are stored as one question with both answers.",
}
_PROPOSALS: dict[By, str] = {
    "both": "Most likely the same: keep one of the two.",
    "question": "If they ask the same, keep one question and put the other answer under '### Reference: SOURCE'.",
    "answer": "Their answers share most words: see which question they belong to.",
    "meaning": "If they ask the same, keep one question and put the other answer under '### Reference: SOURCE'.",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    duplicates: tuple[Duplicate, ...]
    near_omitted: int
    """Near duplicates beyond those listed."""


def compare(
    documents: Sequence[tuple[str, Sequence[Entry]]],
    names: Iterable[str],
    questions: Sequence[Question],
    encode: Encode | None = None,
) -> Comparison:
    """Exact and near duplicates of documents (path as given, entries), among each other and with a corpus.

    `names`: what the corpus calls these documents; answers that it has from nowhere else are no duplicates of them.
    """
    known = frozenset(names)
    items = [item for question in questions if (item := _of_corpus(question, known)) is not None]
    for file, entries in documents:
        items += [Asked(entry.question, entry.answer, entry.context, file, entry.line) for entry in entries]
    same = _same_questions(items)
    unique = {asked_key(item.question, item.context, item.answer): item for item in reversed(items)}
    near = near_duplicates(list(reversed(unique.values())), encode)
    listed = (*same, *(_near(pair) for pair in near[:MOST_LISTED]))
    return Comparison(listed, max(0, len(near) - MOST_LISTED))


def _of_corpus(question: Question, names: frozenset[str]) -> Asked | None:
    """A question of the corpus with an answer that did not come from these documents."""
    draft = Draft.of(question)
    for answer in draft.answers:
        if not answer.sources or any(_document(source) not in names for source in answer.sources):
            return Asked(question.text, answer.text, question.context, question.file, question.line, in_corpus=True)
    return None


def _document(label: str) -> str:
    """The document whose answer stands under a label: `notes.md (2)` is the second of `notes.md`."""
    name, bracket, number = label.rpartition(" (")
    return name if bracket and number.rstrip(")").isdecimal() else label


def _same_questions(items: Sequence[Asked]) -> list[Duplicate]:
    """Questions asked more than once, each beside the first with the same answer, else beside the first of all."""
    first: dict[tuple[str, str], Asked] = {}
    first_said: dict[tuple[str, str, str], Asked] = {}
    exact: list[Duplicate] = []
    others: list[Duplicate] = []
    for item in items:
        key, said = question_key(item.question, item.context), answer_key(item.answer)
        same = first_said.setdefault((*key, said), item)
        earlier = first.setdefault(key, item)
        if same is not item:
            exact.append(_stored("exact", same, item))
        elif earlier is not item and (key[1] or not points_elsewhere(item.question)):
            others.append(_stored("same question", earlier, item))
    return [*exact, *others]


def _stored(kind: Literal["exact", "same question"], first: Asked, second: Asked) -> Duplicate:
    return Duplicate(kind=kind, likeness=1.0, first=_side(first), second=_side(second), proposal=_STORED[kind])


def _near(pair: NearPair) -> Duplicate:
    proposal = _PROPOSALS[pair.by]
    return Duplicate(
        kind="near", likeness=pair.likeness, first=_side(pair.first), second=_side(pair.second), proposal=proposal
    )


def _side(item: Asked) -> Side:
    words = " ".join(item.answer.split())
    short = words if len(words) <= _EXCERPT else words[:_EXCERPT].rpartition(" ")[0] + " ..."
    return Side(file=item.file, line=item.line, question=item.question, answer=short, in_corpus=item.in_corpus)
