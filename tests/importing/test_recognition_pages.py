"""Pages with more than questions: sections, gaps, placeholders, remarks, other languages."""

import pytest
from recognition_cases import Case, assert_found

CASES = (
    Case(
        "a fence left open",
        """
        ## 1. What is a lambda?

        ```python
        f = lambda x: x

        ## 2. What is a generator?

        It yields.

        ```python
        def g():
            yield 1
        ```

        ## 3. What is a decorator?

        It wraps.
        """,
        (
            ("What is a lambda?", "```python"),
            ("What is a generator?", "It yields."),
            ("What is a decorator?", "It wraps."),
        ),
    ),
    Case(
        "metadata and follow-ups are no answer",
        """
        ### Q1: Explain bias
        **Difficulty**: ⭐

        **Answer**:
        A constant error.

        **Types**:
        - Of selection
        - Of measurement

        **Follow-up Questions**:
        - "How is it measured?"
          → By hand
        - "Can it be removed?"

        ---

        ### Q2: Explain variance
        **Difficulty**: ⭐⭐⭐

        **Answer**:
        An error that changes with the sample.
        """,
        (
            ("Explain bias", "A constant error."),
            ("Explain variance", "An error that changes"),
        ),
    ),
    Case(
        "numbers with two parts",
        """
        ## 1. Languages

        ### 1.1 What is a compiler?

        It translates before the run.

        ### 1.2 What is an interpreter?

        It translates in the run.

        ## 2. Systems

        ### 2.1 What is a kernel?

        The core.

        ### 2.2 What is a driver?

        It speaks to a device.
        """,
        (
            ("What is a compiler?", "It translates before"),
            ("What is an interpreter?", "It translates in"),
            ("What is a kernel?", "The core."),
            ("What is a driver?", "It speaks"),
        ),
    ),
    Case(
        "placeholders and link-only answers are not answers",
        """
        ## 1. What is a graph?

        Nodes and edges.

        ## 2. What is a clique?

        TODO

        ## 3. What is a cut?

        [Read this](https://example.org/cut)

        ## 4. What is a flow?

        Coming soon...

        ## 5. What is a path?

        ## 6. What is a cycle?

        A path that returns.
        """,
        (("What is a graph?", "Nodes and edges."), ("What is a cycle?", "A path that returns.")),
        ("What is a clique?", "What is a cut?", "What is a flow?", "What is a path?"),
    ),
    Case(
        "questions and answers in another language",
        """
        ## 什么是闭包？

        函数和它的环境。

        ## 什么是原型？

        对象的模板。

        ## 为什么需要模块？

        为了分割代码。
        """,
        (("什么是闭包？", "函数"), ("什么是原型？", "对象"), ("为什么需要模块？", "为了")),
    ),
    Case(
        "wrong answers are left out",
        """
        ## 1. Is a tomato a fruit?

        **Wrong answer:**

        No, it is savoury.

        **Right answer:**

        Botanically yes.

        ## 2. Is a cucumber one?

        **Right answer:**

        Yes, too.
        """,
        (("Is a tomato a fruit?", "Botanically yes."), ("Is a cucumber one?", "Yes, too.")),
    ),
    Case(
        "question in bold below its number, answers to be filled",
        """
        ## Question 1

        **What is a kernel?**

        **Answer:** _[To be filled]_

        ---

        ## Question 2

        **What is a shell?**

        **Answer:** It reads commands.

        ---

        ## Question 3

        **What is a pipe?**

        **Answer:** _[To be filled]_
        """,
        (("What is a shell?", "It reads commands."),),
        ("What is a kernel?", "What is a pipe?"),
    ),
    Case(
        "labels in bullets below bold questions",
        """
        ### **Basic Questions:**

        1. **What is a cluster?**

           - **Answer**: Machines that act as one.

        2. **What is a node?**

           - **Answer**: One of them. It runs:
             - an agent
             - a proxy

        ### **Advanced Questions:**

        3. **What is quorum?**

           - **Answer**: More than half.
        """,
        (
            ("What is a cluster?", "Machines that act as one."),
            ("What is a node?", "One of them."),
            ("What is quorum?", "More than half."),
        ),
    ),
    Case(
        "numbered lines, lists below at the margin, some without an answer",
        """
        1. What is bytecode ?
        * Code for a virtual machine
        * The same everywhere

        2. What are the differences between a JRE and a JDK ?

        3. List the areas of memory ?
        * heap - objects
        * stack - calls

        4. What is a class loader?
        * Finds classes
        """,
        (
            ("What is bytecode?", "* Code for"),
            ("List the areas of memory?", "* heap"),
            ("What is a class loader?", "* Finds classes"),
        ),
        ("What are the differences between a JRE and a JDK?",),
    ),
    Case(
        "headings with Q) of which most are not answered",
        """
        ### Q) What is a package?
        - A folder of classes.

        ### Q) Why are strings immutable?

        ### Q) Can main be overloaded?

        ### Q) Define a marker interface.
        - An empty one.
        """,
        (("What is a package?", "- A folder"), ("Define a marker interface.", "- An empty one.")),
        ("Why are strings immutable?", "Can main be overloaded?"),
    ),
    Case(
        "numbers with parts, tips and samples below each question",
        """
        ## 1. Why it matters

        Companies ask.

        ## 2. Common questions

        ### 2.1. Why do you want this job?

        #### 2.1.1. Tips

        Be honest.

        #### 2.1.2. Sample Answers

        Because of the team.

        ### 2.2. Where do you see yourself in five years?

        #### 2.2.1. Tips

        Be modest.

        ### 2.3. Tell me about a failure.

        Say what you learned.
        """,
        (
            ("Why do you want this job?", "#### 2.1.1. Tips"),
            ("Where do you see yourself in five years?", "#### 2.2.1. Tips"),
            ("Tell me about a failure.", "Say what"),
        ),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_pages_are_cut_as_a_person_would(case: Case) -> None:
    assert_found(case)
