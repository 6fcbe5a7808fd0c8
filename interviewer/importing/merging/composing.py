"""Merged documents as the text of corpus files: new ones whole, existing ones with only what changed replaced."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import yaml

from interviewer.corpus.bank import MAX_BYTES
from interviewer.corpus.lines import Edit, Source
from interviewer.corpus.outline import REFERENCE
from interviewer.corpus.problems import located
from interviewer.corpus.write import heading_line, metadata_line, same_content
from interviewer.errors import CorpusError, InterviewerError
from interviewer.importing.merging.drafts import Draft, PassageUnit
from interviewer.importing.merging.fragments import literal
from interviewer.importing.merging.merging import Merged
from interviewer.importing.merging.sheet import Sheet

_ROUNDS = 6
_BELOW = "## Next\n\n<!-- id: next-question-below -->\n\nText.\n"


@dataclass(slots=True)
class Page:
    """One corpus file in the making."""

    file: str
    """Relative to the corpus."""
    title: str
    topic: str
    before: Source | None
    """None for a new file."""
    merged: list[Merged]
    """The documents that have something new for it, or passages that they no longer have."""
    changed: list[Draft]
    """Questions that it has already, to be changed or taken out."""


def compose(page: Page) -> Source:
    """The new text of a corpus file.

    What would read back as something else is put between fences; where that does not help it is left as it was, or
    left out: see `Draft.unfit` and `Merged.unfit_passages`.

    Raises:
        CorpusError: the existing file cannot be read, or what stands in it already would be read differently.
        InterviewerError: it would be too large for a corpus file.
    """
    before = Sheet(page.before, page.file) if page.before is not None else None
    for _ in range(_ROUNDS):
        source = _composed(page, before)
        if len(source.text) > MAX_BYTES or len(source.encode()) > MAX_BYTES:
            message = f"The corpus file {page.file} would be larger than {MAX_BYTES // 1_000_000} MB."
            raise InterviewerError(message, "Split the document and import its parts.")
        if _reads_back(page, before, source):
            return source
    message = f"What is to be written to {page.file} does not read back."
    raise InterviewerError(message, "Import its documents one by one into a folder of their own.")


def _composed(page: Page, before: Sheet | None) -> Source:
    if page.before is None or before is None:
        front = {"title": page.title, "topic": page.topic}
        header = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=1_000_000)
        blocks = [f"---\n{header}---"]
        for merged in page.merged:
            blocks += _with_sections([item for item in items(merged) if item.is_new], None)
        return Source("\n\n".join(blocks) + "\n")
    # Of two insertions at one place the later goes above: a question comes below the references of the one above it.
    edits: list[Edit] = []
    for merged in page.merged:
        edits += _insertions(before, merged)
        edits += [edit for digest in merged.lost_passages if (edit := before.removal(digest)) is not None]
    for draft in page.changed:
        edits += before.edits_of(draft)
    after = page.before.edited(edits)
    text = after.text.rstrip("\r\n")
    ending = after.text[len(text) :]
    return replace(after, text=text + ending[: 2 if ending.startswith("\r\n") else 1]) if edits else after


# --- what a document brings -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Item:
    """A question or passage in a document's own corpus file."""

    line: int
    """In the document."""
    section: str | None
    key: str
    """The question's id, the passage's digest."""
    is_new: bool
    draft: Draft | None = None
    passage: PassageUnit | None = None
    source: str = ""

    @property
    def markdown(self) -> str:
        if self.draft is not None:
            return question_markdown(self.draft)
        assert self.passage is not None
        return passage_markdown(self.passage, self.source)


def items(merged: Merged) -> list[Item]:
    """Everything of a document that stands in its own file, old and new, in its order."""
    found: list[Item] = []
    for unit, draft, _ in merged.placed:
        is_mine = draft.before is not None or (draft.main is not None and draft.main.sources[:1] == [unit.label])
        if draft.file == merged.file and is_mine and not draft.removed:
            found.append(Item(unit.entry.line, unit.section, draft.id, draft.before is None, draft))
    for passage in merged.document.passages:
        if passage.digest not in merged.unfit_passages:
            is_new = passage.digest not in merged.known_passages
            shown = merged.literal_passages.get(passage.digest, passage)
            name = merged.document.name
            found.append(Item(passage.line, passage.section, shown.digest, is_new, passage=shown, source=name))
    return sorted(found, key=lambda item: item.line)


def question_markdown(draft: Draft) -> str:
    """A question with its answers as corpus Markdown."""
    marks = {"id": draft.id, "difficulty": draft.difficulty, "tags": ", ".join(draft.tags), "source": draft.source}
    parts = [heading_line("##", draft.text), metadata_line(marks)]
    if draft.main is not None:
        parts.append(draft.main.text)
    for answer in draft.references:
        parts += [heading_line("###", f"{REFERENCE}: {answer.label}"), answer.text]
    if draft.context is not None:
        parts += ["### Context", draft.context]
    return "\n\n".join(parts)


def passage_markdown(passage: PassageUnit, source: str) -> str:
    """A passage as corpus Markdown."""
    marks = {"kind": "passage", "source": source}
    return "\n\n".join((heading_line("##", passage.title), metadata_line(marks), passage.text))


def _with_sections(run: Sequence[Item], section: str | None) -> list[str]:
    """Blocks with a heading wherever another section begins."""
    blocks: list[str] = []
    for item in run:
        if item.section and item.section != section:
            blocks.append(heading_line("#", item.section))
        section = item.section
        blocks.append(item.markdown)
    return blocks


def _insertions(sheet: Sheet, merged: Merged) -> Iterator[Edit]:
    """What is new goes behind what stands before it in the document, else before what follows, else to the end."""
    run: list[Item] = []
    above: Item | None = None
    for item in [*items(merged), None]:
        if item is not None and item.is_new:
            run.append(item)
            continue
        if run:
            place = sheet.end_of(above.key) if above else None
            if place is None and item is not None:
                place = sheet.start_of(item.key)
            yield sheet.insertion(place, _with_sections(run, above.section if above else None))
            run = []
        if item is not None and sheet.end_of(item.key) is not None:
            above = item


# --- what reads back --------------------------------------------------------------------------------------------------


def _reads_back(page: Page, before: Sheet | None, source: Source) -> bool:
    """Whether all that is new or changed reads back; else what does not has been made simpler.

    Raises:
        CorpusError: what stands in the file already would be read differently.
    """
    try:
        after = Sheet(source, page.file)
    except CorpusError:  # something is never closed: what it is shows when each is read alone
        after = None
    new = [item for merged in page.merged for item in items(merged) if item.is_new]
    drafts = [item.draft for item in new if item.draft is not None]
    failing = [
        draft
        for draft in (*page.changed, *drafts)
        if not draft.removed and (after is None or not _is_there(draft, after))
    ]
    alone = [draft for draft in failing if not _stands_alone(draft)]
    for draft in alone or failing[:1]:
        draft.simplify()
    lost = [item for item in new if item.passage and (after is None or not after.holds_passage(item.key))]
    lost_alone = [item for item in lost if not _passage_stands_alone(item)]
    for merged in page.merged:
        _simplify_passages(merged, lost_alone or ([] if failing else lost))
    if failing or lost or after is None:
        return False
    if before is not None:
        _refuse_harm(page, before, after)
    return True


def _is_there(draft: Draft, sheet: Sheet) -> bool:
    question = sheet.questions.get(draft.id)
    return question is not None and Draft.of(question).state == draft.state


def _stands_alone(draft: Draft) -> bool:
    """Whether a question reads back, and another below it."""
    sheet = _sheet(question_markdown(draft))
    return sheet is not None and len(sheet.questions) == 2 and _is_there(draft, sheet)


def _passage_stands_alone(item: Item) -> bool:
    sheet = _sheet(item.markdown)
    return sheet is not None and len(sheet.questions) == 1 and sheet.holds_passage(item.key)


def _sheet(markdown: str) -> Sheet | None:
    try:
        return Sheet(Source(f"---\ntopic: any\n---\n\n{markdown}\n\n{_BELOW}"), "question.md")
    except CorpusError:
        return None


def _simplify_passages(merged: Merged, failing: Sequence[Item]) -> None:
    keys = {item.key for item in failing}
    for passage in merged.document.passages:
        shown = merged.literal_passages.get(passage.digest)
        if shown is None and passage.digest in keys:
            merged.literal_passages[passage.digest] = passage.with_text(literal(passage.text))
        elif shown is not None and shown.digest in keys:
            merged.unfit_passages.add(passage.digest)


def _refuse_harm(page: Page, before: Sheet, after: Sheet) -> None:
    touched = {draft.id for draft in page.changed}
    for question_id, question in before.questions.items():
        if question_id in touched:
            continue
        found = after.questions.get(question_id)
        if found is None or not same_content(question, found):
            message = f"The import would change how '{question.text}' is read."
            raise located(page.file, question.line, message, "Import into another folder.")
