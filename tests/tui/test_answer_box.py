"""Typing, new lines, pastes and their limit."""

from time import perf_counter

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from interviewer.text import MAX_ANSWER_CHARACTERS
from interviewer.tui.messages import AnswerCut, NextRequested, TextSubmitted
from interviewer.tui.widgets.answer_box import AnswerBox


class BoxApp(App[None]):
    """Nothing but the box, and a record of what it says."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[object] = []

    def compose(self) -> ComposeResult:
        yield AnswerBox(cursor_blink=False)

    @property
    def box(self) -> AnswerBox:
        return self.query_one(AnswerBox)

    def on_text_submitted(self, message: TextSubmitted) -> None:
        self.said.append(message.text)

    def on_next_requested(self, message: NextRequested) -> None:
        self.said.append(NextRequested)

    def on_answer_cut(self, message: AnswerCut) -> None:
        self.said.append(AnswerCut)


async def paste(pilot: Pilot[None], text: str) -> None:
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


async def test_enter_submits_and_empties_the_box() -> None:
    app = BoxApp()
    async with app.run_test() as pilot:
        await pilot.press("h", "i", "enter")
        assert app.said == ["hi"]
        assert app.box.text == ""


async def test_enter_on_an_empty_box_asks_to_go_on() -> None:
    app = BoxApp()
    async with app.run_test() as pilot:
        await pilot.press("enter")
        app.box.insert("  \n ")
        await pilot.press("enter")
        assert app.said == [NextRequested, NextRequested]


@pytest.mark.parametrize("key", ["ctrl+j", "shift+enter", "alt+enter"])
async def test_a_new_line_needs_no_special_terminal(key: str) -> None:
    app = BoxApp()
    async with app.run_test() as pilot:
        await pilot.press("a", key, "b")
        assert app.box.text == "a\nb"
        assert app.said == []


async def test_keys_that_arrive_in_one_burst_keep_their_order() -> None:
    app = BoxApp()
    async with app.run_test() as pilot:
        for key in ("a", "ctrl+j", "b", "enter", "c"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        assert app.said == ["a\nb"]
        assert app.box.text == "c"


async def test_a_paste_of_many_lines_stays_whole() -> None:
    app = BoxApp()
    async with app.run_test() as pilot:
        text = "\n".join(f"line {number}" for number in range(200))
        await paste(pilot, text)
        assert app.box.text == text
        assert app.said == []


async def test_line_ends_of_other_systems_are_line_ends() -> None:
    app = BoxApp()
    async with app.run_test() as pilot:
        await paste(pilot, "one\r\ntwo\rthree")
        assert app.box.text == "one\ntwo\nthree"


async def test_terminal_controls_do_not_get_in() -> None:
    app = BoxApp()
    async with app.run_test() as pilot:
        await paste(pilot, "a\x1b]52;c;aGk=\x07b\x9b2Jc\u202ed")
        assert app.box.text == "a]52;c;aGk=b2Jc\\u202ed"


@pytest.mark.parametrize(
    "text", ["word " * 2_000_000, "x" * 1_000_000, "short line\n" * 900_000], ids=["10 MB", "1 MB line", "lines"]
)
async def test_a_huge_paste_is_cut_at_the_limit_within_a_second(text: str) -> None:
    app = BoxApp()
    async with app.run_test() as pilot:
        began = perf_counter()
        await paste(pilot, text)
        assert perf_counter() - began < 1.0
        assert app.box.text == text[:MAX_ANSWER_CHARACTERS]
        assert app.said == [AnswerCut]


async def test_typing_stays_quick_in_a_line_of_the_greatest_length() -> None:
    app = BoxApp()
    async with app.run_test() as pilot:
        await paste(pilot, "x" * (MAX_ANSWER_CHARACTERS - 50))
        began = perf_counter()
        for letter in "twenty letters typed":
            app.box.insert(letter)
            app.box.render_lines(app.box.size.region)
        assert (perf_counter() - began) / 20 < 0.1


async def test_nothing_more_is_typed_into_a_full_box() -> None:
    app = BoxApp()
    async with app.run_test() as pilot:
        await paste(pilot, "x" * MAX_ANSWER_CHARACTERS)
        assert app.said == []
        await pilot.press("y")
        assert len(app.box.text) == MAX_ANSWER_CHARACTERS
        assert app.said == [AnswerCut]
        await pilot.press("backspace", "y")
        assert app.box.text.endswith("xy")


async def test_a_paste_replaces_what_is_selected() -> None:
    app = BoxApp()
    async with app.run_test() as pilot:
        await paste(pilot, "x" * MAX_ANSWER_CHARACTERS)
        app.box.select_all()
        await paste(pilot, "new")
        assert app.box.text == "new"
        assert app.said == []


async def test_the_box_counts_the_words() -> None:
    app = BoxApp()
    async with app.run_test() as pilot:
        await paste(pilot, "three words here")
        assert app.box.border_subtitle == "3 words"
