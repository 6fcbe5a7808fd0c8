"""What is installed: the wheel carries all that is needed outside the repository."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--quiet", "--no-deps", "--no-build-isolation", "-w", str(folder)]
    command = [sys.executable, "-m", "pip", "wheel", *options, str(root)]
    subprocess.run(command, check=True)
    [path] = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def test_the_wheel_carries_the_whole_bank_byte_for_byte(root: Path, wheel: zipfile.ZipFile) -> None:
    names = {name for name in wheel.namelist() if name.startswith("interviewer/_bank/")}
    files = {f"interviewer/_bank/{file.name}": file for file in (root / "corpus").glob("*.md")}
    assert names == set(files)
    assert all(wheel.read(name) == file.read_bytes() for name, file in files.items())


def test_the_wheel_carries_stylesheet_tables_and_type_marker(wheel: zipfile.ZipFile) -> None:
    needed = {
        "interviewer/py.typed",
        "interviewer/tui/interviewer.tcss",
        "interviewer/grading/data/word_ranks.txt",
        "interviewer/grading/data/word_order.npz",
        "interviewer/grading/data/calibration.json",
    }
    assert needed <= set(wheel.namelist())


def test_the_wheel_carries_nothing_beside_the_package(wheel: zipfile.ZipFile) -> None:
    assert {Path(name).parts[0].split("-")[0] for name in wheel.namelist()} == {"interviewer"}
