"""A rebuild costs what changed: the rest is neither counted nor embedded again, and the index is the same bytes."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_encoder import WordEncoder

from interviewer.corpus.bank import Bank
from interviewer.inference.encoder import CountingEncoder, Vectors
from interviewer.inference.loading import load_encoder
from interviewer.models import Passage
from interviewer.retrieval.build import BuildReport, build_index
from interviewer.retrieval.chunking import split_passages
from interviewer.retrieval.index import open_index
from interviewer.settings import DEFAULT_MODEL


class Watched:
    """An encoder that notes what it is asked to embed and to count."""

    def __init__(self, encoder: CountingEncoder) -> None:
        self._encoder = encoder
        self.name, self.digest = encoder.name, encoder.digest
        self.dimension, self.window = encoder.dimension, encoder.window
        self.embedded: list[str] = []
        self.counted: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        return self._encoder.encode(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        self.counted += texts
        return self._encoder.count_tokens(texts)


@pytest.fixture(scope="module")
def real() -> CountingEncoder:
    return load_encoder(DEFAULT_MODEL)


# --- a corpus and the bundled model -----------------------------------------------------------------------------------


@pytest.fixture
def corpus(tmp_path: Path, root: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in ("activations.md", "practice.md"):
        (folder / name).write_bytes((root / "corpus" / name).read_bytes())
    return folder


def rebuild(corpus: Path, real: CountingEncoder) -> tuple[BuildReport, Watched]:
    """Read the corpus as the program does, and bring the index up to date; also what it took."""
    watched = Watched(real)
    bank = Bank.load(corpus, corpus.parent / "parsed")
    report = build_index(corpus.parent / "index", bank.passages(), bank.digest, watched, watched)
    return report, watched


def questions(path: Path) -> list[str]:
    """The front matter of a corpus file, and each of its questions."""
    front_matter, *entries = path.read_text(encoding="utf-8").split("\n## ")
    return [front_matter, *(f"\n## {entry}" for entry in entries)]


def test_renamed_and_moved_files_embed_nothing(corpus: Path, real: CountingEncoder) -> None:
    total = rebuild(corpus, real)[0].passages
    (corpus / "activations.md").rename(corpus / "zz-units.md")
    (corpus / "deep").mkdir()
    (corpus / "practice.md").rename(corpus / "deep" / "practice.md")
    report, watched = rebuild(corpus, real)
    assert report == BuildReport(passages=total, embedded=0, reused=total, removed=0)
    assert (watched.embedded, watched.counted) == ([], [])
    index = open_index(corpus.parent / "index", Bank.load(corpus).digest, real.digest)
    assert {passage.file for passage in index.passages} == {"zz-units.md", "deep/practice.md"}


def test_a_question_moved_to_another_file_embeds_nothing(corpus: Path, real: CountingEncoder) -> None:
    rebuild(corpus, real)
    front_matter, moving, *staying = questions(corpus / "activations.md")
    (corpus / "activations.md").write_text(front_matter + "".join(staying), encoding="utf-8")
    with (corpus / "practice.md").open("a", encoding="utf-8") as file:
        file.write(moving)
    report, watched = rebuild(corpus, real)
    assert (report.embedded, report.removed) == (0, 0)
    assert (watched.embedded, watched.counted) == ([], [])


def test_an_edited_question_embeds_its_passages_and_no_others(corpus: Path, real: CountingEncoder) -> None:
    rebuild(corpus, real)
    page = corpus / "activations.md"
    front_matter, edited, *others = questions(page)
    paragraphs = edited.split("\n### ")[0].split("-->")[1].strip().split("\n\n")
    for paragraph in paragraphs:
        edited = edited.replace(paragraph, f"{paragraph} This is new.")
    page.write_text(front_matter + edited + "".join(others), encoding="utf-8")
    report, watched = rebuild(corpus, real)
    assert report.embedded == report.removed == len(paragraphs) > 1
    assert set(watched.embedded) == set(watched.counted)
    assert all(text.endswith(" This is new.") for text in watched.embedded)


def test_lines_that_shift_embed_nothing_and_are_cited_where_they_stand(corpus: Path, real: CountingEncoder) -> None:
    rebuild(corpus, real)
    page = corpus / "activations.md"
    before = Bank.load(corpus).passages()[0].line
    page.write_text(page.read_text(encoding="utf-8").replace("\n## ", "\n\n\n## "), encoding="utf-8")
    assert rebuild(corpus, real)[1].embedded == []
    index = open_index(corpus.parent / "index", Bank.load(corpus).digest, real.digest)
    assert index.passages[0].line == before + 2


# --- any passages -----------------------------------------------------------------------------------------------------

sentences = st.lists(st.sampled_from("one two three four. five, six! seven? eight".split()), min_size=1, max_size=30)
some_passages = st.lists(
    st.tuples(sentences.map(" ".join), st.sampled_from(["a.md", "b.md"])).map(
        lambda pair: Passage(text=pair[0], file=pair[1], line=1, heading="H")
    ),
    max_size=12,
)
windows = st.integers(3, 14)
digests = st.sampled_from(["words-1", "words-2"])


@given(before=some_passages, after=some_passages, window=windows)
def test_pieces_are_the_same_whether_they_are_counted_again_or_not(
    before: list[Passage], after: list[Passage], window: int
) -> None:
    counter = WordEncoder(window=window)
    fitting = {piece.text for piece in split_passages(before, counter)}
    assert split_passages(before + after, counter, fitting) == split_passages(before + after, counter)


@settings(max_examples=60)
@given(states=st.lists(st.tuples(some_passages, windows, digests), min_size=1, max_size=4))
def test_the_bytes_do_not_depend_on_what_was_reused(
    states: list[tuple[list[Passage], int, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("indexes")
    for number, (items, window, digest) in enumerate(states):
        encoder = WordEncoder(dimension=8, digest=digest, window=window)
        build_index(folder / "grown", items, "corpus", encoder, encoder)
        build_index(folder / f"new-{number}", items, "corpus", encoder, encoder)
        grown, new = (
            {file.name: file.read_bytes() for file in (folder / name / "current").iterdir()}
            for name in ("grown", f"new-{number}")
        )
        assert grown == new


def test_known_passages_are_not_counted_again(directory: Path, passages: list[Passage], encoder: WordEncoder) -> None:
    build_index(directory, passages, "one", encoder, encoder)
    watched = Watched(encoder)
    added = Passage(text="something else", file="a.md", line=1)
    build_index(directory, [*reversed(passages), added], "two", watched, watched)
    assert watched.embedded == ["something else"]
    assert set(watched.counted) == {"something else"}


@pytest.mark.parametrize("change", [{"window": 20}, {"digest": "words-2"}])
def test_passages_cut_for_another_window_or_model_are_counted_again(
    directory: Path, passages: list[Passage], encoder: WordEncoder, change: dict[str, int]
) -> None:
    build_index(directory, passages, "corpus", encoder, encoder)
    watched = Watched(WordEncoder(**change))
    build_index(directory, passages, "corpus", watched, watched)
    assert set(watched.counted) == {passage.text for passage in passages}
