"""LlamaIndex: its Hugging Face embedding, its vector index over FAISS."""

from llama_index.embeddings.huggingface import HuggingFaceEmbedding


class Peer:
    def __init__(self, folder: str) -> None:
        self._embedding = HuggingFaceEmbedding(model_name=folder, device="cpu")

    def embed(self, text: str) -> list[float]:
        return self._embedding.get_query_embedding(text)

    def index(self, texts: list[str]) -> None:
        import faiss
        from llama_index.core import StorageContext, VectorStoreIndex
        from llama_index.core.schema import TextNode
        from llama_index.vector_stores.faiss import FaissVectorStore

        store = FaissVectorStore(faiss_index=faiss.IndexFlatIP(len(self.embed("dimension"))))
        self._index = VectorStoreIndex(
            [TextNode(id_=str(position), text=text) for position, text in enumerate(texts)],
            embed_model=self._embedding,
            storage_context=StorageContext.from_defaults(vector_store=store),
        )

    def search(self, query: str, k: int) -> list[int]:
        found = self._index.as_retriever(similarity_top_k=k).retrieve(query)
        return [int(item.node.node_id) for item in found]
