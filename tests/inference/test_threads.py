"""An encoder uses as many threads as it may, and its vectors do not show how many."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from interviewer.inference.loading import load_encoder, usable_cores
from interviewer.settings import DEFAULT_MODEL

TEXTS = [f"Dropout switches off {number} units {'and more ' * (number % 40)}" for number in range(200)]

PROBE = """
import sys, threading
from interviewer.inference.loading import load_encoder
encoder = load_encoder(sys.argv[1], int(sys.argv[2]))
encoder.encode([f"the gradient of a loss falls {n} " + "when weights move " * (n % 40) for n in range(300)])
print(sum(thread.name.startswith("encoder") for thread in threading.enumerate()))
"""


def threads_started(model: str, threads: int) -> int:
    """How many threads of ours an encoder has started when it has encoded many texts."""
    finished = subprocess.run(
        [sys.executable, "-c", PROBE, model, str(threads)], check=True, capture_output=True, text=True
    )
    return int(finished.stdout)


def test_the_bundled_model_starts_no_more_threads_than_it_may() -> None:
    assert threads_started(DEFAULT_MODEL, 1) <= 1
    assert threads_started(DEFAULT_MODEL, 3) == 3


@pytest.mark.slow
@pytest.mark.parametrize("threads", [1, 3])
def test_another_model_starts_no_more_threads_than_it_may(threads: int, small_model: Path) -> None:
    assert threads_started(str(small_model), threads) == threads


def test_the_number_of_threads_does_not_show_in_the_vectors() -> None:
    one, two, five = (load_encoder(DEFAULT_MODEL, threads).encode(TEXTS) for threads in (1, 2, 5))
    assert np.array_equal(one, two)
    assert np.array_equal(one, five)


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="the system binds no process to cores")
def test_the_cores_are_those_that_the_process_may_use() -> None:
    probe = (
        "import os\n"
        "from interviewer.inference.loading import usable_cores\n"
        "os.sched_setaffinity(0, list(os.sched_getaffinity(0))[:1])\n"
        "print(usable_cores())\n"
    )
    assert subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, text=True).stdout == "1\n"
    assert usable_cores() == len(os.sched_getaffinity(0))
