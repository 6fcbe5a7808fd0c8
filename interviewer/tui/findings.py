"""What the corpus browser lists: all questions by topic, or what a query found by words and by meaning."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from interviewer.corpus.bank import Bank
from interviewer.corpus.search import Match, Place
from interviewer.models import Question
from interviewer.worker import NearPassage

NEAR = 0.25
"""Cosine from which a passage is worth showing: texts on different subjects mostly stay below."""
_WELL_FOUND = 60.0
"""Score (0 to 100) of the best match by words below which what is sought stands nowhere in these words."""
_FEW = 5
"""Matches by words that are then shown, so that they do not hide what is near in meaning."""
_WORTH_SHOWING = 0.5
"""Share of the best score from which a match by words is shown: below it only common words were found."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in the corpus something was found."""

    place: Place
    text: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A question, or a passage that answers none."""

    question: Question | None
    spot: Spot | None
    """None when nothing was searched for."""
    similarity: float | None = None
    """Cosine of query and nearest passage; None when that is not known."""

    @property
    def key(self) -> str:
        """Tells it from all others."""
        if self.question is not None:
            return self.question.id
        return f"{self.spot.file}:{self.spot.line}" if self.spot else ""

    @property
    def label(self) -> str:
        return self.question.text if self.question else self.spot.text if self.spot else ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Stands above a group."""

    title: str
    aside: str = ""


Row = Heading | Finding


def by_topic(bank: Bank) -> list[Row]:
    """Every question under its topic."""
    groups: dict[str, list[Row]] = {topic.topic: [] for topic in bank.topics()}
    for question in bank.questions:
        groups[question.topic].append(Finding(question, None))
    rows: list[Row] = []
    for topic in bank.topics():
        rows += [Heading(topic.title, str(topic.questions)), *groups[topic.topic]]
    return rows


def by_words(matches: Sequence[Match]) -> list[Finding]:
    """The matches that come near the best one, in order; few where even that holds only a part of what is sought."""
    best = matches[0].score if matches else 0.0
    return [
        Finding(match.question, Spot(match.place, match.text, match.file, match.line))
        for match in (matches if best >= _WELL_FOUND else matches[:_FEW])
        if match.score >= _WORTH_SHOWING * best
    ]


def by_meaning(
    near: Iterable[NearPassage], bank: Bank, known: Sequence[Finding]
) -> tuple[list[Finding], list[Finding]]:
    """What was known by words, now with its similarity, and what else is near, the nearest first.

    Each question stands there once, with its nearest passage.
    """
    nearest: dict[str, Finding] = {}
    for item in near:
        passage = item.passage
        question = bank.question(passage.question_id) if passage.question_id else None
        spot = Spot("passage", passage.text, passage.file, passage.line)
        finding = Finding(question, spot, item.similarity)
        nearest.setdefault(finding.key, finding)
    measured = [
        replace(finding, similarity=nearest.pop(finding.key).similarity) if finding.key in nearest else finding
        for finding in known
    ]
    return measured, [finding for finding in nearest.values() if (finding.similarity or 0.0) >= NEAR]
