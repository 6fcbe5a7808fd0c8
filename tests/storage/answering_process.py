"""A process of its own that answers questions without end: `answering_process.py FOLDER SESSION [ANSWERS]`.

After each answer that has been recorded it prints the answer's number.
"""

import sys
from itertools import count
from pathlib import Path

from stored_samples import NOON, make_grade, make_question, make_turn

from interviewer.storage.history import History


def main() -> None:
    folder, session = Path(sys.argv[1]), sys.argv[2]
    numbers = range(1, int(sys.argv[3]) + 1) if len(sys.argv) > 3 else count(1)
    question = make_question(1)
    with History.open(folder, busy_seconds=60) as history:
        history.begin_session(session, NOON, [question], seed=1, mode="practice")
        for number in numbers:
            history.record_answer(session, make_turn(number, question=question, answer=f"answer {number}"), NOON, 1.0)
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()
            history.record_grade(session, number, make_grade(), NOON)


if __name__ == "__main__":
    main()
