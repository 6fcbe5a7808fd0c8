"""Paths as one types them: what they may become, as far as it is certain how they go on."""

import os
from itertools import islice
from pathlib import Path

from interviewer.importing.readers.formats import SUFFIXES

MOST_SUGGESTIONS = 500
_MOST_ENTRIES = 20_000
"""No more of a folder is looked at."""
_SUFFIXES = SUFFIXES - {""}
_SEPARATORS = os.sep + (os.altsep or "")


def suggest_paths(typed: str, folder: Path) -> list[str]:
    """What `typed` may go on to, as it would be typed: folders with a separator at the end, then documents.

    `folder` is where relative paths start. Hidden names are there only when a dot was typed. Empty when the folder
    cannot be listed.
    """
    start, name = _parted(typed)
    try:
        with os.scandir(_full_path(start, folder)) as entries:
            found = [entry for entry in islice(entries, _MOST_ENTRIES) if _fits(entry.name, name)]
            folders = sorted((entry.name for entry in found if entry.is_dir()), key=str.casefold)
            files = sorted(
                (entry.name for entry in found if Path(entry.name).suffix.lower() in _SUFFIXES and entry.is_file()),
                key=str.casefold,
            )
    except (OSError, ValueError, RuntimeError):
        return []
    names = [f"{folder_name}{os.sep}" for folder_name in folders] + files
    return [start + found_name for found_name in names[:MOST_SUGGESTIONS]]


def complete_path(typed: str, suggestions: list[str]) -> str:
    """`typed` as far as all suggestions go on alike; what was typed when they do not."""
    if len(suggestions) == 1:
        return suggestions[0]
    common = os.path.commonprefix(suggestions)  # noqa: RUF071 - by characters, as in a shell
    return common if len(common) > len(typed) else typed


def meant_path(typed: str) -> str:
    """The path that was typed, without the quotes or backslashes of a terminal into which a file was dropped."""
    path = typed.strip()
    if len(path) > 2 and path[0] in "'\"" and path[-1] == path[0]:
        return path[1:-1]
    return path.replace("\\ ", " ") if os.sep == "/" else path


def parent_of(typed: str) -> str:
    """The folder above the one that is typed."""
    start, name = _parted(typed.rstrip(_SEPARATORS))
    if name in ("", ".", "..", "~"):
        return f"{start}{name}{os.sep if name or start or typed else ''}..{os.sep}"
    return start


def _parted(typed: str) -> tuple[str, str]:
    """The folder as typed with its separator, and the beginning of a name."""
    cut = max(typed.rfind(separator) for separator in _SEPARATORS) + 1
    return typed[:cut], typed[cut:]


def _full_path(start: str, folder: Path) -> Path:
    return folder / Path(start).expanduser()


def _fits(name: str, beginning: str) -> bool:
    return name.casefold().startswith(beginning.casefold()) and (beginning.startswith(".") or not name.startswith("."))
