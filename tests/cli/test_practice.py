"""`interviewer practice --plain` as a person, a screen reader or a pipe meets it: real corpus, grader and history."""

import io
import itertools
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from interviewer.cli.app import app
from interviewer.cli.practice import hold_interview
from interviewer.errors import ConfigurationError, InterviewerError
from interviewer.interview.wishes import PracticeWishes
from interviewer.settings import Settings
from interviewer.storage.history import History
from interviewer.workspace import Workspace

OPTIMISATION = """---
title: Training dynamics
topic: optimisation
---

## What is the vanishing gradient problem?

<!-- id: vanishing-gradient | difficulty: medium -->

The vanishing gradient problem: the chain rule multiplies many small derivatives, so the gradient of early layers
shrinks towards zero.

Sigmoid and tanh are saturating activations, whose derivative is close to zero for large inputs.

### Key concepts

- **product of small derivatives** (chain rule multiplies small derivatives) — essential
- **saturating activations** (sigmoid; tanh) — essential

### Follow-ups

- Which activations make gradients vanish? (concept: saturating activations)
- What does the chain rule have to do with it? (concept: product of small derivatives)

### Hints

- Write the gradient of the first layer with the chain rule.
"""
REGULARISATION = """---
title: Regularisation
topic: regularisation
---

## What does dropout do?

<!-- id: dropout | difficulty: easy -->

Dropout sets random activations to zero during training, which keeps units from relying on each other.
"""
WISHES = PracticeWishes(topics=(), difficulty=None, count=5, seed=1, follow_ups=True, resume=False)
VANISHING = PracticeWishes(topics=("optimisation",), difficulty=None, count=5, seed=1, follow_ups=True, resume=False)
PARTIAL = "The chain rule multiplies many small derivatives, so early layers hardly learn."
NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "optimisation.md").write_text(OPTIMISATION, encoding="utf-8")
    (corpus / "regularisation.md").write_text(REGULARISATION, encoding="utf-8")
    return Settings(corpus=corpus, index=tmp_path / "index", data=tmp_path / "data")


@pytest.fixture(scope="module")
def encoder():
    with Workspace.open() as workspace:
        return workspace.encoder


@pytest.fixture
def workspace(settings, encoder):
    """A workspace whose model has been loaded already: loading takes seconds, and here once is enough."""
    with Workspace.open(settings) as workspace:
        workspace.opener.encoder = encoder
        yield workspace


@pytest.fixture
def converse(workspace, monkeypatch, capsys):
    """Holds an interview with these lines typed; gives back what was printed."""

    def converse(*lines, wishes=WISHES):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        ticks = itertools.count()
        hold_interview(workspace, wishes, lambda: NOON + timedelta(seconds=next(ticks)))
        return capsys.readouterr().out

    return converse


@pytest.fixture
def run(settings, monkeypatch, capsys):
    """Runs a command line in this process with this standard input; gives back exit code, output and talk."""
    monkeypatch.setenv("INTERVIEWER_DATA_DIR", str(settings.data))
    monkeypatch.setenv("INTERVIEWER_CORPUS", str(settings.corpus))

    def run(*arguments, stdin):
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin) if isinstance(stdin, str) else stdin)
        code = app.main(["practice", *arguments], standalone_mode=False, obj={})
        return code or 0, *capsys.readouterr()

    return run


def history_of(settings):
    with History.open(settings.data) as history:
        latest = history.sessions()[0]
        return history.session(latest.id)


# --- whole conversations ----------------------------------------------------------------------------------------------


def test_an_interview_from_question_to_summary(converse, settings):
    out = converse(PARTIAL, "Sigmoid and tanh.", wishes=VANISHING)
    stored = history_of(settings)
    assert "1 question, seed 1." in out
    assert "Question 1 of 1 (optimisation, medium)\nWhat is the vanishing gradient problem?\n" in out
    assert re.search(r"Graded: [\d.]+ of 100 \(range [\d.]+-[\d.]+\), (weak|partial|good)\.", out)
    assert "  covered: product of small derivatives (essential)" in out
    assert "  missing: saturating activations (essential), 0 of" in out
    assert f"  You: “{PARTIAL}”" in " ".join(out.split()).replace(" You", "  You")
    assert "Reference optimisation.md:10:" in out
    assert "Feedback:" in out
    assert "What would gain most:" in out
    assert "Follow-up to question 1 of 1 (optimisation, medium)\nWhich activations make gradients vanish?" in out
    assert "The interview is over: 1 question answered, mean score" in out
    assert out.endswith(f"Kept in the history: interviewer history show {stored.summary.id[:8]}\n")
    assert [(s.turn.kind, s.turn.answer) for s in stored.turns] == [
        ("main", PARTIAL),
        ("follow-up", "Sigmoid and tanh."),
    ]
    assert stored.summary.mode == "plain"
    assert stored.summary.ended_at is not None
    assert all(s.turn.grade is not None and s.seconds > 0 for s in stored.turns)


def test_without_follow_ups_there_are_none(converse, settings):
    wishes = PracticeWishes(("optimisation",), None, 5, 1, follow_ups=False, resume=False)
    assert "Follow-up" not in converse(PARTIAL, wishes=wishes)
    assert len(history_of(settings).turns) == 1


def test_a_backslash_continues_an_answer_on_the_next_line(converse, settings):
    converse("- small derivatives\\", "- chain rule\\", "", "/quit", wishes=VANISHING)
    assert history_of(settings).turns[0].turn.answer == "- small derivatives\n- chain rule"


def test_wishes_are_understood_along_the_way(converse, settings):
    commands = [
        "give me a hint please",
        "/hint",
        "/left",
        "can you say that again?",
        "/answer",
        "/next",
        "/help",
        "/no",
    ]
    out = converse(*commands, "", "/skip", wishes=VANISHING)
    assert "Hint: Write the gradient of the first layer with the chain rule. (no more hints)" in out
    assert "There is no further hint for this question." in out
    assert "Still to be answered: 1 of 1 main questions." in out
    assert out.count("What is the vanishing gradient problem?\n") == 2
    assert "Model answer:\n  The vanishing gradient problem: the chain rule multiplies" in out
    assert "This question is still open: answer it, or /skip it." in out
    assert "There is no command /no." in out
    assert "Type an answer, or /skip to go on." in out
    assert "Skipped." in out
    (stored,) = history_of(settings).turns
    assert (stored.turn.answer, stored.turn.hints_used, stored.turn.revealed) == (None, 1, True)


def test_the_end_of_input_ends_the_interview_with_the_summary(converse, settings):
    out = converse(wishes=WISHES)
    assert "The interview is over: 0 questions answered." in out
    assert history_of(settings).summary.ended_at is not None


def test_the_last_line_counts_without_a_line_end_and_in_the_middle_of_a_continued_answer(run, settings):
    code, *_ = run("--plain", "--topic", "optimisation", stdin="/hint\n/skip")
    assert code == 0
    assert history_of(settings).turns[0].turn.answer is None
    run("--plain", "--topic", "regularisation", stdin="/skip\\")
    assert history_of(settings).turns[0].turn.answer is None


def test_terminal_controls_in_an_answer_are_stored_and_shown_without_them(converse, settings):
    out = converse("\x1b[2JSmall deriv\x07atives", "/quit", wishes=VANISHING)
    assert history_of(settings).turns[0].turn.answer == "[2JSmall derivatives"
    assert "\x1b" not in out


def test_an_endless_answer_is_cut_and_that_is_said(converse, settings):
    out = converse("small derivatives " * 1200, "/quit", wishes=VANISHING)
    assert "Only the first 20,000 characters of the answer count." in out
    assert len(history_of(settings).turns[0].turn.answer) == 20_000


def test_text_is_wrapped_at_the_width_of_the_terminal(converse, monkeypatch):
    monkeypatch.setenv("COLUMNS", "50")
    out = converse(PARTIAL, wishes=VANISHING)
    assert max(len(line) for line in out.splitlines()) <= 50


def test_questions_asked_before_come_last(converse, settings):
    one = PracticeWishes((), None, 1, 1, follow_ups=True, resume=False)
    converse("/skip", wishes=one)
    first = history_of(settings).turns[0].turn.question.id
    converse("/skip", wishes=one)
    assert history_of(settings).turns[0].turn.question.id != first


# --- interruptions ----------------------------------------------------------------------------------------------------


class TypedThenInterrupted(io.StringIO):
    """Standard input of someone who types a few lines and then presses Ctrl+C."""

    def readline(self, *arguments):
        line = super().readline(*arguments)
        if not line:
            raise KeyboardInterrupt
        return line


def test_ctrl_c_keeps_what_was_answered_and_the_interview_goes_on_later(run, settings):
    code, out, err = run("--plain", "--seed", "3", stdin=TypedThenInterrupted("/skip\n"))
    assert code == 130
    assert err.strip() == ("Interrupted: everything answered is kept; go on with `interviewer practice --resume`.")
    before = history_of(settings)
    assert (len(before.turns), before.summary.ended_at) == (1, None)

    code, out, err = run("--plain", "--resume", stdin="/skip\n")
    assert code == 0
    assert f"Going on with interview {before.summary.id[:8]}: 1 of 2 questions are done." in out
    assert "Question 2 of 2" in out
    after = history_of(settings)
    assert after.summary.id == before.summary.id
    assert after.summary.ended_at is not None
    assert [s.turn.question.id for s in after.turns] == [question.id for question in before.plan]


class GoneBeforeGrading(Workspace):
    """The candidate presses Ctrl+C while the model loads."""

    def grader(self, on_stage=None):
        raise KeyboardInterrupt


def test_an_answer_is_stored_before_it_is_graded_and_graded_on_resuming(converse, settings, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PARTIAL}\n"))
    with GoneBeforeGrading.open(settings) as workspace, pytest.raises(KeyboardInterrupt):
        hold_interview(workspace, VANISHING, lambda: NOON)
    (stored,) = history_of(settings).turns
    assert (stored.turn.answer, stored.turn.grade) == (PARTIAL, None)

    out = converse(wishes=PracticeWishes((), None, 5, 1, follow_ups=True, resume=True))
    assert out.index("Your answer from before to: What is the vanishing") < out.index("Graded: ")
    assert out.index("Graded: ") < out.index("Which activations make gradients vanish?")
    assert history_of(settings).turns[0].turn.grade is not None


def test_answers_are_kept_when_there_is_no_model_to_grade_them(settings, monkeypatch, capsys):
    without = Settings(corpus=settings.corpus, index=settings.index, data=settings.data, model="/no/such/model")
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PARTIAL}\n"))
    with Workspace.open(without) as workspace, pytest.raises(InterviewerError):
        hold_interview(workspace, VANISHING, lambda: NOON)
    assert "Your answers are kept; go on with `interviewer practice --resume`." in capsys.readouterr().err
    assert history_of(settings).turns[0].turn.answer == PARTIAL


def test_there_may_be_nothing_to_resume(run):
    with pytest.raises(InterviewerError, match="There is no interrupted interview"):
        run("--plain", "--resume", stdin="")


# --- options ----------------------------------------------------------------------------------------------------------


def test_topics_difficulty_and_count_choose_the_questions(run):
    assert "1 question, seed 5." in run("--plain", "--seed", "5", "--topic", "Optimisation", stdin="")[1]
    assert "What does dropout do?" in run("--plain", "--difficulty", "easy", stdin="")[1]
    assert "1 question, seed" in run("--plain", "--count", "1", stdin="")[1]
    assert "2 questions, seed" in run("--plain", "--topic", "optimisation", "--topic", "regularisation", stdin="")[1]


def test_a_topic_that_does_not_exist_is_named_with_those_that_do(run):
    with pytest.raises(ConfigurationError) as error:
        run("--plain", "--topic", "cooking", stdin="")
    assert str(error.value) == 'There is no topic "cooking". The topics are: optimisation, regularisation.'


def test_wishes_that_no_question_fits_are_said_to(run):
    with pytest.raises(ConfigurationError, match=r"No question in .* fits"):
        run("--plain", "--difficulty", "hard", stdin="")


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_asked(run, settings):
    (settings.corpus / "broken.md").write_text("## What is this?\n\n### Nonsense\n", encoding="utf-8")
    code, out, err = run("--plain", stdin="")
    assert (code, "2 questions, seed" in out) == (0, True)
    assert err.startswith("Left out: broken.md:")


def test_resuming_and_choosing_questions_exclude_each_other(run):
    import click

    with pytest.raises(click.UsageError, match="leave out --topic"):
        run("--plain", "--resume", "--topic", "optimisation", stdin="")


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_at_a_terminal_the_app_is_launched_with_the_wishes(settings, monkeypatch):
    launched = []
    monkeypatch.setenv("INTERVIEWER_CORPUS", str(settings.corpus))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("sys.stdout", Terminal())
    arguments = ["practice", "--topic", "rnn", "--count", "3", "--seed", "7", "--no-follow-ups", "--difficulty", "hard"]

    def launch_app(settings, wishes):
        launched.append((settings.corpus, wishes))
        return 0

    app.main(arguments, standalone_mode=False, obj={"launch_app": launch_app})
    app.main([], standalone_mode=False, obj={"launch_app": launch_app})
    (corpus, wishes), (_, by_default) = launched
    assert corpus == settings.corpus
    assert wishes == PracticeWishes(("rnn",), "hard", 3, 7, follow_ups=False, resume=False, at_once=True)
    assert not by_default.at_once
    assert (by_default.topics, by_default.count, by_default.follow_ups, by_default.resume) == ((), 5, True, False)


@pytest.mark.parametrize("term", ["dumb", None])
def test_a_dumb_terminal_or_a_pipe_gets_plain_lines(run, monkeypatch, term):
    if term:
        monkeypatch.setenv("TERM", term)
    code, out, _ = run(stdin=Terminal() if term else "")
    assert (code, "The interview is over" in out) == (0, True)


@pytest.mark.slow
def test_through_a_pipe_in_a_process_of_its_own(settings, tmp_path):
    environment = {"INTERVIEWER_DATA_DIR": str(settings.data), "PYTHONIOENCODING": "utf-8", "HOME": str(tmp_path)}
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "interviewer",
            "practice",
            "--plain",
            "--corpus",
            str(settings.corpus),
            "--no-follow-ups",
        ],
        input=f"{PARTIAL}\n/skip\n",
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=Path(__file__).parent.parent.parent,
    )
    assert done.returncode == 0
    assert "Loading the language model" in done.stderr
    assert "Graded: " in done.stdout
    assert "Traceback" not in done.stderr
