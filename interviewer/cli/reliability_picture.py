"""The reliability plot as a PNG, drawn by matplotlib, which comes with `interviewer[plot]`."""

import io
from collections.abc import Sequence

from interviewer.errors import UnavailableError
from interviewer.grading.evaluation import BIN_WIDTH, ReliabilityBin

_INCHES = (6.4, 6.4)
_DOTS_PER_INCH = 150
_COLOUR = "#2563a8"


def require_library() -> None:
    """UnavailableError where matplotlib is not installed."""
    try:
        import matplotlib as _  # noqa: F401
    except ImportError as error:
        raise UnavailableError(
            "The picture is drawn by matplotlib, which is not installed.", "Run `pip install 'interviewer[plot]'`."
        ) from error


def draw_picture(bins: Sequence[ReliabilityBin], title: str) -> bytes:
    """The bytes of a PNG: mean mark by bin of scores with its interval, the diagonal, and how many answers there are.

    No display is needed, and no state of matplotlib's is touched.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    picture = Figure(figsize=_INCHES, layout="constrained")
    FigureCanvasAgg(picture)
    marks, counts = picture.subplots(2, 1, sharex=True, height_ratios=(4, 1))
    scores = [found.mean_score for found in bins]
    means = [found.mark.value for found in bins]
    below = [found.mark.value - _or(found.mark.low, found.mark.value) for found in bins]
    above = [_or(found.mark.high, found.mark.value) - found.mark.value for found in bins]
    marks.plot([0, 100], [0, 100], color="grey", linestyle=":", linewidth=1, label="score = mark")
    marks.errorbar(scores, means, [below, above], color=_COLOUR, marker="o", capsize=3, label="mean mark, 95% interval")
    marks.set_ylabel("mark, % of the highest")
    marks.set_xlim(-2, 102)
    marks.set_ylim(-2, 102)
    marks.set_title(title.replace("$", r"\$"))
    marks.legend(loc="upper left", frameon=False)
    counts.bar([found.start + BIN_WIDTH / 2 for found in bins], [found.answers for found in bins], 9, color=_COLOUR)
    counts.set_xlabel("score")
    counts.set_ylabel("answers")
    content = io.BytesIO()
    picture.savefig(content, format="png", dpi=_DOTS_PER_INCH)
    return content.getvalue()


def _or(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value
