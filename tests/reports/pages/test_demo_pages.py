"""The demo's own pages in a real browser: pictures for people to look at, and what a printer gets."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from harness.cli import main
from reports.pages.pdf import browser as installed
from reports.pages.pdf import print_page

ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PICTURES = Path(__file__).parents[3] / "artefacts" / "screenshots"
SHOWN = {
    "demo-deepseek": ("deepseek-chat-thinking", "optimizer-geometry"),
    "demo-kimi": ("kimi-k2-thinking", "q1"),
}
LOOKS = {"light": (1280, "light"), "dark": (1280, "dark"), "narrow": (390, "light")}
TALLEST = 3_000

pytestmark = pytest.mark.skipif(installed() is None, reason="no chromium on this machine")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Reports made as the demo makes them: of the thinking recording, and of one disputed question."""
    runs = tmp_path_factory.mktemp("demo")
    for name, (model, question) in SHOWN.items():
        with redirect_stdout(io.StringIO()):
            asked = ["run", f"deep-learning-hw1/{question}", "--model", f"replay:{model}", "--name", name]
            assert main([*asked, "--runs", str(runs)]) == 0
            for step in ("grade", "report"):
                assert main([step, name, "--runs", str(runs)]) == 0
    return {name: runs / name / "report" for name in SHOWN}


@pytest.fixture(scope="module")
def chromium(demo: dict[str, Path]) -> Iterator[Any]:
    """A browser, started when the runs have been asked: both want the thread's event loop."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started:
        found = started.chromium.launch(executable_path=installed(), args=ARGS)
        yield found
        found.close()


def pages(folder: Path) -> list[Path]:
    return [folder / "index.html", *sorted((folder / "pages").glob("*.html"))]


LOADED = """Promise.all([...document.images].map(image => {
    image.loading = 'eager';
    return image.complete || new Promise(done => { image.onload = image.onerror = done; });
}))"""
"""Comes to an end when every picture of a page is there."""


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_of_the_demo_is_pictured_without_an_error(
    chromium: Any, demo: dict[str, Path], look: str
) -> None:
    width, scheme = LOOKS[look]
    PICTURES.mkdir(parents=True, exist_ok=True)
    page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    errors: list[str] = []
    page.on("console", lambda said: errors.extend([said.text] * (said.type == "error")))
    page.on("pageerror", lambda error: errors.append(str(error)))
    for run, path in ((run, path) for run, folder in demo.items() for path in pages(folder)):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), path.name
        page.evaluate(LOADED)  # waiting for a function would evaluate text, which the pages forbid
        height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
        name = path.stem.partition("-")[0]
        page.screenshot(
            path=str(PICTURES / f"{run}-{name}-{look}.png"),
            full_page=True,
            clip={"x": 0, "y": 0, "width": width, "height": height},
        )
    page.close()
    assert errors == []


def test_the_strip_of_the_demo_shades_what_followed_the_first_right_answer(
    chromium: Any, demo: dict[str, Path]
) -> None:
    page = chromium.new_page()
    page.goto(next((demo["demo-deepseek"] / "pages").glob("reasoning-*.html")).as_uri())
    assert page.locator(".strip .tail").count() == page.locator(".strip .dot.right").count() == 3
    assert "counted in the original" in page.inner_text("main").lower()
    page.close()


def test_a_printed_write_up_holds_its_evaluations_and_no_empty_page(
    demo: dict[str, Path], tmp_path: Path
) -> None:
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    print_page(next((demo["demo-deepseek"] / "pages").glob("writeup-*.html")), tmp_path / "page.pdf")
    texts = [sheet.extract_text() for sheet in pypdf.PdfReader(tmp_path / "page.pdf").pages]
    whole = " ".join(normalize("NFKC", " ".join(texts)).split())
    assert whole.count("Evaluation") == 3
    assert "correct" in whole
    assert "the right answer first stood" in whole
    assert all(text.strip() for text in texts)


def test_a_printed_booklet_numbers_its_pages_and_names_run_and_version(
    demo: dict[str, Path], tmp_path: Path
) -> None:
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    folder = demo["demo-kimi"].parent
    with redirect_stdout(io.StringIO()):
        words = ["report", folder.name, "--runs", str(folder.parent), "--format", "pdf", "--no-truth"]
        assert main(words) == 0
    (printed,) = (folder / "report" / "write-ups").glob("*.pdf")
    sheets = [normalize("NFKC", page.extract_text()) for page in pypdf.PdfReader(printed).pages]
    for number, text in enumerate(sheets, 1):
        assert f"{number} / {len(sheets)}" in text
        assert "demo-kimi · replay:kimi-k2-thinking · marker" in text
    whole = " ".join(" ".join(sheets).split())
    assert whole.count("Evaluation:") == 7
