"""Plain text files: grouped into passages, nothing lost."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.corpus.lines import Source
from interviewer.corpus.parse import parse_text
from interviewer.corpus.plaintext import MOST
from interviewer.text import safe_text


def without_space(text: str) -> str:
    return "".join(text.split())


def assert_nothing_lost(source: str) -> None:
    passages = parse_text(source, "notes.txt").passages
    assert without_space("".join(passage.text for passage in passages)) == without_space(safe_text(source))


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_no_character_of_any_text_is_lost(source: str) -> None:
    assert_nothing_lost(source.removeprefix("\ufeff"))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.one_of(st.just(""), st.text("ab ?", max_size=1000), st.just("What?"), st.just("# -- ?")), max_size=30)
)
def test_no_line_is_lost_and_passages_keep_their_size(lines: list[str]) -> None:
    source = "\n".join(lines)
    assert_nothing_lost(source)
    longest = max((len(line) for line in lines), default=0)
    for passage in parse_text(source, "notes.txt").passages:
        assert passage.text.strip()
        assert len(passage.text) <= MOST + max(longest, 200) + 1
        assert passage.text.split("\n")[0].strip() in source.split("\n")[passage.line - 1]


def test_the_real_documents_lose_nothing(shared: Path) -> None:
    files = sorted((shared / "seeds").glob("*.txt"))
    assert len(files) == 5
    for file in files:
        text = Source.decode(file.read_bytes()).text
        assert_nothing_lost(text)
        passages = parse_text(text, file.name).passages
        most = max(len(passage.text) for passage in passages)
        assert most <= max(MOST + 200, *(len(line) for line in text.split("\n")))


def test_questions_of_the_real_documents_become_headings(shared: Path) -> None:
    text = (shared / "seeds" / "001_0dc62fad8240e7ce.txt").read_text(encoding="utf-8")
    headings = {passage.heading for passage in parse_text(text, "001.txt").passages}
    assert "Q1. What is a neuron in a neural network?" in headings


def test_a_short_question_opens_a_passage_and_heads_what_follows() -> None:
    long = "word " * 120
    document = parse_text(f"Preface.\n\nWhat is it?\n{long}\n\n{long}\n\n{long}\nAnd then?\nYes.\n", "notes.txt")
    assert [(passage.heading, passage.line) for passage in document.passages] == [
        (None, 1),
        ("What is it?", 3),
        ("What is it?", 6),
        ("What is it?", 8),
        ("And then?", 9),
    ]
    assert document.passages[1].text.startswith("What is it?\nword")


def test_a_long_line_that_asks_is_no_heading() -> None:
    document = parse_text("x" * 199 + "?\nText.", "notes.txt")
    assert [passage.heading for passage in document.passages] == [None]


def test_small_blocks_are_joined_and_large_ones_parted_between_lines() -> None:
    small = "\n\n".join(["A short block."] * 5)
    assert len(parse_text(small, "notes.txt").passages) == 1
    large = "\n".join(["A line of forty characters, more or less"] * 60)
    sizes = [len(passage.text) for passage in parse_text(large, "notes.txt").passages]
    assert len(sizes) == 3
    assert all(size <= MOST for size in sizes)


def test_a_line_longer_than_a_passage_stays_whole() -> None:
    passages = parse_text("Why?\n" + "long " * 500 + "\nshort", "notes.txt").passages
    assert [len(passage.text) > MOST for passage in passages] == [True, False]
    assert passages[0].text.startswith("Why?\nlong")


def test_markdown_in_plain_text_is_plain() -> None:
    (passage,) = parse_text("## Not a heading\n<!-- id: x -->\n*text*", "notes.TXT").passages
    assert passage.text == "## Not a heading\n<!-- id: x -->\n*text*"
