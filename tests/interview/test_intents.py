"""What a candidate typed: wishes are understood, answers are never swallowed."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.interview.commands import Answer, AskHint, CountLeft, Next, Repeat, Reveal, Skip, Stop, Unclear
from interviewer.interview.intents import read_intent
from interviewer.text import sentences

WISHES = {
    AskHint: [
        "hint",
        "Hint please",
        "give me a hint please",
        "Could you give me a hint?",
        "can I have another hint?",
        "I need a hint.",
        "any hints?",
        "hnit please",
        "give me a hitn",
        "HINT!!",
    ],
    Skip: [
        "skip",
        "Skip this one.",
        "next question please",
        "next",
        "Next question!",
        "pass",
        "I'll pass on this one",
        "let's skip this question",
        "can we skip this?",
        "skpi",
        "move on to the next questoin",
    ],
    Repeat: [
        "repeat the question",
        "can you say that again?",
        "Please repeat the question.",
        "repeat",
        "Sorry, could you repeat that please?",
        "what was the question again?",
        "repaet the question",
        "say that agian",
        "can I see the question again?",
    ],
    Reveal: [
        "show me the answer",
        "what's the answer?",
        "What’s the answer",
        "what is the correct answer?",
        "tell me the answer please",
        "shwo me the answer",
        "what is the anwser",
        "ok, show me the model answer",
        "reveal the answer",
    ],
    CountLeft: [
        "how many are left?",
        "how many questions remain",
        "How many questions are left?",
        "how many more questions?",
        "how many questoins are left",
        "how many to go?",
        "questions left?",
    ],
    Stop: [
        "quit",
        "stop",
        "I want to stop",
        "I'd like to stop, please.",
        "exit",
        "end the interview",
        "stop the interveiw",
        "let's stop here",
        "Quit.",
    ],
    Unclear: ["help", "help!", "what can I type?", "I need help", "hlep"],
}

ANSWERS = [
    "I don't know",
    "i dont know",
    "no idea, sorry",
    "Skip connections help gradients",
    "skip connections",
    "Skip connection",
    "Pass the gradient back through the layer.",
    "pass the gradient",
    "a forward pass",
    "backward pass",
    "The hint is in the chain rule",
    "hint: it is the chain rule",
    "Repeat the forward pass with dropout on",
    "repeat the equation",
    "Repeat the epoch.",
    "Stop words carry little meaning",
    "stop gradient",
    "early stopping",
    "stop training",
    "Stop when validation loss rises",
    "Stops it.",
    "skips it",
    "it repeats that",
    "then stop",
    "no, just stop",
    "next token prediction",
    "next sentence",
    "Next word",
    "next one in the sequence",
    "left and right context",
    "How many questions are left unanswered by the model is the recall",
    "the answer is no",
    "Answer: softmax",
    "show the gradient",
    "what is the gradient",
    "help the optimiser escape",
    "exit gate",
    "quitting early",
    "reveals the layer",
    "`pass`",
    '"skip"',
    "skip()",
    "step",
    "heap",
    "ship",
    "past",
    "hist",
    "repeats",
    "residual",
    "I want to stop the gradient from vanishing",
    "skip\nconnections",
    "pass\nstop",
    "To skip this question of scale, normalise the inputs first",
    "yes",
    "42",
    "?",
    "❤",
]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in WISHES.items() for text in texts])
def test_a_wish_in_plain_words_is_understood(kind, text):
    assert isinstance(read_intent(text), kind)


@pytest.mark.parametrize("text", ANSWERS)
def test_an_answer_stays_an_answer(text):
    assert read_intent(text) == Answer(text)


def test_the_phrase_lists_are_long_enough_to_mean_something():
    assert sum(len(texts) for texts in WISHES.values()) >= 40
    assert len(ANSWERS) >= 40


def test_no_sentence_of_a_candidate_is_taken_for_a_wish():
    files = sorted((Path(__file__).parent.parent / "data").glob("sample_answers_*.jsonl"))
    rows = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    texts = {row["answer"].strip() for row in rows}
    texts |= {span.of(text) for text in texts for span in sentences(text)}
    assert len(texts) > 300
    wishes = [text for text in texts if not text.startswith("/") and read_intent(text) != Answer(text)]
    assert wishes == []


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("/hint", AskHint()),
        ("/skip", Skip()),
        ("/repeat", Repeat()),
        ("/answer", Reveal()),
        ("/reveal", Reveal()),
        ("/left", CountLeft()),
        ("/next", Next()),
        ("/quit", Stop()),
        ("  /HINT  ", AskHint()),
    ],
)
def test_slash_commands(typed, command):
    assert read_intent(typed) == command


def test_help_and_unknown_slash_commands_list_the_commands():
    for typed in ("/help", "/frobnicate", "/"):
        unclear = read_intent(typed)
        assert isinstance(unclear, Unclear)
        for name in ("/hint", "/skip", "/repeat", "/answer", "/reveal", "/left", "/next", "/quit"):
            assert name in unclear.message
    assert "/frobnicate" in read_intent("/frobnicate").message


def test_words_after_a_slash_command_are_not_lost_without_a_word():
    unclear = read_intent("/answer it is the chain rule")
    assert isinstance(unclear, Unclear)
    assert "/answer stands alone" in unclear.message


def test_two_slashes_begin_an_answer_with_one():
    assert read_intent("//hint is a path") == Answer("/hint is a path")
    assert read_intent("//skip") == Answer("/skip")


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_an_empty_message_asks_for_an_answer(text):
    assert read_intent(text) == Unclear("Type an answer, or /skip to go on.")


@settings(deadline=None)
@given(st.lists(st.from_regex(r"[a-z]{1,12}", fullmatch=True), min_size=9, max_size=30))
def test_a_long_message_is_always_an_answer(words):
    assert read_intent(" ".join(words)) == Answer(" ".join(words))


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read(text):
    command = read_intent(text)
    if isinstance(command, Answer):
        assert command.text
        assert command.text in text
