"""A grade: the score and its range, what to do about it, every key concept, and the evidence on both sides."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from interviewer.models import Grade
from interviewer.tui.plain import plain
from interviewer.tui.widgets.concept_list import ConceptList
from interviewer.tui.widgets.evidence_view import concept_evidence, related_passages, sentence_evidence
from interviewer.tui.widgets.ledger_view import ledger_lines
from interviewer.tui.widgets.score_bar import ScoreBar
from interviewer.tui.widgets.score_headline import headline, remarks
from interviewer.tui.widgets.section import Section
from interviewer.tui.wording import count, number


class GradeCard(Vertical):
    """Everything a grade says, the long parts in sections that open and close."""

    def __init__(self, grade: Grade) -> None:
        super().__init__(classes=f"card band-{grade.band}")
        self._grade = grade
        self.border_title = "Grade"

    def compose(self) -> ComposeResult:
        grade = self._grade
        yield Static(headline(grade), classes="headline")
        yield ScoreBar(grade)
        if grade.abstained or grade.flags:
            yield Static(remarks(grade), classes="remarks")
        yield Static(plain(grade.feedback), classes="feedback")
        if grade.addition:
            yield Static(
                Content.assemble(("Would gain most  ", "bold $text-accent"), plain(grade.addition)), classes="addition"
            )
        if grade.concepts:
            yield Static(_concepts_heading(grade), classes="part-heading")
            yield ConceptList(grade.concepts)
        yield from self._sections()

    def _sections(self) -> Iterable[Widget]:
        grade = self._grade
        if any(verdict.answer_span or verdict.evidence for verdict in grade.concepts):
            yield Section("Evidence", lambda: concept_evidence(grade), collapsed=False, id="evidence")
        if grade.matches:
            title = f"Sentence by sentence ({len(grade.matches)})"
            yield Section(title, lambda: sentence_evidence(grade), collapsed=True, id="sentences")
        title = f"How {number(grade.score)} comes about ({count(len(grade.ledger), 'line')})"
        yield Section(title, lambda: ledger_lines(grade), collapsed=True, id="ledger")
        if grade.related:
            yield Section(
                f"Read on ({len(grade.related)})", lambda: related_passages(grade), collapsed=True, id="related"
            )

    def toggle(self, section: str) -> None:
        """Opens or closes the section with this id, if the grade has it."""
        for part in self.query(f"#{section}").results(Section):
            part.collapsed = not part.collapsed


def _concepts_heading(grade: Grade) -> Content:
    covered = sum(verdict.status == "covered" for verdict in grade.concepts)
    drawn = "  drawn from the reference text" if any(verdict.extracted for verdict in grade.concepts) else ""
    return Content.assemble(
        ("Key concepts", "bold"), (f"  {covered} of {len(grade.concepts)} covered{drawn}", "$foreground-muted")
    )
