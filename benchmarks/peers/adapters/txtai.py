"""txtai: its embeddings database, which embeds with transformers and searches with FAISS."""

from txtai import Embeddings


class Peer:
    def __init__(self, folder: str) -> None:
        self._embeddings = Embeddings(path=folder, gpu=False)

    def embed(self, text: str) -> list[float]:
        return self._embeddings.transform(text).tolist()

    def index(self, texts: list[str]) -> None:
        self._embeddings.index(texts)

    def search(self, query: str, k: int) -> list[int]:
        return [position for position, _ in self._embeddings.search(query, k)]
