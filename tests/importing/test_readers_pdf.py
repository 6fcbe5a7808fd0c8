"""The text of a PDF: page edges off, wrapped lines and broken words joined, headings, bold, lists and code seen."""

import io

import pytest
from pdf_pages import Text, flowing, make_pdf
from pypdf import PdfReader, PdfWriter

from interviewer.errors import InterviewerError
from interviewer.importing.manuscript import Manuscript
from interviewer.importing.readers.pdf_document import read_pdf

WRAPPED = [
    ("1. What is the difference between supervised and unsupervised", "bold"),
    ("learning?", "bold"),
    "Supervised learning fits a function to examples with labels, whereas",
    "unsupervised learning looks for structure in examples without any of",
    "them. It is often used to reduce the number of dimensions before a regu-",
    "larised model is fitted to the rest.",
    "",
    ("2. What is a state-of-the-art model?", "bold"),
    "One that nothing beats. Most of them are large, and all of the state-of-",
    "the-art ones were regularised well.",
]


def _read(*pages: list[Text], title: str | None = None) -> Manuscript:
    return read_pdf(make_pdf(list(pages), title), "q.pdf")


def _text(manuscript: Manuscript) -> list[str]:
    return [line.text for line in manuscript.lines if line.text]


def test_wrapped_lines_are_joined_and_questions_stay_lines() -> None:
    assert _text(_read(flowing(WRAPPED))) == [
        "**1. What is the difference between supervised and unsupervised learning?**",
        "Supervised learning fits a function to examples with labels, whereas unsupervised learning looks for structure"
        " in examples without any of them. It is often used to reduce the number of dimensions before a regularised"
        " model is fitted to the rest.",
        "**2. What is a state-of-the-art model?**",
        "One that nothing beats. Most of them are large, and all of the state-of-the-art ones were regularised well.",
    ]


def test_lines_that_end_before_the_margin_stay_apart() -> None:
    lines = ["What is x?", "A letter.", "What is y?", "Another letter.", "Q: What is z?", "A: The last one."]
    assert _text(_read(flowing(lines))) == lines


def _framed(number: int, lines: list[str]) -> list[Text]:
    header = Text("Interview handbook", 72, 820, size=9)
    footer = Text(f"Page {number} of 3", 280, 30, size=9)
    return [header, *flowing(lines), footer]


def test_page_headers_footers_and_numbers_are_dropped_and_listed() -> None:
    manuscript = _read(
        *(_framed(number, [f"{number}. What is item {number}?", f"It is number {number}."]) for number in (1, 2, 3))
    )
    assert _text(manuscript) == [
        line for number in (1, 2, 3) for line in (f"{number}. What is item {number}?", f"It is number {number}.")
    ]
    assert [(part.reason, part.text, part.number) for part in manuscript.dropped[:2]] == [
        ("page header or footer", "Interview handbook", 1),
        ("page number", "Page 1 of 3", 1),
    ]
    assert len(manuscript.dropped) == 6


def test_a_page_header_is_dropped_where_the_text_begins_close_to_it_too() -> None:
    def page(top: float, *lines: str) -> list[Text]:
        return [Text("Interview handbook", 72, 800, size=9), *flowing(lines, top)]

    pages = [
        page(770, "1. What is x?", "A letter."),
        page(788, "2. What is y?", "Another one."),
        page(770, "3. What is z?"),
    ]
    assert _text(_read(*pages)) == ["1. What is x?", "A letter.", "2. What is y?", "Another one.", "3. What is z?"]


def test_questions_at_the_top_of_pages_are_no_page_header() -> None:
    pages = [flowing([f"{number}. What is x?", "A letter of the alphabet."]) for number in (1, 2, 3)]
    assert len(_text(_read(*pages))) == 6


def test_a_sentence_goes_on_over_the_end_of_a_page() -> None:
    first = [*flowing(["Overfitting means that a model has learnt the noise in the examples and"]), Text("1", 290, 30)]
    second = [*flowing(["not only what they have in common with others."]), Text("2", 290, 30)]
    assert _text(_read(first, second)) == [
        "Overfitting means that a model has learnt the noise in the examples and not only what they have in common"
        " with others."
    ]


def test_larger_letters_are_headings_by_their_size() -> None:
    lines = [
        ("Deep learning", "bold", 22.0),
        "",
        ("Basics", "bold", 16.0),
        "A neuron weighs its inputs, adds them up and bends the sum.",
        ("Training", "bold", 16.0),
        "Weights go down the gradient of the loss, a small step at a time.",
    ]
    assert [line for line in _text(_read(flowing(lines))) if line.startswith("#")] == [
        "# Deep learning", "## Basics", "## Training",
    ]  # fmt: skip


def test_bullets_become_list_items_and_code_is_fenced_with_its_indentation() -> None:
    page = [
        *flowing(["How do you count?", "Two ways:", "• by hand,", "• with a loop:"]),
        Text("for x in range(3):", 72, 700, "mono", 9),
        Text("print(x)", 72 + 4 * 5.4, 688, "mono", 9),
    ]
    assert _text(_read(page)) == [
        "How do you count?", "Two ways:", "- by hand,", "- with a loop:", "```", "for x in range(3):",
        "    print(x)", "```",
    ]  # fmt: skip


def test_bold_within_a_line_and_a_number_of_its_own_stay_in_it() -> None:
    page = [
        Text("3.", 72, 780),
        Text("What is recall?", 90, 780),
        Text("Answer:", 72, 760, "bold"),
        Text("the share that was found.", 125, 760),
    ]
    assert _text(_read(page)) == ["3. What is recall?", "**Answer:** the share that was found."]


def test_the_title_is_taken_where_it_is_one() -> None:
    assert _read(flowing(WRAPPED), title="Deep learning").title == "Deep learning"
    assert _read(flowing(WRAPPED), title="Microsoft Word - q.docx").title is None


def test_a_scanned_document_has_no_text() -> None:
    with pytest.raises(
        InterviewerError, match=r"q\.pdf has no text in it: its 2 pages are pictures or empty"
    ) as caught:
        _read([], [])
    assert "OCR" in caught.value.hint


def _encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf([flowing(WRAPPED)]))))
    writer.encrypt(password, "owner", algorithm="AES-256")
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


def test_an_encrypted_document_has_no_text_unless_its_password_is_empty() -> None:
    with pytest.raises(InterviewerError, match="has no text in it that can be read: it is encrypted"):
        read_pdf(_encrypted("secret"), "q.pdf")
    assert len(_text(read_pdf(_encrypted(""), "q.pdf"))) == 4


def test_an_empty_page_is_reported() -> None:
    assert _read(flowing(WRAPPED), []).notes == ("There is no text on pages 2.",)


@pytest.mark.parametrize("content", [b"%PDF-1.4\n%%EOF", make_pdf([flowing(WRAPPED)])[:700]])
def test_a_torn_file_is_a_sentence(content: bytes) -> None:
    with pytest.raises(InterviewerError, match=r"q\.pdf (is damaged|has no text)"):
        read_pdf(content, "q.pdf")
