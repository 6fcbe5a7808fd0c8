"""Every benchmark that needs no data and no libraries from elsewhere, one after the other: `make bench`.

Takes about half an hour, most of it for a million vectors (`growth`) and ten thousand passages (`rebuild`).
"""

import os
import subprocess
import sys
from pathlib import Path

POSIX_ONLY = ("screen", "heartbeat")
EVERYWHERE = ("processes", "grading", "rebuild", "growth", "samples")


def main() -> None:
    for name in (*(POSIX_ONLY if os.name == "posix" else ()), *EVERYWHERE):
        print(f"\n## {name}\n", flush=True)
        subprocess.run([sys.executable, str(Path(__file__).with_name(f"{name}.py"))], check=True)


if __name__ == "__main__":
    main()
