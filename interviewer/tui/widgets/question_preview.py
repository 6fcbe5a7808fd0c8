"""A question as the corpus has it: what is asked, the reference, the key concepts, and where it stands."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from interviewer.models import Question
from interviewer.tui.findings import Finding, Spot
from interviewer.tui.plain import one_line, plain
from interviewer.tui.widgets.model_answer import ModelAnswer
from interviewer.tui.wording import count


class QuestionPreview(VerticalScroll, can_focus=True):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.practise", "Practise", show=False)]

    def show(self, finding: Finding | None) -> None:
        """Shows the finding from its beginning, or nothing."""
        self.run_worker(self._fill(finding), name="preview", group="preview", exclusive=True)

    async def _fill(self, finding: Finding | None) -> None:
        place = _place(finding)
        self.border_subtitle = one_line(place) if place else ""
        parts = [] if finding is None else list(_parts(finding))
        with self.app.batch_update():
            await self.remove_children()
            await self.mount_all(parts)
        self.scroll_home(animate=False)


def _place(finding: Finding | None) -> str:
    """`similarity 0.54 · training.md:12`."""
    stands = (finding.question or finding.spot) if finding else None
    if finding is None or stands is None:
        return ""
    place = f"{stands.file}:{stands.line}"
    return place if finding.similarity is None else f"similarity {finding.similarity:.2f} · {place}"


def _parts(finding: Finding) -> Iterator[Widget]:
    question = finding.question
    if question is None:
        if finding.spot is not None:
            yield Static(
                Content.styled("A passage that answers no question", "$foreground-muted"), classes="preview-part"
            )
            yield Static(plain(finding.spot.text), classes="preview-part")
        return
    yield Static(plain(question.text, "bold"), classes="question-text")
    about = dict.fromkeys([question.topic, question.difficulty or "", *question.tags, question.source or ""])
    facts = " · ".join(fact for fact in about if fact)
    yield Static(one_line(facts, "$foreground-muted"), classes="preview-part")
    if question.context:
        yield Static(plain(question.context), classes="code preview-part")
    if finding.spot is not None and finding.spot.place != "question":
        yield Static(_found(finding.spot), classes="preview-part found")
    yield ModelAnswer(question.references)
    yield Static(_concepts(question), classes="preview-part")
    if question.misconceptions:
        yield Static(_misconceptions(question), classes="preview-part")
    if question.follow_ups or question.hints:
        more = [count(len(question.follow_ups), "follow-up question")] if question.follow_ups else []
        more += [count(len(question.hints), "hint")] if question.hints else []
        yield Static(Content.styled(", ".join(more), "$foreground-muted"), classes="preview-part")


def _found(spot: Spot) -> Content:
    return Content.assemble(
        (f"Found in a {spot.place}  ", "$text-accent"),
        one_line(spot.text),
        "  ",
        one_line(f"{spot.file}:{spot.line}", "$foreground-muted"),
    )


def _concepts(question: Question) -> Content:
    lines = [Content.styled("Key concepts", "bold")]
    if not question.concepts:
        lines.append(
            Content.styled("None are written down: grading draws them from the reference.", "$foreground-muted")
        )
    for concept in question.concepts:
        aliases = f"({'; '.join(concept.aliases)})" if concept.aliases else ""
        lines.append(
            Content.assemble(
                ("• ", "$text-accent"),
                one_line(concept.name),
                (f"  {concept.importance}  ", "$foreground-muted"),
                one_line(aliases, "$foreground-muted"),
            )
        )
    return Content("\n").join(lines)


def _misconceptions(question: Question) -> Content:
    lines = [Content.styled("Misconceptions", "bold")]
    for item in question.misconceptions:
        lines.append(
            Content.assemble(
                ("✗ ", "$text-error"), one_line(item.claim), "  ", one_line(f"→ {item.correction}", "$foreground-muted")
            )
        )
    return Content("\n").join(lines)
