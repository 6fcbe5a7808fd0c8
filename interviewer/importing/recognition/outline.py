"""Lookups over the rows of a document: where there is content, what stands next and before."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from interviewer.importing.recognition.numbering import AnswerLabel
from interviewer.importing.recognition.rows import Row


class Outline:
    """Lookups over the rows of one document."""

    def __init__(self, rows: Sequence[Row], dropped: Mapping[int, str], labels: Mapping[int, AnswerLabel]) -> None:
        self.rows = rows
        self.dropped = dropped
        self.labels = labels
        self._content = [0, *accumulate(int(self.is_content(row)) for row in rows)]
        self._next_filled = [len(rows)] * (len(rows) + 1)
        self._next_heading = [len(rows)] * (len(rows) + 1)
        for row in reversed(rows):
            skipped = row.kind in {"blank", "rule", "wrapper", "comment"} or row.index in dropped
            self._next_filled[row.index] = self._next_filled[row.index + 1] if skipped else row.index
            heading = row.kind == "heading" and row.index not in dropped and row.index not in labels
            self._next_heading[row.index] = row.index if heading else self._next_heading[row.index + 1]

    def is_content(self, row: Row) -> bool:
        """Whether a row holds something to read: no blank, no heading, no bare label."""
        if row.index in self.dropped or row.kind not in {"text", "item", "code", "table"}:
            return False
        if row.kind == "code":
            return not row.fenced or not row.text.strip().startswith(("```", "~~~"))
        label = self.labels.get(row.index)
        return bool(row.body) and (label is None or bool(label.rest))

    def content(self, start: int, end: int) -> int:
        """Number of rows with content from `start` to `end`, exclusive."""
        return self._content[min(end, len(self.rows))] - self._content[min(start, len(self.rows))] if end > start else 0

    def next_filled(self, index: int) -> int:
        """The first row from `index` on that is no blank, no rule and not dropped; the number of rows if none is."""
        return self._next_filled[min(index, len(self.rows))]

    def next_heading(self, index: int) -> int:
        return self._next_heading[min(index, len(self.rows))]

    def previous_filled(self, index: int) -> int:
        """The last row before `index` that is no blank, no rule and not dropped; -1 if there is none."""
        for other in range(index - 1, max(-1, index - 60), -1):
            row = self.rows[other]
            if row.kind not in {"blank", "rule", "wrapper", "comment"} and other not in self.dropped:
                return other
        return -1
