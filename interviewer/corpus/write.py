"""Writing corpus files: ids pinned in place, questions written in full, files replaced in one step."""

import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from interviewer.corpus.bank import corpus_files, read_bytes
from interviewer.corpus.identity import free_slug
from interviewer.corpus.inline import single_line
from interviewer.corpus.items import ARROW, DASH, Item, list_items, read_concepts, read_follow_ups, read_misconceptions
from interviewer.corpus.lines import Edit, Source, split_lines
from interviewer.corpus.markdown import parse_blocks
from interviewer.corpus.outline import REFERENCE, Entry
from interviewer.corpus.parse import read_document
from interviewer.corpus.problems import located, location
from interviewer.errors import CorpusError
from interviewer.files import write_atomically
from interviewer.models import Concept, FollowUp, Misconception, Question

_Writer = Callable[[str], str]
"""Turns a value into Markdown: as it is, or escaped."""

# ASCII punctuation takes a backslash in Markdown; the other characters that structure our lines have entities.
_ENTITIES = {"→": "&rarr;", DASH: "&mdash;"}
_STRUCTURAL = re.compile(r"[!-/:-@\[-`{-~→—]")
_PLAIN = re.compile(r"[^\W_](?:[^\W_]|[ ,.?'’“”:;()/%-])*")
"""Text that means nothing else in Markdown, wherever it stands behind the marks of a heading."""
_OPENING = re.compile(r"<!--[ \t]*")
_PLACES = frozenset({"line", "file", "topic", "heading", "question_id", "content_hash"})


# --- files ------------------------------------------------------------------------------------------------------------


def write_source(path: Path, source: Source) -> None:
    """Replaces a file in one step: readers see the old bytes or the new ones, never half of them.

    Raises:
        CorpusError: the text cannot be written in the file's encoding.
        InterviewerError: the file cannot be written.
    """
    write_atomically(path, source.encode())


# --- ids --------------------------------------------------------------------------------------------------------------


def pin_ids(source: Source, file: str, taken: Collection[str] = ()) -> tuple[Source, tuple[str, ...]]:
    """Writes the id of every question that has none into its metadata comment; returns the source and the new ids.

    The id is the one under which the question is known already, unless it is among `taken` (ids of other files).
    Nothing but the comments changes; without anything to pin the source is returned as it is.

    Raises:
        CorpusError: an id cannot be written without changing what else is read from the file.
    """
    reading = read_document(source.text, file)
    used = {*taken, *(question.id for question in reading.document.questions)}
    lines = split_lines(source.text)
    edits: list[Edit] = []
    ids: dict[int, str] = {}
    for number, (question, entry) in enumerate(zip(reading.document.questions, reading.entries, strict=True)):
        if question.pinned:
            continue
        new_id = free_slug(question.text, used) if question.id in taken else question.id
        used.add(new_id)
        ids[number] = new_id
        edits.append(_id_edit(entry, new_id, lines))
    if not edits:
        return source, ()
    pinned = source.edited(edits)
    after = read_document(pinned.text, file).document.questions
    for number, question in enumerate(reading.document.questions):
        expected = question.model_copy(update={"id": ids.get(number, question.id), "pinned": True})
        if number >= len(after) or not same_content(after[number], expected):
            message = f"No id can be written for the question '{question.text}'."
            raise located(file, question.line, message, "Write its metadata comment by hand.")
    return pinned, tuple(ids.values())


def pin_corpus(directory: Path) -> dict[str, tuple[str, ...]]:
    """Pins the ids of every file of a corpus; returns the new ids by file. Ids are unique over all files afterwards.

    Raises:
        CorpusError, InterviewerError: a file cannot be edited or written; those before it are done.
    """
    sources: dict[str, tuple[Path, Source]] = {}
    taken: dict[str, set[str]] = {}
    for path, file in corpus_files(directory):
        try:
            sources[file] = (path, Source.decode(read_bytes(path, file)))
        except CorpusError:
            continue  # reported by the check that follows
        questions = read_document(sources[file][1].text, file).document.questions
        taken[file] = {question.id for question in questions if question.pinned}
    new_ids: dict[str, tuple[str, ...]] = {}
    for file, (path, source) in sources.items():
        pinned, ids = pin_ids(source, file, set().union(*(taken[other] for other in taken if other != file)))
        if ids:
            write_source(path, pinned)
            taken[file].update(ids)
            new_ids[file] = ids
    return new_ids


def _id_edit(entry: Entry, new_id: str, lines: list[str]) -> Edit:
    """A new comment below the heading, or the existing one with the id as its first key."""
    if entry.comment is None:
        at = entry.heading.end
        following = lines[at].strip() if at < len(lines) else ""
        return Edit(at, at, ("", f"<!-- id: {new_id} -->", *([""] if following else [])))
    at = entry.comment.start
    line = lines[at].rstrip("\r\n")
    rest = _OPENING.sub("", line, count=1).strip()
    separator = "" if rest == "-->" else "| "
    return Edit(at, at + 1, (_OPENING.sub(lambda _: f"<!-- id: {new_id} {separator}", line, count=1),))


def same_content(one: Question, other: Question) -> bool:
    """Whether two questions are equal apart from where they stand (file, topic, lines) and what follows from that."""
    return bool(_without_places(one.model_dump()) == _without_places(other.model_dump()))


def _without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_places(item) for key, item in value.items() if key not in _PLACES}
    if isinstance(value, list | tuple):
        return [_without_places(item) for item in value]
    return value


# --- questions --------------------------------------------------------------------------------------------------------


def format_question(question: Question) -> str:
    """A question in full as corpus Markdown, ending in one newline; parsing it gives an equal question.

    Values are written as they are where that reads back, else with their punctuation escaped. The content hash is not
    written: it follows from the rest.

    Raises:
        CorpusError: a value has no form that reads back (an answer with a `###` heading, a tag with a comma, ...).
    """
    paragraphs = [heading_line("##", question.text)]
    metadata = {
        "id": question.id if question.pinned else None,
        "difficulty": question.difficulty,
        "tags": ", ".join(question.tags),
        "source": question.source,
    }
    if any(metadata.values()):
        paragraphs.append(metadata_line(metadata))
    for reference in question.references:
        if reference.source is not None:
            paragraphs.append(heading_line("###", f"{REFERENCE}: {reference.source}"))
        paragraphs.append(reference.markdown)
    if question.context is not None:
        paragraphs += ["### Context", question.context]
    sections = {
        "Key concepts": [_concept(concept) for concept in question.concepts],
        "Misconceptions": [_misconception(item) for item in question.misconceptions],
        "Follow-ups": [_follow_up(item, question.concepts) for item in question.follow_ups],
        "Hints": [_hint(hint) for hint in question.hints],
    }
    for name, lines in sections.items():
        if lines:
            paragraphs += [f"### {name}", "\n".join(lines)]
    text = "\n\n".join(paragraphs) + "\n"
    # The front matter makes it a file of questions, whatever the question is like.
    reading = read_document(f"---\ntopic: any\n---\n\n{text}", "question.md")
    found = list(reading.document.questions)
    if not question.pinned:  # an id that is not written depends on the other headings of a file
        found = [again.model_copy(update={"id": question.id}) for again in found]
    if reading.problems or reading.document.passages or len(found) != 1 or not same_content(found[0], question):
        reason = location(reading.problems[0])[2] if reading.problems else "It would read back as something else."
        message = f"The question '{single_line(question.text)}' cannot be written as corpus Markdown: {reason}"
        raise located(question.file, question.line, message, "Simplify its answer, its metadata or its lists.")
    return text


def metadata_line(values: Mapping[str, str | None]) -> str:
    """The comment that stands below a heading; keys without a value are left out."""
    return "<!-- " + " | ".join(f"{key}: {value}" for key, value in values.items() if value) + " -->"


def heading_line(marks: str, text: str) -> str:
    """A heading that reads back as this text, escaped where it must be; `marks` are its `#`."""
    if _PLAIN.fullmatch(text):
        return f"{marks} {text}"

    def reads_back(line: str) -> bool:
        blocks = parse_blocks(line, "")
        return len(blocks) == 1 and blocks[0].level == len(marks) and blocks[0].heading == text

    return _as_it_reads(lambda write: f"{marks} {write(text)}", reads_back)


def _as_it_reads(render: Callable[[_Writer], str], reads_back: Callable[[str], bool]) -> str:
    """A line with its values as they are if that reads back, else with all punctuation escaped."""
    line = render(str)
    try:
        plain = reads_back(line)
    except CorpusError:
        plain = False
    return line if plain else render(_escaped)


def _escaped(text: str) -> str:
    return _STRUCTURAL.sub(lambda match: _ENTITIES.get(match[0], "\\" + match[0]), text)


def _items(line: str) -> list[Item]:
    return list_items(parse_blocks(line, ""), "", "")


def _concept(concept: Concept) -> str:
    def render(write: _Writer) -> str:
        aliases = "; ".join(write(alias) for alias in concept.aliases)
        importance = "" if concept.importance == "important" else f" {DASH} {concept.importance}"
        return f"- **{write(concept.name)}**" + (f" ({aliases})" if aliases else "") + importance

    def reads_back(line: str) -> bool:
        return read_concepts(_items(line), "") == (concept.model_copy(update={"line": 1}),)

    return _as_it_reads(render, reads_back)


def _misconception(item: Misconception) -> str:
    def reads_back(line: str) -> bool:
        return read_misconceptions(_items(line), "") == (item.model_copy(update={"line": 1}),)

    return _as_it_reads(lambda write: f"- {write(item.claim)}{ARROW}{write(item.correction)}", reads_back)


def _follow_up(item: FollowUp, concepts: tuple[Concept, ...]) -> str:
    def reads_back(line: str) -> bool:
        return read_follow_ups(_items(line), concepts, "") == (item.model_copy(update={"line": 1}),)

    def render(write: _Writer) -> str:
        return f"- {write(item.text)}" + (f" (concept: {write(item.concept)})" if item.concept else "")

    return _as_it_reads(render, reads_back)


def _hint(hint: str) -> str:
    def reads_back(line: str) -> bool:
        return [single_line(item.inline.text) for item in _items(line)] == [hint]

    return _as_it_reads(lambda write: f"- {write(hint)}", reads_back)
