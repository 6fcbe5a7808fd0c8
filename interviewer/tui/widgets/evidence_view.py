"""What was said beside what the reference says, side by side, or one under the other on a narrow screen."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from interviewer.models import ConceptVerdict, Evidence, Grade, SentenceMatch
from interviewer.tui.plain import one_line, plain
from interviewer.tui.wording import RELATION_MARKS, STATUS_MARKS


class EvidencePair(Vertical):
    """A heading, and under it the candidate's words and the reference passage with its `file:line`."""

    def __init__(self, heading: Content, said: Content, evidence: Evidence | None) -> None:
        super().__init__()
        self._heading = heading
        self._said = said
        self._evidence = evidence

    def compose(self) -> ComposeResult:
        yield Static(self._heading, classes="evidence-heading")
        with Horizontal(classes="evidence-sides"):
            yield Static(self._said, classes="said")
            yield Static(_passage(self._evidence), classes="reference")


def concept_evidence(grade: Grade) -> Iterator[EvidencePair]:
    """A pair for every key concept that something speaks for: words of the answer or a passage."""
    for verdict in grade.concepts:
        if verdict.answer_span or verdict.evidence:
            yield EvidencePair(_concept(verdict), _said(verdict.answer_span), verdict.evidence)


def sentence_evidence(grade: Grade) -> Iterator[EvidencePair]:
    """A pair for every sentence of the answer, in order."""
    for match in grade.matches:
        yield EvidencePair(_similarity(match), _said(match.answer), match.evidence)


def related_passages(grade: Grade) -> Iterator[Static]:
    """Passages from elsewhere in the corpus that are worth reading."""
    for evidence in grade.related:
        yield Static(_passage(evidence), classes="related")


def _concept(verdict: ConceptVerdict) -> Content:
    mark = STATUS_MARKS[verdict.status]
    return Content.assemble(
        (f"{mark.sign} ", mark.style), one_line(verdict.name, "bold"), (f"  {mark.word}", mark.style)
    )


def _similarity(match: SentenceMatch) -> Content:
    similarity = (f"similarity {match.similarity:.2f}", "$foreground-muted")
    mark = RELATION_MARKS[match.relation]
    return (
        Content.assemble(similarity)
        if mark is None
        else Content.assemble((f"{mark.sign} {mark.word}", mark.style), "  ", similarity)
    )


def _said(span: str | None) -> Content:
    label = ("You  ", "$text-secondary")
    return Content.assemble(label, plain(f"“{span.strip()}”") if span else ("not said", "italic $foreground-muted"))


def _passage(evidence: Evidence | None) -> Content:
    if evidence is None:
        return Content.styled("no passage says it", "italic $foreground-muted")
    return Content.assemble(
        ("Reference  ", "$text-primary"),
        plain(evidence.text.strip()),
        "  ",
        one_line(evidence.citation, "$foreground-muted"),
    )
