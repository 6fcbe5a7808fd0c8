"""Notebooks, reStructuredText, Org and LaTeX become Markdown with their questions, code and formulas in place."""

import json
from pathlib import Path

import pytest

from interviewer.errors import InterviewerError
from interviewer.importing.manuscript import Manuscript
from interviewer.importing.readers.latex_document import read_latex
from interviewer.importing.readers.notebook import read_notebook
from interviewer.importing.readers.org_document import read_org
from interviewer.importing.readers.rst_document import read_rst


def _lines(manuscript: Manuscript) -> list[tuple[int, str]]:
    return [(line.number, line.text) for line in manuscript.lines if line.text]


def _texts(manuscript: Manuscript) -> list[str]:
    return [text for _number, text in _lines(manuscript)]


def _notebook(*cells: dict[str, object], version: int = 4) -> bytes:
    cell_list = [{"metadata": {}, **cell} for cell in cells]
    body: dict[str, object] = {"cells": cell_list} if version == 4 else {"worksheets": [{"cells": cell_list}]}
    return json.dumps({"nbformat": version, "nbformat_minor": 0, "metadata": {}, **body}).encode()


def test_cells_of_a_notebook_become_text_and_fenced_code_without_outputs() -> None:
    manuscript = read_notebook(
        _notebook(
            {"cell_type": "markdown", "source": ["# Prep\n", "\n", "What is x?\n", "- A letter."]},
            {"cell_type": "code", "source": "x = 1\nprint(x)", "outputs": [{"output_type": "stream", "text": "1"}]},
            {"cell_type": "raw", "source": "raw"},
            {"cell_type": "markdown", "source": ""},
            {"cell_type": "markdown", "source": "What is y?"},
        ),
        "q.ipynb",
    )
    assert manuscript.title == "Prep"
    assert _lines(manuscript) == [
        (1, "# Prep"), (1, "What is x?"), (1, "- A letter."), (2, "```python"), (2, "x = 1"), (2, "print(x)"),
        (2, "```"), (5, "What is y?"),
    ]  # fmt: skip
    assert [(part.reason, part.number) for part in manuscript.dropped] == [("output of code", 2), ("raw cell", 3)]


def test_an_old_notebook_is_read_too() -> None:
    content = _notebook(
        {"cell_type": "markdown", "source": "What is x?"},
        {"cell_type": "code", "input": "x = 1", "outputs": [], "language": "python", "collapsed": False},
        version=3,
    )
    assert _texts(read_notebook(content, "q.ipynb")) == ["What is x?", "```python", "x = 1", "```"]


def test_a_cell_of_code_that_is_only_a_string_is_text() -> None:
    cells: list[dict[str, object]] = [
        {"cell_type": "code", "source": '"""1) What is x?\nA letter.\n"""', "outputs": []},
        {"cell_type": "code", "source": '"""Says a."""\nprint("a")', "outputs": []},
    ]
    assert _texts(read_notebook(_notebook(*cells), "q.ipynb")) == [
        "1) What is x?", "A letter.", "```python", '"""Says a."""', 'print("a")', "```",
    ]  # fmt: skip


def test_comments_above_code_that_ask_become_headings() -> None:
    sources = [
        "# 1. Add two numbers\n# without a plus sign\n\na - -b",
        "#2) Is it even?\nx % 2 == 0",
        "x = 4",
        "# Q3. Turn a list round\nx[::-1]",
    ]
    cells: list[dict[str, object]] = [{"cell_type": "code", "source": source, "outputs": []} for source in sources]
    assert _texts(read_notebook(_notebook(*cells), "q.ipynb")) == [
        "##### 1. Add two numbers without a plus sign", "```python", "a - -b", "```",
        "##### 2) Is it even?", "```python", "x % 2 == 0", "```",
        "```python", "x = 4", "```",
        "##### Q3. Turn a list round", "```python", "x[::-1]", "```",
    ]  # fmt: skip


def test_comments_alone_answer_the_question_above_them() -> None:
    sources = ["# Q1. What is a list\n# A row of values.", "#Q2 Where is it used\n", "# Q3. Print one\nprint([1])"]
    cells: list[dict[str, object]] = [{"cell_type": "code", "source": source, "outputs": []} for source in sources]
    cells.append({"cell_type": "code", "source": "# Q4. Copy one?\nlist([1])", "outputs": []})
    cells.append({"cell_type": "markdown", "source": "Q5. What is a tuple?\n\nA fixed row."})
    assert _texts(read_notebook(_notebook(*cells), "q.ipynb")) == [
        "##### Q1. What is a list", "A row of values.", "##### Q2 Where is it used",
        "##### Q3. Print one", "```python", "print([1])", "```",
        "##### Q4. Copy one?", "```python", "list([1])", "```",
        "##### Q5. What is a tuple?", "A fixed row.",
    ]  # fmt: skip


def test_comments_in_ordinary_code_are_no_headings() -> None:
    sources = ["# 1. load\nf()", "# Set it up\ng()", "# why?\nh()", "i()"]
    cells: list[dict[str, object]] = [{"cell_type": "code", "source": source, "outputs": []} for source in sources]
    assert not [text for text in _texts(read_notebook(_notebook(*cells), "q.ipynb")) if text.startswith("#####")]


def test_numbered_comments_between_questions_in_text_are_no_headings() -> None:
    cells: list[dict[str, object]] = []
    for number in range(1, 5):
        cells += [
            {"cell_type": "markdown", "source": f"#### What is item {number}?"},
            {"cell_type": "code", "source": f"# {number}. Print it\nprint({number})", "outputs": []},
        ]
    assert "# 1. Print it" in _texts(read_notebook(_notebook(*cells), "q.ipynb"))


@pytest.mark.parametrize("content", [b"{}", b"[1]", b'{"nbformat": 99}', b'{"nbformat": 4, "cells": 3}', b"no JSON"])
def test_what_is_no_notebook_is_a_sentence(content: bytes) -> None:
    with pytest.raises(InterviewerError, match=r"q\.ipynb is not a valid notebook"):
        read_notebook(content, "q.ipynb")


RST = """\
==========
Python FAQ
==========

.. contents::

What is :func:`len`?
--------------------

It *counts* the **items**, see `the docs <https://a.b/c>`_ and :ref:`there <x>`::

   >>> len("ab")
   2

.. code-block:: python
   :linenos:

   def f():
       return 1

.. versionadded:: 3.1
   Works for *ranges*.

1. first

   more of it
2. second

   - nested

What is x?
----------

.. XXX a comment

term
    Its definition.

The formula :math:`x^2` stands in

.. math:: y = x^2

===  ===
a    b
===  ===
1    2
===  ===

.. unknown:: thing

   lost body
"""


def test_restructured_text() -> None:
    manuscript = read_rst(RST.encode(), "q.rst")
    assert manuscript.title == "Python FAQ"
    assert _texts(manuscript) == [
        "# Python FAQ", "## What is `len`?", "It *counts* the **items**, see [the docs](https://a.b/c) and there:",
        "```", '>>> len("ab")', "2", "```", "```python", "def f():", "    return 1", "```", "Works for *ranges*.",
        "1. first", "   more of it", "2. second", "   - nested", "## What is x?", "**term**", "Its definition.",
        "The formula $x^2$ stands in", "$$", "y = x^2", "$$", "| a | b |", "| --- | --- |", "| 1 | 2 |",
    ]  # fmt: skip
    assert (7, "## What is `len`?") in _lines(manuscript)
    assert [(part.reason, part.text) for part in manuscript.dropped] == [
        ("directive", ".. contents::"),
        ("comment", "XXX a comment"),
        ("directive", ".. unknown:: thing lost body"),
    ]


@pytest.mark.parametrize(
    "directive", [".. include:: {}", ".. raw:: html\n   :file: {}", ".. csv-table:: t\n   :file: {}"]
)
def test_restructured_text_reads_no_other_file(tmp_path: Path, directive: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    manuscript = read_rst(f"Text.\n\n{directive.format(secret)}\n".encode(), "q.rst")
    assert "the secret" not in " ".join(_texts(manuscript))


def test_a_title_out_of_order_is_kept() -> None:
    source = "A\n=\n\nB\n-\n\nC\n~\n\nText.\n\nD\n-\n\nE\n~\n\nF\n^\n\nMore.\n\nA2\n==\n\nG\n^\n\nEnd.\n"
    texts = _texts(read_rst(source.encode(), "q.rst"))
    assert [text.lstrip("# ") for text in texts if text.startswith("#")] == ["A", "B", "C", "D", "E", "F", "A2", "G"]
    assert texts[-1] == "End."


ORG = """\
#+TITLE: Prep
#+AUTHOR: me
Before.

* ML [1/2] :ml:
** TODO [#A] What is =overfitting=?
   SCHEDULED: <2020-01-01 Wed>
   :PROPERTIES:
   :ID: 1
   :END:
   It is *fitting* the /noise/, see [[https://a.b/c][this]] and \\(x^2\\) or a/b/c.
   - one :: two
   + three
     #+BEGIN_SRC python
     def f():
         return 1
     #+END_SRC
** What is bias?
| a | b |
|---+---|
| 1 | 2 |
: fixed
:  width
#+BEGIN_QUOTE
Said.
#+END_QUOTE
# a comment
\\begin{equation}
a = b
\\end{equation}
"""


def test_org() -> None:
    manuscript = read_org(ORG.encode(), "q.org")
    assert manuscript.title == "Prep"
    assert _lines(manuscript) == [
        (3, "Before."), (5, "# ML"), (6, "## What is `overfitting`?"),
        (11, "It is **fitting** the *noise*, see [this](https://a.b/c) and $x^2$ or a/b/c."),
        (12, "- **one**: two"), (13, "- three"), (14, "  ```python"), (14, "  def f():"), (14, "      return 1"),
        (14, "  ```"), (18, "## What is bias?"), (19, "| a | b |"), (19, "| --- | --- |"), (19, "| 1 | 2 |"),
        (22, "```"), (22, "fixed"), (22, " width"), (22, "```"), (24, "> Said."),
        (28, "$$"), (28, "a = b"), (28, "$$"),
    ]  # fmt: skip
    assert [(part.reason, part.text) for part in manuscript.dropped] == [
        ("org keyword", "#+AUTHOR: me"), ("comment", "# a comment"),
    ]  # fmt: skip


def test_hard_wrapped_org_is_joined_so_that_bold_questions_stay_whole() -> None:
    source = (
        "* Basics\n\n*What is the difference between supervised and unsupervised\nlearning?*\n\n"
        "Supervised learning has labels, and unsupervised learning has no\nlabels at all, only the structure in "
        "the\n"
    )
    assert "**What is the difference between supervised and unsupervised learning?**" in _texts(
        read_org(source.encode(), "q.org")
    )


LATEX = r"""\documentclass{article}
\title{ML \emph{Prep}}
\newcommand{\ie}{i.e.}
\newcommand{\hl}[1]{\textbf{#1}!}
\begin{document}
\maketitle
\section{Basics}
Some $x^2$, \textbf{bold}, \texttt{code\_x} -- ``quoted'' caf\'e, \ie\ \hl{glow} at 50\% of \LaTeX{}. % hidden

\subsection{What is bias?}
It is \emph{systematic}:
\begin{equation}\label{a}
b = E[\hat\theta] - \theta
\end{equation}
\begin{itemize}
 \item one
 \item two \begin{enumerate} \item nested \end{enumerate}
\end{itemize}
\begin{lstlisting}[language=Python]
def f(x):
    return x % 2  # {kept
\end{lstlisting}
\begin{tabular}{ll}
\hline a & b \\ \hline 1 & \textbf{2} \\
\end{tabular}
\begin{questions}
\question[5] What is variance?
\begin{solution}
Spread. See \href{https://a.b/c}{this}.
\end{solution}
\end{questions}
\qa{What is a p-value?}{A probability.}
\begin{question} Why \verb|y{|? \end{question}
\begin{answer} Because. \end{answer}
\begin{enumerate}
\item \textbf{What is ReLU?}

It is $\max(0,x)$.
\item {\bf What is GELU?} \\ Smooth.
\end{enumerate}
\end{document}
"""


def test_latex() -> None:
    manuscript = read_latex(LATEX.encode(), "q.tex")
    assert manuscript.title == "ML Prep"
    assert _texts(manuscript) == [
        "## Basics",
        "Some $x^2$, **bold**, `code_x` – “quoted” café, i.e. **glow**! at 50% of LaTeX.",
        "### What is bias?", "It is *systematic*:", "$$", r"b = E[\hat\theta] - \theta", "$$",
        "- one", "- two", "  1. nested",
        "```python", "def f(x):", "    return x % 2  # {kept", "```",
        "| a | b |", "| --- | --- |", "| 1 | **2** |",
        "### 1. What is variance?", "**Answer:**", "Spread. See [this](https://a.b/c).",
        "### What is a p-value?", "A probability.",
        "### Why `y{`?", "**Answer:**", "Because.",
        "1. **What is ReLU?**", r"   It is $\max(0,x)$.", "2. **What is GELU?**", "   Smooth.",
    ]  # fmt: skip
    numbers = {text: number for number, text in _lines(manuscript)}
    assert (numbers["## Basics"], numbers["### What is bias?"], numbers["```python"]) == (7, 10, 19)
    assert (numbers["### 1. What is variance?"], numbers["2. **What is GELU?**"]) == (27, 39)


def test_a_slip_in_one_section_of_latex_spoils_no_other() -> None:
    source = "\\begin{document}\n\\section{One}\nText " + "{" * 2000 + "\n\\section{Two}\nMore.\n\\end{document}\n"
    manuscript = read_latex(source.encode(), "q.tex")
    assert "More." in _texts(manuscript)
    assert [text for text in _texts(manuscript) if text.startswith("## ")][-1] == "## Two"


def test_pandocs_listings_come_out_as_code() -> None:
    source = (
        "\\begin{Shaded}\n\\begin{Highlighting}[]\n\\KeywordTok{if}\\NormalTok{ x }\\OperatorTok{\\textless{}}"
        "\\NormalTok{ y: \\{}\n\\end{Highlighting}\n\\end{Shaded}\n"
    )
    assert _texts(read_latex(source.encode(), "q.tex")) == ["```", "if x < y: {", "```"]


def test_options_of_a_question_sheet_name_the_right_one() -> None:
    source = r"""\documentclass{exam}
\begin{document}
\begin{questions}
\question[2] Which is a prime?
\begin{oneparchoices}
\choice four
\CorrectChoice seven
\end{oneparchoices}
\begin{solution}[2cm]
It has two divisors.
\end{solution}
\question How heavy is it?
\begin{solution}
It weighs \SI{2}{kg}.
\end{solution}
\end{questions}
\end{document}"""
    assert _texts(read_latex(source.encode(), "q.tex")) == [
        "### 1. Which is a prime?", "- A. four", "- B. seven", "**Answer:** seven", "It has two divisors.",
        "### 2. How heavy is it?", "**Answer:**", "It weighs 2 kg.",
    ]  # fmt: skip


def test_tasks_of_a_problem_are_its_options_and_its_name_is_kept() -> None:
    source = r"""\begin{problem}[Sums] What is one and one?
\begin{tasks}(2)
\task one
\task two
\end{tasks}
\end{problem}
\begin{problem}[3 points] What is two and two?\end{problem}
\begin{solution} Four. \end{solution}"""
    assert _texts(read_latex(source.encode(), "q.tex")) == [
        "### Sums: What is one and one?", "- A. one", "- B. two", "### What is two and two?", "**Answer:**", "Four.",
    ]  # fmt: skip
