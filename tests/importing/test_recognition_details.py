"""What recognition says of the pairs: sections, difficulty, context, numbers, the form of the answers."""

from textwrap import dedent

from recognition_cases import recognised

from interviewer.importing.manuscript import Dropped, Line, Manuscript, Record
from interviewer.importing.recognition.recognition import recognise


def test_headings_above_the_questions_are_their_sections() -> None:
    found = recognised(
        """
        # Networks

        ## Layers (2)

        ### 1. What is a frame?

        Data of a link.

        ### 2. What is a packet?

        Data of a network.

        ## 🟢 Transport:

        ### 3. What is a segment?

        Data of a connection.
        """
    )
    assert [entry.section for entry in found.entries] == ["Layers", "Layers", "Transport"]
    assert [entry.line for entry in found.entries] == [5, 9, 15]
    assert found.title == "Networks"


def test_titles_without_any_mark_are_sections_where_text_says_so() -> None:
    found = recognised(
        """
        Beginners
        Q1. What is a byte?
        Eight bits.
        Q2. What is a word?
        Some bytes.
        Advanced
        Q3. What is endianness?
        The order of bytes.
        """
    )
    assert [entry.section for entry in found.entries] == ["Beginners", "Beginners", "Advanced"]
    assert [entry.difficulty for entry in found.entries] == ["easy", "easy", "hard"]
    assert [entry.answer for entry in found.entries] == ["Eight bits.", "Some bytes.", "The order of bytes."]


def test_marks_of_difficulty_are_read_and_taken_off() -> None:
    found = recognised(
        """
        Legend: 🐣 beginner 🦅 expert

        ### Q1: What is a list? [E]

        Items in a row.

        ### Q2: (Medium) What is a tree?

        Items above items.

        ### Q3: What is a trie? ⭐⭐⭐

        A tree of letters.

        ### Q4: What is a heap? 🦅

        A tree with an order.

        ### Q5: What is a bag?

        **Difficulty**: Easy

        Items without an order.
        """
    )
    assert [(entry.question, entry.difficulty) for entry in found.entries] == [
        ("What is a list?", "easy"),
        ("What is a tree?", "medium"),
        ("What is a trie?", "hard"),
        ("What is a heap?", "hard"),
        ("What is a bag?", "easy"),
    ]
    assert found.entries[-1].answer == "Items without an order."


def test_marks_within_the_words_of_a_question_stay() -> None:
    questions = [
        "What is snake_case?", "How does A* search work?", "What are *args and **kwargs?", "What does SELECT * return?",
        "When is __init__ called?",
    ]  # fmt: skip
    text = "\n\n".join(f"### {number}. {question}\n\nSome words." for number, question in enumerate(questions, 1))
    assert [entry.question for entry in recognised(text).entries] == questions


def test_tags_below_a_question_become_its_tags() -> None:
    found = recognised(
        """
        ### 1. What is a join?

        **Tags:** sql, `tables`

        Rows side by side.

        ### 2. What is a union?

        Rows below each other.
        """
    )
    assert found.entries[0].tags == ("sql", "tables")
    assert found.entries[0].answer == "Rows side by side."


def test_code_and_options_stand_in_the_context() -> None:
    found = recognised(
        """
        ### 1. What is printed?

        ```js
        print(1)
        ```

        - A: 1
        - B: 2

        **Answer: A**

        It is one.

        ### 2. What is printed?

        ```js
        print(2)
        ```

        - A: 1
        - B: 2

        **Answer: B**
        """
    )
    assert [entry.question for entry in found.entries] == ["What is printed?"] * 2
    assert found.entries[0].context == "```js\nprint(1)\n```\n\n- A: 1\n- B: 2"
    assert [entry.answer for entry in found.entries] == ["A. 1\n\nIt is one.", "B. 2"]
    assert not [doubt for doubt in found.suspicious if "asked before" in doubt.reason]


def test_data_above_the_questions_of_a_section_belong_to_all_of_them() -> None:
    found = recognised(
        """
        ## Queries

        Suppose there are two tables:

        * Ads(id, status)
        * Events(id, ad_id)

        Write queries for the following:

        **1)** The number of active ads.

        ```sql
        SELECT count(*) FROM Ads;
        ```

        **2)** The number of events.

        ```sql
        SELECT count(*) FROM Events;
        ```

        ## Coding

        **3)** Reverse a list.

        ```python
        x[::-1]
        ```
        """,
        file="interview questions.md",
    )
    first, second, third = (entry.context for entry in found.entries)
    assert first == second
    assert first is not None
    assert first.startswith("Suppose there are two tables:")
    assert third is None


def test_gaps_in_the_numbers_are_told() -> None:
    found = recognised(
        """
        ## 1. What is a?
        Text.
        ## 2. What is b?
        Text.
        ## 5. What is c?
        Text.
        ## 5. What is d?
        Text.
        ## 1. What is e?
        Text.
        """
    )
    assert [(gap.after, gap.next, gap.kind, gap.line) for gap in found.gaps] == [
        ("2", "5", "skips", 5),
        ("5", "5", "repeats", 7),
        ("5", "1", "restarts", 9),
    ]
    assert [entry.number for entry in found.entries] == ["1", "2", "5", "5", "1"]


def test_the_number_that_a_page_claims_is_told() -> None:
    text = """
        # Top {} React Interview Questions

        ## 1. What is a hook?
        A function.
        ## 2. What is a ref?
        A box.
        """
    assert recognised(text.format("50+")).claimed == 50
    assert recognised(text.format("1,000 Essential")).claimed == 1000
    assert recognised(text.format("of the")).claimed is None
    assert recognised(text.format("2024")).claimed is None


def test_unfenced_code_is_fenced_in_the_answer() -> None:
    found = recognised(
        """
        1. How is a file read?

        So:

        # Open it
        with open("a.txt") as file:
            text = file.read()

            print(text)

        That is all there is to it.

        2. How is it closed?

        By the block.
        """
    )
    assert found.entries[0].answer == dedent(
        """
        So:

        ```
        # Open it
        with open("a.txt") as file:
            text = file.read()

            print(text)
        ```

        That is all there is to it."""
    ).strip("\n")


def test_indented_answers_move_to_the_margin() -> None:
    found = recognised(
        """
        1.  ### What is a list?

            Items:

            - one
              - two

            ```py
            def f():
                pass
            ```

        2.  ### What is a set?

            Items without order.
        """
    )
    assert found.entries[0].answer == "Items:\n\n- one\n  - two\n\n```py\ndef f():\n    pass\n```"


def test_records_are_taken_as_they_are_named() -> None:
    records = (
        Record("What is **a**?", "The first letter.", 2, "Letters", None, "easy", ("abc",)),
        Record("What is b?", "TODO", 3),
        Record("", "An answer to nothing.", 4),
        Record("What is printed?", "1", 5, context="```\nprint(1)\n```"),
    )
    found = recognise(Manuscript("cards.csv", "table", "utf-8", "Cards", records=records))
    assert [(entry.question, entry.answer, entry.difficulty) for entry in found.entries] == [
        ("What is a?", "The first letter.", "easy"),
        ("What is printed?", "1", None),
    ]
    assert found.entries[0].section == "Letters"
    assert found.entries[0].tags == ("abc",)
    assert found.entries[1].context == "```\nprint(1)\n```"
    assert [(question.question, question.reason) for question in found.unanswered] == [("What is b?", "placeholder")]
    assert found.dropped == (Dropped("record without a question", "An answer to nothing.", 4),)


def test_the_cells_of_a_notebook_are_units() -> None:
    lines = (
        Line("# Data questions", 1),
        Line("", 1),
        Line("What is a p-value?", 2),
        Line("- a probability", 2),
        Line("", 2),
        Line("How is it read?", 2),
        Line("- small is rare", 2),
        Line("", 3),
        Line("Median or mean", 3),
        Line("", 4),
        Line("When is the median better?", 4),
        Line("- with outliers", 4),
        Line("", 5),
        Line("Why do we scale?", 5),
        Line("", 6),
        Line("```python", 6),
        Line("x / x.std()", 6),
        Line("```", 6),
    )
    found = recognise(Manuscript("q.ipynb", "notebook", "utf-8", None, lines))
    assert [entry.question for entry in found.entries] == [
        "What is a p-value?",
        "When is the median better?",
        "Why do we scale?",
    ]
    assert "How is it read?" in found.entries[0].answer
    assert found.entries[2].answer == "```python\nx / x.std()\n```"
    assert [question.question for question in found.unanswered] == ["Median or mean"]
