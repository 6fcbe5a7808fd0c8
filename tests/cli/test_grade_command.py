"""`interviewer grade`: the contract of rows, formats and exit codes, with the real grader."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interviewer.__main__ import main

CORPUS = """---
title: Regularisation
topic: regularisation
---

## What is dropout?

<!-- id: dropout | difficulty: easy -->

Dropout switches random units off during training, so that no unit relies on another.

At test time all units are active.

### Key concepts

- **random units switched off** (neurons are randomly dropped) — essential
- **all units active at test time** (no dropout at inference)
"""
ANSWER = "Random units are switched off while training, but all units are active at test time."

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "regularisation.md").write_text(CORPUS, encoding="utf-8")
    monkeypatch.setenv("INTERVIEWER_CORPUS", str(tmp_path / "corpus"))
    monkeypatch.setenv("INTERVIEWER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, stdin: str | bytes = "") -> tuple[int, str, str]:
        content = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return invoke


def rows_of(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


GOOD = {"question_id": "dropout", "answer": ANSWER}
GIVEN = {
    "id": "r1",
    "question": "What is 2 + 2?",
    "references": ["Two and two make four."],
    "answer": "It makes four.",
    "comment": "unknown keys are ignored",
}


def test_rows_keep_their_order_and_ids_and_bad_ones_become_errors(run: Run, tmp_path: Path) -> None:
    lines = [
        json.dumps(GOOD),
        json.dumps(GIVEN),
        "",
        "not json",
        "[1, 2]",
        json.dumps({"id": 7, "question_id": "dropout"}),
        json.dumps({"id": None, "question": "Unknown?", "answer": "x"}),
        json.dumps({"id": True, "question": "What is dropout?", "answer": ""}),
        json.dumps({"references": "no list", "answer": "x"}),
        '{"id": NaN, "question_id": "dropout", "answer": "x"}',
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    code, out, err = run("grade", "in.jsonl", "-o", "out.jsonl")
    assert (code, out) == (1, "")
    rows = rows_of((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert [row["id"] for row in rows] == [1, "r1", 3, 4, 7, 6, True, 8, 9]
    assert ["error" in row for row in rows] == [False, False, True, True, True, True, False, True, True]
    assert "3 answers graded, 6 could not be graded" in err


def test_an_output_row_has_the_keys_of_the_contract(run: Run) -> None:
    code, out, _ = run("grade", "-", stdin=json.dumps(GOOD) + "\n")
    assert code == 0
    [row] = rows_of(out)
    assert list(row) == [
        "id", "score", "low", "high", "band", "abstained", "flags", "similarity", "coverage", "concepts", "feedback",
        "grader",
    ]  # fmt: skip
    assert [list(concept) for concept in row["concepts"]] == [
        ["name", "status", "points", "answer_span", "evidence"]
    ] * 2
    assert {concept["status"] for concept in row["concepts"]} == {"covered"}
    assert row["concepts"][0]["evidence"]["citation"] == "regularisation.md:10"
    assert row["score"] >= 60
    assert row["grader"]["corpus"]


def test_an_empty_answer_is_a_valid_row(run: Run) -> None:
    code, out, _ = run("grade", "-", stdin=json.dumps({"question_id": "dropout", "answer": ""}) + "\n")
    [row] = rows_of(out)
    assert (code, row["score"], row["flags"]) == (0, 0.0, ["empty"])


def test_references_are_graded_without_a_corpus(run: Run, tmp_path: Path) -> None:
    (tmp_path / "corpus" / "regularisation.md").write_bytes(b"---\nbroken: [\n")
    code, out, _ = run("grade", "-", stdin=json.dumps(GIVEN) + "\n")
    [row] = rows_of(out)
    assert (code, row["id"]) == (0, "r1")
    assert row["grader"]["corpus"] is None
    assert not (tmp_path / "cache").exists()


def test_csv_in_and_out_say_the_same_as_json(run: Run, tmp_path: Path) -> None:
    table = io.StringIO()
    writer = csv.DictWriter(table, ["id", "question", "question_id", "references", "answer"])
    writer.writeheader()
    writer.writerow({"question_id": "dropout", "answer": ANSWER})
    writer.writerow(
        {**{key: GIVEN[key] for key in ("id", "question", "answer")}, "references": json.dumps(GIVEN["references"])}
    )
    writer.writerow({"id": "bad", "question": "q", "references": "no list", "answer": "x"})
    (tmp_path / "in.csv").write_text(table.getvalue(), encoding="utf-8")
    code, _, _ = run("grade", "in.csv", "-o", "out.csv")
    assert code == 1
    cells = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8"))))
    _, out, _ = run("grade", "-", stdin=f"{json.dumps(GOOD)}\n{json.dumps(GIVEN)}\n")
    for cell, row in zip(cells[:2], rows_of(out), strict=True):
        assert cell["id"] == str(row["id"])
        assert float(cell["score"]) == row["score"]
        assert json.loads(cell["concepts"]) == row["concepts"]
    assert cells[2]["id"] == "bad"
    assert "JSON list" in cells[2]["error"]


def test_the_same_rows_give_the_same_bytes_twice_and_in_another_order(run: Run) -> None:
    rows = [{"id": number, **GOOD, "answer": f"{ANSWER} Number {number}."} for number in range(70)]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    _, first, _ = run("grade", "-", stdin=text)
    _, second, _ = run("grade", "-", stdin=text)
    _, backwards, _ = run("grade", "-", stdin="".join(json.dumps(row) + "\n" for row in reversed(rows)))
    assert first == second
    assert sorted(first.splitlines()) == sorted(backwards.splitlines())


def test_one_answer_prints_its_ledger(run: Run) -> None:
    code, out, _ = run("grade", "--question", "dropout", "--answer", ANSWER)
    assert code == 0
    assert "covered: random units switched off" in out
    assert "regularisation.md:10" in out


def test_one_answer_as_json_is_the_row_of_a_batch(run: Run) -> None:
    _, one, _ = run("grade", "--question", "dropout", "--answer", ANSWER, "--json")
    _, batch, _ = run("grade", "-", stdin=json.dumps(GOOD) + "\n")
    assert json.loads(one) == json.loads(batch)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["grade"], "Name a file of answers"),
        (["grade", "missing.jsonl"], "missing.jsonl does not exist"),
        (["grade", "--question", "dropout"], "needs --question and --answer"),
        (["grade", "--question", "droput", "--answer", "x"], "Nearest: dropout"),
        (["grade", "-", "-o", "nowhere/out.jsonl"], "There is no folder nowhere"),
        (["grade", "--corpus", "nowhere", "-"], "There is no corpus folder"),
        (["grade", "--nonsense"], "--nonsense"),
        (["nonsense"], "nonsense"),
    ],
)
def test_a_mistake_is_one_sentence_with_its_remedy_and_exit_2(run: Run, arguments: list[str], said: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
    assert len(err.strip().splitlines()) == 1


def test_an_output_file_appears_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("what was there", encoding="utf-8")
    link = tmp_path / "link.jsonl"
    link.symlink_to(target)
    code, _, err = run("grade", "-", "-o", "link.jsonl", stdin=json.dumps(GOOD) + "\n")
    assert code == 1
    assert "symbolic link" in err
    assert target.read_text(encoding="utf-8") == "what was there"


@pytest.mark.parametrize("target", ["folder", "link.jsonl", "missing/out.jsonl"])
def test_an_output_that_cannot_be_is_refused_before_anything_is_graded(run: Run, tmp_path: Path, target: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "elsewhere")
    code, _, err = run("grade", "-", "-o", target, stdin="not json\n")
    assert code in (1, 2)
    assert "graded" not in err
    assert len(err.strip().splitlines()) == 1


def test_a_dash_as_output_is_standard_output(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("grade", "-", "-o", "-", stdin="not json\n")
    assert (code, [row["id"] for row in rows_of(out)]) == (1, [1])
    assert not (tmp_path / "-").exists()


def test_json_is_json_whatever_came_in(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("id,answer\na,x\n", encoding="utf-8")
    _, out, _ = run("grade", "in.csv", "--json")
    assert [row["id"] for row in rows_of(out)] == ["a"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_files_as_spreadsheets_write_them_are_read(run: Run, tmp_path: Path, encoding: str, line_end: str) -> None:
    text = f"id,question_id,answer{line_end}é1,unknown,x{line_end}"
    content = ("\ufeff" + text).encode("utf-16-le") if encoding == "utf-16-le-bom" else text.encode(encoding)
    (tmp_path / "in.csv").write_bytes(content)
    _, out, err = run("grade", "in.csv", "--json")
    [row] = rows_of(out)
    assert row["id"] == "é1"
    assert "cannot be read" not in err


def test_what_is_not_utf8_is_said_once(run: Run) -> None:
    _, out, err = run("grade", "-", stdin=b'{"id": "caf\xe9"}\n{"id": "caf\xe9"}\n')
    assert [row["id"] for row in rows_of(out)] == ["caf\ufffd"] * 2
    assert err.count("cannot be read") == 1


def test_an_id_that_no_file_can_hold_is_escaped(run: Run, tmp_path: Path) -> None:
    for target in ("out.jsonl", "out.csv"):
        code, _, _ = run("grade", "-", "-o", target, stdin='{"id": "\\ud800\\u009b"}\n')
        assert code == 1
    [row] = rows_of((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert row["id"] == "\ud800\x9b"
    assert "\x9b" not in (tmp_path / "out.csv").read_text(encoding="utf-8")


def test_a_named_question_is_found_beside_references_without_text(run: Run) -> None:
    code, out, _ = run("grade", "-", stdin=json.dumps({**GOOD, "references": [" "]}) + "\n")
    [row] = rows_of(out)
    assert (code, row["grader"]["corpus"] is None) == (0, False)


def test_a_reference_is_cited_by_its_place_among_all_given(run: Run) -> None:
    _, out, _ = run("grade", "-", stdin=json.dumps({**GIVEN, "references": ["", "The arithmetic sum is four."]}) + "\n")
    [row] = rows_of(out)
    assert {concept["evidence"]["citation"] for concept in row["concepts"]} == {"reference 2"}


@pytest.mark.skipif(os.name != "posix", reason="needs pipes and a pseudo-terminal")
def test_a_reader_that_goes_while_rows_come_is_no_fault_of_the_input(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("not json\n" * 20_000, encoding="utf-8")
    command = [sys.executable, "-m", "interviewer", "grade", str(tmp_path / "in.jsonl")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["id"] == 1
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="needs pipes and a pseudo-terminal")
def test_rows_go_to_standard_output_while_a_terminal_shows_how_far_it_is(tmp_path: Path) -> None:
    import pty

    (tmp_path / "in.jsonl").write_text("not json\n" * 3, encoding="utf-8")
    command = [sys.executable, "-m", "interviewer", "grade", str(tmp_path / "in.jsonl")]
    ours, theirs = pty.openpty()
    try:
        environment = {**os.environ, "TERM": "xterm"}
        ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, text=True, env=environment, check=False)
        shown = os.read(ours, 65536).decode("utf-8")
    finally:
        os.close(theirs)
        os.close(ours)
    assert [row["id"] for row in rows_of(ended.stdout)] == [1, 2, 3]
    assert "Grading" in shown
    assert "error" not in shown


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_an_interrupt_ends_with_130_and_one_sentence() -> None:
    command = [sys.executable, "-m", "interviewer", "grade", "-"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}, **pipes) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write("not json\n" * 5_000)
        process.stdin.flush()
        process.stdout.readline()  # it is at work, and waits for more rows
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
        process.stdin.close()
    assert process.returncode == 130
    assert said.strip().splitlines() == ["Interrupted; everything answered so far is kept."]


def test_a_model_that_is_not_there_is_unavailable(run: Run) -> None:
    code, out, err = run("grade", "-", "--model", "nobody/nothing", stdin=json.dumps(GIVEN) + "\n")
    assert (code, out) == (3, "")
    assert "interviewer model fetch nobody/nothing" in err


def test_a_damaged_index_is_refused_with_its_remedy(run: Run, tmp_path: Path) -> None:
    assert run("grade", "-", stdin=json.dumps(GOOD) + "\n")[0] == 0
    [vectors] = (tmp_path / "cache").rglob("vectors.faiss")
    damaged = bytearray(vectors.read_bytes())
    damaged[-1] ^= 1
    vectors.write_bytes(damaged)
    code, out, err = run("grade", "-", stdin=json.dumps(GOOD) + "\n")
    assert (code, out) == (4, "")
    assert "interviewer index build" in err
