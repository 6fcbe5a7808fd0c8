"""Rising numbers: which of the numbered lines are the questions, and where the numbering has gaps."""

from collections.abc import Callable, Sequence
from typing import Literal

from interviewer.importing.recognised import Gap
from interviewer.importing.recognition.shapes import Candidate

_NEXT = 1.0
_SKIP = -0.4
_REPEAT = -0.4
_RESTART_AT_SECTION = 0.1
_RESTART = -3.0
_JUMP = -3.0
_COST = 0.9
_LARGEST_SKIP = 12


def main_sequence(
    numbered: Sequence[Candidate],
    has_body: Callable[[Candidate], bool],
    starts_section: Callable[[Candidate], bool],
    *,
    cost: float = _COST,
) -> list[Candidate]:
    """The chain of lines whose numbers go on best: a longest path that rewards +1 and what reads like a question.

    Lists inside answers restart often and lead nowhere; the questions go through the whole document. Numbers may
    skip, repeat and restart, which costs little at the start of a section and more elsewhere. `cost`: what each line
    must earn, by its wording, its number and what stands below it.
    """
    if not numbered:
        return []
    scores: list[float] = []
    before: list[int] = []
    best_with: dict[tuple[int, ...], int] = {}
    best_of_all: int | None = None
    for position, candidate in enumerate(numbered):
        parts = candidate.parts
        quality = 0.8 * candidate.likeness + 0.4 * has_body(candidate) + 0.4 * candidate.label - cost
        options: list[tuple[float, int]] = [(0.0 if parts[-1:] <= (1,) else -0.5, -1)]
        for step in range(1, _LARGEST_SKIP + 1):
            known = best_with.get((*parts[:-1], parts[-1] - step))
            if known is not None:
                options.append((scores[known] + (_NEXT if step == 1 else _SKIP - 0.05 * step), known))
        same = best_with.get(parts)
        if same is not None:
            options.append((scores[same] + _REPEAT, same))
        if best_of_all is not None:
            if parts[-1] <= 1:
                fresh = starts_section(candidate) or len(parts) > 1
                options.append((scores[best_of_all] + (_RESTART_AT_SECTION if fresh else _RESTART), best_of_all))
            else:
                options.append((scores[best_of_all] + _JUMP, best_of_all))
        score, previous = max(options)
        scores.append(score + quality)
        before.append(previous)
        if parts not in best_with or scores[best_with[parts]] <= scores[position]:
            best_with[parts] = position
        if best_of_all is None or scores[best_of_all] <= scores[position]:
            best_of_all = position
    places: list[int] = []
    position = max(range(len(scores)), key=lambda index: (scores[index], -index))
    while position >= 0:
        places.append(position)
        position = before[position]
    chain = _without_detours([numbered[index] for index in reversed(places)])
    return _without_foreign_runs(chain, starts_section)


def _without_detours(chain: list[Candidate]) -> list[Candidate]:
    """A chain without lists inside answers that happen to lead back to it: 4, [1, 2, 3, 4,] 5.

    A stretch that begins at 1 goes if the numbers go on over the gap, and it reads less like questions than the rest.
    """
    if not chain:
        return chain
    usual = sum(candidate.likeness for candidate in chain) / len(chain)
    kept: list[Candidate] = []
    place = 0
    while place < len(chain):
        candidate = chain[place]
        if kept and candidate.parts[-1] == 1 and candidate.parts <= kept[-1].parts:
            wanted = (*kept[-1].parts[:-1], kept[-1].parts[-1] + 1)
            end = next((later for later in range(place + 1, len(chain)) if chain[later].parts == wanted), None)
            if end is not None:
                # The stretch may itself reach the wanted number: the last such line that reads like a question counts.
                stretch = chain[place:end]
                likeness = sum(one.likeness for one in stretch) / len(stretch)
                if likeness < min(0.5, usual) and not any(one.label for one in stretch):
                    place = end
                    continue
        kept.append(candidate)
        place += 1
    return kept


def _without_foreign_runs(chain: list[Candidate], starts_section: Callable[[Candidate], bool]) -> list[Candidate]:
    """A chain without the runs that do not read like questions where the others do: lists in the last answers."""
    if not chain or _share(chain) < 0.6:
        return chain
    runs: list[list[Candidate]] = []
    for candidate in chain:
        if not runs or candidate.parts <= runs[-1][-1].parts:
            runs.append([])
        runs[-1].append(candidate)
    return [c for run in runs if _share(run) >= 0.3 or starts_section(run[0]) for c in run]


def _share(run: Sequence[Candidate]) -> float:
    return sum(candidate.likeness >= 0.5 for candidate in run) / len(run)


def gaps_in(numbers: Sequence[tuple[str | None, int]]) -> tuple[Gap, ...]:
    """Places where printed numbers do not go on by one, given with their lines; unnumbered ones are passed over."""
    gaps: list[Gap] = []
    previous: tuple[str, tuple[int, ...]] | None = None
    for number, line in numbers:
        parts = tuple(int(part) for part in number.split(".") if part.isdigit()) if number else ()
        if number is None or not parts:
            continue
        if previous is not None and (kind := _step(previous[1], parts)):
            gaps.append(Gap(previous[0], number, line, kind))
        previous = (number, parts)
    return tuple(gaps)


def _step(
    before: tuple[int, ...], after: tuple[int, ...]
) -> Literal["skips", "repeats", "restarts", "goes back"] | None:
    if len(before) != len(after):
        return None
    if after == before:
        return "repeats"
    if after[:-1] == before[:-1] and after[-1] == before[-1] + 1:
        return None
    if after[-1] <= 1:
        return "restarts" if after < before else None
    return "skips" if after > before else "goes back"
