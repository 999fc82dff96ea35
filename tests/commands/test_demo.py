"""``harness demo`` as a newcomer meets it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_the_demo_shows_every_mark_and_where_the_reports_are(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "harness", "demo"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    shown = done.stdout
    assert "3 of 3 decided parts correct" in shown
    table = [line.split()[:3] for line in shown.splitlines() if line.startswith("optimizer-geometry ")]
    assert table == [["optimizer-geometry", part, "correct"] for part in "abc"]
    pages = [line.strip() for line in shown.splitlines() if line.strip().startswith(str(tmp_path))]
    assert len(pages) == 2
    assert all(Path(page).is_file() for page in pages)
    assert "Next:" in shown
