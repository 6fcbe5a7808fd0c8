"""What the candidate asked for when starting an interview."""

from dataclasses import dataclass

from interviewer.models import Difficulty


@dataclass(frozen=True, slots=True)
class PracticeWishes:
    """The options of `interviewer practice`, the same for the terminal app and for plain mode."""

    topics: tuple[str, ...]
    """Topic keys; empty for all topics."""
    difficulty: Difficulty | None
    """None for every difficulty."""
    count: int
    """Main questions wanted."""
    seed: int
    """Decides the choice and the order of the questions."""
    follow_ups: bool
    resume: bool
    """Go on with the latest interview that was not ended; what else is wished does not apply then."""
    at_once: bool = False
    """The terminal app begins with the first question; otherwise with the start screen, these wishes chosen."""
