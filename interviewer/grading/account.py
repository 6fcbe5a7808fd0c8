"""The account of a grade: points for what speaks for the answer and against it, by calibration and by caps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.grading.calibration import Calibration, band
from interviewer.grading.concepts import CREDIT, WEIGHTS, ConceptMatch
from interviewer.grading.integrity import Guard
from interviewer.grading.measurement import Measurement
from interviewer.grading.reading import AnswerReading
from interviewer.grading.verification import STATED, opposition
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


def points(measured: Measurement, calibration: Calibration) -> float:
    """What the evidence is worth before calibration, 0 to 100; it rises with every part of the evidence."""
    return _earned(measured, calibration) * (1 - calibration.contradiction * measured.verification.contradiction)


def _earned(measured: Measurement, calibration: Calibration) -> float:
    earned = calibration.similarity_points(measured.similarity)
    earned += calibration.support_points * measured.verification.support
    if not measured.matches:
        return earned * _share_without_concepts(calibration)
    return earned + calibration.concept_points * measured.coverage


def _share_without_concepts(calibration: Calibration) -> float:
    """Where a reference has no concepts, the other points stand for all."""
    return 100 / (100 - calibration.concept_points)


def estimate(measured: Measurement) -> float:
    """The score before guards, not rounded."""
    return measured.calibration.score(points(measured, measured.calibration))


def draw_up(
    answer: AnswerReading,
    measured: Measurement | None,
    guards: Sequence[Guard],
    *,
    abstained: bool,
) -> Account:
    """The account of one answer. Amounts are kept in tenths of a point, so that no sum is off by rounding."""
    verdicts: list[ConceptVerdict] = []
    lines: list[LedgerLine] = []
    free, reach = 0, (0.0, 0.0)
    if measured is not None:
        calibration = measured.calibration
        verdicts = list(_verdicts(answer.text, measured, calibration))
        lines = [_concept_line(verdict) for verdict in verdicts]
        lines += _closeness_lines(measured, calibration)
        lines += _contradiction_lines(answer, measured, calibration)
        free = round(10 * estimate(measured))
    tenths = sum(round(10 * line.points) for line in lines)
    lines.append(_line("calibration", "what examiners give for this", free - tenths, "from points to a human mark"))
    total, caps = capped(free, guards)
    score = total / 10
    if measured is not None:
        reach = measured.calibration.range(score)
    low, high = _WHOLE_RANGE if abstained else range_under_caps(score, reach, guards)
    return Account(
        score=score,
        low=low,
        high=high,
        band=band(score),
        coverage=measured.coverage if measured else 0.0,
        verdicts=tuple(verdicts),
        ledger=(*lines, *caps),
    )


def _verdicts(answer: str, measured: Measurement, calibration: Calibration) -> Iterator[ConceptVerdict]:
    weight = sum(WEIGHTS[match.concept.importance] for match in measured.matches)
    for match in measured.matches:
        of = round(10 * calibration.concept_points * WEIGHTS[match.concept.importance] / weight)
        yield _verdict(answer, match, round(of * CREDIT[match.status]) / 10, of / 10)


def _closeness_lines(measured: Measurement, calibration: Calibration) -> Iterator[LedgerLine]:
    share = 1.0 if measured.matches else _share_without_concepts(calibration)
    earned = round(10 * share * calibration.similarity_points(measured.similarity))
    yield _line("similarity", "closeness to the reference", earned, f"similarity {measured.similarity:.2f}")
    if calibration.support_points:
        found = measured.verification
        said = sum(
            row is not None and found.odds[row, place].entailed >= STATED for place, row in enumerate(found.stated_by)
        )
        earned = round(10 * share * calibration.support_points * found.support)
        of = len(measured.yardstick.sentences)
        detail = f"{said} of {of} {'sentence' if of == 1 else 'sentences'} of the reference clearly stated"
        yield _line("support", "says what the reference says", earned, detail)


def _contradiction_lines(
    answer: AnswerReading, measured: Measurement, calibration: Calibration
) -> Iterator[LedgerLine]:
    """A line for every sentence that costs points, with the evidence on both sides."""
    earned = _earned(measured, calibration)
    # An answer that only says "I don't know" has sentences of which none was verified.
    for sentence, verdict in zip(answer.sentences, measured.verification.statements, strict=False):
        if verdict is None:
            continue
        lost = round(10 * earned * calibration.contradiction * verdict.weight * opposition(verdict.odds))
        if lost:
            label = (
                "contradicts the reference" if verdict.relation == "contradicted" else "may contradict the reference"
            )
            said, against = _shortened(sentence.text), _shortened(verdict.evidence.text)
            detail = f"“{said}” against “{against}” ({verdict.evidence.citation})"
            yield _line("contradiction", label, -lost, detail)


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


_LONGEST_QUOTATION = 80


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTATION else f"{text[: _LONGEST_QUOTATION - 1].rstrip()}…"


def _line(kind: str, label: str, tenths: int, detail: str) -> LedgerLine:
    return LedgerLine.model_validate({"kind": kind, "label": label, "points": tenths / 10, "detail": detail})
