"""Build a release, check it, and tag it: ``make release``, or ``make release DRY=1`` to stop before the tag.

``make version TO=0.2.0`` writes a version where one stands: the package, the citation, the changelog's
section of what is unreleased.

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
import tomllib
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("harness/__init__.py", "CITATION.cff", "CHANGELOG.md")
"""Where a version stands; the first is what the package is built from."""


def main() -> int:
    """Return 0 where the release was built, checked and (without ``--dry-run``) tagged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="build and check, but do not tag")
    parser.add_argument("--set", metavar="VERSION", help="only write this version where one stands")
    chosen = parser.parse_args()
    if chosen.set:
        return _refuse(why) if (why := numbered(ROOT, chosen.set, date.today())) else 0
    dry = chosen.dry_run
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
    if "urls" not in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]:
        print(
            "release: note: pyproject.toml has no [project.urls]; where the project has an address, name it"
        )
    if dry:
        print(f"release: {version[1]} builds and checks; a dry run, so nothing was tagged")
        return 0
    _do("git", "tag", "-a", f"v{version[1]}", "-m", f"Version {version[1]}")
    print(f"release: tagged v{version[1]}; push the tag and upload dist/ where it should go")
    return 0


def numbered(root: Path, version: str, day: date) -> str:
    """Write a version into the files that name one; return why that cannot be, else nothing."""
    if not re.fullmatch(r"\d+\.\d+\.\d+((a|b|rc)\d+)?", version):
        return f"{version!r} is no version: write 1.2.3"
    package, citation, changes = (root / name for name in PLACES)
    if not re.search(r"^## Unreleased\n+(?!## )\S", changes.read_text("utf-8"), re.M):
        return "CHANGELOG.md has nothing under 'Unreleased'"
    _swap(package, r'__version__ = "[^"]+"', f'__version__ = "{version}"')
    _swap(citation, r"(?m)^version: .*$", f"version: {version}")
    _swap(citation, r"(?m)^date-released: .*$", f"date-released: {day.isoformat()}")
    _swap(changes, r"(?m)^## Unreleased$", f"## Unreleased\n\n## {version} – {day.isoformat()}")
    return ""


def _swap(file: Path, what: str, by: str) -> None:
    file.write_text(re.sub(what, lambda _: by, file.read_text("utf-8"), count=1), "utf-8")


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
