"""What marking costs: ratios within one run, and short answers in units of a fixed loop."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "grading")]

from asked import ask, rows  # noqa: E402
from hostile_worker import loop  # noqa: E402
from marker_vs_math_verify import by_length, math_verify, run  # noqa: E402

from harness.grading import verify  # noqa: E402

pytestmark = pytest.mark.bench

LOOP_MS = 70
"""What `hostile_worker.loop` takes where the targets were set."""
SHAPES: dict[str, str] = {
    "prose": "We look at the terms one by one and find that 3 of them stay. ",
    "formulas": "Then $x_1 = 2 + \\frac{3}{4}$, so $y = 5$.\n",
    "claims": "x = 3, y = 4. ",
    "boxes": "\\boxed{1} and ",
    "rows": "| a | 3 |\n",
    "headings": "# Final answer\n",
    "braces": "{([",
    "equal signs": "x=",
}


def seconds(act: Callable[[], object], times: int = 5) -> float:
    """Return the least CPU time of some calls."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        act()
        spent.append(time.process_time() - start)
    return min(spent)


def test_short_answers_are_marked_in_well_under_a_millisecond() -> None:
    cases = rows("general")
    unit = min(loop() for _ in range(9)) / LOOP_MS
    spent = sorted(seconds(lambda row=row: ask(row), 3) for row in cases)  # type: ignore[misc]
    assert spent[len(spent) // 2] <= 0.5 * unit, f"median {spent[len(spent) // 2] / unit:.2f} ms"
    assert spent[int(0.99 * len(spent))] <= 10 * unit, f"p99 {spent[int(0.99 * len(spent))] / unit:.1f} ms"


def test_marking_is_many_times_faster_than_math_verify() -> None:
    pytest.importorskip(
        "math_verify", reason="math-verify is not installed, so there is nothing to compare with"
    )
    cases = rows("general")[::12]
    other = math_verify(wrap=True)
    for marker in (ask, other):
        run(marker, cases[:10])
    ours, theirs = (sum(s for _, _, s in run(marker, cases).outcomes) for marker in (ask, other))
    assert theirs >= 20 * ours, f"{theirs / ours:.1f} times"


@pytest.mark.parametrize("shape", SHAPES)
def test_cost_grows_no_faster_than_the_reply(shape: str) -> None:
    short, long = ((SHAPES[shape] * size)[:size] + "\nThe answer is 5." for size in (8_000, 512_000))
    verify("5", short[:200])
    texts = iter(f"{n} {text}" for text in (short, long) for n in range(5))  # the last texts read are kept
    small, large = (seconds(lambda: verify("5", next(texts))) for _ in range(2))
    assert large <= 64 * 1.5 * small, f"64 times the text took {large / small:.0f} times as long"


def test_a_reply_of_six_thousand_characters_costs_a_few_short_ones() -> None:
    found = by_length()
    assert found["6000 characters, ms"] <= 5 * min(loop() for _ in range(9)) / LOOP_MS * 1000


def test_a_gold_is_read_once() -> None:
    golds = [f"\\frac{{{n}}}{{7}}x^2+{n}x+\\sqrt{{{n}}}" for n in range(3, 60)]
    first, again = (
        seconds(lambda: [verify(g, "5") for g in golds], 1),
        seconds(lambda: [verify(g, "6") for g in golds], 3),
    )
    assert again < 0.7 * first
