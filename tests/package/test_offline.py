"""Nothing but `interviewer model fetch` may open a connection."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

# Every way out ends the process with a code of its own.
PROBE = """
import os, socket, sys

def refuse(*arguments, **options):
    os._exit(99)

socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refuse
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = refuse
from interviewer.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("grade", "--question", "dropout", "--answer", "Units are dropped at random.", "--json"), 0),
        (("index", "build"), 0),
        (("doctor",), 0),
        (("grade", "--model", "nobody/nothing", "--question", "dropout", "--answer", "x"), 3),
    ],
)
def test_no_command_opens_a_connection(tmp_path: Path, arguments: tuple[str, ...], code: int) -> None:
    environment = {
        **os.environ,
        "INTERVIEWER_DATA_DIR": str(tmp_path / "data"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "HF_HOME": str(tmp_path / "hub"),
    }
    finished = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments], capture_output=True, text=True, env=environment, check=False
    )
    assert finished.returncode == code, finished.stderr
    if "--json" in arguments:
        assert json.loads(finished.stdout)["score"] > 0
    if code:
        assert "interviewer model fetch" in finished.stderr
        assert "Traceback" not in finished.stderr
