"""Every shape of interview document in small, with what a person would find in it."""

from dataclasses import dataclass
from textwrap import dedent

import pytest

from interviewer.importing.manuscript import Line, Manuscript
from interviewer.importing.recognised import Recognised
from interviewer.importing.recognition import recognise


def recognised(text: str, file: str = "notes.md", **options: bool) -> Recognised:
    lines = dedent(text).strip("\n").split("\n")
    numbered = tuple(Line(line, number) for number, line in enumerate(lines, 1))
    return recognise(Manuscript(file, "markdown", "utf-8", None, numbered), **options)


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    entries: tuple[tuple[str, str], ...]
    """Question, and how its answer begins."""
    unanswered: tuple[str, ...] = ()


CASES = (
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
def test_a_shape_is_cut_as_a_person_would(case: Case) -> None:
    found = recognised(case.text)
    assert [entry.question for entry in found.entries] == [question for question, _begins in case.entries]
    for entry, (_question, begins) in zip(found.entries, case.entries, strict=True):
        assert entry.answer.startswith(begins)
    assert sorted(question.question for question in found.unanswered) == sorted(case.unanswered)
