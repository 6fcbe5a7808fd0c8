"""A build embeds only what is new, and until it is complete the old index is as it was."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from word_encoder import WordEncoder

from interviewer.errors import InterviewerError, UnavailableError
from interviewer.inference.encoder import Vectors
from interviewer.models import Passage
from interviewer.retrieval.build import SLICE, BuildReport, build_index
from interviewer.retrieval.check import check_index
from interviewer.retrieval.folder import building
from interviewer.retrieval.index import index_state, open_index

HERE = Path(__file__).resolve().parent


def many(count: int) -> list[Passage]:
    return [Passage(text=f"statement number {line}", file="a.md", line=line) for line in range(1, count + 1)]


def contents(directory: Path) -> dict[str, bytes]:
    return {
        file.relative_to(directory).as_posix(): file.read_bytes() for file in directory.rglob("*") if file.is_file()
    }


def index_files(directory: Path) -> dict[str, bytes]:
    return contents(directory / "current")


def test_the_first_build_embeds_everything(directory: Path, passages: list[Passage], encoder: WordEncoder) -> None:
    report = build_index(directory, passages, "corpus", encoder, encoder)
    assert report == BuildReport(passages=30, embedded=30, reused=0, removed=0)
    assert sorted(encoder.given) == sorted(passage.text for passage in passages)


def test_the_longest_texts_are_embedded_first(directory: Path, passages: list[Passage], encoder: WordEncoder) -> None:
    longer = [
        passage.model_copy(update={"text": f"{passage.text} and on" * row}) for row, passage in enumerate(passages, 1)
    ]
    build_index(directory, longer, "corpus", encoder, encoder)
    lengths = encoder.count_tokens(encoder.given)
    assert lengths == sorted(lengths, reverse=True)


def test_only_what_changed_is_embedded_again(directory: Path, passages: list[Passage], encoder: WordEncoder) -> None:
    build_index(directory, passages, "one", encoder, encoder)
    encoder.given.clear()
    changed = passages[3].model_copy(update={"text": "something else entirely"})
    moved = passages[4].model_copy(update={"line": 400})
    report = build_index(directory, [*passages[:3], changed, moved, *passages[5:]], "two", encoder, encoder)
    assert encoder.given == ["something else entirely"]
    assert report == BuildReport(passages=30, embedded=1, reused=29, removed=1)
    assert open_index(directory, "two", encoder.digest).passages[4].line == 400


def test_equal_texts_are_embedded_once(directory: Path, encoder: WordEncoder) -> None:
    twice = [Passage(text="said twice", file=file, line=1) for file in ("a.md", "b.md")]
    report = build_index(directory, twice, "corpus", encoder, encoder)
    assert encoder.given == ["said twice"]
    assert (report.passages, report.embedded) == (2, 1)


def test_an_incremental_build_gives_the_same_bytes_as_a_full_one(
    tmp_path: Path, passages: list[Passage], encoder: WordEncoder
) -> None:
    build_index(tmp_path / "grown", passages[5:20], "one", encoder, encoder)
    build_index(tmp_path / "grown", list(reversed(passages)), "two", encoder, encoder)
    build_index(tmp_path / "full", list(reversed(passages)), "two", encoder, encoder)
    assert index_files(tmp_path / "grown") == index_files(tmp_path / "full")


def test_vectors_of_another_model_are_not_reused(directory: Path, passages: list[Passage]) -> None:
    first, second = WordEncoder(), WordEncoder(digest="words-2", dimension=32)
    build_index(directory, passages, "corpus", first, first)
    report = build_index(directory, passages, "corpus", second, second)
    assert (report.embedded, report.reused) == (30, 0)
    assert open_index(directory, "corpus", "words-2").manifest.encoder.dimension == 32


def test_a_corrupt_index_is_rebuilt_from_nothing(
    directory: Path, passages: list[Passage], encoder: WordEncoder
) -> None:
    build_index(directory, passages, "corpus", encoder, encoder)
    before = index_files(directory)
    vectors = directory / "current" / "vectors.faiss"
    vectors.write_bytes(vectors.read_bytes()[:-1] + b"\x00")
    report = build_index(directory, passages, "corpus", encoder, encoder)
    assert (report.embedded, report.reused) == (30, 0)
    assert index_files(directory) == before


def test_other_files_in_the_folder_survive(directory: Path, passages: list[Passage], encoder: WordEncoder) -> None:
    directory.mkdir()
    (directory / "README.md").write_text("the format", encoding="utf-8")
    for _ in range(2):
        build_index(directory, passages, "corpus", encoder, encoder)
    assert (directory / "README.md").read_text(encoding="utf-8") == "the format"
    assert {path.name for path in directory.iterdir()} <= {"README.md", "current", "build.lock"}


def test_progress_moves_slice_by_slice(directory: Path, encoder: WordEncoder) -> None:
    steps: list[tuple[int, int]] = []
    build_index(directory, many(2 * SLICE + 5), "corpus", encoder, encoder, lambda done, of: steps.append((done, of)))
    total = 2 * SLICE + 5
    assert steps == [(0, total), (SLICE, total), (2 * SLICE, total), (total, total)]


def test_an_interrupted_build_leaves_the_old_index_as_it_was(
    directory: Path, passages: list[Passage], encoder: WordEncoder
) -> None:
    build_index(directory, passages, "corpus", encoder, encoder)
    before = contents(directory)

    def interrupt(done: int, _total: int) -> None:
        if done:
            assert (directory / "next").is_dir()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_index(directory, many(3 * SLICE), "other", encoder, encoder, interrupt)
    assert contents(directory) == before
    assert not (directory / "next").exists()
    assert build_index(directory, passages, "corpus", encoder, encoder).reused == 30  # the lock is free again


def test_a_model_whose_vectors_are_not_normalised_is_refused(
    directory: Path, passages: list[Passage], encoder: WordEncoder
) -> None:
    class Unscaled(WordEncoder):
        def encode(self, texts: list[str]) -> Vectors:
            return super().encode(texts) * np.float32(np.nan)

    build_index(directory, passages[:3], "corpus", encoder, encoder)
    before = contents(directory)
    with pytest.raises(InterviewerError, match="not of length 1"):
        build_index(directory, passages, "corpus", Unscaled(), encoder)
    assert contents(directory) == before


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path, encoder: WordEncoder) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UnavailableError, match="cannot be written"):
        build_index(tmp_path / "file" / "index", many(1), "corpus", encoder, encoder)


def test_a_second_builder_is_told_that_the_first_is_at_work(
    directory: Path, passages: list[Passage], encoder: WordEncoder
) -> None:
    with building(directory), pytest.raises(UnavailableError, match="Another process is building"):
        build_index(directory, passages, "corpus", encoder, encoder)
    build_index(directory, passages, "corpus", encoder, encoder)


@contextmanager
def building_process(directory: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process in the middle of a build, which it never finishes by itself."""
    code = (
        "import sys, time, pathlib\n"
        f"sys.path.insert(0, {str(HERE)!r})\n"
        "from word_encoder import WordEncoder\n"
        "from interviewer.models import Passage\n"
        "from interviewer.retrieval.build import build_index\n"
        "passages = [Passage(text=f'text {n}', file='a.md', line=n) for n in range(200)]\n"
        "def wait(done, total):\n"
        "    if done:\n"
        "        print('half-way', flush=True)\n"
        "        time.sleep(60)\n"
        "encoder = WordEncoder()\n"
        f"build_index(pathlib.Path({str(directory)!r}), passages, 'other', encoder, encoder, wait)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"half-way"
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_killed_build_leaves_the_old_index_serving_and_the_next_build_sweeps_up(
    directory: Path, passages: list[Passage], encoder: WordEncoder
) -> None:
    build_index(directory, passages, "corpus", encoder, encoder)
    before = index_files(directory)
    with building_process(directory) as process:
        with pytest.raises(UnavailableError, match="Another process is building"):
            build_index(directory, passages, "corpus", encoder, encoder)
        process.kill()
        process.wait()
    assert (directory / "next").is_dir()
    assert index_files(directory) == before
    assert len(open_index(directory, "corpus", encoder.digest).search(encoder.encode(["dropout"]), 3)[0]) == 3
    build_index(directory, passages[:5], "smaller", encoder, encoder)
    assert not (directory / "next").exists()
    assert len(open_index(directory, "smaller", encoder.digest).passages) == 5


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_ctrl_c_in_the_middle_of_a_build_sweeps_up(
    directory: Path, passages: list[Passage], encoder: WordEncoder
) -> None:
    build_index(directory, passages, "corpus", encoder, encoder)
    before = contents(directory)
    with building_process(directory) as process:
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=20)
    assert b"KeyboardInterrupt" in error
    assert contents(directory) == before
    assert not (directory / "next").exists()


def test_after_a_crash_between_the_renames_the_old_index_serves_and_is_put_back(
    directory: Path, passages: list[Passage], encoder: WordEncoder
) -> None:
    build_index(directory, passages, "corpus", encoder, encoder)
    (directory / "current").rename(directory / "previous")
    (directory / "next").mkdir()
    assert index_state(directory, "corpus", encoder.digest).state == "fresh"
    assert len(open_index(directory, "corpus", encoder.digest).passages) == 30
    report = build_index(directory, passages, "corpus", encoder, encoder)
    assert report.reused == 30
    assert not (directory / "previous").exists()


def test_a_leftover_of_the_last_replacement_is_removed(
    directory: Path, passages: list[Passage], encoder: WordEncoder
) -> None:
    build_index(directory, passages, "corpus", encoder, encoder)
    (directory / "previous").mkdir()
    (directory / "previous" / "manifest.json").write_bytes(b"old")
    build_index(directory, passages, "corpus", encoder, encoder)
    assert not (directory / "previous").exists()


def test_a_reader_always_finds_a_whole_index_while_it_is_replaced(directory: Path, encoder: WordEncoder) -> None:
    build_index(directory, many(10), "corpus", encoder, encoder)
    code = (
        "import sys, pathlib\n"
        f"sys.path.insert(0, {str(HERE)!r})\n"
        "from word_encoder import WordEncoder\n"
        "from interviewer.models import Passage\n"
        "from interviewer.retrieval.build import build_index\n"
        "encoder = WordEncoder()\n"
        "print('ready', flush=True)\n"
        "for turn in range(60):\n"
        "    passages = [Passage(text=f'text {n}', file='a.md', line=n) for n in range(10 + turn)]\n"
        f"    build_index(pathlib.Path({str(directory)!r}), passages, 'corpus', encoder, encoder)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    reads = 0
    deadline = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        assert index_state(directory, "corpus", encoder.digest).state == "fresh"
        assert open_index(directory, "corpus", encoder.digest).passages
        reads += 1
    process.communicate(timeout=20)
    assert process.returncode == 0
    assert reads > 3


def test_a_check_finds_vectors_that_are_not_the_models(
    directory: Path, passages: list[Passage], encoder: WordEncoder
) -> None:
    build_index(directory, passages, "corpus", encoder, encoder)
    honest = check_index(directory, "corpus", encoder)
    assert honest.state.state == "fresh"
    assert honest.sample is not None
    assert (honest.sample.compared, honest.sample.differing) == (20, ())

    class Other(WordEncoder):
        def encode(self, texts: list[str]) -> Vectors:
            return super().encode([f"{text} again" for text in texts])

    dishonest = check_index(directory, "corpus", Other())
    assert dishonest.state.state == "corrupt"
    assert dishonest.sample is not None
    assert len(dishonest.sample.differing) == 20


def test_a_check_of_a_stale_or_missing_index_says_so(directory: Path, encoder: WordEncoder) -> None:
    assert check_index(directory, "corpus", encoder).state.state == "missing"
    build_index(directory, many(3), "old", encoder, encoder)
    assert check_index(directory, "corpus", encoder).state.state == "stale"
