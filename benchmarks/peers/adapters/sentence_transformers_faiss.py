"""sentence-transformers and FAISS as their documentation shows them: what every other row is compared with."""

from sentence_transformers import SentenceTransformer


class Peer:
    def __init__(self, folder: str) -> None:
        self._model = SentenceTransformer(folder, device="cpu")

    def embed(self, text: str) -> list[float]:
        return self._encode([text])[0].tolist()

    def index(self, texts: list[str]) -> None:
        import faiss

        vectors = self._encode(texts)
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(vectors)

    def search(self, query: str, k: int) -> list[int]:
        _, rows = self._index.search(self._encode([query]), k)
        return rows[0].tolist()

    def _encode(self, texts: list[str]):
        return self._model.encode(texts, normalize_embeddings=True)
