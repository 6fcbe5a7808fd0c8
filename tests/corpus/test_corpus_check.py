"""What the structural checks find, and what they leave alone."""

import random
import time
from pathlib import Path

import pytest

from interviewer.corpus.bank import Bank
from interviewer.corpus.check import Finding, check_bank
from interviewer.settings import checkout_corpus

FULL = """\
## {text}

<!-- id: {id} -->

The gradient shrinks through the chain rule.

Skip connections help.

### Key concepts

{concepts}

### Misconceptions

- Wrong. → Right.

### Follow-ups

- Why? (concept: chain rule)

### Hints

- Think.
"""


def full(text: str, concepts: str = "- **chain rule** (product rule)", question_id: str = "one") -> str:
    return FULL.format(text=text, concepts=concepts, id=question_id)


def check(folder: Path, **files: str) -> tuple[Finding, ...]:
    for name, text in files.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return check_bank(Bank.load(folder))


def seen(findings: tuple[Finding, ...]) -> list[tuple[str, str, int]]:
    return [(finding.severity, finding.file, finding.line) for finding in findings]


def test_a_complete_question_has_no_findings(tmp_path: Path) -> None:
    assert check(tmp_path, a=full("Why do gradients vanish?")) == ()


def test_what_is_missing_is_noted(tmp_path: Path) -> None:
    findings = check(tmp_path, a="## Why?\n\nBecause.\n")
    assert [(finding.severity, finding.message.split()[-1]) for finding in findings] == [
        ("warning", "does."),
        ("note", "passage."),
        ("note", "follow-ups."),
        ("note", "hints."),
        ("note", "concepts."),
        ("note", "misconceptions."),
    ]
    assert all(finding.remedy for finding in findings)


def test_parse_errors_and_duplicate_ids_are_errors(tmp_path: Path) -> None:
    findings = check(tmp_path, a=full("A?"), b=full("B?"), c="## C?\n\nX.\n\n### Hinds\n")
    assert seen(findings) == [("error", "b.md", 1), ("error", "c.md", 5)]
    assert findings[0].message == "The id 'one' is already that of the question at a.md:1."


def test_a_concept_that_no_passage_mentions_is_a_warning(tmp_path: Path) -> None:
    concepts = (
        "- **rule the chain**\n- **attention heads** (queries)\n- **residuals** (SKIP  connection)\n- **gradeint**"
    )
    findings = check(tmp_path, a=full("Why?", concepts).replace(" (concept: chain rule)", " (concept: residuals)"))
    assert seen(findings) == [("warning", "a.md", 12)]
    assert "'attention heads'" in findings[0].message


def test_a_name_for_two_concepts_is_a_warning(tmp_path: Path) -> None:
    concepts = "- **chain rule** (product; Product)\n- **the gradient** (Chain Rule)"
    findings = check(tmp_path, a=full("Why?", concepts))
    assert seen(findings) == [("warning", "a.md", 11), ("warning", "a.md", 12)]
    assert "twice" in findings[0].message
    assert "two key concepts, 'chain rule' and 'the gradient'" in findings[1].message


def test_an_alias_made_of_words_of_the_question_is_a_warning(tmp_path: Path) -> None:
    concepts = "- **chain rule** (Vanishing gradient; gradients; do)\n- **the gradient shrinks**"
    findings = check(tmp_path, a=full("What do vanishing-gradient problems do?", concepts))
    assert [finding.message.split("'")[1] for finding in findings] == ["Vanishing gradient", "do"]


def test_the_same_question_twice_is_an_error_and_nearly_the_same_a_warning(tmp_path: Path) -> None:
    findings = check(
        tmp_path,
        a=full("What is the chain rule in calculus?"),
        b=full("What is the CHAIN rule  in calculus?", question_id="two"),
        c=full("In calculus, what is the chain rule?", question_id="three"),
        d=full("What is dropout?", question_id="four"),
    )
    assert seen(findings) == [("error", "b.md", 1), ("warning", "c.md", 1), ("warning", "c.md", 1)]


def test_the_same_words_about_other_code_are_another_question(tmp_path: Path) -> None:
    one = full("What does this do?") + "\n### Context\n\n    a\n"
    two = full("What does this do?", question_id="two") + "\n### Context\n\n    b\n"
    assert check(tmp_path, a=one, b=two) == ()


def test_a_follow_up_without_a_concept_is_noted(tmp_path: Path) -> None:
    findings = check(tmp_path, a=full("Why?").replace(" (concept: chain rule)", ""))
    assert seen(findings) == [("note", "a.md", 19)]


def test_a_corpus_without_questions_is_noted(tmp_path: Path) -> None:
    assert [finding.message for finding in check(tmp_path)] == ["The corpus has no questions."]


def test_headings_that_ask_in_a_document_without_questions_are_noted(tmp_path: Path) -> None:
    findings = check(tmp_path, a=full("Why?"), b="## Summary\n\nX.\n\n## What is it?\n\nY.\n")
    assert seen(findings) == [("note", "b.md", 1)]
    assert "1 of its headings ask" in findings[0].message


def test_a_file_that_is_not_utf8_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(full("Why?").encode("cp1252", errors="replace") + b"\n- caf\xe9\n")
    assert ("warning", "a.md", 1) in seen(check(tmp_path))


@pytest.mark.slow
def test_two_thousand_questions_are_checked_in_seconds(tmp_path: Path) -> None:
    words = [f"{a}{b}" for a in ("neural", "deep", "batch", "gate", "loss", "token") for b in range(50)]
    chooser = random.Random(1)
    entries = [f"## What about {' '.join(chooser.sample(words, 8))}?\n\nX.\n" for _ in range(2000)]
    (tmp_path / "a.md").write_text("\n".join(entries), encoding="utf-8")
    bank = Bank.load(tmp_path)
    started = time.monotonic()
    check_bank(bank)
    assert time.monotonic() - started < 20


def test_the_whole_bank_parses_and_has_no_errors() -> None:
    folder = checkout_corpus()
    if folder is None:
        pytest.skip("not a checkout")
    bank = Bank.load(folder)
    assert bank.problems == ()
    assert bank.questions
    assert all(question.pinned for question in bank.questions)
    assert [finding for finding in check_bank(bank) if finding.severity == "error"] == []
