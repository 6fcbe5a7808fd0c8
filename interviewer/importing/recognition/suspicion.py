"""Entries that a person should look at: what was cut, scrambled, left out or swallowed."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

from interviewer.importing.recognised import Entry, Suspicion
from interviewer.importing.recognition.boilerplate import link_share, title_key
from interviewer.importing.recognition.numbering import numbered
from interviewer.importing.wording import plain_text, question_likeness

_SHORT = 15
_BACK_REFERENCE = re.compile(
    r"\b(?:see|refer to|same as|as in|check)\b.{0,30}\b(?:above|below|previous|next|last|question|answer|earlier)\b",
    re.IGNORECASE,
)
_UNFINISHED = frozenset(
    """a an the and or but of to in on at by for with from as that which is are was were than if because into their
    its""".split()
)
_DISPLAY_MATHS = re.compile(r"\$\$")
_DOLLAR = re.compile(r"(?<!\\)\$(?!\d[\d.,]*\s[a-z])")


def suspicions_of(entries: Sequence[Entry]) -> tuple[Suspicion, ...]:
    """Everything doubtful, in the order of the entries."""
    lengths = [len(entry.answer) for entry in entries]
    usual = median(lengths) if lengths else 0
    found: list[Suspicion] = []
    for entry in entries:
        for reason in dict.fromkeys(_reasons(entry, usual)):
            found.append(Suspicion(entry.line, reason, _excerpt(entry.question)))
    by_question: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        by_question[title_key(entry.question), entry.context or ""].append(entry)
    for same in by_question.values():
        for entry in same[1:]:
            found.append(Suspicion(entry.line, f"asked before in line {same[0].line}", _excerpt(entry.question)))
    return tuple(sorted(found, key=lambda suspicion: suspicion.line))


def _excerpt(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"


def _reasons(entry: Entry, usual: float) -> Iterator[str]:
    answer = entry.answer.strip()
    plain = plain_text(answer)
    prose = re.sub(r"(?ms)^\s*(```|~~~).*?^\s*\1`*\s*$|`[^`\n]*`", " ", answer)
    if len(plain) < _SHORT:
        yield "very short answer"
    elif len(plain) < 150 and _BACK_REFERENCE.search(plain):
        yield "refers to another answer"
    if title_key(plain) == title_key(entry.question):
        yield "answer repeats the question"
    if link_share(answer) >= 0.6 and len(plain) < 300:
        yield "mostly links"
    if _is_cut(prose):
        yield "cut sentence"
    if _has_broken_maths(prose):
        yield "broken LaTeX"
    if _has_scrambled_table(prose):
        yield "scrambled table"
    if answer.endswith(":") or re.search(r"^[-*+•]\s*$", answer.rsplit("\n", 1)[-1]):
        yield "ends with an announcement"
    if len(answer) > max(6000, 10 * usual):
        yield "very long answer"
    if usual and _may_hold_question(entry, prose):
        yield "may hold another question"
    if "\ufffd" in answer or "\ufffd" in entry.question:
        yield "unreadable characters"
    if len(entry.question) > 300:
        yield "very long question"


def _is_cut(prose: str) -> bool:
    """Whether the last line is a longer piece of prose that stops in the middle of a sentence."""
    lines = [line for line in prose.strip().split("\n") if line.strip()]
    if not lines:
        return False
    last = lines[-1].strip()
    words = plain_text(last).split()
    if len(words) < 4 or re.search(r"[|$}\\)]\s*$", last):
        return False
    return last[-1] == "," or words[-1].casefold() in _UNFINISHED


def _has_broken_maths(prose: str) -> bool:
    if "$" not in prose and "\\" not in prose:
        return False
    if len(_DISPLAY_MATHS.findall(prose)) % 2 or re.search(r"\$\$\s*\$\$\s*\S+.*\$\$\s*\$\$", prose):
        return True
    for formula in re.findall(r"\$\$(.+?)\$\$|\$([^$\n]+)\$", prose, re.DOTALL):
        text = formula[0] or formula[1]
        braces = re.sub(r"\\[{}]", "", text)
        if braces.count("{") != braces.count("}") or text.count(r"\left") != text.count(r"\right"):
            return True
        if re.search(r"&\s*=", text) and r"\begin" not in text:
            return True
    lines = _DISPLAY_MATHS.sub("", prose).split("\n")
    return any("\\" in line and len(_DOLLAR.findall(line)) % 2 for line in lines)


def _has_scrambled_table(prose: str) -> bool:
    """Rows of a table with different numbers of cells, or cells on lines of their own."""
    rows = [
        line.strip() for line in prose.split("\n") if line.count("|") >= 1 and not line.strip().startswith(("-", "*"))
    ]
    if len(rows) < 3:
        return False
    widths = [row.strip("|").count("|") for row in rows]
    return rows[0].count("|") >= 2 and sum(width != widths[0] for width in widths) >= 2


def _may_hold_question(entry: Entry, prose: str) -> bool:
    """A numbered line that asks, in the middle of an answer, with the number that comes next."""
    if entry.number is None or not entry.number.isdigit():
        return False
    for line in prose.split("\n")[1:]:
        if line[:1].isspace():
            continue
        found = numbered(line.strip("#* "))
        goes_on = found is not None and found.number == str(int(entry.number) + 1)
        if found is not None and goes_on and question_likeness(plain_text(found.rest)) == 1:
            return True
    return False
