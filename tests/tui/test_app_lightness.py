"""What the app does not load."""

import subprocess
import sys
from pathlib import Path

HEAVY = ("torch", "faiss", "sentence_transformers", "transformers", "onnxruntime", "scipy", "sklearn")

MOST_MODULES_AT_FIRST_PAINT = 800

PROGRAM = """
import asyncio, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from staging import begun, opened, stage_app, stage_workspace

async def main():
    app = stage_app(stage_workspace(Path(sys.argv[2])))
    async with app.run_test() as pilot:
        await pilot.pause()
        print("first paint", *sorted(sys.modules))
        await begun(pilot)
        print("interview", *sorted(sys.modules))

asyncio.run(main())
"""


def test_no_heavy_library_is_loaded_by_the_first_paint_nor_by_an_interview(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(Path(__file__).parent), str(tmp_path)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    painted, interview = done.stdout.splitlines()
    assert painted.startswith("first paint")
    assert "textual" in painted.split()
    assert len(painted.split()) < MOST_MODULES_AT_FIRST_PAINT
    for moment in (painted, interview):
        assert not set(HEAVY) & set(moment.split())
