"""Data to standard output, talk to standard error."""

import json
import sys
from typing import TYPE_CHECKING, Any, TextIO

from interviewer.text import safe_json, safe_text

if TYPE_CHECKING:
    from rich.console import Console


def write(text: str = "") -> None:
    """One line (or several) of data on standard output; safe on terminals that cannot show every character."""
    _put(sys.stdout, text)


def write_json(value: Any) -> None:
    """One JSON document on standard output."""
    write(safe_json(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)))


def talk(message: str) -> None:
    """One line for the person at the keyboard, on standard error."""
    _put(sys.stderr, message)


def _put(stream: TextIO | None, text: str) -> None:
    """Made inert here, since paths and arguments have passed no door. A stream closed from the start takes nothing."""
    if stream is None:
        return
    encoding = stream.encoding or "utf-8"
    stream.write(safe_text(text).encode(encoding, errors="replace").decode(encoding) + "\n")


def console() -> "Console":
    """A rich console on standard output that shows text as it is: no markup, no emoji codes, no highlighting."""
    from rich.console import Console

    return Console(markup=False, emoji=False, highlight=False, soft_wrap=False)


def talk_console() -> "Console":
    """The same on standard error, for progress."""
    from rich.console import Console

    return Console(stderr=True, markup=False, emoji=False, highlight=False)
