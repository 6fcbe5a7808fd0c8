"""What documents hold comes back from the corpus files as it went in, whatever is in it."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from import_builders import contents, entry, merge_into, recognised

from interviewer.corpus.bank import Bank
from interviewer.corpus.inline import single_line
from interviewer.corpus.markdown import parse_blocks
from interviewer.corpus.parse import read_document
from interviewer.importing.merging.duplicates import answer_key, question_key
from interviewer.importing.merging.fragments import literal, settled
from interviewer.importing.recognised import Entry, Excerpt
from interviewer.text import fold

# What structures Markdown and our format, and so might disturb what stands around it.
PIECES = st.sampled_from(
    [
        *("# Title", "## Section", "### Key concepts", "### Context", "#### Detail", "## ", "####### no heading"),
        *("text", "more text  ", "text\\", "- item", "  - nested", "1. item", "10) item", "> quote", "    code"),
        *("===", "---", "-", "=", "* * *", "```", "```py", "~~~", "    ```", "  ```", "- ```", "> ```", "`a", "a`"),
        *("<!-- id: x -->", "`<!-- x -->`", "<!-- open", "-->", "<div>", "</div>", "<pre>", "</pre>", "<script>"),
        *("<?php", "?>", "<!DOCTYPE html>", "<![CDATA[", "<details>", "<summary>What?</summary>", "<textarea>"),
        *("[a]: http://x", '[a]: http://x "t"', "see [a] and [b][a]", "[^1]: note", "$$", "$$ x $$", "$x$"),
        *("| a | b |", "|---|---|", "![](x.png)", "\t# tab", "&lt;", "\\# x", "topic: x", "\x1b[31m", "\u202e", ""),
        *("", "", "> > > > deep", "* * * x", "+ x"),
    ]
)
ANSWERS = st.lists(PIECES, min_size=1, max_size=9).map("\n".join)
QUESTIONS = st.one_of(
    st.text(min_size=1, max_size=30),
    st.sampled_from(
        [
            "What is dropout?",
            "Explain *args and **kwargs",
            "# What?",
            "What is `x`?",
            "Why <b>this</b>?",
            "A | B?",
            "What is $x^2$?",
            "[link](x)?",
            "Key concepts",
            "1. What?",
            "What does \\n mean? \\",
            "&amp; or &?",
            "--> or <!--?",
        ]
    ),
)
ENTRIES = st.lists(
    st.builds(
        Entry,
        question=QUESTIONS,
        answer=ANSWERS,
        line=st.integers(1, 500),
        end=st.just(1),
        section=st.none() | st.text(min_size=1, max_size=10),
        context=st.none() | ANSWERS,
        difficulty=st.sampled_from([None, "easy", "medium", "hard"]),
        tags=st.lists(st.text(max_size=8), max_size=2).map(tuple),
    ),
    max_size=5,
)
PASSAGES = st.lists(
    st.builds(Excerpt, text=ANSWERS, line=st.integers(1, 500), end=st.just(500), title=st.none() | QUESTIONS),
    max_size=3,
)


def shown(markdown: str) -> str:
    """Text without what settling may change: white space, and marks of headings, comments and links."""
    return re.sub(r"\W+", "", fold(markdown))


@settings(max_examples=400)
@given(ANSWERS)
def test_settled_markdown_is_settled(markdown: str) -> None:
    once = settled(markdown)
    assert settled(once) == once


@example("$$\n```\n$$\n# Title")
@example("$x$\n$$\n# Title\n$$")
@settings(max_examples=400)
@given(ANSWERS)
def test_no_heading_of_an_answer_is_above_the_fourth_level(markdown: str) -> None:
    # Something stands before an answer in a corpus file: its first rule opens no front matter.
    levels = [block.level for block in parse_blocks(f"Before.\n\n{settled(markdown)}", "any.md")]
    assert all(level == 0 or level >= 4 for level in levels)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("## Uses\n\nText.\n\n### Detail", "#### Uses\n\nText.\n\n##### Detail"),
        ("#### Kept\n\n##### Too", "#### Kept\n\n##### Too"),
        ("# 1\n## 2\n### 3\n#### 4", "#### 1\n##### 2\n###### 3\n###### 4"),
        ("Underlined\n=====\n\nText.", "#### Underlined\n\nText."),
        ("```py\n# no heading\n```", "```py\n# no heading\n```"),
        ("```py\nx = 1", "```py\nx = 1\n```"),
        ("- item\n\n      # code in a list", "- item\n\n      # code in a list"),
        ("Text.<!-- hidden --> More.", "Text. More."),
        ("See [the paper][1].\n\n[1]: http://example.org/p", "See [the paper](http://example.org/p)."),
        ("<?php echo 1;", "&lt;?php echo 1;"),
        ("\n\nText.\n\n", "Text."),
    ],
)
def test_an_answer_is_made_fit_for_its_place(markdown: str, expected: str) -> None:
    assert settled(markdown) == expected


@settings(max_examples=200)
@given(st.text(max_size=80))
def test_between_fences_every_text_stays_as_it_is(text: str) -> None:
    source = f"---\ntopic: any\n---\n\n## Asked\n\n<!-- id: asked -->\n\n{literal(text + 'x')}\n\n## Next\n\nText.\n"
    reading = read_document(source, "any.md")
    assert not reading.problems
    assert [question.text for question in reading.document.questions] == ["Asked", "Next"]


@settings(max_examples=60)
@given(ENTRIES, PASSAGES)
def test_what_goes_in_comes_out(entries: list[Entry], passages: list[Excerpt]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name) / "corpus"
        prepared = merge_into(folder, recognised("notes.md", entries, passages))
        prepared.write()
        bank = Bank.load(folder) if folder.is_dir() else None
        questions = bank.questions if bank else ()
        assert not bank or not bank.problems
        doubtful = {fold(change.question) for change in prepared.report.changes if change.kind == "left out"}
        sound = [item for item in entries if fold(single_line(item.question)) not in doubtful]
        found = {fold(question.text) for question in questions} - doubtful
        assert {question_key(text, None) for text in found} == {
            question_key(single_line(item.question), None) for item in sound
        }
        answers = {shown(reference.markdown) for question in questions for reference in question.references}
        contexts = {shown(question.context) for question in questions if question.context}
        for item in sound:
            assert {shown(settled(item.answer)), shown(literal(item.answer))} & answers
            if item.context and settled(item.context):
                assert {shown(settled(item.context)), shown(literal(item.context))} & contexts
        assert all(question.pinned and question.source in {"notes.md", None} for question in questions)
        assert not merge_into(folder, recognised("notes.md", entries, passages)).files


@settings(max_examples=60)
@given(ENTRIES, ENTRIES)
def test_a_second_document_and_a_second_run_change_no_byte_of_the_first(
    first: list[Entry], second: list[Entry]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name) / "corpus"
        documents = (recognised("first.md", first), recognised("second.md", second))
        merge_into(folder, *documents).write()
        together = contents(folder) if folder.is_dir() else {}
        assert not merge_into(folder, *documents).files
        assert not merge_into(folder, documents[0]).files
        assert not merge_into(folder, documents[1]).files
        assert (contents(folder) if folder.is_dir() else {}) == together


@settings(max_examples=60)
@given(ENTRIES, ENTRIES)
def test_after_a_change_the_corpus_is_as_if_the_document_had_always_been_so(
    before: list[Entry], after: list[Entry]
) -> None:
    kept = [entry(f"What is kept {number}?", f"Answer {number}.", 600 + number) for number in range(12)]
    with TemporaryDirectory() as name:
        changed, fresh = Path(name) / "changed", Path(name) / "fresh"
        merge_into(changed, recognised("notes.md", [*before, *kept])).write()
        ids = {question.text: question.id for question in Bank.load(changed).questions}
        merge_into(changed, recognised("notes.md", [*after, *kept])).write()
        merge_into(fresh, recognised("notes.md", [*after, *kept])).write()
        now, always = Bank.load(changed), Bank.load(fresh)
        assert not now.problems
        assert sorted(_answers(now)) == sorted(_answers(always))
        assert all(ids[item.question] == now.question(item.question).id for item in kept)  # type: ignore[union-attr]
        assert not merge_into(changed, recognised("notes.md", [*after, *kept])).files


def _answers(bank: Bank) -> list[tuple[str, str]]:
    return [
        (fold(question.text), answer_key(reference.markdown))
        for question in bank.questions
        for reference in question.references
    ]
