"""Claims, and how the verifier is shown them: the tokens of question, reference and statement, each with its role.

A small model learns from few examples what two texts have in common only if it is told (as Boualili et al. 2020 mark
exact matches for a ranker): a token's role says whose it is, and whether the other side has it too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Probabilities = npt.NDArray[np.float64]

WINDOW = 256
"""The most tokens of a claim, special tokens included."""
_MOST_OF_QUESTION = 64
_SPECIAL_TOKENS = 3
_EDGE = -1
"""In the place of a neighbour before the first and after the last token."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Something said in answer to a question, to be held against a reference."""

    question: str
    reference: str
    statement: str


class Verdict(IntEnum):
    """What a reference says of a statement; the order of the columns of `Probabilities`."""

    ENTAILED = 0
    NEUTRAL = 1
    CONTRADICTED = 2


class Role(IntEnum):
    """Whose a token is."""

    QUESTION = 0
    REFERENCE = 1
    REFERENCE_SHARED = 2
    """The statement has it too."""
    REFERENCE_IN_ORDER = 3
    """And between the same neighbours."""
    STATEMENT = 4
    STATEMENT_SHARED = 5
    """The reference has it too."""
    STATEMENT_IN_ORDER = 6
    """And between the same neighbours."""
    STATEMENT_OF_QUESTION = 7
    """The question has it too, the reference does not."""


class ClaimVerifier(Protocol):
    """Judges claims; a claim has the same probabilities in any company."""

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of what was learned."""
        ...

    def judge(self, claims: Sequence[Claim]) -> Probabilities:
        """Probabilities [n, 3], columns as in `Verdict`."""
        ...


class ClaimTokens(NamedTuple):
    ids: npt.NDArray[np.uint16]
    """[tokens]"""
    roles: npt.NDArray[np.int64]
    """[tokens], each a `Role`."""


class ClaimReader:
    """Turns claims into tokens: `[CLS] question reference [SEP] statement [SEP]`."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        # A copy: the encoder's own is set to cut single texts.
        self._tokenizer = type(tokenizer).from_str(tokenizer.to_str())
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._start, self._separator = (tokenizer.token_to_id(token) for token in ("[CLS]", "[SEP]"))

    def read(self, claims: Sequence[Claim]) -> list[ClaimTokens]:
        texts = list(dict.fromkeys(text for claim in claims for text in _texts(claim)))
        encodings = self._tokenizer.encode_batch(texts, add_special_tokens=False)
        ids = {text: encoding.ids for text, encoding in zip(texts, encodings, strict=True)}
        return [self._claim(*(ids[text] for text in _texts(claim))) for claim in claims]

    def _claim(self, question: list[int], reference: list[int], statement: list[int]) -> ClaimTokens:
        question = question[:_MOST_OF_QUESTION]
        room = WINDOW - _SPECIAL_TOKENS - len(question)
        kept = _kept(len(reference), len(statement), room)
        reference, statement = reference[: kept[0]], statement[: kept[1]]
        asked = set(question)
        roles = [Role.QUESTION] * (1 + len(question))
        roles += [_OF_REFERENCE[match] for match in _matches(reference, statement)]
        roles.append(Role.QUESTION)
        for token, match in zip(statement, _matches(statement, reference), strict=True):
            asked_for = token in asked and match == _APART
            roles.append(Role.STATEMENT_OF_QUESTION if asked_for else _OF_STATEMENT[match])
        roles.append(Role.STATEMENT)
        tokens = [self._start, *question, *reference, self._separator, *statement, self._separator]
        return ClaimTokens(np.array(tokens, dtype=np.uint16), np.array(roles, dtype=np.int64))


_APART, _SHARED, _IN_ORDER = 0, 1, 2
_OF_REFERENCE = (Role.REFERENCE, Role.REFERENCE_SHARED, Role.REFERENCE_IN_ORDER)
_OF_STATEMENT = (Role.STATEMENT, Role.STATEMENT_SHARED, Role.STATEMENT_IN_ORDER)


def _matches(tokens: Sequence[int], other: Sequence[int]) -> list[int]:
    """For each token whether the other text has it, and whether it has it between the same neighbours.

    Where two near copies differ, the run of tokens in order breaks: facts that changed places show.
    """
    known = set(other)
    pairs = set(pairwise((_EDGE, *other, _EDGE)))
    found = []
    for before, token, after in zip((_EDGE, *tokens), tokens, (*tokens[1:], _EDGE), strict=False):
        in_order = (before, token) in pairs and (token, after) in pairs
        found.append(_IN_ORDER if in_order else _SHARED if token in known else _APART)
    return found


def _texts(claim: Claim) -> tuple[str, str, str]:
    return claim.question, claim.reference, claim.statement


def _kept(reference: int, statement: int, room: int) -> tuple[int, int]:
    """How many tokens of each are read when there is not room for all: the longer is cut first."""
    if reference + statement <= room:
        return reference, statement
    half = room // 2
    if reference <= half:
        return reference, room - reference
    if statement <= half:
        return room - statement, statement
    return half, room - half
