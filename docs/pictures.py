"""The pictures of docs/images, taken anew: every kind of page, by a real browser. Look at them afterwards.

python docs/pictures.py          needs chromium and the test extra
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
sys.path.insert(0, str(ROOT))

from tests.browser import chromium  # noqa: E402

WIDTH, HEIGHT = 1180, 820
ARMS = "oracle:mistakes=0.4,oracle:mistakes=0.1"
TWO = ["deep-learning-hw1/q1", "deep-learning-hw1/q3", "deep-learning-hw1/q5", "--model", ARMS]


def harness(runs: Path, *words: str) -> None:
    """Run a command of the harness on the pictures' own folder of runs."""
    subprocess.run([sys.executable, "-m", "harness", *words, "--runs", str(runs)], check=True, cwd=ROOT,
                   stdout=subprocess.DEVNULL)  # fmt: skip


def main() -> None:
    """Make the runs, take every picture, say where they are."""
    with tempfile.TemporaryDirectory() as held:
        runs = Path(held) / "runs"
        harness(runs, "demo")
        harness(runs, "run", *TWO, "--samples", "3", "--name", "two", "--report")
        harness(runs, "report", "demo-kimi", "--single-file")
        words = [sys.executable, "-m", "harness", "history", str(runs), "--out", str(runs / "history")]
        subprocess.run(words, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        harness(runs, "compare", "two", "--out", str(runs / "compared"))
        server = subprocess.Popen(
            [sys.executable, "-m", "harness", "view", "--runs", str(runs), "--by", "Ada", "--json"],
            stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        try:
            assert server.stdout is not None
            address = json.loads(server.stdout.readline())["address"]
            with chromium() as browser:
                for name, where, look in pictures(runs, address):
                    _taken(browser, name, where, **look)
        finally:
            server.kill()
    print(f"{IMAGES}: look at them")


def pictures(runs: Path, address: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Return name, address and look of every picture."""
    kimi, deep, two = (runs / name / "report" for name in ("demo-kimi", "demo-deepseek", "two"))

    def first(folder: Path, pattern: str) -> str:
        return sorted(folder.glob(pattern))[0].as_uri()

    dark = {"color_scheme": "dark"}
    narrow = {"viewport": {"width": 390, "height": 844}}
    return [
        ("overview", (kimi / "index.html").as_uri(), {}),
        ("overview-narrow", (kimi / "index.html").as_uri(), narrow),
        ("overview-two", (two / "index.html").as_uri(), dark),
        ("write-up", first(deep, "pages/writeup-*") + "#main", {}),
        ("disagreement", (kimi / "pages/agreement.html").as_uri(), {"tall": 1_350}),
        ("side-by-side", first(two, "pages/beside-*"), {}),
        ("reasoning", first(deep, "pages/reasoning-*"), {}),
        ("efficiency-dark", (two / "pages/efficiency.html").as_uri(), dark),
        ("truth", (kimi / "pages/truth.html").as_uri(), {}),
        ("booklet", first(kimi, "write-ups/*.html"), {}),
        ("history", (runs / "history/index.html").as_uri(), {}),
        ("comparison", (runs / "compared/index.html").as_uri(), {}),
        ("view", address, {}),
        ("review", address + "review/demo-kimi?queue=disputed", {"tall": 1_250}),
        ("review-narrow", address + "review/demo-kimi?queue=disputed", narrow),
    ]


def _taken(browser: Any, name: str, where: str, tall: int = HEIGHT, **look: Any) -> None:
    look = {"viewport": {"width": WIDTH, "height": tall}, **look}
    page = browser.new_page(**look)
    page.goto(where)
    page.wait_for_timeout(600)
    page.screenshot(path=str(IMAGES / f"{name}.png"))
    page.close()


if __name__ == "__main__":
    main()
