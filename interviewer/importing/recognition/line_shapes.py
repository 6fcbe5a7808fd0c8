"""Questions that are lines: bold, numbered, items of lists, or only by their wording."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from interviewer.importing.recognition.judging import STRONG, Judge, Shape, mean_likeness
from interviewer.importing.recognition.outline import Outline
from interviewer.importing.recognition.sections import is_dashed_title
from interviewer.importing.recognition.sequence import main_sequence
from interviewer.importing.recognition.shapes import Candidate, end_of_block

_ROWS_EACH = 14
_LONGEST_TITLE = 80


def bold_shapes(outline: Outline, bold: Sequence[Candidate], judge: Judge) -> Iterator[Shape]:
    places: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in bold:
        places[
            " ".join(candidate.style.split()[:-2] if "number " in candidate.style else candidate.style.split()[:-1])
        ].append(candidate)
    for group in places.values():
        numbered = [c for c in group if c.parts]
        asking = [c for c in group if c.likeness >= 0.6 or c.label]
        if len(numbered) >= 2:
            tests = _body_test(outline, numbered), _section_test(outline, numbered)
            chain = main_sequence(numbered, *tests, cost=0.4)
            labelled = sum(c.label for c in chain) >= 0.5 * len(chain)
            loose = not labelled and mean_likeness(chain) >= 0.4
            extra = [c for c in asking if not c.parts and _between(c, chain)] if loose else []
            if len(extra) < 0.3 * len(chain):
                extra = []  # parts of answers that ask
            extra = [c for c in extra if c.likeness == 1 or _is_set_apart(outline, c)]
            markers = sorted({c.row: c for c in [*chain, *extra]}.values(), key=lambda c: c.row)
            explicit = sum(c.label for c in markers) >= 0.5 * len(markers)
            yield judge.shape("bold", "numbered bold lines", markers, floor=0.35, explicit=explicit)
        standing = [c for c in group if not c.question.rstrip("*_ ").endswith(":") or c.likeness >= STRONG]
        apart = [c for c in group if _is_set_apart(outline, c)]
        if apart and (first := [c for c in asking if c.row < apart[0].row]):
            apart.insert(0, first[-1])
        rows = {c.row for c in apart}
        if len(apart) > 2 and sum(c.row in rows for c in asking) >= 0.5 * len(apart):
            yield judge.shape("bold", "bold lines", apart)
        if asking and len(numbered) < 0.8 * len(group):
            precision = mean_likeness(standing) if standing else 0.0
            whole = len(asking) >= 0.7 * len(standing)
            yield judge.shape("bold", "bold lines", standing if whole else asking, precision=precision)


def _is_set_apart(outline: Outline, candidate: Candidate) -> bool:
    """Whether a line stands below a rule, a heading or the navigation that closes an entry."""
    for row in reversed(outline.rows[max(0, candidate.row - 6) : candidate.row]):
        if row.kind in {"rule", "heading"} or outline.dropped.get(row.index) == "navigation":
            return True
        if row.kind not in {"blank", "wrapper", "comment"}:
            return False
    return True


def numbered_shapes(outline: Outline, numbered: Sequence[Candidate], judge: Judge) -> Iterator[Shape]:
    for style, group in by_style(numbered).items():
        if _is_lazily_numbered(group):
            asking = [c for c in group if c.likeness >= 0.5]
            whole = len(asking) >= 0.85 * len(group)
            yield judge.shape("numbered", "numbered lines", group if whole else asking, precision=mean_likeness(group))
            continue
        explicit = style.startswith("Q")
        # A number behind the word "Question" is no list's, wherever the numbering restarts.
        markers = group if explicit else main_sequence(group, _body_test(outline, group), _section_test(outline, group))
        markers = _with_first_of_lists(outline, group, markers)
        if markers:
            yield judge.shape("numbered", "numbered lines", markers, floor=0.3, explicit=explicit)


def _with_first_of_lists(outline: Outline, group: Sequence[Candidate], markers: list[Candidate]) -> list[Candidate]:
    """Questions with the first ones below the title of a list (`Networks -`), whose second is among them."""
    places = {marker.row for marker in markers}
    first = [
        above
        for above, below in pairwise(group)
        if above.parts == (1,)
        and below.parts == (2,)
        and below.row in places
        and above.row not in places
        and is_dashed_title(outline, outline.previous_filled(above.row))
    ]
    return sorted([*markers, *first], key=lambda candidate: candidate.row) if first else markers


def _is_lazily_numbered(group: Sequence[Candidate]) -> bool:
    """Whether every item of a list bears the same number, which Markdown counts up by itself."""
    same = sum(above.parts == below.parts for above, below in pairwise(group))
    return len(group) > 2 and same >= 0.6 * (len(group) - 1)


def _between(candidate: Candidate, chain: Sequence[Candidate]) -> bool:
    return bool(chain) and chain[0].row < candidate.row


def _body_test(outline: Outline, group: Sequence[Candidate]) -> Callable[[Candidate], bool]:
    rows = {candidate.row for candidate in group}

    def has_body(candidate: Candidate) -> bool:
        below = outline.next_filled(candidate.last + 1)
        return bool(candidate.rest) or (below < len(outline.rows) and below not in rows)

    return has_body


def _section_test(outline: Outline, group: Sequence[Candidate]) -> Callable[[Candidate], bool]:
    rows = outline.rows
    before = {candidate.row: above.row for above, candidate in pairwise(group)}

    def level_above(candidate: Candidate) -> int:
        above = outline.previous_filled(candidate.row)
        return rows[above].level if above >= 0 and rows[above].kind == "heading" else 0

    asking = [candidate for candidate in group if candidate.likeness >= STRONG]
    levels = {level_above(candidate) for candidate in asking or group} - {0}

    def starts_section(candidate: Candidate) -> bool:
        """A heading right above, of a level that leads to questions, or a section's since the last numbered line.

        Above a line that asks, a title without the mark of a heading will do.
        """
        titled = candidate.likeness >= STRONG and _has_title_above(outline, candidate)
        dashed = is_dashed_title(outline, outline.previous_filled(candidate.row))
        if level_above(candidate) in levels or titled or dashed:
            return True
        heading = outline.next_heading(before.get(candidate.row, 0))
        while heading < candidate.row:
            if rows[heading].level <= 2 and not rows[heading].mark:
                return True
            heading = outline.next_heading(heading + 1)
        return False

    return starts_section


def _has_title_above(outline: Outline, candidate: Candidate) -> bool:
    """Whether the line above is short, stands alone and is no sentence and no label."""
    row = outline.rows[outline.previous_filled(candidate.row)]
    if row.index >= candidate.row or row.kind != "text" or len(row.body) > _LONGEST_TITLE:
        return False
    alone = row.index == 0 or outline.rows[row.index - 1].kind in {"blank", "rule"}
    return alone and row.plain[:1].isupper() and row.plain[-1:] not in ".?!:;,"


def bullet_shapes(bullets: Sequence[Candidate], judge: Judge) -> Iterator[Shape]:
    for group in by_style(bullets).values():
        asking = [c for c in group if c.likeness >= 0.6]
        whole = len(asking) >= 0.75 * len(group)
        yield judge.shape("bullet", "list items", group if whole else asking, precision=mean_likeness(group))


def loose_shapes(
    outline: Outline, lines: Sequence[Candidate], blocks: Sequence[Candidate], judge: Judge
) -> Iterator[Shape]:
    """Lines that only their wording marks, and first lines of blocks between rules.

    Where most lines that ask open such blocks, the rules are the better mark. Lines that ask are believed if they
    stand close enough to each other; a long text asks now and then without being a list of questions.
    """
    if blocks:
        yield judge.shape("block", "blocks between rules", blocks)
    bare = [c for c in lines if c.likeness == 1 or c.rest or len(c.question.split()) <= 25]
    starts = {block.row for block in blocks}
    if mean_likeness(blocks) >= 0.6 and sum(c.row in starts for c in bare) >= 0.7 * len(bare):
        return
    if len(bare) > 2 and sum(line.likeness == 1 for line in bare) >= 0.5 * len(bare):
        rows_each = outline.content(bare[0].row, len(outline.rows)) / len(bare)
        precision = min(1.0, _ROWS_EACH / max(1.0, rows_each)) * mean_likeness(bare)
        yield judge.shape("line", "lines that ask", bare, precision=precision)


def outer_blocks(outline: Outline, summaries: Sequence[Candidate]) -> list[Candidate]:
    """Collapsed blocks that are no part of another one's answer; a block that only holds others is a section."""
    kept: list[Candidate] = []
    for candidate in summaries:
        above = kept[-1] if kept else None
        if above is not None and candidate.row < end_of_block(outline.rows, above, len(outline.rows)):
            if above.rest or outline.content(above.last + 1, candidate.row):
                continue
            kept.pop()
        kept.append(candidate)
    return kept


def by_style(group: Sequence[Candidate]) -> dict[str, list[Candidate]]:
    styles: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in group:
        styles[candidate.style].append(candidate)
    return styles
