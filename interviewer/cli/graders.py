"""The graders that rows ask for, opened when the first row does, with the profile that the user names."""

from collections.abc import Callable
from functools import cache

from interviewer.cli.output import talk
from interviewer.grading.grader import GRADER_VERSION, Grader
from interviewer.grading.profile import Profile
from interviewer.models import Question
from interviewer.workspace import Workspace


def profile_named(workspace: Workspace, name: str | None) -> Profile | None:
    """The profile of this name, None for no name; ConfigurationError where there is none, with the nearest names."""
    return None if name is None else workspace.profile(name)


def open_graders(workspace: Workspace, profile: Profile | None) -> Callable[[bool], Grader]:
    """What gives the grader for rows with references of their own (False) or with questions of the corpus (True)."""

    @cache
    def grader(with_corpus: bool) -> Grader:
        found = workspace.grader(_say_stage) if with_corpus else workspace.opener.grader_without_corpus()
        if profile is None:
            return found
        _say_misfit(profile, workspace.encoder.digest)
        return found.with_profile(profile)

    return grader


def question_finder(workspace: Workspace) -> Callable[[str], Question | None]:
    """Finds questions of the corpus by id or text; the corpus is opened by the first that is asked for."""

    def find(wanted: str) -> Question | None:
        return workspace.bank.question(wanted)

    return find


def _say_stage(stage: str, done: int, total: int) -> None:
    if stage == "indexing" and done == 0:
        talk(f"Building the index: {total} passages.")


@cache
def _say_misfit(profile: Profile, encoder: str) -> None:
    if (profile.grader, profile.encoder) != (GRADER_VERSION, encoder):
        talk(
            f"The profile {profile.name} was learnt from scores of another grader or model, and may not fit this one. "
            f"Fit it again with `interviewer evaluate FILE --fit {profile.name}`."
        )
