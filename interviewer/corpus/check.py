"""What is wrong with a corpus, or missing from it, as far as its text alone can tell."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from interviewer.corpus.bank import Bank
from interviewer.corpus.problems import location
from interviewer.models import Concept, Question
from interviewer.text import fold

Severity = Literal["error", "warning", "note"]

NEAR_DUPLICATE = 92.0
"""rapidfuzz token_set_ratio (0 to 100) from which two questions are nearly the same."""
MENTIONED = 85.0
"""rapidfuzz ratio (0 to 100) of a concept's name to a stretch of a passage, or of its words to words there."""

_RANK = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend: where it is, what it is, what to do."""

    severity: Severity
    file: str
    line: int
    message: str
    remedy: str

    def as_row(self) -> dict[str, str | int]:
        """Plain values for JSON."""
        return asdict(self)


def check_bank(bank: Bank) -> tuple[Finding, ...]:
    """Everything found in a bank, sorted by file, line and severity."""
    findings = [*_problems(bank), *_duplicates(bank.questions)]
    for question in bank.questions:
        findings += [*_missing(question), *_concepts(question), *_follow_ups(question)]
    return tuple(sorted(findings, key=lambda item: (item.file, item.line, _RANK[item.severity], item.message)))


def _problems(bank: Bank) -> Iterator[Finding]:
    for problem in bank.problems:
        file, line, message = location(problem)
        yield Finding("error", file, line, message, problem.hint)
    for file in bank.recoded:
        yield Finding("warning", file, 1, "The file is not UTF-8; it was read as cp1252.", "Save it as UTF-8.")
    for document in bank.documents:
        asking = {passage.heading for passage in document.passages if (passage.heading or "").endswith("?")}
        if asking and not document.questions:
            message = f"The file is read as a document without questions, though {len(asking)} of its headings ask."
            remedy = "Put '---', 'topic: ...', '---' at its top and write each question as a '## ' heading in Markdown."
            yield Finding("note", document.file, 1, message, remedy)
    if not bank.questions:
        message, remedy = "The corpus has no questions.", "Add a Markdown file with a '## ' heading for each question."
        yield Finding("note", bank.directory.name, 1, message, remedy)


def _at(question: Question, severity: Severity, message: str, remedy: str, line: int | None = None) -> Finding:
    return Finding(severity, question.file, line or question.line, message, remedy)


def _missing(question: Question) -> Iterator[Finding]:
    if not question.pinned:
        message = f"The id '{question.id}' is not written in the file; it changes when the heading does."
        yield _at(question, "warning", message, "Run 'interviewer corpus check --fix' to write it.")
    if len(question.passages) < 2:
        remedy = "Give each aspect of the answer a paragraph of its own."
        yield _at(question, "note", "The answer is a single passage.", remedy)
    sections = {
        "key concepts": question.concepts,
        "misconceptions": question.misconceptions,
        "follow-ups": question.follow_ups,
        "hints": question.hints,
    }
    for name, items in sections.items():
        if not items:
            yield _at(question, "note", f"The question has no {name}.", f"Add a section '### {name.capitalize()}'.")


def _concepts(question: Question) -> Iterator[Finding]:
    texts = [fold(passage.text) for passage in question.passages]
    asked = f" {_words(question.text)} "
    owners: dict[str, Concept] = {}
    for concept in question.concepts:
        names = [fold(name) for name in (concept.name, *concept.aliases)]
        if not any(_is_mentioned(name, text) for name in names for text in texts):
            message = f"No passage of the answer mentions the key concept '{concept.name}' or one of its aliases."
            yield _at(question, "warning", message, "State it in the answer, or drop it.", concept.line)
        for alias in concept.aliases:
            if f" {_words(alias)} " in asked:
                message = f"The alias '{alias}' only repeats words of the question: an echo would earn it."
                yield _at(question, "warning", message, "Replace it by words that an answer would add.", concept.line)
        for name in dict.fromkeys(names):
            owner = owners.setdefault(name, concept)
            if owner is not concept:
                message = f"'{name}' stands for two key concepts, '{owner.name}' and '{concept.name}'."
                yield _at(question, "warning", message, "Remove it from one of them.", concept.line)
        for name in sorted({name for name in names if names.count(name) > 1}):
            message = f"The key concept '{concept.name}' lists '{name}' twice."
            yield _at(question, "warning", message, "Remove one.", concept.line)


def _words(text: str) -> str:
    """The words of a text, folded, punctuation gone, single spaces between."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


def _is_mentioned(name: str, text: str) -> bool:
    """Whether a folded text holds a name, nearly as it is or word by word in any order."""
    # partial_ratio would look for the shorter in the longer, also for a text in a name.
    if len(name) <= len(text) and fuzz.partial_ratio(name, text, score_cutoff=MENTIONED) > 0:
        return True
    words = _words(text).split()
    return bool(words) and all(
        process.extractOne(word, words, scorer=fuzz.ratio, score_cutoff=MENTIONED) for word in _words(name).split()
    )


def _follow_ups(question: Question) -> Iterator[Finding]:
    for follow_up in question.follow_ups:
        if follow_up.concept is None:
            message = "This follow-up names no key concept: it can be asked, but not graded on one."
            yield _at(question, "note", message, "Add '(concept: NAME)' at its end.", follow_up.line)


def _duplicates(questions: Iterable[Question]) -> Iterator[Finding]:
    """Questions that ask the same (error) or nearly the same (warning), each reported at the later of the two."""
    by_context: dict[str, list[Question]] = {}
    for question in questions:
        by_context.setdefault(fold(question.context or ""), []).append(question)
    for group in by_context.values():
        texts = [fold(question.text) for question in group]
        for index, question in enumerate(group):
            near = process.extract(
                texts[index], texts[:index], scorer=fuzz.token_set_ratio, score_cutoff=NEAR_DUPLICATE, limit=None
            )
            for text, _, other_index in near:
                other = group[other_index]
                place = f"'{other.text}' ({other.file}:{other.line})"
                if text == texts[index]:
                    message = f"The question is the same as {place}."
                    yield _at(
                        question, "error", message, "Remove one, or add the second answer as '### Reference: ...'."
                    )
                else:
                    message = f"The question is nearly the same as {place}."
                    yield _at(question, "warning", message, "Merge the two, or tell them apart.")
