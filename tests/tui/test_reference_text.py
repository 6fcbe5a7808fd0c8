"""A reference's Markdown as blocks that can be read as they stand."""

from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from interviewer.tui.reference_text import BLOCK_CHARACTERS, Block, reference_blocks

MARKDOWN = """\
A paragraph that is
wrapped **hard**.

- one
- two
  goes on
  - three
1. first

#### Code ####

```python
x = [1,  2]
- not a list
```

$$
a = b
  + c
$$

| a | b |
|---|---|
| 1 | 2 |
"""


def test_structure_is_kept_and_marks_are_gone() -> None:
    assert reference_blocks(MARKDOWN) == [
        Block("text", "A paragraph that is wrapped hard."),
        Block("text", "• one\n• two goes on\n  • three\n1. first"),
        Block("heading", "Code"),
        Block("code", "x = [1,  2]\n- not a list"),
        Block("text", "$$\na = b\n  + c\n$$"),
        Block("text", "| a | b |\n|---|---|\n| 1 | 2 |"),
    ]


def test_a_fence_that_is_never_closed_is_code_to_the_end() -> None:
    assert reference_blocks("```\nx\n\ny") == [Block("code", "x\n\ny")]


def test_asterisks_of_arithmetic_stay() -> None:
    assert reference_blocks("a ** b ** c and 2**3**4")[0].text == "a ** b ** c and 2**3**4"


@given(st.text(st.characters(exclude_characters="*#`~-+", exclude_categories=["Cs"])))
def test_no_word_is_lost(markdown: str) -> None:
    shown = " ".join(block.text for block in reference_blocks(markdown))
    assert "".join(shown.split()) == "".join(markdown.split())


@given(st.text(alphabet="ab \n*#`~-|$1.", max_size=400))
def test_no_letter_is_lost_whatever_the_markup(markdown: str) -> None:
    shown = " ".join(block.text for block in reference_blocks(markdown))
    # Behind an opening fence stands the name of a language, and a heading of nothing has nothing to show.
    if "```" not in markdown and "~~~" not in markdown:
        assert [letter for letter in shown if letter in "ab"] == [letter for letter in markdown if letter in "ab"]


@given(st.text(alphabet="ab \n", min_size=1, max_size=30))
def test_no_block_is_long(piece: str) -> None:
    markdown = piece * BLOCK_CHARACTERS
    assert all(len(block.text) <= BLOCK_CHARACTERS for block in reference_blocks(markdown))


def test_reading_deep_lists_takes_no_time() -> None:
    markdown = "\n".join("  " * (number % 500) + f"- item **{number}**" for number in range(2_000))
    began = perf_counter()
    reference_blocks(markdown)
    assert perf_counter() - began < 1.0
