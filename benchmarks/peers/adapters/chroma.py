"""Chroma: its sentence-transformers embedding function, a collection in memory."""

from chromadb.utils.embedding_functions import SentenceTransformerEmbeddingFunction


class Peer:
    def __init__(self, folder: str) -> None:
        self._embedding = SentenceTransformerEmbeddingFunction(folder, device="cpu", normalize_embeddings=True)

    def embed(self, text: str) -> list[float]:
        return self._embedding([text])[0].tolist()

    def index(self, texts: list[str]) -> None:
        import chromadb

        client = chromadb.EphemeralClient()
        self._collection = client.create_collection("passages", embedding_function=self._embedding)
        most = client.get_max_batch_size()
        for start in range(0, len(texts), most):
            part = texts[start : start + most]
            self._collection.add(ids=[str(start + row) for row in range(len(part))], documents=part)

    def search(self, query: str, k: int) -> list[int]:
        found = self._collection.query(query_texts=[query], n_results=k, include=[])
        return [int(position) for position in found["ids"][0]]
