"""Writing: nothing changes but what was meant to, and what is written reads back."""

import codecs
import os
from pathlib import Path
from typing import Any

import pytest
from corpus_samples import VANISHING, markdown_files, single_lines
from hypothesis import example, given, settings
from hypothesis import strategies as st

from interviewer.corpus.lines import Edit, Source, split_lines
from interviewer.corpus.parse import parse_text, read_document
from interviewer.corpus.write import format_question, pin_corpus, pin_ids, write_source
from interviewer.errors import CorpusError, InterviewerError
from interviewer.models import Concept, FollowUp, Misconception, Question


def without_lines(value: Any) -> Any:
    """A dumped model without its line numbers, files and topic."""
    if isinstance(value, dict):
        return {key: without_lines(item) for key, item in value.items() if key not in {"line", "file", "topic"}}
    return [without_lines(item) for item in value] if isinstance(value, list | tuple) else value


def read_back(text: str) -> Question:
    (question,) = parse_text(f"---\ntopic: t\n---\n\n{text}", "back.md").questions
    return question


# --- bytes ------------------------------------------------------------------------------------------------------------


@given(st.binary())
def test_any_bytes_that_are_read_are_written_again(data: bytes) -> None:
    assert Source.decode(data).encode() == data


@given(st.text(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be"]))
def test_any_text_in_any_encoding_is_written_again(text: str, encoding: str) -> None:
    bom = codecs.BOM_UTF16_BE if encoding == "utf-16-be" else b""
    data = bom + text.encode(encoding, errors="ignore")
    source = Source.decode(data)
    assert source.encode() == data
    if not text.startswith("\ufeff"):
        assert source.text == text.encode(encoding, errors="ignore").decode(encoding)


def test_all_256_bytes_survive_as_cp1252() -> None:
    data = bytes(range(256))
    source = Source.decode(data)
    assert source.encoding == "cp1252"
    assert source.encode() == data


def test_a_cp1252_file_is_read() -> None:
    source = Source.decode("## What’s “naïve” Bayes?\r\n\r\nA café – yes.\r\n".encode("cp1252"))
    (question,) = parse_text(source.text, "old.md").questions
    assert question.text == "What’s “naïve” Bayes?"
    assert question.passages[0].text == "A café – yes."


@given(st.text(st.sampled_from(list("ab\r\n\x0b\x0c\u2028\x85"))))
def test_lines_joined_are_the_text_and_number_as_markdown_counts(text: str) -> None:
    lines = split_lines(text)
    assert "".join(lines) == text
    breaks = text.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    assert len(lines) in {breaks, breaks + 1}


def test_an_edit_takes_the_line_ends_of_the_file() -> None:
    source = Source("a\r\nb\nc\r\nlast").edited([Edit(1, 2, ("x", "y")), Edit(4, 4, ("end",))])
    assert source.text == "a\r\nx\r\ny\r\nc\r\nlast\r\nend\r\n"


def test_a_character_that_the_encoding_lacks_is_an_error() -> None:
    with pytest.raises(CorpusError, match="UTF-8"):
        Source("→", "cp1252").encode()


def test_files_are_replaced_whole_and_keep_their_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_source(path, Source("new\r\n", bom=codecs.BOM_UTF8))
    assert path.read_bytes() == codecs.BOM_UTF8 + b"new\r\n"
    assert list(tmp_path.iterdir()) == [path]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o640


def test_a_failed_write_says_so_and_leaves_no_trace(tmp_path: Path) -> None:
    target = tmp_path / "folder.md"
    target.mkdir()
    with pytest.raises(InterviewerError, match=r"folder\.md is a folder"):
        write_source(target, Source("text"))
    assert list(tmp_path.iterdir()) == [target]


# --- ids --------------------------------------------------------------------------------------------------------------


def pinned_text(text: str) -> str:
    return pin_ids(Source(text), "file.md")[0].text


def test_an_id_is_written_below_its_heading() -> None:
    assert pinned_text("## What is it?\n\nText.\n") == "## What is it?\n\n<!-- id: what-is-it -->\n\nText.\n"
    assert pinned_text("## What is it?\nText.\n") == "## What is it?\n\n<!-- id: what-is-it -->\n\nText.\n"


def test_an_id_is_added_to_the_comment_that_is_there() -> None:
    text = "## What is it?\r\n\r\n  <!--difficulty: easy |\r\n  tags: a -->  \r\nText.\r\n"
    assert pinned_text(text) == text.replace("<!--", "<!-- id: what-is-it | ")
    assert pinned_text("## Why?\n<!-- -->\nX.\n") == "## Why?\n<!-- id: why -->\nX.\n"


def test_nothing_changes_where_every_id_is_written() -> None:
    source = Source(VANISHING.replace("## Which code is this?", "## Which code is this?\n<!-- id: code -->"))
    assert pin_ids(source, "file.md") == (source, ())


def test_pinning_touches_only_the_lines_it_adds() -> None:
    before = VANISHING.split("\n")
    after = pinned_text(VANISHING).split("\n")
    assert [line for line in after if line not in ("", "<!-- id: which-code-is-this -->")] == [
        line for line in before if line
    ]


def test_an_id_that_another_file_has_gets_a_number() -> None:
    source, ids = pin_ids(Source("## What is it?\n\nX.\n"), "file.md", {"what-is-it", "what-is-it-2"})
    assert ids == ("what-is-it-3",)
    assert parse_text(source.text, "file.md").questions[0].id == "what-is-it-3"


@settings(max_examples=150, deadline=None)
@given(markdown_files())
def test_pinning_keeps_everything_but_the_ids(text: str) -> None:
    before = read_document(text, "file.md")
    source, ids = pin_ids(Source(text), "file.md")
    after = read_document(source.text, "file.md")
    assert len(ids) == sum(not question.pinned for question in before.document.questions)
    assert all(question.pinned for question in after.document.questions)
    assert [question.id for question in after.document.questions] == [q.id for q in before.document.questions]
    assert [question.content_hash for question in after.document.questions] == [
        question.content_hash for question in before.document.questions
    ]
    assert pin_ids(source, "file.md") == (source, ())


def test_a_corpus_is_pinned_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"## What is it?\r\n\r\nOne.\r\n")
    (tmp_path / "b.md").write_bytes(b"\xef\xbb\xbf## What is it?\n\nTwo.\n")
    (tmp_path / "c.md").write_bytes("## Caf\u00e9?\n\nThree\u2019s.\n".encode("cp1252"))
    (tmp_path / "d.md").write_bytes(b"Just a note.\n")
    (tmp_path / "e.md").write_bytes(b"## Taken?\n\n<!-- id: cafe -->\n\nX.\n")
    assert pin_corpus(tmp_path) == {"a.md": ("what-is-it",), "b.md": ("what-is-it-2",), "c.md": ("caf\u00e9",)}
    assert (tmp_path / "a.md").read_bytes() == b"## What is it?\r\n\r\n<!-- id: what-is-it -->\r\n\r\nOne.\r\n"
    assert (tmp_path / "b.md").read_bytes().startswith(b"\xef\xbb\xbf## What is it?\n\n<!-- id: what-is-it-2 -->\n")
    assert b"<!-- id: caf\xe9 -->" in (tmp_path / "c.md").read_bytes()
    assert (tmp_path / "d.md").read_bytes() == b"Just a note.\n"
    assert pin_corpus(tmp_path) == {}


# --- questions --------------------------------------------------------------------------------------------------------


def test_a_question_is_written_as_a_person_would() -> None:
    text = (
        "## What is $x_1$, and why?\n\n<!-- id: x | difficulty: easy | tags: a, b | source: Author 1999 -->\n\n"
        "First *paragraph*.\n\nSecond.\n\n### Reference: A book\n\nOther.\n\n### Context\n\n    code\n\n"
        "### Key concepts\n\n- **name** (alias; $a_b$) — essential\n- **other**\n\n"
        "### Misconceptions\n\n- Wrong. → Right.\n\n"
        "### Follow-ups\n\n- Why so? (concept: name)\n- And?\n\n### Hints\n\n- Think.\n"
    )
    assert format_question(read_back(text)) == text


def test_every_question_of_the_sample_reads_back() -> None:
    for question in parse_text(VANISHING, "training.md").questions:
        again = read_back(format_question(question))
        assert without_lines(again.model_dump()) == without_lines(question.model_dump())


_NAMES = st.lists(single_lines(), unique_by=lambda name: name.casefold(), max_size=3)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Questions with any values at all in their one-line fields."""
    base = parse_text(VANISHING, "training.md").questions[0]
    concepts = tuple(
        Concept(
            name=name,
            aliases=tuple(draw(st.lists(single_lines(), max_size=3))),
            importance=draw(st.sampled_from(["essential", "important", "bonus"])),
        )
        for name in draw(_NAMES)
    )
    names = st.sampled_from([None, *(concept.name for concept in concepts)])
    sides = st.tuples(single_lines(), single_lines())
    return base.model_copy(
        update={
            "text": draw(single_lines()),
            "difficulty": draw(st.sampled_from([None, "easy", "hard"])),
            "concepts": concepts,
            "misconceptions": tuple(
                Misconception(claim=claim, correction=correction)
                for claim, correction in draw(st.lists(sides, max_size=2))
            ),
            "follow_ups": tuple(
                FollowUp(text=text, concept=draw(names)) for text in draw(st.lists(single_lines(), max_size=2))
            ),
            "hints": tuple(draw(st.lists(single_lines(), max_size=2))),
        }
    )


@settings(max_examples=300, deadline=None)
@given(questions())
def test_any_values_of_a_question_read_back_equal(question: Question) -> None:
    expected = without_lines(question.model_dump())
    for reference in expected["references"]:
        for passage in reference["passages"]:
            passage["heading"] = question.text
    again = without_lines(read_back(format_question(question)).model_dump())
    expected["content_hash"] = again["content_hash"]
    assert again == expected


@settings(max_examples=150, deadline=None)
@given(markdown_files())
@example("## What is it?\n<div>\n</div> x\n\\")  # a backslash at the end of a file, and before a line end
def test_any_question_that_is_read_is_written_and_read_again(text: str) -> None:
    for question in read_document(text, "file.md").document.questions:
        again = read_back(format_question(question))
        assert again.content_hash == question.content_hash
        if question.pinned:
            assert without_lines(again.model_dump()) == without_lines(question.model_dump())


@pytest.mark.parametrize(
    "change",
    [
        {"tags": ("a, b",)},
        {"source": "a | b"},
        {"source": "a --> b"},
        {"id": "two words"},
        {"text": "two\nlines"},
        {"text": ""},
        {"hints": ("",)},
        {"context": "### Hints"},
        {"references": ()},
        {"concepts": (Concept(name="a", extracted=True),), "follow_ups": ()},
    ],
)
def test_what_has_no_form_in_the_corpus_is_refused(change: dict[str, Any]) -> None:
    question = parse_text(VANISHING, "training.md").questions[0].model_copy(update=change)
    with pytest.raises(CorpusError, match=r"training.md:6: .* cannot be written"):
        format_question(question)
