"""Documents as they come from recognition, and small real ones on disk."""

from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent

from interviewer.importing.documents import ReadDocument
from interviewer.importing.importer import PreparedImport, merge_documents, prepare_import
from interviewer.importing.readers.sources import Source
from interviewer.importing.recognised import Entry, Excerpt, Recognised
from interviewer.importing.report import ImportReport

TRAINING = """
    # Training

    ## 1. What is dropout?

    Random units are switched off in every training step, so that no unit relies on another.

    ## 2. What is a learning rate?

    The length of the step that gradient descent takes.

    ## 3. Why are gradients clipped?

    A gradient that explodes would throw the weights far away; clipping bounds the length of the step.
    """

SEQUENCES = """
    # Sequences

    ## 1. What is dropout?

    A regulariser: activations are set to zero at random while the network learns.

    ## 2. What is an LSTM?

    A recurrent network whose cell state is changed through gates, so that gradients survive many steps.

    ## 3. What is teacher forcing?

    The network is fed the true previous token, not its own guess, while it learns.
    """


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(text).lstrip("\n"), encoding="utf-8", newline="")
    return path


def import_into(folder: Path, *paths: Path) -> ImportReport:
    """Import documents into a folder that is a corpus of its own."""
    return prepare_import(paths, folder).write()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def entry(question: str, answer: str, line: int = 1, context: str | None = None) -> Entry:
    return Entry(question, answer, line, line, context=context)


def recognised(file: str, entries: Sequence[Entry] = (), passages: Sequence[Excerpt] = ()) -> Recognised:
    return Recognised(file, "headings", 1.0, entries=tuple(entries), passages=tuple(passages))


def merge_into(folder: Path, *documents: Recognised) -> PreparedImport:
    """What merging such documents would write to a folder that is a corpus of its own."""
    read = [
        ReadDocument(Source(folder.parent / document.file, document.file), "markdown", "utf-8", document)
        for document in documents
    ]
    return merge_documents(read, folder.resolve(), folder.resolve())
