"""A stage for the app's tests: a small real corpus, a clock that stands still, and a grader that does as it is told."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.app import App
from textual.pilot import Pilot

from interviewer.models import (
    ConceptVerdict,
    Evidence,
    Flag,
    Grade,
    GraderIdentity,
    LedgerLine,
    Question,
    SentenceMatch,
)
from interviewer.settings import Settings
from interviewer.tui.app import InterviewerApp
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.widgets.answer_card import AnswerCard
from interviewer.worker import NearPassage, WorkerStatus
from interviewer.workspace import Workspace

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)

TRAINING = """\
---
title: Training dynamics
topic: optimisation
---

## What is the vanishing gradient problem, and how can it be avoided?

<!-- id: vanishing-gradient | difficulty: medium | tags: optimisation, rnn | source: Hochreiter 1991 -->

Backpropagation multiplies one derivative per layer. When these factors are smaller than one, the gradient of the early
layers shrinks exponentially with depth, and these layers hardly learn.

Saturating activations such as the sigmoid make it worse, because their derivative is close to zero for large inputs.
Residual connections add the input of a block to its output, so that the gradient has a path without such factors.

### Key concepts

- **product of small derivatives** (chain rule; gradients multiply layer by layer) — essential
- **saturating activations** (sigmoid; tanh)
- **residual connections** (skip connections; shortcut) — bonus

### Misconceptions

- Dropout fixes vanishing gradients. → Dropout regularises; it does not change how gradients shrink with depth.

### Follow-ups

- How exactly does a residual connection help the gradient? (concept: residual connections)

### Hints

- Write the gradient of the first layer with the chain rule.

## Why are weights not all started at zero?

<!-- id: zero-initialisation | difficulty: easy | tags: optimisation -->

Units with equal weights compute the same output and receive the same gradient, so they stay copies of each other.
Random values break this symmetry, and every unit can learn something of its own.

### Context

```python
layer.weight.data.zero_()
```

### Key concepts

- **symmetry between units** (same gradient; identical updates) — essential
- **random initialisation** (random values; He; Glorot)
"""

REGULARISATION = """\
---
title: Generalisation
topic: generalisation
---

## What does dropout do?

<!-- id: dropout | difficulty: easy | tags: regularisation -->

Dropout sets a random part of the activations to zero in every training step. No unit can then rely on one other unit,
which reduces co-adaptation; at prediction time all units are used.

### Key concepts

- **random part of the activations** (drops units at random; randomly zeroes activations) — essential
- **co-adaptation** (units rely on each other)
"""


def write_corpus(folder: Path) -> Path:
    """Two files with three questions."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "training.md").write_text(TRAINING, encoding="utf-8")
    (folder / "generalisation.md").write_text(REGULARISATION, encoding="utf-8")
    return folder


@dataclass
class StandingClock:
    """Shows the same time until it is moved on."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_seconds(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def made_grade(question: Question, answer: str) -> Grade:
    """A grade with something in every field: the first concept covered, the others partial, contradicted, missing."""
    statuses = ("covered", "partial", "contradicted", "missing")
    passages = question.passages
    verdicts = []
    for number, concept in enumerate(question.concepts):
        status = statuses[min(number, 3)]
        passage = passages[min(number, len(passages) - 1)]
        of = {"essential": 32.0, "important": 20.0, "bonus": 8.0}[concept.importance]
        points = {"covered": of, "partial": of / 2, "contradicted": -4.0, "missing": 0.0}[status]
        verdicts.append(
            ConceptVerdict(
                name=concept.name,
                status=status,
                importance=concept.importance,
                points=points,
                of=of,
                answer_span=None if status == "missing" else answer.split(". ", maxsplit=1)[0],
                evidence=Evidence(text=passage.text, citation=passage.citation),
            )
        )
    ledger = [
        LedgerLine(kind="concept", label=verdict.name, points=verdict.points, detail=verdict.status)
        for verdict in verdicts
    ]
    ledger.append(LedgerLine(kind="similarity", label="Similarity to the reference", points=24.2, detail="0.61 of 1"))
    score = round(sum(line.points for line in ledger), 1)
    return Grade(
        score=score,
        low=max(0.0, score - 9.0),
        high=min(100.0, score + 7.5),
        band="weak" if score < 40 else "partial" if score < 60 else "good" if score < 80 else "strong",
        abstained=False,
        flags=(Flag(name="possible-misconception", reason="One sentence seems to say the opposite of the reference."),),
        similarity=0.61,
        coverage=0.55,
        concepts=tuple(verdicts),
        ledger=tuple(ledger),
        matches=(
            SentenceMatch(
                answer=answer.split(". ", maxsplit=1)[0],
                evidence=Evidence(text=passages[0].text, citation=passages[0].citation),
                similarity=0.71,
            ),
        ),
        related=(),
        feedback="You name the central mechanism. What keeps it from happening is only touched upon.",
        addition="Say how a residual connection gives the gradient a path of its own.",
        grader=GraderIdentity(version="1", encoder="0" * 64, corpus="1" * 64),
    )


@dataclass
class ToldWorker:
    """A worker that grades when it is told to; by default at once."""

    on_status: Callable[[WorkerStatus], None]
    grade_of: Callable[[Question, str], Grade] = made_grade
    at_once: bool = True
    waiting: "list[tuple[Question, str, Future[Grade]]]" = field(default_factory=list)
    near_of: Callable[[str], tuple[NearPassage, ...]] = lambda _query: ()
    searches_at_once: bool = True
    searching: "list[tuple[str, Future[tuple[NearPassage, ...]]]]" = field(default_factory=list)
    searched: list[str] = field(default_factory=list)
    closed: bool = False
    rebuilt: bool = False
    reread_times: int = 0
    status: WorkerStatus = field(default_factory=lambda: WorkerStatus("starting"))

    def tell(self, status: WorkerStatus) -> None:
        self.status = status
        self.on_status(status)

    def grade(self, question: Question, answer: str) -> "Future[Grade]":
        future: Future[Grade] = Future()
        self.waiting.append((question, answer, future))
        if self.at_once:
            self.grade_waiting()
        return future

    def grade_waiting(self) -> None:
        """Grades everything that waits, in order."""
        for question, answer, future in self.waiting:
            future.set_result(self.grade_of(question, answer))
        self.waiting.clear()

    def fail_waiting(self, error: Exception) -> None:
        for _, _, future in self.waiting:
            future.set_exception(error)
        self.waiting.clear()

    def search(self, query: str, limit: int) -> "Future[tuple[NearPassage, ...]]":
        future: Future[tuple[NearPassage, ...]] = Future()
        self.searching.append((query, future))
        if self.searches_at_once:
            self.search_waiting()
        return future

    def search_waiting(self) -> None:
        """Looks up what waits and has not been given up meanwhile."""
        for query, future in self.searching:
            if future.set_running_or_notify_cancel():
                self.searched.append(query)
                future.set_result(self.near_of(query))
        self.searching.clear()

    def reread(self) -> "Future[None]":
        self.reread_times += 1
        done: Future[None] = Future()
        done.set_result(None)
        return done

    def rebuild(self) -> "Future[None]":
        self.rebuilt = True
        done: Future[None] = Future()
        done.set_result(None)
        self.tell(WorkerStatus("ready"))
        return done

    def close(self) -> None:
        self.closed = True


class StageWorkspace(Workspace):
    """A real workspace with a told worker in place of the process."""

    worker: ToldWorker | None = None
    ready: bool = True
    at_once: bool = True

    def start_worker(self, on_status: Callable[[WorkerStatus], None] | None = None) -> ToldWorker:  # type: ignore[override]
        assert on_status is not None
        self.worker = ToldWorker(on_status, at_once=self.at_once)
        self.worker.tell(WorkerStatus("ready" if self.ready else "loading"))
        return self.worker


def stage_workspace(folder: Path, corpus: Path | None = None) -> StageWorkspace:
    """A workspace over the small corpus, with everything it writes under `folder`."""
    settings = Settings(
        corpus=corpus or write_corpus(folder / "corpus"), index=folder / "index", data=folder / "data", model="none"
    )
    return StageWorkspace(settings)


def stage_app(workspace: Workspace, clock: Callable[[], datetime] | None = None, **more: object) -> InterviewerApp:
    """The app with time, seed and ids fixed, and a cursor that does not blink."""
    ids = iter(f"{number:02x}" * 16 for number in range(0xA1, 0xFF))
    wishes = more.pop("wishes", None)
    return InterviewerApp(
        workspace,
        wishes,  # type: ignore[arg-type]
        clock or StandingClock(),
        7,
        lambda: next(ids),
        cursor_blink=False,
    )


async def until(pilot: Pilot[None], condition: Callable[[], object], seconds: float = 10.0) -> None:
    """Waits until `condition` holds; fails with it when that takes too long."""
    await pilot.pause()
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)
    await pilot.pause()


async def opened(pilot: Pilot[None]) -> None:
    """Waits until the corpus has been read and the home screen filled."""
    app = pilot.app
    assert isinstance(app, InterviewerApp)
    await until(pilot, lambda: not app.home.start.disabled)


async def begun(pilot: Pilot[None]) -> InterviewScreen:
    """Starts an interview from the home screen."""
    await opened(pilot)
    await pilot.press("ctrl+s")
    await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen) and pilot.app.screen.sitting.asking)
    screen = pilot.app.screen
    assert isinstance(screen, InterviewScreen)
    return screen


async def answered(pilot: Pilot[None], answer: str) -> None:
    """Submits an answer to the open question and waits until it is shown."""
    screen = pilot.app.screen
    assert isinstance(screen, InterviewScreen)
    before = len(screen.sitting.turns)
    screen.box.put_back(answer)
    await pilot.press("enter")
    await until(pilot, lambda: len(screen.sitting.turns) > before and screen.query(AnswerCard))


def shown(app: App[None]) -> str:
    """What stands on the screen, line by line."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips(app.size))


def toasts(app: App[None]) -> list[str]:
    return [notification.message for notification in app._notifications]
