"""How Markdown becomes passages of readable text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.corpus.parse import parse_text


def answer(markdown: str) -> list[str]:
    (question,) = parse_text(f"---\ntopic: t\n---\n\n## Question\n\n{markdown}\n", "file.md").questions
    return [passage.text for passage in question.passages]


def test_each_paragraph_opens_a_passage() -> None:
    assert answer("One\ntwo.\n\nThree.") == ["One two.", "Three."]


def test_what_follows_a_paragraph_belongs_to_it() -> None:
    markdown = (
        "For example:\n\n- a\n\n> quoted\n> text\n\n$$\nx^2\n$$\n\n| h | k |\n|---|---|\n| 1 | *2* |\n\n---\n\nNext."
    )
    assert answer(markdown) == ["For example:\n- a\nquoted text\n$$\nx^2\n$$\nh | k\n1 | 2", "Next."]


def test_a_list_that_comes_first_opens_its_own_passage() -> None:
    assert answer("- a\n- b\n\nText.") == ["- a\n- b", "Text."]


def test_headings_inside_an_answer_open_the_passage_below_them() -> None:
    assert answer("Start.\n\n#### One\n\n##### Two\n\n- a\n\nText.\n\n#### Last") == [
        "Start.",
        "One\nTwo\n- a",
        "Text.\nLast",
    ]


def test_a_list_below_a_heading_does_not_join_the_passage_above() -> None:
    assert answer("Start.\n\n#### List\n\n- a") == ["Start.", "List\n- a"]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        (
            "**Bold** and _slanted_ `a*b*` $a_1*b*c$ [link](x) ![alt *text*](y)",
            "Bold and slanted a*b* $a_1*b*c$ link alt text",
        ),
        ("a \\* b &amp; c &lt; d", "a * b & c < d"),
        ("line  \nbreak", "line\nbreak"),
        ("<b>x</b><br>y <!-- no --> z <https://a.org>", "x\ny  z https://a.org"),
        ("a List<String> of Map<K, V>", "a List<String> of Map<K, V>"),
        ("costs $5 and $6 *now*", "costs $5 and $6 now"),
        ("1$\\times$1 and $$E = m$$ here", "1$\\times$1 and $$E = m$$ here"),
        ("7) seven\n8) eight", "7) seven\n8) eight"),
        ("- a\n\n  more\n\n  ```\n  code\n    in\n  ```\n- b", "- a\n  more\n  code\n    in\n- b"),
        ("- - deep\n  - er", "- - deep\n  - er"),
        ("    indented\n      code", "indented\n  code"),
        ("<details>\n<summary>Why <i>so</i></summary>\nBecause.\n</details>", "Why so\nBecause."),
        ("a\n\n<script>alert('x')</script>", "a"),
        ("~~~\na\n\nb\n~~~", "a\n\nb"),
    ],
)
def test_markup_is_resolved_to_what_a_reader_sees(markdown: str, text: str) -> None:
    assert answer(markdown) == [text]


def test_images_without_words_and_comments_make_no_passage() -> None:
    assert answer("![](figure.png)\n\n<!-- note -->\n\nText.") == ["Text."]


def test_a_file_without_questions_is_passages_under_their_nearest_heading() -> None:
    source = "Preface.\n\n# Title\n\nOne.\n\n- a\n\n### Part\n\nTwo.\n\nUnderlined\n----------\n\nThree.\n\n```\nopen"
    document = parse_text(source, "notes.md")
    assert document.questions == ()
    assert [(passage.heading, passage.text, passage.line) for passage in document.passages] == [
        (None, "Preface.", 1),
        ("Title", "One.\n- a", 5),
        ("Part", "Two.", 11),
        ("Underlined", "Three.\nopen", 16),
    ]


@pytest.mark.parametrize(
    ("source", "questions"),
    [
        ("---\ntitle: T\ntopic: t\n---\n\n## Explain it\n\nText.\n", 1),
        ("---\ntitle: T\n---\n\n## Explain it\n\nText.\n", 1),
        ("---\ntitle: T\nlayout: post\n---\n\n## Explain it\n\nText.\n", 0),
        ("## Explain it\n\n<!-- id: it -->\n\nText.\n", 1),
        ("## Explain it\n\n<!-- remember -->\n\nText.\n", 0),
        ("## Explain it\n\nText.\n\n### Key concepts\n\n- **a**\n", 1),
        ("## Explain it\n\nText.\n\n### Context\n\nMore.\n", 0),
        ("## What is it?\n\nText.\n\n## And then?\n\nText.\n", 2),
        ("## What is it?\n\nText.\n\n## Summary\n\nText.\n", 0),
    ],
)
def test_a_file_of_questions_is_told_from_a_document(source: str, questions: int) -> None:
    assert len(parse_text(source, "file.md").questions) == questions


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("abc xyz", min_size=1).filter(str.strip), min_size=1, max_size=6), st.sampled_from("-*+"))
def test_the_words_of_an_answer_come_out_in_order(paragraphs: list[str], mark: str) -> None:
    markdown = "\n\n".join(
        f"{mark} {text.strip()}" if number % 2 else text.strip() for number, text in enumerate(paragraphs)
    )
    words = " ".join(answer(markdown)).replace("- ", "").split()
    assert words == " ".join(paragraphs).split()
