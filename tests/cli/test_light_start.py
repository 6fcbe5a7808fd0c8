"""What starts light stays light: modules are counted in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("torch", "sentence_transformers", "transformers", "faiss", "textual", "numpy", "markdown_it", "rich")
NEVER = ("torch", "sentence_transformers", "transformers", "faiss", "textual")

PROBE = """
import json, sys
from interviewer.__main__ import main
code = main(sys.argv[1:])
print("\\n" + json.dumps(sorted(name for name in sys.modules if "." not in name)), file=sys.stderr)
sys.exit(code)
"""


def modules_after(tmp_path: Path, *arguments: str) -> set[str]:
    environment = {**os.environ, "INTERVIEWER_DATA_DIR": str(tmp_path / "data"), "XDG_CACHE_HOME": str(tmp_path)}
    finished = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments], capture_output=True, text=True, env=environment, check=True
    )
    return set(json.loads(finished.stderr.splitlines()[-1]))


def test_help_loads_next_to_nothing(tmp_path: Path) -> None:
    assert not modules_after(tmp_path, "--help") & set(HEAVY)


@pytest.mark.parametrize(
    "arguments", [("history", "list"), ("corpus", "list"), ("corpus", "search", "gradients"), ("--version",)]
)
def test_light_commands_load_no_network_library_and_no_screen(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert not modules_after(tmp_path, *arguments) & set(NEVER)


def test_evaluating_loads_no_library_of_statistics_and_no_screen(tmp_path: Path) -> None:
    marks = tmp_path / "marks.jsonl"
    row = {"question": "What is 2 + 2?", "references": ["Two and two make four."], "answer": "Four.", "score": 1}
    marks.write_text(json.dumps(row) + "\n", encoding="utf-8")
    loaded = modules_after(tmp_path, "evaluate", str(marks))
    assert not loaded & {"torch", "sentence_transformers", "transformers", "textual", "scipy", "sklearn", "matplotlib"}
