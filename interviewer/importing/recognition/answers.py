"""What belongs to an answer: labels, collapsed blocks, link lists, follow-ups and marks of the layout taken off."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from interviewer.importing.difficulty import is_difficulty_line, of_line
from interviewer.importing.manuscript import Dropped
from interviewer.importing.recognition.boilerplate import has_link, link_share, text_outside_links
from interviewer.importing.recognition.layout import to_markdown, without_layout
from interviewer.importing.recognition.margins import without_margins
from interviewer.importing.recognition.numbering import closed_emphasis
from interviewer.importing.recognition.options import is_option, named_option
from interviewer.importing.recognition.outline import Outline
from interviewer.importing.recognition.phrases import is_placeholder, metadata, names_notes
from interviewer.importing.recognition.rows import Row
from interviewer.importing.wording import IMAGE, TAG, plain_text, question_likeness
from interviewer.models import Difficulty

_ASKS_ON = 0.6
_TAG_AS_CODE = re.compile(r"`[^`\n]*<\w[^`\n]*>[^`\n]*`")


@dataclass(slots=True)
class AnswerText:
    """An answer in the making."""

    answer: str = ""
    context: str | None = None
    missing: str | None = None
    """Why there is no answer: "placeholder", "only links"; None if there is one."""
    difficulty: Difficulty | None = None
    tags: tuple[str, ...] = ()
    dropped: list[Dropped] = field(default_factory=list)


def read_answer(
    outline: Outline, rows: Sequence[Row], rest: str, *, labelled: bool, listing: bool, lettered: bool = False
) -> AnswerText:
    """The answer in the rows below a question.

    rest: what stands of it on the line of the question. labelled: whether most answers of the document have a label,
    so that what stands above it belongs to the question. listing: whether the questions are items of lists, where
    nested items that ask are further questions. lettered: whether a list with letters may be an answer.
    """
    result = AnswerText()
    kept = [row for row in rows if row.index not in outline.dropped and row.kind != "comment"]
    kept = _without_metadata(kept, result)
    context, kept, first = _at_label(outline, kept, rest, labelled, result)
    kept = without_margins(kept, result.dropped)
    kept = without_layout(kept, result.dropped)
    pictures = any(IMAGE.search(row.text) for row in kept) or any(
        outline.dropped.get(row.index) in {"picture", "badge"} for row in rows
    )
    lines = ([first] if first else []) + to_markdown(kept)
    answer = "\n".join(lines).strip("\n")
    if context:
        result.context = "\n".join(to_markdown(without_layout(context, result.dropped))).strip("\n") or None
    if result.context is None and not first:
        options, after = _leading_options(kept)
        chosen = [row for row in options if re.match(r"^\s*\[[xX✓✔]\]", row.body)]
        if options and chosen:
            result.context = "\n".join(to_markdown([_unchecked(row) for row in options])).strip("\n")
            explanation = "\n".join(to_markdown(after)).strip("\n")
            texts = [re.sub(r"^\s*\[[xX✓✔]\]\s*", "", row.body) for row in chosen]
            answer = "\n".join([*texts, *(["", explanation] if explanation else [])])
        elif options and not lettered and not any(outline.is_content(row) for row in after):
            result.context = "\n".join(to_markdown(options)).strip("\n")
            answer = ""
            result.missing = "only options"
    answer = named_option(answer, result.context)
    result.answer = answer
    if result.missing is None:
        result.missing = why_missing(answer, pictures=pictures) or _why_no_text(kept, first, listing)
    if result.missing is None and not first and _ends_in_placeholder(kept):
        result.missing = "placeholder"
    return result


def _without_metadata(rows: list[Row], result: AnswerText) -> list[Row]:
    """Rows without the lines at the beginning and the end that only say how hard the question is, or tag it."""
    filled = [row for row in rows if row.kind not in {"blank", "rule"}]
    at_ends = {row.index for row in [*filled[:4], *filled[-2:]]}
    kept: list[Row] = []
    for row in rows:
        if row.index in at_ends and row.kind in {"text", "item"} and len(row.body) <= 160:
            if is_difficulty_line(row.body):
                result.difficulty = result.difficulty or of_line(row.body)
                result.dropped.append(Dropped("difficulty", row.text.strip(), row.number))
                continue
            found = metadata(row.body)
            if found and len(filled) > 1 and not row.body.rstrip().endswith((".", ":")):
                name, value = found
                if name.startswith(("tag", "keyword", "topic")):
                    parts = re.split(r"[,;|#]", plain_text(value))
                    result.tags = tuple(tag for part in parts if (tag := part.strip(" `*._")))[:12]
                result.dropped.append(Dropped("tags", row.text.strip(), row.number))
                continue
        kept.append(row)
    return kept


def _at_label(
    outline: Outline, rows: list[Row], rest: str, labelled: bool, result: AnswerText
) -> tuple[list[Row], list[Row], str]:
    """What stands above the answer label, what stands below it, and the words of the answer on its own line."""
    if rest:
        return [], rows, rest
    places = [place for place, row in enumerate(rows) if row.index in outline.labels]
    if not places:
        return [], rows, ""
    # A hint may stand before the answer, in a block of its own.
    position = next((place for place in places if not _names_hint(rows[place])), places[0])
    above = rows[: places[0]]
    filled = [row for row in above if outline.is_content(row)]
    if filled and not labelled and not _is_context(filled):
        return [], rows, ""
    result.dropped += [
        Dropped("notes on the question", row.text.strip(), row.number)
        for row in rows[places[0] : position]
        if row.kind != "blank"
    ]
    if filled and not _is_context(filled) and names_notes(plain_text(filled[0].body)):
        result.dropped += [
            Dropped("notes on the question", row.text.strip(), row.number) for row in above if row.kind != "blank"
        ]
        filled = []
    label = outline.labels[rows[position].index]
    below = rows[position + 1 :]
    first = closed_emphasis(label.rest)
    # A second label directly below says the same once more: a collapsed "Answer" with a heading "Answer: B" inside.
    for place, row in enumerate(below):
        if row.kind in {"blank", "wrapper", "rule"} and not first:
            continue
        if row.index in outline.labels and not first:
            return (above if filled else []), below[place + 1 :], closed_emphasis(outline.labels[row.index].rest)
        break
    return (above if filled else []), below, first


def _names_hint(row: Row) -> bool:
    return bool(re.fullmatch(r"\W*(?:\w+ )?(?:hints?|clues?)\W*", plain_text(row.body), re.IGNORECASE))


def _is_context(rows: Sequence[Row]) -> bool:
    """Whether rows are only code, data or options: something asked about."""
    return all(row.kind in {"code", "table"} or is_option(row.body) or IMAGE.search(row.body) for row in rows)


def _leading_options(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    options: list[Row] = []
    for place, row in enumerate(rows):
        if row.kind in {"blank", "wrapper"}:
            continue
        if (row.kind == "code" and (not options or row.indent > 0)) or is_option(row.body):
            options.append(row)
        else:
            return (options, list(rows[place:])) if _enough(options) else ([], list(rows))
    return (options, []) if _enough(options) else ([], list(rows))


def _enough(options: Sequence[Row]) -> bool:
    return sum(is_option(row.body) for row in options if row.kind != "code") >= 2


def _unchecked(row: Row) -> Row:
    return Row(
        row.index, row.number, re.sub(r"\[[ xX✓✔]\]\s*", "", row.text), row.kind, row.indent, row.body, mark=row.mark
    )


def why_missing(answer: str, *, pictures: bool = False) -> str | None:
    """Why a text is no answer; None if it may be one."""
    plain = plain_text(TAG.sub(" ", answer))
    letters = re.sub(r"[\W_]+", " ", plain).strip()
    if not letters:
        names_tag = _TAG_AS_CODE.search(answer) is not None
        if not names_tag and (IMAGE.search(answer) or pictures):
            return "only a picture"
        if names_tag or re.search(r"[=<>+^|&%$]", answer):
            return None  # signs only, as in an answer of code
        return "placeholder" if answer.strip() else "no answer"
    if is_placeholder(letters):
        return "placeholder"
    if has_link(answer) and "```" not in answer:
        # A few words that only introduce a link ("See here") are no answer either.
        outside = re.sub(r"[\W_]+", "", text_outside_links(answer))
        if len(outside) <= 22 and link_share(answer) >= 0.6:
            return "only links"
    return None


def _ends_in_placeholder(rows: Sequence[Row]) -> bool:
    """Whether the last paragraph only says that there will be an answer, and all above it asks on."""
    content = [row for row in rows if row.kind in {"text", "item", "code", "table"} and row.body]
    if len(content) < 2 or content[-1].kind != "text" or _above(rows, content[-1]).kind != "blank":
        return False
    words = re.sub(r"[\W_]+", " ", content[-1].plain).strip()
    return is_placeholder(words) and all(question_likeness(row.plain) >= _ASKS_ON for row in content[:-1])


def _above(rows: Sequence[Row], row: Row) -> Row:
    place = next(place for place, other in enumerate(rows) if other.index == row.index)
    return rows[max(0, place - 1)]


def _why_no_text(kept: Sequence[Row], first: str, listing: bool) -> str | None:
    content = [row for row in kept if row.kind in {"text", "item", "heading", "code", "table"} and row.body]
    if first or not content:
        return None
    if all(row.kind == "heading" for row in content):
        return "no answer"
    if listing and all(row.kind == "item" and question_likeness(row.plain) >= 0.8 for row in content):
        return "only further questions"
    return None
