"""Values given under the words of the question: a label, a subject, a row or a column says whose they are."""

from __future__ import annotations

import pytest

from harness.grading import mark
from harness.records import Answer, Expected, Json, Target
from harness.symbols import declarations

WHOLE: dict[str, Json] = {"integer": True}
WARM = Expected(
    Target("T_warm", "number", "minutes with a warm start", ("T_{warm}", "T_{w}"), options=WHOLE), "98"
)
COLD = Expected(
    Target("T_cold", "number", "minutes of an ordinary cold start", ("T_{cold}",), options=WHOLE), "163"
)
CRITICAL = Expected(
    Target("delta_max", "expression", "the largest damping with oscillation", (r"\delta_{\max}",)),
    r"2 \sqrt{k}",
)
SLOWEST = Expected(
    Target("delta_min", "expression", "the smallest damping allowed", (r"\delta_{\min}",)), "k/3"
)
SYMBOLS = declarations({"k": "positive", "delta": "positive"})
SAID = {"c": "correct", "i": "incorrect", "n": "no_answer", "u": "unsupported", "h": "hedged"}


def marked(reply: str, *expected: Expected) -> list[str]:
    answer = Answer("s/q", "a", "several", "", expected, symbols=SYMBOLS)
    return [target.status for target in mark(answer, reply).targets]


RIGHT = [
    "Warm start: T = ⌈ln(50)/0.04⌉ = ⌈97.8⌉ = 98.\nCold start: rate 0.024, T = ⌈162.99⌉ = 163.",
    "**Warm start:** the rate is 0.04, hence $T = 98$.\n\n**Cold start:** here $r = 0.024$, $T = 163$.",
    "| start | rate | T |\n|---|---|---|\n| warm | 0.04 | 98 |\n| cold | 0.024 | 163 |",
    "| | warm start | cold start |\n|---|---|---|\n| rate | 0.04 | 0.024 |\n| T | 98 | 163 |",
    "Both follow from $e^{-rT} = 1/50$.\n\n- **warm**: 98 minutes\n- **cold**: 163 minutes",
    "With a warm start it takes 98 minutes, with a cold one 163.",
    "The warm start and the cold start take 98 and 163 minutes, respectively.",
    "So $T = 98$ (warm start) and $T = 163$ (cold start).",
    "### Warm start\nThe rate is 0.04.\n\nSo $T = 98$.\n\n### Cold start\nThe rate is 0.02.\n\nSo $T = 163$.",
    "We need 98 minutes with a warm start and 163 minutes with a cold one.",
    "The ordinary cold start needs 163 minutes; the warm start is done after 98.",
]  # fmt: skip


@pytest.mark.parametrize("reply", RIGHT)
def test_a_value_belongs_to_the_target_whose_words_stand_with_it(reply: str) -> None:
    assert marked(reply, WARM, COLD) == ["correct", "correct"]
    assert marked(reply, COLD, WARM) == ["correct", "correct"]


@pytest.mark.parametrize("reply", RIGHT)
def test_the_same_reply_with_wrong_values_is_wrong(reply: str) -> None:
    swapped = reply.replace("98", "X").replace("163", "98").replace("X", "163")
    assert set(marked(swapped, WARM, COLD)) == {"incorrect"}
    close = reply.replace("98", "97").replace("163", "162")
    assert set(marked(close, WARM, COLD)) == {"incorrect"}


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("Warm start: 98 minutes. The cold start I could not work out.", "cn"),
        ("Start: 98 minutes.", "nn"),
        ("The warm start has the rate 98 and the cold start the rate 163.", "nn"),
        ("Warm start: $r = 98$. Cold start: $r = 163$.", "nn"),
        ("Warm up period: 98 minutes. Cold weather: 163 minutes.", "nn"),
        ("| start | rate |\n|---|---|\n| warm | 98 |\n| cold | 163 |", "nn"),
        ("**Warm start:** $T = 90$, no: $T = 98$.\n\n**Cold start:** $T = 163$.", "cc"),
        ("Warm start: $T = 98$.\n\nCheck: $T = 5$ would be too short.\n\nCold start: $T = 163$.", "cc"),
    ],
)
def test_only_words_of_the_question_name_a_target(reply: str, said: str) -> None:
    assert marked(reply, WARM, COLD) == [SAID[sign] for sign in said]


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (
            "Take $\\delta_1$, $\\delta_2$; the largest damping is $2\\sqrt{k}$, the smallest $k/3$.",
            "cc",
        ),
        ("The larger one is $\\delta_+ = 2\\sqrt{k}$ and the smaller one is $\\delta_- = k/3$.", "cc"),
        (
            "The largest damping is where they meet:\n\n$$\\delta_2 = 2\\sqrt k$$\n\nThe smallest is $k/3$.",
            "cc",
        ),
        ("The maximal damping equals $\\sqrt{4k}$. Minimal damping: $\\delta = k/3$.", "cc"),
        ("The largest damping is $k/3$, the smallest is $2\\sqrt{k}$.", "ii"),
        (
            "The larger one is $\\delta_+ = \\frac{k}{3}$, the smaller one is $\\delta_- = 2\\sqrt{k}$.",
            "ii",
        ),
        (
            "The largest damping is where they meet:\n\n$$\\delta_2 = \\sqrt k$$\n\nThe smallest is $k$.",
            "ii",
        ),
        ("The largest eigenvalue is $2\\sqrt{k}$, the smallest eigenvalue $k/3$.", "nn"),
    ],
)  # fmt: skip
def test_extremes_are_named_in_several_words(reply: str, said: str) -> None:
    assert marked(reply, CRITICAL, SLOWEST) == [SAID[sign] for sign in said]


def test_what_is_missing_is_said() -> None:
    answer = Answer("s/q", "a", "several", "", (WARM, COLD))
    verdict = mark(answer, "Warm start: 98 minutes. The cold start I could not work out.")
    assert verdict.status == "partial"
    assert verdict.reason.startswith("1 of 2 asked values are right; T_cold: ")


ENDS = Expected(
    Target("complex", "region", "when it swings", ("swings",), options={"variable": "delta"}),
    r"k - 1 < \delta < k + 1",
)
"""A range whose ends a reply may call by names of its own."""


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("Let δ₋ = k − 1, δ₊ = k + 1.\n\nIt swings: δ₋ < δ < δ₊", "correct"),
        ("With $\\delta_\\pm = k \\pm 1$ it swings for $\\delta_- < \\delta < \\delta_+$.", "correct"),
        ("It swings for $\\delta_1 < \\delta < \\delta_2$, where $\\delta_{1} = k$.", "unsupported"),
        ("With $\\delta_\\pm = k \\pm 2$ it swings for $\\delta_- < \\delta < \\delta_+$.", "incorrect"),
        ("With $\\delta_\\pm = k \\mp 1$ it swings for $\\delta_- < \\delta < \\delta_+$.", "incorrect"),
        ("Let δ₋ = k, δ₊ = k + 1.\n\nIt swings: δ₋ < δ < δ₊", "incorrect"),
    ],
)  # fmt: skip
def test_the_ends_of_a_range_may_have_names_of_their_own(reply: str, said: str) -> None:
    assert marked(reply, ENDS, WARM)[0] == said


def test_a_subscript_of_two_needs_no_braces() -> None:
    first = Expected(Target("v_a0", "number", aliases=("v_{a,0}",)), "7")
    second = Expected(Target("v_b0", "number", aliases=("v_{b,0}",)), "0")
    assert marked("So v_a,0 = 7, v_b,0 = 0.", first, second) == ["correct", "correct"]
    assert marked("So v_a,0 = 0, v_b,0 = 7.", first, second) == ["incorrect", "incorrect"]


def test_names_defined_behind_the_range_never_make_it_wrong() -> None:
    for tail in ("with $p = k - 1$ and $q = k + 1$", "where $p = k - 1$, $q = k + 1$"):
        assert marked(f"It swings for $p < \\delta < q$ {tail}.", ENDS, WARM)[0] in ("correct", "unsupported")
