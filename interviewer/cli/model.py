"""`interviewer model`: which model reads the texts, and how to get another."""

import click

from interviewer.cli.options import json_option, settings_options
from interviewer.cli.output import talk, write, write_json
from interviewer.settings import DEFAULT_MODEL, Settings


@click.group("model")
def command() -> None:
    """Describe the model, or fetch one."""


@command.command()
@json_option
@settings_options
def info(settings: Settings, as_json: bool) -> None:
    """Name, place and digest of the model in use, checked but not loaded."""
    from interviewer.inference.model_files import find_model

    files = find_model(settings.model)
    facts = {"name": files.name, "origin": files.origin, "folder": str(files.folder), "digest": files.digest}
    if as_json:
        write_json(facts)
    else:
        for name, value in facts.items():
            write(f"{name:7} {value}")


@command.command()
@click.argument("name", default=DEFAULT_MODEL)
@json_option
def fetch(name: str, as_json: bool) -> None:
    """Download a model into the Hugging Face cache; the only command that uses the network."""
    from interviewer.inference.model_files import fetch_model

    talk(f"Downloading {name} ...")
    folder = fetch_model(name)
    if as_json:
        write_json({"name": name, "folder": str(folder)})
    else:
        write(f"{name} is in {folder}.")
