"""What is installed is what is in the checkout."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def test_datasets_hold_no_code() -> None:
    """A module there would make `datasets` importable and break editable installs."""
    assert not list((ROOT / "datasets").rglob("*.py"))


def test_imports_go_one_way() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "build", "--wheel", "--outdir", str(out), str(ROOT)], check=True)
    return next(out.glob("*.whl"))


def test_the_wheel_runs_the_demo_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", f"{wheel}[reports]"], check=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "HARNESS"))}
    done = subprocess.run(
        [python.with_name("harness"), "demo"],
        cwd=elsewhere,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (elsewhere / "runs" / "demo-deepseek" / "report" / "index.html").is_file()
    sets = subprocess.run(
        [python.with_name("harness"), "reference", "--json"],
        cwd=elsewhere,
        env=environment,
        capture_output=True,
        check=True,
    )
    names = {row["question"].split("/")[0] for row in json.loads(sets.stdout)}
    checkout = {path.name for path in (ROOT / "datasets").iterdir() if list(path.glob("*.toml"))} - {"claims"}
    assert names == checkout
    probe = "import importlib.util as u; raise SystemExit(u.find_spec('datasets') is not None)"
    subprocess.run([python, "-c", probe], cwd=elsewhere, env=environment, check=True)


def test_one_version_stands_everywhere() -> None:
    from importlib.metadata import version

    from harness import __version__

    assert version("homework-harness") == __version__
    assert f"\nversion: {__version__}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
