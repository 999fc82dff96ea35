"""Write-ups as PDF, one a model and homework, printed by a browser where one is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from harness.errors import SettingsError
from harness.files import folder_within
from harness.terminal import tracked

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
SECONDS = 120
FLAGS = (
    "--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-extensions", "--no-pdf-header-footer",
)  # fmt: skip


def browser() -> str | None:
    """Return the path of a Chromium-like browser, or None where there is none."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def print_booklets(pages: Mapping[str, str], folder: Path) -> list[Path]:
    """Return the PDFs of booklets, one each, printed by the browser; a bar says how far on a terminal.

    SettingsError where there is no browser or it does not print.
    """
    folder_within(folder.parent, folder)
    written = []
    for name, text in tracked(pages.items(), "printing", len(pages)):
        target = folder / f"{name.removesuffix('.html')}.pdf"
        with tempfile.TemporaryDirectory() as held:
            source = Path(held) / "booklet.html"
            source.write_text(text, "utf-8", "replace")
            print_page(source, target)
        written.append(target)
    return written


def print_page(source: Path, target: Path) -> None:
    """Print one page to the file ``target``; SettingsError where there is no browser or it does not print."""
    found = browser()
    if found is None:
        raise SettingsError(f"--format pdf: no browser found; install one of {', '.join(BROWSERS)}")
    with tempfile.TemporaryDirectory() as profile:
        command = [found, *FLAGS, *_fence(), f"--user-data-dir={profile}", f"--print-to-pdf={target}"]
        try:
            done = subprocess.run(
                [*command, source.resolve().as_uri()], capture_output=True, timeout=SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as cause:
            raise SettingsError(f"--format pdf: {found} did not print {source.name}: {cause}") from cause
    if done.returncode or not target.exists():
        raise SettingsError(f"--format pdf: {found} did not print {source.name} (exit {done.returncode})")


def _fence() -> tuple[str, ...]:
    """Return the flag a browser needs to run as root in a container; our pages carry no foreign script."""
    import os

    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
