"""Shapes met in documents of many authors: marks in unusual places, repeated lines, answers at the end."""

import pytest
from recognition_cases import Case, assert_found, recognised

CASES = (
    Case(
        "collapsed questions of several lines",
        """
        <details>
        <summary>Put these layers in their order:

          * Link
          * Network
        </summary><br><b>

        Link, then network.
        </b></details>

        <details>
        <summary>Set the name `use_name` by a variable

        ```
        name: "fixed"
        ```
        </summary><br>

        `name: "{{ given }}"`
        </details>

        <details>
        <summary>The file holds

        ```
        size = 1
        ```

        What does a second line change?</summary>
        </details>

        <details>
        <summary>What is a play?</summary>
        A list of tasks.
        </details>
        """,
        (
            ("Put these layers in their order", "Link, then network."),
            ("Set the name use_name by a variable", '`name: "{{ given }}"`'),
            ("What is a play?", "A list of tasks."),
        ),
        ("The file holds What does a second line change?",),
    ),
    Case(
        "numbered headings whose level changes on the way, with a heading that returns below each",
        """
        # Scripting

        ## 1. Difference between a list and a tuple
        One of them is fixed.

        ## Any doubts about this one?

        ## 2. What is a set?
        Items without an order.

        ## Any doubts about this one?

        ### 3. How do you copy a list?
        With a slice.

        ### Way 1

        `items[:]`

        ## Any doubts about this one?

        #### 4. What is a frozen set?
        A set that stays as it is.

        ## Any doubts about this one?
        """,
        (
            ("Difference between a list and a tuple", "One of them is fixed."),
            ("What is a set?", "Items without an order."),
            ("How do you copy a list?", "With a slice."),
            ("What is a frozen set?", "A set that stays as it is."),
        ),
    ),
    Case(
        "labelled headings of two levels, and one without its label above an answer",
        """
        ## Kinds of pipes
        Ans: Named ones and others.

        ## Q: What is a signal?
        Ans: A note to a process.

        ## Q: What is a shell?
        Ans: A program that runs others.

        ## Q: What is a daemon?

        #### Q: What is a zombie?
        """,
        (
            ("Kinds of pipes", "Named ones and others."),
            ("What is a signal?", "A note to a process."),
            ("What is a shell?", "A program that runs others."),
        ),
        ("What is a daemon?", "What is a zombie?"),
    ),
    Case(
        "questions of several lines below their number",
        """
        **Question 1**

        An administrator wants to know which files a package has put on the disk of a server that
        nobody else may use. Which command tells?

        - A) list
        - B) show

        Correct Answer: A) list

        ---

        **Question 2** *(choose one)*

        The command prints this line:

        x 755 root /srv

        Who may write there?

        - A) root
        - B) everybody

        Correct Answer: A) root
        """,
        (
            (
                "An administrator wants to know which files a package has put on the disk of a server that nobody else "
                "may use. Which command tells?",
                "A. list",
            ),
            ("The command prints this line: Who may write there?", "A. root"),
        ),
    ),
    Case(
        "a table of questions without answers",
        """
        # Questions about trees

        | Question | Level |
        | --- | --- |
        | What is a leaf? | easy |
        | Why are trees balanced? | hard |
        | How deep is a full tree? | easy |
        """,
        (),
        ("What is a leaf?", "Why are trees balanced?", "How deep is a full tree?"),
    ),
    Case(
        "a table of questions that all stand once more below",
        """
        | No | Question |
        | --- | --- |
        | 1 | What is a leaf? |
        | 2 | Why are trees balanced? |
        | 3 | How deep is a full tree? |

        ### What is a leaf?

        A node without children.

        ### Why are trees balanced?

        For short paths.

        ### How deep is a full tree?

        As the logarithm of its size.
        """,
        (
            ("What is a leaf?", "A node without children."),
            ("Why are trees balanced?", "For short paths."),
            ("How deep is a full tree?", "As the logarithm of its size."),
        ),
    ),
    Case(
        "a column of quick answers",
        """
        | Question | Quick Answer |
        | --- | --- |
        | What is a leaf? | A node without children |
        | What is a root? | The node without a parent |
        """,
        (("What is a leaf?", "A node without children"), ("What is a root?", "The node without a parent")),
    ),
    Case(
        "numbered questions without answers, with titles between them",
        """
        1. Slow disk: how do you find the cause?

        2. No route: what do you look at first?

        3. Full memory: which process is it?

        Storage and files

        11. How do you mount a disk?

        12. What is an inode?
        """,
        (),
        (
            "Slow disk: how do you find the cause?",
            "No route: what do you look at first?",
            "Full memory: which process is it?",
            "How do you mount a disk?",
            "What is an inode?",
        ),
    ),
    Case(
        "items of code below questions that nobody answers",
        """
        * What do these commands do?
         * `sort`
         * `uniq`
        * What is a pipe?
        * What is a link?
        * How do you list files?
        """,
        (),
        ("What do these commands do?", "What is a pipe?", "What is a link?", "How do you list files?"),
    ),
    Case(
        "lists with letters that are no options",
        """
        ## 1. What is a stack?

        A pile of items.

        ## 2. Which kinds of queues are there?

        a. Plain ones
        b. Those with priorities

        ## 3. What is a ring?

        A queue without an end.

        ## 4. What is a bag?

        Items without order.
        """,
        (
            ("What is a stack?", "A pile of items."),
            ("Which kinds of queues are there?", "a. Plain ones"),
            ("What is a ring?", "A queue without an end."),
            ("What is a bag?", "Items without order."),
        ),
    ),
    Case(
        "a placeholder below what is asked on",
        """
        ### 1. What is a view?
        A stored query.
        ### 2. You plan a schema for a shop.
        - Explain which tables you would make.
        - Which keys would they have?

        *todo*
        ### 3. What is a key?
        It names a row.
        """,
        (("What is a view?", "A stored query."), ("What is a key?", "It names a row.")),
        ("You plan a schema for a shop.",),
    ),
    Case(
        "pictures of keys that number the questions",
        """
        1️⃣ **What is a branch?**

        **Answer:** A line of work.

        2️⃣ **What is a tag?**

        **Answer:** A name that stays.

        3️⃣ **What is a merge?**

        **Answer:** Two lines made one.
        """,
        (
            ("What is a branch?", "A line of work."),
            ("What is a tag?", "A name that stays."),
            ("What is a merge?", "Two lines made one."),
        ),
    ),
    Case(
        "a talk",
        """
        **🔸 Interviewer:** What is a thread?
        **✅ You:**
        A path of execution.

        **🔸 Interviewer:** What is a lock?
        **✅ You:**
        It lets one in.

        ---

        Let me know what to add!
        """,
        (("What is a thread?", "A path of execution."), ("What is a lock?", "It lets one in.")),
    ),
    Case(
        "short lines that begin with a circle or an arrow",
        """
        **⭕Q1 --> What is a port?**

        → A number.

        **⭕Q2 --> What is a socket?**

        → An end of a line.
        → It has a port.
        """,
        (("What is a port?", "→ A number."), ("What is a socket?", "→ An end of a line.\n→ It has a port.")),
    ),
    Case(
        "labelled questions after questions that are list items",
        """
        ## Theory
        * What is a loop?
          * Code that runs again
        * What is a method?
          * Code with a name
        * Name two loops.
          * for and while

        ## Practice

        **QUESTION:**

        * Write a loop that counts down
        * Print what it counts

        **SOLUTION:**

        `for i in reversed(range(3)): print(i)`

        **QUESTION:**

        * Write a method that adds
        * Return the sum

        **SOLUTION:**

        `def add(a, b): return a + b`

        **QUESTION:**

        Write a class without members

        **SOLUTION:**

        `class Empty: pass`
        """,
        (
            ("What is a loop?", "* Code that runs again"),
            ("What is a method?", "* Code with a name"),
            ("Name two loops.", "* for and while"),
            ("Write a loop that counts down", "`for"),
            ("Write a method that adds", "`def"),
            ("Write a class without members", "`class"),
        ),
    ),
    Case(
        "questions in foldable boxes",
        """
        > [!question]- What is a latch?
        > A light lock.

        > [!question]- What is a mutex?
        > One holder at a time:
        > - the others wait

        > [!question]- What is a barrier?
        > All wait for all.
        """,
        (
            ("What is a latch?", "A light lock."),
            ("What is a mutex?", "One holder at a time:"),
            ("What is a barrier?", "All wait for all."),
        ),
    ),
    Case(
        "a page whose title asks, with parts that hardly do",
        """
        # 面试官：树的平衡是怎么实现的？

        ## 一、是什么

        每次插入以后旋转。

        ## 二、步骤

        先找到不平衡的节点。

        ## 参考文献

        - https://example.org/trees
        """,
        (("树的平衡是怎么实现的？", "## 一、是什么"),),
    ),
    Case(
        "numbered questions and answers, indented by chance, one pair on a single line",
        """
        Question 1: What does a referee do?
            Answer 1: She watches the rules.

            Question 2: How long is a half?
            Answer 2: Forty-five minutes (in Q1 and Q2 of the year).

            Question 3: How heavy is the ball?Answer 3: Under half a kilogram.

            Question 4: What is a corner?
            Answer 4: A kick from the edge.
        """,
        (
            ("What does a referee do?", "She watches the rules."),
            ("How long is a half?", "Forty-five minutes"),
            ("How heavy is the ball?", "Under half a kilogram."),
            ("What is a corner?", "A kick from the edge."),
        ),
    ),
    Case(
        "code that is asked about, and code that answers",
        """
        ## 1. What does the following code print?

        ```
        print(1 + 1)
        ```

        ## 2. Write a function that adds two numbers.

        ```
        def add(a, b): return a + b
        ```

        ## 3. What is the output of this function, given below?

        ```
        print(2 * 2)
        ```

        Four.

        ## 4. What is a closure?

        A function with its surroundings.
        """,
        (
            ("Write a function that adds two numbers.", "```\ndef add"),
            ("What is the output of this function, given below?", "```\nprint(2"),
            ("What is a closure?", "A function with its surroundings."),
        ),
        ("What does the following code print?",),
    ),
    Case(
        "answers at the end",
        """
        Questions:
          1) What is a byte?
          2) What is a word?
          3) How is text stored?

        Answers:
        1) Eight bits.

        2) As many bits as a register holds.

        3) As numbers.

        With a table of characters.
        """,
        (
            ("What is a byte?", "Eight bits."),
            ("What is a word?", "As many bits as a register holds."),
            ("How is text stored?", "As numbers.\n\nWith a table of characters."),
        ),
    ),
    Case(
        "letters of the right options on one line at the end",
        """
        1. Which one locks?
        A. mutex
        B. pipe

        2. Which one joins?
        A. fork
        B. wait

        3. Which one starts?
        A. exec
        B. kill

        Answers
        1-A, 2-B, 3-A
        """,
        (("Which one locks?", "A. mutex"), ("Which one joins?", "B. wait"), ("Which one starts?", "A. exec")),
    ),
    Case(
        "options in numbered lists, and letters at the end",
        """
        # Questions

        1. Which one locks?
           1. mutex
           2. pipe
        2. Which one joins?
           1. fork
           2. wait
        3. Which one starts?
           1. exec
           2. kill

        # Answers

        1. (a)
        2. (b)
        3. (a)
        """,
        (("Which one locks?", "A. mutex"), ("Which one joins?", "B. wait"), ("Which one starts?", "A. exec")),
    ),
    Case(
        "numbers with the stops of Chinese and Japanese",
        """
        ## 1、什么是锁
        一次只有一个线程持有。

        ## 2。什么是分页
        内存分成等大的块。

        ## 3，什么是管道？
        连接两个程序。
        """,
        (("什么是锁", "一次"), ("什么是分页", "内存"), ("什么是管道？", "连接")),
    ),
    Case(
        "complaints among frequent questions",
        """
        # FAQ

        ## I'm getting an error at the start

        Set the path first.

        ## Where do logs go?

        To the home folder.

        ## How do I stop it?

        Press the key.

        ## Can it run twice?

        No.
        """,
        (
            ("I'm getting an error at the start", "Set the path"),
            ("Where do logs go?", "To the"),
            ("How do I stop it?", "Press"),
            ("Can it run twice?", "No."),
        ),
    ),
    Case(
        "options, and the letters of the right ones at the end",
        """
        1. Which one sorts?
        a) merge
        b) fetch
        2. Which one searches?
        a) print
        b) bisect
        3. Which one hashes?
        a) digest
        b) join
        4. Which one waits?
        a) sleep
        b) run

        Answer Key
        1. a
        2. b
        3. a
        """,
        (("Which one sorts?", "A. merge"), ("Which one searches?", "B. bisect"), ("Which one hashes?", "A. digest")),
        ("Which one waits?",),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_shape_is_read_as_a_person_would_read_it(case: Case) -> None:
    assert_found(case)


def test_titles_of_topics_are_no_questions_because_two_of_them_compare() -> None:
    found = recognised(
        """
        # 운영체제

        ## 스레드의 차이

        ### 스레드

        스레드는 프로세스의 실행 단위이다.

        ## 스케줄러

        다음에 실행할 프로세스를 고른다.

        ## 동기와 비동기의 차이

        ### 동기

        반환을 기다린다.

        ## 메모리

        ### 페이지

        크기가 같은 조각이다.
        """
    )
    assert not found.entries


def test_what_a_collapsed_question_asks_about_is_its_context() -> None:
    found = recognised(
        """
        <details>
        <summary>Which of these grow?

          * stack
          * heap
        </summary>
        Both.
        </details>
        <details>
        <summary>What is a page?</summary>
        A piece of memory.
        </details>
        """
    )
    assert found.entries[0].context == "* stack\n* heap"
    assert found.entries[1].context is None


def test_signs_in_the_words_of_a_question_are_no_marks_of_emphasis() -> None:
    found = recognised(
        """
        ## 1. What is 2 * 3?
        Six.

        ## 2. When is max_size "free"?
        When nobody asks.

        ## 3. What does *args collect?
        The other arguments.
        """
    )
    assert [entry.question for entry in found.entries] == [
        "What is 2 * 3?",
        'When is max_size "free"?',
        "What does *args collect?",
    ]


def test_lines_with_links_that_close_every_answer_are_dropped() -> None:
    answers = "".join(
        f"""
        ### What is part {letter}?

        It is a part.

        Read the [whole answer](https://example.org/{letter}) on [our page](https://example.org), with examples.

        [Back to top ↑](#contents) &nbsp;/&nbsp; [Edit](https://example.org/edit/{letter})
        """
        for letter in "ABCDE"
    )
    found = recognised(answers)
    assert [entry.answer for entry in found.entries] == ["It is a part."] * 5


def test_notices_of_copyright_between_pages_are_no_part_of_an_answer() -> None:
    notice = "© 2030 The Guild. All rights reserved. No copies\nwithout consent."
    pages = "\n".join(
        f"Module {number}: Things of day {number}\nQ.1) What is it?\nAns: The thing\nof the day.\n{notice}\n"
        f"Q.2) What for?\nAns: For use."
        for number in (1, 2, 3)
    )
    found = recognised(pages)
    assert [entry.question for entry in found.entries] == ["What is it?", "What for?"] * 3
    assert [entry.answer for entry in found.entries] == ["The thing\nof the day.", "For use."] * 3
    assert [entry.section for entry in found.entries][::2] == [f"Module {n}: Things of day {n}" for n in (1, 2, 3)]


def test_titles_of_single_questions_leave_them_in_the_section_above() -> None:
    found = recognised(
        """
        # Scenarios

        ## Data

        ### 1. Case study
        **Question:**
        How do you find good customers?

        **Answer:**
        By what they buy.

        ### 2. Scenario
        **Question:**
        Why do sales drop?

        **Answer:**
        Look at the regions.

        ## Design

        ### 3. Challenge
        **Question:**
        What belongs on a page of numbers?

        **Answer:**
        Few of them.
        """
    )
    assert [entry.section for entry in found.entries] == ["Data", "Data", "Design"]


def test_items_of_html_lists_are_items() -> None:
    found = recognised(
        """
        <details><summary><b>What does a key do?</b></summary>
        <ul>
        <li>It opens</li>
        <li>It closes</li>
        </ul>
        </details>
        <details><summary><b>What is a lock?</b></summary>A door's guard.<br></details>
        """
    )
    assert [entry.answer for entry in found.entries] == ["- It opens\n- It closes", "A door's guard."]


def test_ways_beside_a_numbered_question_of_another_level_stay_in_its_answer() -> None:
    found = recognised(
        """
        # Lists

        ## 1. What is a list?
        A row of items.

        ## 2. What is a set?
        Items without an order.

        ### 3. How do you copy a list?
        With a slice.

        ### Way 1

        `items[:]`

        ### Way 2

        `list(items)`

        #### 4. What is a frozen set?
        A set that stays as it is.

        # Puzzles

        ## Sorting

        ### 1. What does `sorted("ba")` print?
        A list of two letters.

        ### 2. What does `sorted([])` print?
        An empty list.

        ## Slicing

        ### 1. What does `"abc"[1:]` print?
        The last two letters.
        """
    )
    assert [entry.number for entry in found.entries] == ["1", "2", "3", "4", "1", "2", "1"]
    assert found.entries[2].answer == "With a slice.\n\n### Way 1\n\n`items[:]`\n\n### Way 2\n\n`list(items)`"
    assert found.entries[3].section == "Lists"


def test_options_that_return_below_another_question_are_no_contents() -> None:
    found = recognised(
        """
        ## 1. What does this print?

        ```js
        first()
        ```

        1. hello
        2. nothing at all
        3. a type error
        4. the name of the class

        Answer: 1) hello

        ## 2. What does this print?

        ```js
        second()
        ```

        1. hello
        2. nothing at all
        3. a type error
        4. the name of the class

        Answer: 2) nothing at all

        ## 3. What does this print?

        ```js
        third()
        ```

        1. 3
        2. nothing at all
        3. 4

        Answer: 1) 3
        """
    )
    assert len(found.entries) == 3
    for entry in found.entries[:2]:
        assert "3. a type error\n4. the name of the class" in f"{entry.context} {entry.answer}"


LATER_CASES = (
    Case(
        "labelled questions whose hints ask and whose solutions have headings of their own",
        """
        # Queues

        ## Question 1: When Is a Queue Full?

        A queue holds ten jobs. What happens to the eleventh, and who is told?

        <details>
        <summary>Hint</summary>

        Think about the sender. What could it do with a job that nobody takes?

        </details>

        <details>
        <summary>Solution</summary>

        ### What the sender sees

        It waits, or it gets an error.

        **What happens:** the sender holds the job back. Why? Nobody took it.

        ### Why this is wanted

        Nothing is lost.

        </details>

        ---

        ## Question 2: Empty a Queue Safely

        Workers still run. How do you stop them?

        <details>
        <summary>Hint</summary>

        Which job would be lost, and when?

        </details>

        <details>
        <summary>Solution</summary>

        ### How to begin

        Close the entrance, then wait for the workers.

        </details>
        """,
        (
            ("When Is a Queue Full?", "### What the sender sees"),
            ("Empty a Queue Safely", "### How to begin"),
        ),
    ),
    Case(
        "numbered bold questions, one of them with a number that leads nowhere",
        """
        1. **What is a pod?**

            **Answer:** A group of containers.

        2. **What is a node?**

            **Answer:** A machine.

        99. **Describe a service.**

            **Answer:** A stable address.

        10. **Explain a job.**

            **Answer:** Work that ends.
        """,
        (
            ("What is a pod?", "A group"),
            ("What is a node?", "A machine."),
            ("Describe a service.", "A stable"),
            ("Explain a job.", "Work"),
        ),
    ),
    Case(
        "numbers with a dash before them",
        """
        - Q1) What is a pod?
          - A: A group of containers.
        - Q2) What is a node?
          - A: A machine.

        ## Design

        -1. Question: How is a node drained?
        Solution:
        Its pods move elsewhere.

        -2. Question: What does the scheduler do?
        Solution:
        It picks a node.
        """,
        (
            ("What is a pod?", "A group"),
            ("What is a node?", "A machine."),
            ("How is a node drained?", "Its pods"),
            ("What does the scheduler do?", "It picks"),
        ),
    ),
    Case(
        "a beginning of a sentence with the options that end it",
        """
        1. Which tool sends mail?
            - A. post
            - B. pack

            <details><summary>Answer</summary>

            Correct Answer: A

            </details>

        14. Paying by the month:
            - A. lowers the first bill.
            - B. reduces the number of users.

            <details><summary>Answer</summary>

            Correct Answer: A

            </details>
        """,
        (("Which tool sends mail?", "A. post"), ("Paying by the month", "A. lowers")),
    ),
    Case(
        "a heading between code without fences and code between them",
        """
        # 1. What is hoisting?
        A name is known before its line:
        greet()
        function greet(){
          run()
        }

        # 2. Write a function that turns a word around.
        ```js
        const turn = word => [...word].reverse().join("")
        ```

        # 3. What is a closure?
        A function with its names.
        """,
        (
            ("What is hoisting?", "A name is known"),
            ("Write a function that turns a word around.", "```js"),
            ("What is a closure?", "A function"),
        ),
    ),
    Case(
        "options of which none is marked, names to be explained, other wordings, code that is asked about",
        """
        #### Q1. Which of these is a number?

        - [x] 7
        - [ ] "7"

        #### Q2. Which layout is faster?

        - [ ] A
        - [ ] B

        #### Q3. Explain the following patterns:
        - Singleton
        - Factory

        #### Q4. What was your best day?
        Other questions of this kind are:
        - What are you proud of?

        #### Q5. What will the function `size()` return in the code below?
        ```php
        echo size();
        ```
        <div align="right"><b><a href="#">back to top</a></b></div>

        #### Q6. Which tag makes a line?

        - [ ] `<br>`
        - [x] `<hr>`

        #### Q7. What does `list()` return?
        An empty list.

        #### Q8. What is a tuple?
        A list that stays.
        """,
        (
            ("Which of these is a number?", "7"),
            ("Which tag makes a line?", "`<hr>`"),
            ("What does list() return?", "An empty list."),
            ("What is a tuple?", "A list"),
        ),
        (
            "Which layout is faster?",
            "Explain the following patterns",
            "What was your best day?",
            "What will the function size() return in the code below?",
        ),
    ),
    Case(
        "numbers with a backslash, titles in bold that are underlined, and questions of readers at the end",
        r"""
        # Testing

        **Basics**
        ----------

        ### **1\. What is a stub?**

        A part with fixed answers.

        ### **2\. Explain a mock.**

        A part that watches its calls.

        ### **3\. What is a smoke test?**

        A first short look.

        **What testers earn**
        ---------------------

        More each year, and most in large towns.

        **Questions of readers**
        ------------------------

        ### **Is testing hard to learn?**

        No, but it takes time.

        ### **Please add something for beginners**

        All above is for them.

        ### **Can I learn it alone?**

        Yes, with a good book.
        """,
        (
            ("What is a stub?", "A part with"),
            ("Explain a mock.", "A part that"),
            ("What is a smoke test?", "A first short look."),
            ("Is testing hard to learn?", "No"),
            ("Please add something for beginners", "All above"),
            ("Can I learn it alone?", "Yes"),
        ),
    ),
    Case(
        "numbers that begin again below bold titles, and below titles that are only lines",
        """
        **First Questions on Hooks**

        1. What is a hook?
           A function for components.

        2. What are its rules?
           There are two:

        - At the top of a function.
        - In components only.

        3. What is state?
           What a component remembers.

        **Harder Questions on Hooks**

        1. What is a hook of your own?
           One made of others.

        2. When does an effect run?
           After the page is drawn.

        Questions for seniors

        1. How do you test a hook?
           In a component made for it.

        2. Why is order important?
           Hooks are known by their place.
        """,
        (
            ("What is a hook?", "A function"),
            ("What are its rules?", "There are two"),
            ("What is state?", "What a"),
            ("What is a hook of your own?", "One made"),
            ("When does an effect run?", "After"),
            ("How do you test a hook?", "In a"),
            ("Why is order important?", "Hooks are"),
        ),
    ),
    Case(
        "scenarios with numbers, below a title that announces them",
        """
        # Keys and locks: interview questions

        ## Basics

        **1. What is a key?**

        A secret that opens a lock.

        **2. What is a lock?**

        What only its key opens.

        **3. How do you share a key?**

        Not in a letter.

        ## Scenario-Based Questions

        ### Scenario 1: A key lies on the street

        **Setup**: Somebody found it.

        **Fix:**
        - Change the lock.

        ### Scenario 2: The lock opens without a key

        **Setup**: The door was open in the morning.

        **Fix:**
        - Look who was there.

        ### Scenario 3: Two keys for one door

        **Setup**: Nobody knows whose the second one is.

        **Fix:**
        - Count the keys.
        """,
        (
            ("What is a key?", "A secret"),
            ("What is a lock?", "What only"),
            ("How do you share a key?", "Not in"),
            ("A key lies on the street", "**Setup**"),
            ("The lock opens without a key", "**Setup**"),
            ("Two keys for one door", "**Setup**"),
        ),
    ),
    Case(
        "scenarios alone",
        """
        # Scenario questions on servers

        ### Scenario 1: The disk is full

        Nothing can be written.

        **Solution:**
        - Find the largest files.

        ### Scenario 2: A release fails

        **Solution:**
        - Go back to the one before.

        ### Scenario 3: The build is slow

        **Solution:**
        - Keep what was built.
        """,
        (
            ("The disk is full", "- Find"),
            ("A release fails", "- Go back"),
            ("The build is slow", "- Keep"),
        ),
    ),
    Case(
        "numbers and questions on lines of their own, with an advertisement between two answers",
        """
        1. What is a view?
        Hide Answer
        A stored query.
        2.
        Explain the use of an index.
        Hide Answer
        Use of it makes a search short.
        Looking for a new job?
        Work from home for many firms
        Apply Now
        MORE QUESTIONS
        1.
        How do you drop a table?
        Hide Answer
        With one command.
        2.
        What is a key?
        Hide Answer
        A column that names its row.
        """,
        (
            ("What is a view?", "A stored query."),
            ("Explain the use of an index.", "Use of it"),
            ("How do you drop a table?", "With one command."),
            ("What is a key?", "A column"),
        ),
    ),
)


@pytest.mark.parametrize("case", LATER_CASES, ids=lambda case: case.name)
def test_the_questions_of_a_later_shape_are_found(case: Case) -> None:
    assert_found(case)


def test_questions_in_another_language_need_no_question_mark_where_the_file_announces_them() -> None:
    found = recognised(
        """
        # Python

        ## Списки

        ### Что такое список

        Изменяемая последовательность.

        ### Для чего нужен срез

        Чтобы взять часть списка.

        ### Можно ли менять кортеж

        Нет.

        # Беседа

        ## Порядок

        Сначала спросите:

        - Сколько будет людей?
        - Когда всё начнётся?
        - Кто решает?
        - Где мы встретимся?

        ### Узкие места

        Их бывает много.
        """,
        "questions.md",
    )
    assert [entry.question for entry in found.entries] == [
        "Что такое список",
        "Для чего нужен срез",
        "Можно ли менять кортеж",
    ]


def test_lists_of_questions_below_titles_that_end_in_a_dash_have_no_answers() -> None:
    found = recognised(
        """
        Networks -
        1. What is a port?
        2. Explain routing.
        3. What is a socket, and who opens it (client or server, and
           in which order)?

        Storage -
        1. Explain journaling.

        Tasks -
        1. Different ways to copy a file.
        2. Write a program that lists a folder.
        3. Write a program that counts words.

        Others -
        1. How do you stop a process?
        """
    )
    assert found.entries == ()
    assert len(found.unanswered) == 8
