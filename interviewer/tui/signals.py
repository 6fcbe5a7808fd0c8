"""SIGTERM and SIGHUP end the app as a key would, where the platform has them."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress


def obey_signals(leave: Callable[[int], None]) -> None:
    """Has the running event loop call `leave` with 128 + the signal's number; does nothing where that cannot be."""
    for name in ("SIGTERM", "SIGHUP"):
        # Windows has no such handlers, and outside the main thread nobody may set them.
        with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
            number = getattr(signal, name)
            asyncio.get_running_loop().add_signal_handler(number, leave, 128 + number)
