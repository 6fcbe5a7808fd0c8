"""Opens what a grader needs, in the order that it needs it, and says how far it is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Literal

from interviewer.corpus.bank import Bank
from interviewer.errors import UnavailableError
from interviewer.grading.grader import Grader
from interviewer.inference.claims import ClaimVerifier
from interviewer.inference.encoder import CountingEncoder
from interviewer.inference.loading import load_encoder, load_verifier
from interviewer.inference.model_files import find_model
from interviewer.retrieval.build import BuildReport, build_index
from interviewer.retrieval.index import IndexState, PassageIndex, index_state, open_index
from interviewer.settings import Settings

Stage = Literal["loading", "indexing"]
OnStage = Callable[[Stage, int, int], None]
"""Called with the stage and, while indexing, the texts embedded so far and in all."""


class GraderOpener:
    """Encoder, bank, index and grader of one installation, each opened on first use and once.

    All methods raise InterviewerError kinds: UnavailableError when the model is missing or another process is building,
    ConfigurationError for a model that may not be loaded, CorruptError for a damaged index.
    """

    def __init__(
        self, settings: Settings, on_stage: OnStage | None = None, load_bank: Callable[[], Bank] | None = None
    ) -> None:
        """`load_bank` gives a bank that is open already; by default it is read from the corpus folder."""
        self._settings = settings
        self._load_bank = load_bank or (lambda: Bank.load(settings.corpus, settings.cache))
        self.on_stage: OnStage = on_stage or (lambda _stage, _done, _total: None)
        self._index: PassageIndex | None = None
        self._grader: Grader | None = None

    @cached_property
    def encoder(self) -> CountingEncoder:
        self.on_stage("loading", 0, 0)
        return load_encoder(self._settings.model, self._settings.threads)

    @cached_property
    def verifier(self) -> ClaimVerifier:
        return load_verifier(self.encoder, self._settings.threads)

    @cached_property
    def bank(self) -> Bank:
        return self._load_bank()

    def grader(self) -> Grader:
        """A grader over the corpus in use. A missing or stale index is built first; a corrupt one is refused."""
        if self._grader is None:
            encoder = self.encoder  # before FAISS: torch, if it serves, must be the first to load its OpenMP runtime
            with ThreadPoolExecutor(1) as aside:
                verifier = aside.submit(lambda: self.verifier)  # loading it leaves the interpreter free
                index, digest = self.index(), self.bank.digest
            self._grader = Grader(encoder, verifier.result(), index, digest)
        return self._grader

    def grader_without_corpus(self) -> Grader:
        """A grader for references that are handed in: neither corpus nor index is opened."""
        return Grader(self.encoder, self.verifier, None, None)

    def index(self) -> PassageIndex:
        """The index over the corpus; built first when it is missing or stale."""
        if self._index is None:
            encoder = self.encoder  # before FAISS, as above
            try:
                self._index = open_index(self._settings.index, self.bank.digest, encoder.digest)
            except UnavailableError:  # missing or stale
                self.rebuild_index()
                self._index = open_index(self._settings.index, self.bank.digest, encoder.digest)
        return self._index

    def forget_corpus(self) -> None:
        """Have the corpus read anew on next use, and what is made of it made anew; the encoder stays."""
        self.__dict__.pop("bank", None)
        self._index = self._grader = None

    def index_state(self) -> IndexState:
        """Whether the index fits corpus and model; does not load the model."""
        return index_state(self._settings.index, self.bank.digest, self._encoder_digest())

    def _encoder_digest(self) -> str:
        loaded = "encoder" in self.__dict__
        return self.encoder.digest if loaded else find_model(self._settings.model).digest

    def rebuild_index(self) -> BuildReport:
        """Build the index anew, whatever state it is in, embedding only what has changed."""
        self._index = self._grader = None
        return build_index(
            self._settings.index,
            self.bank.passages(),
            self.bank.digest,
            self.encoder,
            self.encoder,
            lambda done, total: self.on_stage("indexing", done, total),
        )
