"""`interviewer corpus`: list, show, check and search the questions."""

from textwrap import shorten
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from interviewer.cli.options import json_option, settings_options
from interviewer.cli.output import console, talk, write, write_json
from interviewer.corpus.bank import Bank, corpus_files
from interviewer.corpus.check import Finding, check_bank
from interviewer.corpus.problems import nearest
from interviewer.corpus.search import Match, search_bank
from interviewer.corpus.write import pin_corpus
from interviewer.errors import ConfigurationError
from interviewer.models import Question
from interviewer.settings import Settings


@click.group()
def command() -> None:
    """List, show, check and search the questions of the corpus."""


@command.command("list")
@click.option("--topic", "topics", multiple=True, help="Only this topic; may be repeated.")
@json_option
@settings_options
def list_questions(settings: Settings, topics: tuple[str, ...], as_json: bool) -> None:
    """List the questions with their ids."""
    bank = _open_bank(settings)
    known = [count.topic for count in bank.topics()]
    for topic in topics:
        if topic not in known:
            raise ConfigurationError(f"There is no topic '{topic}'.", _choices("Topics are", known))
    questions = [question for question in bank.questions if not topics or question.topic in topics]
    if as_json:
        write_json({"questions": [_question_row(question) for question in questions]})
    elif questions:
        screen = _wide_console()
        screen.print(_question_table(questions, screen.width))
    else:
        talk(f"There are no questions in {settings.corpus}.")


@command.command("show")
@click.argument("question_id", metavar="ID")
@json_option
@settings_options
def show_question(settings: Settings, question_id: str, as_json: bool) -> None:
    """Show a question with its answer and all that is expected of one; ID may also be the question's text."""
    bank = _open_bank(settings)
    question = bank.question(question_id)
    if question is None:
        ids = [question.id for question in bank.questions]
        hint = _choices("Did you mean", nearest(question_id, ids, count=3, cutoff=50.0))
        raise ConfigurationError(
            f"There is no question '{question_id}'.", hint or "'interviewer corpus list' shows them all."
        )
    if as_json:
        write_json(question.model_dump(mode="json"))
    else:
        write(_question_text(question))


@command.command("check")
@click.option("--fix", is_flag=True, help="Write the id of every question that has none into its file.")
@json_option
@settings_options
def check_corpus(settings: Settings, fix: bool, as_json: bool) -> None:
    """Report what is wrong or missing; exit 1 when there are errors."""
    pinned = pin_corpus(settings.corpus) if fix else {}
    for file, ids in pinned.items():
        talk(f"{file}: wrote {len(ids)} {'id' if len(ids) == 1 else 'ids'}: {', '.join(ids)}.")
    bank = Bank.load(settings.corpus, settings.cache)
    findings = check_bank(bank)
    counts = {name: sum(finding.severity == name for finding in findings) for name in ("error", "warning", "note")}
    if as_json:
        write_json(
            {
                "files": len(corpus_files(settings.corpus)),
                "questions": len(bank.questions),
                "counts": counts,
                "findings": [finding.as_row() for finding in findings],
                "pinned": {file: list(ids) for file, ids in pinned.items()},
            }
        )
    else:
        for finding in findings:
            write(_finding_line(finding))
        write(_check_summary(len(bank.questions), len(bank.documents), counts))
    if counts["error"]:
        raise SystemExit(1)


@command.command("search")
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="Show at most this many.")
@click.option("--meaning", is_flag=True, help="Search the index by meaning instead; loads the model.")
@json_option
@settings_options
def search_corpus(settings: Settings, query: tuple[str, ...], limit: int, meaning: bool, as_json: bool) -> None:
    """Find questions and passages by their words; typing errors are forgiven."""
    bank = _open_bank(settings)
    matches = (
        _by_meaning(settings, bank, " ".join(query), limit) if meaning else search_bank(bank, " ".join(query), limit)
    )
    if as_json:
        write_json({"results": [_match_row(match) for match in matches]})
    elif matches:
        _wide_console().print(_match_table(matches))
    else:
        talk("Nothing in the corpus holds these words.")


def _by_meaning(settings: Settings, bank: Bank, query: str, limit: int) -> list[Match]:
    from interviewer.workspace import Workspace

    with Workspace.open(settings) as workspace:
        hits = workspace.search(query, limit)
    return [
        Match(
            score=round(100 * max(0.0, hit.similarity), 1),
            place="passage",
            text=hit.passage.text,
            file=hit.passage.file,
            line=hit.passage.line,
            question=bank.question(hit.passage.question_id) if hit.passage.question_id else None,
        )
        for hit in hits
    ]


def _open_bank(settings: Settings) -> Bank:
    bank = Bank.load(settings.corpus, settings.cache)
    if bank.problems:
        count = len(bank.problems)
        what = "1 part" if count == 1 else f"{count} parts"
        talk(f"{what} of the corpus could not be read; see 'interviewer corpus check'.")
    return bank


def _choices(opening: str, names: list[str]) -> str:
    ending = "?" if opening.startswith("Did") else "."
    return f"{opening} {', '.join(names)}{ending}" if names else ""


def _wide_console() -> Console:
    """A console that puts each row on one line when nobody looks at it: `corpus list | grep` finds whole questions."""
    screen = console()
    if not screen.is_terminal:
        screen.width = 2000
    return screen


# --- rendering --------------------------------------------------------------------------------------------------------


def _question_row(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "question": question.text,
        "topic": question.topic,
        "difficulty": question.difficulty,
        "tags": list(question.tags),
        "file": question.file,
        "line": question.line,
    }


def _question_table(questions: list[Question], width: int) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    # Ids are there to be copied: they are broken over lines only when they would leave the questions no room.
    longest = max(len(question.id) for question in questions)
    table.add_column("id", overflow="fold", no_wrap=longest <= 36 and width >= 80)
    for name in ("difficulty", "topic", "question"):
        table.add_column(name, overflow="fold")
    for question in questions:
        cells = (question.id, question.difficulty or "", question.topic, question.text)
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _question_text(question: Question) -> str:
    about = [question.id, question.topic, question.difficulty or "", ", ".join(question.tags), question.source or ""]
    lines = [question.text, " | ".join(part for part in about if part) + f"  ({question.file}:{question.line})"]
    if question.context:
        lines += ["", question.context]
    for reference in question.references:
        lines += ["", f"Answer ({reference.source})" if reference.source else "Answer", "", reference.markdown]
    sections = {
        "Key concepts": [
            f"{concept.name} ({concept.importance})" + (f": {'; '.join(concept.aliases)}" if concept.aliases else "")
            for concept in question.concepts
        ],
        "Misconceptions": [f"{item.claim} → {item.correction}" for item in question.misconceptions],
        "Follow-ups": [
            item.text + (f" (concept: {item.concept})" if item.concept else "") for item in question.follow_ups
        ],
        "Hints": list(question.hints),
    }
    for name, items in sections.items():
        if items:
            lines += ["", name, "", *(f"- {item}" for item in items)]
    return "\n".join(lines)


def _finding_line(finding: Finding) -> str:
    return f"{finding.file}:{finding.line}: {finding.severity}: {finding.message} — {finding.remedy}"


def _check_summary(questions: int, files: int, counts: dict[str, int]) -> str:
    found = ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for name, count in counts.items())
    return f"{questions} {'question' if questions == 1 else 'questions'} in {files} files: {found}."


def _match_row(match: Match) -> dict[str, Any]:
    return {
        "id": match.question.id if match.question else None,
        "question": match.question.text if match.question else None,
        "score": match.score,
        "place": match.place,
        "text": match.text,
        "file": match.file,
        "line": match.line,
    }


def _match_table(matches: list[Match]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("score", "id", "where", "found in"):
        table.add_column(name, overflow="fold", justify="right" if name == "score" else "left")
    for match in matches:
        shown = shorten(match.text, 160, placeholder=" ...")
        cells = (f"{match.score:.1f}", match.question.id if match.question else "", f"{match.file}:{match.line}")
        table.add_row(*(Text(cell) for cell in cells), Text(shown))
    return table
