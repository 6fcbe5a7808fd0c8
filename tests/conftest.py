"""Shared fixtures. SHARED names the folder of real documents and graded answers; tests that use it skip without it."""

from pathlib import Path

import pytest
from hypothesis import settings

# A loaded machine makes single examples slow; what is wrong shows in values, not in seconds.
settings.register_profile("quiet", deadline=None)
settings.load_profile("quiet")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the folder of real documents is not here")
    return SHARED
