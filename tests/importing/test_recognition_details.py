"""What recognition says beside the pairs: sections, difficulty, context, numbers, doubts, and what it left out."""

from textwrap import dedent

from interviewer.importing.manuscript import Dropped, Line, Manuscript, Record
from interviewer.importing.recognised import Recognised
from interviewer.importing.recognition import recognise


def recognised(text: str, file: str = "notes.md", **options: bool) -> Recognised:
    lines = dedent(text).strip("\n").split("\n")
    numbered = tuple(Line(line, number) for number, line in enumerate(lines, 1))
    return recognise(Manuscript(file, "markdown", "utf-8", None, numbered), **options)


def reasons(found: Recognised) -> dict[str, list[int]]:
    grouped: dict[str, list[int]] = {}
    for dropped in found.dropped:
        grouped.setdefault(dropped.reason, []).append(dropped.number)
    return grouped


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


def test_what_is_no_answer_is_dropped_with_its_reason() -> None:
    found = recognised(
        """
        # Questions

        - [1. What is a cache?](#1)
        - [2. What is a buffer?](#2)

        ## 1. What is a cache?

        Fast memory.

        ![picture](cache.png)

        Useful resources:

        - [Caches](https://example.org)

        [⬆ Back to top](#questions)

        ## 2. What is a buffer?

        Memory between two speeds.

        **Follow-up questions:**

        - How large should it be?

        <!-- a comment -->

        ## Contributing

        Send a patch.
        """
    )
    assert [entry.answer for entry in found.entries] == ["Fast memory.", "Memory between two speeds."]
    grouped = reasons(found)
    assert grouped["table of contents"] == [3, 4]
    assert grouped["picture"] == [10]
    assert grouped["link list"] == [12, 14]
    assert grouped["navigation"] == [16]
    assert grouped["follow-up questions"] == [22, 24]
    assert grouped["comment"] == [26]
    assert 30 in [number for numbers in grouped.values() for number in numbers]


def test_page_footers_that_cut_answers_in_two_are_dropped() -> None:
    found = recognised(
        """
        Question: What is a lien?

        Notes of A. Student on Law Questions

        Answer: A claim on a thing.

        Question: What are its kinds?

        Answer: These:

        - **General:** on all things.

        Notes of A. Student on Law Questions

        - **Particular:** on one thing.

        Question: What is a lease?

        Answer: A right to use.

        Notes of A. Student on Law Questions
        """
    )
    assert reasons(found)["page footer"] == [3, 13, 21]
    assert found.entries[0].answer == "A claim on a thing."
    assert found.entries[1].answer.endswith("- **Particular:** on one thing.")


def test_remarks_on_the_document_are_no_part_of_the_last_answers() -> None:
    found = recognised(
        """
        1. What is yeast?
        A fungus.

        2. What is gluten?
        A protein.

        These answers give an overview of baking.

        ## Ovens

        1. What is steam for?
        A crust.

        2. What is a peel?
        A shovel.

        Good luck with your interviews! 🙂
        By A Baker, January 21, 2024.
        """
    )
    assert [entry.answer for entry in found.entries] == ["A fungus.", "A protein.", "A crust.", "A shovel."]


def test_questions_without_any_answer_are_listed_and_not_imported() -> None:
    found = recognised(
        """
        * Explain event delegation.
        * What is a closure?
          * How would you use one?
        * What is the event loop?

        ## Coding
        * Make this work:
        ```js
        duplicate([1, 2])
        ```
        * What is a promise?
        """
    )
    assert not found.entries
    assert [question.question for question in found.unanswered] == [
        "Explain event delegation.",
        "What is a closure?",
        "What is the event loop?",
        "Make this work",
        "What is a promise?",
    ]
    assert found.shape == "questions without answers"
    assert "none with an answer" in found.notes[-1]


def test_a_list_of_links_gives_nothing_and_says_why() -> None:
    found = recognised(
        """
        # Awesome Interviews

        > A curated list of lists of interview questions.

        ## Python

        * [What is Python? 50 questions](https://example.org/1)
        * [Python questions](https://example.org/2) - A long list.

        ## Java

        * [Java questions](https://example.org/3)
        * [How to prepare?](https://example.org/4)
        """
    )
    assert not found.entries
    assert not found.passages
    assert "list of links" in found.notes[-1]


def test_lecture_notes_become_passages_and_on_request_questions() -> None:
    text = """
        # Optimisation

        ## Gradient descent

        Gradient descent moves the parameters against the gradient, by a step whose length is the learning rate.

        ### Momentum

        Momentum adds a part of the last step to the next one, so that the path becomes smoother and often faster.

        ## How is the learning rate chosen?

        By a search over powers of ten, or by a schedule that lowers it when the loss stops falling for a while.

        ## References

        [1] A book.
        """
    found = recognised(text)
    assert not found.entries
    assert [(passage.title, passage.section) for passage in found.passages] == [
        ("Gradient descent", "Optimisation"),
        ("Momentum", "Gradient descent"),
        ("How is the learning rate chosen?", "Optimisation"),
    ]
    assert [heading.text for heading in found.headings][:2] == ["Optimisation", "Gradient descent"]
    asked = recognised(text, questions_from_headings=True)
    assert [entry.question for entry in asked.entries] == [
        "Explain: Gradient descent",
        "Explain: Momentum",
        "How is the learning rate chosen?",
    ]
    assert not asked.passages


def test_answers_without_questions_are_passages() -> None:
    found = recognised(
        """
        A mutex is a lock that has an owner: only the thread that took it may give it back to the others.
        - It protects a critical section against all other threads of the same process.
        - It may be recursive, and then counts how often its owner took it.
        A semaphore counts permits, and whoever finds none has to wait until another thread gives one back.
        - With one permit it looks like a mutex, but nobody owns it.
        - With more it limits how many threads may work at the same time.
        """,
        file="dump.txt",
    )
    assert not found.entries
    assert [(passage.line, passage.end) for passage in found.passages] == [(1, 3), (4, 6)]


def test_doubtful_entries_are_pointed_out() -> None:
    found = recognised(
        r"""
        ## 1. What is a?
        Yes.
        ## 2. What is b?
        This answer stops in the middle of the
        ## 3. What is c?
        It is $\frac{1}{2$ of the whole, which is what everybody expects of it here.
        ## 4. What is d?
        See the answer above.
        ## 5. What is e?
        The following things are parts of it, one after the other:
        ## 6. What is a?
        A complete and unsuspicious answer, in one sentence.
        ## 7. What is f?
        A | B | C |
        x |
        y | z |
        u | v |
        """
    )
    doubts = {(doubt.line, doubt.reason) for doubt in found.suspicious}
    assert {
        (1, "very short answer"),
        (3, "cut sentence"),
        (5, "broken LaTeX"),
        (7, "refers to another answer"),
        (9, "ends with an announcement"),
        (11, "asked before in line 1"),
        (13, "scrambled table"),
    } <= doubts


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


def test_what_the_reader_noted_and_dropped_is_handed_on() -> None:
    manuscript = Manuscript(
        "a.md", "markdown", "cp1252", None,
        (Line("## 1. What is a?", 1), Line("Text.", 2), Line("## 2. What is b?", 3), Line("Text.", 4)),
        dropped=(Dropped("front matter", "title: a", 0),),
        notes=("Some characters were repaired.",),
    )  # fmt: skip
    found = recognise(manuscript)
    assert found.notes == ("Some characters were repaired.",)
    assert found.dropped == (Dropped("front matter", "title: a", 0),)


def test_an_empty_document_says_that_there_is_no_text() -> None:
    found = recognised("")
    assert not found.entries
    assert found.notes == ("There is no text in it.",)
