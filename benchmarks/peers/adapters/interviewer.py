"""The project itself: its encoder and its index, written to disk and verified as in use."""

from interviewer.inference.loading import load_encoder
from interviewer.settings import DEFAULT_MODEL


class Peer:
    def __init__(self, folder: str) -> None:
        """`folder` is that of the default model, which is loaded by its name."""
        self._encoder = load_encoder(DEFAULT_MODEL)

    def embed(self, text: str) -> list[float]:
        return self._encoder.encode([text])[0].tolist()

    def index(self, texts: list[str]) -> None:
        from pathlib import Path
        from tempfile import TemporaryDirectory

        from interviewer.models import Passage
        from interviewer.retrieval.build import build_index
        from interviewer.retrieval.index import open_index

        passages = [Passage(text=text, file=str(position), line=0) for position, text in enumerate(texts)]
        with TemporaryDirectory() as folder:
            build_index(Path(folder), passages, "corpus", self._encoder, self._encoder)
            self._index = open_index(Path(folder), "corpus", self._encoder.digest)

    def search(self, query: str, k: int) -> list[int]:
        return [int(hit.passage.file) for hit in self._index.search(self._encoder.encode([query]), k)[0]]
