"""Token ids of texts, made once: a text is counted before it is encoded, and both need them."""

from collections.abc import Sequence
from concurrent.futures import Executor
from threading import Lock

import numpy as np
import numpy.typing as npt
from tokenizers import Encoding, Tokenizer

Ids = npt.NDArray[np.uint16]

_MOST_REMEMBERED = 16_384
"""Texts that were counted and not encoded yet: about 10 MB."""
_TEXTS_PER_THREAD = 64


class TokenTable:
    """Tokenises texts, side by side when they are many; what `count` has made, `take` need not make again."""

    def __init__(self, tokenizer: Tokenizer, window: int, threads: int) -> None:
        """`tokenizer` is changed to cut at the window. Its ids must be below 65,536."""
        tokenizer.no_padding()
        tokenizer.enable_truncation(window)
        self._tokenizer = tokenizer
        self._special_tokens = tokenizer.num_special_tokens_to_add(is_pair=False)
        self._threads = threads
        self._known: dict[str, tuple[Ids, int]] = {}
        self._lock = Lock()

    def count(self, texts: Sequence[str], pool: Executor) -> list[int]:
        """Tokens of each text, special tokens included, also beyond the window."""
        with self._lock:
            self._known.update(self._made([text for text in dict.fromkeys(texts) if text not in self._known], pool))
            counts = [self._known[text][1] for text in texts]
            for text in list(self._known)[: max(0, len(self._known) - _MOST_REMEMBERED)]:
                del self._known[text]
            return counts

    def take(self, texts: Sequence[str], pool: Executor) -> list[Ids]:
        """The ids of each text, special tokens included, as many as the window holds; then they are forgotten."""
        with self._lock:
            found = {text: known for text in texts if (known := self._known.pop(text, None)) is not None}
            found.update(self._made([text for text in dict.fromkeys(texts) if text not in found], pool))
            return [found[text][0] for text in texts]

    def _made(self, texts: list[str], pool: Executor) -> dict[str, tuple[Ids, int]]:
        if len(texts) < 2 * _TEXTS_PER_THREAD:
            encodings = self._tokenizer.encode_batch_fast(texts)
        else:
            size = max(_TEXTS_PER_THREAD, -(-len(texts) // self._threads))
            parts = [texts[start : start + size] for start in range(0, len(texts), size)]
            encodings = [encoding for part in pool.map(self._tokenizer.encode_batch_fast, parts) for encoding in part]
        return {
            text: (np.array(encoding.ids, dtype=np.uint16), self._count(encoding))
            for text, encoding in zip(texts, encodings, strict=True)
        }

    def _count(self, encoding: Encoding) -> int:
        """Tokens with what was cut off, which comes in pieces that have special tokens of their own."""
        return len(encoding.ids) + sum(len(piece.ids) - self._special_tokens for piece in encoding.overflowing)
