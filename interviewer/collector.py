"""The garbage collector, paused while very many lasting objects are made at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """No search for cycles meanwhile: among models just read there are none, and it goes through all of them each time.

    Reading ten thousand passages takes half the time so. Afterwards the collector is as it was.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
