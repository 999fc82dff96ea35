"""The one door: same length, no controls, no formulas."""

from __future__ import annotations

import csv
import io

import pytest
from markupsafe import Markup

from reports.measured.tables import csv_text
from reports.typeset.escape import cell, clean, escape, fence, markdown_cell, slug


@pytest.mark.parametrize(
    "text", ["a\x00b", "\u202eevil", "\ud800", "\x1b[2J", "\ue000\ue002", "ok\n\tok"], ids=repr
)
def test_clean_keeps_length_and_leaves_nothing_hidden(text: str) -> None:
    shown = clean(text)
    assert len(shown) == len(text)
    assert shown.encode("utf-8")
    assert not set(shown) & set("\x00\x1b\u202e\ue000\ue002")


def test_escape_is_safe_in_an_attribute() -> None:
    assert escape("\"'<>&") == Markup("&#34;&#39;&lt;&gt;&amp;")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "＝1", "\n=1"], ids=repr)
def test_no_cell_starts_a_formula(text: str) -> None:
    (row,) = list(csv.reader(io.StringIO(csv_text(["a"], [[text]]))))[1:]
    assert row[0].startswith("'")


def test_numbers_stay_numbers() -> None:
    assert [cell(-1.5), cell(None), cell(True)] == [-1.5, None, True]


def test_long_fields_can_be_read_back() -> None:
    text = csv_text(["a"], [["x" * 200_000]])
    assert len(next(csv.reader(io.StringIO(text.split("\n", 1)[1])))[0]) <= 32_000


def test_a_fence_outlasts_the_backticks_inside() -> None:
    assert fence("a ````` b").startswith("``````\n")


def test_a_markdown_cell_is_one_inert_line() -> None:
    assert markdown_cell("a|b\n<x> `c` [d](e)") == r"a\|b \<x\> \`c\` \[d\](e)"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/abs", "a\x00b", "ü" * 300, "", "CON"], ids=repr)
def test_a_slug_is_a_plain_file_name(name: str) -> None:
    found = slug(name)
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert 0 < len(found) < 64


def test_different_names_have_different_slugs() -> None:
    assert slug("A/b") != slug("a-b")
