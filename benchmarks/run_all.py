"""Every benchmark that needs no data from elsewhere, one after the other: `make bench`."""

import runpy
from pathlib import Path


def main() -> None:
    for name in ("speed", "samples"):
        print(f"\n## {name}\n")
        runpy.run_path(str(Path(__file__).with_name(f"{name}.py")), run_name="__main__")


if __name__ == "__main__":
    main()
