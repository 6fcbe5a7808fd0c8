"""Which lines are code: between fences, also where a fence is missing, and unfenced code among prose."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

FENCE = re.compile(r"^\s*(?:>\s*)*(`{3,}|~{3,})\s*([^`]*)$")
# A fence behind the first words of an answer: "Ans: ```sh". It can only open.
_TRAILING = re.compile(r"^\s*[^\s`][^`]*\s(`{3,})([\w+#-]*)\s*$")
_DOCUMENT_LANGUAGES = frozenset({"markdown", "md", "mdx", "rst", "text", "txt", "org", "latex", "tex"})

# Lines that open a question or a section wherever they stand: a fence left open does not reach past them.
_STRONG_BREAK = re.compile(
    r"^\s{0,3}(?:\d{1,4}[.)]\s+)?#{2,6}\s+\**\s*(?:(?:Q|Que|Ques|Question)\s*[.:-]?\s*)?\d{1,4}\s*[.):]\s*\S"
    r"|^\s{0,8}\d{1,4}[.)]\s+#{1,6}\s+\S"
    r"|^\s{0,3}(?:\*\*|__)?(?:Q|Que|Ques|Question)\s*[.-]?\s*\d{1,4}\s*[.):]"
)
_WEAK_BREAK = re.compile(r"^\s{0,3}(?:#{2,6}\s+\S|(?:\*\*|__)[^*_]+\?\s*(?:\*\*|__)\W*$|\d{1,4}[.)]\s+[A-Z].*\?\s*$)")

_KEYWORD_LINE = re.compile(
    r"^\s*(?:(?:async\s+)?def\s+\w+\s*\(|class\s+\w+\s*[:({]|from\s+[\w.]+\s+import\b|import\s+[\w.{*\"']+(?:\s+as\s+\w+|\s*,|;)?\s*"
    r"(?:[\w.,*{}\"' ]+)?$|(?:if|elif|while|for|with|except)\b.*:\s*(?:#.*)?$|(?:else|try|finally)\s*:\s*$"
    r"|return\b(?:\s+[\w.\[\]({\"'-].*)?$|print\s*\(|@\w[\w.]*(?:\(.*\))?$|raise\s+\w+|assert\s+\S"
    r"|(?:public|private|protected|static|final|abstract)\s+[\w<>\[\] ]+|(?:const|let|var)\s+[\w{\[]"
    r"|function\s*\w*\s*\(|#include\s*[<\"]|using\s+[\w:.]+;|package\s+[\w.]+;?$|console\.\w+\("
    r"|(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE|ALTER TABLE|FROM|WHERE|GROUP BY|ORDER BY|JOIN)\b"
    r"|>>>\s|\$\s+\w)"
)
_CODE_END = re.compile(r"(?:[;{}]|\)\s*=>\s*\{?|\);?|\],?|\}\)[;,]?)\s*(?:(?://|#).*)?$")
_ASSIGNMENT = re.compile(r"^\s*[A-Za-z_][\w.\[\]'\", ]*\s*(?:[-+*/%|&@]|//|\*\*)?=(?!=)\s*\S")
_CALL = re.compile(
    r"^\s*(?:await\s+)?[A-Za-z_][\w.]*\([^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*\)\s*[,;:]?\s*(?:#.*)?$"
)
_CLOSER = re.compile(r"^\s*[\])}]+[,;)]*\s*$")


@dataclass(frozen=True, slots=True)
class _Fence:
    line: int
    mark: str
    info: str
    trailing: bool = False
    """Behind other text, which is no code."""


def fenced_lines(lines: Sequence[str]) -> tuple[list[bool], set[int]]:
    """For every line whether it is code between fences (the fences included), and the fences that belong to no code.

    Well-formed fences are taken as they stand. Where one is missing, a fence with a language is never a closing one,
    and code ends before the next line that clearly opens a question or a section.
    """
    fences: list[_Fence] = []
    for number, line in enumerate(lines):
        if "```" not in line and "~~~" not in line:
            continue
        if match := FENCE.match(line):
            fences.append(_Fence(number, match[1], match[2].strip()))
        elif match := _TRAILING.match(line):
            fences.append(_Fence(number, match[1], match[2], trailing=True))
    code = [False] * len(lines)
    stray: set[int] = set()
    if not fences:
        return code, stray
    pairs = _well_formed_pairs(fences)
    if pairs is None:
        pairs = _repaired_pairs(fences, lines, stray)
    for start, end in pairs:
        for number in range(start, min(end, len(lines))):
            code[number] = True
    return code, stray


def _closes(opening: _Fence, fence: _Fence) -> bool:
    return (
        not fence.info
        and not fence.trailing
        and fence.mark[0] == opening.mark[0]
        and len(fence.mark) >= len(opening.mark)
    )


def _well_formed_pairs(fences: list[_Fence]) -> list[tuple[int, int]] | None:
    """Spans of code, end exclusive; None when a fence is missing somewhere."""
    pairs: list[tuple[int, int]] = []
    opening: _Fence | None = None
    for fence in fences:
        if opening is None:
            opening = fence
        elif _closes(opening, fence):
            pairs.append((opening.line + opening.trailing, fence.line + 1))
            opening = None
        elif (
            not fence.trailing
            and fence.mark[0] == opening.mark[0]
            and len(fence.mark) >= len(opening.mark)
            and opening.info.casefold() not in _DOCUMENT_LANGUAGES
        ):
            return None
    return pairs if opening is None else None


def _repaired_pairs(fences: list[_Fence], lines: Sequence[str], stray: set[int]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    position = 0
    while position < len(fences):
        opening = fences[position]
        nested = opening.info.casefold() in _DOCUMENT_LANGUAGES
        closing: int | None = None
        next_opening: int | None = None
        for later in range(position + 1, len(fences)):
            fence = fences[later]
            if _closes(opening, fence):
                closing = later
                break
            if (
                fence.info
                and not fence.trailing
                and fence.mark[0] == opening.mark[0]
                and len(fence.mark) >= len(opening.mark)
                and not nested
            ):
                next_opening = later
                break
        if closing is not None:
            end = fences[closing].line
            cut = None if nested else _first_break(lines, opening.line + 1, end, _STRONG_BREAK)
            if cut is None:
                pairs.append((opening.line + opening.trailing, end + 1))
                position = closing + 1
                continue
            if opening.info:
                pairs.append((opening.line + opening.trailing, cut))
            elif not opening.trailing:
                stray.add(opening.line)
            position += 1
            continue
        end = fences[next_opening].line if next_opening is not None else len(lines)
        cut = _first_break(lines, opening.line + 1, end, _STRONG_BREAK)
        if cut is None:
            cut = _first_break(lines, opening.line + 1, end, _WEAK_BREAK)
        if not opening.info and (next_opening is not None or not _mostly_code(lines[opening.line + 1 : cut or end])):
            if not opening.trailing:
                stray.add(opening.line)
        else:
            pairs.append((opening.line + opening.trailing, end if cut is None else cut))
        position += 1
    return pairs


def _first_break(lines: Sequence[str], start: int, end: int, pattern: re.Pattern[str]) -> int | None:
    for number in range(start, end):
        if pattern.match(lines[number]):
            return number
    return None


def _mostly_code(lines: Sequence[str]) -> bool:
    filled = [line for line in lines if line.strip()]
    return bool(filled) and sum(looks_like_code(line) for line in filled) * 2 >= len(filled)


def looks_like_code(line: str) -> bool:
    """Whether one line, fence or no fence, reads as program text."""
    text = line.strip()
    if not text:
        return False
    if _KEYWORD_LINE.match(line) or _CLOSER.match(line):
        return not _reads_as_prose(text)
    if _CALL.match(line):
        return True
    if _ASSIGNMENT.match(line):
        return not _reads_as_prose(text)
    return bool(_CODE_END.search(text)) and text[-1] in ";{}" and not _reads_as_prose(text)


def _reads_as_prose(text: str) -> bool:
    """Five words in a row without a sign of code between them."""
    return bool(re.search(r"(?:\b[A-Za-z][a-z’']*[,]?\s+){5}[A-Za-z]", text)) and not re.search(
        r"[;{}]$|\bprint\(", text
    )


def unfenced_code(lines: Sequence[str], fenced: Sequence[bool]) -> list[bool]:
    """For every line outside fences whether it is code: lines that look like it, and comments and blanks among them."""
    code = [not inside and looks_like_code(line) for line, inside in zip(lines, fenced, strict=True)]
    count = len(lines)
    comments = [
        number
        for number, line in enumerate(lines)
        if not fenced[number] and not code[number] and re.match(r"\s*(?:#(?!#)\s*\S|//\s*\S|\"\"\")", line)
    ]
    for number in reversed(comments):
        code[number] = _neighbour(code, fenced, lines, number, 1, count)
    for number in comments:
        if not code[number]:
            # Code without fences does not go over into fenced code: what stands between them is a heading.
            heads = _followed_by_prose(lines, number) or _followed_by_fence(lines, fenced, number)
            code[number] = not heads and _neighbour(code, fenced, lines, number, -1, -1)
    return code


def _neighbour(
    code: list[bool], fenced: Sequence[bool], lines: Sequence[str], number: int, step: int, stop: int
) -> bool:
    """Whether the nearest filled line in one direction, at most three lines away, is unfenced code."""
    for other in range(number + step, stop, step):
        if abs(other - number) > 3:
            return False
        if lines[other].strip():
            return code[other] and not fenced[other]
    return False


def _followed_by_prose(lines: Sequence[str], number: int) -> bool:
    for line in lines[number + 1 : number + 4]:
        if line.strip():
            return _reads_as_prose(line) and not line.lstrip().startswith("#")
    return False


def _followed_by_fence(lines: Sequence[str], fenced: Sequence[bool], number: int) -> bool:
    following = next((other for other in range(number + 1, min(number + 4, len(lines))) if lines[other].strip()), None)
    return following is not None and fenced[following]
