"""A reply that is the gold letter by letter is never called wrong, whatever the gold is."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from harness import verify

TESTS = Path(__file__).resolve().parents[2]
GOLDS = [
    line
    for line in (TESTS / "banks" / "golds.txt").read_text("utf-8").splitlines()
    if line and line[0] != "#" and not re.fullmatch(r"\[[a-z].*\]", line)
]
FORMS = ("{}", "\\boxed{{{}}}", "Therefore, the answer is ${}$.")


def mixed(count: int, seed: int) -> list[str]:
    """Return golds with pieces of other golds in them: most mean nothing."""
    rng = random.Random(seed)
    pieces = [p for gold in GOLDS for p in re.findall(r"\\[A-Za-z]+|[A-Za-z]+|\d+|[^\sA-Za-z\d{}$\\]", gold)]
    made = []
    for _ in range(count):
        gold = rng.choice(GOLDS)
        at = rng.randrange(len(gold) + 1)
        made.append(f"{gold[:at]} {rng.choice(pieces)} {gold[at:]}")
    return made


@pytest.mark.parametrize("form", FORMS)
def test_a_gold_is_never_called_wrong_against_itself(form: str) -> None:
    golds = [gold for gold in GOLDS if "$" not in gold or "$" not in form]
    wrong = [gold for gold in golds if verify(gold, form.format(gold)).status == "incorrect"]
    assert wrong == []


@pytest.mark.parametrize("form", FORMS[:2])
def test_nor_is_any_text_called_so(form: str) -> None:
    golds = [gold for gold in mixed(300, 7) if gold.count("{") == gold.count("}") and "$" not in gold]
    assert [gold for gold in golds if verify(gold, form.format(gold)).status == "incorrect"] == []
