"""Ranges as people write them: letters on either side, sets typed, words, own names for the ends."""

from __future__ import annotations

import pytest

from harness.grading import mark, verify
from harness.records import Answer, Expected, Target
from harness.symbols import declare

BARE = [
    # gold, whether it is right, reply
    (r"x > \frac{5}{2}", True, "2x − 5 > 0\n⟺ 2x > 5\n⟺ 5/2 < x"),
    (r"x > \frac{5}{2}", False, "2x − 5 > 0\n⟺ 2x > 5\n⟺ 5/2 > x"),
    (r"\mathbb{R}\setminus\{4\}", True, "The denominator vanishes at 4 only. Domain: ℝ \\ {4}"),
    (r"\mathbb{R}\setminus\{4\}", True, "D = R - {4}"),
    (r"\mathbb{R}\setminus\{4\}", True, "So the domain is all real numbers except 4."),
    (r"\mathbb{R}\setminus\{4\}", True, "The function is defined if and only if x ≠ 4."),
    (r"\mathbb{R}\setminus\{4\}", False, "So the domain is all real numbers except -4."),
    (r"\mathbb{R}\setminus\{4\}", False, "D = R - {2, 4}"),
    (r"(-\infty,1)\cup(6,\infty)", True, "The parabola is positive outside its roots: (-Inf, 1) U (6, Inf)."),
    (r"(-\infty,1)\cup(6,\infty)", False, "It is positive outside its roots: (-Inf, 1] U [6, Inf)."),
    (r"[3,8]", False, "The zeros are 3 and 8, so the answer is 3 and 8."),
    (r"[3,8]", True, "|2x − 11| ≤ 5 gives −5 ≤ 2x − 11 ≤ 5, so 6 ≤ 2x ≤ 16 and finally x ∈ [3,8]."),
    (r"[3,8]", True, "Let a = 3 and b = 8 be the roots. The inequality holds on [a, b]."),
    (r"[3,8]", False, "Let a = 3 and b = 8 be the roots. The inequality holds on (a, b)."),
    (r"x \ge \frac{7}{4}", True, r"Hence the set is $\left[\tfrac74,+\infty\right[$."),
    (r"x \ge \frac{7}{4}", False, r"Hence the set is $\left]\tfrac74,+\infty\right[$."),
]
PENDULUM = Answer(
    "gains", "", "region", "",
    (Expected(Target("g", "region", "all gains that keep it upright", ("gain",), {"variable": "g"}),
              r"\frac{(1 - \sqrt{h})^{2}}{3} < g < \frac{(1 + \sqrt{h})^{2}}{3}"),),
    (declare("g", "positive"), declare("h", "in (0, 1)")),
)  # fmt: skip
NUMBERED = Answer(
    "gains", "", "region", "",
    (Expected(Target("g", "region", "all gains that keep it upright", ("gain",), {"variable": "g"}),
              r"2 - \sqrt{3} \le g \le 2 + \sqrt{3}"),),
    (declare("g", "positive"),),
)  # fmt: skip
NAMED = [
    (PENDULUM, True, "Let g₋ = (1−√h)²/3 and g₊ = (1+√h)²/3. The gains are those in (g₋, g₊)."),
    (PENDULUM, True, r"With $g_\pm=\frac{(1\pm\sqrt h)^2}{3}$ the answer is $g_-<g<g_+$."),
    (PENDULUM, True, r"Put $a=\frac{(1-\sqrt h)^2}{3}$, $b=\frac{(1+\sqrt h)^2}{3}$. Then $g\in(a,b)$."),
    (PENDULUM, False, "Let g₋ = (1−√h)²/3 and g₊ = (1+√h)²/3. The gains are those in (0, g₊)."),
    (PENDULUM, False, r"With $g_\pm=\frac{(1\pm\sqrt h)^2}{6}$ the answer is $g_-<g<g_+$."),
    (PENDULUM, False, r"With $g_\pm=\frac{(1\pm\sqrt h)^2}{3}$ the answer is $g<g_-$ or $g>g_+$."),
    (NUMBERED, True, "The roots are 2 ± √3, so 2 − √3 ≤ g ≤ 2 + √3, i.e. 0.2679 ≤ g ≤ 3.7321."),
    (NUMBERED, True, "So all gains with 0.26795 ≤ g ≤ 3.73205 keep it upright."),
    (NUMBERED, False, "The roots are 2 ± √3, so 2 − √3 ≤ g ≤ 2 + √3, i.e. 0.2679 ≤ g ≤ 4.2321."),
    (NUMBERED, False, "So all gains with 0.26795 < g < 3.73205 keep it upright."),
]


@pytest.mark.parametrize(("gold", "right", "reply"), BARE)
def test_ranges_of_one_variable(gold: str, right: bool, reply: str) -> None:
    assert (verify(gold, reply).status == "correct") is right, verify(gold, reply).reason


@pytest.mark.parametrize(("answer", "right", "reply"), NAMED)
def test_ends_under_names_of_their_own(answer: Answer, right: bool, reply: str) -> None:
    assert (mark(answer, reply).status == "correct") is right, mark(answer, reply).reason


@pytest.mark.parametrize(("gold", "reply"), [(g, r) for g, right, r in BARE if right])
def test_no_right_range_is_called_wrong(gold: str, reply: str) -> None:
    assert verify(gold, reply).status != "incorrect"
