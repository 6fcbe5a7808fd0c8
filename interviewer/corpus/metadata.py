"""What stands beside the text: the front matter of a file and the comment under a heading."""

import re
from dataclasses import dataclass
from typing import Literal, get_args

import yaml

from interviewer.corpus.identity import ID_PATTERN
from interviewer.corpus.inline import single_line
from interviewer.corpus.markdown import Block
from interviewer.corpus.problems import did_you_mean, located
from interviewer.models import Difficulty

FRONT_MATTER_KEYS = ("title", "topic")
KEYS = ("id", "difficulty", "tags", "source", "kind")
PASSAGE_KEYS = ("kind", "source")
DIFFICULTIES: tuple[Difficulty, ...] = get_args(Difficulty)

_COMMENT = re.compile(r"\s*<!--(.*?)-->\s*", re.DOTALL)
_KEY = re.compile(r"\s*(?:id|difficulty|tags|source|kind)\s*:")
_EXAMPLE = "Write it as '<!-- id: some-name | difficulty: easy | tags: one, two | source: Author 1999 -->'."


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Keys and values at the top of a file, with their 1-based lines."""

    values: dict[str, str]
    lines: dict[str, int]

    @property
    def is_ours(self) -> bool:
        """Whether it says that the file holds questions: it names a topic, or nothing foreign."""
        return "topic" in self.values or set(self.values) <= set(FRONT_MATTER_KEYS)

    def refuse_unknown(self, file: str) -> None:
        """Raises CorpusError for a key that the corpus format does not have."""
        for key in self.values:
            if key not in FRONT_MATTER_KEYS:
                raise located(
                    file,
                    self.lines[key],
                    f"The front matter has an unknown key '{key}'.",
                    did_you_mean(key, FRONT_MATTER_KEYS) + "It takes title and topic.",
                )


@dataclass(frozen=True, slots=True)
class Metadata:
    """The comment under a heading; `kind` is None for a question."""

    id: str | None = None
    difficulty: Difficulty | None = None
    tags: tuple[str, ...] = ()
    source: str | None = None
    kind: Literal["passage"] | None = None


def read_front_matter(blocks: list[Block], file: str) -> FrontMatter | None:
    """The front matter, or None when the file has none.

    Raises:
        CorpusError: it is not closed, not YAML, not a list of keys with texts, or names a key twice.
    """
    if not blocks:
        return None
    if blocks[0].kind != "front_matter":
        _refuse_unclosed_front_matter(blocks, file)
        return None
    remedy = "Write it as 'title: ...' and 'topic: ...' between two lines of ---."
    try:
        # Composed, not constructed: scalars stay the text that was written (2024, on, 1.10), and nodes know their line.
        root = yaml.compose(blocks[0].content, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = min(2 + mark.line, blocks[0].end) if mark else 1
        reason = getattr(error, "problem", None) or "it holds a character that YAML does not allow"
        message = f"The front matter is not valid YAML: {single_line(reason)}."
        raise located(file, line, message, "Put a value that holds ': ' or '#' in quotes.") from error
    except RecursionError as error:
        raise located(file, 1, "The front matter is nested too deep.", remedy) from error
    if root is None:
        return FrontMatter({}, {})
    if not isinstance(root, yaml.MappingNode):
        raise located(file, 2, "The front matter is not a list of keys and values.", remedy)
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    for key_node, value_node in root.value:
        line = 2 + key_node.start_mark.line
        if not isinstance(key_node, yaml.ScalarNode):
            raise located(file, line, "The front matter has a key that is not a word.", remedy)
        key = single_line(key_node.value)
        if key in values:
            raise located(file, line, f"The front matter names '{key}' twice.", "Keep one of them.")
        value = single_line(value_node.value) if isinstance(value_node, yaml.ScalarNode) else ""
        if key in FRONT_MATTER_KEYS and not value:
            raise located(file, line, f"The {key} in the front matter is not a text.", f"Write '{key}: some words'.")
        values[key] = value
        lines[key] = line
    return FrontMatter(values, lines)


def _refuse_unclosed_front_matter(blocks: list[Block], file: str) -> None:
    if len(blocks) < 2 or blocks[0].kind != "hr" or blocks[0].start != 0:
        return
    following = blocks[1]
    if following.kind in {"paragraph_open", "heading_open"} and re.match(r"(title|topic)\s*:", following.inline.text):
        raise located(file, 1, "The front matter is never closed.", "Close it with a line of ---.")


def looks_like_metadata(block: Block) -> bool:
    """Whether a comment begins with one of the keys, wherever it stands."""
    return block.is_comment and _KEY.match(block.content.lstrip().removeprefix("<!--")) is not None


def read_metadata(block: Block, file: str) -> Metadata:
    """The metadata of the comment that stands directly under a heading.

    Raises:
        CorpusError: a key is unknown, repeated or empty, a value is not allowed, or the comment is something else.
    """
    line = block.start + 1
    match = _COMMENT.fullmatch(block.content)
    if match is None or "-->" in match[1]:
        raise located(file, line, "Text stands on the line of the metadata comment.", "Move it to a line of its own.")
    fields: dict[str, str] = {}
    for part in match[1].split("|") if match[1].strip() else []:
        name, colon, value = part.partition(":")
        key = name.strip()
        if not colon or key not in KEYS:
            raise located(
                file,
                line,
                f"The metadata comment has '{single_line(part)}', which is not one of {', '.join(KEYS)}.",
                did_you_mean(key, KEYS) + _EXAMPLE + " Other comments go below the first paragraph.",
            )
        if key in fields:
            raise located(file, line, f"The metadata comment names '{key}' twice.", "Keep one of them.")
        fields[key] = single_line(value)
        if not fields[key]:
            raise located(file, line, f"The metadata comment gives no value for '{key}'.", "Fill it in or remove it.")
    return _checked(fields, file, line)


def _checked(fields: dict[str, str], file: str, line: int) -> Metadata:
    kind = fields.get("kind")
    if kind is not None and kind != "passage":
        raise located(
            file, line, f"There is no kind '{kind}'.", "Write 'kind: passage', or leave it out for a question."
        )
    if kind is not None:
        for key in fields:
            if key not in PASSAGE_KEYS:
                raise located(file, line, f"A passage has no '{key}'.", "Remove it, or remove 'kind: passage'.")
    given = fields.get("id")
    if given is not None and not ID_PATTERN.fullmatch(given):
        raise located(
            file, line, f"'{given}' cannot be an id.", "Use letters, digits, hyphens, dots and underscores, no spaces."
        )
    difficulty = next((level for level in DIFFICULTIES if level == fields.get("difficulty")), None)
    if "difficulty" in fields and difficulty is None:
        raise located(
            file, line, f"There is no difficulty '{fields['difficulty']}'.", f"Use one of {', '.join(DIFFICULTIES)}."
        )
    tags = dict.fromkeys(tag for text in fields.get("tags", "").split(",") if (tag := text.strip()))
    return Metadata(given, difficulty, tuple(tags), fields.get("source"), "passage" if kind else None)
