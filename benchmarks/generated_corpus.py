"""A corpus of any size from the program's own: the same questions over and over, each time in other words, by seed."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from interviewer.corpus.bank import Bank
from interviewer.settings import default_corpus

_SEED = 30
_SHARE = 0.3
"""Of the words of an answer, how many are exchanged for others of the corpus."""

_ENTRY = re.compile(r"^(?=## )", re.MULTILINE)
_ID = re.compile(r"(?<=<!-- id: )[\w-]+")
# Maths and code stay as they are.
_WORD = re.compile(r"(?:\$[^$]*\$|`[^`]*`)|(\b[a-z]{5,}\b)")


def write_corpus(folder: Path, passages: int) -> None:
    """Files with the questions of the program's own corpus, in copies, until they have so many passages together.

    Every answer differs from every other; ids end in the number of the copy, and so do the names of the files.
    """
    bank = Bank.load(default_corpus())
    sizes = {question.id: len(question.passages) for question in bank.questions}
    vocabulary = sorted({word for passage in bank.passages() for word in _WORD.findall(passage.text) if word})
    chance = random.Random(_SEED)
    folder.mkdir(parents=True)
    left = passages
    for copy, document in _copies(bank):
        front_matter, *entries = _ENTRY.split((bank.directory / document).read_text(encoding="utf-8"))
        chosen = []
        while entries and left > 0:
            entry = entries.pop(0)
            left -= sizes[_ID.findall(entry)[0]]
            chosen.append(_varied(entry, copy, vocabulary, chance))
        if chosen:
            name = f"{Path(document).stem}-{copy:04}.md"
            (folder / name).write_text(front_matter + "".join(chosen), encoding="utf-8")
        if left <= 0:
            return


def _copies(bank: Bank) -> Iterator[tuple[int, str]]:
    copy = 0
    while True:
        copy += 1
        yield from ((copy, document.file) for document in bank.documents)


def _varied(entry: str, copy: int, vocabulary: list[str], chance: random.Random) -> str:
    """A question with an id of its own and an answer in other words; what is expected of an answer stays."""
    start, end = _answer(entry)
    answer = _WORD.sub(
        lambda match: chance.choice(vocabulary) if match[1] and chance.random() < _SHARE else match[0],
        entry[start:end],
    )
    return _ID.sub(lambda match: f"{match[0]}-{copy}", entry[:start]) + answer + entry[end:]


def _answer(entry: str) -> tuple[int, int]:
    """Where the main answer of a question starts and ends: after the comment, before the first section."""
    start = entry.index("-->") + len("-->")
    section = entry.find("\n### ", start)
    return start, section if section >= 0 else len(entry)


def edit_question(folder: Path, number: int) -> None:
    """Add a sentence to every paragraph of one question's answer; another one for every number."""
    path = sorted(folder.iterdir())[number]
    front_matter, entry, *entries = _ENTRY.split(path.read_text(encoding="utf-8"))
    start, end = _answer(entry)
    answer = "\n\n".join(f"{paragraph} Edit {number}." for paragraph in entry[start:end].strip().split("\n\n"))
    path.write_text("".join((front_matter, entry[:start], f"\n\n{answer}\n", entry[end:], *entries)), encoding="utf-8")


def rename_file(folder: Path, number: int) -> None:
    """Give one file another name; another file for every number."""
    path = sorted(folder.iterdir())[number]
    path.rename(path.with_name(f"renamed-{path.name}"))
