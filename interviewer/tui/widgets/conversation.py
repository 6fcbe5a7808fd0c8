"""The conversation so far, scrolled to what is being talked about."""

from collections.abc import Iterator, Sequence

from textual.containers import VerticalScroll
from textual.widget import Widget

from interviewer.models import Asked, Counted, Hinted, InterviewEvent, Noted, Revealed, Skipped
from interviewer.storage.records import StoredTurn
from interviewer.tui.widgets.grade_card import GradeCard
from interviewer.tui.widgets.note import Note, NoteKind
from interviewer.tui.widgets.turn_view import TurnView


class Conversation(VerticalScroll, can_focus=False):
    @property
    def turns(self) -> list[TurnView]:
        return list(self.query(TurnView))

    @property
    def latest(self) -> TurnView | None:
        turns = self.turns
        return turns[-1] if turns else None

    @property
    def latest_grade(self) -> GradeCard | None:
        return next((turn.grade_card for turn in reversed(self.turns) if turn.grade_card), None)

    def turn(self, number: int) -> TurnView | None:
        """The view of a turn, if it is shown."""
        return next((turn for turn in self.turns if turn.number == number), None)

    async def put(self, view: TurnView) -> None:
        """A turn at the end; those before the last one are folded."""
        for turn in self.turns[:-1]:
            await turn.fold()
        await self.mount(view)

    async def tell(self, event: InterviewEvent) -> None:
        """Shows what the session says beside questions, answers and grades."""
        match event:
            case Asked(turn=number, again=True):
                view = self.turn(number)
                if view is not None:
                    self.show_top_of(view)
            case Hinted():
                await self.say("hint", event.text, f"({event.left} left)" if event.left else "")
            case Skipped(turn=turn):
                view = self.turn(turn.number)
                if view is not None:
                    await view.show_answer(turn, None)
            case Revealed():
                view = self.turn(event.turn)
                if view is not None:
                    self.show_top_of(await view.show_references(event.references))
            case Counted():
                await self.say("remark", f"{event.left} of {event.total} questions are left, an open one included.")
            case Noted():
                await self.say("remark", event.message)

    async def say(self, kind: NoteKind, text: str, aside: str = "") -> None:
        """A line of the interviewer's at the end of the latest turn."""
        latest = self.latest
        if latest is not None:
            await latest.say(Note(kind, text, aside))
            self.show_end()

    def show_top_of(self, widget: Widget) -> None:
        """Scrolls so that `widget` begins at the top, as far as there is something below it."""
        self.call_after_refresh(self.scroll_to_widget, widget, top=True, animate=False)

    def show_end(self) -> None:
        self.call_after_refresh(self.scroll_end, animate=False)


def earlier_views(earlier: Sequence[StoredTurn], total: int) -> Iterator[TurnView]:
    """Views of the turns of an earlier sitting, out of an interview of `total` main questions."""
    position = 0
    for stored in earlier:
        turn = stored.turn
        position += turn.kind == "main"
        asked = Asked(turn=turn.number, kind=turn.kind, position=position, total=total, question=turn.question)
        yield TurnView(asked, turn, stored.seconds)
