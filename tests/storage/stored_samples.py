"""Questions, turns and grades for the tests of the history; processes started by the tests import it too."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from interviewer.models import (
    Concept,
    ConceptVerdict,
    Evidence,
    Flag,
    Grade,
    GraderIdentity,
    LedgerLine,
    Passage,
    Question,
    Reference,
    SentenceMatch,
    Turn,
)
from interviewer.storage.history import History

NOON = datetime(2025, 3, 5, 12, 0, tzinfo=UTC)


def make_question(number: int, *, topic: str = "optimisation", text: str | None = None) -> Question:
    passage = Passage(
        text=f"Gradients shrink layer by layer ({number}).", file="training.md", line=7, question_id=f"q{number}"
    )
    return Question(
        id=f"q{number}",
        text=text or f"What is the vanishing gradient problem, part {number}?",
        context="for layer in layers:\n    x = layer(x)" if number == 2 else None,
        topic=topic,
        difficulty="medium",
        tags=("rnn",),
        file="training.md",
        line=5,
        references=(Reference(source=None, line=7, markdown=passage.text, passages=(passage,)),),
        concepts=(Concept(name="chain rule", aliases=("product",), importance="essential", line=12),),
        content_hash=f"{number:064x}",
    )


def make_turn(number: int, *, answer: str | None = "Gradients get small.", question: Question | None = None) -> Turn:
    return Turn(number=number, kind="main", question=question or make_question(number), answer=answer, hints_used=1)


def make_grade(score: float = 71.4) -> Grade:
    evidence = Evidence(text="Gradients shrink layer by layer.", citation="training.md:7")
    return Grade(
        score=score,
        low=score - 6.5,
        high=score + 6.5,
        band="good",
        abstained=False,
        flags=(Flag(name="too-short", reason="The answer is short."),),
        similarity=0.7,
        coverage=0.5,
        concepts=(
            ConceptVerdict(
                name="chain rule",
                status="covered",
                importance="essential",
                points=30.0,
                of=30.0,
                answer_span="get small",
                evidence=evidence,
            ),
            ConceptVerdict(
                name="saturation", status="partial", importance="important", points=5.0, of=10.0,
                answer_span="small", evidence=evidence,
            ),
            ConceptVerdict(
                name="residual connections", status="missing", importance="bonus", points=0.0, of=5.0,
                answer_span=None, evidence=None,
            ),
        ),
        ledger=(LedgerLine(kind="similarity", label="Similarity", points=36.4, detail="0.7 of 1"),),
        matches=(SentenceMatch(answer="Gradients get small.", evidence=evidence, similarity=0.8),),
        feedback="Most of it is there.",
        addition="Say how residual connections help.",
        grader=GraderIdentity(version="1", encoder="e" * 64, corpus="c" * 64),
    )  # fmt: skip


def fill(directory: Path) -> None:
    """Two interviews: `aaaa...` finished with a skipped question, `bbbb...` interrupted with a draft."""
    with History.open(directory) as history:
        plan = [make_question(1), make_question(2), make_question(3, topic="attention")]
        history.begin_session("a" * 32, NOON, plan, seed=7, mode="practice")
        history.record_answer("a" * 32, make_turn(1), NOON + timedelta(minutes=2), 95.5)
        history.record_grade("a" * 32, 1, make_grade(71.4), NOON + timedelta(minutes=3))
        history.record_answer("a" * 32, make_turn(2, answer=None), NOON + timedelta(minutes=4), None)
        history.record_answer(
            "a" * 32, make_turn(3, question=plan[2], answer="Softmax of QKᵀ/√d."), NOON + timedelta(minutes=6), 60.0
        )
        history.record_grade("a" * 32, 3, make_grade(50.0), NOON + timedelta(minutes=7))
        history.end_session("a" * 32, NOON + timedelta(minutes=8))
        later = NOON + timedelta(days=1)
        history.begin_session("b" * 32, later, plan[:2], seed=8, mode="plain")
        history.record_answer("b" * 32, make_turn(1), later + timedelta(minutes=1), 12.0)
        history.save_draft("b" * 32, 2, "I think that", later + timedelta(minutes=2))


def everything(directory: Path) -> list[object]:
    """All that the history of a folder gives back."""
    with History.open(directory) as history:
        sessions = history.sessions()
        return [
            sessions,
            [history.session(session.id) for session in sessions],
            [history.draft(session.id) for session in sessions],
            history.unfinished(),
            history.last_asked(),
            history.topics(),
        ]
