"""Build a release, check it, and tag it: ``make release``, or ``make release DRY=1`` to stop before the tag.

A release is refused where the tree has uncommitted changes, where the changelog has no section of this
version, where the citation names another one, or where the tag exists. Nothing is uploaded: that is a
decision of its own.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Return 0 where the release was built, checked and (without ``--dry-run``) tagged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="build and check, but do not tag")
    dry = parser.parse_args().dry_run
    version = re.search(r'__version__ = "([^"]+)"', (ROOT / "harness/__init__.py").read_text("utf-8"))
    if version is None:
        return _refuse("harness/__init__.py names no version")
    faults = list(_faults(version[1]))
    for fault in faults:
        print(f"release: {fault}", file=sys.stderr)
    if faults and not dry:
        return 1
    shutil.rmtree(ROOT / "dist", ignore_errors=True)
    _do(sys.executable, "-m", "build", "--outdir", "dist")
    _do(sys.executable, "-m", "twine", "check", "--strict", *map(str, sorted((ROOT / "dist").iterdir())))
    if dry:
        print(f"release: {version[1]} builds and checks; a dry run, so nothing was tagged")
        return 0
    _do("git", "tag", "-a", f"v{version[1]}", "-m", f"Version {version[1]}")
    print(f"release: tagged v{version[1]}; push the tag and upload dist/ where it should go")
    return 0


def _faults(version: str) -> list[str]:
    found = []
    if _said("git", "status", "--porcelain"):
        found.append("there are uncommitted changes; commit or stash them")
    if not re.search(rf"^## \[?{re.escape(version)}\]? ", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M):
        found.append(f"CHANGELOG.md has no section of {version}; give 'Unreleased' its number and date")
    if f"\nversion: {version}\n" not in (ROOT / "CITATION.cff").read_text("utf-8"):
        found.append(f"CITATION.cff names another version than {version}")
    if _said("git", "tag", "--list", f"v{version}"):
        found.append(f"the tag v{version} exists; raise __version__ in harness/__init__.py")
    return found


def _do(*words: str) -> None:
    subprocess.run(words, cwd=ROOT, check=True)


def _said(*words: str) -> str:
    return subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def _refuse(why: str) -> int:
    print(f"release: {why}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
