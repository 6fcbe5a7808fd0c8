"""How fast answers are graded: `python benchmarks/grading.py`. Medians of five.

Answers of 40 words, no two alike, are made by seed from sentences of the sample answers in tests/data.
"""

import json
import random
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from machine import describe_machine

from interviewer import Workspace
from interviewer.grading.grader import Grader
from interviewer.models import Question
from interviewer.text import sentences

REPEATS = 5
BATCH = 200
WORDS = 40
SEED = 1
DATA = Path(__file__).resolve().parent.parent / "tests" / "data"


def answers(count: int, question_id: str, generator: random.Random) -> list[str]:
    """Sentences from answers to the question and to others, each with a word left out, cut to 40 words."""
    rows = [json.loads(line) for file in sorted(DATA.glob("sample_answers_*.jsonl")) for line in file.open("rb")]
    own = [row["answer"] for row in rows if row["question_id"] == question_id]
    pool = [span.of(text) for text in (*own * 10, *(row["answer"] for row in rows)) for span in sentences(text)]
    made = []
    for _ in range(count):
        words: list[str] = []
        while len(words) < WORDS:
            sentence = generator.choice(pool).split()
            sentence.pop(generator.randrange(len(sentence)))
            words += sentence
        made.append(" ".join(words[:WORDS]))
    return made


def timed(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def main() -> None:
    generator = random.Random(SEED)
    with Workspace.open() as workspace:
        asked = [question for question in workspace.bank.questions if question.concepts]
        exam = asked[:: len(asked) // 5][:5]
        texts = {question.id: answers(REPEATS * BATCH // 5 + REPEATS, question.id, generator) for question in exam}
        workspace.grader().grade(asked[-1], "The first call of all loads what later ones use.")

        opener, digest = workspace.opener, workspace.bank.digest
        encoder, verifier, index = opener.encoder, opener.verifier, opener.index()

        def grader() -> Grader:
            """One that has seen nothing yet."""
            return Grader(encoder, verifier, index, digest)

        def take(question: Question) -> str:
            return texts[question.id].pop()

        cold = [timed(lambda q=question: grader().grade(q, take(q))) for question in exam]  # type: ignore[misc]
        seen = grader()
        seen.grade(exam[0], take(exam[0]))
        warm = [timed(lambda: seen.grade(exam[0], take(exam[0]))) for _ in range(REPEATS - 1)]
        rates = []
        for _ in range(REPEATS):
            batch = [(question, take(question)) for question in exam for _ in range(BATCH // 5 - 1)]
            rates.append(len(batch) / timed(lambda b=batch: grader().grade_many(b)))  # type: ignore[misc]
    print(f"{describe_machine()}.\n\n| grading answers of {WORDS} words | |\n|---|---|")
    print(f"| one answer, question not seen before | {1000 * median(cold):.0f} ms |")
    print(f"| one answer, question seen before | {1000 * median(warm):.0f} ms |")
    print(f"| a batch of {BATCH - 5} answers to 5 questions | {median(rates):.0f} answers/s |")


if __name__ == "__main__":
    main()
