"""SIGTERM and SIGHUP end the app as a key would, where the platform has them."""

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from threading import Timer

_SECONDS_TO_LEAVE = 3.0


def obey_signals(leave: Callable[[int], None]) -> None:
    """Has the running event loop call `leave` with 128 + the signal's number; does nothing where that cannot be."""

    def obey(code: int) -> None:
        _leave_for_certain(code)
        leave(code)

    for name in ("SIGTERM", "SIGHUP"):
        # Windows has no such handlers, and outside the main thread nobody may set them.
        with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
            number = getattr(signal, name)
            asyncio.get_running_loop().add_signal_handler(number, obey, 128 + number)


def _leave_for_certain(code: int) -> None:
    """Ends the process if it is still there in a while: writing to a terminal that is gone may never end.

    Nothing is lost by it, for what has been acknowledged has been stored.
    """
    timer = Timer(_SECONDS_TO_LEAVE, os._exit, args=(code,))
    timer.daemon = True
    timer.start()
