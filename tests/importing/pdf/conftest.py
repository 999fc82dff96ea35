"""Real PDFs: two set by pdflatex from the sources beside them, and pages that a browser prints."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")


@pytest.fixture(scope="session")
def sheet() -> Path:
    """A marked write-up of one column, Computer Modern, as pdflatex sets it from ``sheet.tex``."""
    return HERE / "sheet.pdf"


@pytest.fixture(scope="session")
def columns() -> Path:
    """The same in two columns and Times, from ``columns.tex``."""
    return HERE / "columns.pdf"


@pytest.fixture(scope="session")
def browser_print(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """A function that has a real browser print a page of HTML to a PDF."""
    if BROWSER is None:
        pytest.skip("no chromium or google-chrome to print a page with")

    def printed(name: str, html: str) -> Path:
        folder = tmp_path_factory.mktemp("printed")
        (folder / f"{name}.html").write_text(html, "utf-8")
        pdf = folder / f"{name}.pdf"
        command = [str(BROWSER), *FLAGS, f"--print-to-pdf={pdf}", str(folder / f"{name}.html")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return pdf

    return printed
