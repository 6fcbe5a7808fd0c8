"""Whatever a file holds, it is read or refused, and no value carries what a terminal would obey."""

import re

from corpus_samples import markdown_files
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.corpus.parse import read_document
from interviewer.models import Document
from interviewer.text import safe_text

_LOCATED = re.compile(r"file\.md:[1-9]\d*: .+", re.DOTALL)


def assert_sound(source: str) -> None:
    reading = read_document(source, "file.md")
    lines = len(re.findall(r"\r\n|\r|\n", source)) + 1
    for problem in reading.problems:
        assert _LOCATED.fullmatch(problem.message)
        assert int(problem.message.split(":")[1]) <= lines
        assert problem.hint
    document = reading.document
    ids = [question.id for question in document.questions]
    assert len(set(ids)) == len(ids)
    for question in document.questions:
        assert question.passages
        assert question.text.strip()
        assert {passage.question_id for passage in question.passages} == {question.id}
    for passage in (*document.passages, *(passage for question in document.questions for passage in question.passages)):
        assert passage.text.strip()
        assert 1 <= passage.line <= lines
        assert safe_text(passage.text) == passage.text
    assert Document.model_validate_json(document.model_dump_json()) == document


@settings(max_examples=300, deadline=None)
@given(markdown_files())
def test_any_mixture_of_the_format_is_read_or_refused(source: str) -> None:
    assert_sound(source)


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_is_read_or_refused(source: str) -> None:
    assert_sound(source)


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from(list("-#:\n .[]{}&*!|>'\"%@`?,\t\x1b\x85é")), max_size=40))
def test_any_front_matter_is_read_or_refused(body: str) -> None:
    assert_sound(f"---\n{body}\n---\n\n## What?\n\nText.\n")
