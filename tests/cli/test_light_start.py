"""What starts light stays light: modules are counted in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("torch", "sentence_transformers", "transformers", "faiss", "textual", "numpy", "markdown_it", "rich")
NEVER = ("torch", "sentence_transformers", "transformers", "faiss", "textual")

# Commands that must be there at once may load so many modules; a bare `import pydantic` loads 170.
MOST_MODULES_AT_ONCE = 260
MOST_MODULES_OF_A_GRADE = 700

PROBE = """
import atexit, json, sys
atexit.register(lambda: print("\\n" + json.dumps(sorted(sys.modules)), file=sys.stderr))
from interviewer.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def modules_after(tmp_path: Path, *arguments: str, **variables: str) -> list[str]:
    """The modules that a command has loaded by its end."""
    environment = {**os.environ, "INTERVIEWER_DATA_DIR": str(tmp_path / "data"), "XDG_CACHE_HOME": str(tmp_path)}
    finished = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        capture_output=True,
        text=True,
        env={**environment, **variables},
        check=True,
    )
    modules: list[str] = json.loads(finished.stderr.splitlines()[-1])
    return modules


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("history", "list")])
def test_what_must_be_there_at_once_loads_next_to_nothing(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    modules = modules_after(tmp_path, *arguments)
    assert not set(modules) & set(HEAVY)
    assert len(modules) < MOST_MODULES_AT_ONCE


def test_completion_loads_next_to_nothing(tmp_path: Path) -> None:
    words = {"_INTERVIEWER_COMPLETE": "bash_complete", "COMP_WORDS": "interviewer hist", "COMP_CWORD": "1"}
    modules = modules_after(tmp_path, **words)
    assert not set(modules) & set(HEAVY)
    assert len(modules) < MOST_MODULES_AT_ONCE


@pytest.mark.parametrize("arguments", [("corpus", "list"), ("corpus", "search", "gradients")])
def test_light_commands_load_no_network_library_and_no_screen(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert not set(modules_after(tmp_path, *arguments)) & set(NEVER)


def test_the_grade_of_one_answer_loads_neither_torch_nor_the_screen(tmp_path: Path) -> None:
    answer = "Random units are switched off in every training step."
    modules = modules_after(tmp_path, "grade", "--question", "dropout", "--answer", answer)
    assert "onnxruntime" in modules
    assert not set(modules) & {"torch", "sentence_transformers", "transformers", "textual", "scipy", "sklearn"}
    assert len(modules) < MOST_MODULES_OF_A_GRADE


def test_evaluating_loads_no_library_of_statistics_and_no_screen(tmp_path: Path) -> None:
    marks = tmp_path / "marks.jsonl"
    row = {"question": "What is 2 + 2?", "references": ["Two and two make four."], "answer": "Four.", "score": 1}
    marks.write_text(json.dumps(row) + "\n", encoding="utf-8")
    modules = modules_after(tmp_path, "evaluate", str(marks))
    never = {"torch", "sentence_transformers", "transformers", "faiss", "textual", "scipy", "sklearn", "matplotlib"}
    assert not set(modules) & never
