"""The stage for the app's tests; see staging.py."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from staging import StageWorkspace, StandingClock, stage_workspace


@pytest.fixture(autouse=True, scope="module")
def rare_collections() -> Iterator[None]:
    """As the launched app has it: full collections go through all that other tests have loaded, and take seconds."""
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(2_000, 20, 200)
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()


@pytest.fixture(autouse=True)
def brisk_pilot(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pilot naps 20 ms after every key, to see whether the app has come to rest; 2 ms do as well."""
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.002)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 0.001)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def workspace(tmp_path: Path) -> StageWorkspace:
    return stage_workspace(tmp_path)
