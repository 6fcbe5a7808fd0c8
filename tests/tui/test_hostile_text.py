"""Whatever a corpus file, a candidate or an error says is shown literally; nothing of it commands the terminal."""

import re
from pathlib import Path

import pytest
from staging import (
    StageWorkspace,
    answered,
    begun,
    made_grade,
    opened,
    shown,
    stage_app,
    stage_workspace,
    toasts,
    until,
)
from textual.pilot import Pilot

from interviewer.errors import UnavailableError
from interviewer.models import Evidence, Flag, Grade, Question
from interviewer.tui.app import InterviewerApp
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.summary import SummaryScreen
from interviewer.tui.widgets.grade_card import GradeCard
from interviewer.worker import WorkerStatus

MARKUP = "[/ [/] [@click=app.quit]x[/] [b]bold[/b] [link=file:///etc/passwd]y[/link]"
CONTROLS = "\x1b]52;c;aGk=\x07 \x1b[2J \x9b31m \x1b]8;;http://x\x1b\\ \u202e\u2066 \x00\x08\r"
HOSTILE = f"{MARKUP} {CONTROLS}"
RAW_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

CORPUS = f"""\
---
title: "Title [/b] [@click=app.quit]t[/]"
topic: hostile [/]
---

## What is {MARKUP}?

<!-- id: hostile | difficulty: easy -->

The answer {MARKUP} \x1b[2J and more of it.

### Context

```
{MARKUP}
```

### Key concepts

- **name [@click=app.quit]n[/]** (alias) — essential
- **other [/ name**

### Hints

- Hint {MARKUP}
"""


def hostile_grade(question: Question, answer: str) -> Grade:
    """A grade with the worst text in every field, also what a reader of corpus files would have cleaned."""
    grade = made_grade(question, answer)
    evidence = Evidence(text=HOSTILE, citation=f"{HOSTILE}.md:1")
    return grade.model_copy(
        update={
            "concepts": tuple(
                verdict.model_copy(update={"name": HOSTILE, "answer_span": HOSTILE, "evidence": evidence})
                for verdict in grade.concepts
            ),
            "ledger": tuple(line.model_copy(update={"label": HOSTILE, "detail": HOSTILE}) for line in grade.ledger),
            "matches": tuple(
                match.model_copy(update={"answer": HOSTILE, "evidence": evidence}) for match in grade.matches
            ),
            "related": (evidence,),
            "flags": (Flag(name=HOSTILE, reason=HOSTILE),),
            "feedback": HOSTILE,
            "addition": HOSTILE,
        }
    )


@pytest.fixture
def hostile(tmp_path: Path) -> StageWorkspace:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "hostile.md").write_text(CORPUS, encoding="utf-8")
    (corpus / "broken.md").write_text(
        f"---\ntitle: T\ntopic: t\n---\n\n## {HOSTILE}\n\nText.\n\n### {HOSTILE}\n", "utf-8"
    )
    return stage_workspace(tmp_path, corpus)


async def inert(pilot: Pilot[None]) -> str:
    """The screen's text, which holds no control character; the app still runs."""
    await pilot.pause()
    text = shown(pilot.app)
    assert RAW_CONTROLS.search(text.replace("\n", "")) is None
    assert pilot.app.is_running
    return text


async def click_everywhere(pilot: Pilot[None]) -> None:
    """Clicks wherever an `x` stands: had the markup been obeyed, the app would quit."""
    lines = shown(pilot.app).splitlines()
    for y, line in enumerate(lines):
        for match in re.finditer(r"\]x\[", line):
            await pilot.click(offset=(match.start() + 1, y))


async def test_hostile_text_is_literal_on_every_screen(hostile: StageWorkspace) -> None:
    app = stage_app(hostile)
    async with app.run_test(size=(120, 110)) as pilot:
        await opened(pilot)
        assert hostile.worker
        hostile.worker.tell(WorkerStatus("failed", message=HOSTILE, remedy=HOSTILE))
        await until(pilot, lambda: "Grading unavailable" in shown(app))
        text = await inert(pilot)
        assert "Title [/b] [@click=app.quit]t[/]" in text
        assert "[@click=app.quit]x[/]" in text
        hostile.worker.tell(WorkerStatus("ready"))
        hostile.worker.grade_of = hostile_grade

        screen = await begun(pilot)
        assert "What is [/ [/] [@click=app.quit]x[/] [b]bold[/b]" in await inert(pilot)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: "Hint [/ [/]" in shown(app))
        await answered(pilot, HOSTILE)
        await until(pilot, lambda: screen.query(GradeCard))
        card = screen.query_one(GradeCard)
        for section in ("sentences", "ledger", "related"):
            card.toggle(section)
        await pilot.press("ctrl+r")
        await pilot.pause(0.2)
        text = await inert(pilot)
        assert text.count("[@click=app.quit]x[/]") > 10
        await click_everywhere(pilot)
        assert app.screen is screen
        stored = hostile.history.session(screen.sitting.id).turns[0].turn
        assert stored.answer is not None
        assert MARKUP in stored.answer

        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SummaryScreen))
        await pilot.pause(0.1)
        assert "[@click=app.quit]x[/]" in await inert(pilot)
        await click_everywhere(pilot)
        assert isinstance(app.screen, SummaryScreen)


async def test_hostile_errors_are_literal_in_toasts_and_cards(workspace: StageWorkspace) -> None:
    workspace.at_once = False
    app: InterviewerApp = stage_app(workspace)
    async with app.run_test(size=(120, 60), notifications=True) as pilot:
        screen = await begun(pilot)
        assert isinstance(screen, InterviewScreen)
        await answered(pilot, "An answer.")
        await until(pilot, lambda: workspace.worker and workspace.worker.waiting)
        assert workspace.worker
        workspace.worker.fail_waiting(UnavailableError(HOSTILE, HOSTILE))
        await until(pilot, lambda: "Not graded." in shown(app))
        app._complain(UnavailableError(HOSTILE, HOSTILE))
        await until(pilot, lambda: toasts(app))
        await pilot.pause(0.2)
        text = await inert(pilot)
        assert "[@click=app.quit]x[/]" in text


async def test_a_thousand_combining_marks_do_not_break_the_layout(workspace: StageWorkspace) -> None:
    app = stage_app(workspace)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await begun(pilot)
        await answered(pilot, "e" + "\u0301" * 1000 + " and a\u200db\u200dc, 日本語, 👩‍👩‍👧")
        await until(pilot, lambda: screen.query(GradeCard))
        text = await inert(pilot)
        assert "\u0301" * 5 not in text
