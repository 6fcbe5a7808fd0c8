"""What recognition leaves out, doubts, or keeps as passages, and what it says about it."""

from recognition_cases import recognised

from interviewer.importing.manuscript import Dropped, Line, Manuscript
from interviewer.importing.recognised import Recognised
from interviewer.importing.recognition.recognition import recognise


def reasons(found: Recognised) -> dict[str, list[int]]:
    grouped: dict[str, list[int]] = {}
    for dropped in found.dropped:
        grouped.setdefault(dropped.reason, []).append(dropped.number)
    return grouped


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
