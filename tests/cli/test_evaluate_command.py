"""`interviewer evaluate`, from a file of marks to figures, a picture and a profile, with the real grader."""

import csv
import io
import json
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
"""
QUESTIONS = {
    "dropout": ("What is dropout?", "Dropout switches random units off during training, so that none is relied on."),
    "l2": ("What does weight decay do?", "Weight decay shrinks all weights a little in every step towards zero."),
    "relu": ("What is a ReLU?", "A rectified linear unit passes positive inputs on and turns negative ones into zero."),
    "sgd": ("What is SGD?", "Stochastic gradient descent follows the gradient of small random batches of examples."),
    "batch": ("What is batch norm?", "Batch normalisation scales activations by mean and variance of the batch."),
    "stop": (
        "What is early stopping?",
        "Training ends when the error on held-out data has not fallen for some epochs.",
    ),
}
ANSWERS = (
    ("{reference}", 1.0, "correct"),
    ("In other words: {half}, roughly.", 0.6, "partially_correct_incomplete"),
    ("{wrong}", 0.1, "contradictory"),
    ("It has to do with learning, I would say, and with data.", 0.0, "incorrect"),
    ("No response.", 0.0, "incorrect"),
)
Run = Callable[..., tuple[int, str, str]]


def rows() -> list[dict[str, Any]]:
    """Thirty marked answers to six questions, six of them blank."""
    made = []
    references = [reference for _, reference in QUESTIONS.values()]
    for place, (name, (question, reference)) in enumerate(QUESTIONS.items()):
        half = " ".join(reference.split()[:7])
        wrong = references[(place + 1) % len(references)]
        for text, score, label in ANSWERS:
            answer = text.format(reference=reference, half=half, wrong=wrong)
            given = {"question_id": name, "question": question, "references": [reference], "comment": "not looked at"}
            made.append({**given, "answer": answer, "score": score, "label": label, "split": "train"})
    return made


def jsonl(given: list[Any]) -> str:
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in given)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "regularisation.md").write_text(CORPUS, encoding="utf-8")
    (tmp_path / "marks.jsonl").write_text(jsonl(rows()), encoding="utf-8")
    monkeypatch.setenv("INTERVIEWER_CORPUS", str(tmp_path / "corpus"))
    monkeypatch.setenv("INTERVIEWER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return invoke


def test_figures_stand_beside_the_baselines_with_and_without_blanks(run: Run) -> None:
    code, out, err = run("evaluate", "marks.jsonl")
    assert (code, err) == (0, "")
    assert all(len(line) <= 80 for line in out.splitlines())
    for name in ("interviewer", "length only", "echo", "raw cosine", "\nAll: 30 ", "\nNot blank: 24 "):
        assert name in out
    for figure in (
        "Pearson r",
        "Spearman",
        "r by question",
        "RMSE",
        "quadratic kappa",
        "macro-F1",
        "AUC",
        "inside the range",
    ):
        assert out.count(f"\n{figure}") >= 2
    assert "drawn again 1000 times, seed 1" in out
    assert "●" in out


def test_json_has_every_figure_and_nothing_else_on_standard_output(run: Run) -> None:
    code, out, err = run("evaluate", "marks.jsonl", "--json")
    assert (code, err) == (0, "")
    data = json.loads(out)
    assert list(data) == [
        "file", "left_out", "bad_rows", "seed", "resamples", "all_answers", "without_blanks", "reliability", "profile",
        "grader",
    ]  # fmt: skip
    assert (data["all_answers"]["answers"], data["without_blanks"]["answers"]) == (30, 24)
    systems = data["without_blanks"]["systems"]
    assert list(systems) == ["grader", "length", "echo", "cosine"]
    grader = systems["grader"]
    assert list(grader) == [
        "pearson", "spearman", "pearson_within_questions", "rmse", "quadratic_kappa", "macro_f1",
        "auc_correct_over_contradictory", "share_inside_range",
    ]  # fmt: skip
    assert all(list(systems[name]) == list(grader) for name in systems)
    assert grader["pearson"]["low"] <= grader["pearson"]["value"] <= grader["pearson"]["high"]
    assert grader["pearson"]["value"] > 0.7
    assert grader["auc_correct_over_contradictory"]["value"] == 1.0
    assert sum(found["answers"] for found in data["reliability"]) == 24
    assert data["grader"]["version"]
    assert data["profile"] is None


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_intervals(run: Run) -> None:
    first, second, other = (run("evaluate", "marks.jsonl", "--json", "--seed", seed)[1] for seed in ("1", "1", "2"))
    assert first == second
    one, another = (json.loads(text)["all_answers"]["systems"]["grader"] for text in (first, other))
    assert one["pearson"]["value"] == another["pearson"]["value"]
    assert one["pearson"] != another["pearson"]


def test_bad_rows_are_told_by_line_and_the_rest_goes_on(run: Run, tmp_path: Path) -> None:
    given = [
        *rows()[:6],
        "",
        "{not json",
        {**rows()[0], "score": 7},
        {"question_id": "unknown", "answer": "x", "score": 1},
        {**rows()[0], "exclude": True},
        {**rows()[0], "is_reference": True},
        {**rows()[0], "score": None},
        {"question_id": "dropout", "answer": "Random units are switched off.", "score": 1},
    ]
    (tmp_path / "odd.jsonl").write_text(jsonl(given), encoding="utf-8")
    code, out, err = run("evaluate", "odd.jsonl", "--json")
    assert code == 1
    data = json.loads(out)
    assert [row["line"] for row in data["bad_rows"]] == [8, 9, 10]
    assert data["all_answers"]["answers"] == 7
    assert data["left_out"] == {"excluded": 1, "references": 1, "without a mark": 1}
    assert "odd.jsonl, line 8: The row is not JSON" in err
    assert "--scale MAX" in err
    assert "line 10: There is no question 'unknown' in the corpus" in err
    assert "Left out: 1 excluded, 1 references, 1 without a mark." in err


def test_a_spreadsheet_of_marks_out_of_ten_says_the_same(run: Run, tmp_path: Path) -> None:
    with (tmp_path / "marks.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["question_id", "question", "references", "answer", "score", "label"])
        writer.writeheader()
        for row in rows():
            cells = {key: row[key] for key in writer.fieldnames}
            writer.writerow({**cells, "references": json.dumps(row["references"]), "score": 10 * row["score"]})
    one = json.loads(run("evaluate", "marks.jsonl", "--json")[1])
    other = json.loads(run("evaluate", "marks.csv", "--scale", "10", "--json")[1])
    assert other["all_answers"] == one["all_answers"]


def test_a_scale_that_no_mark_needs_is_questioned(run: Run) -> None:
    code, _, err = run("evaluate", "marks.jsonl", "--scale", "10", "--json")
    assert code == 0
    assert "No mark is above 1 of 10" in err


def test_only_the_split_asked_for_counts(run: Run, tmp_path: Path) -> None:
    given = [{**row, "split": "test-UQ" if row["question_id"] == "l2" else "train"} for row in rows()]
    code, out, _ = run("evaluate", "-", "--split", "test-UQ", "--json", stdin=jsonl(given))
    data = json.loads(out)
    assert (code, data["all_answers"]["answers"], data["all_answers"]["questions"]) == (0, 5, 1)
    assert data["all_answers"]["systems"]["length"]["rmse"] is None
    code, out, err = run("evaluate", "-", "--split", "test-UD", stdin=jsonl(given))
    assert (code, out) == (1, "")
    assert "Check --split." in err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["missing.jsonl"], 2, "missing.jsonl does not exist"),
        (["marks.jsonl", "--profile", "exam"], 2, "There is no profile 'exam'"),
        (["marks.jsonl", "--fit", "../exam"], 2, "no name for a profile"),
        (["marks.jsonl", "--fit", "a", "--profile", "b"], 2, "give --fit or --profile"),
        (["marks.jsonl", "--plot", "picture.jpg"], 2, "ends in .png"),
        (["marks.jsonl", "--plot", "nowhere/picture.png"], 2, "no folder nowhere"),
        (["marks.jsonl", "--scale", "0"], 2, "--scale"),
        (["marks.jsonl", "--scale", "inf"], 2, "highest mark"),
        (["marks.jsonl", "--scale", "nan"], 2, "--scale"),
        (["marks.jsonl", "--seed", "-1"], 2, "--seed"),
        (["empty.jsonl"], 1, "no row to compare"),
    ],
)
def test_a_mistake_is_one_sentence_with_its_remedy(
    run: Run, tmp_path: Path, arguments: list[str], code: int, said: str
) -> None:
    (tmp_path / "empty.jsonl").touch()
    found, out, err = run("evaluate", *arguments)
    assert (found, out) == (code, "")
    assert said in err
    assert len(err.strip().splitlines()) == 1


# --- profiles ---------------------------------------------------------------------------------------------------------


def test_a_profile_is_learnt_stored_and_used(run: Run, tmp_path: Path) -> None:
    given = [{**row, "score": 0.5 * row["score"] + 0.3} for row in rows()]
    (tmp_path / "mild.jsonl").write_text(jsonl(given), encoding="utf-8")
    code, out, err = run("evaluate", "mild.jsonl", "--fit", "mild")
    assert (code, err) == (0, "")
    assert "Profile mild: score × 0." in out
    assert "answers to 6 questions" in out
    assert "with questions held out" in out
    assert f"It is in {tmp_path / 'data' / 'profiles' / 'mild.json'}" in out
    stored = json.loads((tmp_path / "data" / "profiles" / "mild.json").read_text(encoding="utf-8"))
    assert stored["answers"] + stored["capped"] == 24
    assert stored["error_after"] < stored["error_before"]

    row = jsonl([{key: rows()[0][key] for key in ("question", "references", "answer")}])
    [before], [after] = (
        [json.loads(line) for line in run("grade", "-", *profile, stdin=row)[1].splitlines()]
        for profile in ([], ["--profile", "mild"])
    )
    expected = min(100.0, stored["slope"] * before["score"] + stored["offset"])
    assert after["score"] == pytest.approx(expected, abs=0.051)
    assert (before["grader"]["profile"], after["grader"]["profile"][:5]) == (None, "mild@")

    plain = json.loads(run("evaluate", "mild.jsonl", "--json")[1])
    mapped = json.loads(run("evaluate", "mild.jsonl", "--profile", "mild", "--json")[1])
    errors = [data["without_blanks"]["systems"]["grader"]["rmse"]["value"] for data in (plain, mapped)]
    assert errors[1] < errors[0]
    assert mapped["profile"] == stored
    assert "learnt from this very file" in run("evaluate", "mild.jsonl", "--profile", "mild")[1]


def test_the_ledger_of_one_answer_has_a_line_for_the_profile(run: Run) -> None:
    assert run("evaluate", "marks.jsonl", "--fit", "exam")[0] == 0
    code, out, _ = run("grade", "--question", "dropout", "--answer", "Random units are off.", "--profile", "exam")
    assert code == 0
    assert "profile exam: " in out
    code, out, err = run("grade", "--question", "dropout", "--answer", "Random units.", "--profile", "exm")
    assert (code, out) == (2, "")
    assert "Nearest: exam." in err


def test_a_profile_of_another_grader_is_used_and_questioned(run: Run, tmp_path: Path) -> None:
    assert run("evaluate", "marks.jsonl", "--fit", "exam")[0] == 0
    file = tmp_path / "data" / "profiles" / "exam.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**content, "grader": "0"}), encoding="utf-8")
    code, _, err = run("grade", "-", "--profile", "exam", stdin=jsonl(rows()[:3]))
    assert code == 0
    assert err.count("Fit it again") == 1


def test_too_few_marks_make_no_profile_and_leave_the_old_one(run: Run, tmp_path: Path) -> None:
    assert run("evaluate", "marks.jsonl", "--fit", "exam")[0] == 0
    file = tmp_path / "data" / "profiles" / "exam.json"
    before = file.read_bytes()
    few = [row for row in rows() if row["question_id"] in ("l2", "sgd")]
    code, out, err = run("evaluate", "-", "--fit", "exam", stdin=jsonl(few))
    assert (code, out) == (1, "")
    assert "at least 20 marked answers" in err
    assert file.read_bytes() == before


def test_a_profile_of_few_questions_is_learnt_with_a_warning(run: Run) -> None:
    few = [{**row, "question_id": "one"} for row in rows()]
    code, out, _ = run("evaluate", "-", "--fit", "exam", stdin=jsonl(few))
    assert code == 0
    assert "few questions" in out
    assert "with answers held out" in out


# --- the picture ------------------------------------------------------------------------------------------------------


def test_the_picture_is_a_png(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    code, _, err = run("evaluate", "marks.jsonl", "--plot", "picture.png")
    assert (code, err) == (0, "The picture is in picture.png.\n")
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG\r\n")


def test_without_its_library_the_picture_is_refused_before_anything_is_graded(run: Run) -> None:
    program = "import sys; sys.modules['matplotlib'] = None; from interviewer.__main__ import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "evaluate", "marks.jsonl", "--plot", "picture.png"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert "pip install 'interviewer[plot]'" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
