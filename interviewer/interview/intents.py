"""What a candidate typed: an answer, or a wish put as a slash command or in a few plain words."""

import re

from interviewer.interview.commands import (
    Answer,
    AskHint,
    Command,
    CountLeft,
    Next,
    Repeat,
    Reveal,
    Skip,
    Stop,
    Unclear,
)
from interviewer.text import fold

MAX_WORDS = 8
"""A longer message is always an answer."""
SLACK = 92.0
"""rapidfuzz ratio from which a message of several words is taken for a phrase with a typo in it."""

HELP = (
    "Type your answer, or /hint for a hint, /skip to leave the question, /repeat to see it again, /answer (or /reveal) "
    "for the model answer, /left for how many questions are left, /next to go on, /quit to stop. "
    "An answer that starts with a slash takes two: //"
)

_SLASH: dict[str, Command] = {
    "hint": AskHint(),
    "skip": Skip(),
    "repeat": Repeat(),
    "answer": Reveal(),
    "reveal": Reveal(),
    "left": CountLeft(),
    "next": Next(),
    "quit": Stop(),
    "help": Unclear(HELP),
}

# Whole messages, folded, without punctuation and politeness. A phrase stands here only if it could not be an answer.
_PHRASES: dict[Command, str] = {
    AskHint(): """
        hint; a hint; hints; next hint; another hint; one more hint; more hints; hint me; any hint; any hints
        give me a hint; give me another hint; give me one more hint; give me the next hint; give a hint
        show me a hint; show a hint; show hint; show me the hint; show the hint; get a hint; have a hint
        get another hint
        i need a hint; i need another hint; i want a hint; i would like a hint; id like a hint; i could use a hint
        have another hint; have one more hint; get one more hint; use a hint; i want another hint
        is there a hint; are there any hints; do you have a hint; do you have any hints; have you got a hint
    """,
    Skip(): """
        skip; skip it; skip this; skip this one; skip that; skip that one; skip question; skip this question
        skip the question; skip that question; skip to the next question; skip to the next one; i skip; i will skip
        ill skip; i want to skip; i want to skip this; i want to skip this one; i want to skip this question; lets skip
        lets skip this; lets skip this one; lets skip this question; i would like to skip; id like to skip
        i would like to skip this question; id like to skip this question; i will skip this one; ill skip this one
        i think i will skip this one; i think ill skip this one; i think i will pass; i think ill pass
        pass; i pass; i will pass; ill pass; pass on this; pass on this one; pass this question; pass on this question
        i pass on this one; i will pass on this one; ill pass on this one
        next; next question; next one; the next question; the next one; go to the next question
        move to the next question
        go on to the next question; move on to the next question; move on; lets move on; give me the next question
        ask me the next question; ask the next question; next question now; another question; a different question
        ask me another question; ask me something else; give me another question; give me a different question
    """,
    Repeat(): """
        repeat; repeat it; repeat that; repeat this; repeat please; repeat question; repeat the question
        repeat that question; repeat this question; repeat the last question; repeat your question; please repeat
        repeat it again; repeat that again; repeat the question again; say that again; say it again; pardon
        say the question again; say again; ask again; ask me again; ask that again; ask the question again
        show the question; show me the question; show the question again; show me the question again; come again
        see the question; see the question again; hear the question again; i beg your pardon; what was that again
        read the question again; what was the question; what was the question again; what is the question
        whats the question; what is the question again; whats the question again; what did you ask; what did you say
    """,
    Reveal(): """
        show answer; show the answer; show me the answer; show me the right answer; show me the correct answer
        show me the model answer; show the model answer; show the correct answer; show the right answer
        show me the solution; show the solution; show solution; show me the reference answer; model answer
        the model answer; reveal; reveal it; reveal answer; reveal the answer; reveal the solution; answer please
        reveal the model answer; tell me the answer; tell me the right answer; tell me the correct answer
        give me the answer; give me the right answer; give me the correct answer; give me the solution
        what is the answer; whats the answer; what was the answer; what is the right answer; whats the right answer
        what is the correct answer; whats the correct answer; what is the model answer; whats the model answer
        what would be the answer; what would the answer be; what is the solution; whats the solution
        i want the answer; i want to see the answer; i would like to see the answer; id like to see the answer
        see the answer
    """,
    CountLeft(): """
        how many left; how many are left; how many more; how many are there left; how many questions left
        how many questions are left; how many questions are there left; how many questions remain; how many remain
        how many questions remaining; how many are remaining; how many questions are remaining; how many more questions
        how many more questions are there; how many more are there; how many questions are there; how many to go
        how many questions to go; how many more to go; how many questions do i have left; how many do i have left
        how many questions are still left; how many questions are still to come; questions left; questions remaining
        remaining questions; number of questions left; how far are we; how far along are we; how much is left
        how much longer; how many questions
    """,
    Stop(): """
        quit; i quit; quit now; quit the interview; quit interview; exit; exit now; exit the interview; exit interview
        stop; stop now; stop here; lets stop; lets stop here; stop the interview; stop interview
        stop this interview; stop the session; i want to stop; i want to stop now; i want to stop here; i want to quit
        i want to exit; i want to leave; i want to end the interview; i want to stop the interview; i would like to stop
        i would like to quit; id like to stop; id like to quit; i need to stop; i have to stop; i have to go
        end interview
        end the interview; end this interview; end the session; finish the interview; lets end the interview
        lets end here; bye; goodbye; good bye
    """,
    Unclear(HELP): """
        help; help me; i need help; i need some help; give me some help; show help; show me the help; commands
        list commands; list the commands; show commands; show the commands; what can i type; what can i say
        what can i do
        what commands are there; what are the commands; which commands are there; how does this work
    """,
}
_COMMANDS: dict[str, Command] = {
    phrase.strip(): command
    for command, phrases in _PHRASES.items()
    for line in phrases.splitlines()
    for phrase in line.split(";")
    if phrase.strip()
}
# Swapping two neighbouring letters of these words gives no word that an answer could consist of.
_KEYWORDS = {
    "".join(sorted(word)): word for word in ("hint", "skip", "repeat", "quit", "exit", "help", "reveal", "next")
}

_POLITE_START = re.compile(
    r"^(?:(?:ok|okay|please|pls|plz|hey|hi|sorry|um|uh) |(?:can|could|would|will) (?:you|u|i|we) |may i )+"
)
_POLITE_END = re.compile(r"(?: (?:please|pls|plz|thanks|thank you|thx|for me))+$")
_APOSTROPHES = re.compile("['’ʼ´]")
_PUNCTUATION = re.compile(r"[^\w\s]+")
# A message with code, a quotation or a list in it, or of several lines, is an answer, whatever its words.
_ANSWER_SIGNS = re.compile(r"[`\"“”«»(){}\[\]<>=+*/\\$#@|~^&%_\n]")


def read_intent(text: str) -> Command:
    """The command that a message stands for; whatever is not surely a wish is an `Answer`, without white space around.

    `/word` is a command, `//` at the start an answer that begins with one slash. Plain words count as a wish only when
    the whole message, of at most 8 words, says nothing else.
    """
    message = text.strip()
    if not message:
        return Unclear("Type an answer, or /skip to go on.")
    if message.startswith("//"):
        return Answer(message[1:])
    if message.startswith("/"):
        return _slash_command(message)
    return _plain_wish(message) or Answer(message)


def _slash_command(message: str) -> Command:
    name, *more = message[1:].split() or [""]
    command = _SLASH.get(fold(name))
    if command is None:
        return Unclear(f"There is no command /{name[:20]}. {HELP}")
    if more:
        return Unclear(f"Nothing was done: /{fold(name)} stands alone on its line.")
    return command


def _plain_wish(message: str) -> Command | None:
    words = [] if _ANSWER_SIGNS.search(message) else _plain_words(message)
    if not 0 < len(words) <= MAX_WORDS:
        return None
    said = " ".join(_mended(word) for word in words)
    asked = _POLITE_END.sub("", _POLITE_START.sub("", said))
    for phrase in (said, asked):
        if phrase in _COMMANDS:
            return _COMMANDS[phrase]
    return _with_typo(asked.split())


def _plain_words(message: str) -> list[str]:
    """The words of a message, folded, apostrophes closed up ("what's" is "whats"), other punctuation gone."""
    return _PUNCTUATION.sub(" ", _APOSTROPHES.sub("", fold(message))).split()


def _mended(word: str) -> str:
    """A keyword for a word that differs from it only by two neighbouring letters swapped."""
    keyword = _KEYWORDS.get("".join(sorted(word)), word)
    places = [place for place, (a, b) in enumerate(zip(word, keyword, strict=True)) if a != b]
    return keyword if len(places) == 2 and places[1] == places[0] + 1 else word


def _with_typo(words: list[str]) -> Command | None:
    """The command of the phrase that differs from these words in one word by a letter or so.

    A lone word must be exact, for too many words are near to each other, and an ending makes another word: "stops it"
    and "repeats that" are answers.
    """
    from rapidfuzz import fuzz  # not before the first paint

    for phrase, command in _COMMANDS.items():
        others = [pair for pair in zip(words, phrase.split(), strict=False) if pair[0] != pair[1]]
        if len(words) != phrase.count(" ") + 1 or len(words) < 2 or len(others) != 1:
            continue
        typed, meant = others[0]
        if not typed.startswith(meant) and fuzz.ratio(" ".join(words), phrase) >= SLACK:
            return command
    return None
