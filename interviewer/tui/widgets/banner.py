"""Something that is wrong but does not stop one: files that could not be read, a history that cannot be written."""

from textual.content import Content
from textual.widgets import Static

from interviewer.tui.plain import plain


class Banner(Static):
    """Hidden while there is nothing to say."""

    def on_mount(self) -> None:
        self.display = False

    def say(self, text: str) -> None:
        self.update(Content.assemble(("! ", "bold $text-warning"), plain(text)))
        self.display = True

    def clear(self) -> None:
        self.display = False
