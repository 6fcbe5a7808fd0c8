"""Questions of the corpus as an import leaves them, before they are written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from interviewer.corpus.inline import single_line
from interviewer.importing.merging.duplicates import answer_key, asked_key
from interviewer.importing.merging.fragments import holds_text, literal, settled
from interviewer.importing.merging.provenance import DocumentRecord, EntryRecord, digest, label, sketch
from interviewer.importing.recognised import Entry, Excerpt
from interviewer.models import Difficulty, Question
from interviewer.text import fold, safe_text

SEPARATOR = "; "
"""Between the names of documents that give the same answer."""

_NO_TAG = str.maketrans(dict.fromkeys(",|<>", " "))
_LONGEST_TAG = 60
_LONGEST_TITLE = 80


@dataclass(slots=True)
class Answer:
    """One answer to a question, and the documents that give it; without any it was written by hand."""

    sources: list[str]
    text: str
    part: int | None = None
    """Which of the references in the corpus file it is, from 0; None for the main answer and for a new one."""

    @property
    def label(self) -> str:
        return SEPARATOR.join(self.sources)


@dataclass(slots=True)
class Draft:
    """A question with all its answers: one of the corpus, changed or not, or a new one."""

    id: str
    text: str
    context: str | None
    difficulty: Difficulty | None
    tags: tuple[str, ...]
    main: Answer | None
    """The answer that stands below the heading."""
    references: list[Answer]
    """Those that stand under a heading with their source."""
    file: str
    """Relative to the corpus."""
    before: Question | None = None
    """As it is in the corpus; None for a new one."""
    new_answers: list[Answer] = field(default_factory=list)
    """Those that this import brought or changed."""
    removed: bool = False
    unfit: bool = False
    """There is no form of it that the corpus could hold: it is as it was, or left out."""
    is_literal: bool = False
    stray_source: str | None = None
    """The source in the metadata of a question that has only sourced references."""

    @classmethod
    def of(cls, question: Question) -> "Draft":
        main = [reference for reference in question.references if reference.source is None]
        return cls(
            id=question.id,
            text=question.text,
            context=question.context,
            difficulty=question.difficulty,
            tags=question.tags,
            main=Answer(_split(question.source), main[0].markdown) if main else None,
            references=[
                Answer(_split(reference.source), reference.markdown, part)
                for part, reference in enumerate(item for item in question.references if item.source is not None)
            ],
            file=question.file,
            before=question,
            stray_source=None if main else question.source,
        )

    @property
    def answers(self) -> list[Answer]:
        return [*([self.main] if self.main else []), *self.references]

    @property
    def labels_before(self) -> list[str]:
        """The labels of its answers before this import."""
        return Draft.of(self.before).all_sources if self.before is not None else []

    @property
    def all_sources(self) -> list[str]:
        return [name for answer in self.answers for name in answer.sources]

    @property
    def source(self) -> str | None:
        """What stands in the metadata."""
        return (self.main.label or None) if self.main else self.stray_source

    @property
    def marks(self) -> str:
        return marks_of(self.difficulty, self.tags)

    @property
    def state(self) -> tuple[object, ...]:
        """All that is written of it."""
        references = [(answer.label, answer.text) for answer in self.references]
        main = self.main.text if self.main else None
        return self.text, self.context, self.difficulty, self.tags, self.source, main, tuple(references)

    @property
    def is_changed(self) -> bool:
        """Whether a question of the corpus is other than it was."""
        return self.before is not None and (self.removed or Draft.of(self.before).state != self.state)

    def simplify(self) -> None:
        """Puts what is new in it between fences; the second time it is given up."""
        if not self.is_literal:
            self.is_literal = True
            for answer in self.new_answers:
                answer.text = literal(answer.text)
            if self.context is not None and (self.before is None or self.context != self.before.context):
                self.context = literal(self.context)
            return
        self.unfit = True
        if self.before is None:
            self.removed = True
            return
        was = Draft.of(self.before)
        self.text, self.context, self.difficulty, self.tags = was.text, was.context, was.difficulty, was.tags
        self.main, self.references = was.main, was.references

    def answer_of(self, label: str) -> Answer | None:
        return next((answer for answer in self.answers if label in answer.sources), None)

    @property
    def is_enriched(self) -> bool:
        """Whether somebody has added what no import writes."""
        before = self.before
        return before is not None and bool(
            before.concepts or before.misconceptions or before.follow_ups or before.hints
        )

    def belongs_to(self, label: str) -> bool:
        """Whether question and main answer are this document's alone."""
        return self.main is not None and self.main.sources == [label]


def _split(source: str | None) -> list[str]:
    return [name for part in (source or "").split(SEPARATOR.strip()) if (name := part.strip())]


def marks_of(difficulty: Difficulty | None, tags: Sequence[str]) -> str:
    return f"{difficulty or ''}|{','.join(tags)}" if difficulty or tags else ""


@dataclass(frozen=True, slots=True)
class Unit:
    """An entry of a document in the form in which the corpus can hold it."""

    entry: Entry
    label: str
    """The name under which its answer stands in the corpus."""
    repetition: int
    """1, or 2 and so on where its document has answered the question before."""
    text: str
    context: str | None
    answer: str
    section: str | None
    tags: tuple[str, ...]
    key: tuple[str, str]
    """Two units with the same key ask the same."""

    def record(self, draft: Draft, earlier: EntryRecord | None) -> EntryRecord:
        """What is to be remembered of it, once the draft is as it is written; `earlier` is what was."""
        answer = draft.answer_of(self.label)
        said = digest(self.answer)
        if answer is None:
            written = ""
        elif answer.text == self.answer:
            written = said  # also where an import was cut short, or a person has written the same
        elif earlier is not None and answer not in draft.new_answers and self.label in draft.labels_before:
            written = earlier.stands  # so that an edit by hand is still known for one
        elif draft.before is None or answer in draft.new_answers or answer_key(answer.text) == answer_key(self.answer):
            written = digest(answer.text)
        else:
            written = said
        return EntryRecord(
            id=draft.id,
            question=digest(self.text),
            answer=said,
            context=digest(self.context or ""),
            marks=digest(self.marks),
            repetition=self.repetition,
            written=None if written == said else written,
        )

    @property
    def marks(self) -> str:
        return marks_of(self.entry.difficulty, self.tags)


@dataclass(frozen=True, slots=True)
class PassageUnit:
    """A passage of a document as the corpus can hold it."""

    title: str
    text: str
    line: int
    section: str | None

    @property
    def digest(self) -> str:
        return passage_digest(self.title, self.text)

    def with_text(self, text: str) -> "PassageUnit":
        return replace(self, text=text)


def passage_digest(title: str, text: str) -> str:
    return digest(f"{title}\n{text}")


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it is merged into the corpus."""

    file: str
    """The path as given."""
    name: str
    """What the corpus calls it."""
    title: str
    units: tuple[Unit, ...]
    passages: tuple[PassageUnit, ...]
    unfit: tuple[tuple[Entry, str], ...]
    """Entries that the corpus cannot hold, with the reason."""
    sketch: tuple[str, ...] = ()
    """A sample of its lines."""
    record: DocumentRecord | None = None
    """Of its last import."""

    @property
    def contents(self) -> frozenset[str]:
        """What tells whether a record is of this document."""
        questions = {digest(unit.text) for unit in self.units} | {digest(unit.answer) for unit in self.units}
        return frozenset(questions | {passage.digest for passage in self.passages})

    def named(self, name: str, record: DocumentRecord | None) -> "Document":
        """The same under the name by which the corpus knows it."""
        units = tuple(replace(unit, label=label(name, unit.repetition)) for unit in self.units)
        return replace(self, name=name, units=units, record=record)


def make_document(file: str, title: str, entries: Iterable[Entry], excerpts: Iterable[Excerpt]) -> Document:
    """A document's entries and passages in the form of the corpus, as yet without its name there.

    What stands twice in it, word for word, is taken once.
    """
    units: list[Unit] = []
    unfit: list[tuple[Entry, str]] = []
    seen: dict[tuple[str, str, str], Entry] = {}
    answers: dict[tuple[str, str], int] = {}
    for entry in entries:
        text, answer = single_line(entry.question), settled(entry.answer)
        context = settled(entry.context) if entry.context else None
        if not fold(text) or not holds_text(answer):
            unfit.append((entry, "nothing to read in its answer" if fold(text) else "nothing to read in the question"))
            continue
        key = asked_key(text, context, answer)
        if seen.setdefault((*key, answer_key(answer)), entry) is not entry:
            continue
        answers[key] = number = answers.get(key, 0) + 1
        section = None if fold(entry.section or "") in {"", fold(title)} else entry.section
        units.append(Unit(entry, "", number, text, context or None, answer, section, _tags(entry.tags, section), key))
    passages = [
        PassageUnit(
            _title(excerpt, text),
            text,
            excerpt.line,
            None if fold(excerpt.section or "") in {"", fold(title)} else excerpt.section,
        )
        for excerpt in excerpts
        if holds_text(text := settled(excerpt.text))
    ]
    unique = {passage.digest: passage for passage in reversed(passages)}
    kept = tuple(sorted(unique.values(), key=lambda passage: passage.line))
    texts = (*(text for unit in units for text in (unit.text, unit.answer)), *(passage.text for passage in kept))
    return Document(file, "", title, tuple(units), kept, tuple(unfit), sketch(texts))


def _tags(given: Sequence[str], section: str | None) -> tuple[str, ...]:
    """An entry's tags, and its section as one."""
    names = [*given, *([section] if section else [])]
    tags = (single_line(name.translate(_NO_TAG).replace("--", "-")).lower()[:_LONGEST_TAG].strip() for name in names)
    return tuple(dict.fromkeys(tag for tag in tags if fold(tag)))


def _title(excerpt: Excerpt, text: str) -> str:
    """A passage's own heading, else its section, else its first words."""
    for title in (excerpt.title, excerpt.section):
        if title and fold(single_line(title)):
            return single_line(title)
    words = " ".join(safe_text(text).replace("#", " ").replace("*", "").replace("`", "").split())
    if len(words) <= _LONGEST_TITLE:
        return words
    return (words[:_LONGEST_TITLE].rpartition(" ")[0] or words[:_LONGEST_TITLE]) + " ..."
