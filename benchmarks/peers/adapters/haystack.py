"""Haystack: its sentence-transformers embedders, its store in memory."""

from haystack.utils import ComponentDevice
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)


class Peer:
    def __init__(self, folder: str) -> None:
        self._options = {
            "model": folder,
            "device": ComponentDevice.from_str("cpu"),
            "normalize_embeddings": True,
            "progress_bar": False,
        }
        self._query_embedder = SentenceTransformersTextEmbedder(**self._options)
        self._query_embedder.warm_up()

    def embed(self, text: str) -> list[float]:
        return self._query_embedder.run(text=text)["embedding"]

    def index(self, texts: list[str]) -> None:
        from haystack import Document
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        embedder = SentenceTransformersDocumentEmbedder(**self._options)
        embedder.warm_up()
        documents = [Document(id=str(position), content=text) for position, text in enumerate(texts)]
        self._store = InMemoryDocumentStore()
        self._store.write_documents(embedder.run(documents=documents)["documents"])

    def search(self, query: str, k: int) -> list[int]:
        return [int(document.id) for document in self._store.embedding_retrieval(self.embed(query), top_k=k)]
