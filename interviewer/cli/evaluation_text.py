"""An evaluation as text: the table of figures, whether scores mean what they say, and a profile learnt."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.cli.output import console
from interviewer.grading.agreement import KAPPA_EDGES, LEAST_PER_QUESTION
from interviewer.grading.evaluation import RESAMPLES, Evaluation, Figure, FigureName, Part, ReliabilityBin, SystemName
from interviewer.grading.profile import Profile
from interviewer.grading.resampling import LEAST_QUESTIONS
from interviewer.models import PASS_SCORE

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

SYSTEMS: dict[SystemName, str] = {
    "grader": "interviewer",
    "length": "length only",
    "echo": "echo",
    "cosine": "raw cosine",
}
FIGURES: dict[FigureName, str] = {
    "pearson": "Pearson r",
    "spearman": "Spearman ρ",
    "pearson_within_questions": "r by question",
    "rmse": "RMSE, points",
    "quadratic_kappa": "quadratic kappa",
    "macro_f1": "macro-F1",
    "auc_correct_over_contradictory": "AUC of correct",
    "share_inside_range": "inside the range",
}
FEW_QUESTIONS = 20
LITTLE_SLOPE = 0.2

_WIDEST_PLOT = 100


def write_evaluation(evaluation: Evaluation, seed: int, source: str, profile: Profile | None) -> None:
    """Everything on standard output, as wide as the terminal allows; `source` is the name of the file of marks."""
    out = console()
    out.print(figure_table(evaluation))
    out.print()
    out.print(_note_table(evaluation, seed, source, profile))
    if evaluation.reliability:
        out.print()
        for text in reliability_lines(evaluation.reliability, min(out.width, _WIDEST_PLOT)):
            out.print(text, no_wrap=True, overflow="crop")


def write_profile(profile: Profile, file: Path) -> None:
    out = console()
    out.print()
    for line in profile_lines(profile, file):
        out.print(line, soft_wrap=True)


# --- the table --------------------------------------------------------------------------------------------------------


def figure_table(evaluation: Evaluation) -> "Table":
    """Figures by row, systems by column, intervals in smaller tone; all answers, then those that are not blank."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
    table.add_column("")
    for title in SYSTEMS.values():
        table.add_column(title, no_wrap=True)
    _add_part(table, f"All: {evaluation.all_answers.answers}", evaluation.all_answers)
    written = evaluation.without_blanks
    if written and written.answers < evaluation.all_answers.answers:
        table.add_section()
        _add_part(table, f"Not blank: {written.answers}", written)
    return table


def _add_part(table: "Table", title: str, part: Part) -> None:
    table.add_row(title, style="bold")
    for name, label in FIGURES.items():
        figures = [part.systems[system][name] for system in SYSTEMS]
        if any(figures):
            table.add_row(label, *(_figure_text(figure) for figure in figures))


def _figure_text(figure: Figure | None) -> "Text":
    from rich.text import Text

    if figure is None:
        return Text("")
    text = Text(number(figure.value))
    if figure.low is not None and figure.high is not None:
        text.append(f" {number(figure.low)}–{number(figure.high)}", style="dim")
    return text


def number(value: float) -> str:
    """`.52`, `-.02`, `1.00`, `38.2`: shares to two decimals, points to one."""
    rounded = round(value, 2) + 0.0  # there is no minus nought
    if abs(rounded) > 1:
        return f"{value:.1f}"
    return f"{rounded:.2f}".replace("0.", ".", 1) if abs(rounded) < 1 else f"{rounded:.2f}"


def _note_table(evaluation: Evaluation, seed: int, source: str, profile: Profile | None) -> "Table":
    from rich.table import Table

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for name, note in _notes(evaluation, seed, source, profile):
        table.add_row(name, note, style="dim")
    return table


def _notes(evaluation: Evaluation, seed: int, source: str, profile: Profile | None) -> Iterator[tuple[str, str]]:
    """What the names in the table mean, as far as they are in it."""
    part, written = evaluation.all_answers, evaluation.without_blanks
    grader = part.systems["grader"]
    if profile is not None:
        own = ", learnt from this very file" if profile.source == source else ""
        yield SYSTEMS["grader"], f"with the profile {profile.name}{own}: {profile.formula}, within 0 to 100"
    if part.questions < LEAST_QUESTIONS:
        yield "no intervals", f"they need answers to at least {LEAST_QUESTIONS} questions"
    else:
        rough = "; of so few they are rough, rather too narrow" if part.questions < FEW_QUESTIONS else ""
        yield "intervals", f"95%: the {part.questions} questions drawn again {RESAMPLES} times, seed {seed}{rough}"
    if written and written.answers < part.answers:
        yield "blank", "no answer, or only that there is none (“I don't know”, “no response”)"
    if grader["pearson_within_questions"]:
        note = f"mean over questions with {LEAST_PER_QUESTION} answers or more whose marks differ"
        yield FIGURES["pearson_within_questions"], note
    edges = ", ".join(f"{edge:g}" for edge in KAPPA_EDGES)
    yield FIGURES["quadratic_kappa"], f"of five bins, cut at {edges}"
    if grader["macro_f1"]:
        yield FIGURES["macro_f1"], f"labelled correct or not; a score from {PASS_SCORE:g} passes"
    if grader["auc_correct_over_contradictory"]:
        note = "the chance that a correct answer scores above one labelled contradictory"
        yield FIGURES["auc_correct_over_contradictory"], note
    if grader["share_inside_range"]:
        abstained = f"; without {part.abstained} where the grader abstains" if part.abstained else ""
        yield FIGURES["share_inside_range"], f"marks that the stated range holds{abstained}"
    yield SYSTEMS["length"], "number of words"
    yield SYSTEMS["echo"], "cosine of answer and question"
    yield SYSTEMS["cosine"], "cosine of the whole answer and its nearest reference"
    if part.systems["length"]["rmse"]:
        yield "these three", "no scale of their own: line to 0-100 and pass mark are learnt on other questions"


# --- reliability ------------------------------------------------------------------------------------------------------


def reliability_lines(bins: Sequence[ReliabilityBin], width: int) -> Iterator["Text"]:
    """One line for each bin of scores: where the mean mark is, how sure that is, and where the mean score is."""
    from rich.text import Text

    yield Text("What answers with a score are worth to people", style="bold")
    yield Text("● mean mark   ── its 95% interval   ┊ mean score   (blank answers left out)", style="dim")
    plot = width - 23
    scale = "".join(f"{mark:<{(plot - 3) // 4}}" if mark < 100 else "100" for mark in range(0, 101, 25))
    yield Text(f"{'score':7}{'answers':>8}   {scale}", style="dim")
    for found in bins:
        cells = [" "] * plot
        column = [round(value / 100 * (plot - 1)) for value in (found.mean_score, found.mark.value)]
        if found.mark.low is not None and found.mark.high is not None:
            low, high = (round(value / 100 * (plot - 1)) for value in (found.mark.low, found.mark.high))
            cells[low : high + 1] = ["─"] * (high - low + 1)
        cells[column[0]] = "┊"
        cells[column[1]] = "●"
        line = Text(f"{f'{found.start}-{found.end}':7}{found.answers:>8}   ")
        line.append("".join(cells), style="bold" if abs(found.mark.value - found.mean_score) > 10 else "")
        line.append(f" {found.mark.value:3.0f}")
        yield line


# --- a profile --------------------------------------------------------------------------------------------------------


def profile_lines(profile: Profile, file: Path) -> Iterator[str]:
    """What was learnt, whether it helps, and how to use it."""
    questions = "1 question" if profile.questions == 1 else f"{profile.questions} questions"
    capped = f"; {profile.capped} more are under a cap" if profile.capped else ""
    yield f"Profile {profile.name}: {profile.formula}, from {profile.answers} answers to {questions}{capped}"
    before, after = f"{profile.error_before:g} points without it", f"{profile.error_after:g} with it"
    yield f"RMSE with {profile.held_out} held out: {before}, {after}."
    yield f"Range: {profile.below:g} points below the score to {profile.above:g} above hold four marks in five."
    if profile.held_out == "answers":
        yield "These are few questions: it may fit them better than others. Add answers to more."
    if profile.error_after >= profile.error_before:
        yield "It does not help on answers held out: the scores as they are may serve you as well."
    if profile.slope < LITTLE_SLOPE:
        yield "The scores hardly follow these marks: with it, good and bad answers get nearly the same."
    yield f"It is in {file}"
    yield f"Use it: interviewer grade --profile {profile.name} ..."
