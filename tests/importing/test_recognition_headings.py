"""Questions that are headings."""

import pytest
from recognition_cases import Case, assert_found

CASES = (
    Case(
        "labelled headings of several levels",
        """
        #### Q1. What is a byte?

        > Eight bits.

        ### Q2. Explain words.

        > Some bytes.
        """,
        (("What is a byte?", "Eight bits."), ("Explain words.", "Some bytes.")),
    ),
    Case(
        "headings with numbers",
        """
        # Top 50 Cache Interview Questions

        You can read all 50 answers on our site.

        - [1. What is a cache?](#1-what-is-a-cache)
        - [2. Explain eviction.](#2-explain-eviction)

        ## 1. What is a cache?

        A small fast store in front of a slow one.

        ### Why it works

        1. Programs ask again for what they asked before.
        2. They ask for its neighbours next.

        <br>

        **[⬆ Back to Top](#top)**

        ## 2. Explain *eviction*.

        What goes when the cache is full.

        ## 4. Write-back vs write-through

        Write-back writes later.

        ## License

        MIT
        """,
        (
            ("What is a cache?", "A small fast store"),
            ("Explain eviction.", "What goes when"),
            ("Write-back vs write-through", "Write-back writes later."),
        ),
    ),
    Case(
        "headings with Qn and labelled answers",
        """
        ## Basics

        ### Q1: What is a mutex? ⭐

        **Answer:**

        A lock with an owner.

        **Source:** [the manual](https://example.org/mutex)

        ---

        ### Q2: What is a semaphore? ⭐⭐

        **Answer:**
        A counter with a queue.

        ## Harder ones

        ### Q3: When does priority inversion happen? ⭐⭐⭐

        **Answer:** When a low task holds what a high one needs.
        """,
        (
            ("What is a mutex?", "A lock with an owner."),
            ("What is a semaphore?", "A counter with a queue."),
            ("When does priority inversion happen?", "When a low task"),
        ),
    ),
    Case(
        "headings whose number stands before a bracket, with a source behind",
        """
        #### 1) What is the curse of dimensionality? [[src](https://example.org/1)]
        Distances grow alike.
        #### 2) Why do we split data? [[src](https://example.org/2)]
        To measure on what was not seen.
        #### 3) How large should the test set be? [[src](https://example.org/3)]
        Large enough for the error bar you need.
        """,
        (
            ("What is the curse of dimensionality?", "Distances grow"),
            ("Why do we split data?", "To measure"),
            ("How large should the test set be?", "Large enough"),
        ),
    ),
    Case(
        "headings with a bare Q",
        """
        # Node basics

        ## Q. ***What is an event loop?***

        It takes callbacks from a queue.

        <div align="right">
            <b><a href="#table-of-contents">↥ back to top</a></b>
        </div>

        ## Q. ***How are streams piped?***

        With `pipe`.

        <div align="right">
            <b><a href="#table-of-contents">↥ back to top</a></b>
        </div>

        ## Q. ***What does unref do?***

        It lets the process end.
        """,
        (
            ("What is an event loop?", "It takes callbacks"),
            ("How are streams piped?", "With `pipe`."),
            ("What does unref do?", "It lets"),
        ),
    ),
    Case(
        "headings without numbers under sections",
        """
        # Git

        [What is a branch?](#what-is-a-branch)

        [What is a tag?](#what-is-a-tag)

        ## Names

        ### What is a branch?

        A movable name.

        ###### Source

        * https://example.org/branch

        [[↑] Back to top](#git)
        ### What is a tag?

        A fixed name.

        ## Merging

        ### Describe a rebase

        Commits are written anew on another base.

        ### How do you undo it?

        With the reflog.

        ## Conclusion

        Practise a lot.
        """,
        (
            ("What is a branch?", "A movable name."),
            ("What is a tag?", "A fixed name."),
            ("Describe a rebase", "Commits are written"),
            ("How do you undo it?", "With the reflog."),
        ),
    ),
    Case(
        "number in the heading, question and answer below",
        """
        ### Question 1

        Which sort is stable?

        ### Answer

        Merge sort.

        ### Question 2

        What does this print?

        ```python
        # Question 3: not one
        print(0.1 + 0.2)
        ```

        ### Answer

        0.30000000000000004

        ### Question 3

        What is a heap?

        ### Answer

        A tree in an array.
        """,
        (
            ("Which sort is stable?", "Merge sort."),
            ("What does this print?", "0.30000000000000004"),
            ("What is a heap?", "A tree in an array."),
        ),
    ),
    Case(
        "list items that are headings",
        """
        ## Table of Contents

        | No. | Questions |
        | --- | --- |
        | 1 | [What is a hook?](#what-is-a-hook) |
        | 2 | [What is a ref?](#what-is-a-ref) |

        ## Core

        1.  ### What is a hook?

            A function that keeps state.

            ```js
            const [x] = useState(0);
            ```

            **[⬆ Back to Top](#table-of-contents)**

        2.  ### What is a ref?

            A box that survives renders.

            ### Example

            1. Make one.
            2. Read it.

        **[⬆ Back to Top](#table-of-contents)**

        3.  ### When is a key needed?

            In lists.
        """,
        (
            ("What is a hook?", "A function"),
            ("What is a ref?", "A box"),
            ("When is a key needed?", "In lists."),
        ),
    ),
    Case(
        "underlined headings",
        """
        Interview Questions
        ===================

        What is a monad?
        ----------------

        A way to chain.

        What is a functor?
        ------------------

        Something to map over.

        Why are laws needed?
        --------------------

        To reason about code.
        """,
        (
            ("What is a monad?", "A way to chain."),
            ("What is a functor?", "Something to map over."),
            ("Why are laws needed?", "To reason"),
        ),
    ),
    Case(
        "HTML headings in Markdown",
        """
        <h1 align="center">Docker</h1>

        <h3>1. What is an image?</h3>

        A read-only template.

        <h3>2. What is a container?</h3>

        A running image.

        <h3>3. What is a layer?</h3>

        A step of a build.
        """,
        (
            ("What is an image?", "A read-only template."),
            ("What is a container?", "A running image."),
            ("What is a layer?", "A step"),
        ),
    ),
    Case(
        "headings that ask on several levels",
        """
        # Kubernetes

        ## What is it?

        An orchestrator.

        ## Objects

        ### What is a pod?

        The smallest unit.

        ### What is a deployment?

        It keeps replicas.

        ## Networking

        ### What is a service?

        A stable address.

        ## How do you debug it?

        With logs and events.
        """,
        (
            ("What is it?", "An orchestrator."),
            ("What is a pod?", "The smallest unit."),
            ("What is a deployment?", "It keeps replicas."),
            ("What is a service?", "A stable address."),
            ("How do you debug it?", "With logs"),
        ),
    ),
    Case(
        "keycap numbers",
        """
        ### 1️⃣ What is a token?

        A piece of text.

        ### 2️⃣ What is a vocabulary?

        All tokens.
        """,
        (("What is a token?", "A piece of text."), ("What is a vocabulary?", "All tokens.")),
    ),
    Case(
        "sections of a deeper level than the questions",
        """
        # Question Bank

        ### 1. Basics (2 Questions)
        ## 1. What is a string?

        A row of characters.

        ---

        ## 2. What is a rune?

        A code point.

        ---

        ### 2. Types (2 Questions)
        ## 3. What is a struct?

        Named fields.

        ---

        ## 4. What is a map?

        Keys and values.
        """,
        (
            ("What is a string?", "A row of characters."),
            ("What is a rune?", "A code point."),
            ("What is a struct?", "Named fields."),
            ("What is a map?", "Keys and values."),
        ),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_headings_are_cut_as_a_person_would(case: Case) -> None:
    assert_found(case)
