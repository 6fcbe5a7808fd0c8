"""Transcripts in files."""

import os
from pathlib import Path

import pytest
from staging import NOON, made_grade, write_corpus

from interviewer.corpus.bank import Bank
from interviewer.errors import InterviewerError
from interviewer.interview.report import make_report
from interviewer.models import InterviewReport, Turn
from interviewer.tui.transcript import write_transcript

ID = "abcdef0123456789" * 2


@pytest.fixture
def report(tmp_path: Path) -> InterviewReport:
    question = Bank.load(write_corpus(tmp_path / "corpus")).questions[0]
    answer = "Units are dropped."
    return make_report(
        [Turn(number=1, kind="main", question=question, answer=answer, grade=made_grade(question, answer))]
    )


def test_a_transcript_is_markdown_named_after_the_interview(report: InterviewReport, tmp_path: Path) -> None:
    file = write_transcript(report, tmp_path / "data", ID, NOON)
    assert file == tmp_path / "data" / "transcripts" / "interview-abcdef01.md"
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# Interview")
    assert "Units are dropped" in text
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_second_export_replaces_the_first(report: InterviewReport, tmp_path: Path) -> None:
    first = write_transcript(report, tmp_path, ID, NOON)
    first.write_text("old", encoding="utf-8")
    assert write_transcript(report, tmp_path, ID, NOON) == first
    assert first.read_text(encoding="utf-8").startswith("# Interview")


@pytest.mark.skipif(os.name != "posix", reason="symbolic links need rights elsewhere")
def test_a_link_is_refused_and_not_followed(report: InterviewReport, tmp_path: Path) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_text("mine", encoding="utf-8")
    (tmp_path / "transcripts").mkdir()
    (tmp_path / "transcripts" / "interview-abcdef01.md").symlink_to(precious)
    with pytest.raises(InterviewerError, match="symbolic link"):
        write_transcript(report, tmp_path, ID, NOON)
    assert precious.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_made_is_named(report: InterviewReport, tmp_path: Path) -> None:
    (tmp_path / "transcripts").write_text("in the way", encoding="utf-8")
    with pytest.raises(InterviewerError, match="transcripts") as raised:
        write_transcript(report, tmp_path, ID, NOON)
    assert "INTERVIEWER_DATA_DIR" in raised.value.hint
