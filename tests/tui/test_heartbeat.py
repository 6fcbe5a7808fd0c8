"""The keyboard is never kept waiting."""

import asyncio
from time import perf_counter
from types import TracebackType

from staging import StageWorkspace, answered, begun, stage_app, until

from interviewer.models import Reference
from interviewer.tui.widgets.grade_card import GradeCard
from interviewer.tui.widgets.model_answer import ModelAnswer

LONGEST_GAP = 0.25
"""Seconds; on a quiet machine the gaps stay below 0.1, this leaves room for a busy one."""


class Heartbeat:
    """Beats every few milliseconds and remembers the longest that it was kept from it."""

    async def __aenter__(self) -> "Heartbeat":
        self.longest = 0.0
        self._task = asyncio.create_task(self._beat())
        await asyncio.sleep(0.02)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.sleep(0.02)
        self._task.cancel()

    async def _beat(self) -> None:
        last = perf_counter()
        while True:
            await asyncio.sleep(0.005)
            now = perf_counter()
            self.longest = max(self.longest, now - last - 0.005)
            last = now


async def test_typing_goes_on_while_a_grade_is_pending_and_when_it_arrives(workspace: StageWorkspace) -> None:
    workspace.at_once = False
    app = stage_app(workspace)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await begun(pilot)
        await answered(pilot, "Backprop multiplies one factor per layer. " * 50)
        async with Heartbeat() as heart:
            await pilot.press(*"abc")
            assert workspace.worker
            workspace.worker.grade_waiting()
            await until(pilot, lambda: screen.query(GradeCard))
            await pilot.press(*"def")
        assert screen.box.text == "abcdef"
        assert heart.longest < LONGEST_GAP


async def test_a_long_dense_model_answer_does_not_block(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    lists = "\n".join("  " * (number % 60) + f"- item {number} *a* [x](y) **b** `c`" for number in range(1500))
    reference = Reference(source=None, line=1, markdown=lists[:50_000], passages=())
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await begun(pilot)
        view = screen.conversation.latest
        assert view is not None
        async with Heartbeat() as heart:
            await view.show_references((reference,))
            shown = screen.query_one(ModelAnswer)
            await until(pilot, lambda: all(worker.is_finished for worker in shown.workers))
            await pilot.press(*"abc")
        assert len(shown.children) > 20
        assert screen.box.text == "abc"
        assert heart.longest < LONGEST_GAP
