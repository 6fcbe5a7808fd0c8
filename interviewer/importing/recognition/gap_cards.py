"""Flash cards in a text file: two paragraphs each, question and answer, with wider gaps between the cards."""

import re
from statistics import mean

from interviewer.importing.manuscript import Record
from interviewer.importing.readers.html_fragments import hold_html, markdown_of_fragment
from interviewer.importing.readers.question_words import asks
from interviewer.importing.readers.records import RawRecord, finished_records
from interviewer.importing.recognition.numbering import answer_label, numbered

_GAP = re.compile(r"\n(?:[ \t]*\n){2,}")
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")
_FEWEST = 5
_LEAST_PAIRS = 0.9
_LEAST_ASKING = 0.3
_MOST_MARKED = 0.2
_LONGEST_FRONT = 400
_MOST_SURE = 0.8
_BLANK = re.compile(r"\[(?:\.{3}|…|[^\[\]]*\?)\]|_{3,}")
"""What a card leaves out for the reader to name."""


def cards_between_gaps(text: str) -> tuple[Record, ...]:
    """The cards of a text in which nearly every block between wide gaps is a pair of paragraphs; none otherwise."""
    blocks: list[tuple[int, list[str]]] = []
    start = 0
    for gap in [*_GAP.finditer(text), None]:
        block = text[start : gap.start() if gap else len(text)]
        if block.strip():
            number = text.count("\n", 0, start + len(block) - len(block.lstrip())) + 1
            blocks.append((number, [part.strip("\n") for part in _PARAGRAPH_END.split(block.strip())]))
        start = gap.end() if gap else start
    pairs = [(number, *sides) for number, parts in blocks if (sides := _sides(parts))]
    if len(pairs) < max(_FEWEST, _LEAST_PAIRS * len(blocks)):
        return ()
    fronts = [front for _number, front, _back in pairs]
    # Numbers and labels say more than gaps do.
    marked = mean(numbered(front) is not None or front.startswith("#") for front in fronts)
    labelled = mean(answer_label(back.split("\n")[0]) is not None for _number, _front, back in pairs)
    asking = mean(asks(front.split("\n")[0]) or _BLANK.search(front) is not None for front in fronts)
    if max(marked, labelled) > _MOST_MARKED or asking < _LEAST_ASKING or max(map(len, fronts)) > _LONGEST_FRONT:
        return ()
    if asking < _MOST_SURE and mean(len(back) for _number, _front, back in pairs) > _LONGEST_FRONT:
        return ()
    raw: list[RawRecord] = []
    for number, front, back in pairs:
        question, _end, matter = front.partition("\n")
        raw.append(RawRecord(question, _as_markdown(back), number, context=_as_markdown(matter) or None))
    return finished_records(raw, marked_up=False)


def _as_markdown(text: str) -> str:
    return markdown_of_fragment(text) if hold_html([text]) else text


def _sides(parts: list[str]) -> tuple[str, str] | None:
    """Question and answer of a card; where nothing parts them, the first line asks and a list follows."""
    if len(parts) == 2:
        return parts[0], parts[1]
    first, _end, rest = parts[0].partition("\n")
    return (first, rest) if len(parts) == 1 and rest and asks(first) else None
