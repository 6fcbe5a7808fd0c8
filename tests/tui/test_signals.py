"""A signal ends the app, also when leaving does not come to an end."""

import os
import signal
import subprocess
import sys

import pytest

PROGRAM = """
import asyncio, time
from interviewer.tui.signals import obey_signals

async def main():
    obey_signals(lambda code: time.sleep(60))  # as long as a write to a terminal that is gone
    print("ready", flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals")
@pytest.mark.parametrize("number", ["SIGTERM", "SIGHUP"])
def test_a_signal_ends_an_app_that_cannot_leave(number: str) -> None:
    with subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        wanted = getattr(signal, number)
        process.send_signal(wanted)
        assert process.wait(20) == 128 + wanted
