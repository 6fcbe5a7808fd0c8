"""Pastes that are cut before they are parsed."""

from collections.abc import Iterable
from itertools import pairwise
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

from interviewer.text import MAX_ANSWER_CHARACTERS
from interviewer.tui.paste import PASTE_CHARACTERS, PasteParser

START, END = "\x1b[200~", "\x1b[201~"


def parsed(parser: XTermParser, chunks: Iterable[str]) -> list[Message]:
    return [message for chunk in chunks for message in parser.feed(chunk) if chunk]


def described(messages: Iterable[Message]) -> list[tuple[str, str | None]]:
    return [
        ("paste", message.text) if isinstance(message, events.Paste) else (getattr(message, "key", ""), None)
        for message in messages
    ]


def chunked(text: str, cuts: list[int]) -> list[str]:
    """The text in pieces; cuts inside the mark that begins a paste are left out, as terminals write it in one go."""
    places = sorted({cut % (len(text) + 1) for cut in cuts})
    starts = [place for place in range(len(text)) if text.startswith(START, place)]
    places = [place for place in places if not any(start < place < start + len(START) for start in starts)]
    edges = [0, *places, len(text)]
    return [text[low:high] for low, high in pairwise(edges) if low < high]


@given(
    st.lists(st.tuples(st.booleans(), st.text("ab1\n ", min_size=1, max_size=20)), max_size=6),
    st.lists(st.integers(min_value=0), max_size=8),
)
def test_small_pastes_and_keys_come_through_unchanged_however_they_arrive(
    parts: list[tuple[bool, str]], cuts: list[int]
) -> None:
    stream = "".join(START + text + END if pasted else text for pasted, text in parts) + "."
    assert described(parsed(PasteParser(), chunked(stream, cuts))) == described(parsed(XTermParser(), [stream]))


def test_a_huge_paste_is_read_in_a_moment_and_is_still_too_long_for_an_answer() -> None:
    stream = START + "word " * 2_000_000 + END + "x"
    chunks = [stream[place : place + 4096] for place in range(0, len(stream), 4096)]
    began = perf_counter()
    (paste, key) = described(parsed(PasteParser(), chunks))
    assert perf_counter() - began < 1.0
    assert paste == ("paste", ("word " * PASTE_CHARACTERS)[:PASTE_CHARACTERS])
    assert PASTE_CHARACTERS > MAX_ANSWER_CHARACTERS
    assert key == ("x", None)
