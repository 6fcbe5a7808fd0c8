"""One module for each library compared, each with a class `Peer`, every library at its defaults on the processor.

A module imports at the top what an embedding needs and in `index` what only an index needs, so that the time to the
first embedding is the library's own.
"""

from collections.abc import Sequence
from typing import Protocol


class PeerProtocol(Protocol):
    """What `Peer` of every module offers."""

    def __init__(self, folder: str) -> None:
        """Load the encoder from a sentence-transformers model folder."""
        ...

    def embed(self, text: str) -> Sequence[float]:
        """The vector of a query, L2-normalised."""
        ...

    def index(self, texts: list[str]) -> None:
        """Embed the texts and make them searchable."""
        ...

    def search(self, query: str, k: int) -> list[int]:
        """The positions of the `k` texts nearest to a query, best first."""
        ...
