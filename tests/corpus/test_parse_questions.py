"""What is read from a well-formed file of questions."""

import hashlib
import json

from corpus_samples import VANISHING

from interviewer.corpus.parse import parse_text
from interviewer.models import Document, Question


def parse_sample() -> Document:
    return parse_text(VANISHING, "training.md")


def line_of(text: str) -> int:
    """1-based line of the first line of the sample that holds a text, found without the parser."""
    return next(number for number, line in enumerate(VANISHING.split("\n"), start=1) if text in line)


def one_question(source: str) -> Question:
    (question,) = parse_text(source, "file.md").questions
    return question


def test_front_matter_names_title_and_topic() -> None:
    document = parse_sample()
    assert (document.title, document.topic, document.file) == ("Training dynamics", "optimisation", "training.md")


def test_title_and_topic_default_to_the_file_name() -> None:
    document = parse_text("## What is it?\n\nA thing.\n", "deep/neural-networks.md")
    assert (document.title, document.topic) == ("Neural networks", "neural-networks")


def test_front_matter_values_stay_the_text_that_was_written() -> None:
    document = parse_text("---\ntitle: 1.10\ntopic: on\n---\n", "file.md")
    assert (document.title, document.topic) == ("1.10", "on")


def test_a_question_carries_its_metadata() -> None:
    question = parse_sample().questions[0]
    assert question.id == "vanishing-gradient"
    assert question.pinned
    assert question.text == "What is the vanishing gradient problem, and how can it be avoided?"
    assert question.difficulty == "medium"
    assert question.tags == ("optimisation", "rnn")
    assert question.source == "Hochreiter 1991"
    assert question.topic == "optimisation"


def test_concepts_have_names_aliases_and_importance() -> None:
    concepts = parse_sample().questions[0].concepts
    assert [(concept.name, concept.aliases, concept.importance) for concept in concepts] == [
        ("product of small derivatives", ("chain rule", "gradients multiply (layer by layer)"), "essential"),
        ("saturating activations", ("sigmoid", "tanh"), "important"),
        ("residual connections", (), "bonus"),
    ]


def test_separators_inside_code_maths_escapes_and_entities_are_text() -> None:
    line = "- **`f(a; b)` &mdash; x** (`p; q`; $P(y; x)$; one\\; two \\(; a &mdash; b) — bonus"
    (concept,) = one_question(f"## What?\n\nText.\n\n### Key concepts\n\n{line}\n").concepts
    assert concept.name == "f(a; b) — x"
    assert concept.aliases == ("p; q", "$P(y; x)$", "one; two (", "a — b")
    assert concept.importance == "bonus"


def test_a_misconception_parts_at_the_first_arrow_outside_code() -> None:
    (misconception,) = parse_sample().questions[0].misconceptions
    assert misconception.claim == "Dropout fixes a → b gradients."
    assert misconception.correction == "Dropout regularises; it does not → change gradients."


def test_a_misconception_may_run_over_two_lines() -> None:
    source = "## What?\n\nText.\n\n### Misconceptions\n\n- Wrong $a → b$ →\n  right.\n"
    (misconception,) = one_question(source).misconceptions
    assert (misconception.claim, misconception.correction) == ("Wrong $a → b$", "right.")


def test_a_follow_up_names_its_concept_or_none() -> None:
    follow_ups = parse_sample().questions[0].follow_ups
    assert [(item.text, item.concept) for item in follow_ups] == [
        ("How does a residual connection help (in detail)?", "residual connections"),
        ("What about LSTMs?", None),
    ]


def test_every_thing_knows_the_line_it_stands_in() -> None:
    document = parse_sample()
    question = document.questions[0]
    assert question.line == line_of("## What is the *vanishing*")
    assert [passage.line for passage in question.passages] == [line_of("The gradient of"), line_of("Use residual")]
    assert [concept.line for concept in question.concepts] == [
        line_of("**product of"),
        line_of("**saturating"),
        line_of("**residual"),
    ]
    assert question.misconceptions[0].line == line_of("Dropout fixes")
    assert [item.line for item in question.follow_ups] == [line_of("How does a res"), line_of("What about")]
    assert document.questions[1].references[0].line == line_of("### Reference")
    assert document.questions[1].passages[0].line == line_of("It computes")
    assert [passage.line for passage in document.passages] == [line_of("Free text"), line_of("More of it")]


def test_passages_are_readable_text_with_the_question_as_heading() -> None:
    question = parse_sample().questions[0]
    first, second = question.passages
    assert first.text == (
        "The gradient of an early layer is a product of many small factors such as $\\sigma'(z_i)$, so it shrinks.\n"
        "- saturating units (sigmoid)\n"
        "- deep networks\n"
        "  1. many layers\n"
        "  2. long sequences"
    )
    assert second.text == "Remedies\nUse residual connections:\ny = x + f(x)"
    assert {passage.heading for passage in question.passages} == {question.text}
    assert {passage.question_id for passage in question.passages} == {"vanishing-gradient"}


def test_the_model_answer_is_kept_as_written() -> None:
    (reference,) = parse_sample().questions[0].references
    lines = VANISHING.split("\n")
    expected = lines[line_of("The gradient of") - 1 : line_of("### Key concepts") - 2]
    assert reference.markdown == "\n".join(expected)
    assert reference.source is None


def test_a_question_may_have_context_and_references_of_other_sources() -> None:
    question = parse_sample().questions[1]
    assert question.context == "```python\n## not a heading\nloss.backward()\n```"
    assert [(reference.source, reference.markdown) for reference in question.references] == [
        ("Some Book, ch. 3", "It computes gradients.")
    ]


def test_a_heading_of_kind_passage_is_no_question() -> None:
    document = parse_sample()
    assert [question.line for question in document.questions] == [line_of("vanishing*"), line_of("## Which code")]
    assert [(passage.text, passage.heading, passage.question_id) for passage in document.passages] == [
        ("Free text.", "A passage on its own", None),
        ("Deeper\nMore of it.", "A passage on its own", None),
    ]


def test_text_before_the_first_question_is_passages() -> None:
    first = "---\ntopic: t\n---\n\n# Intro\n\nHello.\n\n## A question\n\nAnswer.\n\n"
    source = first + "# Part two\n\nBetween.\n\n## Another\n\nYes.\n"
    document = parse_text(source, "file.md")
    assert [(passage.text, passage.heading) for passage in document.passages] == [
        ("Hello.", "Intro"),
        ("Between.", "Part two"),
    ]
    assert [question.text for question in document.questions] == ["A question", "Another"]


def test_an_id_that_is_not_written_is_a_slug_of_the_heading() -> None:
    headings = ("Über C++, or not?", "Über C, or not?", "深層学習?", "?!")
    source = "---\ntopic: t\n---\n" + "".join(f"## {heading}\n\nAnswer.\n\n" for heading in headings)
    questions = parse_text(source, "file.md").questions
    assert [(question.id, question.pinned) for question in questions] == [
        ("über-c-or-not", False),
        ("über-c-or-not-2", False),
        ("深層学習", False),
        ("question", False),
    ]


def test_a_slug_gives_way_to_an_id_written_further_down() -> None:
    source = "## What is it?\n\nA.\n\n## What then?\n\n<!-- id: what-is-it -->\n\nB.\n"
    assert [question.id for question in parse_text(source, "file.md").questions] == ["what-is-it-2", "what-is-it"]


def test_the_content_hash_covers_what_is_asked_and_expected() -> None:
    question = parse_sample().questions[0]
    content = {
        "text": question.text,
        "context": None,
        "passages": [passage.text for passage in question.passages],
        "concepts": [[c.name, list(c.aliases), c.importance] for c in question.concepts],
        "misconceptions": [[m.claim, m.correction] for m in question.misconceptions],
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert question.content_hash == hashlib.sha256(canonical).hexdigest()


def test_the_content_hash_depends_on_content_and_not_on_place() -> None:
    base = one_question("## What?\n\nText.\n")
    moved = one_question("\n\n\n## What?\n\nText.\n\n### Hints\n\n- A hint.\n")
    changed = one_question("## What?\n\nOther text.\n")
    assert moved.content_hash == base.content_hash != changed.content_hash


def test_windows_line_ends_and_a_byte_order_mark_read_the_same() -> None:
    assert parse_text("\ufeff" + VANISHING.replace("\n", "\r\n"), "training.md") == parse_sample()


def test_terminal_controls_never_leave_the_parser() -> None:
    source = (
        "## What\x1b[31m is\u202e it?\n\nText \x1b]52;c;aGk=\x07 and &#x202e; more \x9b.\n\n### Hints\n\n- H\x00int.\n"
    )
    question = one_question(source)
    dumped = question.model_dump_json()
    assert not any(character in dumped for character in "\x1b\x07\x9b\x00\u202e")
    assert question.hints == ("Hint.",)


def test_section_names_are_read_in_any_case() -> None:
    question = one_question("## What?\n\nText.\n\n### key Concepts\n\n- **name**\n")
    assert question.concepts[0].name == "name"


def test_comments_inside_answers_and_lists_are_passed_over() -> None:
    source = "## What?\n\nText.\n\n<!-- remember the figure -->\n\nMore.\n\n### Hints\n\n<!-- none yet -->\n\n- One.\n"
    question = one_question(source)
    assert [passage.text for passage in question.passages] == ["Text.", "More."]
    assert question.hints == ("One.",)


def test_an_empty_file_is_an_empty_document() -> None:
    for source in ("", "\n\n", "\ufeff"):
        document = parse_text(source, "file.md")
        assert (document.questions, document.passages) == ((), ())
