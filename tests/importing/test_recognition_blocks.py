"""Questions in bold, in lists, tables and collapsed blocks."""

import pytest
from recognition_cases import Case, assert_found

CASES = (
    Case(
        "bold lines with marks of difficulty and placeholders",
        """
        * Legend: 👶 easy ⭐️ medium 🚀 expert

        ## Trees

        **What is a decision tree? 👶**

        Questions in a tree.

        <br/>

        **How is it pruned? ‍⭐️**

        Answer here

        <br/>

        **When is gain ratio better than gain? 🚀**

        With many-valued features:

        **Example**

        An identifier splits everything.

        <br/>
        """,
        (
            ("What is a decision tree?", "Questions in a tree."),
            ("When is gain ratio better than gain?", "With many-valued features:"),
        ),
        ("How is it pruned?",),
    ),
    Case(
        "collapsed blocks",
        """
        This page contains **4** questions.

        <details>
        <summary><b>What is DNS?</b></summary><br>

        It names hosts.

        <details><summary>More</summary>

        Records have types.

        </details>

        Useful resources:

        - [DNS](https://example.org/dns)

        </details>

        ## Harder

        <details>
        <summary>What is <code>dig</code>
        good for?</summary>

        It asks servers.

        </details>

        <details>
        <summary><b>What is DNSSEC? ***</b></summary><br>

        To be completed.

        </details>
        <details>
        <summary>What is a zone?</summary><br><b>
        A part of the tree.
        </b></details>
        """,
        (
            ("What is DNS?", "It names hosts."),
            ("What is dig good for?", "It asks servers."),
            ("What is a zone?", "A part of the tree."),
        ),
        ("What is DNSSEC?",),
    ),
    Case(
        "answers collapsed below headings",
        """
        ### 1. What is an interface?

        <details>
        <summary>Show answer</summary>

        A set of methods.

        </details>

        ### 2. What is a trait?

        <details>
        <summary>Show answer</summary>

        Reusable methods.

        </details>
        """,
        (
            ("What is an interface?", "A set of methods."),
            ("What is a trait?", "Reusable methods."),
        ),
    ),
    Case(
        "code and options belong to the question",
        """
        ###### 1. What's the output?

        ```javascript
        console.log(typeof null);
        ```

        - A: `null`
        - B: `object`

        <details><summary><b>Answer</b></summary>
        <p>

        #### Answer: B

        An old mistake.

        </p>
        </details>

        ---

        ###### 2. What's the output?

        ```javascript
        console.log(typeof NaN);
        ```

        - A: `number`
        - B: `NaN`

        <details><summary><b>Answer</b></summary>
        <p>

        #### Answer: A

        Not a number is one.

        </p>
        </details>
        """,
        (
            ("What's the output?", "B. `object`"),
            ("What's the output?", "A. `number`"),
        ),
    ),
    Case(
        "checked options",
        """
        ## Quiz

        #### Q1. Which command lists branches?

        - [ ] git log
        - [x] git branch
        - [ ] git status

        #### Q2. Which one is a shell?

        - [x] bash
        - [ ] cat

        Both run, but only one interprets.

        #### Q3. Which file is ignored?

        - [ ] README.md
        - [x] what .gitignore names
        """,
        (
            ("Which command lists branches?", "git branch"),
            ("Which one is a shell?", "bash"),
            ("Which file is ignored?", "what .gitignore names"),
        ),
    ),
    Case(
        "lettered options with the answer behind",
        """
        1. Which planet is the largest?
        A. Mars
        B. Jupiter
        C. Venus
        Answer: B

        2. Which is the nearest to the sun?
        A. Mercury
        B. Earth
        C. Saturn
        Answer: A

        3. Which has the most visible rings?
        A. Saturn
        B. Mars
        C. Venus
        Answer: A
        """,
        (
            ("Which planet is the largest?", "B. Jupiter"),
            ("Which is the nearest to the sun?", "A. Mercury"),
            ("Which has the most visible rings?", "A. Saturn"),
        ),
    ),
    Case(
        "bullets with nested answers",
        """
        # Interview notes

        - What is a pod?
          - The smallest unit.
          - It shares a network.
        - What is a node?
          - A machine.
        - How is a service found?
          - By its name.
        """,
        (
            ("What is a pod?", "- The smallest unit."),
            ("What is a node?", "- A machine."),
            ("How is a service found?", "- By its name."),
        ),
    ),
    Case(
        "lines that ask, answers below",
        """
        What is entropy?
        A measure of disorder.

        What is enthalpy?
        Heat at constant pressure.

        Why do both matter?
        Together they say which way a reaction goes.
        """,
        (
            ("What is entropy?", "A measure"),
            ("What is enthalpy?", "Heat at"),
            ("Why do both matter?", "Together"),
        ),
    ),
    Case(
        "a table with a column for each",
        """
        # Interview questions

        | # | Question | Answer |
        | --- | --- | --- |
        | 1 | What is a leaf? | A node without children. |
        | 2 | What is a root? | The node above all. |
        | 3 | What is a forest? |  |
        """,
        (
            ("What is a leaf?", "A node without children."),
            ("What is a root?", "The node above all."),
        ),
        ("What is a forest?",),
    ),
    Case(
        "a page that is the answer to its title",
        """
        # What is the difference between a stack and a queue?

        A stack gives back what came last. A queue gives back what came first.

        ## Stack

        Push and pop.

        ## Queue

        Enqueue and dequeue.
        """,
        (("What is the difference between a stack and a queue?", "A stack gives"),),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_blocks_are_cut_as_a_person_would(case: Case) -> None:
    assert_found(case)
