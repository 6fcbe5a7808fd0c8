"""Answers whose questions were lost, matched with a near-duplicate document that has the questions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
import numpy.typing as npt

from interviewer.importing.recognised import Entry, Excerpt, Recognised
from interviewer.text import fold

ENOUGH = 0.5
"""The share of a document's word triples that the answers of another must have for it to be a near-duplicate."""
ENOUGH_OF_AN_ANSWER = 0.4
"""The same for one answer."""

_SAMPLE = 200
_MOST_CELLS = 20_000_000
# Log-odds in spirit: a line speaks for an entry by its triples found there beyond a quarter, up to five points; to pass
# from one entry to the next costs as much as a short sentence is worth.
_BASE = 0.25
_TRIPLES_A_POINT = 8
_MOST_POINTS = 5.0
_SWITCH = 1.5
_WORD = re.compile(r"[^\W_]+")

_Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Recovery:
    """What became of a document of answers beside one with the questions."""

    entries: tuple[Entry, ...]
    passages: tuple[Excerpt, ...]
    """What matched no answer of the other document."""
    file: str
    """The document that has the questions."""
    reclaimed: frozenset[int] = frozenset()
    """Numbers of lines that had been left out of the document by itself and belong to its answers."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    number: int
    """In the file, from 1; estimated where an excerpt has other lines than the file."""
    excerpt: int
    triples: tuple[_Triple, ...]
    is_dropped: bool
    """Left out of the document by itself: it belongs to an answer only if that answer has it."""


@dataclass(frozen=True, slots=True)
class QuestionSource:
    """A document with questions, indexed by the triples of words in its answers."""

    file: str
    entries: tuple[Entry, ...]
    holders: dict[_Triple, tuple[int, ...]]
    """For each triple the entries whose answer has it."""

    @classmethod
    def of(cls, file: str, entries: Sequence[Entry]) -> "QuestionSource":
        holders: dict[_Triple, list[int]] = {}
        for number, entry in enumerate(entries):
            for triple in set(_triples(entry.answer)):
                holders.setdefault(triple, []).append(number)
        return cls(file, tuple(entries), {triple: tuple(numbers) for triple, numbers in holders.items()})


def recover_questions(lost: Recognised, sources: Sequence[QuestionSource]) -> Recovery | None:
    """The entries of a document of answers alone, with the questions of the document whose answers are nearly the same.

    Every line goes to the entry whose answer shares its word triples, by the best path through the document (Viterbi
    1967), where going on with an entry is free and changing to another is not. None when no document is near enough.
    """
    excerpts = _excerpts(lost)
    lines = _lines(excerpts, frozenset(range(len(lost.passages), len(excerpts))))
    best: tuple[float, Recovery] | None = None
    for source in sources:
        if not _is_promising(lines, source):
            continue
        support = _support(lines, source)
        path = _best_path(lines, support)
        coverage = _share(lines, support, path)
        if coverage >= ENOUGH and (best is None or coverage > best[0]):
            best = coverage, _recovery(excerpts, lines, support, path, source)
    return best[1] if best is not None and best[1].entries else None


def _triples(text: str) -> list[_Triple]:
    words = _WORD.findall(fold(text))
    return list(zip(words, words[1:], words[2:], strict=False))


def _excerpts(lost: Recognised) -> list[Excerpt]:
    """A document's passages, and behind them the lines that were left out of it."""
    return [*lost.passages, *(Excerpt(item.text, item.number, item.number) for item in lost.dropped)]


def _lines(excerpts: Sequence[Excerpt], dropped: frozenset[int]) -> list[_Line]:
    """Their lines in the order of the file; `dropped` are the indices of excerpts that were left out."""
    lines: list[_Line] = []
    for index, excerpt in enumerate(excerpts):
        texts = excerpt.text.split("\n")
        stretch = (excerpt.end - excerpt.line + 1) / len(texts)
        for offset, text in enumerate(texts):
            number = excerpt.line + int(offset * stretch)
            lines.append(_Line(text, number, index, tuple(_triples(text)), index in dropped))
    return sorted(lines, key=lambda line: line.number)


def _is_promising(lines: Sequence[_Line], source: QuestionSource) -> bool:
    """Whether a sample of the lines has enough triples of the other document, and the two can be compared in memory."""
    telling = [line for line in lines if line.triples]
    if not telling or not source.entries or len(lines) * len(source.entries) > _MOST_CELLS:
        return False
    sample = telling[:: max(1, len(telling) // _SAMPLE)]
    found = sum(triple in source.holders for line in sample for triple in line.triples)
    return found >= ENOUGH * sum(len(line.triples) for line in sample)


def _support(lines: Sequence[_Line], source: QuestionSource) -> npt.NDArray[np.float32]:
    """Shape [lines, entries]: the share of a line's triples in an answer, less for triples of many answers."""
    support = np.zeros((len(lines), len(source.entries)), dtype=np.float32)
    for row, line in zip(support, lines, strict=True):
        for triple in line.triples:
            holders = source.holders.get(triple, ())
            for number in holders:
                row[number] += 1 / (len(holders) * len(line.triples))
    return support


def _best_path(lines: Sequence[_Line], support: npt.NDArray[np.float32]) -> list[int]:
    """For each line the number of its entry, or the number of entries for none."""
    none = support.shape[1]
    score = np.zeros(none + 1)
    came_from = np.empty((len(lines), none + 1), dtype=np.int32)
    states = np.arange(none + 1)
    for index, (line, row) in enumerate(zip(lines, support, strict=True)):
        best = int(score.argmax())
        changed = score[best] - _SWITCH
        # On a tie the change comes late: lines that speak for nobody stay with the answer above them.
        came_from[index] = np.where(changed >= score - 1e-9, best, states)
        score = np.maximum(score, changed)
        points = min(len(line.triples) / _TRIPLES_A_POINT, _MOST_POINTS)
        score[:none] += points * (row - _BASE)
    path = [int(score.argmax())]
    for index in range(len(lines) - 1, 0, -1):
        path.append(int(came_from[index][path[-1]]))
    return path[::-1]


def _share(lines: Sequence[_Line], support: npt.NDArray[np.float32], path: Sequence[int]) -> float:
    """The share of all triples that the entries on the path account for."""
    total = sum(len(line.triples) for line in lines)
    held = sum(
        float(row[number]) * len(line.triples)
        for line, row, number in zip(lines, support, path, strict=True)
        if number < len(row)
    )
    return held / total if total else 0.0


def _recovery(
    excerpts: Sequence[Excerpt],
    lines: Sequence[_Line],
    support: npt.NDArray[np.float32],
    path: Sequence[int],
    source: QuestionSource,
) -> Recovery:
    none = len(source.entries)
    found: dict[int, list[int]] = {}
    for index, number in enumerate(_without_opening(path, support)):
        if lines[index].is_dropped and (number == none or support[index, number] < ENOUGH_OF_AN_ANSWER):
            continue
        found.setdefault(number, []).append(index)
    for number in list(found):
        rows = found[number]
        share = _share([lines[row] for row in rows], support[rows], [number] * len(rows))
        if number != none and share < ENOUGH_OF_AN_ANSWER:
            found.setdefault(none, []).extend(found.pop(number))
    entries = [
        replace(
            source.entries[number],
            answer=_text([lines[row] for row in rows]),
            line=lines[rows[0]].number,
            end=lines[rows[-1]].number,
            section=excerpts[lines[rows[0]].excerpt].section,
        )
        for number, rows in found.items()
        if number != none
    ]
    left = frozenset(found.get(none, ()))
    read = [(line, row in left) for row, line in enumerate(lines) if not line.is_dropped]
    runs = groupby(read, key=lambda pair: (pair[1], pair[0].excerpt))
    passages = [_excerpt([line for line, _ in run], excerpts) for (is_left, _), run in runs if is_left]
    return Recovery(
        tuple(sorted(entries, key=lambda entry: entry.line)),
        tuple(passage for passage in passages if passage.text),
        source.file,
        frozenset(
            lines[row].number
            for number, rows in found.items()
            for row in rows
            if number != none and lines[row].is_dropped
        ),
    )


def _without_opening(path: Sequence[int], support: npt.NDArray[np.float32]) -> list[int]:
    """The path with the lines above the first answer given to none: an answer begins with a line of its own."""
    none = support.shape[1]
    first = next((index for index, number in enumerate(path) if number < none and support[index, number] > 0), 0)
    return [none] * first + list(path[first:])


def _text(lines: Sequence[_Line]) -> str:
    """Lines as Markdown, with a blank one between those of different excerpts."""
    parts = ["\n".join(line.text for line in group) for _, group in groupby(lines, key=lambda line: line.excerpt)]
    return "\n\n".join(part.strip("\n") for part in parts).strip("\n")


def _excerpt(lines: Sequence[_Line], excerpts: Sequence[Excerpt]) -> Excerpt:
    whole = excerpts[lines[0].excerpt]
    return replace(whole, text=_text(lines).strip(), line=lines[0].number, end=lines[-1].number)
