"""How values are worded on the screens: marks that always stand beside their words, times, numbers."""

from dataclasses import dataclass
from datetime import datetime

from interviewer.models import Band, ConceptStatus, Grade, Relation


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign, its word and its style; the word is always shown too, so that nothing rests on colour or shape alone."""

    sign: str
    word: str
    style: str


STATUS_MARKS: dict[ConceptStatus, Mark] = {
    "covered": Mark("✓", "covered", "$text-success"),
    "partial": Mark("◐", "partial", "$text-warning"),
    "missing": Mark("✗", "missing", "$foreground-muted"),
    "contradicted": Mark("⚠", "contradicted", "$text-error"),
}

RELATION_MARKS: dict[Relation, Mark | None] = {
    "entailed": Mark("✓", "the reference seems to agree", "$text-success"),
    "neutral": None,
    "contradicted": Mark("⚠", "the reference seems to differ", "$text-error"),
}

BAND_STYLES: dict[Band, str] = {
    "weak": "$text-error",
    "partial": "$text-warning",
    "good": "$text-primary",
    "strong": "$text-success",
}


def band_of(score: float) -> Band:
    """The band of a mean score: weak below 40, partial below 60, good below 80, strong."""
    return "weak" if score < 40 else "partial" if score < 60 else "good" if score < 80 else "strong"


def number(value: float) -> str:
    """At most one decimal, none when it is zero; a true minus sign."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text.replace("-", "−")


def signed_points(value: float) -> str:
    """Points of a ledger line: always one decimal and a sign, zero without one."""
    return "0.0" if abs(value) < 0.05 else f"{value:+.1f}".replace("-", "−")


def verdict(grade: Grade) -> str:
    """The band in words, and whether that passes."""
    return f"{grade.band}, {'passed' if grade.passed else 'not passed'}"


def count(amount: int, noun: str) -> str:
    """`1 question`, `2 questions`."""
    return f"{amount} {noun}" if amount == 1 else f"{amount} {noun}s"


def stopwatch(seconds: float) -> str:
    """`02:14`, from an hour on `1:02:14`."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    clock = f"{rest // 60:02}:{rest % 60:02}"
    return f"{hours}:{clock}" if hours else clock


def ago(then: datetime, now: datetime) -> str:
    """How long ago in the largest whole unit; a moment in the future (a clock set back) counts as just now."""
    seconds = (now - then).total_seconds()
    if seconds < 60:
        return "just now"
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            return f"{count(int(seconds // length), unit)} ago"
    raise AssertionError("a minute or more has a unit")


def words_in(text: str) -> int:
    """Number of words separated by white space."""
    return len(text.split())
