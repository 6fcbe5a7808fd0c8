"""`interviewer index` as a user meets it: what it says, and how it exits."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from word_encoder import WordEncoder

from interviewer.__main__ import main
from interviewer.cli.index import build_line, build_progress, check_json, check_lines, info_rows, pace, search_line
from interviewer.models import Passage
from interviewer.retrieval.build import BuildReport, build_index
from interviewer.retrieval.check import check_index
from interviewer.retrieval.index import read_manifest
from interviewer.retrieval.manifest import ExactRecord
from interviewer.settings import Settings

QUESTION = """---
title: Training
topic: training
---

## What does dropout do?

<!-- id: dropout | difficulty: easy -->

Dropout sets a random share of the activations to zero during training.

At test time all units are kept, so the network acts like an average of many thinned networks.
"""


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus of one question, with its index in an empty cache."""
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "cache")
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "training.md").write_text(QUESTION, encoding="utf-8")
    return folder


def run(capsys: pytest.CaptureFixture[str], command: str, corpus: Path) -> tuple[int, dict[str, object]]:
    code = main(["index", command, "--corpus", str(corpus), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_an_index_that_is_missing_is_described_and_fails_the_check(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, described = run(capsys, "info", corpus)
    assert (code, described["state"], described["manifest"]) == (0, "missing", None)
    code, checked = run(capsys, "check", corpus)
    assert (code, checked["state"], checked["sample"]) == (3, "missing", None)


@pytest.mark.slow
def test_a_built_index_is_fresh_until_the_corpus_changes(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, built = run(capsys, "build", corpus)
    assert code == 0
    assert (built["passages"], built["embedded"], built["reused"], built["removed"]) == (2, 2, 0, 0)
    code, described = run(capsys, "info", corpus)
    assert described["state"] == "fresh"
    assert described["manifest"]["passages"] == 2
    assert described["manifest"]["search"] == {"kind": "exact"}
    code, checked = run(capsys, "check", corpus)
    assert (code, checked["state"], checked["sample"]["compared"]) == (0, "fresh", 2)

    page = corpus / "training.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nIt costs training time.\n", encoding="utf-8")
    code, checked = run(capsys, "check", corpus)
    assert (code, checked["state"]) == (3, "stale")
    code, built = run(capsys, "build", corpus)
    assert (built["passages"], built["embedded"], built["reused"]) == (3, 1, 2)

    vectors = Path(str(built["index"])) / "current" / "vectors.faiss"
    vectors.write_bytes(vectors.read_bytes()[:-1])
    code, checked = run(capsys, "check", corpus)
    assert (code, checked["state"]) == (4, "corrupt")
    assert "vectors.faiss" in str(checked["reason"])


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_ctrl_c_during_a_build_exits_with_130_and_one_sentence(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    paragraphs = "\n\n".join(f"Statement {number} about dropout and its many relatives." for number in range(4000))
    (corpus / "training.md").write_text(f"{QUESTION}\n{paragraphs}\n", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "interviewer", "index", "build", "--corpus", str(corpus)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache"), "HOME": str(tmp_path)},
    )
    assert process.stderr is not None
    assert process.stderr.readline() == "Loading the model.\n"
    assert process.stderr.readline() == "Embedding passages: 0 of 4002.\n"
    process.send_signal(signal.SIGINT)
    out, talk = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out == ""
    assert talk.splitlines()[-1] == "Stopped: the index is as it was before."
    assert not list((tmp_path / "cache").rglob("next"))


def test_the_last_line_says_what_was_done() -> None:
    report = BuildReport(passages=120, embedded=3, reused=110, removed=4)
    assert build_line(report, 2.34) == "120 passages: 3 embedded, 110 reused, 4 removed, in 2.3 seconds."


def test_how_an_index_is_searched_and_what_it_finds_is_said(
    directory: Path, passages: list[Passage], encoder: WordEncoder
) -> None:
    build_index(directory, passages, "corpus", encoder, encoder, exact_up_to=20)
    manifest, result = read_manifest(directory), check_index(directory, "corpus", encoder)
    said = "by 12 codes of 4 bits a passage, the best 2048 compared exactly; 100.0% of the nearest found when built"
    assert dict(info_rows(Settings.resolve(), result.state, manifest))["Search"] == said
    assert check_lines(result)[2:] == ["100.0% of the nearest passages found, 100.0% when built."]
    assert check_json(result)["recall"] == {"built": 1.0, "measured": 1.0}
    assert search_line(ExactRecord()) == "exact"


def test_without_a_terminal_progress_is_a_line_for_every_tenth(capsys: pytest.CaptureFixture[str]) -> None:
    with build_progress() as on_progress:
        for done in range(0, 1001, 5):
            on_progress(done, 1000)
    first, second, *tenths, last = capsys.readouterr().err.splitlines()
    assert (first, second) == ("Loading the model.", "Embedding passages: 0 of 1000.")
    for done, line in zip(range(100, 1000, 100), tenths, strict=True):
        assert re.fullmatch(rf"Embedding passages: {done} of 1000 \(\d+/s, 0:00:\d\d left\)\.", line)
    assert re.fullmatch(r"Embedding passages: 1000 of 1000 \(\d+/s\)\.", last)


@pytest.mark.parametrize(
    ("done", "seconds", "expected"),
    [
        (0, 3.0, ""),  # nothing to reckon with yet
        (256, 0.0, ""),
        (256, 2.0, "128/s, 0:01:16 left"),
        (5000, 50.0, "100/s, 0:00:50 left"),
        (1, 3600.0, "0/s, 416 days, 15:00:00 left"),
        (10_000, 80.0, "125/s"),
    ],
)
def test_the_pace_is_the_rate_so_far_and_the_time_that_it_leaves(done: int, seconds: float, expected: str) -> None:
    assert pace(done, 10_000, seconds) == expected


@pytest.mark.parametrize("jobs", ["0", "-1", "2.5", "all", "", "99999"])
def test_jobs_that_are_no_number_of_threads_are_refused_with_the_remedy(
    corpus: Path, jobs: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["index", "build", "--corpus", str(corpus), "--jobs", jobs]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"{jobs!r} is no number of threads. Give a whole number from 1 to 9999." in said.err


def test_the_index_is_the_same_with_one_job_as_with_many(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paragraphs = "\n\n".join(f"Statement {number} is about dropout {'and more ' * number}." for number in range(60))
    (corpus / "more.md").write_text(paragraphs, encoding="utf-8")
    indexes = []
    for jobs in (["--jobs", "1"], ["--jobs", "3"], []):
        assert main(["index", "build", "--corpus", str(corpus), "--json", *jobs]) == 0
        built = json.loads(capsys.readouterr().out)
        assert built["embedded"] > 60
        indexes.append({file.name: file.read_bytes() for file in (Path(built["index"]) / "current").iterdir()})
        shutil.rmtree(built["index"])
    assert indexes[0] == indexes[1] == indexes[2]
