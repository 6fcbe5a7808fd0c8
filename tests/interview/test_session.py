"""Whole interviews, told as conversations: commands in, events out."""

import pytest
from interview_builders import grade, question, verdict

from interviewer.interview.commands import (
    Answer,
    AskHint,
    CountLeft,
    Next,
    RecordGrade,
    Repeat,
    Reveal,
    Skip,
    Stop,
    Unclear,
)
from interviewer.interview.session import InterviewSession
from interviewer.models import (
    Asked,
    Counted,
    Finished,
    Graded,
    Hinted,
    Noted,
    Revealed,
    Skipped,
    Submitted,
    Turn,
)

FOLLOWED = question("gradient", follow_ups={"saturation": "And the sigmoid?"}, hints=("First.", "Second."))
SECOND = question("momentum", topic="training")
THIRD = question("dropout", topic="training", concepts=())
WEAK = grade(50, verdict("chain rule"), verdict("saturation", "missing"))
STRONG = grade(90, verdict("chain rule"), verdict("saturation"))


def only(events, kind):
    """The one event, of that kind."""
    assert [type(event) for event in events] == [kind]
    return events[0]


def kinds(events):
    return [type(event) for event in events]


def started(*plan, **options):
    session = InterviewSession(plan, **options)
    session.start()
    return session


def test_an_interview_from_the_first_question_to_the_report():
    session = InterviewSession([FOLLOWED, SECOND])
    asked = only(session.start(), Asked)
    assert (asked.turn, asked.kind, asked.position, asked.total) == (1, "main", 1, 2)
    assert (asked.question, asked.again, session.state) == (FOLLOWED, False, "asking")

    submitted = only(session.handle(Answer("The chain rule.")), Submitted)
    assert submitted.turn == Turn(number=1, kind="main", question=FOLLOWED, answer="The chain rule.")
    assert (session.state, session.pending) == ("grading", (submitted.turn,))

    graded = only(session.handle(RecordGrade(1, WEAK)), Graded)
    assert graded.turn == submitted.turn.model_copy(update={"grade": WEAK})
    assert (session.state, session.pending) == ("reviewing", ())

    follow_up = only(session.handle(Next()), Asked)
    assert (follow_up.turn, follow_up.kind, follow_up.position, follow_up.total) == (2, "follow-up", 1, 2)
    assert (follow_up.question.text, follow_up.question.id) == ("And the sigmoid?", FOLLOWED.id)
    session.handle(Answer("It saturates."))
    session.handle(RecordGrade(2, WEAK))

    asked = only(session.handle(Next()), Asked)  # one follow-up only, though that grade was weak as well
    assert (asked.turn, asked.kind, asked.position, asked.question) == (3, "main", 2, SECOND)
    session.handle(Answer("It remembers."))
    session.handle(RecordGrade(3, STRONG))

    report = only(session.handle(Next()), Finished).report
    assert session.state == "finished"
    assert report.turns == session.turns
    assert [(turn.number, turn.kind, turn.grade.score) for turn in report.turns] == [
        (1, "main", 50),
        (2, "follow-up", 50),
        (3, "main", 90),
    ]
    assert report.mean_score == 70


def test_without_follow_ups_the_next_main_question_comes_after_a_weak_answer():
    session = started(FOLLOWED, SECOND, follow_ups=False)
    session.handle(Answer("Hm."))
    session.handle(RecordGrade(1, WEAK))
    assert only(session.handle(Next()), Asked).question == SECOND


def test_who_does_not_wait_for_the_grade_gets_no_follow_up_but_gets_the_grade():
    session = started(FOLLOWED, SECOND, THIRD)
    session.handle(Answer("The chain rule."))
    assert only(session.handle(Next()), Asked).question == SECOND
    assert [turn.number for turn in session.pending] == [1]

    assert only(session.handle(RecordGrade(1, WEAK)), Graded).turn.number == 1
    assert session.state == "asking"
    only(session.handle(Answer("It remembers.")), Submitted)
    session.handle(RecordGrade(2, STRONG))
    assert only(session.handle(Next()), Asked).question == THIRD


def test_a_late_grade_for_an_earlier_answer_does_not_end_the_wait_for_the_latest():
    session = started(SECOND, THIRD, FOLLOWED)
    session.handle(Answer("one"))
    session.handle(Next())
    session.handle(Answer("two"))
    only(session.handle(RecordGrade(1, STRONG)), Graded)
    assert session.state == "grading"
    only(session.handle(RecordGrade(2, STRONG)), Graded)
    assert session.state == "reviewing"


def test_the_report_waits_for_the_last_grades():
    session = started(SECOND, FOLLOWED)
    session.handle(Answer("one"))
    session.handle(Next())
    session.handle(Answer("two"))
    assert only(session.handle(Next()), Noted).message == "2 answers are still being graded; the summary follows."
    assert session.state == "grading"
    only(session.handle(RecordGrade(2, WEAK)), Graded)
    assert only(session.handle(Next()), Noted).message == "1 answer is still being graded; the summary follows."
    graded, finished = session.handle(RecordGrade(1, STRONG))
    assert (graded.turn.number, finished.report.mean_score) == (1, 70)
    assert session.state == "finished"


def test_an_earlier_grade_is_waited_for_after_the_last_one_was_read():
    session = started(SECOND, THIRD)
    session.handle(Answer("one"))
    session.handle(Next())
    session.handle(Answer("two"))
    session.handle(RecordGrade(2, STRONG))
    assert session.state == "reviewing"
    only(session.handle(Next()), Noted)
    assert kinds(session.handle(RecordGrade(1, STRONG))) == [Graded, Finished]


def test_skipping_every_question_ends_the_interview():
    session = started(FOLLOWED, SECOND)
    skipped, asked = session.handle(Skip())
    assert skipped == Skipped(turn=Turn(number=1, kind="main", question=FOLLOWED, answer=None))
    assert (asked.turn, asked.question) == (2, SECOND)
    assert kinds(session.handle(Skip())) == [Skipped, Finished]
    assert session.pending == ()


def test_skipping_the_last_question_waits_for_grades():
    session = started(SECOND, THIRD)
    session.handle(Answer("one"))
    session.handle(Next())
    assert kinds(session.handle(Skip())) == [Skipped, Noted]
    assert session.state == "grading"
    assert kinds(session.handle(RecordGrade(1, STRONG))) == [Graded, Finished]


def test_a_follow_up_can_be_skipped():
    session = started(FOLLOWED, SECOND)
    session.handle(Answer("The chain rule."))
    session.handle(RecordGrade(1, WEAK))
    session.handle(Skip())  # the question is answered: the same as going on
    skipped, asked = session.handle(Skip())
    assert (skipped.turn.kind, skipped.turn.answer, asked.question) == ("follow-up", None, SECOND)


def test_hints_are_given_one_by_one_and_counted():
    session = started(FOLLOWED)
    assert session.handle(AskHint()) == [Hinted(turn=1, text="First.", left=1)]
    assert session.handle(AskHint()) == [Hinted(turn=1, text="Second.", left=0)]
    assert only(session.handle(AskHint()), Noted).message == "There is no further hint for this question."
    assert only(session.handle(Answer("The chain rule.")), Submitted).turn.hints_used == 2


def test_without_written_hints_the_weightiest_concept_is_named():
    concepts = (("momentum", "bonus"), ("velocity", "important"), ("decay", "essential"), ("rate", "essential"))
    session = started(question("x", concepts=concepts))
    assert session.handle(AskHint()) == [Hinted(turn=1, text="Think about: decay", left=0)]
    only(session.handle(AskHint()), Noted)
    only(started(THIRD).handle(AskHint()), Noted)


def test_the_model_answer_shown_before_answering_is_marked():
    session = started(FOLLOWED)
    assert session.handle(Reveal()) == [Revealed(turn=1, references=FOLLOWED.references)]
    assert only(session.handle(Answer("Ah.")), Submitted).turn.revealed


def test_the_model_answer_shown_afterwards_is_not_marked():
    session = started(FOLLOWED)
    session.handle(Answer("The chain rule."))
    only(session.handle(Reveal()), Revealed)
    session.handle(RecordGrade(1, STRONG))
    assert session.handle(Reveal()) == [Revealed(turn=1, references=FOLLOWED.references)]
    assert not session.turns[0].revealed
    assert session.state == "reviewing"


def test_the_question_is_repeated():
    session = InterviewSession([FOLLOWED, SECOND])
    asked = only(session.start(), Asked)
    assert session.handle(Repeat()) == [asked.model_copy(update={"again": True})]


def test_the_questions_left_count_the_one_on_the_table_and_no_follow_ups():
    session = started(FOLLOWED, SECOND)
    assert session.handle(CountLeft()) == [Counted(left=2, total=2)]
    session.handle(Answer("The chain rule."))
    assert session.handle(CountLeft()) == [Counted(left=1, total=2)]
    session.handle(RecordGrade(1, WEAK))
    session.handle(Next())
    assert session.handle(CountLeft()) == [Counted(left=1, total=2)]


def test_stopping_ends_the_interview_with_what_was_done():
    session = started(FOLLOWED, SECOND, THIRD)
    session.handle(Answer("The chain rule."))
    session.handle(RecordGrade(1, STRONG))
    session.handle(Next())
    report = only(session.handle(Stop()), Finished).report
    assert [turn.number for turn in report.turns] == [1]
    assert only(session.handle(Answer("late")), Noted).message == "The interview is over."
    only(session.handle(Stop()), Noted)


def test_stopping_does_not_wait_for_grades_but_takes_them():
    session = started(FOLLOWED, SECOND)
    session.handle(Answer("The chain rule."))
    noted, finished = session.handle(Stop())
    assert noted.message == "1 answer is not graded yet and missing from the summary."
    assert finished.report.mean_score is None
    assert only(session.handle(RecordGrade(1, WEAK)), Graded).turn.grade == WEAK
    assert (session.state, session.turns[0].grade) == ("finished", WEAK)


def test_what_makes_no_sense_just_now_is_said_and_changes_nothing():
    session = started(FOLLOWED, SECOND)
    only(session.handle(Next()), Noted)
    only(session.handle(Answer("  \n")), Noted)
    assert session.state == "asking"
    session.handle(Answer("The chain rule."))
    for command in (Answer("again"), AskHint(), Repeat()):
        only(session.handle(command), Noted)
    session.handle(RecordGrade(1, STRONG))
    for command in (Answer("again"), AskHint(), Repeat()):
        only(session.handle(command), Noted)
    assert session.state == "reviewing"
    assert session.handle(Unclear("What?")) == [Noted(message="What?")]


def test_an_endless_answer_is_cut_and_that_is_said():
    noted, submitted = started(FOLLOWED).handle(Answer("a" * 20_001))
    assert noted.message == "Only the first 20,000 characters of the answer count."
    assert submitted.turn.answer == "a" * 20_000


def test_a_grade_that_nobody_waits_for_is_a_programming_error():
    session = started(FOLLOWED, SECOND)
    with pytest.raises(ValueError, match="turn 1"):
        session.handle(RecordGrade(1, WEAK))
    session.handle(Skip())
    with pytest.raises(ValueError, match="turn 1"):
        session.handle(RecordGrade(1, WEAK))
    session.handle(Answer("It remembers."))
    session.handle(RecordGrade(2, WEAK))
    with pytest.raises(ValueError, match="turn 2"):
        session.handle(RecordGrade(2, WEAK))


def test_a_session_starts_once_and_before_anything_else():
    session = InterviewSession([FOLLOWED])
    with pytest.raises(ValueError, match="not started"):
        session.handle(Skip())
    session.start()
    with pytest.raises(ValueError, match="started before"):
        session.start()


def test_a_plan_holds_each_question_once_and_turns_are_of_the_plan():
    with pytest.raises(ValueError, match="twice"):
        InterviewSession([FOLLOWED, FOLLOWED])
    foreign = Turn(number=1, kind="main", question=SECOND, answer="x")
    with pytest.raises(ValueError, match="not those of this plan"):
        InterviewSession([FOLLOWED], turns=[foreign])


def test_an_empty_plan_is_finished_at_once():
    assert only(InterviewSession([]).start(), Finished).report.turns == ()


# --- going on after an interruption -----------------------------------------------------------------------------------


def test_an_interrupted_interview_goes_on_with_the_next_question():
    before = started(SECOND, FOLLOWED, THIRD)
    before.handle(Answer("one"))
    before.handle(RecordGrade(1, STRONG))
    session = InterviewSession([SECOND, FOLLOWED, THIRD], turns=before.turns)
    asked = only(session.start(), Asked)
    assert (asked.turn, asked.position, asked.total, asked.question) == (2, 2, 3, FOLLOWED)
    assert session.turns == before.turns


def test_the_follow_up_that_was_due_is_put_after_an_interruption():
    before = started(FOLLOWED, SECOND)
    before.handle(Answer("The chain rule."))
    before.handle(RecordGrade(1, WEAK))
    asked = only(InterviewSession([FOLLOWED, SECOND], turns=before.turns).start(), Asked)
    assert (asked.turn, asked.kind) == (2, "follow-up")


def test_answers_that_were_not_graded_are_pending_after_an_interruption():
    before = started(FOLLOWED, SECOND)
    before.handle(Answer("The chain rule."))
    session = InterviewSession([FOLLOWED, SECOND], turns=before.turns)
    assert session.pending == before.turns
    assert only(session.start(), Asked).question == SECOND
    assert only(session.handle(RecordGrade(1, WEAK)), Graded).turn.number == 1
    assert session.pending == ()


def test_pending_answers_may_be_graded_before_the_interview_goes_on():
    before = started(FOLLOWED, SECOND)
    before.handle(Answer("The chain rule."))
    session = InterviewSession([FOLLOWED, SECOND], turns=before.turns)
    only(session.handle(RecordGrade(1, WEAK)), Graded)
    assert only(session.start(), Asked).kind == "follow-up"


def test_an_interview_interrupted_at_its_very_end_waits_for_the_grade_and_finishes():
    before = started(SECOND)
    before.handle(Answer("one"))
    session = InterviewSession([SECOND], turns=before.turns)
    only(session.start(), Noted)
    assert kinds(session.handle(RecordGrade(1, STRONG))) == [Graded, Finished]
    graded_first = InterviewSession([SECOND], turns=before.turns)
    graded_first.handle(RecordGrade(1, STRONG))
    only(graded_first.start(), Finished)
