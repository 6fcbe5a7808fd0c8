"""What macros and environments of LaTeX mean, those of question sheets among them."""

SECTIONS = ("chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph")
BOLD = frozenset({"textbf", "bf", "bfseries", "textbfit", "strong"})
ITALIC = frozenset({"textit", "emph", "it", "itshape", "em", "textsl", "slshape"})
MONO = frozenset({"texttt", "tt", "ttfamily", "code"})
MACROS_DROPPED = frozenset(
    "label ref eqref pageref cite citep citet index vspace hspace vfill hfill includegraphics input include usepackage "
    "newcommand renewcommand providecommand def newenvironment renewenvironment setlength addtolength setcounter "
    "addtocounter maketitle tableofcontents newpage clearpage pagebreak noindent centering bibliography "
    "bibliographystyle pagestyle thispagestyle hline toprule midrule bottomrule cline medskip smallskip bigskip "
    "footnotemark markboth markright title author date institute definecolor lstset geometry item rule "
    "includesvg hypersetup tightlist".split()
)
ENVIRONMENTS_DROPPED = {"thebibliography": "bibliography", "tikzpicture": "drawing", "filecontents": "file"}
QUESTION_MACROS = frozenset({"question", "ques", "quest", "qn", "problem", "exercise", "faq"})
ONE_LETTER_QUESTIONS = frozenset({"Q", "q"})
ANSWER_MACROS = frozenset({"answer", "ans", "solution", "sol", "soln", "A", "reply"})
PAIR_MACROS = frozenset({"qa", "QA", "qna", "QnA", "qanda", "QandA", "faqitem", "questionanswer", "flashcard", "card"})
QUESTION_ENVIRONMENTS = frozenset({"question", "problem", "exercise", "ques", "example"})
ANSWER_ENVIRONMENTS = frozenset({"answer", "ans", "solution", "sol", "soln", "solutionorbox", "solutionbox", "proof"})
CHOICE_ENVIRONMENTS = frozenset(
    {"choices", "oneparchoices", "checkboxes", "oneparcheckboxes", "tasks", "choicesline", "reponses", "reponseshoriz"}
)
CORRECT_CHOICES = frozenset({"CorrectChoice", "correctchoice", "bonne"})
CHOICE_MACROS = frozenset({"choice", "task", "wrongchoice", "mauvaise", "item"}) | CORRECT_CHOICES
QUANTITIES = frozenset({"SI", "qty"})
NAMED_SYMBOLS = {
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "S": "§", "P": "¶", "textless": "<", "textgreater": ">",
    "textbackslash": "\\", "textbar": "|", "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_",
    "textdollar": "$", "textquotesingle": "'", "textasciigrave": "`", "textbullet": "•", "textdegree": "°",
    "checkmark": "✓", "textellipsis": "…",
}  # fmt: skip
