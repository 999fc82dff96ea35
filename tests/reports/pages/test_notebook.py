"""The example notebook runs from its first cell to its last."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

NOTEBOOK = Path(__file__).parents[3] / "docs" / "example.ipynb"


def test_every_cell_of_the_example_runs(tmp_path: Path) -> None:
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    script = tmp_path / "example.py"
    script.write_text("\n".join([*code, "assert right == 3"]), "utf-8")
    done = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(NOTEBOOK.parents[1]), "HOME": str(tmp_path), "PATH": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2_000:]
    assert len(code) >= 5


def test_the_notebook_is_kept_with_what_its_cells_gave() -> None:
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    assert all(cell["execution_count"] for cell in cells if cell["cell_type"] == "code")
    assert any("equal to 48 of 60 digits" in json.dumps(cell) for cell in cells)
    assert all(out["output_type"] != "error" for cell in cells for out in cell.get("outputs", ()))
