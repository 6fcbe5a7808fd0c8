"""What an interview amounts to, and its transcript."""

from hypothesis import given, settings
from hypothesis import strategies as st
from interview_builders import grade, question, verdict
from markdown_it import MarkdownIt

from interviewer.interview.report import make_report, to_markdown
from interviewer.models import Evidence, SentenceMatch, Turn


def turn(number, asked, graded=None, answer="An answer.", kind="main", **more):
    return Turn(number=number, kind=kind, question=asked, answer=answer, grade=graded, **more)


TURNS = (
    turn(1, question("a", topic="rnn"), grade(70, verdict("x"), verdict("y", "missing", of=10))),
    turn(2, question("b", topic="cnn"), grade(30.5, verdict("z", "partial"), verdict("w", "missing"), verdict("y"))),
    turn(3, question("b", topic="cnn"), grade(90, verdict("w")), kind="follow-up"),
    turn(4, question("c", topic="rnn"), grade(41, verdict("Y", "contradicted"))),
    turn(5, question("d", topic="rnn"), answer=None),
    turn(6, question("e", topic="transformers")),
)


def test_means_are_over_graded_main_questions_and_the_weakest_topic_stands_first():
    report = make_report(TURNS)
    assert report.turns == TURNS
    assert report.mean_score == 47.2  # (70 + 30.5 + 41) / 3 = 47.17
    assert [(t.topic, t.questions, t.mean_score) for t in report.topics] == [("cnn", 1, 30.5), ("rnn", 2, 55.5)]


def test_what_to_revise_stands_worst_question_first_without_repeats_and_without_what_a_follow_up_made_good():
    assert make_report(TURNS).to_revise == ("z", "Y")


def test_an_interview_without_answers_has_no_mean():
    report = make_report((turn(1, question(), answer=None),))
    assert (report.mean_score, report.topics, report.to_revise) == (None, (), ())
    assert make_report(()).mean_score is None


def test_a_transcript_shows_questions_answers_grades_and_evidence():
    match = SentenceMatch(
        answer="It is the chain rule.",
        evidence=Evidence(text="The chain rule multiplies.", citation="rnn.md:14"),
        similarity=0.8,
    )
    graded = grade(
        52.5,
        verdict("chain rule"),
        verdict("saturation", "partial"),
        verdict("residual", "missing"),
        verdict("depth", "contradicted"),
        flags=["too-short"],
        matches=[match],
        addition="Name the residual.",
    )
    text = to_markdown(
        make_report((turn(1, question(context="x = [1]"), graded, hints_used=2, revealed=True), *TURNS[2:])),
        title="Interview",
        when="1 January 2024",
    )
    for line in (
        "# Interview",
        "1 January 2024",
        "## 1. What about the gradient?",
        "x = [1]",
        "> An answer.",
        "With help: 2 hints, the model answer was shown before.",
        "**52.5 of 100** (range 42.5–62.5), partial",
        "- too-short: The answer is too-short.",
        "- ✓ covered: chain rule (essential), 30 of 30 points, see optimisation.md:14",
        "- ◐ partial: saturation (essential), 15 of 30 points, see optimisation.md:14",
        "- ✗ missing: residual (essential), 0 of 30 points, see optimisation.md:14",
        "- ⚠ contradicted: depth (essential), 0 of 30 points, see optimisation.md:14",
        "A fair start.",
        "What would gain most: Name the residual.",
        "- “It is the chain rule.”",
        "  beside rnn.md:14: “The chain rule multiplies.”",
        "## 3. Follow-up: What about the b?",
        "Skipped.",
        "Not graded.",
    ):
        assert line in text.splitlines()


def quoted_lines(markdown):
    """The lines of the block quotes of a document as a Markdown reader shows them, and everything else's headings."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    lines, depth, headings = [], 0, 0
    for token in tokens:
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        headings += token.type == "heading_open"
        if token.type == "inline" and depth:
            parts = [child.content if child.type == "text" else "\n" for child in token.children]
            assert {child.type for child in token.children} <= {"text", "hardbreak", "softbreak"}
            lines += "".join(parts).split("\n")
    return lines, headings


def test_an_answer_full_of_markdown_is_shown_as_it_was_typed():
    answer = "# Heading\n> quote\n* one\n1. two\n\n---\n```\n<b>*x*</b> &amp; [a](b) $y$ _z_\\\n- last"
    lines, headings = quoted_lines(to_markdown(make_report((turn(1, question(), answer=answer),)), "T", "now"))
    assert lines == [line for line in answer.split("\n") if line]
    assert headings == 2


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\n"), min_size=1))
def test_whatever_is_typed_stays_inside_its_quote(answer):
    lines, headings = quoted_lines(to_markdown(make_report((turn(1, question(), answer=answer),)), "T", "now"))
    assert [line for line in lines if line] == [" ".join(s.split()) for s in answer.split("\n") if s.split()]
    assert headings == 2


def test_code_that_holds_fences_does_not_break_out():
    text = to_markdown(make_report((turn(1, question(context="```\n# no heading\n```"), answer=None),)), "T", "now")
    tokens = MarkdownIt("commonmark").parse(text)
    assert [t.content for t in tokens if t.type == "fence"] == ["```\n# no heading\n```\n"]
    assert sum(t.type == "heading_open" for t in tokens) == 2
