"""Questions and grades made by hand: plain data, as the corpus and the grader would give them."""

from collections.abc import Mapping, Sequence

from interviewer.models import (
    Band,
    Concept,
    ConceptStatus,
    ConceptVerdict,
    Difficulty,
    Evidence,
    Flag,
    FollowUp,
    Grade,
    GraderIdentity,
    Importance,
    LedgerLine,
    Passage,
    Question,
    Reference,
    SentenceMatch,
)


def question(
    name: str = "gradient",
    *,
    topic: str = "optimisation",
    difficulty: Difficulty | None = "medium",
    concepts: Sequence[tuple[str, Importance]] = (("chain rule", "essential"), ("saturation", "important")),
    passages: Sequence[str] = ("The chain rule multiplies derivatives.", "Saturation of the sigmoid shrinks them."),
    follow_ups: Mapping[str, str] | None = None,
    hints: Sequence[str] = (),
    context: str | None = None,
) -> Question:
    text = f"What about the {name}?"
    return Question(
        id=name,
        text=text,
        context=context,
        topic=topic,
        difficulty=difficulty,
        file=f"{topic}.md",
        line=10,
        references=(
            Reference(
                source=None,
                line=14,
                markdown="\n\n".join(passages),
                passages=tuple(
                    Passage(text=passage, file=f"{topic}.md", line=14 + 2 * place, heading=text, question_id=name)
                    for place, passage in enumerate(passages)
                ),
            ),
        ),
        concepts=tuple(Concept(name=concept, importance=weight) for concept, weight in concepts),
        follow_ups=tuple(
            FollowUp(text=asked, concept=concept, line=40) for concept, asked in (follow_ups or {}).items()
        ),
        hints=tuple(hints),
        content_hash=f"hash of {name}",
    )


def verdict(name: str, status: ConceptStatus = "covered", of: float = 30.0) -> ConceptVerdict:
    share = {"covered": 1.0, "partial": 0.5, "missing": 0.0, "contradicted": 0.0}[status]
    return ConceptVerdict(
        name=name,
        status=status,
        importance="essential",
        points=round(of * share, 1),
        of=of,
        answer_span=None if status == "missing" else f"something about {name}",
        evidence=Evidence(text=f"The reference on {name}.", citation="optimisation.md:14"),
    )


def grade(
    score: float = 50.0,
    *concepts: ConceptVerdict,
    flags: Sequence[str] = (),
    abstained: bool = False,
    matches: Sequence[SentenceMatch] = (),
    addition: str | None = None,
) -> Grade:
    band: Band = "weak" if score < 40 else "partial" if score < 60 else "good" if score < 80 else "strong"
    earned = sum(concept.points for concept in concepts)
    return Grade(
        score=score,
        low=max(0.0, score - 10),
        high=min(100.0, score + 10),
        band=band,
        abstained=abstained,
        flags=tuple(Flag(name=name, reason=f"The answer is {name}.") for name in flags),
        similarity=0.5,
        coverage=0.5,
        concepts=concepts,
        ledger=(
            *(LedgerLine(kind="concept", label=c.name, points=c.points, detail=c.status) for c in concepts),
            LedgerLine(kind="similarity", label="similarity", points=round(score - earned, 1), detail="0.5 of 1"),
        ),
        matches=tuple(matches),
        feedback="A fair start.",
        addition=addition,
        grader=GraderIdentity(version="1", encoder="none", corpus=None),
    )
