"""A person at the page: marks by keyboard, notes in the margin, two authors, a killed server, live rows."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from harness.records import Conversation, Reply, Transcript, Turn, Usage
from harness.store import RunFolder
from harness.store.reviews import fold
from tests.browser import axe, serious
from tests.viewing.conftest import PARTS, Watched, served


def shows(page: Any, where: str, text: str) -> None:
    """Wait until a text stands there; the page's own policy forbids waiting by a script."""
    page.locator(where, has_text=text).first.wait_for()


def press(page: Any, key: str) -> None:
    page.locator("html[data-ready]").wait_for(state="attached")
    page.evaluate("document.getElementById('saved').textContent = ''")
    page.keyboard.press(key)
    shows(page, "#saved", "Saved.")


def select(page: Any, words: str) -> None:
    """Select words in the answer as a person does with the mouse."""
    page.locator("html[data-ready]").wait_for(state="attached")
    page.evaluate(
        """words => { const walk = document.createTreeWalker(document.querySelector('.answer'), 4);
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
          const at = node.data.indexOf(words); if (at < 0) continue;
          const range = document.createRange();
          range.setStart(node, at); range.setEnd(node, at + words.length);
          document.getSelection().removeAllRanges(); document.getSelection().addRange(range); return; }
        throw new Error('no such words: ' + words); }""",
        words,
    )


def note(page: Any, words: str, says: str) -> None:
    select(page, words)
    page.keyboard.press("c")
    page.keyboard.type(says)
    page.evaluate("document.getElementById('saved').textContent = ''")
    page.keyboard.press("Control+Enter")
    shows(page, "#saved", "Saved.")


def marks(runs: Path, who: str) -> list[str]:
    found = fold(RunFolder(runs / "sheet").reviews())
    return [one.mark for people in found.values() for one in people if one.by == who and one.mark]


def test_a_sheet_is_marked_by_keyboard_and_nothing_is_lost_by_a_kill(browser: Any, runs: Path) -> None:
    watched = Watched(browser)
    page = watched.page
    with served(runs, "--by", "Ada") as first:
        page.goto(first.address)
        page.get_by_role("link", name="Review", exact=True).click()
        for number in range(20):
            press(page, "1324"[number % 4])
            if number < 3:
                note(page, "smaller than the bound", f"which bound, number {number}?")
            page.keyboard.press("n")
            shows(page, ".lead", f"{number + 2} of {PARTS}")
        first.kill()
    assert len(marks(runs, "Ada")) == 20
    with served(runs, "--by", "Ada") as again:
        page.goto(f"{again.address}review/sheet?queue=all")
        assert "15 without your mark" in page.inner_text(".lead")
        for _ in range(14):
            press(page, "1")
            page.keyboard.press("n")
            page.wait_for_selector("[aria-pressed=true]", state="detached")
        press(page, "1")
        assert "all of this queue is marked" in page.inner_text(".steps")
        page.goto(f"{again.address}review/sheet?queue=all&at=" + _key(runs, 0))
        page.reload()
        assert "which bound, number 0?" in page.inner_text(".margin")
        assert page.inner_text("mark.note") == "smaller than the bound"
    assert len(marks(runs, "Ada")) == PARTS
    found = fold(RunFolder(runs / "sheet").reviews())
    notes = [n for people in found.values() for one in people for n in one.notes]
    assert len(notes) == 3
    answers = {t.run_key: t for t in RunFolder(runs / "sheet").transcripts()}
    for (run_key, _), people in found.items():
        for hung in people[0].notes:
            text = answers[run_key].replies[hung.turn].answer
            assert " ".join(text[hung.start : hung.end].split()) == "smaller than the bound"
    assert watched.errors == []
    page.close()


def _key(runs: Path, number: int) -> str:
    first = sorted(RunFolder(runs / "sheet").transcripts(), key=lambda t: t.conversation.question)[0]
    return f"{first.run_key}~{first.conversation.turns[number].parts[0]}"


def test_a_second_author_marks_blind_and_conflicts_are_listed(browser: Any, runs: Path) -> None:
    watched = Watched(browser)
    other = Watched(browser)
    with served(runs) as server:
        address = f"{server.address}review/sheet?queue=all&by="
        watched.page.goto(address + "Ada")
        press(watched.page, "1")
        other.page.goto(address + "Bo&blind=1")
        text = other.page.inner_text("main")
        assert "the TA" not in text
        assert "Ada" not in text
        assert other.page.locator(".evaluation[data-status]").count() == 0
        press(other.page, "3")
        text = other.page.inner_text("main")
        assert "Ada" in text
        assert other.page.locator(".evaluation[data-status]").count() == 1
        other.page.goto(f"{server.address}conflicts/sheet")
        assert "Ada and Bo" in other.page.inner_text("table")
        assert other.page.locator("article.dispute").count() == 1
    acts = RunFolder(runs / "sheet").reviews()
    assert [(act.by, act.mark, act.blind) for act in acts] == [
        ("Ada", "correct", False), ("Bo", "incorrect", True),
    ]  # fmt: skip
    assert watched.errors + other.errors == []
    watched.page.close()
    other.page.close()


def test_two_browsers_at_once_keep_every_note(browser: Any, runs: Path) -> None:
    pages = [Watched(browser).page for _ in range(2)]
    with served(runs, "--by", "Ada") as server:
        for page in pages:
            page.goto(f"{server.address}review/sheet?queue=all&at=" + _key(runs, 0))
        for page, says in zip(pages, ("from the left", "from the right"), strict=True):
            note(page, "every term", says)
        pages[0].reload()
        assert pages[0].locator(".persons-note").count() == 2
        pages[0].locator(".withdraw").first.click()
        shows(pages[0], "#saved", "Saved.")
        assert pages[0].locator(".persons-note").count() == 1
        assert "from the right" in pages[0].inner_text(".margin")
    for page in pages:
        page.close()


def test_a_reason_a_snippet_and_the_help_are_reached_by_keys(browser: Any, runs: Path) -> None:
    watched = Watched(browser)
    page = watched.page
    with served(runs, "--by", "Ada") as server:
        page.goto(f"{server.address}review/sheet?queue=all")
        page.locator("html[data-ready]").wait_for(state="attached")
        page.keyboard.press("r")
        page.keyboard.type("as in the lecture")
        page.keyboard.press("Escape")
        shows(page, "#saved", "Saved.")
        press(page, "2")
        page.keyboard.press("n")
        page.wait_for_selector(".snippet")
        page.click(".snippet")
        shows(page, "#saved", "Saved.")
        page.keyboard.press("?")
        assert page.locator("dialog[open]").count() == 1
        page.keyboard.press("Escape")
    found = fold(RunFolder(runs / "sheet").reviews())
    assert sorted(one.reason for people in found.values() for one in people) == ["as in the lecture"] * 2
    assert watched.errors == []
    page.close()


def test_the_list_follows_a_run_that_is_being_asked(browser: Any, runs: Path) -> None:
    watched = Watched(browser)
    page = watched.page
    with served(runs) as server:
        page.goto(server.address)
        assert page.locator("tbody[data-run]").count() == 1
        page.wait_for_timeout(400)
        folder = RunFolder(runs / "fresh")
        folder.write_meta({"name": "fresh", "created": "2026-12-01T10:00:00Z", "goes": [{"wanted": 3}]})
        for sample in range(2):
            talk = Conversation("my-set/q1", (Turn("?", ("a",)),))
            reply = Reply("1", usage=Usage(1, 50, 40))
            folder.append(
                Transcript(f"k{sample}", talk, (reply,), "m:x", sample, finished="2026-12-01T10:00:05Z")
            )
        page.wait_for_selector("tbody[data-run=fresh]")
        shows(page, "[data-run=fresh] .asked", "2 of 3")
        page.fill("#run-filter", "fresh")
        assert page.inner_text("#run-count") == "1 of 2 runs"
    assert watched.errors == []
    page.close()


def test_nothing_serious_for_people_who_read_by_ear_or_by_keyboard(browser: Any, runs: Path) -> None:
    script = axe()
    with served(runs, "--by", "Ada") as server:
        for more in ({}, {"width": 390}, {"color_scheme": "dark"}):
            page = Watched(browser, bypass_csp=True, **more).page
            for path in ("", "review/sheet?queue=all", "conflicts/sheet", "review/sheet?queue=disputed"):
                page.goto(server.address + path)
                assert serious(page, script) == [], (path, more)
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), (path, more)
            page.close()


def test_a_page_over_ten_thousand_transcripts_answers_at_once(runs: Path) -> None:
    import urllib.request

    folder = RunFolder(runs / "many")
    folder.write_meta({"name": "many", "created": "2026-12-01T10:00:00Z"})
    talk = [Conversation(f"bank/q{n}", (Turn("What is it? " * 20, ("a",)),)) for n in range(10_000)]
    reply = (Reply("so it is. " * 60, "hm, " * 200),)
    with folder.writer() as writer:
        writer.extend([Transcript(f"k{n}", talk[n], reply, "m:x") for n in range(10_000)])
    with served(runs) as server:

        def seconds(path: str) -> float:
            started = time.perf_counter()
            with urllib.request.urlopen(server.address + path) as answer:
                answer.read()
            return time.perf_counter() - started

        seconds("")
        seconds("review/many?queue=all")
        assert min(seconds("") for _ in range(3)) < 0.3
        assert min(seconds("review/many?queue=all") for _ in range(3)) < 0.3
