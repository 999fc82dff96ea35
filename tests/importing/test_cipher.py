"""The table of damaged characters is found from the text, whatever the codes are."""

import random

import pytest

from harness.importing import cipher
from harness.importing.sense import sites
from harness.importing.truths import holds

PLAIN = [
    "So 1 + 2 = 3 and (4 − 1) = 3, as (2 + 1) = 3 says too.",
    "Then (0.5 + 0.5) = 1 and [1, 2] + [2, 2] = [3, 4].",
    "Also 5 − 3 = 2 and (7 − 2) = 5 and 0 < 1 < 2 holds.",
    "We get [1, 1] and [0, 2] with 1 + 1 = 2 and 6 − 4 = 2.",
    "It is (1 + 1) + 2 = 4, then (9 − 1) = 8, and 3 < 5 < 7.",
    "Now 2 < 3 < 9 and (2 + 6) = 8, so [8, 0] = [4 + 4, 0].",
    "And 10 − 1 = 9 and 9 + 1 = 10, so (9 − 8) = 1 < 2.",
]
USUAL = {"(": "[", ")": "h", "[": "X", "]": "Y", "−": "`", "=": "e", "+": "l", "<": "r"}


def damaged(codes: dict[str, str]) -> list[str]:
    return ["".join(codes.get(c, c) for c in sentence) for sentence in PLAIN]


def test_an_undamaged_text_needs_no_table() -> None:
    assert cipher.infer(PLAIN, holds).table == {}


def test_the_usual_codes_are_inferred() -> None:
    found = cipher.infer(damaged(USUAL), holds)
    assert [found.repair(sentence) for sentence in damaged(USUAL)] == PLAIN


@pytest.mark.parametrize("seed", range(4))
def test_other_codes_are_inferred_as_well(seed: int) -> None:
    dice = random.Random(seed)
    brackets, rest = dice.sample("XYZ[]{}`~", 4), dice.sample("abdefghjklmnopqrstuvwz", 4)
    codes = dict(zip(USUAL, [*brackets, *rest], strict=True))
    found = cipher.infer(damaged(codes), holds)
    right = sum(found.table.get(code) == sign for sign, code in codes.items())
    assert right >= 7, (codes, found.table)


def test_repair_keeps_the_length_and_leaves_words_alone() -> None:
    found = cipher.Cipher({"e": "=", "l": "+"}, {})
    assert found.repair("We let 1 l 2 e 3 be the whole level") == "We let 1 + 2 = 3 be the whole level"


@pytest.mark.parametrize(
    ("text", "places"), [("1 l 2", {2}), ("the 2 level", set()), ("a1e1", {2}), ("We are", set())], ids=str
)
def test_only_places_beside_figures_and_capitals_count(text: str, places: set[int]) -> None:
    assert sites(text, frozenset("el")) == places
