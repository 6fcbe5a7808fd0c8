"""Documents broken at a fixed width have their lines joined; in others every line stays."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from interviewer.importing.readers.markdown_lines import lines_of
from interviewer.importing.readers.soft_breaks import without_soft_breaks

PARAGRAPH = (
    "Regularisation adds a penalty on the size of the weights to the loss, so that the model prefers small weights. "
    "It trades a little bias for less variance, and how much of it is right is found by cross-validation. "
    "Dropout, early stopping and more data have the same effect by other means, and they can be combined freely."
)


def _joined(text: str) -> str:
    return "\n".join(line.text for line in without_soft_breaks(lines_of(text)))


def _broken(text: str) -> str:
    return "\n".join(textwrap.fill(block, 72, break_long_words=False) for block in text.split("\n"))


DOCUMENT = "\n".join(
    f"**{number}. What is regularisation, and how do you find out how much of it a model needs, item {number}?**\n\n"
    f"{PARAGRAPH}\n\n- a short item\n- {PARAGRAPH}\n"
    for number in range(1, 4)
)


def test_a_document_of_fixed_width_is_as_it_was_before_it_was_broken() -> None:
    broken = _broken(DOCUMENT)
    assert broken != DOCUMENT
    assert _joined(broken) == DOCUMENT


def test_a_joined_line_has_the_number_of_its_first() -> None:
    lines = without_soft_breaks(lines_of(_broken(DOCUMENT)))
    numbers = {line.text[:6]: line.number for line in lines}
    broken = _broken(DOCUMENT).split("\n")
    assert broken[numbers["**2. W"] - 1].startswith("**2. W")


def test_a_document_of_long_lines_stays() -> None:
    text = f"What is x?\nA letter.\nWhat is y?\nAnother letter.\n{PARAGRAPH}\n{PARAGRAPH}\n" * 5
    assert _joined(text) == text


def test_code_lists_tables_and_labels_are_not_joined() -> None:
    text = _broken(DOCUMENT) + (
        "\n```\nfor every_single_item in the_list_of_all_the_items_there_are_at_all:\n    print(every_single_item)\n"
        "```\n"
        "| a table of two columns and more than enough text in its first | row |\n| --- | --- |\n"
        "Q: Is this line as long as it can be, and does it end where others do?\n"
        "A: It does, and the answer stays below.\n"
        "It is as long as it can be, and does it end where the others do here\n# heading\n"
    )
    tail = text[text.index("\n```") :]
    assert _joined(text).endswith(tail)


def test_bold_that_goes_on_is_one_line_in_any_document() -> None:
    assert _joined("**What is the difference\nbetween x and y?**\n\nNone.") == (
        "**What is the difference between x and y?**\n\nNone."
    )
    assert _joined("1. **What is\n   x?**\nA letter.") == "1. **What is x?**\nA letter."
    assert _joined("**What is x?**\n**Answer:** a letter.") == "**What is x?**\n**Answer:** a letter."
    assert _joined("**kwargs holds the rest\nof **them**.") == "**kwargs holds the rest\nof **them**."


@given(st.lists(st.text("ab *`#-.?1", max_size=80), max_size=30))
def test_no_character_but_the_line_ends_is_lost(texts: list[str]) -> None:
    text = "\n".join(texts)
    assert _joined(text).replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")
