"""`mark`: parts, several targets, checkpoints and false steps."""

from __future__ import annotations

import pytest

from harness.grading import MARKER_VERSION, mark
from harness.records import Answer, Checkpoint, Expected, FalseStep, Target
from harness.symbols import declare

ETA = Expected(Target("eta", "expression", aliases=("\\eta^*",)), "\\frac{1}{s + l}")
RATE = Expected(Target("rate", "expression", aliases=("\\rho",)), "\\frac{l - s}{l + s}")
SYMBOLS = (declare("s", "positive"), declare("l", "positive"))
BOTH = Answer("set/q", "a", "several", "", (ETA, RATE), SYMBOLS, ("l > s",))


def answer(*expected: Expected, **more: object) -> Answer:
    return Answer("set/q", "a", "several", "", expected, SYMBOLS, ("l > s",), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        ("$\\eta^* = \\frac{1}{l+s}$ with rate $\\rho = \\frac{l-s}{l+s}$.", "correct"),
        ("- η* = 1/(s+l)\n- the rate is (l−s)/(l+s)", "correct"),
        ("$\\boxed{\\frac{1}{l+s}}$ and $\\boxed{\\frac{l-s}{l+s}}$", "correct"),
        ("$\\boxed{\\left(\\frac{1}{l+s}, \\frac{l-s}{l+s}\\right)}$", "correct"),
        ("$\\eta^* = \\frac{1}{l+s}$", "partial"),
        ("$\\eta^* = \\frac{1}{l+s}$, $\\rho = \\frac{l+s}{l-s}$", "partial"),
        ("$\\eta^* = \\frac{2}{l+s}$, $\\rho = \\frac{l+s}{l-s}$", "incorrect"),
        ("I do not know.", "no_answer"),
    ],
)
def test_several_targets(reply: str, status: str) -> None:
    verdict = mark(BOTH, reply)
    assert verdict.status == status, verdict.reason
    assert verdict.marker_version == MARKER_VERSION


PARTS = "(a) We get $\\eta^* = \\frac{1}{l+s}$.\n\n(b) We get $\\eta^* = \\frac{2}{l+s}$."


@pytest.mark.parametrize(("part", "status"), [("a", "correct"), ("b", "incorrect")])
def test_only_the_part_s_own_section_is_read(part: str, status: str) -> None:
    assert mark(answer(ETA), PARTS, part=part, labels=("a", "b")).status == status


def test_a_recap_of_earlier_parts_is_told_apart() -> None:
    assert mark(answer(ETA), PARTS, part="a", labels=("a",)).status == "correct"


def test_an_incorrect_mark_has_a_confirmed_witness() -> None:
    verdict = mark(answer(ETA), "$\\eta^* = \\frac{2}{l+s}$")
    assert verdict.witness is not None
    assert verdict.witness.confirmed
    assert set(verdict.witness.point) == {"l", "s"}


def checkpoint(name: str, kind: str, value: str = "", **options: object) -> Checkpoint:
    return Checkpoint(name, f"says {name}", Expected(Target(name, kind, options=options), value))  # type: ignore[arg-type]


PROOF = (
    checkpoint("factor", "expression", "1 - 2 s"),
    checkpoint("diagonal", "statement", all=[["diagonal", "decouple"]], none=["not"]),
)


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        ("The system decouples, and each error shrinks by $1 - 2s$.", "correct"),
        ("Each error shrinks by $1 - s - s$.", "unsupported"),
        ("The system does not decouple. We have $1 - 2s$.", "unsupported"),
        ("It is obvious.", "unsupported"),
        ("", "no_answer"),
    ],
)
def test_checkpoints_decide_a_derivation(reply: str, status: str) -> None:
    verdict = mark(answer(checkpoints=PROOF), reply)
    assert verdict.status == status, verdict.reason
    if "1 -" in reply and status == "unsupported":
        assert "1 of 2 checkpoints" in verdict.reason


FALSE = FalseStep("flip", "1 = 2", Expected(Target("flip", "equation"), "l = 2 l"), "at l = 1: 1 is not 2")


def test_a_right_end_after_a_false_step_is_partial() -> None:
    reply = "Since $l = 2l$ we get\n\n$$\\boxed{\\eta^* = \\frac{1}{l+s}}$$"
    verdict = mark(answer(ETA, false_steps=(FALSE,)), reply)
    assert verdict.status == "partial"
    assert "right end, false step" in verdict.reason
    assert verdict.false_steps[0].witness is not None


def test_a_wrong_end_stays_incorrect() -> None:
    reply = "Since $l = 2l$ we get $\\boxed{\\eta^* = \\frac{3}{l+s}}$"
    assert mark(answer(ETA, false_steps=(FALSE,)), reply).status == "incorrect"


def test_values_that_are_right_only_together() -> None:
    rule = "c + d = s"
    pair = tuple(
        Expected(Target(name, "predicate", options={"together": ["c", "d"]}), rule) for name in ("c", "d")
    )
    assert mark(answer(*pair), "Take $c = s/3$ and $d = 2s/3$.").status == "correct"
    assert mark(answer(*pair), "Take $c = s/3$ and $d = s/3$.").status == "incorrect"


@pytest.mark.parametrize(
    "reply", ["\\boxed{" * 2_000, "$" * 9_999, "{" * 50_000, "\ud800", "\x00" * 99, "(" * 9_999]
)
def test_any_text_gets_a_verdict(reply: str) -> None:
    assert mark(BOTH, reply).status in ("no_answer", "unsupported", "incorrect")


def test_the_same_verdict_every_time() -> None:
    reply = "$\\eta^* = \\frac{2}{l+s}$ with rate $\\rho = \\frac{l-s}{l+s}$."
    assert mark(BOTH, reply) == mark(BOTH, reply)
