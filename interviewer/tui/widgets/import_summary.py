"""What an import amounts to: what it would do to the corpus, what was not read, what is there twice."""

from collections.abc import Iterable, Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from interviewer.importing.report import Change, Duplicate, Failure, ImportReport, Side
from interviewer.importing.report_text import SHAPES, change_words, side_words
from interviewer.tui.plain import one_line, plain
from interviewer.tui.widgets.import_document import excerpt, lines_of
from interviewer.tui.widgets.section import Section
from interviewer.tui.wording import count

_MOST_PAIRS = 20
_SIDE_CHARACTERS = 400


class DuplicatePair(Vertical):
    """Two questions that are alike, side by side, and what is proposed."""

    def __init__(self, pair: Duplicate) -> None:
        super().__init__()
        self._pair = pair

    def compose(self) -> ComposeResult:
        pair = self._pair
        alike = (f"alike {pair.likeness:.2f}  ", "$text-primary") if pair.kind == "near" else ("", "")
        yield Static(Content.assemble(alike, one_line(pair.proposal)), classes="evidence-heading")
        with Horizontal(classes="evidence-sides"):
            yield Static(_side(pair.first), classes="said")
            yield Static(_side(pair.second), classes="reference")


def summary_parts(report: ImportReport, *, pairs_open: bool) -> Iterator[Widget]:
    """The whole import, long parts in sections; `pairs_open`: that of what is nearly the same is open."""
    yield Static(_headline(report), classes="import-part")
    for note in report.notes:
        yield Static(Content.assemble(("! ", "bold $text-warning"), plain(note)), classes="import-part")
    if report.failures:
        title = f"Not read ({len(report.failures)})"
        yield Section(title, lambda: [Static(lines_of(report.failures, _failure))], collapsed=False)
    yield from _pairs(report, near_open=pairs_open)
    left = [change for change in report.changes if change.kind in ("kept", "left out", "removed")]
    if left:
        title = f"Left as it is, or taken out ({len(left)})"
        yield Section(title, lambda: [Static(lines_of(left, _change))], collapsed=True)


def _headline(report: ImportReport) -> Content:
    entries = sum(document.entries for document in report.documents)
    passages = sum(len(document.passages) for document in report.documents)
    if not report.documents:
        return Content.styled("There is no document to import.", "bold $text-warning")
    if not report.found:
        return Content.assemble(
            ("Nothing to import was found.", "bold $text-warning"),
            "\n",
            (f"What is recognised: {SHAPES}.", "$foreground-muted"),
        )
    found = f"{count(entries, 'question')} with answers" + (f", {count(passages, 'passage')}" if passages else "")
    where = f" in {count(len(report.documents), 'document')}"
    if not report.files:
        return Content.assemble(
            (found, "bold"), where, "\n", "The corpus has all of it already: nothing is to be written."
        )
    return Content.assemble(
        (found, "bold"),
        where,
        "\n",
        f"Accepting writes {count(len(report.files), 'corpus file')}: {change_words(report)}. ",
        "The index is then rebuilt.\n",
        one_line(report.output, "$foreground-muted"),
    )


def _pairs(report: ImportReport, *, near_open: bool) -> Iterator[Widget]:
    near = [pair for pair in report.duplicates if pair.kind == "near"]
    same = [pair for pair in report.duplicates if pair.kind != "near"]
    if near:
        more = len(near) + report.near_omitted - min(len(near), _MOST_PAIRS)
        title = f"Nearly the same, kept apart ({len(near) + report.near_omitted})"
        yield Section(title, lambda: _shown(near, more), collapsed=not near_open, id="near-pairs")
    if same:
        title = f"Asked twice, merged ({len(same)})"
        yield Section(title, lambda: _shown(same, max(0, len(same) - _MOST_PAIRS)), collapsed=True, id="same-pairs")


def _shown(pairs: Sequence[Duplicate], more: int) -> Iterable[Widget]:
    yield from (DuplicatePair(pair) for pair in pairs[:_MOST_PAIRS])
    if more:
        yield Static(
            Content.styled(f"and {more} more, in the report that is written beside the files", "$foreground-muted")
        )


def _side(side: Side) -> Content:
    return Content.assemble(
        one_line(side.question, "bold"),
        "\n",
        one_line(excerpt(side.answer, _SIDE_CHARACTERS)),
        "  ",
        one_line(side_words(side), "$foreground-muted"),
    )


def _failure(failure: Failure) -> Content:
    return Content.assemble(("✗ ", "$text-error"), one_line(f"{failure.message} {failure.hint}"))


def _change(change: Change) -> Content:
    return Content.assemble(
        (f"{change.kind}  ", "$text-accent"),
        one_line(excerpt(change.question)),
        "  ",
        one_line(change.reason, "$foreground-muted"),
    )
