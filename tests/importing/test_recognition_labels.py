"""Questions and answers with labels."""

import pytest
from recognition_cases import Case, assert_found

CASES = (
    Case(
        "Q and A on lines",
        """
        Q: What is TCP?
        A: A protocol that delivers in order.
        Lost segments are sent again.

        Q: What is UDP?
        A: A protocol that does not.

        Q: What is a port?
        It tells programs on one host apart.

        Q: What is a socket?
        A: Address and port.
        """,
        (
            ("What is TCP?", "A protocol that delivers in order."),
            ("What is UDP?", "A protocol that does not."),
            ("What is a port?", "It tells programs"),
            ("What is a socket?", "Address and port."),
        ),
    ),
    Case(
        "Q and A on one line each, some questions without their mark",
        """
        Q: What is a view? A: A stored query.

        Q: What is an index? A: An ordered copy of columns.

        What is a trigger?
        A: Code that runs on a change.

        Q: What is a cursor? A: A place in a result.
        """,
        (
            ("What is a view?", "A stored query."),
            ("What is an index?", "An ordered copy"),
            ("What is a trigger?", "Code that runs"),
            ("What is a cursor?", "A place in a result."),
        ),
    ),
    Case(
        "bold labels",
        """
        **Question 1:** What is overfitting?

        **Answer:** The model learns noise.

        **Question 2:** Name two remedies.

        **Answer:** More data; regularisation.

        **Question 3:** How is it noticed?

        **Answer:** The validation error rises.
        """,
        (
            ("What is overfitting?", "The model learns noise."),
            ("Name two remedies.", "More data; regularisation."),
            ("How is it noticed?", "The validation error rises."),
        ),
    ),
    Case(
        "a title above each labelled question, and sections later",
        """
        1. Gates:

        Question: What are gates in an LSTM?

        Answer:

        - **Forget gate:** what to drop.
        - **Input gate:** what to keep.

        2. What is a cell state?

        Question: What is a cell state?

        Answer: Memory along the sequence.

        3. Peepholes:

        Question: What are peepholes?

        Answer: Gates that see the cell.

        1. Training:

        Question: How are gradients clipped?

        Answer: Scale them when too long:

        1. **Norm:** measure it.
        2. **Scale:** divide by it.

        Question: What is teacher forcing?

        Answer: Feeding the true output.
        """,
        (
            ("What are gates in an LSTM?", "- **Forget gate:**"),
            ("What is a cell state?", "Memory along"),
            ("What are peepholes?", "Gates that see"),
            ("How are gradients clipped?", "Scale them"),
            ("What is teacher forcing?", "Feeding the true"),
        ),
    ),
    Case(
        "Qn plain lines, A. sometimes missing",
        """
        Introduction
        In this article we go through questions on cooking.
        Beginners
        Q1. What is a roux?
        A. Flour cooked in fat.
        How is it used?
        - To thicken sauces.
        Q2. What is deglazing?
        Dissolving what sticks to the pan.
        Advanced
        Q3. Explain an emulsion. When does it break?
        A. Drops of one liquid in another. It breaks when too warm.
        Conclusion
        With these questions you are prepared.
        """,
        (
            ("What is a roux?", "Flour cooked in fat."),
            ("What is deglazing?", "Dissolving"),
            ("Explain an emulsion. When does it break?", "Drops of one liquid"),
        ),
    ),
    Case(
        "numbered plain lines with Ans below",
        """
        1. Explain a lease.
        Ans:
        A right to use for a time.
        2. What is a lien
        Ans:
        A claim on a thing:
        1. General
        2. Particular
        3.Name a use of escrow.
        Ans:
        Buying a house.
        """,
        (
            ("Explain a lease.", "A right to use"),
            ("What is a lien", "A claim on a thing:"),
            ("Name a use of escrow.", "Buying a house."),
        ),
    ),
    Case(
        "one question in a file",
        """
        ### What is big O?

        #### Answer

        An upper bound on growth.

        ##### O(1)

        Constant.

        #### Good to hear

        * Constants do not count.

        ##### Additional links

        * [More](https://example.org/o)

        <!-- tags: (algorithms) -->
        """,
        (("What is big O?", "An upper bound"),),
    ),
    Case(
        "an interview written down",
        """
        **Interviewer:** What is your approach to testing?

        **Candidate:** I write the test first.

        **Interviewer:** How do you test legacy code?

        **Candidate:** I pin down what it does.
        """,
        (
            ("What is your approach to testing?", "I write the test first."),
            ("How do you test legacy code?", "I pin down"),
        ),
    ),
    Case(
        "bold questions in bullets with labelled answers",
        """
        - **Q: What is Kafka?**
          - A: A log.
        - **Q: What is a topic?**
          - A: A named log.
        - **Q: What is a partition?**
          - A: A part of a topic.
        """,
        (
            ("What is Kafka?", "A log."),
            ("What is a topic?", "A named log."),
            ("What is a partition?", "A part of a topic."),
        ),
    ),
    Case(
        "every item numbered 1",
        """
        ## 🟠 HTML

        1. What is the difference between block and inline?
           - Block: takes the width.
           - Inline: takes what it needs.

        1. What are semantic tags?
           - They name meaning.

        1. Difference between `id` and `class`?
           - One is unique.

        ## 🔵 CSS

        1. Difference between relative and absolute?
           - One moves from its own place.

        1. What is the box model?
           - Content, padding, border, margin.
        """,
        (
            ("What is the difference between block and inline?", "- Block:"),
            ("What are semantic tags?", "- They name"),
            ("Difference between id and class?", "- One is unique."),
            ("Difference between relative and absolute?", "- One moves"),
            ("What is the box model?", "- Content"),
        ),
    ),
    Case(
        "arrows before the answers",
        """
        1.What is the difference between a set and a list?
        ==> A set has no order

        2.What is in y after this?
        x, y = 3, 4
        ==> 4

        3.How is a list sorted backwards?
        ==> data.sort(reverse=True)
        """,
        (
            ("What is the difference between a set and a list?", "A set has no order"),
            ("What is in y after this?", "4"),
            ("How is a list sorted backwards?", "data.sort(reverse=True)"),
        ),
    ),
    Case(
        "bold headings with a tick, some answers without a label",
        """
        ## 🔰 **BASIC LEVEL QUESTIONS WITH ANSWERS**

        ---

        ### ✅ **1. What is a key?**

        **Answer:**
        What tells rows apart.

        ---

        ### ✅ **2. Difference between unique and primary?**

        | Feature | Unique | Primary |
        | ------- | ------ | ------- |
        | Nulls   | yes    | no      |

        ---

        ### ✅ **3. What is a join?**

        **Answer:**
        Rows side by side.
        """,
        (
            ("What is a key?", "What tells rows apart."),
            ("Difference between unique and primary?", "| Feature"),
            ("What is a join?", "Rows side by side."),
        ),
    ),
    Case(
        "nested questions are no answers",
        """
        ### Beginner Level
        1. What is a table?
           * How does it differ from a view?
        2. What is a key?
           * Can you name two kinds?
        3. What is a join?
           * Explain the outer join.
        """,
        (),
        ("What is a table?", "What is a key?", "What is a join?"),
    ),
    Case(
        "numbers behind a Q and a hash sign",
        """
        Q #1) What is a class?

        Ans: A plan of objects.

        Q #2) What is an object?

        Ans: A thing made by the plan:

        State
        Behaviour

        Q #3) What is a method?

        Ans: What it can do.
        """,
        (
            ("What is a class?", "A plan of objects."),
            ("What is an object?", "A thing made"),
            ("What is a method?", "What it can do."),
        ),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_labelled_lines_are_cut_as_a_person_would(case: Case) -> None:
    assert_found(case)
