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
        return _run(arguments)
    except (click.exceptions.Abort, KeyboardInterrupt):
        return _interrupted()
    except click.ClickException as error:
        is_help = isinstance(error, click.exceptions.NoArgsIsHelpError)
        talk(error.format_message() + ("" if is_help else " `interviewer --help` shows what there is."))
        return 2
    except BrokenPipeError:
        return _reader_gone()
    except InterviewerError as error:
        talk(str(error))
        return error.exit_code
    except Exception as error:
        if os.environ.get("INTERVIEWER_DEBUG"):
            raise
        talk(_mishap(error))
        _settle_output()
        return 1


def _run(arguments: Sequence[str] | None) -> int:
    output = sys.stdout
    try:
        result = app.main(
            args=list(arguments) if arguments is not None else None,
            prog_name="interviewer",
            standalone_mode=False,
            obj={"launch_app": launch_app},
        )
    except SystemExit as error:
        if sys.stdout is output:
            raise
        # click wraps the streams and exits when the reader of our output has gone.
        raise BrokenPipeError from error
    if output is not None:
        output.flush()  # while a full disk or a closed pipe can still be told
    return result if isinstance(result, int) else 0


def launch_app(settings: Settings, wishes: PracticeWishes | None) -> int:
    """Start the terminal app; Textual is imported only here."""
    from interviewer.tui.launch import launch

    return launch(settings, wishes)


def _interrupted() -> int:
    talk("Interrupted; everything answered so far is kept.")
    return INTERRUPTED


def _mishap(error: Exception) -> str:
    if isinstance(error, OSError):
        place = f"{error.filename} cannot be used" if error.filename else "Reading or writing failed"
        return f"{place}: {error.strerror or error}. Check permissions and the room on the disk, then try again."
    return (
        f"Something went wrong inside interviewer ({type(error).__name__}: {error}). "
        "Nothing that was stored is lost; set INTERVIEWER_DEBUG=1 to see where it happened, and please report it."
    )


def _speak_utf8() -> None:
    """Pipes on some systems default to another encoding than the data that is written."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and not stream.isatty():
            reconfigure(encoding="utf-8", errors="surrogateescape" if stream is sys.stdin else "replace")


def _reader_gone() -> int:
    """The reader of our output closed it (`| head`): leave quietly."""
    _settle_output()
    return 0


def _settle_output() -> None:
    """Write out what is still held back, or else give it up: there must be no second error at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
