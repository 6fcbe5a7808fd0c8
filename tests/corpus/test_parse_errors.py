"""Every violation of the corpus format is one sentence with file and line, and a remedy."""

import pytest

from interviewer.corpus.parse import parse_text, read_document
from interviewer.errors import CorpusError

ANSWERED = "## What is it?\n\nA thing.\n\n"


@pytest.mark.parametrize(
    ("source", "line", "named"),
    [
        pytest.param(ANSWERED + "### Keypoints\n\n- x\n", 5, "Keypoints", id="unknown section"),
        pytest.param(ANSWERED + "### Hints\n\n- x\n\n### Hints\n\n- y\n", 9, "Hints", id="duplicate section"),
        pytest.param(ANSWERED + "### Reference:\n\nText.\n", 5, "source", id="reference without source"),
        pytest.param(ANSWERED + "### Reference: Book\n\n### Hints\n", 5, "Book", id="reference without text"),
        pytest.param("## What is it?\n", 1, "no answer", id="question without passage"),
        pytest.param("## What is it?\n\n#### Only a heading\n", 1, "no answer", id="heading is no answer"),
        pytest.param("## What?\n\n<!-- kind: passage -->\n", 1, "no text", id="passage without text"),
        pytest.param("---\ntopic: t\n---\n##\n\nText.\n", 4, "no text", id="empty heading"),
        pytest.param("## A?\n\n<!-- id: a -->\nX.\n\n## B?\n\n<!-- id: a -->\nY.\n", 8, "line 1", id="duplicate id"),
        pytest.param("## A?\n\n<!-- id: a | level: 3 -->\n\nX.\n", 3, "level", id="unknown key"),
        pytest.param("## A?\n\n<!-- id: a | id: b -->\n\nX.\n", 3, "'id' twice", id="duplicate key"),
        pytest.param("## A?\n\n<!-- id: -->\n\nX.\n", 3, "no value", id="empty value"),
        pytest.param("## A?\n\n<!-- id: a b -->\n\nX.\n", 3, "'a b'", id="id with a space"),
        pytest.param("## A?\n\n<!-- difficulty: tricky -->\n\nX.\n", 3, "tricky", id="bad difficulty"),
        pytest.param("## A?\n\n<!-- kind: note -->\n\nX.\n", 3, "note", id="unknown kind"),
        pytest.param("## A?\n\n<!-- kind: passage | id: a -->\n\nX.\n", 3, "'id'", id="passage with an id"),
        pytest.param("## A?\n\n<!-- a remark -->\n\nX.\n", 3, "a remark", id="comment that is no metadata"),
        pytest.param("## A?\n\n<!-- id: a --> X.\n\nY.\n", 3, "line of the metadata", id="text behind the comment"),
        pytest.param("## A?\n\nX.\n\n<!-- id: a -->\n", 5, "directly below", id="metadata in the wrong place"),
        pytest.param("## A?\n\nX.\n\n<!-- open\n\n## B?\n\nY.\n", 5, "never closed", id="comment never closed"),
        pytest.param("## A?\n\n```\nX.\n\n## B?\n\nY.\n", 3, "never closed", id="fence never closed"),
        pytest.param("---\ntopic: t\n---\n## A\n\nX.\n\nText\n---\n\nY.\n", 8, "---", id="text underlined by accident"),
        pytest.param(ANSWERED + "### Key concepts\n\n- name (alias)\n", 7, "bold", id="concept without bold"),
        pytest.param(ANSWERED + "### Key concepts\n\n- **a** - essential\n", 7, "- essential", id="hyphen for a dash"),
        pytest.param(ANSWERED + "### Key concepts\n\n- **a** — vital\n", 7, "vital", id="unknown importance"),
        pytest.param(
            ANSWERED + "### Key concepts\n\n- **a** of b (c)\n", 7, "of b", id="text between name and aliases"
        ),
        pytest.param(ANSWERED + "### Key concepts\n\n- **a** (b; c\n", 7, "(b; c", id="bracket never closed"),
        pytest.param(ANSWERED + "### Key concepts\n\n- **a**\n- **A**\n", 8, "line 7", id="duplicate concept"),
        pytest.param(ANSWERED + "### Key concepts\n\n- **a**\n\nb\n", 9, "Key concepts", id="text among concepts"),
        pytest.param(ANSWERED + "### Key concepts\n\n- **a**\n  - **b**\n", 8, "one paragraph", id="nested concepts"),
        pytest.param(ANSWERED + "### Misconceptions\n\n- wrong -> right\n", 7, "→", id="misconception without arrow"),
        pytest.param(ANSWERED + "### Misconceptions\n\n- `wrong → right`\n", 7, "→", id="arrow in code only"),
        pytest.param(ANSWERED + "### Follow-ups\n\n- Why? (concept: b)\n", 7, "'b'", id="unknown concept"),
        pytest.param(ANSWERED + "### Follow-ups\n\n- (concept: b)\n", 7, "asks nothing", id="empty follow-up"),
        pytest.param(ANSWERED + "### Hints\n\n-\n- b\n", 7, "empty", id="empty hint"),
        pytest.param("---\ntopic: t\n---\n\n### Hints\n\n- x\n", 5, "no question", id="section without question"),
        pytest.param("---\ntitle: a: b\n---\n", 2, "YAML", id="front matter that is no YAML"),
        pytest.param("---\n- a\n---\n", 2, "keys and values", id="front matter that is a list"),
        pytest.param("---\ntopic: t\ntopik: x\n---\n", 3, "topik", id="unknown front matter key"),
        pytest.param("---\ntopic: t\ntopic: x\n---\n", 3, "twice", id="duplicate front matter key"),
        pytest.param("---\ntitle:\n---\n", 2, "title", id="empty title"),
        pytest.param("---\ntopic: [a, b]\n---\n", 2, "topic", id="topic that is a list"),
        pytest.param("---\ntitle: T\n\n## A?\n\nX.\n", 1, "never closed", id="front matter never closed"),
        pytest.param("---\n" + "[" * 3000 + "\n---\n", 1, "front matter", id="front matter nested without end"),
        pytest.param("## A?\n\n" + "> " * 500 + "X.\n", 3, "too deep", id="quotes nested without end"),
    ],
)
def test_a_violation_names_file_line_and_remedy(source: str, line: int, named: str) -> None:
    with pytest.raises(CorpusError) as caught:
        parse_text(source, "training.md")
    assert caught.value.message.startswith(f"training.md:{line}: ")
    assert named in caught.value.message
    assert caught.value.hint.endswith((".", "'"))
    assert "\n" not in str(caught.value)


def test_a_mistyped_name_is_met_with_the_nearest_one() -> None:
    with pytest.raises(CorpusError, match="Did you mean 'Key concepts'"):
        parse_text(ANSWERED + "### Key concept\n", "file.md")
    with pytest.raises(CorpusError, match="Did you mean 'difficulty'"):
        parse_text("## A?\n\n<!-- id: a | dificulty: easy -->\n\nX.\n", "file.md")


def test_one_bad_question_does_not_hide_the_others() -> None:
    source = "## A?\n\nX.\n\n### Wrong\n\n## B?\n\n<!-- level: 1 -->\n\nY.\n\n## C?\n\nZ.\n"
    reading = read_document(source, "file.md")
    assert [question.text for question in reading.document.questions] == ["C?"]
    assert [problem.message.split(": ")[0] for problem in reading.problems] == ["file.md:5", "file.md:9"]


def test_slugs_stay_when_a_question_beside_them_cannot_be_read() -> None:
    source = "## What is it?\n\nX.\n\n### {}\n\n- x\n\n## What is it?\n\nY.\n"
    good = read_document(source.format("Hints"), "file.md").document
    bad = read_document(source.format("Wrong"), "file.md").document
    assert good.questions[1].id == bad.questions[0].id == "what-is-it-2"
