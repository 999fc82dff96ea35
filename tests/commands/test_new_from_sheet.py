"""`harness new SET --from SHEET`: a homework in an hour begins with its text, told apart and kept."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from harness.cli import main
from harness.commands import _lint
from harness.importing.exercises import symbols, wanted_letters
from harness.questions import load_set
from harness.records import Answer, Expected, Part, Question, Target
from harness.symbols import declare

SHEET = r"""# Sheet 7

## Question 1: Springs

A spring has stiffness $k > 0$ and carries a mass $m > 0$; let $p \in (0, 1)$ and
$A \in \mathbb{R}^{n \times d}$.

(a) Find $\omega$ in terms of $k$ and $m$.

(b) Show that the energy is kept.

(c) For which range of $k$ is it faster than $p$?

## Question 2

Is $A$ invertible?
"""
TEX = r"""\documentclass{article}
\begin{document}
\title{Sheet 7}\maketitle
\section*{Problem 1}
A spring has stiffness $k > 0$ and carries a mass $m > 0$; let $p \in (0, 1)$ and
$A \in \mathbb{R}^{n \times d}$.
\begin{enumerate}
\item[(a)] Find $\omega$ in terms of $k$ and $m$.
\item[(b)] Show that the energy is kept.
\item[(c)] For which range of $k$ is it faster than $p$?
\end{enumerate}
\section*{Problem 2}
Is $A$ invertible?
\end{document}
"""
NOTEBOOK = json.dumps({
    "nbformat": 4, "nbformat_minor": 5, "metadata": {},
    "cells": [{"cell_type": "markdown", "metadata": {}, "source": SHEET.splitlines(keepends=True)}],
})  # fmt: skip
SHEETS = {"sheet.md": SHEET, "sheet.tex": TEX, "sheet.ipynb": NOTEBOOK}


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_becomes_a_set(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(SHEETS[name], "utf-8")
    assert main(["new", "sheet-7", "--from", name]) == 0
    first, second = load_set("sheet-7")
    assert [(p.label, p.kind) for p in first.parts] == [
        ("a", "expression"),
        ("b", "derivation"),
        ("c", "region"),
    ]
    assert [t.name for p in first.parts for t in p.targets] == ["omega", "k"]
    assert first.stem.startswith("A spring has stiffness $k > 0$")
    assert first.parts[0].text == r"Find $\omega$ in terms of $k$ and $m$."
    assert [(p.kind, p.text) for p in second.parts] == [("truth", "Is $A$ invertible?")]
    told = {s.name: (s.kind, s.shape or s.assumptions) for s in first.symbols}
    assert told["k"] == ("positive", ())
    assert told["p"] == ("real", ("in (0, 1)",))
    assert told["A"] == ("matrix", ("n", "d"))


def test_the_skeletons_are_python_that_says_what_to_fill_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sheet.md").write_text(SHEET, "utf-8")
    assert main(["new", "sheet-7", "--from", "sheet.md"]) == 0
    module = Path("reference/sheet_7/q1.py")
    compile(module.read_text("utf-8"), str(module), "exec")
    check = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--select", "E9,F", str(module)],
        capture_output=True,
        text=True,
    )
    assert check.returncode == 0, check.stdout


def test_nothing_is_overwritten_and_a_bad_name_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sheet.md").write_text(SHEET, "utf-8")
    assert main(["new", "sheet-7", "--from", "sheet.md"]) == 0
    assert main(["new", "sheet-7", "--from", "sheet.md"]) == 1
    assert "is there already; nothing was written" in capsys.readouterr().err
    assert main(["new", "sheet-8/q1", "--from", "sheet.md"]) == 1
    assert "write the name of a set" in capsys.readouterr().err
    Path("empty.md").write_text("# Nothing\n\nto ask\n", "utf-8")
    assert main(["new", "sheet-9", "--from", "empty.md"]) == 1
    assert "no questions found" in capsys.readouterr().err


def test_letters_are_proposed_from_what_the_text_says_of_them() -> None:
    text = (
        r"Let $n \in \mathbb{N}$, $w \in \mathbb{R}^d$, $\sigma_1 > \sigma_2 > 0$, $\rho \ge 0$, $e^{i\pi}$."
    )
    assert symbols(text) == {
        "n": "natural", "w": "vector d", "sigma_1": "positive", "sigma_2": "positive", "rho": "nonnegative",
        "d": "natural",
    }  # fmt: skip
    assert wanted_letters(r"Give $T$ in terms of $\mu$ and $g_0$.") == {"mu", "g_0"}


def lint(part: Part, answer: Answer, *declared: str) -> list[str]:
    question = Question(
        "s/q", "t", "", (part,), symbols=tuple(declare(name, "positive") for name in declared)
    )
    return list(_lint.notes(question, {part.label: answer}))


def test_what_an_author_overlooked_is_noted() -> None:
    target = Target("E", "expression")
    asks = Part("a", "Find $E$ in terms of $p$.", "expression", (target,))
    good = Answer(
        "s/q", "a", "expression", "", (Expected(target, "2p"),), symbols=(declare("p", "positive"),)
    )
    assert lint(asks, good, "p") == []
    without = Answer("s/q", "a", "expression", "", (Expected(target, "7"),))
    assert lint(asks, without, "p", "zeta") == [
        "s/q: zeta is declared and occurs in no text and no answer",
        "s/q (a): wants its answer in terms of p, and the answer has none of them",
    ]
    shows = Part("a", "Prove that it converges.", "derivation", ())
    assert "has no checkpoint" in lint(shows, Answer("s/q", "a", "derivation", "", ()))[0]
    broken = Answer("s/q", "a", "expression", "", (Expected(target, r"\frac{p"),))
    assert any("cannot read its answer" in said for said in lint(asks, broken, "p"))
