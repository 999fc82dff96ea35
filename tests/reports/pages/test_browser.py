"""Every page in a real browser: no errors, filters and strips that work, nothing hostile that runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import reports
from harness.records import Claim, Transcript
from reports.measured.material import Material, units
from reports.pages import booklet
from tests.browser import CHROMIUM, axe, chromium, serious

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


class Watched:
    """A page with all that went wrong on it."""

    def __init__(self, browser: Any, width: int = 1280, scheme: str = "light") -> None:
        self.page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.errors: list[str] = []
        self.page.on("console", lambda said: said.type == "error" and self.errors.append(said.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.errors.append("a dialog"), dialog.dismiss()))
        self.page.on("request", self._request)

    def _request(self, request: Any) -> None:
        if not request.url.startswith(("file:", "data:")):
            self.errors.append(f"asked for {request.url}")

    def open(self, path: Path) -> Any:
        self.page.goto(path.as_uri())
        return self.page


@pytest.fixture(scope="module")
def folder(material: Material, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return reports.write(material, tmp_path_factory.mktemp("pages"), ("html", "csv")).folder


def test_every_page_opens_without_an_error_and_fits(browser: Any, folder: Path) -> None:
    for width, scheme in ((1280, "light"), (390, "dark")):
        watched = Watched(browser, width, scheme)
        for path in sorted(folder.rglob("*.html")):
            page = watched.open(path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), (path.name, width)
        assert watched.errors == []
        watched.page.close()


def test_every_link_within_the_report_leads_somewhere(browser: Any, folder: Path) -> None:
    watched = Watched(browser)
    for path in sorted(folder.rglob("*.html")):
        page = watched.open(path)
        for href in page.evaluate(
            "[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))"
        ):
            name, _, mark = href.partition("#")
            target = (path.parent / name).resolve() if name else path
            assert target.is_file(), (path.name, href)
            if mark and target.suffix == ".html":
                assert f'id="{mark}"' in target.read_text("utf-8"), (path.name, href)
    watched.page.close()


def test_filters_leave_what_was_asked_for(browser: Any, folder: Path) -> None:
    watched = Watched(browser)
    page = watched.open(folder / "index.html")
    shown = "[...document.querySelectorAll('.grid tbody tr')].filter(r => !r.hidden).length"
    assert page.evaluate(shown) == 2
    page.fill("#filter-text", "steps-2")
    assert page.evaluate(shown) == 1
    page.fill("#filter-text", "")
    page.check(".filter-status[value=incorrect]")
    assert page.evaluate(shown) == 1
    assert page.inner_text("#filter-count") == "1 of 2 questions"
    assert watched.errors == []
    page.close()


def test_a_strip_tells_its_sentences_by_mouse_and_by_keyboard(browser: Any, folder: Path) -> None:
    watched = Watched(browser)
    page = watched.open(next((folder / "pages").glob("reasoning-*steps-1*")))
    strip = page.locator(".strip").first
    strip.locator(".spot").first.click()
    assert "Wait, check" in strip.locator(".strip-says").inner_text()
    strip.locator(".spot[tabindex]").first.focus()
    assert strip.locator(".strip-says").inner_text().startswith("right: ")
    assert watched.errors == []
    page.close()


def test_a_copied_formula_is_its_latex(browser: Any, folder: Path) -> None:
    watched = Watched(browser)
    page = watched.open(next((folder / "pages").glob("writeup-deep*steps-1*")))
    copied = page.evaluate(
        """() => { const range = document.createRange();
        range.selectNodeContents(document.querySelector('.answer'));
        document.getSelection().removeAllRanges(); document.getSelection().addRange(range);
        const data = new DataTransfer();
        document.dispatchEvent(new ClipboardEvent('copy', {clipboardData: data, cancelable: true}));
        return data.getData('text/plain'); }"""
    )
    assert r"$$\boxed{0 < \eta < \frac{1}{\sigma^2}}$$" in copied
    page.close()


def test_nothing_serious_for_people_who_read_by_ear_or_by_keyboard(
    browser: Any, folder: Path, material: Material, tmp_path: Path
) -> None:
    script = axe()
    (tmp_path / "booklet.html").write_text(next(iter(booklet.of_all(material, units(material)).values())))
    kinds = {path.name.partition("-")[0]: path for path in sorted(folder.glob("pages/*.html"))}
    paths = [folder / "index.html", tmp_path / "booklet.html", *kinds.values()]
    ways = [(1280, "light", "screen"), (390, "dark", "screen"), (800, "light", "print")]
    for width, scheme, medium in ways:
        page = browser.new_page(
            viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
        )
        page.emulate_media(media=medium)
        for path in paths:
            page.goto(path.as_uri())
            assert serious(page, script) == [], (path.name, width, scheme, medium)
        page.close()


def test_the_theme_can_be_switched_and_is_kept(browser: Any, folder: Path) -> None:
    watched = Watched(browser)
    page = watched.open(folder / "index.html")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    page.click(".theme")
    dark = page.evaluate(ground)
    assert dark != light
    watched.open(folder / "pages" / "truth.html")
    assert page.evaluate(ground) == dark
    assert watched.errors == []
    page.close()


def test_tables_sort_by_a_click_on_a_head(browser: Any, folder: Path) -> None:
    watched = Watched(browser)
    page = watched.open(folder / "index.html")
    table = page.locator("table.sortable").first
    table.locator("thead button").nth(1).click()
    rows = "[...document.querySelector('table.sortable').tBodies[0].rows]"
    first = rows + ".map(row => parseFloat(row.cells[1].textContent))"
    found = page.evaluate(first)
    assert found == sorted(found)
    table.locator("thead button").nth(1).click()
    assert page.evaluate(first) == sorted(found, reverse=True)
    page.close()


def test_n_goes_to_the_next_answer_that_is_not_right(browser: Any, folder: Path) -> None:
    watched = Watched(browser)
    page = watched.open(next((folder / "pages").glob("writeup-quick*steps-1*")))
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.dataset.status") == "incorrect"
    page.close()


def test_pages_have_landmarks_names_and_one_heading(browser: Any, folder: Path) -> None:
    watched = Watched(browser)
    for path in [folder / "index.html", *sorted((folder / "pages").glob("*.html"))]:
        page = watched.open(path)
        counts = page.evaluate(
            "['main', 'nav', 'h1', 'header', 'footer'].map(n => document.querySelectorAll(n).length)"
        )
        assert counts[0] == counts[2] == counts[3] == counts[4] == 1, path.name
        assert counts[1] >= 1
        nameless = (
            "document.querySelectorAll('img:not([alt]), th:not([scope]), input:not([id], [value])').length"
        )
        assert page.evaluate(nameless) == 0, path.name
    watched.page.close()


EVIL = (
    "<script>window.evil = 1; alert(1)</script>",
    '<img src=x onerror="window.evil = 1">',
    '[click](javascript:window.evil=1) <a href="javascript:window.evil=1">click</a>',
    "</div></section></main></body></html><h1>gone</h1>",
    '<svg onload="window.evil=1"><style>*{display:none}</style>',
    "\u202egnihtyna\u202c \u2066x \ud800 \x00\x1b[2J",
    '=HYPERLINK("http://127.0.0.1/","x")',
    "$\\href{javascript:window.evil=1}{x} \\text{<script>window.evil=1</script>}$"
    ' $\\color{red" onclick="window.evil=1}{y}$',
    "{{ 7 * 7 }} {% raw %} ${7*7} %s {0}",
    "![x](http://127.0.0.1:9/a.png) <iframe src=http://127.0.0.1:9/></iframe>",
    "x" * 1_000_000,
    "(" * 20_000 + "[" * 20_000 + "`" * 5_000,
)


def hostile(material: Material) -> Material:
    """Return the run with every text from outside replaced by a hostile one."""

    def poison(found: Transcript, number: int) -> Transcript:
        evil = EVIL[number % len(EVIL)]
        short = evil[:20_000]
        turns = tuple(replace(turn, text=evil) for turn in found.conversation.turns)
        replies = tuple(replace(r, answer=evil, reasoning=evil + "\n" + short) for r in found.replies)
        marks = tuple(replace(mark, remark=short, marker=short[:300]) for mark in found.human_marks)
        talk = replace(found.conversation, turns=turns)
        return replace(found, conversation=talk, replies=replies, human_marks=marks,
                       model=f"{short[:300]}{number}",
                       error=short, effort=short[:200], origin={"note": short})  # fmt: skip

    transcripts = tuple(
        poison(replace(found, run_key=f"{found.run_key}-{number}"), number)
        for number in range(len(EVIL))
        for found in material.transcripts[number % 4 : number % 4 + 1]
    )
    verdicts = {
        (found.run_key, part): replace(
            verdict, run_key=found.run_key, reason=EVIL[n], evidence=EVIL[n][:20_000]
        )
        for n, found in enumerate(transcripts)
        for part in "ab"
        for verdict in [material.verdicts[found.run_key.rpartition("-")[0], part]]
    }
    profiles = {
        (found.run_key, part): replace(
            material.profiles[found.run_key.rpartition("-")[0], part], run_key=found.run_key
        )
        for found in transcripts
        for part in "ab"
    }
    return replace(material, transcripts=transcripts, verdicts=verdicts, profiles=profiles)


def test_hostile_text_neither_runs_nor_breaks_a_page(
    browser: Any, material: Material, tmp_path: Path
) -> None:
    written = reports.write(hostile(material), tmp_path)
    watched = Watched(browser)
    for path in sorted(tmp_path.rglob("*.html")):
        assert path.stat().st_size < 5_000_000, path.name
        page = watched.open(path)
        assert page.evaluate("window.evil") is None, path.name
        assert page.evaluate("document.querySelectorAll('main').length") == 1
        assert page.evaluate("document.querySelectorAll('script').length") <= 2
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), path.name
        for link in page.evaluate("[...document.querySelectorAll('a, iframe')].map(a => a.href || a.src)"):
            assert link.startswith("file:"), (path.name, link[:80])
    assert watched.errors == []
    watched.page.close()
    for path in written.files:
        if path.suffix in (".md", ".csv", ".json"):
            assert "\u202e" not in path.read_text("utf-8"), path.name


def test_a_wide_formula_scrolls_by_itself_on_a_narrow_screen(
    browser: Any, material: Material, tmp_path: Path
) -> None:
    wide = "$$\\boxed{" + " + ".join(f"a_{{{n}}} x^{{{n}}}" for n in range(40)) + "}$$"
    one = material.transcripts[0]
    replies = tuple(replace(r, answer=f"It is {wide} so.\n\nAnd {wide[1:-1]}.") for r in one.replies)
    verdicts = {
        key: replace(found, claim=Claim(wide, 6, 6 + len(wide)), targets=())
        for key, found in material.verdicts.items()
        if key[0] == one.run_key
    }
    wider = replace(material, transcripts=(replace(one, replies=replies),), verdicts=verdicts, checks={})
    folder = reports.write(wider, tmp_path, ("html",)).folder
    watched = Watched(browser, 390)
    page = watched.open(next((folder / "pages").glob("writeup-*")))
    assert page.locator("mark .tex.wide").count() >= 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    page.close()
