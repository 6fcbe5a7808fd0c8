"""Opens everything once and wires it: the one object that both faces and the Python API work with."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from interviewer.corpus.bank import Bank
from interviewer.corpus.problems import nearest
from interviewer.errors import ConfigurationError
from interviewer.models import Grade, Question
from interviewer.settings import Settings
from interviewer.storage.history import History
from interviewer.text import safe_text
from interviewer.worker import GradingWorker, WorkerStatus

if TYPE_CHECKING:
    # Below this layer already, but NumPy comes with them: the first paint does without.
    from interviewer.grading.grader import Grader
    from interviewer.grading.opening import GraderOpener, OnStage
    from interviewer.grading.profile import Profile
    from interviewer.importing.importer import PreparedImport
    from interviewer.importing.progress import OnProgress
    from interviewer.importing.report import ImportReport
    from interviewer.inference.encoder import CountingEncoder
    from interviewer.retrieval.build import BuildReport
    from interviewer.retrieval.index import Hit, IndexState


class Workspace:
    """Corpus, history and grader of one installation, each opened on first use.

    A workspace belongs to the thread that opened it. Every method may raise InterviewerError kinds.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @classmethod
    def open(cls, settings: Settings | None = None) -> Self:
        """A workspace with these settings, by default those of the environment. Nothing is loaded yet."""
        return cls(settings or Settings.resolve())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the history if it was opened."""
        if "history" in self.__dict__:
            self.history.close()

    @cached_property
    def bank(self) -> Bank:
        return Bank.load(self.settings.corpus, self.settings.cache)

    @cached_property
    def history(self) -> History:
        return History.open(self.settings.data)

    def question(self, id_or_text: str) -> Question:
        """The question of this id or text.

        Raises:
            ConfigurationError: there is none; names the nearest ids.
        """
        question = self.bank.question(id_or_text)
        if question is None:
            raise ConfigurationError(f"There is no question {id_or_text!r} in the corpus.", self._nearest(id_or_text))
        return question

    def _nearest(self, wanted: str) -> str:
        names = nearest(wanted, [question.id for question in self.bank.questions], count=3, cutoff=0.0)
        suggestion = f"Nearest: {', '.join(names)}. " if names else ""
        return f"{suggestion}`interviewer corpus list` shows all."

    # --- grading in this process ---

    @cached_property
    def opener(self) -> "GraderOpener":
        from interviewer.grading.opening import GraderOpener

        return GraderOpener(self.settings, load_bank=lambda: self.bank)

    @property
    def encoder(self) -> "CountingEncoder":
        return self.opener.encoder

    def grader(self, on_stage: "OnStage | None" = None) -> "Grader":
        """The grader over the corpus, in this process; loads the model and builds a stale index on first use."""
        if on_stage is not None:
            self.opener.on_stage = on_stage
        return self.opener.grader()

    def grade(self, question: Question | str, answer: str) -> Grade:
        """Grade one answer to a question, or to the question of this id or text."""
        asked = self.question(question) if isinstance(question, str) else question
        return self.grader().grade(asked, answer)

    def grade_references(self, question: str, references: Sequence[str], answer: str) -> Grade:
        """Grade one answer against references handed in; neither corpus nor index is opened."""
        from interviewer.grading.references import question_from_references

        return self.opener.grader_without_corpus().grade(question_from_references(question, references), answer)

    # --- profiles ---

    def profile(self, name: str) -> "Profile":
        """The profile of this name, for `Grader.with_profile`."""
        from interviewer.storage.profiles import load_profile

        return load_profile(self.settings.profiles, name)

    def refuse_profile(self, name: str) -> None:
        """Tell before long work that a profile could not have this name or be stored where profiles are."""
        from interviewer.storage.profiles import refuse_profile

        refuse_profile(self.settings.profiles, name)

    def save_profile(self, profile: "Profile") -> Path:
        """Stores a profile, in place of one with the same name; returns its file."""
        from interviewer.storage.profiles import save_profile

        return save_profile(self.settings.profiles, profile)

    # --- importing ---

    def prepare_import(
        self,
        paths: Sequence[str | Path],
        output: Path | None = None,
        *,
        questions_from_headings: bool = False,
        by_meaning: bool = False,
        dry_run: bool = False,
        on_progress: "OnProgress | None" = None,
    ) -> "PreparedImport":
        """What is in these documents, and what they would change; nothing is written until `import_prepared`.

        output: the folder for new corpus files, by default the corpus in use. by_meaning: also looks for near
        duplicates by meaning, which loads the model. The rest as in `importing.importer.prepare_import`.
        """
        from interviewer.importing.importer import prepare_import

        return prepare_import(
            paths,
            self.settings.corpus,
            output,
            cache=self.settings.cache,
            questions_from_headings=questions_from_headings,
            dry_run=dry_run,
            encode=self.encoder.encode if by_meaning else None,
            on_progress=on_progress,
        )

    def import_prepared(self, prepared: "PreparedImport") -> "ImportReport":
        """Write what was prepared, all files or none; what is opened afterwards sees the new corpus."""
        report = prepared.write()
        self.forget_corpus()
        return report

    def forget_corpus(self) -> None:
        """Have the corpus, which has changed, read anew on next use; its index is then stale."""
        for name in ("bank", "opener"):
            self.__dict__.pop(name, None)

    def import_documents(
        self,
        paths: Sequence[str | Path],
        output: Path | None = None,
        *,
        questions_from_headings: bool = False,
        by_meaning: bool = False,
        on_progress: "OnProgress | None" = None,
    ) -> "ImportReport":
        """Documents -> corpus files, in one go; see `prepare_import`."""
        prepared = self.prepare_import(
            paths,
            output,
            questions_from_headings=questions_from_headings,
            by_meaning=by_meaning,
            on_progress=on_progress,
        )
        return self.import_prepared(prepared)

    # --- the index ---

    def search(self, query: str, limit: int) -> "list[Hit]":
        """The passages of the corpus nearest in meaning to a query, best first; builds a stale index first."""
        vectors = self.encoder.encode([safe_text(query)])
        return self.opener.index().search(vectors, limit)[0]

    def index_state(self) -> "IndexState":
        return self.opener.index_state()

    def build_index(self, on_progress: Callable[[int, int], None] | None = None) -> "BuildReport":
        if on_progress is not None:
            self.opener.on_stage = lambda stage, done, total: on_progress(done, total) if stage == "indexing" else None
        return self.opener.rebuild_index()

    # --- grading in a process of its own ---

    def start_worker(self, on_status: Callable[[WorkerStatus], None] | None = None) -> GradingWorker:
        """Start the process that loads encoder, index and grader; returns at once. The caller closes it."""
        worker = GradingWorker(self.settings, on_status)
        worker.start()
        return worker
