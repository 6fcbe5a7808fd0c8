"""When a follow-up question is put, and what it is graded against."""

import hashlib

from interviewer.models import Concept, FollowUp, Grade, Passage, Question, Reference
from interviewer.text import fold

FOLLOW_UP_BELOW = 80.0
"""A main question graded this high needs no follow-up."""
MENTION = 85.0
"""rapidfuzz partial ratio from which a passage counts as mentioning a name."""

_NOTHING_TO_FOLLOW = frozenset({"empty", "dont-know"})


def follow_up_to(question: Question, grade: Grade) -> Question | None:
    """The follow-up to a graded main question, as a question of its own; None when none is due.

    One is due when the grade is below 80 and a key concept that is not covered has a follow-up: the concept with the
    most points to gain, then the one whose follow-up comes first. None follows an abstained grade, nor an answer that
    says nothing.
    """
    if grade.score >= FOLLOW_UP_BELOW or grade.abstained:
        return None
    if any(flag.name in _NOTHING_TO_FOLLOW for flag in grade.flags):
        return None
    to_gain = {fold(v.name): v.of - v.points for v in grade.concepts if v.status != "covered"}
    concepts = {fold(concept.name): concept for concept in question.concepts}
    named = [(fold(follow_up.concept), follow_up) for follow_up in question.follow_ups if follow_up.concept]
    open_ones = [(name, follow_up) for name, follow_up in named if name in to_gain and name in concepts]
    if not open_ones:
        return None
    name, follow_up = max(open_ones, key=lambda pair: to_gain[pair[0]])  # the first of equals
    return _derived(question, follow_up, concepts[name])


def _derived(parent: Question, follow_up: FollowUp, concept: Concept) -> Question:
    """A question about one concept of its parent: the parent's id, only the passages that mention the concept."""
    passages = tuple(p for p in parent.passages if _mentions(p, concept)) or parent.passages
    reference = Reference(
        source=None,
        line=passages[0].line if passages else parent.line,
        markdown="\n\n".join(passage.text for passage in passages),
        passages=passages,
    )
    return parent.model_copy(
        update={
            "text": follow_up.text,
            "line": follow_up.line or parent.line,
            "references": (reference,),
            "concepts": (concept,),
            "misconceptions": (),
            "follow_ups": (),
            "hints": (),
            "content_hash": hashlib.sha256(f"{follow_up.text}\n{parent.content_hash}".encode()).hexdigest(),
        }
    )


def _mentions(passage: Passage, concept: Concept) -> bool:
    text = fold(passage.text)
    from rapidfuzz import fuzz  # not before the first paint

    return any(fuzz.partial_ratio(fold(name), text) >= MENTION for name in (concept.name, *concept.aliases))
