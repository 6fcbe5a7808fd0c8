"""LangChain: its Hugging Face embeddings, its FAISS store."""

from langchain_huggingface import HuggingFaceEmbeddings


class Peer:
    def __init__(self, folder: str) -> None:
        self._embeddings = HuggingFaceEmbeddings(
            model_name=folder, model_kwargs={"device": "cpu"}, encode_kwargs={"normalize_embeddings": True}
        )

    def embed(self, text: str) -> list[float]:
        return self._embeddings.embed_query(text)

    def index(self, texts: list[str]) -> None:
        from langchain_community.vectorstores import FAISS

        self._store = FAISS.from_texts(texts, self._embeddings, ids=[str(position) for position in range(len(texts))])

    def search(self, query: str, k: int) -> list[int]:
        return [int(document.id) for document in self._store.similarity_search(query, k=k)]
