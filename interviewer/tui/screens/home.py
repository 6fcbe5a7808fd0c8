"""Where an interview begins: topics, difficulty, how many questions; what was left unfinished; what is wrong."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Button, Footer, Label, SelectionList, Static

from interviewer.corpus.bank import Bank
from interviewer.errors import InterviewerError
from interviewer.interview.wishes import PracticeWishes
from interviewer.models import Difficulty, Question
from interviewer.storage.records import SessionSummary
from interviewer.text import fold
from interviewer.tui.desk import Desk
from interviewer.tui.messages import BrowseRequested, ImportRequested, ResumeRequested, StartRequested
from interviewer.tui.widgets.banner import Banner
from interviewer.tui.widgets.choice import Choice
from interviewer.tui.widgets.recent_sessions import RecentSessions
from interviewer.tui.widgets.resume_card import ResumeCard
from interviewer.tui.widgets.top_bar import TopBar, name_plate
from interviewer.tui.widgets.topic_list import TopicList
from interviewer.tui.wording import count

_DIFFICULTIES: dict[str, Difficulty | None] = {"any": None, "easy": "easy", "medium": "medium", "hard": "hard"}
_COUNTS = (3, 5, 10)
_USUAL_COUNT = 5
_RECENT = 5


class HomeScreen(Screen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "start", "Start"),
        Binding("enter", "start", "Start", show=False),
        Binding("r", "resume", "Resume"),
        Binding("b", "browse", "Browse"),
        Binding("i", "import_documents", "Import"),
        Binding("question_mark", "app.help", "Help", key_display="?"),
    ]

    topics = query_one("#topics", TopicList)
    difficulty = query_one("#difficulty", Choice)
    amount = query_one("#amount", Choice)
    follow_ups = query_one("#follow-ups", Choice)
    start = query_one("#start", Button)
    corpus_banner = query_one("#corpus-banner", Banner)
    history_banner = query_one("#history-banner", Banner)
    worker_banner = query_one("#worker-banner", Banner)
    resume_card = query_one(ResumeCard)
    recent = query_one(RecentSessions)

    def __init__(self, desk: Desk, wishes: PracticeWishes | None, seed: int) -> None:
        super().__init__()
        self._desk = desk
        self._wishes = wishes
        self._seed = seed
        self._unfinished: SessionSummary | None = None
        self._known: set[str] | None = None

    def compose(self) -> ComposeResult:
        wishes = self._wishes
        yield TopBar(name_plate(), self._desk.worker_status, self._desk.worker_changes)
        with Center(id="page"), Vertical(id="home"):
            yield Static(
                Content.styled("Answer in your own words. Every grade shows its evidence.", "$foreground-muted"),
                id="tagline",
            )
            yield Banner(id="corpus-banner")
            yield Banner(id="history-banner")
            yield Banner(id="worker-banner")
            yield ResumeCard()
            with Horizontal(id="choices"):
                with Vertical(id="topics-panel") as panel:
                    panel.border_title = "Topics"
                    yield TopicList(id="topics")
                with Vertical(id="options-panel") as panel:
                    panel.border_title = "Interview"
                    yield Label("Difficulty")
                    yield Choice(tuple(_DIFFICULTIES), (wishes and wishes.difficulty) or "any", id="difficulty")
                    yield Label("Questions")
                    yield Choice(_amounts(wishes), str(wishes.count if wishes else _USUAL_COUNT), id="amount")
                    yield Label("Follow-up questions")
                    yield Choice(("yes", "no"), "yes" if wishes is None or wishes.follow_ups else "no", id="follow-ups")
                    yield Static(Content.styled("Reading the corpus…", "$foreground-muted"), id="selection")
                    yield Button("Start the interview", id="start", variant="primary", disabled=True)
            yield RecentSessions()
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#topics-panel").loading = True

    def on_screen_resume(self) -> None:
        self.show_history()

    def show_bank(self, bank: Bank) -> None:
        """Fills the topics in; says which files could not be read. Later banks leave the ticks, and tick new topics."""
        self.query_one("#topics-panel").loading = False
        known = {fold(topic.topic) for topic in bank.topics()}
        before, self._known = self._known, known
        if before is None:
            wanted = {fold(topic) for topic in self._wishes.topics} if self._wishes else set()
        else:
            wanted = {fold(topic) for topic in self.topics.selected} | (known - before)
        self.topics.show_topics(bank.topics(), wanted & known)
        self._show_problems(bank)
        self._show_selection()
        if before is None:
            self._begin_with(wanted, known)

    def _begin_with(self, wanted: set[str], known: set[str]) -> None:
        """Starts with the topics wished for on the command line, or says that one does not exist."""
        wishes = self._wishes
        if wishes is not None and not wanted <= known:
            names = ", ".join(topic for topic in wishes.topics if fold(topic) not in known)
            self.notify(f"There is no topic {names}.", severity="warning")
        elif wishes is not None and wishes.at_once:
            self.action_start()
        if not self.resume_card.display:
            self.start.focus()

    def _show_problems(self, bank: Bank) -> None:
        if bank.problems:
            more = f" (and {len(bank.problems) - 1} more)" if len(bank.problems) > 1 else ""
            self.corpus_banner.say(f"{count(len(bank.problems), 'file')} could not be read: {bank.problems[0]}{more}")
        else:
            self.corpus_banner.clear()

    def show_corpus_failure(self, error: InterviewerError) -> None:
        self.query_one("#topics-panel").loading = False
        self.corpus_banner.say(str(error))
        self.query_one("#selection", Static).update("")

    def show_worker_trouble(self) -> None:
        """Says why nothing can be graded, and what to do about it."""
        status = self._desk.worker_status
        if status.stage == "failed":
            remedy = "Press F5 to build it anew." if status.corrupt else status.remedy
            self.worker_banner.say(f"{status.message} {remedy} Answers are kept, and graded later.")
        else:
            self.worker_banner.clear()

    def show_history(self) -> None:
        """Shows what is unfinished and what was done last, or why neither can be known."""
        trouble = self._desk.history_trouble
        if trouble is not None:
            self.history_banner.say(f"{trouble} Until then interviews are kept in memory only.")
        history = self._desk.history
        if history is None:
            return
        now = self._desk.clock()
        try:
            self._unfinished = history.unfinished()
            sessions = history.sessions(_RECENT)
        except InterviewerError as error:
            self.history_banner.say(str(error))
            return
        newly = self._unfinished is not None and not self.resume_card.display
        self.resume_card.show(self._unfinished, now)
        self.recent.show(sessions, now)
        self.refresh_bindings()
        if newly:
            self.query_one("#resume", Button).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "resume":
            return self._unfinished is not None
        return True

    def action_start(self) -> None:
        if not self.start.disabled:
            self.post_message(StartRequested(self.wishes()))

    def action_resume(self) -> None:
        self.post_message(ResumeRequested())

    def action_browse(self) -> None:
        self.post_message(BrowseRequested())

    def action_import_documents(self) -> None:
        self.post_message(ImportRequested())

    def wishes(self) -> PracticeWishes:
        """What is chosen on the screen."""
        everything = len(self.topics.selected) == self.topics.option_count
        amount = self.amount.value
        return PracticeWishes(
            topics=() if everything else tuple(sorted(self.topics.selected)),
            difficulty=_DIFFICULTIES[self.difficulty.value],
            count=len(self._fitting()) if amount == "all" else int(amount),
            seed=self._seed,
            follow_ups=self.follow_ups.value == "yes",
            resume=False,
        )

    @on(Button.Pressed, "#start")
    def _start_pressed(self) -> None:
        self.action_start()

    @on(Button.Pressed, "#resume")
    def _resume_pressed(self) -> None:
        self.action_resume()

    @on(SelectionList.SelectedChanged)
    @on(Choice.Changed)
    def _show_selection(self) -> None:
        fitting = len(self._fitting())
        wanted = fitting if self.amount.value == "all" else min(int(self.amount.value), fitting)
        self.start.disabled = wanted == 0
        self.query_one("#selection", Static).update(
            Content.assemble((f"{wanted} of {count(fitting, 'question')}", "bold"), (" that fit", "$foreground-muted"))
            if wanted
            else Content.styled("No question fits: tick another topic or difficulty.", "$text-warning")
        )

    def _fitting(self) -> list[Question]:
        bank = self._desk.bank
        if bank is None:
            return []
        topics, difficulty = set(self.topics.selected), _DIFFICULTIES[self.difficulty.value]
        return [
            question
            for question in bank.questions
            if question.topic in topics and difficulty in (None, question.difficulty)
        ]


def _amounts(wishes: PracticeWishes | None) -> tuple[str, ...]:
    """The numbers of questions to choose from, the one wished for among them."""
    counts = {*_COUNTS, wishes.count} if wishes else set(_COUNTS)
    return (*(str(count) for count in sorted(counts)), "all")
