"""The first lines of a grade: score, band in words, range, and what the grader has to say about its own verdict."""

from textual.content import Content

from interviewer.models import Flag, Grade
from interviewer.tui.plain import one_line
from interviewer.tui.wording import BAND_STYLES, number, verdict


def headline(grade: Grade) -> Content:
    """`71.6 of 100   good, passed   range 64 to 79`."""
    style = BAND_STYLES[grade.band]
    return Content.assemble(
        (number(grade.score), f"bold {style}"),
        (" of 100   ", "$foreground-muted"),
        (verdict(grade), f"bold {style}"),
        (f"   range {grade.low:.0f} to {grade.high:.0f}", "$foreground-muted"),
    )


def remarks(grade: Grade) -> Content:
    """Why the grader abstains, and the flags, a line each; empty when there is nothing to say.

    A flag whose reason stands in the feedback is only named.
    """
    lines = []
    if grade.abstained:
        lines.append(
            Content.styled(
                "? The evidence does not support a score: take it as a best guess, and judge for yourself.",
                "$text-warning",
            )
        )
    lines += [_flag(flag, said=flag.reason in grade.feedback) for flag in grade.flags]
    return Content("\n").join(lines)


def _flag(flag: Flag, *, said: bool) -> Content:
    sign = ("! ", "bold $text-warning")
    if said:
        return Content.assemble(sign, one_line(flag.name, "$text-warning"))
    return Content.assemble(
        sign, one_line(flag.reason, "$text-warning"), "  ", one_line(f"({flag.name})", "$foreground-muted")
    )
