"""A corpus file as its parts stand in it: what to put in, replace and take out, line by line."""

from collections.abc import Sequence

from interviewer.corpus.inline import single_line
from interviewer.corpus.lines import Edit, Source, split_lines
from interviewer.corpus.markdown import parse_blocks, refuse_unclosed
from interviewer.corpus.metadata import read_front_matter, read_metadata
from interviewer.corpus.outline import REFERENCE, Entry, Part, outline
from interviewer.corpus.problems import location
from interviewer.corpus.questions import QuestionReader
from interviewer.corpus.write import heading_line, metadata_line
from interviewer.errors import CorpusError
from interviewer.importing.merging.drafts import Answer, Draft, passage_digest
from interviewer.models import Question
from interviewer.text import fold, safe_text


class Sheet:
    """The questions and passages of a file of questions, with their lines.

    Raises:
        CorpusError: the file as a whole cannot be read.
    """

    def __init__(self, source: Source, file: str) -> None:
        text = safe_text(source.text)
        blocks = parse_blocks(text, file)
        if read_front_matter(blocks, file) is not None:
            blocks = blocks[1:]
        self._lines = split_lines(source.text)
        lines = text.split("\n")
        refuse_unclosed(blocks, lines, file)
        contents = outline(blocks, len(lines))
        reader = QuestionReader(lines, file, topic="")
        reader.read(contents)
        self.problems: tuple[CorpusError, ...] = tuple(reader.problems)
        self.questions: dict[str, Question] = {}
        self._entries: dict[str, Entry] = {}
        self._passages: dict[str, Entry] = {}
        self._passage_sources: dict[str, str] = {}
        for question, entry in reader.questions:
            self.questions[question.id] = question
            self._entries[question.id] = entry
        wrong = {location(problem)[1] for problem in self.problems}
        for entry in contents.entries:
            name = self._source_of_passage(entry, file)
            if name is not None and not wrong & set(range(entry.line, entry.end + 1)):
                body = "\n".join(_trimmed(lines[entry.body_start : entry.end]))
                digest = passage_digest(single_line(entry.heading.heading), body)
                self._passages[digest] = entry
                self._passage_sources[digest] = name

    @staticmethod
    def _source_of_passage(entry: Entry, file: str) -> str | None:
        if entry.comment is None:
            return None
        try:
            metadata = read_metadata(entry.comment, file)
        except CorpusError:
            return None  # it is among the problems
        return metadata.source if metadata.kind == "passage" else None

    def holds_passage(self, digest: str) -> bool:
        return digest in self._passages

    @property
    def passage_titles(self) -> dict[str, str]:
        """The headings of all passages by digest."""
        return {digest: single_line(entry.heading.heading) for digest, entry in self._passages.items()}

    def passages_of(self, source: str) -> frozenset[str]:
        """Digests of the passages that a document brought."""
        return frozenset(digest for digest, name in self._passage_sources.items() if name == source)

    @property
    def sources(self) -> frozenset[str]:
        """The names of the documents that something of it is from."""
        questions = (name for question in self.questions.values() for name in Draft.of(question).all_sources)
        return frozenset((*questions, *self._passage_sources.values()))

    # --- places -------------------------------------------------------------------------------------------------------

    def start_of(self, key: str) -> int | None:
        """The 0-based line where a question (by id) or passage (by digest) starts; None where it is not here."""
        entry = self._entries.get(key) or self._passages.get(key)
        return entry.heading.start if entry else None

    def end_of(self, key: str) -> int | None:
        """The 0-based line behind it."""
        entry = self._entries.get(key) or self._passages.get(key)
        return min(entry.end, len(self._lines)) if entry else None

    def insertion(self, at: int | None, blocks: Sequence[str]) -> Edit:
        """Blocks with a blank line between them, before a line or at the end of the file."""
        place = len(self._lines) if at is None else at
        lines = [line for block in blocks for line in (*block.split("\n"), "")]
        above = self._lines[place - 1] if place else ""
        return Edit(place, place, (*([""] if above.strip() else []), *lines))

    # --- edits --------------------------------------------------------------------------------------------------------

    def removal(self, key: str) -> Edit | None:
        start, end = self.start_of(key), self.end_of(key)
        return Edit(start, end, ()) if start is not None and end is not None else None

    def edits_of(self, draft: Draft) -> list[Edit]:
        """What turns a question of the file into its draft; every other line stays."""
        entry = self._entries[draft.id]
        assert draft.before is not None
        if draft.removed:
            return [Edit(entry.heading.start, min(entry.end, len(self._lines)), ())]
        was = Draft.of(draft.before)
        edits: list[Edit] = []
        if draft.text != was.text:
            edits.append(Edit(entry.heading.start, entry.heading.end, (heading_line("##", draft.text),)))
        if (draft.marks, draft.source) != (was.marks, was.source):
            edits.append(self._metadata_edit(draft, entry))
        if (draft.main.text if draft.main else None) != (was.main.text if was.main else None):
            edits.append(self._text_edit(entry.body_start, entry.body_end, draft.main.text if draft.main else ""))
        parts = [part for part in entry.parts if _is_reference(part)]
        edits += self._reference_edits(draft.references, was.references, parts)
        added = [
            f"{heading_line('###', f'{REFERENCE}: {answer.label}')}\n\n{answer.text}"
            for answer in draft.references
            if answer.part is None
        ]
        context = next((part for part in entry.parts if fold(part.heading.heading) == "context"), None)
        if draft.context != was.context:
            if context is None and draft.context is not None:
                added.append(f"### Context\n\n{draft.context}")
            elif context is not None and draft.context is not None:
                edits.append(self._text_edit(context.heading.end, context.end, draft.context))
            elif context is not None:
                edits.append(Edit(context.heading.start, context.end, ()))
        if added:
            edits.append(self.insertion(min(parts[-1].end if parts else entry.body_end, len(self._lines)), added))
        return edits

    def _reference_edits(self, now: Sequence[Answer], was: Sequence[Answer], parts: Sequence[Part]) -> list[Edit]:
        edits: list[Edit] = []
        left = {answer.part: answer for answer in now if answer.part is not None}
        for number, part in enumerate(parts):
            answer, before = left.get(number), was[number]
            if answer is None:
                edits.append(Edit(part.heading.start, min(part.end, len(self._lines)), ()))
                continue
            if answer.label != before.label:
                line = heading_line("###", f"{REFERENCE}: {answer.label}")
                edits.append(Edit(part.heading.start, part.heading.end, (line,)))
            if answer.text != before.text:
                edits.append(self._text_edit(part.heading.end, part.end, answer.text))
        return edits

    def _metadata_edit(self, draft: Draft, entry: Entry) -> Edit:
        assert draft.before is not None
        line = metadata_line(
            {
                "id": draft.id if draft.before.pinned else None,
                "difficulty": draft.difficulty,
                "tags": ", ".join(draft.tags),
                "source": draft.source,
            }
        )
        if entry.comment is not None:
            return Edit(entry.comment.start, entry.comment.end, (line,))
        at = entry.heading.end
        following = self._lines[at].strip() if at < len(self._lines) else ""
        return Edit(at, at, ("", line, *([""] if following else [])))

    def _text_edit(self, start: int, end: int, text: str) -> Edit:
        """The text between a heading and what follows, blank lines around it."""
        return Edit(start, min(end, len(self._lines)), ("", *text.split("\n"), "") if text else ("",))


def _is_reference(part: Part) -> bool:
    label, colon, _ = part.heading.heading.partition(":")
    return bool(colon) and fold(label) == fold(REFERENCE)


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    while lines and not lines[0].strip():
        lines = lines[1:]
    return lines
