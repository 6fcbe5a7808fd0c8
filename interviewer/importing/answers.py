"""What belongs to an answer: labels, collapsed blocks, link lists, follow-ups and marks of the layout taken off."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from interviewer.importing.boilerplate import has_link, link_share, text_outside_links
from interviewer.importing.difficulty import is_difficulty_line, of_line
from interviewer.importing.manuscript import Dropped
from interviewer.importing.numbering import closed_emphasis
from interviewer.importing.options import is_option, named_option
from interviewer.importing.outline import Outline
from interviewer.importing.rows import Row
from interviewer.importing.wording import IMAGE, TAG, plain_text, question_likeness
from interviewer.models import Difficulty

_RESOURCES = re.compile(
    r"^\W*(?:(?:useful|additional|external|helpful|more|other|related|good|recommended|official|learning|online|some|for|extra)\s+)*"
    r"(?:resources?|links?|references?|refs?|sources?|(?:further|additional) reading|read(?:ing)?(?: more| further| also)?|see also|see more"
    r"|learn more|more info(?:rmation)?|related(?: \w+)?|bibliography|citations?|credits?|articles?|documentation|docs|materials?)\W*$",
    re.IGNORECASE,
)
_RESOURCE_LINE = re.compile(
    r"^\W*(?:useful |additional |more |official )?(?:resources?|links?|references?|refs?\.?|sources?|read more|see(?: also| more)?|learn more"
    r"|more info\w*|further reading|credits?|image source|docs|documentation|via|from)\b\W{0,8}[:\-–—]",
    re.IGNORECASE,
)
_FOLLOW_UPS = re.compile(
    r"^\W*(?:(?:possible|common|potential|likely|typical|interviewer'?s?|sample)\s+)*(?:follow[\s-]*ups?(?:\s+questions?)?|related questions?"
    r"|questions? to follow up|bonus questions?)(?:\s*\([^()]*\))?\W*$",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"^\W*(?:(?:a|an|the|common|typical)\s+)*(?:wrong|incorrect|bad|poor|weak|false|naive)\s+(?:sample\s+|example\s+)?(?:answers?|responses?|reply)\b.{0,30}$",
    re.IGNORECASE,
)
_LABEL_LINE = re.compile(r"^\s*(?:#{1,6}\s|(?:\*{2,3}|__)[^*_]+(?:\*{2,3}|__)\s*:?\s*(?:\([^()]*\))?:?\s*$|<summary)|^[^.?!]{3,60}:\s*$")
_NOTE_LABEL = re.compile(
    r"^\W*(?:\w+ )?(?:tips?|hints?|advice|why (?:this|it|they|asked|we ask|interviewers?)|what (?:they|interviewers?|the interviewer)|purpose|intent"
    r"|how to (?:answer|prepare|approach)|structure|approach|framework|goal|guidance|notes?|key points?|what to (?:say|cover|include))\b.{0,40}$",
    re.IGNORECASE,
)
_META = re.compile(
    r"^\W*(?P<name>tags?|topics?|keywords?|categor(?:y|ies)|compan(?:y|ies)|asked (?:in|at|by)|frequency|importance|time|points|marks|type)\b[*_`]*\s*[:=]+[*_`]*\s*(?P<value>.{1,120})$",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"^(?:(?:please |pls )?(?:add|write|insert|fill in|put|type|enter|provide|give|submit|place)(?: in)?(?: your| an?| the| my)?(?: own)? (?:answers?|solution|text|response)"
    r"(?: here| below)?|(?:your |my |the |an? |some )?(?:answers?|solution|response|text)(?: is| are| goes| will be| to be| go)?"
    r"(?: here| tbd| todo| pending| missing| needed| required| wanted| soon| unavailable| added later| coming(?: soon)?| to be (?:added|written|done)"
    r"| (?:added|updated|written|provided|posted) (?:soon|later))+|(?:answers? )?(?:is |are |will be )?coming (?:soon|later|shortly)(?: enough)?|(?:will|to) be (?:completed|added|done|written|answered|updated|filled"
    r"|provided|continued|determined|discussed)(?: in| soon| later)*|to ?do(?: later)?|tb[dac]|wip|work in progress|in progress|pending|n ?a|none|nil|not? answer(?:ed)?"
    r"(?: yet| available| given| provided| here)*|not (?:yet )?(?:answered|available|done|written)(?: yet)?|unanswered|needs? (?:an )?answers?|answer me|under construction|help wanted"
    r"|contributions? (?:welcome|needed)|lorem ipsum.*|x{2,}|empty|blank|placeholder|fixme|q|a|ans|answers?|soon)$",
    re.IGNORECASE,
)


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


def read_answer(outline: Outline, rows: Sequence[Row], rest: str, *, labelled: bool, listing: bool) -> AnswerText:
    """The answer in the rows below a question.

    rest: what stands of it on the line of the question. labelled: whether most answers of the document have a label,
    so that what stands above it belongs to the question. listing: whether the questions are items of lists, where
    nested items that ask are further questions.
    """
    result = AnswerText()
    kept = [row for row in rows if row.index not in outline.dropped and row.kind != "comment"]
    kept = _without_metadata(kept, result)
    context, kept, first = _at_label(outline, kept, rest, labelled, result)
    kept = _without_blocks(kept, result)
    kept = _without_layout(kept, result)
    pictures = any(IMAGE.search(row.text) for row in kept) or any(
        outline.dropped.get(row.index) in {"picture", "badge"} for row in rows
    )
    lines = ([first] if first else []) + to_markdown(kept)
    answer = "\n".join(lines).strip("\n")
    if context:
        result.context = "\n".join(to_markdown(_without_layout(context, result))).strip("\n") or None
    if result.context is None and not first:
        options, after = _leading_options(kept)
        chosen = [row for row in options if re.match(r"^\s*\[[xX✓✔]\]", row.body)]
        if options and chosen:
            result.context = "\n".join(to_markdown([_unchecked(row) for row in options])).strip("\n")
            explanation = "\n".join(to_markdown(after)).strip("\n")
            texts = [re.sub(r"^\s*\[[xX✓✔]\]\s*", "", row.body) for row in chosen]
            answer = "\n".join([*texts, *(["", explanation] if explanation else [])])
        elif options and not any(outline.is_content(row) for row in after):
            result.context = "\n".join(to_markdown(options)).strip("\n")
            answer = ""
            result.missing = "only options"
    answer = named_option(answer, result.context)
    result.answer = answer
    if result.missing is None:
        result.missing = why_missing(answer, pictures=pictures) or _why_no_text(kept, first, listing)
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
            meta = _META.match(row.body)
            if meta and (len(filled) > 1) and not row.body.rstrip().endswith((".", ":")):
                if meta["name"].casefold().startswith(("tag", "keyword", "topic")):
                    result.tags = tuple(
                        tag for part in re.split(r"[,;|#]", plain_text(meta["value"])) if (tag := part.strip(" `*._"))
                    )[:12]
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
    position = next((place for place, row in enumerate(rows) if row.index in outline.labels), None)
    if position is None:
        return [], rows, ""
    above = rows[:position]
    filled = [row for row in above if outline.is_content(row)]
    if filled and not labelled and not _is_context(filled):
        return [], rows, ""
    if filled and not _is_context(filled) and _NOTE_LABEL.match(plain_text(filled[0].body)):
        result.dropped += [Dropped("notes on the question", row.text.strip(), row.number) for row in above if row.kind != "blank"]
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


def _is_context(rows: Sequence[Row]) -> bool:
    """Whether rows are only code, data or options: something asked about."""
    return all(row.kind in {"code", "table"} or is_option(row.body) or IMAGE.search(row.body) for row in rows)


def _leading_options(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    options: list[Row] = []
    for place, row in enumerate(rows):
        if row.kind in {"blank", "wrapper"}:
            continue
        if row.kind == "code" and (not options or row.indent > 0):
            options.append(row)
        elif is_option(row.body):
            options.append(row)
        else:
            return (options, list(rows[place:])) if _enough(options) else ([], list(rows))
    return (options, []) if _enough(options) else ([], list(rows))


def _enough(options: Sequence[Row]) -> bool:
    return sum(is_option(row.body) for row in options if row.kind != "code") >= 2


def _unchecked(row: Row) -> Row:
    return Row(row.index, row.number, re.sub(r"\[[ xX✓✔]\]\s*", "", row.text), row.kind, row.indent, row.body, mark=row.mark)


def _without_blocks(rows: list[Row], result: AnswerText) -> list[Row]:
    """Rows without lists of links, follow-up questions and wrong answers, each dropped with its reason."""
    kept: list[Row] = []
    place = 0
    while place < len(rows):
        row = rows[place]
        plain = plain_text(row.body) if row.kind in {"text", "heading", "item"} and len(row.body) < 300 else ""
        end, reason = place, ""
        if plain and _RESOURCES.match(plain):
            end = _end_of_links(rows, place + 1)
            reason = "link list"
        elif plain and _RESOURCE_LINE.match(plain) and has_link(row.body) and link_share(row.body) > 0.5:
            end, reason = place + 1, "link list"
        elif plain and _FOLLOW_UPS.match(plain):
            end, reason = _end_of_list(rows, place + 1), "follow-up questions"
        elif plain and _WRONG.match(plain) and _LABEL_LINE.match(row.text):
            end, reason = _end_of_part(rows, place + 1), "wrong answer"
        if end > place:
            result.dropped += [Dropped(reason, r.text.strip(), r.number) for r in rows[place:end] if r.kind != "blank"]
            place = end
        else:
            kept.append(row)
            place += 1
    return kept


def _end_of_links(rows: Sequence[Row], start: int) -> int:
    """Where a list of links ends; `start - 1` if none stands there."""
    end = start - 1
    for place in range(start, len(rows)):
        row = rows[place]
        if row.kind in {"blank", "wrapper", "rule"}:
            continue
        if row.kind in {"text", "item"} and has_link(row.body) and (link_share(row.body) >= 0.4 or row.kind == "item"):
            end = place + 1
        else:
            break
    # Nothing at all below the label: an empty list.
    return len(rows) if end == start - 1 and all(r.kind in {"blank", "wrapper", "rule"} for r in rows[start:]) else end


def _end_of_list(rows: Sequence[Row], start: int) -> int:
    """Where a list below a label ends, the lines that belong to its items included."""
    items = False
    for place in range(start, len(rows)):
        row = rows[place]
        if row.kind in {"blank"}:
            continue
        if row.kind == "item" or (items and row.indent >= 2) or (row.kind == "text" and question_likeness(row.plain) == 1):
            items = True
        else:
            return place if items else start
    return len(rows)


def _end_of_part(rows: Sequence[Row], start: int) -> int:
    for place in range(start, len(rows)):
        if rows[place].kind == "heading" or (rows[place].kind == "text" and _LABEL_LINE.match(rows[place].text)):
            return place
    return len(rows)


def _without_layout(rows: Sequence[Row], result: AnswerText) -> list[Row]:
    """Rows without tags that only lay out, rules at the ends, and pictures that a terminal cannot show."""
    kept: list[Row] = []
    for row in rows:
        if row.kind == "wrapper" or (row.kind == "text" and re.fullmatch(r"<summary\b[^>]*>\W*</summary>", row.body, re.I)):
            result.dropped.append(Dropped("layout", row.text.strip(), row.number))
        else:
            kept.append(row)
    start, end = 0, len(kept)
    while start < end and kept[start].kind in {"blank", "rule"}:
        start += 1
    while end > start and (
        kept[end - 1].kind in {"blank", "rule"} or (kept[end - 1].kind == "heading" and not kept[end - 1].mark)
    ):
        end -= 1
    return kept[start:end]


def to_markdown(rows: Sequence[Row]) -> list[str]:
    """Lines of Markdown: moved to the left as far as the first one, unfenced code fenced, no tags of the layout."""
    filled = [row for row in rows if row.kind != "blank"]
    if not filled:
        return []
    quoted = all(row.quoted for row in filled)
    shift = filled[0].indent
    lines: list[str] = []
    in_code = False
    for place, row in enumerate(rows):
        loose_code = row.kind == "code" and not row.fenced
        if loose_code and not in_code and _run_of_code(rows, place) >= 2:
            lines.append("```")
            in_code = True
        elif in_code and not loose_code and not (row.kind == "blank" and _code_goes_on(rows, place)):
            lines.append("```")
            in_code = False
        text = row.text[min(shift, row.indent) :]
        if quoted:
            text = re.sub(r"^\s*(?:>\s?)+", "", row.text)
        if row.kind not in {"code", "blank", "table"}:
            text = _without_inline_layout(text)
        lines.append(text)
    if in_code:
        lines.append("```")
    return lines


def _run_of_code(rows: Sequence[Row], place: int) -> int:
    return sum(row.kind == "code" and not row.fenced for row in rows[place : place + 3])


def _code_goes_on(rows: Sequence[Row], place: int) -> bool:
    for row in rows[place + 1 : place + 4]:
        if row.kind != "blank":
            return row.kind == "code" and not row.fenced
    return False


def _without_inline_layout(text: str) -> str:
    if "<" not in text:
        return text
    text = re.sub(r"\s*</?br\s*/?>\s*$", "", text, flags=re.IGNORECASE)
    text = re.sub(r"</?(?:p|div|center|details|font|span)\b[^<>]*>", "", text, flags=re.IGNORECASE)
    text = re.sub(r"<summary\b[^>]*>(.*?)</summary>", r"\1", text, flags=re.IGNORECASE)
    text = re.sub(r"<(b|strong)>(?=\S)(.+?)(?<=\S)</\1>", r"**\2**", text, flags=re.IGNORECASE)
    text = re.sub(r"<(i|em)>(?=\S)(.+?)(?<=\S)</\1>", r"*\2*", text, flags=re.IGNORECASE)
    return re.sub(r"<img\b[^>]*>", "", text, flags=re.IGNORECASE).rstrip()


def why_missing(answer: str, *, pictures: bool = False) -> str | None:
    """Why a text is no answer; None if it may be one."""
    plain = plain_text(TAG.sub(" ", answer))
    letters = re.sub(r"[\W_]+", " ", plain).strip()
    if not letters:
        if IMAGE.search(answer) or pictures:
            return "only a picture"
        if re.search(r"[=<>+^|&%$]", answer):
            return None  # signs only, as in an answer of code
        return "placeholder" if answer.strip() else "no answer"
    if len(letters) < 80 and _PLACEHOLDER.match(letters):
        return "placeholder"
    if has_link(answer) and "```" not in answer:
        # A few words that only introduce a link ("See here") are no answer either.
        outside = re.sub(r"[\W_]+", "", text_outside_links(answer))
        if len(outside) <= 22 and link_share(answer) >= 0.6:
            return "only links"
    return None


def _why_no_text(kept: Sequence[Row], first: str, listing: bool) -> str | None:
    content = [row for row in kept if row.kind in {"text", "item", "heading", "code", "table"} and row.body]
    if first or not content:
        return None
    if all(row.kind == "heading" for row in content):
        return "no answer"
    if listing and all(row.kind == "item" and question_likeness(row.plain) >= 0.8 for row in content):
        return "only further questions"
    return None
