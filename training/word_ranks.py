"""Writes interviewer/grading/data/word_ranks.txt: English words by falling frequency.

Source: the vocabulary of all-MiniLM-L6-v2 (bert-base-uncased, Apache-2.0), whose whole words are listed by falling
frequency in its training text (Devlin et al. 2019). Run: `python training/word_ranks.py`.
"""

from pathlib import Path

from interviewer.inference.model_files import find_model
from interviewer.settings import DEFAULT_MODEL

TARGET = Path(__file__).resolve().parent.parent / "interviewer" / "grading" / "data" / "word_ranks.txt"


def main() -> None:
    vocabulary = (find_model(DEFAULT_MODEL).folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    words = [word for word in vocabulary if word.isascii() and word.isalpha() and len(word) > 1]
    heading = "# English words by falling frequency; made by training/word_ranks.py from bert-base-uncased (Apache-2.0)"
    TARGET.write_text("\n".join([heading, *words]) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
