"""What holds in every interview, whatever is typed and whenever grades arrive."""

from hypothesis import given, settings
from hypothesis import strategies as st
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
from interviewer.models import Asked, Counted, Finished, Graded, Skipped, Submitted

PLAN = [question(f"topic {n}", follow_ups={"saturation": "And the sigmoid?"}, hints=("One.",)) for n in range(4)]
WEAK = grade(50, verdict("chain rule"), verdict("saturation", "missing"))
STRONG = grade(95, verdict("chain rule"), verdict("saturation"))

MOVES = st.one_of(
    st.sampled_from([AskHint(), Skip(), Repeat(), Reveal(), CountLeft(), Next(), Unclear("What?")]),
    st.sampled_from([Answer("The chain rule."), Answer(" ")]),
    st.tuples(st.just("grade"), st.integers(0, 5), st.sampled_from([WEAK, STRONG])),
)


class Conversation:
    """A session together with everything it has said."""

    def __init__(self, session):
        self.session = session
        self.events = list(session.start())

    def move(self, move):
        if isinstance(move, tuple):
            pending = self.session.pending
            if not pending:
                return
            move = RecordGrade(pending[move[1] % len(pending)].number, move[2])
        self.events += self.session.handle(move)

    def of(self, kind):
        return [event for event in self.events if isinstance(event, kind)]


@settings(deadline=None)
@given(st.lists(MOVES, max_size=40), st.booleans())
def test_no_conversation_raises_or_repeats_a_main_question_and_each_ends_after_stop(moves, follow_ups):
    talk = Conversation(InterviewSession(PLAN, follow_ups=follow_ups))
    for move in moves:
        talk.move(move)
        asked = [event for event in talk.of(Asked) if not event.again]
        mains = [event.question.id for event in asked if event.kind == "main"]
        assert mains == [q.id for q in PLAN][: len(mains)]
        assert [event.turn for event in asked] == list(range(1, len(asked) + 1))
        assert follow_ups or len(mains) == len(asked)
        numbers = [turn.number for turn in talk.session.turns]
        assert numbers == list(range(1, len(numbers) + 1))
        assert talk.session.state != "finished" or not talk.session.pending
    talk.move(Stop())
    assert talk.session.state == "finished"
    assert len(talk.of(Finished)) == 1


@settings(deadline=None)
@given(st.lists(MOVES, max_size=40))
def test_events_account_for_every_turn(moves):
    talk = Conversation(InterviewSession(PLAN))
    for move in moves:
        talk.move(move)
    turns = talk.session.turns
    assert sorted(event.turn.number for event in [*talk.of(Submitted), *talk.of(Skipped)]) == [t.number for t in turns]
    assert {event.turn.number for event in talk.of(Graded)} == {t.number for t in turns if t.grade is not None}
    for counted in talk.of(Counted):
        assert 0 <= counted.left <= counted.total == len(PLAN)


@settings(deadline=None)
@given(st.lists(MOVES, max_size=30), st.lists(MOVES, max_size=30))
def test_an_interrupted_interview_goes_on_from_its_turns_and_repeats_nothing(before, after):
    first = Conversation(InterviewSession(PLAN))
    for move in before:
        first.move(move)
    kept = first.session.turns
    second = Conversation(InterviewSession(PLAN, turns=kept))
    for move in after:
        second.move(move)
    assert [turn.number for turn in second.session.turns][: len(kept)] == [turn.number for turn in kept]
    mains = [turn.question.id for turn in second.session.turns if turn.kind == "main"]
    assert mains == [q.id for q in PLAN][: len(mains)]


@settings(deadline=None)
@given(st.lists(MOVES, max_size=40))
def test_answering_and_going_on_always_reaches_the_end(moves):
    talk = Conversation(InterviewSession(PLAN))
    for move in moves:
        talk.move(move)
    for _ in range(4 * len(PLAN)):
        talk.move(Answer("The chain rule."))
        talk.move(("grade", 0, WEAK))
        talk.move(Next())
    for _ in talk.session.pending:
        talk.move(("grade", 0, STRONG))
    assert talk.session.state == "finished"
