"""Recognition of any text: it never fails, loses no line, and finds what a document was made of."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.importing.manuscript import Container, Line, Manuscript, Record
from interviewer.importing.recognised import Recognised
from interviewer.importing.recognition.recognition import recognise

FRAGMENTS = (
    "", "   ", "```", "```python", "~~~", "````md", "# Title", "## 1. What is a?", "### Q2: Explain b",
    "#### Answer", "####", "#nospace", "Q: What is c?", "A: An answer.", "A. one", "B. two", "Answer:",
    "**Answer**", "**Bold?**", "**1)** number", "1. First", "2. What is second?", "   3) deep", "- item",
    "  - [x] checked", "* What is it?", "<details>", "<summary><b>What is d?</b></summary>",
    "<summary>never closed", "</details>", "<!-- open", "-->", "| Question | Answer |", "|---|---|",
    "| What is e? | It. |", "---", "===", "<br>", "> quoted **Q: f?**", "[link](https://example.org)",
    "[top](#top)", "![picture](x.png)", "TODO", "Answer here", "Conclusion", "def f(x):", "    return x",
    "# comment", "$$ x = \\frac{1}{2} $$", "\\*\\*escaped\\*\\*", "\ue0000\ue001", "1\ufe0f\u20e3 What?",
    "🟢 Easy", "?", "**", "__", "`", "[[[[", "Q1.", "Question 7", "9999999. many", "\u202eright to left",
    "Top 50 questions", "\u4ec0\u4e48\u662f\u95ed\u5305\uff1f", "Ans: ```sh", "=> arrow",
    "Follow-up questions:", "Useful resources:", "10 rules for what?",
)  # fmt: skip
LINES = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=40)), max_size=40)
CONTAINERS = st.sampled_from(["markdown", "text", "notebook", "docx", "pdf", "html"])


def manuscript(lines: list[str], container: Container = "markdown") -> Manuscript:
    flat = [part for line in lines for part in line.split("\n")]
    numbered = tuple(Line(line, number) for number, line in enumerate(flat, 1))
    return Manuscript("any.md", container, "utf-8", None, numbered)


def lines_told_of(found: Recognised) -> set[int]:
    told = {heading.line for heading in found.headings} | {dropped.number for dropped in found.dropped}
    for part in (*found.entries, *found.unanswered, *found.passages):
        told.update(range(part.line, part.end + 1))
    return told


@settings(max_examples=300)
@given(LINES, CONTAINERS, st.booleans())
def test_any_lines_are_accounted_for(lines: list[str], container: Container, from_headings: bool) -> None:
    given_lines = manuscript(lines, container)
    found = recognise(given_lines, questions_from_headings=from_headings)
    filled = {line.number for line in given_lines.lines if line.text.strip()}
    assert filled <= lines_told_of(found)


@settings(max_examples=300)
@given(LINES)
def test_entries_of_any_text_are_well_formed(lines: list[str]) -> None:
    found = recognise(manuscript(lines))
    assert 0 <= found.confidence <= 1
    assert list(found.entries) == sorted(found.entries, key=lambda entry: entry.line)
    for entry in found.entries:
        assert entry.question.strip() == entry.question != ""
        assert "\n" not in entry.question
        assert entry.answer.strip()
        assert entry.line <= entry.end
    for question in found.unanswered:
        assert question.question
        assert "\n" not in question.question


@given(st.lists(st.builds(Record, st.text(max_size=30), st.text(max_size=60), st.integers(1, 9)), max_size=8))
def test_any_records_become_entries_or_are_listed(records: list[Record]) -> None:
    found = recognise(Manuscript("any.json", "json", "utf-8", None, records=tuple(records)))
    listed = len(found.entries) + len(found.unanswered) + len(found.dropped)
    assert listed <= len(records)
    for entry in found.entries:
        assert entry.question
        assert entry.answer.strip()


SUBJECTS = ("a cache", "a mutex", "an index", "entropy", "a monad", "recursion", "a closure", "the kernel", "a socket")
OPENINGS = ("What is {}?", "Explain {} in your own words.", "How would you test {}?", "Why do we need {}?")
ANSWERS = (
    "It is a thing of its own kind.\nIt has parts.",
    "There are two kinds:\n\n1. The first one\n2. The second one",
    "Look:\n\n```python\n# 1. no heading\nprint(1)\n```\n\nThat is all.",
    "- one point\n- another point\n\n**Note:** both matter.",
    "Is it needed? Most often it is, because nothing else does the same.",
    "| A | B |\n| --- | --- |\n| 1 | 2 |",
)
SHAPES = (
    "## {number}. {question}\n\n{answer}\n",
    "### Q{number}: {question}\n\n{answer}\n\n---\n",
    "### {question}\n\n{answer}\n\n[Back to top](#top)\n",
    "**{number}. {question}**\n\n{answer}\n",
    "{number}. **{question}**\n\n{indented}\n",
    "{number}. {question}\n\n{indented}\n",
    "Q: {question}\nA: {answer}\n",
    "Question: {question}\n\nAnswer: {answer}\n",
    "<details>\n<summary><b>{question}</b></summary>\n\n{answer}\n\n</details>\n",
    "{number}.  ### {question}\n\n{indented}\n",
)


@settings(max_examples=200)
@given(
    st.sampled_from(SHAPES),
    st.lists(st.tuples(st.sampled_from(OPENINGS), st.sampled_from(ANSWERS)), min_size=4, max_size=9),
    st.booleans(),
)
def test_what_was_written_in_a_shape_is_read_back(shape: str, pairs: list[tuple[str, str]], contents: bool) -> None:
    wanted = [(opening.format(subject), answer) for (opening, answer), subject in zip(pairs, SUBJECTS, strict=False)]
    written = ["# Interview questions", ""]
    if contents:
        written += [f"- [{question}](#{number})" for number, (question, _answer) in enumerate(wanted, 1)] + [""]
    for number, (question, answer) in enumerate(wanted, 1):
        indented = "\n".join("    " + line if line else line for line in answer.split("\n"))
        written.append(shape.format(number=number, question=question, answer=answer, indented=indented))
    found = recognise(manuscript("\n".join(written).split("\n")))
    assert [entry.question for entry in found.entries] == [question for question, _answer in wanted]
    for entry, (_question, answer) in zip(found.entries, wanted, strict=True):
        assert re.sub(r"\s+", " ", entry.answer) == re.sub(r"\s+", " ", answer)


@pytest.mark.slow
def test_ten_megabytes_are_read_in_seconds() -> None:
    body = "It is a thing of its own kind, and it has parts that matter to those who use it every day. " * 12
    text = "\n".join(f"## {number}. What is thing {number}?\n\n{body}\n\n- a point\n" for number in range(1, 9000))
    assert len(text) > 9_000_000
    found = recognise(manuscript(text.split("\n")))
    assert len(found.entries) == 8999
