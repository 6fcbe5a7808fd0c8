"""What the candidate is told: in words, from the evidence, with one thing to do next."""

from collections.abc import Sequence

from interviewer.models import ConceptStatus, ConceptVerdict, Flag

_OPENING = {
    "strong": "A strong answer.",
    "good": "A good answer with gaps.",
    "partial": "Part of the answer is there.",
    "weak": "Little of what is needed is there yet.",
}
_LEADS: dict[ConceptStatus, str] = {
    "covered": "Covered",
    "contradicted": "The reference seems to say otherwise about",
    "partial": "Only touched",
    "missing": "Missing",
}
_MOST_NAMED = 4


def write_feedback(band: str, flags: Sequence[Flag], concepts: Sequence[ConceptVerdict]) -> str:
    """One sentence each for what stands out, what was covered, what was touched and what is missing."""
    sentences = [flag.reason for flag in flags] or [_OPENING[band]]
    for status, lead in _LEADS.items():
        names = [concept.name for concept in concepts if concept.status == status]
        if names:
            more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
            sentences.append(f"{lead}: {', '.join(names[:_MOST_NAMED])}{more}.")
    return " ".join(sentences)


def best_addition(concepts: Sequence[ConceptVerdict]) -> str | None:
    """The one addition that would gain most: the concept with the most points still to earn, and what to say of it."""
    open_points = [concept.of - concept.points for concept in concepts]
    if not open_points or max(open_points) <= 0:
        return None
    concept = concepts[open_points.index(max(open_points))]
    where = f" ({concept.evidence.citation})" if concept.evidence else ""
    said = f": {concept.evidence.text}" if concept.evidence else "."
    return f"{concept.name}{said}{where}"
