"""The account of a grade: points per concept, for similarity, by calibration and by caps, adding up to the score."""

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.grading.calibration import Calibration, band
from interviewer.grading.concepts import CREDIT, WEIGHTS, ConceptMatch
from interviewer.grading.integrity import Guard
from interviewer.models import Band, ConceptVerdict, Evidence, LedgerLine

_WHOLE_RANGE = (0.0, 100.0)


@dataclass(frozen=True, slots=True)
class Account:
    """All amounts have one decimal, and the ledger's points add up to the score exactly."""

    score: float
    low: float
    high: float
    band: Band
    coverage: float
    verdicts: tuple[ConceptVerdict, ...]
    ledger: tuple[LedgerLine, ...]


def coverage_of(matches: Sequence[ConceptMatch]) -> float:
    """The share of the key concepts covered, weighted by importance; partial counts half. 0 without concepts."""
    weight = sum(WEIGHTS[match.concept.importance] for match in matches)
    return sum(_credit(match) for match in matches) / weight if weight else 0.0


def estimate(matches: Sequence[ConceptMatch], similarity: float, calibration: Calibration) -> float:
    """The score before guards, not rounded."""
    earned = calibration.similarity_points(similarity)
    if not matches:
        return calibration.score(earned * 100 / (100 - calibration.concept_points))
    return calibration.score(earned + calibration.concept_points * coverage_of(matches))


def draw_up(
    answer: str,
    matches: Sequence[ConceptMatch],
    similarity: float,
    calibration: Calibration,
    guards: Sequence[Guard],
    *,
    abstained: bool,
) -> Account:
    """The account of one answer. Amounts are kept in tenths of a point, so that no sum is off by rounding."""
    weight = sum(WEIGHTS[match.concept.importance] for match in matches)
    verdicts, lines, tenths = [], [], 0
    for match in matches:
        of = round(10 * calibration.concept_points * WEIGHTS[match.concept.importance] / weight)
        points = round(of * CREDIT[match.status])
        tenths += points
        verdicts.append(_verdict(answer, match, points / 10, of / 10))
        lines.append(_concept_line(verdicts[-1]))
    share = 1.0 if matches else 100 / (100 - calibration.concept_points)
    earned = round(10 * calibration.similarity_points(similarity) * share)
    tenths += earned
    lines.append(_line("similarity", "closeness to the reference", earned, f"similarity {similarity:.2f}"))

    free = round(10 * estimate(matches, similarity, calibration))
    lines.append(_line("calibration", "what examiners give for this", free - tenths, "from points to a human mark"))
    total, caps = capped(free, guards)
    score = total / 10
    low, high = _WHOLE_RANGE if abstained else range_under_caps(score, calibration.range(score), guards)
    return Account(
        score=score,
        low=low,
        high=high,
        band=band(score),
        coverage=coverage_of(matches),
        verdicts=tuple(verdicts),
        ledger=(*lines, *caps),
    )


def capped(tenths: int, guards: Sequence[Guard]) -> tuple[int, list[LedgerLine]]:
    """Tenths of a point with every cap applied, the highest first, and a line for each that takes something."""
    lines = []
    caps = [(guard.cap, guard.flag) for guard in guards if guard.cap is not None]
    for cap, flag in sorted(caps, key=lambda found: (-found[0], found[1].name)):
        allowed = min(tenths, round(10 * cap))
        if allowed < tenths:
            lines.append(_line("cap", flag.name, allowed - tenths, flag.reason))
        tenths = allowed
    return tenths, lines


def range_under_caps(score: float, reach: tuple[float, float], guards: Sequence[Guard]) -> tuple[float, float]:
    """A range that holds the score and goes no higher than a cap, unless the score does."""
    low, high = reach
    high = min([high, *(guard.cap for guard in guards if guard.cap is not None)])
    return round(min(low, score), 1), round(max(high, score), 1)


def _credit(match: ConceptMatch) -> float:
    return CREDIT[match.status] * WEIGHTS[match.concept.importance]


def _verdict(answer: str, match: ConceptMatch, points: float, of: float) -> ConceptVerdict:
    evidence = Evidence(text=match.evidence.text, citation=match.evidence.passage.citation)
    return ConceptVerdict(
        name=match.concept.name,
        status=match.status,
        importance=match.concept.importance,
        points=points,
        of=of,
        answer_span=match.span.of(answer) if match.span else None,
        evidence=evidence,
        extracted=match.concept.extracted,
    )


def _concept_line(verdict: ConceptVerdict) -> LedgerLine:
    detail = f"{verdict.status}, {verdict.importance}, {verdict.points:g} of {verdict.of:g}"
    return LedgerLine(kind="concept", label=verdict.name, points=verdict.points, detail=detail)


def _line(kind: str, label: str, tenths: int, detail: str) -> LedgerLine:
    return LedgerLine.model_validate({"kind": kind, "label": label, "points": tenths / 10, "detail": detail})
