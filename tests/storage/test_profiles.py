"""Profiles on disk."""

from pathlib import Path

import pytest

from interviewer.errors import ConfigurationError, CorruptError, InterviewerError
from interviewer.grading.profile import Profile
from interviewer.storage.profiles import load_profile, refuse_profile, save_profile

PROFILE = Profile(
    name="exam-1",
    slope=0.812,
    offset=12.5,
    below=18.2,
    above=14.0,
    answers=63,
    questions=9,
    capped=2,
    held_out="questions",
    error_before=24.1,
    error_after=17.3,
    source="marks.jsonl",
    grader="1",
    encoder="e" * 64,
)


def test_a_profile_is_read_as_it_was_stored(tmp_path: Path) -> None:
    file = save_profile(tmp_path / "profiles", PROFILE)
    assert file == tmp_path / "profiles" / "exam-1.json"
    assert load_profile(tmp_path / "profiles", "exam-1") == PROFILE
    assert [path.name for path in file.parent.iterdir()] == ["exam-1.json"]


def test_a_profile_of_the_same_name_is_replaced(tmp_path: Path) -> None:
    save_profile(tmp_path, PROFILE)
    save_profile(tmp_path, PROFILE.model_copy(update={"slope": 0.5}))
    assert load_profile(tmp_path, "exam-1").slope == 0.5


def test_a_file_edited_by_hand_counts_and_its_name_is_the_name(tmp_path: Path) -> None:
    file = save_profile(tmp_path, PROFILE)
    (tmp_path / "mild.json").write_text(file.read_text(encoding="utf-8").replace("12.5", "20"), encoding="utf-8")
    mild = load_profile(tmp_path, "mild")
    assert (mild.name, mild.offset) == ("mild", 20.0)


def test_a_name_that_is_not_there_is_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no profile 'exam-2'") as none:
        load_profile(tmp_path / "profiles", "exam-2")
    assert "--fit exam-2" in none.value.hint
    save_profile(tmp_path, PROFILE)
    with pytest.raises(ConfigurationError) as missing:
        load_profile(tmp_path, "exam-2")
    assert "Nearest: exam-1." in missing.value.hint


@pytest.mark.parametrize("name", ["", "../exam", "a/b", ".hidden", "a b", "x" * 65, "né\n", "c:d"])
def test_a_name_that_is_no_name_never_becomes_a_path(tmp_path: Path, name: str) -> None:
    for use in (load_profile, refuse_profile):
        with pytest.raises(ConfigurationError, match="no name for a profile"):
            use(tmp_path, name)
    with pytest.raises(ConfigurationError):
        save_profile(tmp_path, PROFILE.model_copy(update={"name": name}))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("0.812", "-1", "slope"),
        ("0.812", "NaN", "Invalid|finite|slope"),
        ('"slope"', '"slop"', "slope"),
        ("{", "", "the file"),
        ('"questions": 9', '"questions": "nine"', "questions"),
    ],
)
def test_a_damaged_profile_is_refused_with_its_remedy(tmp_path: Path, old: str, new: str, said: str) -> None:
    file = save_profile(tmp_path, PROFILE)
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CorruptError, match=said) as damaged:
        load_profile(tmp_path, "exam-1")
    assert "--fit exam-1" in damaged.value.hint


def test_a_place_that_cannot_be_written_is_told_before_long_work(tmp_path: Path) -> None:
    (tmp_path / "exam-1.json").mkdir()
    with pytest.raises(InterviewerError, match="is a folder"):
        refuse_profile(tmp_path, "exam-1")
    refuse_profile(tmp_path / "not there yet", "exam-1")
