"""What is verified by its digest is read once: the bytes that were hashed are the bytes that are used."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

PROBE = """
import json, sys
opened = []
sys.addaudithook(lambda event, details: opened.append(details[:2]) if event == "open" else None)
from interviewer.__main__ import main
code = main(sys.argv[1:])
print("\\n" + json.dumps([str(name) for name, mode in opened if mode and "r" in mode]), file=sys.stderr)
sys.exit(code)
"""
INDEX_FILES = ("manifest.json", "passages.jsonl", "vectors.faiss")


@pytest.fixture
def corpus(tmp_path: Path, root: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in ("activations.md", "practice.md"):
        (folder / name).write_bytes((root / "corpus" / name).read_bytes())
    return folder


def files_read(corpus: Path, *arguments: str) -> Counter[str]:
    """How often a command in a process of its own opens which file to read it."""
    cache = str(corpus.parent / "cache")
    environment = os.environ | {"XDG_CACHE_HOME": cache, "WIN_PD_OVERRIDE_LOCAL_APPDATA": cache}
    finished = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments, "--corpus", str(corpus)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    return Counter(Path(name).name for name in json.loads(finished.stderr.splitlines()[-1]))


@pytest.mark.parametrize(
    "arguments", [("index", "build"), ("grade", "--question", "transfer-learning", "--answer", "Reuse weights.")]
)
def test_every_file_is_read_once(corpus: Path, arguments: tuple[str, ...]) -> None:
    first = files_read(corpus, "index", "build")
    assert all(first[name] == 1 for name in ("activations.md", "practice.md", "model.safetensors"))
    assert all(first[name] == 0 for name in INDEX_FILES)
    once = files_read(corpus, *arguments)
    (parsed,) = (corpus.parent / "cache").rglob("*.parsed")
    names = ("activations.md", "practice.md", parsed.name, *INDEX_FILES, "model.safetensors")
    assert {name: once[name] for name in names} == dict.fromkeys(names, 1)
