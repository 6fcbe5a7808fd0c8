"""Text that answers no question of its document: prose by its headings, or by its paragraphs where it has none."""

from collections.abc import Sequence

from interviewer.importing.manuscript import Dropped
from interviewer.importing.recognised import Excerpt, Heading
from interviewer.importing.recognition.boilerplate import link_share
from interviewer.importing.recognition.layout import to_markdown
from interviewer.importing.recognition.outline import Outline
from interviewer.importing.recognition.phrases import is_about_itself, is_apparatus, is_closing_remark
from interviewer.importing.recognition.rows import Row
from interviewer.importing.wording import plain_text, without_symbols

_SHORTEST = 80
"""Characters: less than a sentence or two is no passage."""


def headings_of(rows: Sequence[Row], skipped: set[int], titles: Sequence[int]) -> list[Heading]:
    """All headings but for the rows skipped, and the titles of sections that have no mark of a heading (level 2)."""
    also = set(titles)
    return [
        Heading(without_symbols(row.plain), row.level or 2, row.number)
        for row in rows
        if (row.kind == "heading" or row.index in also) and row.index not in skipped and row.plain
    ]


def prose_by_headings(outline: Outline) -> tuple[list[Excerpt], list[Dropped]]:
    """The text below each heading of a document without questions; apparatus and link lists are dropped."""
    rows = outline.rows
    passages: list[Excerpt] = []
    dropped: list[Dropped] = []
    stack: list[tuple[int, str]] = []
    start, title = 0, None
    bounds = [row for row in rows if row.kind == "heading" and not row.mark and row.index not in outline.dropped]
    for bound in [*bounds, None]:
        end = bound.index if bound else len(rows)
        block = rows[start:end]
        if title is not None and is_apparatus(title):
            dropped += [
                Dropped("references, licence and the like", row.text.strip(), row.number)
                for row in block
                if _counts(outline, row)
            ]
        else:
            section = stack[-2][1] if len(stack) > 1 else None
            kept, left = _whole(outline, block, title, section) if title else _paragraphs(outline, block, section)
            passages += kept
            dropped += left
        if bound:
            while stack and stack[-1][0] >= bound.level:
                stack.pop()
            title = without_symbols(bound.plain) or None
            stack.append((bound.level, title or ""))
            start = end + 1
    return passages, dropped


def loose_prose(
    outline: Outline, rows: Sequence[Row], section: str | None, reason: str
) -> tuple[list[Excerpt], list[Dropped]]:
    """What stands outside the questions of a document: paragraphs about the subject stay, remarks are dropped."""
    passages, dropped = _paragraphs(outline, rows, section)
    kept: list[Excerpt] = []
    for passage in passages:
        text = plain_text(passage.text)
        if is_about_itself(text) or is_closing_remark(text) or len(text) < 2 * _SHORTEST or _speaks_of_questions(text):
            dropped += [
                Dropped(reason, row.text.strip(), row.number)
                for row in rows
                if passage.line <= row.number <= passage.end and _counts(outline, row)
            ]
        else:
            kept.append(passage)
    return kept, dropped


def _speaks_of_questions(text: str) -> bool:
    folded = text.casefold()
    return any(
        word in folded for word in ("interview", "question", "repository", "pull request", "this list", "github")
    )


def _counts(outline: Outline, row: Row) -> bool:
    return row.index not in outline.dropped and row.kind not in {"blank", "comment"}


def _whole(
    outline: Outline, block: Sequence[Row], title: str, section: str | None
) -> tuple[list[Excerpt], list[Dropped]]:
    """All text below one heading as one passage."""
    filled = [row for row in block if _counts(outline, row) and row.kind not in {"rule", "wrapper"}]
    links = [row for row in filled if row.kind != "code" and link_share(row.body) >= 0.75]
    if filled and len(links) > 0.5 * len(filled):
        return [], [Dropped("link list", row.text.strip(), row.number) for row in filled]
    text = "\n".join(to_markdown(_trimmed([row for row in block if _kept(outline, row)])))
    if len(plain_text(text)) < _SHORTEST:
        return [], [Dropped("fragment", row.text.strip(), row.number) for row in filled]
    return [Excerpt(text, filled[0].number, filled[-1].number, section, title)], []


def _paragraphs(outline: Outline, block: Sequence[Row], section: str | None) -> tuple[list[Excerpt], list[Dropped]]:
    """Paragraphs, each with the list, code or table below it."""
    passages: list[Excerpt] = []
    kept = [row for row in block if _kept(outline, row)]
    remarks = _remarks_at_ends(kept)
    dropped = [Dropped("remark", row.text.strip(), row.number) for row in kept if row.index in remarks]
    for group in _groups([row for row in kept if row.index not in remarks]):
        filled = [row for row in group if row.kind != "blank"]
        text = "\n".join(to_markdown(_trimmed(group)))
        links = sum(link_share(row.body) >= 0.75 for row in filled if row.kind != "code")
        if len(plain_text(text)) < _SHORTEST or links > 0.5 * len(filled):
            reason = "link list" if links > 0.5 * len(filled) else "fragment"
            dropped += [Dropped(reason, row.text.strip(), row.number) for row in filled]
        else:
            passages.append(Excerpt(text, filled[0].number, filled[-1].number, section))
    return passages, dropped


def _remarks_at_ends(rows: Sequence[Row]) -> set[int]:
    """Lines among the first and the last ones that point elsewhere or take leave of the reader."""
    filled = [row for row in rows if row.kind == "text"]
    return {row.index for row in [*filled[:6], *filled[-6:]] if len(row.body) < 200 and is_closing_remark(row.plain)}


def _kept(outline: Outline, row: Row) -> bool:
    return (
        row.index not in outline.dropped
        and row.kind not in {"comment", "wrapper"}
        and not (row.kind == "rule" and row.body.startswith("<"))
    )


def _trimmed(rows: Sequence[Row]) -> list[Row]:
    start, end = 0, len(rows)
    while start < end and rows[start].kind in {"blank", "rule"}:
        start += 1
    while end > start and rows[end - 1].kind in {"blank", "rule"}:
        end -= 1
    return list(rows[start:end])


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows parted where a new paragraph begins that no colon, list or code announces."""
    groups: list[list[Row]] = []
    for row in rows:
        if row.kind == "blank":
            if groups:
                groups[-1].append(row)
            continue
        above = next((other for other in reversed(groups[-1]) if other.kind != "blank"), None) if groups else None
        gap = bool(groups) and groups[-1][-1].kind == "blank"
        new = above is None or (
            row.kind in {"text", "heading", "rule"}
            and row.indent < 2
            and not above.body.endswith((":", ","))
            and above.kind != "heading"
            and (above.kind in {"item", "code", "table", "rule"} or gap or above.body[-1:] in ".!?")
            and not (above.kind == "item" and not above.body)
            and (gap or not row.body[:1].islower())
            and row.body[:1] not in "$=)].,;"
        )
        if new:
            groups.append([])
        groups[-1].append(row)
    return groups
