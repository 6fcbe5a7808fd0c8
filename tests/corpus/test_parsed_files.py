"""Files that have not changed are not parsed again, and nobody can tell from the bank."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from corpus_samples import VANISHING, markdown_files
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewer.corpus import parse, parsed
from interviewer.corpus.bank import Bank
from interviewer.corpus.parsed import MOST_CORPORA, parser_fingerprint
from interviewer.settings import Settings

NOTES = "# Notes\n\nDropout switches units off.\n\nSo does pruning.\n"
BROKEN = VANISHING.replace("### Hints", "### Hinds").replace("vanishing-gradient", "other")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, text in {"a.md": VANISHING, "b.md": BROKEN, "notes.txt": NOTES}.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "old.md").write_bytes("## Naïve?\n\nIt’s naïve.\n".encode("cp1252"))
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "parsed"


@pytest.fixture
def files_parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that the parser is given."""
    given_to_parser: list[str] = []
    really = parse.read_document

    def read_document(source: str, file: str) -> parse.Reading:
        given_to_parser.append(file)
        return really(source, file)

    monkeypatch.setattr(parse, "read_document", read_document)
    return given_to_parser


def contents(bank: Bank) -> tuple[object, ...]:
    """All that a bank holds; errors compare by identity, their words do not."""
    problems = [(type(problem), problem.message, problem.hint) for problem in bank.problems]
    return bank.directory, bank.documents, problems, bank.digest, bank.recoded


def the_cache_of_one_corpus(cache: Path) -> Path:
    (path,) = cache.iterdir()
    return path


# --- what is read is the same -----------------------------------------------------------------------------------------

names = st.sampled_from(["a.md", "b.md", "c.txt", "deep/d.md", "é.md"])
corpora = st.dictionaries(names, st.one_of(markdown_files().map(str.encode), st.binary(max_size=60)), max_size=4)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=corpora, after=corpora)
def test_the_bank_is_the_same_with_the_cache_and_without(
    before: dict[str, bytes], after: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("corpora")
    corpus, cache = folder / "corpus", folder / "cache"
    corpus.mkdir()
    for files in (before, before | after):
        for name, data in files.items():
            (corpus / name).parent.mkdir(exist_ok=True)
            (corpus / name).write_bytes(data)
        without = contents(Bank.load(corpus))
        assert contents(Bank.load(corpus, cache)) == without
        assert contents(Bank.load(corpus, cache)) == without


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_cache_is_passed_over_and_mended(data: st.DataObject, corpus: Path, cache: Path) -> None:
    expected = contents(Bank.load(corpus, cache))
    path = the_cache_of_one_corpus(cache)
    whole = path.read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 300)))
    path.write_bytes(whole[:start] + data.draw(st.binary(max_size=20)) + whole[end:])
    assert contents(Bank.load(corpus, cache)) == expected
    assert path.read_bytes() == whole


def test_an_entry_of_another_form_is_passed_over(corpus: Path, cache: Path, files_parsed: list[str]) -> None:
    expected = contents(Bank.load(corpus, cache))
    path = the_cache_of_one_corpus(cache)
    # Sealed as it should be, but what is in it is no parsed file.
    keys = [line[:64] for line in path.read_bytes().splitlines()]
    path.write_bytes(b"".join(parsed._sealed(key, b'{"document": 7}') + b"\n" for key in keys))
    files_parsed.clear()
    assert contents(Bank.load(corpus, cache)) == expected
    assert len(files_parsed) == len(keys)


def test_a_changed_letter_in_the_cache_never_shows(corpus: Path, cache: Path, files_parsed: list[str]) -> None:
    Bank.load(corpus, cache)
    path = the_cache_of_one_corpus(cache)
    path.write_bytes(path.read_bytes().replace(b"Dropout switches units off", b"Dropout switches units on!"))
    files_parsed.clear()
    assert Bank.load(corpus, cache).documents[2].passages[0].text.count("off") == 1
    assert files_parsed == ["notes.txt"]


@pytest.mark.parametrize("foreign", [b"", b"\n\n", b"\x00" * 5000, b'{"a": 1}\n' * 9, b"x" * 64, b"x" * 128 + b"\n"])
def test_a_file_of_somebody_else_is_passed_over(corpus: Path, cache: Path, foreign: bytes) -> None:
    expected = contents(Bank.load(corpus, cache))
    the_cache_of_one_corpus(cache).write_bytes(foreign)
    assert contents(Bank.load(corpus, cache)) == expected


# --- what is parsed ---------------------------------------------------------------------------------------------------


def test_only_the_file_that_has_changed_is_parsed(corpus: Path, cache: Path, files_parsed: list[str]) -> None:
    Bank.load(corpus, cache)
    assert files_parsed == ["a.md", "b.md", "notes.txt", "old.md"]
    files_parsed.clear()
    Bank.load(corpus, cache)
    assert files_parsed == []
    (corpus / "notes.txt").write_text(NOTES + "More.\n", encoding="utf-8")
    bank = Bank.load(corpus, cache)
    assert files_parsed == ["notes.txt"]
    assert bank.documents[2].passages[-1].text.endswith("More.")


def test_a_file_under_another_name_is_parsed_for_its_citations(
    corpus: Path, cache: Path, files_parsed: list[str]
) -> None:
    Bank.load(corpus, cache)
    files_parsed.clear()
    (corpus / "notes.txt").rename(corpus / "diary.txt")
    assert Bank.load(corpus, cache).documents[2].passages[0].citation == "diary.txt:1"
    assert files_parsed == ["diary.txt"]


def test_a_touched_file_is_not_parsed(corpus: Path, cache: Path, files_parsed: list[str]) -> None:
    Bank.load(corpus, cache)
    files_parsed.clear()
    for path in corpus.iterdir():
        os.utime(path, (1, 1))
    Bank.load(corpus, cache)
    assert files_parsed == []


def test_an_unchanged_corpus_does_without_the_parser(corpus: Path, cache: Path) -> None:
    probe = (
        "import sys\n"
        "from pathlib import Path\n"
        "from interviewer.corpus.bank import Bank\n"
        "print(len(Bank.load(*map(Path, sys.argv[1:])).questions), sorted({'markdown_it', 'yaml'} & {*sys.modules}))\n"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", probe, str(corpus), str(cache)], check=True, capture_output=True, text=True
        ).stdout
        for _ in range(2)
    ]
    assert said == ["3 ['markdown_it', 'yaml']\n", "3 []\n"]


def test_another_parser_parses_anew(
    corpus: Path, cache: Path, files_parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Bank.load(corpus, cache)
    files_parsed.clear()
    monkeypatch.setattr(parsed, "parser_fingerprint", lambda: b"another")
    Bank.load(corpus, cache)
    assert len(files_parsed) == 4


def test_whatever_decides_what_is_read_is_part_of_the_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fingerprint() -> bytes:
        return parser_fingerprint.__wrapped__()

    for name in ("corpus/parse.py", "corpus/outline.py", "text.py", "models.py", "cli/app.py"):
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes((parsed.PACKAGE / name).read_bytes())
    monkeypatch.setattr(parsed, "PACKAGE", tmp_path)
    seen = {fingerprint()}
    for name in ("corpus/parse.py", "corpus/outline.py", "text.py", "models.py"):
        with (tmp_path / name).open("ab") as file:
            file.write(b"\n")
        seen.add(fingerprint())
    monkeypatch.setattr(parsed, "version", lambda library: f"9.{len(library)}")
    seen.add(fingerprint())
    assert len(seen) == 6
    (tmp_path / "cli" / "app.py").write_bytes(b"")
    assert fingerprint() in seen


# --- where it is kept -------------------------------------------------------------------------------------------------


def test_the_cache_is_the_users_and_the_corpus_folder_stays_as_it_is(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "user")
    before = {path: path.read_bytes() for path in corpus.rglob("*")}
    resolved = Settings.resolve(corpus)
    Bank.load(corpus, resolved.cache)
    assert the_cache_of_one_corpus(tmp_path / "user" / "parsed").is_file()
    assert {path: path.read_bytes() for path in corpus.rglob("*")} == before


def test_without_a_home_nothing_is_kept(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: Path("~/.cache/interviewer"))
    assert Settings.resolve(corpus).cache is None


def test_what_is_gone_from_the_corpus_goes_from_the_cache(corpus: Path, cache: Path) -> None:
    Bank.load(corpus, cache)
    size = the_cache_of_one_corpus(cache).stat().st_size
    for number in range(5):
        (corpus / "a.md").write_text(VANISHING.replace("small", f"tiny {number}"), encoding="utf-8")
        Bank.load(corpus, cache)
    assert the_cache_of_one_corpus(cache).stat().st_size < size + 100
    (corpus / "a.md").unlink()
    (corpus / "b.md").unlink()
    Bank.load(corpus, cache)
    assert the_cache_of_one_corpus(cache).stat().st_size < size / 4


def test_the_corpora_used_last_are_kept_and_no_more(tmp_path: Path, cache: Path, files_parsed: list[str]) -> None:
    folders = [tmp_path / f"corpus-{number}" for number in range(MOST_CORPORA + 1)]
    for age, folder in zip(range(len(folders), 0, -1), folders, strict=True):
        folder.mkdir()
        (folder / "a.md").write_text(VANISHING, encoding="utf-8")
        before = set(cache.iterdir()) if cache.is_dir() else set()
        if folder is folders[-1]:
            Bank.load(folders[0], cache)  # used again, and so no longer the one that was used longest ago
        Bank.load(folder, cache)
        for path in set(cache.iterdir()) - before:
            os.utime(path, (path.stat().st_mtime - age,) * 2)
    assert len(list(cache.iterdir())) == MOST_CORPORA
    files_parsed.clear()
    for folder in (folders[0], *folders[2:]):
        Bank.load(folder, cache)
    assert files_parsed == []
    Bank.load(folders[1], cache)
    assert files_parsed == ["a.md"]


def test_what_a_killed_writer_left_is_swept_up(corpus: Path, cache: Path) -> None:
    cache.mkdir(parents=True)
    left, at_work = cache / ".0123.new", cache / ".4567.new"
    for path in (left, at_work):
        path.write_bytes(b"half")
    os.utime(left, (1, 1))
    Bank.load(corpus, cache)
    assert {path.suffix for path in cache.iterdir()} == {".parsed", ".new"}
    assert not left.exists()


# --- nothing that befalls it is the user's business -------------------------------------------------------------------


def test_a_cache_that_cannot_be_written_does_no_harm(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    expected = contents(Bank.load(corpus))
    assert contents(Bank.load(corpus, tmp_path / "file" / "parsed")) == expected
    assert contents(Bank.load(corpus, tmp_path / "file")) == expected


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_folder_without_permission_does_no_harm(corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    expected = contents(Bank.load(corpus))
    assert contents(Bank.load(corpus, folder)) == expected
    assert contents(Bank.load(corpus, folder / "parsed")) == expected


def test_a_full_disk_does_no_harm_and_leaves_nothing_behind(
    corpus: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert contents(Bank.load(corpus, cache)) == contents(Bank.load(corpus))
    assert list(cache.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize("make", ["folder", "pipe", "link"])
def test_something_else_in_its_place_does_no_harm(corpus: Path, cache: Path, make: str, tmp_path: Path) -> None:
    expected = contents(Bank.load(corpus, cache))
    path = the_cache_of_one_corpus(cache)
    path.unlink()
    if make == "folder":
        path.mkdir()
    elif make == "pipe":
        os.mkfifo(path)
    else:
        (tmp_path / "precious").write_text("mine", encoding="utf-8")
        path.symlink_to(tmp_path / "precious")
    assert contents(Bank.load(corpus, cache)) == expected
    assert make != "link" or (tmp_path / "precious").read_text(encoding="utf-8") == "mine"


def test_a_cache_beyond_all_measure_is_neither_read_nor_written(
    corpus: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = contents(Bank.load(corpus, cache))
    path = the_cache_of_one_corpus(cache)
    before = path.read_bytes()
    monkeypatch.setattr(parsed, "MOST_BYTES", 100)
    assert contents(Bank.load(corpus, cache)) == expected
    assert path.read_bytes() == before


def test_several_processes_at_once_all_read_the_same(corpus: Path, cache: Path) -> None:
    for number in range(20):
        (corpus / f"more-{number}.md").write_text(f"## Why {number}?\n\nBecause {number}.\n", encoding="utf-8")
    probe = (
        "import json, sys\n"
        "from pathlib import Path\n"
        "from interviewer.corpus.bank import Bank\n"
        "corpus, cache = map(Path, sys.argv[1:])\n"
        "for turn in range(30):\n"
        "    bank = Bank.load(corpus, cache)\n"
        "    assert bank.documents == Bank.load(corpus).documents\n"
        "    if turn % 3 == 0:\n"
        "        next(cache.glob('*.parsed')).write_bytes(b'damaged')\n"
        "print(json.dumps([bank.digest, len(bank.documents)]))\n"
    )
    command = [sys.executable, "-c", probe, str(corpus), str(cache)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(3)]
    said = [json.loads(process.communicate(timeout=60)[0]) for process in processes]
    bank = Bank.load(corpus)
    assert said == [[bank.digest, len(bank.documents)]] * 3
    assert contents(Bank.load(corpus, cache)) == contents(bank)
