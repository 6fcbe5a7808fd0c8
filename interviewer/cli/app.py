"""The command line's table of contents: each command's module is imported when it is called, not before."""

from importlib import import_module

import click

import interviewer

COMMANDS = {
    "practice": ("practice", "Take an interview: in the terminal app, or line by line with --plain."),
    "grade": ("grade", "Score answers: one, or JSONL/CSV in and out."),
    "evaluate": ("evaluate", "Compare scores with marks that people gave, and learn from them."),
    "import": ("import_", "Turn documents into questions of the corpus, and say what was found."),
    "corpus": ("corpus", "List, show, check and search the questions."),
    "index": ("index", "Build, describe and check the index."),
    "history": ("history", "List and show past interviews."),
    "model": ("model", "Describe the model, or fetch it."),
    "doctor": ("doctor", "Say what is installed, where things are, what is wrong, and how to mend it."),
}


class LazyGroup(click.Group):
    """A group that knows its commands' names and one-line helps without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"interviewer.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(interviewer.__version__, prog_name="interviewer")
@click.pass_context
def app(context: click.Context) -> None:
    """A mock interviewer for the terminal. Without a command it opens the terminal app."""
    if context.invoked_subcommand is None:
        context.obj["start_screen"] = True
        command = app.get_command(context, "practice")
        assert command is not None
        context.invoke(command)
