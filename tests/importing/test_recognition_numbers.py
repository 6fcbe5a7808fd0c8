"""Questions that are numbered lines."""

import pytest
from recognition_cases import Case, assert_found

CASES = (
    Case(
        "numbered plain lines with lists inside the answers",
        """
        1. What are the steps of photosynthesis?

        There are two stages:

        1. Light reactions
        2. The Calvin cycle

        2. Where does it happen?

        In chloroplasts.

        3. What limits it?

        Several things:

        1. Light
        2. Water
        3. Carbon dioxide
        4. Temperature

        4. What does it yield?

        Sugar and oxygen.
        """,
        (
            ("What are the steps of photosynthesis?", "There are two stages:"),
            ("Where does it happen?", "In chloroplasts."),
            ("What limits it?", "Several things:"),
            ("What does it yield?", "Sugar and oxygen."),
        ),
    ),
    Case(
        "bold lines with dotted numbers and nothing behind them",
        """
        # 1 Plants

        **1.1 What is a leaf?**

        It catches light.

        **1.2 Name the parts of a flower, and say what they do.**

        Petals, stamens, carpels.

        # 2 Animals

        **2.1 What is a gill?**

        It takes oxygen out of water.
        """,
        (
            ("What is a leaf?", "It catches light."),
            ("Name the parts of a flower, and say what they do.", "Petals"),
            ("What is a gill?", "It takes oxygen"),
        ),
    ),
    Case(
        "blanks to be filled in",
        """
        1. Plants take in _______ and give off oxygen.

        Answer: carbon dioxide

        2. Roots take up ____ from the ____.

        Answer: water, soil

        3. Which pigment is green?

        Answer: chlorophyll
        """,
        (
            ("Plants take in _______ and give off oxygen.", "carbon dioxide"),
            ("Roots take up ____ from the ____.", "water, soil"),
            ("Which pigment is green?", "chlorophyll"),
        ),
    ),
    Case(
        "numbers that restart in each section",
        """
        ## Loops

        1. What is a loop?

           Code that repeats.

        2. What is an invariant?

           What stays true.

        ## Functions

        1. What is recursion?

           A call of itself.

        2. What is a closure?

           A function with its surroundings.
        """,
        (
            ("What is a loop?", "Code that repeats."),
            ("What is an invariant?", "What stays true."),
            ("What is recursion?", "A call of itself."),
            ("What is a closure?", "A function"),
        ),
    ),
    Case(
        "numbered bold list items with indented answers",
        """
        1. **What is a closure?**

           A function and its variables.

        2. **What is hoisting?**
           - Declarations move up.
           - **Note:** not values.

        3. **Explain `this`.**

           1. In methods the object.
           2. In functions the caller decides.
        """,
        (
            ("What is a closure?", "A function and its variables."),
            ("What is hoisting?", "- Declarations move up."),
            ("Explain this.", "1. In methods"),
        ),
    ),
    Case(
        "bold numbers with a bold title",
        """
        ## Coding

        **1) FizzBuzz.** Print numbers with words

        ```python
        # 1) not a question
        print("Fizz")
        ```

        **2) Factorial**. Calculate a factorial

        ```python
        def f(n): ...
        ```

        ## Queries

        **1)** The number of active rows.

        ```sql
        SELECT count(*) FROM t;
        ```
        """,
        (
            ("FizzBuzz. Print numbers with words", "```python"),
            ("Factorial. Calculate a factorial", "```python"),
            ("The number of active rows.", "```sql"),
        ),
    ),
    Case(
        "contents without links above plain numbered questions",
        """
        Operating systems: 3 questions

        1. What is a process?
        2. What is a thread?
        3. What is a page fault?

        1. What is a process?
        A program that runs.

        2. What is a thread?
        A line of execution.

        3. What is a page fault?
        A page that is not there.
        """,
        (
            ("What is a process?", "A program"),
            ("What is a thread?", "A line"),
            ("What is a page fault?", "A page"),
        ),
    ),
    Case(
        "lines broken at a width",
        """
        1. What is the difference between a clustered and a non-clustered index in a
        relational database?
        A clustered index decides in which order the rows of a table lie on the disk, and
        therefore a table has at most one of them. A non-clustered index is a structure of
        its own that points to the rows.
        2. Explain how a database management system makes sure that a transaction which was
        committed is not lost when the machine stops?
        It writes what it is going to change to a log, and forces the log to the disk before
        it tells the client that the transaction is committed.
        3. When would you choose a document store?
        When records differ in their fields, are read as a whole, and joins between them are
        rare.
        """,
        (
            (
                "What is the difference between a clustered and a non-clustered index in a relational database?",
                "A clustered index decides",
            ),
            (
                "Explain how a database management system makes sure that a transaction which was committed is not "
                "lost when the machine stops?",
                "It writes what",
            ),
            ("When would you choose a document store?", "When records differ"),
        ),
    ),
    Case(
        "code without fences, its comments look like headings",
        """
        1. How is a file read?

        Open it:

        # Open the file
        with open("a.txt") as file:
            text = file.read()

        # Print it
        print(text)

        2. How is it written?

        In mode w.

        3. How is it appended to?

        In mode a.
        """,
        (
            ("How is a file read?", "Open it:"),
            ("How is it written?", "In mode w."),
            ("How is it appended to?", "In mode a."),
        ),
    ),
    Case(
        "a question whose mark is written otherwise",
        """
        ### 1. What is REST?
        A style.
        ### 2. What is a resource?
        What has an address.
        #### 3. What is a verb?
        A method.
        **4. What is idempotence?**
        Doing it twice changes nothing.
        ### 5. What is caching?
        Keeping answers.
        """,
        (
            ("What is REST?", "A style."),
            ("What is a resource?", "What has an address."),
            ("What is a verb?", "A method."),
            ("What is idempotence?", "Doing it twice"),
            ("What is caching?", "Keeping answers."),
        ),
    ),
    Case(
        "numbered bold items with Q and A inside",
        """
        # Interview Q&A

        1. **Q: What is a lock?**
           A: It keeps others out.

        2. **Q: What is a latch?**
           A: A short lock.

        3. **Q: Give an analogy.**
           A: A key to a room.
        """,
        (
            ("What is a lock?", "It keeps others out."),
            ("What is a latch?", "A short lock."),
            ("Give an analogy.", "A key to a room."),
        ),
    ),
    Case(
        "numbered items with bold labels",
        """
        1. **Q:** Which is faster, a set or a list?
           **A:** A set, for membership.

        2. **Q:** Can a set hold a list?
           **A:** No, lists are not hashable.
        """,
        (
            ("Which is faster, a set or a list?", "A set, for membership."),
            ("Can a set hold a list?", "No, lists"),
        ),
    ),
    Case(
        "topics with labelled answers",
        """
        # 🗄️ Top 3 Questions

        ### 1. **WHERE and HAVING**

        **Answer:**
        One before grouping, one after.

        ### 2. **Group By vs Order By**

        **Answer:**
        One groups, one sorts.

        ### 3. **Self Join**

        **Answer:**
        A table beside itself.
        """,
        (
            ("WHERE and HAVING", "One before"),
            ("Group By vs Order By", "One groups"),
            ("Self Join", "A table"),
        ),
    ),
    Case(
        "link references at the end, stars escaped",
        """
        1. **What is drift?**
           The data change ([source][1]).

        2. **What is decay?**
           The model grows old ([source][2]).

        3. \\*\\*Explain both.\\*\\*
           One causes the other.

        [1]: https://example.org/1 "One"
        [2]: https://example.org/2
        """,
        (
            ("What is drift?", "The data change"),
            ("What is decay?", "The model grows old"),
            ("Explain both.", "One causes the other."),
        ),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_numbered_lines_are_cut_as_a_person_would(case: Case) -> None:
    assert_found(case)
