"""The corpus browser: all questions by topic, search as you type by words and by meaning, and one to practise."""

import asyncio
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Footer, Input, Static

from interviewer.corpus.bank import Bank
from interviewer.corpus.search import BankSearch
from interviewer.errors import InterviewerError
from interviewer.text import safe_text
from interviewer.tui.desk import Desk
from interviewer.tui.findings import Finding, Heading, Row, by_meaning, by_topic, by_words
from interviewer.tui.messages import QuestionChosen
from interviewer.tui.widgets.banner import Banner
from interviewer.tui.widgets.line_box import LineBox
from interviewer.tui.widgets.question_list import QuestionList
from interviewer.tui.widgets.question_preview import QuestionPreview
from interviewer.tui.widgets.top_bar import TopBar, name_plate
from interviewer.tui.wording import count
from interviewer.worker import NearPassage

_MOST_MATCHES = 50
_MOST_NEAR = 20
_SHORTEST_MEANING = 3
"""Fewer characters mean nothing yet."""
_MEANING_SECONDS = 0.3
"""Rest from typing after which the meaning is looked up."""
_PREVIEW_SECONDS = 0.08
"""Rest of the cursor after which its question is shown."""


class BrowserScreen(Screen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "practise", "Practise this question"),
        Binding("escape", "leave", "Back", key_display="esc"),
        Binding("f1", "app.help", "Help"),
        Binding("up", "in_list('move', -1)", "Up", show=False),
        Binding("down", "in_list('move', 1)", "Down", show=False),
        Binding("pageup", "in_list('move_page', -1)", "Page up", show=False),
        Binding("pagedown", "in_list('move_page', 1)", "Page down", show=False),
    ]

    box = query_one("#search", LineBox)
    questions = query_one("#questions-list", QuestionList)
    preview = query_one(QuestionPreview)
    banner = query_one("#search-banner", Banner)

    def __init__(self, desk: Desk, *, cursor_blink: bool = True) -> None:
        super().__init__()
        self._desk = desk
        self._cursor_blink = cursor_blink
        self._search: asyncio.Task[BankSearch] | None = None
        self._query = ""
        self._matches: list[Finding] = []
        self._near: tuple[NearPassage, ...] | None = None
        self._meaning = ""
        self._meaning_timer: Timer | None = None
        self._preview_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        yield TopBar(name_plate("Corpus"), self._desk.worker_status, self._desk.worker_changes)
        with Vertical(id="browser"):
            with Horizontal(id="search-line"):
                yield Static(Content.styled("Search ", "bold $text-primary"), id="search-label")
                yield LineBox("type words, or what you mean", id="search", cursor_blink=self._cursor_blink)
                yield Static(id="search-state")
            yield Banner(id="search-banner")
            with Container(id="browser-panes"):
                with Vertical(id="questions-panel") as panel:
                    panel.border_title = "Questions"
                    yield QuestionList(id="questions-list")
                preview = QuestionPreview(id="preview")
                preview.border_title = "Question"
                yield preview
        yield Footer()

    def on_mount(self) -> None:
        self.box.focus()
        if self._desk.bank is not None:
            self.show_bank(self._desk.bank)

    def on_unmount(self) -> None:
        if self._search is not None:
            self._search.cancel()

    def show_bank(self, bank: Bank) -> None:
        """Lists a corpus that has just been read, or searches it for what stands in the box."""
        self._search = asyncio.create_task(asyncio.to_thread(BankSearch, bank))
        self._look_for(self._query)

    # --- searching --------------------------------------------------------------------------------------------------

    @on(Input.Changed, "#search")
    def _typed(self, event: Input.Changed) -> None:
        self._look_for(safe_text(event.value).lstrip())

    def _look_for(self, query: str) -> None:
        bank = self._desk.bank
        self._query, self._matches, self._near = query, [], None
        if self._meaning_timer is not None:
            self._meaning_timer.stop()
        self.workers.cancel_group(self, "words")
        self.workers.cancel_group(self, "meaning")
        if bank is None:
            return
        if not query:
            self.banner.clear()
            self._tell(count(len(bank.questions), "question"))
            self.questions.show(by_topic(bank), stay=True)
            return
        means_something = len(query.strip()) >= _SHORTEST_MEANING
        self._meaning = "…" if means_something else ""
        self.run_worker(self._find_words(query), name="words", group="words", exclusive=True)
        if means_something:
            self._meaning_timer = self.set_timer(_MEANING_SECONDS, self._ask_for_meaning)

    async def _find_words(self, query: str) -> None:
        assert self._search is not None, "made ready when there is a bank"
        search = await asyncio.shield(self._search)
        self._matches = by_words(await asyncio.to_thread(search.find, query, _MOST_MATCHES, unfinished=True))
        self._show_found(stay=False)

    def _ask_for_meaning(self) -> None:
        self.run_worker(self._find_meaning(self._query), name="meaning", group="meaning", exclusive=True)

    async def _find_meaning(self, query: str) -> None:
        worker = self._desk.worker
        if worker is None:
            return
        try:
            # Given up, when typing goes on, before the process has begun with it.
            self._near = await asyncio.wrap_future(worker.search(query, _MOST_NEAR))
        except InterviewerError as error:
            self._meaning = "not available"
            self.banner.say(f"By words only: {error}")
        else:
            self.banner.clear()
        self._show_found(stay=True)

    def _show_found(self, *, stay: bool) -> None:
        """What was found by words, and under it what else is near in meaning."""
        assert self._desk.bank is not None, "searched in it"
        matches: list[Finding] = self._matches
        others: list[Finding] = []
        if self._near is not None:
            matches, others = by_meaning(self._near, self._desk.bank, self._matches)
            self._meaning = str(len(others)) if others else "nothing else is near"
        rows: list[Row] = [Heading("By words", str(len(matches)) if matches else "nothing"), *matches]
        if self._meaning:
            rows += [Heading("By meaning", self._meaning), *others]
        self._tell(count(len(matches) + len(others), "finding"))
        self.questions.show(rows, stay=stay)

    def _tell(self, state: str) -> None:
        self.query_one("#search-state", Static).update(Content.styled(state, "$foreground-muted"))

    # --- keys -------------------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Typing goes into the search box, wherever the focus is; from there Enter goes to the list."""
        if event.key == "enter" and self.focused is self.box:
            event.stop()
            self.questions.focus()
        elif event.is_printable and event.character and self.focused is not self.box:
            event.stop()
            self.box.focus()
            self.box.insert_text_at_cursor(event.character)

    def action_in_list(self, action: str, amount: int) -> None:
        """Moves the list's cursor from the search box."""
        (self.questions.action_move if action == "move" else self.questions.action_move_page)(amount)

    def action_practise(self) -> None:
        finding = self.questions.highlighted
        if finding is not None and finding.question is not None:
            self.post_message(QuestionChosen(finding.question))

    def action_leave(self) -> None:
        """Empties the search box first, then goes home."""
        if self.box.value:
            self.box.value = ""
            self.box.focus()
        else:
            self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "practise":
            finding = self.questions.highlighted if self.is_mounted else None
            return finding is not None and finding.question is not None
        return True

    @on(QuestionList.Chosen)
    def _chosen(self) -> None:
        self.action_practise()

    @on(QuestionList.Highlighted)
    def _highlighted(self) -> None:
        self.refresh_bindings()
        if self._preview_timer is not None:
            self._preview_timer.stop()
        self._preview_timer = self.set_timer(_PREVIEW_SECONDS, self._show_preview)

    def _show_preview(self) -> None:
        self.preview.show(self.questions.highlighted)
