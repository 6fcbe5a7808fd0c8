"""What stands in a document but is not its matter: contents, navigation, badges, page headers and footers."""

import re
from collections import defaultdict
from collections.abc import Sequence

from interviewer.importing.recognition.numbering import answer_label
from interviewer.importing.recognition.rows import Row
from interviewer.importing.wording import IMAGE, LINK, TAG, plain_text, question_likeness
from interviewer.text import fold

_TO_TOP = re.compile(
    r"^\W*(?:(?:back|go|return|scroll|jump)(?: \w+)? to (?:the )?(?:\w+ ){0,3}?(?:top|index|contents?|toc|menu|start"
    r"|home|main|list|beginning|questions?|readme)|top|to top|up)\W*$"
    r"|^\W*(?:[\u2191\u21a5\u21d1\u21e7\u2934\u2b06\U0001f51d\U0001f53c]|:arrow_up\w*:)\s*\W*(?:\w+\W*){0,6}$",
    re.IGNORECASE,
)
_POINTS_ON = re.compile(r"^\W*[\u2190-\u21ff\u2b00-\u2b11\u2b30-\u2b4f]\s*\W*(?:\w+\W*){0,6}$")
_INNER_LINK = re.compile(r"^\s*<?(?:#|[\w./-]*\.(?:md|html?)#|[\w./%-]+\.(?:md|html?)$)")
_ADDRESS = re.compile(r"<?https?://[^\s<>]+>?|www\.[^\s<>]+", re.IGNORECASE)
_HTML_LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.IGNORECASE)
_INNER_HTML_LINK = re.compile(r"<a\b[^>]*href\s*=\s*[\"']?#[^>]*>(.*?)</a>", re.IGNORECASE)
_CONTENTS = re.compile(
    r"^\W*(?:(?:table|list) of (?:contents?|questions)|contents?|toc|index|quick (?:links|navigation)|navigation|menu"
    r"|on this page|jump to)\W*$",
    re.IGNORECASE,
)
_NOTICE = re.compile(r"^\W*(?:©|\(c\)\s|copyright\b|all rights reserved|confidential\b)", re.IGNORECASE)
_MARKUP = re.compile(r"[\[<]|https?:")
_MAY_LINK = re.compile(r"\]\(|://|www\.|<a\b", re.IGNORECASE)
_LEADING_NUMBER = re.compile(r"^\W*(?:q(?:uestion)?\s*)?[\d.]+\s*[.):\]-]*\s*")
_WORD = re.compile(r"\w+")
_LONGEST_LINE = 20_000
_REFERENCE = re.compile(r"^\[(?!\^)[^\[\]]+\]:\s*<?\S+>?(?:\s+[\"'(].*)?$")


def link_share(markdown: str) -> float:
    """How much of the text of a line stands in links and addresses, 0 to 1; a line without letters has none."""
    if not has_link(markdown):
        return 0.0
    total = sum(map(str.isalnum, plain_text(markdown)))
    left = sum(map(str.isalnum, text_outside_links(markdown)))
    return max(0.0, 1 - left / total) if total else 0.0


def text_outside_links(markdown: str) -> str:
    """The plain text of Markdown without links, addresses and pictures."""
    return plain_text(_ADDRESS.sub(" ", _HTML_LINK.sub(" ", LINK.sub(" ", IMAGE.sub(" ", markdown)))))


def has_link(markdown: str) -> bool:
    if len(markdown) > _LONGEST_LINE or not _MAY_LINK.search(markdown):
        return False
    return bool(LINK.search(markdown) or _ADDRESS.search(markdown) or _HTML_LINK.search(markdown))


def boilerplate(rows: Sequence[Row]) -> dict[int, str]:
    """Rows that belong to no question and no answer, by index, each with the reason."""
    dropped: dict[int, str] = {}
    for row in rows:
        if row.kind == "comment":
            dropped[row.index] = "comment"
        elif row.kind in {"text", "item", "table"}:
            reason = _by_itself(row)
            if reason is not None:
                dropped[row.index] = reason
    _drop_contents_headings(rows, dropped)
    _drop_unlinked_contents(rows, dropped)
    _drop_running_lines(rows, dropped)
    _drop_repeated(rows, dropped)
    return dropped


def _by_itself(row: Row) -> str | None:
    """Why a row is left out whatever stands around it; None if it may stay."""
    body = row.body
    if row.kind == "table":
        return "table of contents" if _points_inside(body) else None
    if not _MARKUP.search(body) and len(body) > 80:
        return None  # prose, as most rows are
    plain = plain_text(body)
    reason: str | None = None
    if _REFERENCE.match(body):
        reason = "link list"
    elif not plain:
        reason = "picture" if IMAGE.search(body) else "anchor" if "<a" in body.casefold() else None
    elif len(plain) < 80 and (
        (_TO_TOP.match(plain) and (len(plain) < 30 or has_link(body)))
        or (_POINTS_ON.match(plain) and has_link(body))
        or _is_bar_of_links(body)
    ):
        reason = "navigation"
    elif _only_inner_links(body):
        reason = "table of contents" if row.kind == "item" or len(plain) > 30 else "navigation"
    elif IMAGE.search(body) and not plain_text(LINK.sub("", IMAGE.sub("picture", body))):
        reason = "badge"
    return reason


def _points_inside(body: str) -> bool:
    """Whether a row of a table consists of links within the document, a third of its cells at least."""
    cells = [cell for cell in body.strip("|").split("|") if cell.strip()]
    links = sum(1 for cell in cells if (match := LINK.search(cell)) and _INNER_LINK.match(match[2]))
    return links > 0 and links * 3 >= len(cells)


def _only_inner_links(body: str) -> bool:
    links = [match[2] for match in LINK.finditer(body)]
    if links and all(_INNER_LINK.match(link) for link in links):
        rest = plain_text(LINK.sub("", body))
    elif "<a" in body and _INNER_HTML_LINK.search(body):
        rest = plain_text(_INNER_HTML_LINK.sub("", body))
    else:
        return False
    return not re.search(r"[^\W\d_]{2}", rest)


def _drop_contents_headings(rows: Sequence[Row], dropped: dict[int, str]) -> None:
    """The headings of tables of contents, and the table head and the list that stand below them."""
    for row in rows:
        if row.kind not in {"heading", "text", "item"} or len(row.body) > 80 or not _CONTENTS.match(row.plain):
            continue
        below = [
            other for other in rows[row.index + 1 : row.index + 12] if other.kind not in {"blank", "wrapper", "rule"}
        ]
        if row.kind == "heading" or any(dropped.get(other.index) == "table of contents" for other in below[:4]):
            dropped[row.index] = "table of contents"
    in_contents = False
    for row in rows:
        if dropped.get(row.index) == "table of contents":
            in_contents = True
        elif row.kind == "heading":
            in_contents = False
        elif in_contents and row.kind == "table":
            dropped[row.index] = "table of contents"
        elif row.kind not in {"blank", "rule", "wrapper"}:
            in_contents = False


def _drop_unlinked_contents(rows: Sequence[Row], dropped: dict[int, str]) -> None:
    """Lists of three or more titles that all stand once more further down: contents without links."""
    places: dict[str, list[int]] = defaultdict(list)
    keys: dict[int, str] = {}
    for row in rows:
        if row.kind in {"heading", "item", "text"} and row.index not in dropped and 8 <= len(row.body) <= 300:
            if "<summary" in row.body.casefold() or row.body.endswith(":") or answer_label(row.body):
                continue
            key = title_key(row.body)
            if len(key) >= 8:
                keys[row.index] = key
                places[key].append(row.index)
    below: dict[int, int] = {}
    following = len(rows)
    for row in reversed(rows):
        below[row.index] = following
        if row.kind not in {"blank", "rule", "wrapper"} and row.index not in dropped:
            following = row.index
    run: list[int] = []
    titles: set[str] = set()

    def finish() -> None:
        after = run[-1] if run else 0
        # As titles they stand apart; a list that only returns as a list is part of two answers.
        again = [
            index
            for index in run
            if any(place > after and keys.get(below[place]) not in titles for place in places[keys[index]])
        ]
        # A few titles may have been reworded since, but most of them stand below as they stand here.
        answered = bool(run) and below[run[-1]] < len(rows) and bool(answer_label(rows[below[run[-1]]].body))
        if len(run) >= 3 and len(again) >= 0.6 * len(run) and not answered:
            dropped.update(dict.fromkeys(run, "table of contents"))
        run.clear()
        titles.clear()

    for row in rows:
        if row.kind == "blank" or row.index in dropped or row.kind == "rule":
            continue
        title = keys.get(row.index)
        if title is None:
            finish()
            continue
        if title in titles:
            finish()  # the titles begin to return
        returns = row.kind != "heading" and places[title][-1] > row.index
        if returns or (run and _goes_on(row)):
            run.append(row.index)
            titles.add(title)
        else:
            finish()
    finish()


def _goes_on(row: Row) -> bool:
    """Whether an item whose title does not return may still be one of a list of titles: it asks."""
    return row.kind == "item" and len(row.body) <= 200 and question_likeness(row.plain) >= 0.8


def title_key(markdown: str) -> str:
    """A title for comparison: without number, markup, case and punctuation."""
    return " ".join(_WORD.findall(_LEADING_NUMBER.sub("", fold(plain_text(markdown)))))


def _drop_running_lines(rows: Sequence[Row], dropped: dict[int, str]) -> None:
    """Page headers and footers: a short title-like line that returns, and somewhere cuts a sentence or a list in two.

    Labels that every answer repeats ("Advantages:") are no such lines: they end in a colon, or introduce what follows.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if _may_run(row):
            found[row.body].append(row.index)
    _drop_notices(rows, dropped)
    for body, places in found.items():
        if len(places) < 3 or len(body.split()) < 4:
            continue
        if any(_interrupts(rows, index) for index in places):
            dropped.update(dict.fromkeys(places, "page footer"))


def _is_bar_of_links(body: str) -> bool:
    """Whether a line is nothing but links, one of them back to the top."""
    links = LINK.findall(body) if "](" in body else []
    to_top = any(_TO_TOP.match(plain_text(text)) and _INNER_LINK.match(target) for text, target in links)
    return to_top and len(links) > 1 and not re.search(r"\w", text_outside_links(body))


def _drop_repeated(rows: Sequence[Row], dropped: dict[int, str]) -> None:
    """Headings that return with nothing below them, and paragraphs with links that return word for word."""
    headings: dict[str, list[int]] = defaultdict(list)
    paragraphs: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.index in dropped:
            continue
        if row.kind == "heading" and not row.mark:
            headings[row.body].append(row.index)
        elif row.kind == "text" and 20 <= len(row.body) < 1000 and has_link(row.body):
            paragraphs[row.plain].append(row.index)
    for places in headings.values():
        bare = sum(_has_nothing_below(rows, index, dropped) for index in places) if len(places) > 2 else 0
        if bare >= 0.8 * len(places) and bare > 1:
            dropped.update(dict.fromkeys(places, "repeated line"))
    for places in paragraphs.values():
        if len(places) > 3:
            dropped.update(dict.fromkeys(places, "repeated line"))


def _has_nothing_below(rows: Sequence[Row], index: int, dropped: dict[int, str]) -> bool:
    for row in rows[index + 1 : index + 12]:
        if row.kind not in {"blank", "rule", "wrapper", "comment"} and row.index not in dropped:
            return row.kind == "heading"
    return index + 12 >= len(rows)


def _drop_notices(rows: Sequence[Row], dropped: dict[int, str]) -> None:
    """Lines of copyright that return on every page, with the lines that go on with them."""
    found: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.kind == "text" and _NOTICE.match(row.body):
            found[row.body].append(row.index)
    for places in found.values():
        if len(places) < 3:
            continue
        length = 1
        while length < 4 and rows[places[0] + length - 1].body[-1] not in ".!?":
            below = [rows[index + length] for index in places if index + length < len(rows)]
            if len(below) < len(places) or below[0].kind != "text" or len({row.body for row in below}) > 1:
                break
            length += 1
        dropped.update({index + step: "page footer" for index in places for step in range(length)})


def _may_run(row: Row) -> bool:
    return (
        row.kind == "text"
        and 12 <= len(row.body) <= 120
        and row.body[-1] not in ".:;?!,"
        and not TAG.search(row.body)
        and not row.body.startswith(("*", "_", "`", "$"))
    )


def _interrupts(rows: Sequence[Row], index: int) -> bool:
    """Whether what stands before and after a line belongs together: two list items, or a sentence that is not over."""
    before = next((row for row in reversed(rows[max(0, index - 4) : index]) if row.kind != "blank"), None)
    after = next((row for row in rows[index + 1 : index + 5] if row.kind != "blank"), None)
    if before is None or after is None:
        return False
    if before.kind == after.kind == "item" and before.mark[-1:] == after.mark[-1:] and before.indent == after.indent:
        return True
    if before.kind != "text" or after.kind != "text":
        return False
    if before.body[-1:].isalnum() and after.body[:1].islower():
        return True
    return question_likeness(before.plain) == 1.0 and answer_label(after.body) is not None
