"""Joins the command line and the terminal app; the one place that prints an error and picks the exit code."""

import os
import sys
from collections.abc import Sequence

import click

from interviewer.cli.app import app
from interviewer.cli.output import talk
from interviewer.errors import InterviewerError
from interviewer.interview.wishes import PracticeWishes
from interviewer.settings import Settings

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit code."""
    _speak_utf8()
    try:
        result = app.main(
            args=list(arguments) if arguments is not None else None,
            prog_name="interviewer",
            standalone_mode=False,
            obj={"launch_app": launch_app},
        )
    except (click.exceptions.Abort, KeyboardInterrupt):
        return _interrupted()
    except click.exceptions.NoArgsIsHelpError as error:
        talk(error.format_message())
        return 2
    except click.ClickException as error:
        talk(f"{error.format_message()} `interviewer --help` shows what there is.")
        return 2
    except BrokenPipeError:
        return _reader_gone()
    except InterviewerError as error:
        talk(str(error))
        return error.exit_code
    except Exception as error:
        if os.environ.get("INTERVIEWER_DEBUG"):
            raise
        talk(
            f"Something went wrong inside interviewer ({type(error).__name__}: {error}). "
            "Nothing that was stored is lost; set INTERVIEWER_DEBUG=1 to see where it happened, and please report it."
        )
        return 1
    return result if isinstance(result, int) else 0


def launch_app(settings: Settings, wishes: PracticeWishes | None) -> int:
    """Start the terminal app; Textual is imported only here."""
    from interviewer.tui.launch import launch

    return launch(settings, wishes)


def _interrupted() -> int:
    talk("Interrupted; everything answered so far is kept.")
    return INTERRUPTED


def _speak_utf8() -> None:
    """Pipes on some systems default to another encoding than the data that is written."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and not stream.isatty():
            reconfigure(encoding="utf-8", errors="surrogateescape" if stream is sys.stdin else "replace")


def _reader_gone() -> int:
    """The reader of our output closed it (`| head`): leave quietly, without a second error at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(main())
