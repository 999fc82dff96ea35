"""A real browser for tests, and axe-core from npm where it can be had."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@contextmanager
def chromium() -> Iterator[Any]:
    """Yield a running browser; the test is skipped, saying why, where there is none."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started:
        found = started.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield found
        found.close()


def axe() -> str:
    """Return the text of axe-core, fetched once through npm; the test is skipped where npm has it not."""
    kept = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "homework-harness-tests"
    file = kept / "node_modules" / "axe-core" / "axe.min.js"
    if not file.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("no npm on this machine to fetch axe-core with")
        kept.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(kept), "axe-core@4"],
            capture_output=True, text=True, timeout=180, check=False,
        )  # fmt: skip
        if done.returncode or not file.exists():
            pytest.skip(f"npm could not fetch axe-core: {done.stderr.strip()[-200:]}")
    return file.read_text("utf-8")


def serious(page: Any, script: str) -> list[str]:
    """Return what axe-core finds serious or critical on the page, a line each."""
    page.evaluate(script)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{one['id']}: {one['help']} – {one['nodes'][0]['target']} {one['nodes'][0]['html'][:120]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
