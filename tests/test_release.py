"""A version is written in one go, where one stands."""

from __future__ import annotations

import importlib.util
import re
import shutil
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


def _release() -> ModuleType:
    spec = importlib.util.spec_from_file_location("release", ROOT / "docs/site/release.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


RELEASE = _release()


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in RELEASE.PLACES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    changes = tmp_path / "CHANGELOG.md"
    changes.write_text(
        "# Changelog\n\n## Unreleased\n\n### Added\n- Something.\n\n## 0.1.0 – 2026-11-22\n", "utf-8"
    )
    return tmp_path


def test_a_version_is_written_everywhere(tree: Path) -> None:
    assert RELEASE.numbered(tree, "7.8.9", date(2031, 2, 3)) == ""
    package, citation, changes = ((tree / name).read_text("utf-8") for name in RELEASE.PLACES)
    assert '__version__ = "7.8.9"' in package
    assert "\nversion: 7.8.9\ndate-released: 2031-02-03\n" in citation
    assert "## Unreleased\n\n## 7.8.9 – 2031-02-03\n\n### Added\n- Something.\n" in changes


@pytest.mark.parametrize("wrong", ["seven", "1.2", "1.2.3; rm"])
def test_what_is_no_version_is_refused(tree: Path, wrong: str) -> None:
    assert "no version" in RELEASE.numbered(tree, wrong, date(2031, 2, 3))


def test_a_version_without_changes_is_refused(tree: Path) -> None:
    (tree / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n\n## 0.1.0 – 2026-11-22\n", "utf-8")
    assert "nothing" in RELEASE.numbered(tree, "0.2.0", date(2031, 2, 3))


def test_no_document_names_the_version_in_a_file_name() -> None:
    version = re.search(r'__version__ = "(.+)"', (ROOT / "harness/__init__.py").read_text("utf-8"))
    assert version is not None
    for file in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        assert f"homework_harness-{version[1]}" not in file.read_text("utf-8"), file
