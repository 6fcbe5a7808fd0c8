"""The errors a user can cause: one sentence that says what is wrong, one that says what to do."""


class InterviewerError(Exception):
    """Something failed that the user can do something about (exit code 1).

    `message` names the thing that failed, `hint` the remedy; both are whole sentences without a trailing newline.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()

    def __reduce__(self) -> tuple[type["InterviewerError"], tuple[str, str]]:
        # Errors travel from the worker process to the screen: pickle both halves.
        return type(self), (self.message, self.hint)


class ConfigurationError(InterviewerError):
    """A setting, an option or an environment variable does not make sense (exit code 2)."""

    exit_code = 2


class CorpusError(InterviewerError):
    """A corpus file cannot be read as the format demands; the message starts with `file:line` (exit code 1)."""


class UnavailableError(InterviewerError):
    """Something needed is not there or busy just now; trying again later may work (exit code 3)."""

    exit_code = 3


class CorruptError(InterviewerError):
    """Stored data is not what was written (exit code 4)."""

    exit_code = 4
