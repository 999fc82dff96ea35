"""``harness demo`` as a newcomer meets it."""

from __future__ import annotations

import json
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
    assert shown.count("no opinion counts: the judge has not earned to decide") == 2
    assert "holds no reply" not in done.stderr, "every part that the demo judges was read by the judge"
    for name, parts in (("demo-deepseek", 3), ("demo-kimi", 35)):
        judged = (tmp_path / "runs" / name / "judgements.jsonl").read_text("ascii").splitlines()
        found = [json.loads(line) for line in judged]
        assert len(found) == parts
        assert {(one["model"], one["when"], one["error"]) for one in found} == {("claude", "2026-12-01", "")}
        opinions = [opinion for one in found for opinion in one["opinions"]]
        assert {o["why"] for o in opinions} == {"the judge has not earned to decide this kind of line"}
        assert not any(o["counts"] for o in opinions)
        page = (tmp_path / "runs" / name / "report").rglob("*.html")
        assert any("replay:judge-claude-2026-12-01" in one.read_text("utf-8") for one in page)
