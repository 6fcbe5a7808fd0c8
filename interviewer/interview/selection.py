"""Which questions an interview puts, and in which order."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from random import Random

from interviewer.models import Difficulty, Question
from interviewer.text import fold


def select_questions(
    questions: Sequence[Question],
    *,
    topics: Collection[str] = (),
    difficulty: Difficulty | None,
    count: int | None,
    seed: int,
    last_asked: Mapping[str, datetime],
) -> list[Question]:
    """The plan of an interview: at most `count` of the questions that fit (None: all of them), none twice.

    Questions never asked before are taken first, in an order drawn with `seed`, then those asked longest ago
    (`last_asked`: question id to the time it was last put). What was taken is shuffled with the same seed.
    The same arguments give the same plan, whatever the order of `questions`.
    """
    wanted = {fold(topic) for topic in topics}
    fitting = {
        question.id: question
        for question in questions
        if (not wanted or fold(question.topic) in wanted) and difficulty in (None, question.difficulty)
    }
    chance = Random(seed)
    ids = sorted(fitting)
    chance.shuffle(ids)
    # The sort is stable: among questions never asked, and among those asked at the same time, the shuffled order stays.
    never = [id_ for id_ in ids if id_ not in last_asked]
    before = sorted((id_ for id_ in ids if id_ in last_asked), key=lambda id_: last_asked[id_])
    chosen = (never + before)[:count]
    chance.shuffle(chosen)
    return [fitting[id_] for id_ in chosen]
