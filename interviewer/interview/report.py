"""What an interview amounts to, as data and as a Markdown transcript."""

import re
from collections.abc import Iterator, Sequence

from interviewer.models import ConceptStatus, Grade, InterviewReport, Relation, TopicScore, Turn
from interviewer.text import fold

MARKS: dict[ConceptStatus, str] = {"covered": "✓", "partial": "◐", "missing": "✗", "contradicted": "⚠"}


def make_report(turns: Sequence[Turn]) -> InterviewReport:
    """The report of these turns; means are rounded to one decimal, topics and concepts stand worst first."""
    graded = [(turn, turn.grade) for turn in turns if turn.kind == "main" and turn.grade is not None]
    scores: dict[str, list[float]] = {}
    for turn, grade in graded:
        scores.setdefault(turn.question.topic, []).append(grade.score)
    topics = [TopicScore(topic=topic, questions=len(of), mean_score=_mean(of)) for topic, of in scores.items()]
    return InterviewReport(
        turns=tuple(turns),
        mean_score=_mean([grade.score for _, grade in graded]) if graded else None,
        topics=tuple(sorted(topics, key=lambda topic: topic.mean_score)),
        to_revise=tuple(_to_revise(turns)),
    )


def _mean(scores: Sequence[float]) -> float:
    return round(sum(scores) / len(scores), 1)


def _to_revise(turns: Sequence[Turn]) -> Iterator[str]:
    """Concepts not covered, those of the worst questions first, in each question the one with most points to gain.

    A concept that the follow-up to its question then covered is not to be revised.
    """
    made_good = {
        (turn.question.id, fold(verdict.name))
        for turn in turns
        if turn.kind == "follow-up" and turn.grade is not None
        for verdict in turn.grade.concepts
        if verdict.status == "covered"
    }
    seen: set[str] = set()
    graded = [(turn, turn.grade) for turn in turns if turn.grade is not None]
    for turn, grade in sorted(graded, key=lambda pair: (pair[0].kind == "follow-up", pair[1].score)):
        for verdict in sorted(grade.concepts, key=lambda verdict: verdict.points - verdict.of):
            name = fold(verdict.name)
            if verdict.status == "covered" or name in seen or (turn.question.id, name) in made_good:
                continue
            seen.add(name)
            yield verdict.name


# --- transcript -------------------------------------------------------------------------------------------------------


def to_markdown(report: InterviewReport, title: str, when: str) -> str:
    """The transcript of an interview as a Markdown document.

    What the candidate typed and what stands in the corpus is data: answers are block quotes, code stands between
    fences, and everything outside fences has its Markdown signs escaped.
    """
    lines = [f"# {_inline(title)}", "", _inline(when), "", *_overview(report)]
    for turn in report.turns:
        lines += ["", *_turn(turn)]
    return "\n".join(lines) + "\n"


def _overview(report: InterviewReport) -> Iterator[str]:
    if report.mean_score is None:
        yield "No question was graded."
        return
    yield f"Mean score: **{report.mean_score:g} of 100**"
    yield ""
    for topic in report.topics:
        count = "1 question" if topic.questions == 1 else f"{topic.questions} questions"
        yield f"- {_inline(topic.topic)}: {topic.mean_score:g} ({count})"
    if report.to_revise:
        yield ""
        yield f"To revise: {', '.join(_inline(name) for name in report.to_revise)}"


def _turn(turn: Turn) -> Iterator[str]:
    follow_up = "Follow-up: " if turn.kind == "follow-up" else ""
    yield f"## {turn.number}. {follow_up}{_inline(turn.question.text)}"
    if turn.question.context:
        yield ""
        yield from _fenced(turn.question.context)
    yield ""
    if turn.answer is None:
        yield "Skipped."
        return
    yield from _quoted(turn.answer)
    aids = [f"{turn.hints_used} hints" if turn.hints_used > 1 else "1 hint"] if turn.hints_used else []
    aids += ["the model answer was shown before"] if turn.revealed else []
    if aids:
        yield ""
        yield f"With help: {', '.join(aids)}."
    yield ""
    if turn.grade is None:
        yield "Not graded."
    else:
        yield from _grade(turn.grade)


def _grade(grade: Grade) -> Iterator[str]:
    uncertain = ", uncertain" if grade.abstained else ""
    yield f"**{grade.score:g} of 100** (range {grade.low:g}–{grade.high:g}), {grade.band}{uncertain}"
    yield ""
    for flag in grade.flags:
        yield f"- {_inline(flag.name)}: {_inline(flag.reason)}"
    for verdict in grade.concepts:
        line = f"- {MARKS[verdict.status]} {verdict.status}: {_inline(verdict.name)}"
        line += f" ({verdict.importance}), {verdict.points:g} of {verdict.of:g} points"
        yield line + (f", see {_inline(verdict.evidence.citation)}" if verdict.evidence else "")
    for entry in grade.ledger:
        if entry.kind != "concept":
            yield f"- {_inline(entry.label)}: {entry.points:+g} points. {_inline(entry.detail)}"
    yield ""
    yield _inline(grade.feedback)
    if grade.addition:
        yield ""
        yield f"What would gain most: {_inline(grade.addition)}"
    if grade.matches:
        yield ""
        yield "Evidence:"
        yield ""
    for match in grade.matches:
        yield f"- “{_inline(match.answer)}”"
        yield f"  {_BESIDE[match.relation]} {_inline(match.evidence.citation)}: “{_inline(match.evidence.text)}”"


_BESIDE: dict[Relation, str] = {"entailed": "as in", "neutral": "beside", "contradicted": "against"}
_SIGNS = re.compile(r"[\\`*_\[\]<>|~$&]")
_LINE_START = re.compile(r"^(\d+)([.)])|^([-+=:#])")


def _inline(text: str) -> str:
    """One line of text whose Markdown signs stand for themselves."""
    escaped = _SIGNS.sub(r"\\\g<0>", " ".join(text.split()))
    return _LINE_START.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", escaped)


def _quoted(text: str) -> Iterator[str]:
    """Text as a block quote, line by line, every line kept as a line."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        shown = _inline(line)
        hard_break = shown and number + 1 < len(lines) and lines[number + 1].strip()
        yield f"> {shown}\\" if hard_break else f"> {shown}".rstrip()


def _fenced(text: str) -> Iterator[str]:
    """Code or data between fences longer than any run of backticks in it."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    yield fence
    yield from text.rstrip("\n").split("\n")
    yield fence
