"""What the command palette offers on each screen."""

from collections.abc import Iterator

from textual.app import SystemCommand
from textual.screen import Screen

from interviewer.tui.screens.browser import BrowserScreen
from interviewer.tui.screens.home import HomeScreen
from interviewer.tui.screens.importing import ImportScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.summary import SummaryScreen


def commands_of(screen: Screen[object]) -> Iterator[SystemCommand]:
    """The commands that make sense on this screen just now."""
    match screen:
        case HomeScreen():
            yield SystemCommand("Start", "Begin an interview with what is chosen", screen.action_start)
            if screen.check_action("resume", ()):
                yield SystemCommand("Resume", "Go on with the unfinished interview", screen.action_resume)
            yield SystemCommand("Browse", "Look through the corpus, and search it", screen.action_browse)
            yield SystemCommand("Import", "Make questions of documents", screen.action_import_documents)
        case BrowserScreen():
            if screen.check_action("practise", ()):
                yield SystemCommand("Practise", "Begin an interview over this question", screen.action_practise)
            yield SystemCommand("Home", "Back to the topics", lambda: screen.dismiss(None))
        case ImportScreen():
            if screen.check_action("read", ()):
                yield SystemCommand("Read", "Read what the path names", screen.action_read)
            if screen.check_action("accept", ()):
                yield SystemCommand("Accept", "Write the questions into the corpus", screen.action_accept)
        case InterviewScreen():
            if screen.sitting.asking is not None:
                yield SystemCommand("Hint", "Show the next hint", screen.action_hint)
                yield SystemCommand("Skip", "Leave this question unanswered", screen.action_skip)
                yield SystemCommand("Repeat", "Show the question again", screen.action_repeat)
            else:
                yield SystemCommand("Next", "Go on to the next question", screen.action_next)
            yield SystemCommand("Model answer", "Show the reference", screen.action_reveal)
            yield SystemCommand(
                "Evidence",
                "Open or close the evidence of the latest grade",
                lambda: screen.action_toggle_section("evidence"),
            )
            yield SystemCommand(
                "Account",
                "Open or close the account of the latest score",
                lambda: screen.action_toggle_section("ledger"),
            )
            yield SystemCommand("Leave", "Leave the interview, or finish it now", screen.action_leave)
        case SummaryScreen():
            yield SystemCommand("Export", "Write the transcript to a Markdown file", screen.action_export)
            yield SystemCommand(
                "Another interview", "Begin again with the same choices", lambda: screen.action_choose("again")
            )
            yield SystemCommand("Home", "Back to the topics", lambda: screen.action_choose("home"))
