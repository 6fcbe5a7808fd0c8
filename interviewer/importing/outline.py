"""What the rows of a document say together: where there is content, which headings open what, what is only apparatus."""

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate

from interviewer.importing.numbering import AnswerLabel
from interviewer.importing.rows import Row
from interviewer.importing.wording import question_likeness, without_symbols

_APPARATUS = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?:(?:a |an |some |the |brief |quick |useful |additional |more |other |key |external |final |about |how to )*"
    r"(?:introduction|intro|overview|preface|foreword|about(?: (?:me|us|the authors?|this \w+))?|conclusions?|thoughts|words|closing"
    r"|wrap(?:ping)?[ -]?up|references?|resources?|(?:further |suggested |recommended )?readings?|links?|sources?|bibliography"
    r"|licen[cs]es?|copyright|contribut\w+(?: \w+){0,3}|contributors|credits|acknowledge?ments?|authors?|contacts?(?: \w+)?"
    r"|support(?: \w+){0,3}|disclaimer|changelog|(?:how to )?use(?: this \w+)?|usage|getting started|prerequisites"
    r"|table of contents?|contents?|index|feedback|donat\w+|sponsors?(?:hip)?|star history|stargazers|connect(?: with me)?"
    r"|follow(?: me| us)?|next steps|related(?: \w+)?|see also|notes?|tips|faqs?|keywords|legend|show your support"
    r"|good luck|thanks?(?: you)?(?: for \w+)?|happy \w+|navigation|motivation|todo|to do|project structure|features|installation))\W*$",
    re.IGNORECASE,
)
_LAST_WORDS = re.compile(
    r"^\W*(?:in )?(?:conclusions?|final (?:thoughts|words|notes?|tips|remarks)|closing (?:thoughts|words|remarks|notes?)|wrap(?:ping)?[ -]?up"
    r"|references|bibliography|further reading|about the authors?|disclaimer|licen[cs]e|copyright(?: notice)?|contribut(?:ing|ion|ors?)s?"
    r"|acknowledge?ments?|credits|end|the end|key takeaways|more resources|(?:additional|useful|helpful|recommended) (?:resources|links))\W*$",
    re.IGNORECASE,
)
_CLOSING_REMARK = re.compile(
    r"^\W*(?:good luck|happy (?:learning|coding|interview|studying|hacking|reading)|thanks? (?:you )?for|hope (?:this|these|you)"
    r"|we hope|that'?s (?:it|all)|all the best|best of luck|stay tuned|keep (?:learning|practi[cs]ing|coding)"
    r"|if you (?:found|find|like|liked|enjoy|enjoyed|want to (?:see|support|contribute))|(?:please )?(?:star|fork|like|share|subscribe|follow|connect)\b"
    r"|feel free to|last (?:updated|modified|edited)|written by|created by|made with|compiled by|posted (?:by|on|in)|published (?:by|on|in)|by [A-Z]\w+(?: \w+){0,3}, \w+ \d"
    r"|copyright|©|all rights reserved|licensed under|(?:also |you can also )?(?:read|check out|explore|visit|see|find|view|download|get|watch)\b(?=.*(?:👉|here|more|https?:|\.com|\.io|\.org|→|link|all \d+)))",
    re.IGNORECASE,
)
_ABOUT_ITSELF = re.compile(
    r"^\W*(?:(?:these|the (?:above|following|preceding)|all (?:these|the)) (?:\w+ ){0,4}?(?:answers?|questions?|examples? and \w+|responses|q&as?)\b"
    r"|(?:this|the above|our|my) (?:article|guide|list|blog(?: post)?|post|tutorial|repository|repo|document|collection|page|set of|file|notebook|book)\b"
    r"|in this (?:article|guide|blog|post|tutorial|repository|document)\b|by (?:mastering|practi[cs]ing|studying|understanding|reviewing) these\b)",
    re.IGNORECASE,
)


def is_apparatus(title: str) -> bool:
    """Whether a heading names a part around the matter: introduction, conclusion, licence, how to contribute."""
    text = without_symbols(title)
    return len(text) < 60 and bool(_APPARATUS.match(text)) and question_likeness(text) < 0.9


def opens_the_end(text: str) -> bool:
    """Whether a line of its own, heading or not, opens what comes after the matter."""
    text = without_symbols(text)
    return len(text) < 50 and bool(_LAST_WORDS.match(text))


def is_closing_remark(text: str) -> bool:
    """Whether a paragraph takes leave of the reader, asks for something, or names author and date."""
    return bool(_CLOSING_REMARK.match(text))


def is_about_itself(text: str) -> bool:
    """Whether a paragraph speaks of the document, not of its subject."""
    return bool(_ABOUT_ITSELF.match(text))


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
        """The first row from `index` on that is no blank, no rule and not dropped; the number of rows if there is none."""
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
