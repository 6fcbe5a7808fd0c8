"""Any documents -> corpus files: read, recognise, align, compare, compose, and say what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from interviewer.importing.report import ImportReport

Stage = Literal["reading", "aligning", "comparing", "writing"]
OnProgress = Callable[[Stage, int, int, str], None]
"""Stage, how many documents are done of how many, and the document in hand. An exception from it ends the import
before anything is written."""


@dataclass(frozen=True, slots=True)
class PreparedImport:
    """An import that is thought through to the last byte but not written: `write` does that, all files or none."""

    report: ImportReport
    folder: Path
    files: dict[Path, bytes]
    """What to write, by path."""
