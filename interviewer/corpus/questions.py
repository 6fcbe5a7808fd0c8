"""The questions and passages of a file of questions, and what is wrong with those that cannot be read."""

from interviewer.corpus.identity import free_slug, question_hash
from interviewer.corpus.inline import single_line
from interviewer.corpus.items import Item, list_items, read_concepts, read_follow_ups, read_misconceptions
from interviewer.corpus.markdown import Block
from interviewer.corpus.metadata import Metadata, looks_like_metadata, read_metadata
from interviewer.corpus.outline import REFERENCE, SECTIONS, Entry, Outline, Part
from interviewer.corpus.passages import answer_passages, document_passages
from interviewer.corpus.problems import did_you_mean, located
from interviewer.errors import CorpusError
from interviewer.models import Passage, Question, Reference
from interviewer.text import fold

_SECTION_KEYS = {fold(name): name for name in SECTIONS}


class QuestionReader:
    """Reads one file of questions; `questions`, `passages` and `problems` are what came of it."""

    def __init__(self, lines: list[str], file: str, topic: str) -> None:
        self.lines = lines
        self.file = file
        self.topic = topic
        self.questions: list[tuple[Question, Entry]] = []
        self.passages: list[Passage] = []
        self.problems: list[CorpusError] = []
        self._pinned: dict[str, int] = {}
        """Ids written in the file, with the line of their question."""
        self._slugs: set[str] = set()

    def read(self, outline: Outline) -> None:
        """Reads everything in an outline; what cannot be read goes to `problems`."""
        first_line = outline.entries[0].line if outline.entries else len(self.lines) + 1
        for run in outline.free:
            self._read_free(run, first_line)
        # All ids are collected before the first slug is drawn: slugs give way to ids further down.
        described = [(entry, self._describe(entry)) for entry in outline.entries]
        for entry, metadata in described:
            if metadata is None:
                continue
            try:
                if metadata.kind == "passage":
                    self.passages += self._read_passages(entry)
                else:
                    self.questions.append((self._read_question(entry, metadata), entry))
            except CorpusError as error:
                self.problems.append(error)

    def _read_free(self, blocks: list[Block], first_line: int) -> None:
        """Text that belongs to no question; above the first question a title may be underlined with ===."""
        for block in blocks:
            try:
                if block.start >= first_line or block.level != 1:
                    self._refuse_stray(block)
                if block.level == 3 and fold(block.heading) in _SECTION_KEYS:
                    message = f"The section '{block.heading}' belongs to no question."
                    raise located(self.file, block.start + 1, message, "Put it below a '## ' heading.")
            except CorpusError as error:
                self.problems.append(error)
        self.passages += document_passages(blocks, self.file)

    def _describe(self, entry: Entry) -> Metadata | None:
        """The metadata of an entry; None when it is wrong."""
        if entry.comment is None:
            return Metadata()
        try:
            metadata = read_metadata(entry.comment, self.file)
            if metadata.id is not None:
                if metadata.id in self._pinned:
                    raise located(
                        self.file,
                        entry.comment.start + 1,
                        f"The id '{metadata.id}' is already that of the question in line {self._pinned[metadata.id]}.",
                        "Give one of the two another id.",
                    )
                self._pinned[metadata.id] = entry.line
        except CorpusError as error:
            self.problems.append(error)
            return None
        return metadata

    def _refuse_stray(self, block: Block) -> None:
        """Headings and comments whose place or form makes them something else than their author meant."""
        line = block.start + 1
        if block.level in {1, 2} and not block.tokens[0].markup.startswith("#"):
            message = "A line of --- or === directly below text turns that text into a heading."
            raise located(self.file, line, message, "Put a blank line above it, or write the heading with #.")
        if looks_like_metadata(block):
            message = "This metadata comment does not stand directly below a '## ' heading."
            raise located(self.file, line, message, "Move it there.")

    def _read_heading(self, entry: Entry) -> str:
        for block in (entry.heading, *entry.all_blocks):
            self._refuse_stray(block)
        text = entry.heading.heading
        if not fold(text):
            raise located(self.file, entry.line, "This heading has no text.", "Write the question behind '## '.")
        return text

    def _read_passages(self, entry: Entry) -> tuple[Passage, ...]:
        heading = self._read_heading(entry)
        passages = answer_passages(entry.all_blocks, self.file, heading, None)
        if not passages:
            raise located(self.file, entry.line, "This passage has no text.", "Write a paragraph below its heading.")
        return passages

    def _read_question(self, entry: Entry, metadata: Metadata) -> Question:
        # The slug is drawn first, so that ids stay the same when a question beside them cannot be read.
        question_id = metadata.id or free_slug(entry.heading.heading, self._pinned.keys() | self._slugs)
        self._slugs.add(question_id)
        text = self._read_heading(entry)
        sections, sourced = self._sort_parts(entry.parts)
        context = sections.get("Context")
        concepts = read_concepts(self._items(sections, "Key concepts"), self.file)
        question = Question(
            id=question_id,
            pinned=metadata.id is not None,
            text=text,
            context=(self._source(context.heading.end, context.end) or None) if context else None,
            topic=self.topic,
            difficulty=metadata.difficulty,
            tags=metadata.tags,
            source=metadata.source,
            file=self.file,
            line=entry.line,
            references=self._read_references(entry, sourced, text, question_id),
            concepts=concepts,
            misconceptions=read_misconceptions(self._items(sections, "Misconceptions"), self.file),
            follow_ups=read_follow_ups(self._items(sections, "Follow-ups"), concepts, self.file),
            hints=tuple(single_line(item.inline.text) for item in self._items(sections, "Hints")),
            content_hash="",
        )
        return question.model_copy(update={"content_hash": question_hash(question)})

    def _items(self, sections: dict[str, Part], name: str) -> list[Item]:
        return list_items(sections[name].blocks, name, self.file) if name in sections else []

    def _read_references(
        self, entry: Entry, sourced: list[tuple[str, Part]], text: str, question_id: str
    ) -> tuple[Reference, ...]:
        """The main answer, when there is one, and those of other sources."""
        references = []
        passages = answer_passages(entry.blocks, self.file, text, question_id)
        if passages:
            markdown = self._source(entry.body_start, entry.body_end)
            references.append(Reference(source=None, line=entry.line, markdown=markdown, passages=passages))
        for source, part in sourced:
            line = part.heading.start + 1
            passages = answer_passages(part.blocks, self.file, text, question_id)
            if not passages:
                message = f"The reference '{source}' has no text."
                raise located(self.file, line, message, "Write the answer below its heading.")
            markdown = self._source(part.heading.end, part.end)
            references.append(Reference(source=source, line=line, markdown=markdown, passages=passages))
        if not references:
            message = f"The question '{text}' has no answer."
            raise located(self.file, entry.line, message, "Write at least one paragraph below its heading.")
        return tuple(references)

    def _sort_parts(self, parts: list[Part]) -> tuple[dict[str, Part], list[tuple[str, Part]]]:
        """Sections by name, and references with their source in order."""
        sections: dict[str, Part] = {}
        sourced: list[tuple[str, Part]] = []
        for part in parts:
            heading = part.heading.heading
            line = part.heading.start + 1
            label, colon, source = heading.partition(":")
            name = _SECTION_KEYS.get(fold(heading))
            if colon and fold(label) == fold(REFERENCE):
                if not fold(source):
                    message = "This reference does not name its source."
                    raise located(self.file, line, message, "Write '### Reference: some source'.")
                sourced.append((source.strip(), part))
            elif name is None:
                remedy = f"Sections are {', '.join(SECTIONS)} and 'Reference: SOURCE'; inside an answer use ####."
                message = f"There is no section '{heading}'."
                raise located(self.file, line, message, did_you_mean(heading, SECTIONS) + remedy)
            elif name in sections:
                first = sections[name].heading.start + 1
                message = f"The section '{name}' stands twice (also in line {first})."
                raise located(self.file, line, message, "Merge the two.")
            else:
                sections[name] = part
        return sections, sourced

    def _source(self, start: int, end: int) -> str:
        """Lines of the file as written (0-based, `end` exclusive), without blank ones at the ends."""
        lines = self.lines[start:end]
        while lines and not lines[-1].strip():
            lines.pop()
        while lines and not lines[0].strip():
            lines.pop(0)
        return "\n".join(lines)
