"""The account of a score: every line with its points; they add up to the score."""

from collections.abc import Iterator

from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from interviewer.models import Grade, LedgerLine
from interviewer.tui.plain import one_line
from interviewer.tui.wording import signed_points


def ledger_lines(grade: Grade) -> Iterator[Horizontal]:
    """A row for every line of the account, and the total under them."""
    for line in grade.ledger:
        yield Horizontal(
            Static(Content.styled(signed_points(line.points), _tone(line)), classes="ledger-points"),
            Static(Content.assemble(one_line(line.label), "  ", one_line(line.detail, "$foreground-muted"))),
            classes="ledger-line",
        )
    total = sum(line.points for line in grade.ledger)
    yield Horizontal(
        Static(Content.styled(f"{total:.1f}", "bold"), classes="ledger-points"),
        Static(Content.styled("score", "bold")),
        classes="ledger-line total",
    )


def _tone(line: LedgerLine) -> str:
    return "$text-success" if line.points >= 0.05 else "$text-error" if line.points <= -0.05 else "$foreground-muted"
