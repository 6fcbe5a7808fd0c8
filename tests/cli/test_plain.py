"""How events look in plain lines."""

from interviewer.cli.plain import event_text
from interviewer.models import (
    Asked,
    ConceptVerdict,
    Counted,
    Evidence,
    Finished,
    Flag,
    Grade,
    Graded,
    GraderIdentity,
    Hinted,
    InterviewReport,
    LedgerLine,
    Passage,
    Question,
    Reference,
    Revealed,
    SentenceMatch,
    Submitted,
    TopicScore,
    Turn,
)

CODE = "y = f(x)   # as it is, however long the line of code may be"
QUESTION = Question(
    id="vanishing",
    text="What is the vanishing gradient problem?",
    context="for layer in layers:\n    x = layer(x)",
    topic="optimisation",
    difficulty="medium",
    file="optimisation.md",
    line=6,
    references=(
        Reference(
            source=None,
            line=10,
            markdown=f"Small derivatives multiply.\n\n```\n{CODE}\n```",
            passages=(Passage(text="Small derivatives multiply.", file="optimisation.md", line=10),),
        ),
    ),
    content_hash="0",
)
EVIDENCE = Evidence(text="Small derivatives multiply layer by layer.", citation="optimisation.md:10")


def verdict(name, status, points, span=None, evidence=EVIDENCE):
    return ConceptVerdict(
        name=name,
        status=status,
        importance="essential",
        points=points,
        of=30.0,
        answer_span=span,
        evidence=evidence,
    )


GRADE = Grade(
    score=72.0,
    low=61.0,
    high=83.0,
    band="good",
    abstained=False,
    flags=(Flag(name="too-short", reason="The answer is short."),),
    similarity=0.61,
    coverage=0.7,
    concepts=(
        verdict("small derivatives", "covered", 30.0, "derivatives are small"),
        verdict("saturation", "missing", 0.0),
    ),
    ledger=(
        LedgerLine(kind="concept", label="small derivatives", points=30.0, detail="covered"),
        LedgerLine(kind="similarity", label="similarity", points=44.5, detail="0.61 of 1"),
        LedgerLine(kind="cap", label="too short", points=-2.5, detail=""),
    ),
    matches=(SentenceMatch(answer="The derivatives are small.", evidence=EVIDENCE, similarity=0.8),),
    feedback="You have the main point.",
    addition="Say which activations saturate.",
    grader=GraderIdentity(version="1", encoder="0", corpus="0"),
)
TURN = Turn(number=1, kind="main", question=QUESTION, answer="The derivatives are small.", grade=GRADE)


def test_a_question_stands_below_its_place_topic_and_difficulty_and_above_its_code():
    asked = Asked(turn=1, kind="main", position=2, total=5, question=QUESTION)
    assert event_text(asked, 80).splitlines() == [
        "",
        "Question 2 of 5 (optimisation, medium)",
        "What is the vanishing gradient problem?",
        "    for layer in layers:",
        "        x = layer(x)",
    ]
    follow_up = asked.model_copy(update={"kind": "follow-up"})
    assert "Follow-up to question 2 of 5 (optimisation, medium)" in event_text(follow_up, 80)


def test_a_grade_is_told_in_words_with_its_account_and_its_evidence():
    assert event_text(Graded(turn=TURN), 200).splitlines() == [
        "",
        "Graded: 72 of 100 (range 61-83), good.",
        "Note: The answer is short.",
        "Key concepts:",
        "  covered: small derivatives (essential), 30 of 30 points, you wrote “derivatives are small”, "
        "see optimisation.md:10",
        "  missing: saturation (essential), 0 of 30 points, see optimisation.md:10",
        "Account:",
        "  key concepts: +30.0 points",
        "  similarity: +44.5 points (0.61 of 1)",
        "  too short: -2.5 points",
        "Evidence:",
        "  You: “The derivatives are small.”",
        "  Reference optimisation.md:10: “Small derivatives multiply layer by layer.”",
        "Feedback: You have the main point.",
        "What would gain most: Say which activations saturate.",
    ]


def test_a_grade_that_the_grader_is_not_sure_of_says_so():
    unsure = TURN.model_copy(update={"grade": GRADE.model_copy(update={"abstained": True})})
    assert "good. This is a guess: the grader is not sure." in event_text(Graded(turn=unsure), 200)


def test_of_many_sentences_the_nearest_are_shown_in_the_order_of_the_answer():
    pairs = tuple(
        SentenceMatch(answer=f"Sentence {n}.", evidence=EVIDENCE, similarity=near)
        for n, near in enumerate([0.9, 0.1, 0.8, 0.7, 0.2, 0.6, 0.95, 0.5])
    )
    many = TURN.model_copy(update={"grade": GRADE.model_copy(update={"matches": pairs})})
    lines = event_text(Graded(turn=many), 200).splitlines()
    assert "Evidence (the 6 nearest of 8 sentences):" in lines
    shown = [line for line in lines if line.startswith("  You: “Sentence")]
    assert shown == [f"  You: “Sentence {n}.”" for n in (0, 2, 3, 5, 6, 7)]


def test_lines_break_at_the_width_but_code_does_not():
    text = event_text(Graded(turn=TURN), 40)
    assert max(map(len, text.splitlines())) <= 40
    assert " ".join(text.split()) == " ".join(event_text(Graded(turn=TURN), 400).split())
    model_answer = event_text(Revealed(turn=1, references=QUESTION.references), 30).splitlines()
    assert f"  {CODE}" in model_answer


def test_prose_of_a_model_answer_stays_in_line_and_list_items_hang():
    markdown = "A paragraph that is longer than the line.\n\n- An item that is longer than the line."
    references = (QUESTION.references[0].model_copy(update={"markdown": markdown, "source": "Another book"}),)
    assert event_text(Revealed(turn=1, references=references), 26).splitlines() == [
        "",
        "Model answer:",
        "From Another book:",
        "  A paragraph that is",
        "  longer than the line.",
        "",
        "  - An item that is longer",
        "    than the line.",
    ]


def test_a_reason_that_the_feedback_gives_is_not_given_twice():
    said = TURN.model_copy(update={"grade": GRADE.model_copy(update={"feedback": "The answer is short. Go on."})})
    assert event_text(Graded(turn=said), 200).count("The answer is short.") == 1


def test_a_long_quotation_is_cut():
    match = SentenceMatch(answer="x" * 5000, evidence=EVIDENCE, similarity=0.1)
    cut = TURN.model_copy(update={"grade": GRADE.model_copy(update={"matches": (match,)})})
    assert f"  You: “{'x' * 300} ...”" in event_text(Graded(turn=cut), 400).splitlines()


def test_hints_and_counts():
    assert event_text(Hinted(turn=1, text="Chain rule.", left=0), 80) == "Hint: Chain rule. (no more hints)"
    assert event_text(Hinted(turn=1, text="Chain rule.", left=1), 80) == "Hint: Chain rule. (1 more hint)"
    assert event_text(Counted(left=2, total=5), 80) == "Still to be answered: 2 of 5 main questions."
    assert event_text(Submitted(turn=TURN), 80) == ""


def test_the_summary_has_a_line_for_each_question_and_topic_and_what_to_revise():
    skipped = TURN.model_copy(update={"number": 3, "answer": None, "grade": None})
    follow_up = TURN.model_copy(update={"number": 2, "kind": "follow-up"})
    report = InterviewReport(
        turns=(TURN, follow_up, skipped),
        mean_score=72.0,
        topics=(TopicScore(topic="optimisation", questions=1, mean_score=72.0),),
        to_revise=("saturation", "depth"),
    )
    assert event_text(Finished(report=report), 200).splitlines() == [
        "",
        "The interview is over: 1 question answered, mean score 72 of 100.",
        "  1. What is the vanishing gradient problem? 72 of 100 (range 61-83), good.",
        "    Follow-up: What is the vanishing gradient problem? 72 of 100 (range 61-83), good.",
        "  2. What is the vanishing gradient problem? Skipped.",
        "Topics:",
        "  optimisation: 72 of 100 over 1 question",
        "To revise: saturation, depth",
    ]


def test_nothing_in_the_text_controls_the_terminal_or_needs_colour():
    for event in (Graded(turn=TURN), Asked(turn=1, kind="main", position=1, total=1, question=QUESTION)):
        assert all(sign == "\n" or sign.isprintable() for sign in event_text(event, 80))
