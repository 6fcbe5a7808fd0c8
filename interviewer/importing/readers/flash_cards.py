"""Flash cards: Anki's text export, and the decks that it packs (.apkg, .colpkg)."""

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any

from interviewer.errors import InterviewerError
from interviewer.importing.manuscript import Line, Manuscript, Record
from interviewer.importing.readers.archives import open_archive, read_member
from interviewer.importing.readers.delimited_rows import rows_of
from interviewer.importing.readers.encodings import decode
from interviewer.importing.readers.html_fragments import markdown_of_fragment
from interviewer.importing.readers.records import RawRecord, finished_records
from interviewer.importing.record_fields import fields_of, names_entries

_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":"}
_HEADER = re.compile(r"#([a-z ]+):(.*)$", re.IGNORECASE)
_COMMENT = re.compile(r"#(?:\s[^\t]*)?$")
_CLOZE = re.compile(r"\{\{c\d+::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
_SOUND = re.compile(r"\[sound:[^\]]*\]")
# The newest first: a new deck holds an old one too, with a single card that asks for a newer program.
_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
_MOST_UNPACKED = 200 * 2**20


@dataclass(frozen=True, slots=True)
class _Note:
    """What its cards are made from."""

    fields: Sequence[str]
    number: int
    names: Sequence[str] = ()
    deck: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(slots=True)
class _Columns:
    """What the lines before the notes say."""

    separator: str = "\t"
    html: bool | None = None
    deck: str | None = None
    names: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    """Columns that are no fields: `deck`, `tags`, `guid`, `notetype`; from 0."""


def read_card_text(content: bytes, file: str) -> Manuscript:
    """The notes of a text export, with what the lines above them (`#separator:tab`) say of its columns.

    Raises:
        InterviewerError: it is no text.
    """
    decoded = decode(content, file)
    lines = decoded.text.split("\n")
    columns, first = _columns(lines)
    rows = rows_of("\n".join(lines[first:]), columns.separator)
    notes = [_note(row, columns, first + number) for row, number in zip(rows.cells, rows.numbers, strict=True)]
    records, prose = _cards(notes, html=columns.html)
    return Manuscript(file, "anki", decoded.encoding, None, prose, records, notes=decoded.notes)


def read_deck(content: bytes, file: str) -> Manuscript:
    """The notes of a packed deck, in the order in which they were made; the section of each is its deck.

    Raises:
        InterviewerError: it is damaged, or would need more room than it should.
    """
    archive = open_archive(content, file)
    members = set(archive.namelist())
    name = next((name for name in _COLLECTIONS if name in members), None)
    if name is None:
        raise _damaged(file)
    database = read_member(archive, name, file)
    if name.endswith("b"):
        database = _decompressed(database, file)
    if not database.startswith(b"SQLite format 3\0"):
        raise _damaged(file)
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(database)
            connection.execute("PRAGMA trusted_schema = OFF")
            # Names in new collections are sorted by a rule that only Anki knows.
            connection.create_collation(
                "unicase", lambda a, b: (a.casefold() > b.casefold()) - (a.casefold() < b.casefold())
            )
            notes = list(_notes(connection))
    except (sqlite3.Error, ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise _damaged(file) from error
    records, prose = _cards(notes, html=True)
    decks = {note.deck for note in notes}
    title = decks.pop() if len(decks) == 1 else None
    if title is not None:
        records = tuple(replace(record, section=None) for record in records)
    return Manuscript(file, "anki", "apkg", title, prose, records)


def _columns(lines: Sequence[str]) -> tuple[_Columns, int]:
    columns = _Columns()
    for index, line in enumerate(lines):
        match = _HEADER.match(line)
        if match is None and _COMMENT.match(line):
            continue
        if match is None:
            return columns, index
        key, value = match[1].strip().lower(), match[2]
        if key == "separator":
            columns.separator = _SEPARATORS.get(value.strip().lower(), value.strip()[:1] or "\t")
        elif key == "html":
            columns.html = value.strip().lower() == "true"
        elif key == "deck":
            columns.deck = value.strip() or None
        elif key == "columns":
            columns.names = value.split(columns.separator)
        elif key.endswith(" column") and value.strip().isdecimal():
            columns.places[key.removesuffix(" column")] = int(value) - 1
    return columns, len(lines)


def _note(row: Sequence[str], columns: _Columns, number: int) -> _Note:
    def place(name: str) -> str:
        position = columns.places.get(name, -1)
        return row[position].strip() if 0 <= position < len(row) else ""

    taken = set(columns.places.values())
    kept = [position for position in range(len(row)) if position not in taken]
    names = [columns.names[position] for position in kept if position < len(columns.names)]
    return _Note(
        [row[position] for position in kept],
        number,
        names if len(names) == len(kept) else (),
        (place("deck") or columns.deck or "").replace("::", " / ") or None,
        tuple(place("tags").split()),
    )


def _notes(connection: sqlite3.Connection) -> Iterator[_Note]:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    names: dict[int, list[str]] = {}
    decks: dict[int, str] = {}
    if "notetypes" in tables:
        for kind, name in connection.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
            names.setdefault(kind, []).append(name)
        decks = {deck: name.replace("\x1f", " / ") for deck, name in connection.execute("SELECT id, name FROM decks")}
    else:
        models, stored = connection.execute("SELECT models, decks FROM col").fetchone()
        names = {int(kind): [part["name"] for part in model["flds"]] for kind, model in json.loads(models).items()}
        decks = {int(deck): value["name"].replace("::", " / ") for deck, value in json.loads(stored).items()}
    query = (
        "SELECT notes.mid, notes.flds, notes.tags, (SELECT did FROM cards WHERE cards.nid = notes.id LIMIT 1) "
        "FROM notes ORDER BY notes.id"
    )
    for number, (kind, fields, tags, deck) in enumerate(connection.execute(query), 1):
        yield _Note(str(fields).split("\x1f"), number, names.get(kind, ()), decks.get(deck), tuple(str(tags).split()))


def _cards(notes: Sequence[_Note], *, html: bool | None) -> tuple[tuple[Record, ...], tuple[Line, ...]]:
    """Records of notes with two sides; a text with gaps asks nothing, it becomes prose with the gaps filled."""
    raw: list[RawRecord] = []
    prose: list[Line] = []
    for note in notes:
        fields = [_SOUND.sub("", text) for text in note.fields]
        front, back = _sides(fields, note.names)
        if _CLOZE.search(front):
            filled = "\n\n".join(_CLOZE.sub(r"\1", text) for text in (front, back) if text.strip())
            text = markdown_of_fragment(filled) if html else filled
            prose += [Line(line, note.number) for line in (*text.split("\n"), "")]
        elif front.strip():
            raw.append(RawRecord(front, back, note.number, note.deck, tags=note.tags))
    return finished_records(raw, marked_up=html), tuple(prose)


def _sides(fields: Sequence[str], names: Sequence[str]) -> tuple[str, str]:
    """Question and answer: the fields with such names, else the first and what stands in the second."""
    if len(names) == len(fields) and names_entries(names):
        places = {meaning: place for place, meaning in fields_of(names).items() if meaning in {"question", "answer"}}
        if fields[places["question"]].strip():
            return fields[places["question"]], fields[places["answer"]] if "answer" in places else ""
    return fields[0], fields[1] if len(fields) > 1 else ""


def _decompressed(database: bytes, file: str) -> bytes:
    import zstandard

    try:
        with zstandard.ZstdDecompressor().stream_reader(database) as stream:
            content: Any = stream.read(_MOST_UNPACKED + 1)
    except zstandard.ZstdError as error:
        raise _damaged(file) from error
    if len(content) > _MOST_UNPACKED:
        raise InterviewerError(
            f"{file} would unpack to more than {_MOST_UNPACKED // 2**20} MB, which is refused.",
            "Export a smaller deck.",
        )
    return bytes(content)


def _damaged(file: str) -> InterviewerError:
    return InterviewerError(f"{file} is damaged: no deck of cards can be read in it.", "Export it again from Anki.")
