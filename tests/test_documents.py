"""Figures in the documents that a command can make are what it makes: ``make figures`` mends them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


def _figures() -> ModuleType:
    spec = importlib.util.spec_from_file_location("figures", ROOT / "docs/site/figures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FIGURES = _figures()
HOLDING = [file for file in FIGURES.documents() if FIGURES.BLOCK.search(file.read_text("utf-8"))]


@pytest.mark.parametrize("file", HOLDING, ids=[str(file.relative_to(ROOT)) for file in HOLDING])
def test_what_is_made_is_up_to_date(file: Path) -> None:
    text = file.read_text("utf-8")
    assert FIGURES.written(text) == text, "make figures"


def test_everything_that_is_made_stands_somewhere() -> None:
    found = {name for file in HOLDING for name, _ in FIGURES.BLOCK.findall(file.read_text("utf-8"))}
    assert found == set(FIGURES.MADE)


def test_a_block_that_went_out_of_date_is_written_anew() -> None:
    text = "All <!-- made: judge-items -->7<!-- end --> items.\n"
    assert FIGURES.written(text) == text.replace("7", FIGURES.judge_items())


def test_what_takes_minutes_is_left_as_it_stands() -> None:
    text = "<!-- made: coverage -->as it was<!-- end -->"
    assert FIGURES.written(text) == text
