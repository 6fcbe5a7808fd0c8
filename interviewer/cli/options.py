"""Options that several commands share."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from interviewer.settings import Settings

json_option = click.option("--json", "as_json", is_flag=True, help="Print data as JSON on standard output.")

profile_option = click.option(
    "--profile",
    "profile_name",
    metavar="NAME",
    help="Map scores to your own marks, as learnt by `interviewer evaluate FILE --fit NAME`.",
)


def settings_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds --corpus and --model to a command and hands it the resolved `settings` as its first argument."""

    @click.option(
        "--corpus",
        type=click.Path(path_type=Path),
        help="Corpus folder (default: INTERVIEWER_CORPUS, else the one that came with the program).",
    )
    @click.option("--model", help="all-MiniLM-L6-v2 (bundled), a local model folder, or a hub name.")
    @wraps(function)
    def command(*arguments: Any, corpus: Path | None, model: str | None, **options: Any) -> Any:
        return function(Settings.resolve(corpus, model), *arguments, **options)

    return command
