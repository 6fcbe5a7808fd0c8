"""Every benchmark that needs no data from elsewhere, one after the other: `make bench`."""

import subprocess
import sys
from pathlib import Path


def main() -> None:
    for name in ("speed", "samples", "growth"):
        print(f"\n## {name}\n", flush=True)
        subprocess.run([sys.executable, str(Path(__file__).with_name(f"{name}.py"))], check=True)


if __name__ == "__main__":
    main()
