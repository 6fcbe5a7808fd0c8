"""Grades rows in batches: what they need is embedded together, what cannot be graded is a row too."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from interviewer.grading.grader import Grader
from interviewer.grading.references import question_from_references
from interviewer.grading.rows import AnswerRow, BadRow
from interviewer.models import Grade, Question

BATCH = 64
"""Rows graded together: enough to keep the encoder busy, few enough to show progress."""


def grade_rows(
    rows: Iterable[AnswerRow | BadRow],
    find_question: Callable[[str], Question | None],
    grader: Callable[[bool], Grader],
) -> Iterator[tuple[AnswerRow, Grade] | BadRow]:
    """Each row with its grade, in order.

    `grader(with_corpus)` gives the grader for rows with references (False) or with questions of the corpus (True); it
    is asked only when there is such a row, and so is `find_question`.
    """
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield from _grade_batch(batch, find_question, grader)


def _grade_batch(
    batch: list[AnswerRow | BadRow],
    find_question: Callable[[str], Question | None],
    grader: Callable[[bool], Grader],
) -> list[tuple[AnswerRow, Grade] | BadRow]:
    results: dict[int, tuple[AnswerRow, Grade] | BadRow] = {}
    to_grade: dict[bool, list[tuple[int, AnswerRow, Question]]] = {False: [], True: []}
    for place, row in enumerate(batch):
        if isinstance(row, BadRow):
            results[place] = row
        elif row.references:
            to_grade[False].append((place, row, question_from_references(row.question, row.references)))
        elif question := find_question(row.question):
            to_grade[True].append((place, row, question))
        else:
            results[place] = BadRow(row.id, f"There is no question {row.question!r} in the corpus, and no references.")
    for with_corpus, wanted in to_grade.items():
        if wanted:
            grades = grader(with_corpus).grade_many([(question, row.answer) for _, row, question in wanted])
            results.update((place, (row, grade)) for (place, row, _), grade in zip(wanted, grades, strict=True))
    return [results[place] for place in range(len(batch))]
