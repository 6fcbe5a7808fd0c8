"""The interview in plain lines: what each event looks like without colour, cursor movement or telling signs."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.models import (
    Asked,
    ConceptVerdict,
    Counted,
    Finished,
    Grade,
    Graded,
    Hinted,
    InterviewEvent,
    InterviewReport,
    LedgerLine,
    Noted,
    Question,
    Relation,
    Revealed,
    SentenceMatch,
    Skipped,
    Submitted,
    Turn,
)

MAX_PAIRS = 6
"""Sentences of an answer that are shown beside the references, at most."""
MAX_QUOTED = 300
"""Characters of a quotation."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line before it is broken to the width of the terminal."""

    text: str
    indent: int = 0
    wrapped: bool = True
    """False for code and data, whose lines stay as they are."""
    hanging: bool = True
    """Whether an indented line that is broken goes on two columns further in; prose does not."""


BLANK = Line("")


def event_text(event: InterviewEvent, width: int) -> str:
    """An event as text for a terminal of so many columns; empty when there is nothing to say."""
    return _laid_out(_event_lines(event), width)


def grade_text(grade: Grade, width: int) -> str:
    """A grade with its account and evidence."""
    return _laid_out(list(_grade_lines(grade)), width)


def opening_text(questions: int, seed: int, width: int) -> str:
    """What stands above the first question."""
    count = "1 question" if questions == 1 else f"{questions} questions"
    lines = [
        Line(f"{count}, seed {seed}."),
        Line("A line is an answer; a backslash at its end goes on with the next line. /help lists the commands."),
    ]
    return _laid_out(lines, width)


def resumed_text(session_id: str, done: int, total: int, width: int) -> str:
    """What stands above the first question of an interview that goes on."""
    line = f"Going on with interview {session_id[:8]}: {done} of {total} questions are done. /help lists the commands."
    return _laid_out([Line(line)], width)


def earlier_text(turn: Turn, width: int) -> str:
    """What stands above the grade of an answer from before the interruption."""
    return _laid_out([BLANK, Line(f"Your answer from before to: {turn.question.text}")], width)


def history_text(session_id: str, width: int) -> str:
    """Where the interview is kept."""
    return _laid_out([Line(f"Kept in the history: interviewer history show {session_id[:8]}")], width)


def _laid_out(lines: Sequence[Line], width: int) -> str:
    return "\n".join(piece for line in lines for piece in _broken(line, width))


def _broken(line: Line, width: int) -> list[str]:
    """The line broken at spaces, the lines after the first further in; words longer than the width stay whole."""
    margin = " " * line.indent
    if not line.wrapped:
        return [f"{margin}{line.text}".rstrip()]
    pieces = textwrap.wrap(
        line.text,
        max(width, 20),
        initial_indent=margin,
        subsequent_indent=margin + "  " * (line.hanging and line.indent > 0),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return pieces or [""]


def _event_lines(event: InterviewEvent) -> list[Line]:
    lines: list[Line]
    match event:
        case Asked():
            lines = [BLANK, Line(_heading(event)), *_question_lines(event.question)]
        case Graded(turn=turn):
            lines = [BLANK, *(_grade_lines(turn.grade) if turn.grade else [])]
        case Hinted(text=text, left=left):
            more = {0: "no more hints", 1: "1 more hint"}.get(left, f"{left} more hints")
            lines = [Line(f"Hint: {text} ({more})")]
        case Skipped():
            lines = [Line("Skipped.")]
        case Revealed(references=references):
            lines = [BLANK, Line("Model answer:")]
            for reference in references:
                lines += [Line(f"From {reference.source}:")] if reference.source else []
                lines += _markdown_lines(reference.markdown)
        case Counted(left=left, total=total):
            lines = [Line(f"Still to be answered: {left} of {total} main questions.")]
        case Noted(message=message):
            lines = [Line(message)]
        case Finished(report=report):
            lines = [BLANK, *_summary_lines(report)]
        case Submitted():
            lines = []
    return lines


def _heading(asked: Asked) -> str:
    about = ", ".join(word for word in (asked.question.topic, asked.question.difficulty) if word)
    if asked.kind == "follow-up":
        return f"Follow-up to question {asked.position} of {asked.total} ({about})"
    return f"Question {asked.position} of {asked.total} ({about})"


def _question_lines(question: Question) -> Iterator[Line]:
    yield Line(question.text)
    if question.context:
        for line in question.context.split("\n"):
            yield Line(line, indent=4, wrapped=False)


def _markdown_lines(markdown: str) -> Iterator[Line]:
    """Markdown as written: prose broken to the width, code between fences line by line."""
    fenced = False
    for line in markdown.strip("\n").split("\n"):
        fence = line.lstrip().startswith(("```", "~~~"))
        prose = line[:1].isalnum() or line[:1] == "$"
        yield Line(line, indent=2, wrapped=not (fenced or fence), hanging=not prose)
        fenced ^= fence


# --- a grade ----------------------------------------------------------------------------------------------------------


def _grade_lines(grade: Grade) -> Iterator[Line]:
    uncertain = " This is a guess: the grader is not sure." if grade.abstained else ""
    yield Line(f"Graded: {score_text(grade)}.{uncertain}")
    for flag in grade.flags:
        if flag.reason not in grade.feedback:
            yield Line(f"Note: {flag.reason}")
    if grade.concepts:
        yield Line("Key concepts:")
    for verdict in grade.concepts:
        yield Line(_verdict_text(verdict), indent=2)
    account = [line for line in grade.ledger if line.kind != "concept"]
    if account:
        yield Line("Account:")
    if grade.concepts:
        yield Line(f"key concepts: {sum(verdict.points for verdict in grade.concepts):+.1f} points", indent=2)
    for line in account:
        yield Line(_ledger_text(line), indent=2)
    yield from _evidence_lines(grade.matches)
    yield Line(f"Feedback: {grade.feedback}")
    if grade.addition:
        yield Line(f"What would gain most: {grade.addition}")
    for passage in grade.related:
        yield Line(f"Read on: {passage.citation}: “{_quotation(passage.text)}”")


def score_text(grade: Grade) -> str:
    """`72 of 100 (range 61-83), good`."""
    return f"{grade.score:g} of 100 (range {grade.low:g}-{grade.high:g}), {grade.band}"


_RELATIONS: dict[Relation, str] = {"entailed": " seems to agree", "neutral": "", "contradicted": " seems to differ"}


def _verdict_text(verdict: ConceptVerdict) -> str:
    origin = ", drawn from the reference" if verdict.extracted else ""
    text = (
        f"{verdict.status}: {verdict.name} ({verdict.importance}{origin}), {verdict.points:g} of {verdict.of:g} points"
    )
    if verdict.answer_span:
        text += f", you wrote “{_quotation(verdict.answer_span)}”"
    return text + (f", see {verdict.evidence.citation}" if verdict.evidence else "")


def _ledger_text(line: LedgerLine) -> str:
    return f"{line.label}: {line.points:+.1f} points" + (f" ({line.detail})" if line.detail else "")


def _evidence_lines(matches: Sequence[SentenceMatch]) -> Iterator[Line]:
    """The sentences nearest to the references, in the order of the answer, each beside what it is near to."""
    if not matches:
        return
    nearest = sorted(range(len(matches)), key=lambda place: -matches[place].similarity)[:MAX_PAIRS]
    few = f" (the {MAX_PAIRS} nearest of {len(matches)} sentences)" if len(matches) > MAX_PAIRS else ""
    yield Line(f"Evidence{few}:")
    for place in sorted(nearest):
        match = matches[place]
        yield Line(f"You: “{_quotation(match.answer)}”", indent=2)
        relation = _RELATIONS[match.relation]
        yield Line(f"Reference {match.evidence.citation}{relation}: “{_quotation(match.evidence.text)}”", indent=2)


def _quotation(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MAX_QUOTED else f"{text[:MAX_QUOTED].rstrip()} ..."


# --- the summary ------------------------------------------------------------------------------------------------------


def _summary_lines(report: InterviewReport) -> Iterator[Line]:
    mains = [turn for turn in report.turns if turn.kind == "main"]
    answered = sum(turn.answer is not None for turn in mains)
    mean = f", mean score {report.mean_score:g} of 100" if report.mean_score is not None else ""
    yield Line(f"The interview is over: {answered} {'question' if answered == 1 else 'questions'} answered{mean}.")
    number = 0
    for turn in report.turns:
        number += turn.kind == "main"
        label = f"{number}." if turn.kind == "main" else "Follow-up:"
        yield Line(f"{label} {turn.question.text} {_outcome(turn)}", indent=2 if turn.kind == "main" else 4)
    if report.topics:
        yield Line("Topics:")
    for topic in report.topics:
        count = "1 question" if topic.questions == 1 else f"{topic.questions} questions"
        yield Line(f"{topic.topic}: {topic.mean_score:g} of 100 over {count}", indent=2)
    if report.to_revise:
        yield Line(f"To revise: {', '.join(report.to_revise)}")


def _outcome(turn: Turn) -> str:
    if turn.grade is not None:
        return f"{score_text(turn.grade)}."
    return "Skipped." if turn.answer is None else "Not graded."
