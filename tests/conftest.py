"""Shared fixtures. SHARED names the folder of real documents and graded answers; tests that use it skip without it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from interviewer.corpus.bank import Bank
from interviewer.grading.grader import Grader
from interviewer.inference.claims import ClaimVerifier
from interviewer.inference.encoder import CountingEncoder
from interviewer.inference.loading import load_encoder, load_verifier
from interviewer.retrieval.build import build_index
from interviewer.retrieval.index import open_index
from interviewer.settings import DEFAULT_MODEL

# A loaded machine makes single examples slow; what is wrong shows in values, not in seconds.
settings.register_profile("quiet", deadline=None)
settings.load_profile("quiet")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session", autouse=True)
def _other_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing is written in the cache of whoever runs the tests, by no process that they start either."""
    cache = str(tmp_path_factory.mktemp("cache"))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_CACHE_HOME", cache)
        environment.setenv("WIN_PD_OVERRIDE_LOCAL_APPDATA", cache)
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the folder of real documents is not here")
    return SHARED


@pytest.fixture(scope="session")
def encoder() -> CountingEncoder:
    """The real encoder with the bundled model; made once for all tests."""
    return load_encoder(DEFAULT_MODEL)


@pytest.fixture(scope="session")
def bank() -> Bank:
    """The bank that comes with the program."""
    return Bank.load(ROOT / "corpus")


@pytest.fixture(scope="session")
def verifier(encoder: CountingEncoder) -> ClaimVerifier:
    """The real verifier, on the encoder's weights."""
    return load_verifier(encoder)


@pytest.fixture(scope="session")
def grader(
    encoder: CountingEncoder, verifier: ClaimVerifier, bank: Bank, tmp_path_factory: pytest.TempPathFactory
) -> Grader:
    """The real grader over the whole bank."""
    folder = tmp_path_factory.mktemp("index")
    build_index(folder, bank.passages(), bank.digest, encoder, encoder)
    return Grader(encoder, verifier, open_index(folder, bank.digest, encoder.digest), bank.digest)
