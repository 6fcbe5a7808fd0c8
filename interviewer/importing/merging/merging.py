"""Documents merged into the questions of a corpus: what is new, what has changed, what is the same from elsewhere."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz import fuzz

from interviewer.corpus.identity import free_slug
from interviewer.corpus.inline import single_line
from interviewer.importing.merging.drafts import Answer, Document, Draft, PassageUnit, Unit
from interviewer.importing.merging.duplicates import answer_key, asked_key
from interviewer.importing.merging.provenance import DocumentRecord, EntryRecord, digest
from interviewer.importing.report import Change
from interviewer.models import Question
from interviewer.text import fold

REWORDED = 88.0
"""rapidfuzz ratio (0 to 100) from which a question is taken for an earlier one, reworded, of the same document."""
ENOUGH_LEFT = 0.5
"""Share of its earlier entries that a document must still have for the others to be removed."""

_MOST_COMPARISONS = 1_000_000
_BY_HAND = "It was edited by hand since the last import and stays as it is."

Kind = Literal["added", "updated", "merged", "reference", "removed", "kept", "left out"]


@dataclass(slots=True)
class Merged:
    """What became of one document."""

    document: Document
    file: str
    """The corpus file for what is new in it."""
    placed: list[tuple[Unit, Draft, EntryRecord | None]] = field(default_factory=list)
    """Its entries that are in the corpus, in its order, each with the record of its last import."""
    known_passages: frozenset[str] = frozenset()
    """Digests of the passages that its last import wrote, or left to whoever took them out since."""
    lost_passages: dict[str, str] = field(default_factory=dict)
    """By digest the titles of those that it no longer has and that stand there as they were written."""
    literal_passages: dict[str, PassageUnit] = field(default_factory=dict)
    """By digest the passages that are written between fences."""
    unfit_passages: set[str] = field(default_factory=set)
    """Digests of passages that the corpus cannot hold."""
    kept: list[EntryRecord] = field(default_factory=list)
    """Records of entries that it no longer has, or that a person took out of the corpus."""

    def record(self, file: str, passages: Sequence[str]) -> DocumentRecord:
        """What is to be remembered of this import, once the answers stand as they are written."""
        entries = [unit.record(draft, record) for unit, draft, record in self.placed if not draft.removed]
        return DocumentRecord(
            source=self.document.name,
            file=file,
            entries=(*entries, *self.kept),
            passages=tuple(passages),
            sketch=self.document.sketch,
        )


class Merger:
    """Merges documents one by one; `drafts`, `changes` and `unchanged` are what came of it.

    A document's change since its last import goes into the corpus; a change made by hand there stays. Each is known by
    the record of that import. Nothing is taken away that another document or a person put there.
    """

    def __init__(self, questions: Iterable[Question]) -> None:
        self.drafts: dict[str, Draft] = {question.id: Draft.of(question) for question in questions}
        self.changes: list[Change] = []
        self.unchanged = 0
        self._by_key: dict[tuple[str, str], Draft] = {}
        self._gone: list[tuple[Merged, list[EntryRecord]]] = []
        for draft in reversed(self.drafts.values()):
            self._by_key |= {asked_key(draft.text, draft.context, answer.text): draft for answer in draft.answers}

    def merge(self, document: Document, file: str) -> Merged:
        """Takes in a document whose new questions go to `file`."""
        merged = Merged(document, file)
        records = document.record.entries if document.record else ()
        alive = any(self._stands(record, document.name) for record in records)
        matching = self._matched(document.units, records)
        for unit, record in matching.pairs:
            earlier = record if alive else None
            draft = self._merge_unit(unit, earlier, merged, record.id if record else None)
            if draft is not None:
                merged.placed.append((unit, draft, earlier))
            elif record is not None:
                merged.kept.append(record)
        self._gone.append((merged, matching.unmatched))
        for entry, reason in document.unfit:
            self._note("left out", "", single_line(entry.question), file, reason)
        return merged

    def finish(self) -> None:
        """Takes out what documents no longer have, once it is known what the others have."""
        for merged, records in self._gone:
            earlier = merged.document.record.entries if merged.document.record else ()
            gone_far = len(records) > len(earlier) * (1 - ENOUGH_LEFT)
            merged.kept += [record for record in records if not self._remove(record, gone_far, merged.document.name)]
        self._gone.clear()

    def _stands(self, record: EntryRecord, name: str) -> bool:
        draft = self.drafts.get(record.id)
        return draft is not None and draft.answer_of(record.label(name)) is not None

    # --- which entry is which -----------------------------------------------------------------------------------------

    def _matched(self, units: Sequence[Unit], records: Sequence[EntryRecord]) -> "_Matching":
        """Pairs units with the records of their last import: by question, else by answer, else by likeness."""
        matching = _Matching(units, records)
        matching.by(lambda unit: (*_asked(unit), unit.repetition), lambda record: (*record.asked, record.repetition))
        matching.by(lambda unit: digest(unit.answer), lambda record: record.answer, changed=True)
        matching.by(lambda unit: digest(unit.text), lambda record: record.question, changed=True)
        self._match_reworded(matching, units)
        return matching

    def _match_reworded(self, matching: "_Matching", units: Sequence[Unit]) -> None:
        free = matching.free
        if len(free) * len(matching.unmatched) > _MOST_COMPARISONS:
            return
        scored = [
            (fuzz.ratio(fold(units[number].text), fold(draft.text)), -number, record)
            for number in free
            for record in matching.unmatched
            if units[number].repetition == record.repetition == 1 and (draft := self.drafts.get(record.id)) is not None
        ]
        for score, number, record in sorted(scored, key=lambda row: row[:2], reverse=True):
            if score >= REWORDED:
                matching.pair(-number, record)

    def _free_id(self, unit: Unit, wanted: str | None) -> str:
        """The id that the entry had before, if it is free, else a new one."""
        return wanted if wanted and wanted not in self.drafts else free_slug(unit.text, self.drafts.keys())

    # --- one entry ----------------------------------------------------------------------------------------------------

    def _merge_unit(
        self, unit: Unit, record: EntryRecord | None, merged: Merged, wanted_id: str | None
    ) -> Draft | None:
        draft = self.drafts.get(record.id) if record else None
        if draft is None:
            draft = self._by_key.get(unit.key)
            elsewhere = draft is not None and draft.answer_of(unit.label) is not None
            if record is not None and record.stands and not elsewhere:
                self._note("left out", record.id, unit.text, merged.file, "It was removed from the corpus by hand.")
                return None
        if draft is None:
            return self._add(unit, self._free_id(unit, wanted_id), merged.file)
        answer = draft.answer_of(unit.label)
        if answer is None:
            self._join(unit, record, draft, merged.document.name)
        else:
            self._update(unit, record, draft, answer)
        return draft

    def _add(self, unit: Unit, new_id: str, file: str) -> Draft:
        answer = Answer([unit.label], unit.answer)
        draft = Draft(
            id=new_id,
            text=unit.text,
            context=unit.context,
            difficulty=unit.entry.difficulty,
            tags=unit.tags,
            main=answer,
            references=[],
            file=file,
            new_answers=[answer],
        )
        self.drafts[new_id] = draft
        self._by_key.setdefault(unit.key, draft)
        self._note("added", new_id, unit.text, file)
        return draft

    def _join(self, unit: Unit, record: EntryRecord | None, draft: Draft, name: str) -> None:
        """A question that is there already gets this document's answer, unless it has the very same."""
        said = answer_key(unit.answer)
        same = next((answer for answer in draft.answers if answer_key(answer.text) == said), None)
        if same is not None:
            if same.sources:
                same.sources.append(unit.label)
                self._note("merged", draft.id, draft.text, draft.file, f"The same answer stands in {name}.")
            else:
                self.unchanged += 1
        elif record is not None and digest(unit.answer) == record.answer and record.repetition == unit.repetition:
            if record.stands:
                reason = "Its answer was removed from the corpus by hand."
                self._note("left out", draft.id, draft.text, draft.file, reason)
            else:  # a person's answer stood for it, and that person has changed it
                self.unchanged += 1
        else:
            self._add_reference(unit, draft)

    def _add_reference(self, unit: Unit, draft: Draft) -> None:
        answer = Answer([unit.label], unit.answer)
        draft.references.append(answer)
        draft.new_answers.append(answer)
        self._note("reference", draft.id, draft.text, draft.file, f"A further answer, from {unit.label}.")

    def _update(self, unit: Unit, record: EntryRecord | None, draft: Draft, answer: Answer) -> None:
        """The document gave this answer before: its changes go in, those made by hand stay."""
        if record is None:
            if answer_key(answer.text) != answer_key(unit.answer):
                reason = "It differs from the document, and it is not known which of the two was edited."
                self._note("kept", draft.id, draft.text, draft.file, reason)
            else:
                self.unchanged += 1
            return
        changed, edited = False, False
        if digest(unit.answer) != record.answer and unit.answer != answer.text:
            if answer.sources != [unit.label]:
                if answer_key(answer.text) != answer_key(unit.answer):
                    answer.sources.remove(unit.label)
                    self._add_reference(unit, draft)
                    return
            elif digest(answer.text) == record.stands:
                answer.text = unit.answer
                draft.new_answers.append(answer)
                changed = True
            else:
                edited = True
        if draft.belongs_to(unit.label):
            changed_asking, edited_asking = self._update_asking(unit, record, draft)
            changed, edited = changed or changed_asking, edited or edited_asking
        self._tell_update(unit, record, draft, changed, edited)

    def _tell_update(self, unit: Unit, record: EntryRecord, draft: Draft, changed: bool, edited: bool) -> None:
        """What came of an entry that was there: `changed` with its document, or not because it was `edited` by hand."""
        asks_otherwise = digest(unit.text) != record.question and fold(unit.text) != fold(draft.text)
        if changed:
            self._note("updated", draft.id, draft.text, draft.file)
        if edited:
            self._note("kept", draft.id, draft.text, draft.file, _BY_HAND)
        elif asks_otherwise:
            reason = f"{unit.label} now asks: {unit.text} It stays as it is, since it is not that document's alone."
            self._note("kept", draft.id, draft.text, draft.file, reason)
        elif not changed:
            self.unchanged += 1

    def _update_asking(self, unit: Unit, record: EntryRecord, draft: Draft) -> tuple[bool, bool]:
        """Question, context, difficulty and tags; returns whether one changed, and whether a person's edit stays."""
        changed, edited = False, False
        if digest(unit.text) != record.question and unit.text != draft.text:
            if digest(draft.text) == record.question:
                draft.text, changed = unit.text, True
            else:
                edited = True
        if digest(unit.context or "") != record.context and unit.context != draft.context:
            if digest(draft.context or "") == record.context:
                draft.context, changed = unit.context, True
            else:
                edited = True
        if digest(unit.marks) != record.marks and unit.marks != draft.marks:
            if digest(draft.marks) == record.marks:
                draft.difficulty, draft.tags, changed = unit.entry.difficulty, unit.tags, True
            else:
                edited = True
        return changed, edited

    def _remove(self, record: EntryRecord, gone_far: bool, name: str) -> bool:
        """Takes out what a document no longer has; returns False when it stays, to be asked again next time."""
        draft = self.drafts.get(record.id)
        answer = draft.answer_of(record.label(name)) if draft else None
        if draft is None or answer is None:
            return True
        if len(answer.sources) > 1:
            answer.sources.remove(record.label(name))
            return True
        is_edited = digest(answer.text) != record.stands or (answer is draft.main and draft.is_enriched)
        if gone_far or is_edited:
            reason = "most of its entries are gone" if gone_far else "it was edited by hand"
            reason = f"{name} no longer has it, but {reason}: remove it by hand."
            self._note("kept", draft.id, draft.text, draft.file, reason)
            return False
        if answer is draft.main:
            draft.main = None
        else:
            draft.references.remove(answer)
        draft.removed = not draft.answers
        self._note("removed", draft.id, draft.text, draft.file, f"{name} no longer has it.")
        return True

    def _note(self, kind: Kind, question_id: str, question: str, file: str, reason: str = "") -> None:
        self.changes.append(Change(kind=kind, id=question_id, question=question, file=file, reason=reason))


class _Matching:
    """Units and records, paired in steps from the surest sign to the weakest."""

    def __init__(self, units: Sequence[Unit], records: Sequence[EntryRecord]) -> None:
        self._units = units
        self._found: dict[int, EntryRecord] = {}
        self.unmatched = list(records)

    @property
    def pairs(self) -> list[tuple[Unit, EntryRecord | None]]:
        """Every unit, in order, with its record if there is one."""
        return [(unit, self._found.get(number)) for number, unit in enumerate(self._units)]

    @property
    def free(self) -> list[int]:
        return [number for number in range(len(self._units)) if number not in self._found]

    def by(
        self,
        of_unit: Callable[[Unit], Hashable],
        of_record: Callable[[EntryRecord], Hashable],
        *,
        changed: bool = False,
    ) -> None:
        """Pairs those with equal signs, in order.

        changed: the two do not ask quite the same; second answers to a question, which go with it, are passed over.
        """
        if not self.unmatched:
            return
        waiting: dict[Hashable, list[EntryRecord]] = {}
        for record in reversed(self.unmatched):
            if not changed or record.repetition == 1:
                waiting.setdefault(of_record(record), []).append(record)
        for number in self.free:
            unit = self._units[number]
            if (not changed or unit.repetition == 1) and (records := waiting.get(of_unit(unit))):
                self._found[number] = records.pop()
        used = {id(record) for record in self._found.values()}
        self.unmatched = [record for record in self.unmatched if id(record) not in used]

    def pair(self, number: int, record: EntryRecord) -> None:
        """Pairs one unit with one record, unless either has another."""
        if number not in self._found and any(record is other for other in self.unmatched):
            self._found[number] = record
            self.unmatched = [other for other in self.unmatched if other is not record]


def _asked(unit: Unit) -> tuple[str, str]:
    return digest(unit.text), digest(unit.context or "")
