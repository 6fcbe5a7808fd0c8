"""The lines of a question's sections: key concepts, misconceptions, follow-ups, hints."""

from dataclasses import dataclass
from typing import get_args

from markdown_it.token import Token

from interviewer.corpus.inline import InlineText, resolve, single_line
from interviewer.corpus.markdown import Block
from interviewer.corpus.problems import did_you_mean, located
from interviewer.models import Concept, FollowUp, Importance, Misconception
from interviewer.text import fold

IMPORTANCES: tuple[Importance, ...] = get_args(Importance)
ARROW = " → "
DASH = "—"

_CONCEPT_FORM = "Write it as '- **name** (alias; alias) — essential', where essential may be important or bonus."
_LISTS = frozenset({"bullet_list_open", "ordered_list_open"})
_ITEM_TOKENS = frozenset({"list_item_open", "list_item_close", "paragraph_open", "paragraph_close", "inline"})


@dataclass(frozen=True, slots=True)
class Item:
    """One list item: its inline tokens and its 1-based line."""

    children: tuple[Token, ...]
    line: int

    @property
    def inline(self) -> InlineText:
        text = resolve(self.children)
        return InlineText(text.text.replace("\n", " "), text.shape.replace("\n", " ")).stripped()


def list_items(blocks: list[Block], section: str, file: str) -> list[Item]:
    """The items of a section that is a list and nothing else; comments between them are passed over.

    Raises:
        CorpusError: something else stands in the section, or an item is empty or more than one paragraph.
    """
    items: list[Item] = []
    for block in blocks:
        if block.is_comment:
            continue
        if block.kind not in _LISTS:
            raise located(
                file, block.start + 1, f"'{section}' holds something other than a list.", "Write each entry as '- ...'."
            )
        for token in block.tokens[1:-1]:
            line = token.map[0] + 1 if token.map else block.start + 1
            if token.type not in _ITEM_TOKENS:
                raise located(
                    file, line, f"An entry of '{section}' holds more than one paragraph of text.", "Keep it to one."
                )
            if token.type == "list_item_open":
                items.append(Item((), line))
            elif token.type == "inline":
                if items[-1].children:
                    raise located(
                        file, line, f"An entry of '{section}' holds more than one paragraph of text.", "Keep it to one."
                    )
                items[-1] = Item(tuple(token.children or []), line)
    for item in items:
        if not fold(item.inline.text):
            raise located(file, item.line, f"An entry of '{section}' is empty.", "Fill it in or remove it.")
    return items


def read_concepts(items: list[Item], file: str) -> tuple[Concept, ...]:
    """Key concepts in order.

    Raises:
        CorpusError: a line is not in the form of a concept, or a name stands twice.
    """
    concepts: list[Concept] = []
    for item in items:
        concept = _read_concept(item, file)
        for other in concepts:
            if fold(other.name) == fold(concept.name):
                raise located(
                    file,
                    item.line,
                    f"The key concept '{concept.name}' stands twice (also in line {other.line}).",
                    "Merge the two lines.",
                )
        concepts.append(concept)
    return tuple(concepts)


def _read_concept(item: Item, file: str) -> Concept:
    name, rest = _bold_name(item)
    if not fold(name):
        raise located(file, item.line, "This key concept has no name in bold at its start.", _CONCEPT_FORM)
    importance: Importance = "important"
    dash = rest.shape.rfind(DASH)
    if dash > rest.shape.rfind(")"):
        word = single_line(rest.part(dash + 1).text)
        found = next((level for level in IMPORTANCES if level == word), None)
        if found is None:
            raise located(file, item.line, f"'{word}' is not an importance.", f"Use one of {', '.join(IMPORTANCES)}.")
        importance = found
        rest = rest.part(0, dash).stripped()
    aliases: tuple[str, ...] = ()
    opening = rest.opening_bracket()
    if opening is not None:
        parts = (single_line(part.text) for part in rest.part(opening + 1, len(rest.text) - 1).split(";"))
        aliases = tuple(part for part in parts if fold(part))
        rest = rest.part(0, opening).stripped()
    if rest.text:
        message = f"'{single_line(rest.text)}' has no meaning in a line of key concepts."
        raise located(file, item.line, message, _CONCEPT_FORM)
    return Concept(name=name, aliases=aliases, importance=importance, line=item.line)


def _bold_name(item: Item) -> tuple[str, InlineText]:
    """The text in bold at the start of an item, and what follows it; the name is empty when nothing is bold there."""
    children = [token for token in item.children if token.type != "text" or token.content]
    depth = 0
    for index, token in enumerate(children):
        depth += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        if depth == 0:
            name = resolve(children[1:index]).text if index else ""
            rest = Item(tuple(children[index + 1 :]), item.line).inline
            return single_line(name), rest
    return "", item.inline


def read_misconceptions(items: list[Item], file: str) -> tuple[Misconception, ...]:
    """Misconceptions in order.

    Raises:
        CorpusError: a line lacks the arrow, or one of its sides is empty.
    """
    misconceptions = []
    for item in items:
        inline = item.inline
        at = inline.shape.find(ARROW)
        claim, correction = single_line(inline.text[: max(at, 0)]), single_line(inline.text[at + len(ARROW) :])
        if at < 0 or not fold(claim) or not fold(correction):
            raise located(
                file,
                item.line,
                "This misconception has no ' → ' between the claim and its correction.",
                "Write it as '- What is wrongly believed. → What is true.'",
            )
        misconceptions.append(Misconception(claim=claim, correction=correction, line=item.line))
    return tuple(misconceptions)


def read_follow_ups(items: list[Item], concepts: tuple[Concept, ...], file: str) -> tuple[FollowUp, ...]:
    """Follow-up questions in order, each with the key concept that it names.

    Raises:
        CorpusError: a line names a concept that the question does not have, or asks nothing.
    """
    names = {fold(concept.name): concept.name for concept in concepts}
    follow_ups = []
    for item in items:
        text, named = _split_concept(item.inline)
        if not fold(text):
            remedy = "Write the question before '(concept: ...)'."
            raise located(file, item.line, "This follow-up asks nothing.", remedy)
        if named is not None and fold(named) not in names:
            raise located(
                file,
                item.line,
                f"The follow-up names a key concept '{named}' that the question does not have.",
                did_you_mean(named, names.values()) + "Use the exact name of one of its key concepts.",
            )
        concept = None if named is None else names[fold(named)]
        follow_ups.append(FollowUp(text=text, concept=concept, line=item.line))
    return tuple(follow_ups)


def _split_concept(inline: InlineText) -> tuple[str, str | None]:
    opening = inline.opening_bracket()
    if opening is not None:
        inside = inline.part(opening + 1, len(inline.text) - 1)
        label, colon, _ = inside.shape.partition(":")
        if colon and fold(label) == "concept":
            return single_line(inline.text[:opening]), single_line(inside.text[len(label) + 1 :])
    return single_line(inline.text), None
