"""Marked answers as the grader and the baselines see them, batch by batch."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from interviewer.grading.baselines import Baselines, Compared, measure_baselines
from interviewer.grading.batch import BATCH, grade_rows
from interviewer.grading.grader import Grader
from interviewer.grading.marked_rows import MarkedRow, OmittedRow
from interviewer.grading.reading import question_text
from interviewer.grading.references import question_from_references
from interviewer.grading.rows import AnswerRow, BadRow
from interviewer.inference.encoder import Encoder
from interviewer.models import Grade, GraderIdentity, Question
from interviewer.text import safe_text


@dataclass(frozen=True, slots=True)
class MarkedAnswer:
    """An answer as a person, the grader and the baselines see it; marks and scores from 0 to 100."""

    group: str
    """The question that it answers."""
    mark: float
    label: str | None
    blank: bool
    score: float
    low: float
    high: float
    abstained: bool
    capped: bool
    """True when a guard holds the score down."""
    baselines: Baselines
    grader: GraderIdentity


def marked_answers(
    rows: Iterable[MarkedRow | OmittedRow | BadRow],
    find_question: Callable[[str], Question | None],
    grader: Callable[[bool], Grader],
    encoder: Callable[[], Encoder],
) -> Iterator[MarkedAnswer | OmittedRow | BadRow]:
    """Each row with what is measured of it, in order; `find_question` and `grader` as in `grade_rows`.

    Grades are not kept whole: there may be many rows, and a grade quotes its evidence.
    """
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        marked = {place: row for place, row in enumerate(batch) if isinstance(row, MarkedRow)}
        others = {place: row for place, row in enumerate(batch) if not isinstance(row, MarkedRow)}
        graded = {}
        results = grade_rows((row.row for row in marked.values()), find_question, grader)
        for place, result in zip(marked, results, strict=True):
            if isinstance(result, BadRow):
                others[place] = result
            else:
                graded[place] = result[1]
        compared = [_compared(marked[place].row, find_question) for place in graded]
        baselines = dict(zip(graded, measure_baselines(compared, encoder()) if compared else (), strict=True))
        for place in range(len(batch)):
            if place in graded:
                yield _marked_answer(marked[place], graded[place], baselines[place])
            else:
                yield others[place]


def _compared(row: AnswerRow, find_question: Callable[[str], Question | None]) -> Compared:
    question = question_from_references(row.question, row.references) if row.references else find_question(row.question)
    assert question is not None  # it has been graded
    references = ("\n\n".join(passage.text for passage in found.passages) for found in question.references)
    return Compared(question_text(question), tuple(references), safe_text(row.answer).strip())


def _marked_answer(row: MarkedRow, grade: Grade, baselines: Baselines) -> MarkedAnswer:
    return MarkedAnswer(
        group=row.group,
        mark=row.mark,
        label=row.label,
        blank=row.blank,
        score=grade.score,
        low=grade.low,
        high=grade.high,
        abstained=grade.abstained,
        capped=any(line.kind == "cap" for line in grade.ledger),
        baselines=baselines,
        grader=grade.grader,
    )
