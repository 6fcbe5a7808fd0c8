"""Five real documents in a corpus folder beside the bank: every sentence of theirs is in the index."""

import re
import shutil
from pathlib import Path

from interviewer.corpus.bank import Bank
from interviewer.inference.encoder import CountingEncoder
from interviewer.retrieval.chunking import split_passages
from interviewer.text import safe_text


def letters(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_every_sentence_of_real_documents_is_in_a_passage_that_fits_the_window(
    root: Path, shared: Path, tmp_path: Path, encoder: CountingEncoder
) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(root / "corpus", corpus)
    documents = sorted((shared / "seeds").glob("*.txt"))
    for document in documents:
        shutil.copy(document, corpus)
    pieces = split_passages(Bank.load(corpus).passages(), encoder)
    assert max(encoder.count_tokens([piece.text for piece in pieces])) <= encoder.window
    for document in documents:
        own = [piece for piece in pieces if piece.file == document.name]
        assert letters("".join(piece.text for piece in own)) == letters(safe_text(document.read_text(encoding="utf-8")))
        lines = document.read_text(encoding="utf-8").splitlines()
        for piece in own:
            assert letters(piece.text)[:20] in letters("".join(lines[piece.line - 1 : piece.line + 2]))
