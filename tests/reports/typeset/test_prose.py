"""Markdown from a model: inert, typeset, marked in place."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest

from reports.typeset.prose import Mark, render


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](https://example.org)",
        "![x](https://example.org/a.png)",
        "<a href='x' onclick='y'>z</a>",
        "</div></main><h1>mine</h1>",
        "[x][1]\n\n[1]: https://example.org 'title'",
        "<https://example.org>",
    ],
    ids=str,
)
def test_nothing_a_model_writes_is_an_active_element(text: str) -> None:
    tags, attributes = _elements(render(text))
    assert tags <= {"p", "span", "code"}
    assert attributes <= {"class", "title"}


def _elements(html: str) -> tuple[set[str], set[str]]:
    found: tuple[set[str], set[str]] = (set(), set())

    class Parser(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found[0].add(tag)
            found[1].update(name for name, _ in attrs)

    Parser().feed(html)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "$x^2$",
        "$$x^2$$",
        r"\(x^2\)",
        r"\[x^2\]",
        "so\n\\[\nx^2\n\\]\nend",
        r"\begin{align}x^2\end{align}",
        "a \\[x^2\\] b",
    ],
    ids=repr,
)
def test_every_way_to_write_mathematics_is_typeset(text: str) -> None:
    assert "<msup>" in render(text)


def test_a_claim_in_a_formula_marks_the_whole_formula() -> None:
    text = r"So we find $\eta = \frac{1}{2}$ here."
    start = text.index(r"\frac")
    html = render(text, [Mark(start, start + 5)])
    assert re.search(r'<mark class="claim"><span class="tex', html)
    assert html.count("<mark") == 1


def test_a_claim_in_words_is_marked_across_emphasis_without_misnesting() -> None:
    text = "We say **the large** one is faster."
    html = render(text, [Mark(7, 30)])
    assert re.sub(r"</?mark[^>]*>", "", html) == render(text)
    for marked in re.findall(r"<mark[^>]*>(.*?)</mark>", html):
        assert "<" not in marked


def test_marks_may_overlap_run_over_lines_and_past_the_end() -> None:
    text = "# Title\n\n1. one $a$\n2. two\n\n> three"
    html = render(text, [Mark(0, 30), Mark(5, 12, "false-step"), Mark(20, 9_999)])
    assert html.count("<mark") == html.count("</mark>")
    assert "\ue000" not in html


@pytest.mark.parametrize(
    "text",
    ["x" * 1_000_000, "\\(" * 60_000, "$" * 100_001, "[" * 50_000, "*a " * 40_000],
    ids=lambda t: t[:3],
)
def test_a_megabyte_is_shown_and_bounded(text: str) -> None:
    assert len(render(text)) < 12 * len(text) + 2_000


def test_offsets_survive_what_the_door_replaces() -> None:
    text = "\u202e\x00 the answer is 42"
    start = text.index("42")
    assert '<mark class="claim">42</mark>' in render(text, [Mark(start, start + 2)])


@pytest.mark.parametrize("piece", ["\\[\n", "\\begin{align}\n", "[", "$a", "- a\n", "*a **"], ids=repr)
def test_twice_the_text_takes_at_most_some_three_times_as_long(piece: str) -> None:
    half, whole = (piece * (size // len(piece)) for size in (9_000, 18_000))
    render(half)
    times = []
    for text in (half, whole):
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            render(text)
            best = min(best, time.process_time() - start)
        times.append(best)
    assert times[1] < 5 * times[0] + 0.05
