"""No reply, gold or declaration makes the marker raise; what fails inside costs one claim, and says so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import reference
from harness import verify
from harness.errors import INTERNAL, internal
from harness.grading import candidates, mark
from harness.questions import load_question

SCALARS = {"eta": "positive", "c": "positive", "I": "identity"}


@pytest.mark.parametrize("called", ["sqrt", "exp", "cbrt", "ln", "sin", "gcd", "lcm", "max", "tr", "inv"])
@pytest.mark.parametrize("inside", ["", "...", "…", ",", " "])
def test_a_function_of_nothing_is_no_claim(called: str, inside: str) -> None:
    for reply in (f"The answer is {called}({inside})", f"{called}({inside})", f"y = {called}({inside})"):
        assert verify("259", reply).status in ("no_answer", "unsupported")


@pytest.mark.parametrize(
    "claim",
    [
        "\\mathbb{Q}",
        "\\emptyset",
        "\\mathbb{C}",
        "\\eta = c I",
        "\\eta < c I",
        "\\eta \\in (0, c I)",
        "0 < \\eta I < c",
    ],
)
def test_an_array_bounds_no_region(claim: str) -> None:
    verdict = verify("0 < \\eta < c", f"${claim}$", symbols=SCALARS, kind="region")
    assert not verdict.correct
    assert INTERNAL not in verdict.reason


@pytest.mark.parametrize(
    ("question", "part", "reply"),
    [
        ("q6", "c", "$W_1=I$, $W_2=\\sqrt\\lambda I$, $c=b$."),
        ("q6", "c", "$W_1=I$, $W_2=\\sqrt\\lambda I$, $c = A^\\top b$."),
        ("q2", "j", "$V_1^\\top w = 0$"),
        ("q2", "j", "$V_2^\\top V_1=0$"),
        ("q2", "j", "c = I"),
        ("q2", "j", "$\\eta = c_1 I/c_2$"),
    ],
)
def test_a_claim_of_another_shape_is_no_fault(question: str, part: str, reply: str) -> None:
    answer = reference.answers(load_question(f"deep-learning-hw1/{question}"))[part]
    verdict = mark(answer, reply, part=part, labels=(part,))
    assert verdict.status in ("incorrect", "unsupported", "no_answer")
    assert INTERNAL not in verdict.reason
    assert all(c.right is not True for c in candidates(answer, reply))


@pytest.mark.parametrize(
    "gold", ["", "\\frac{", "sqrt()", "{", "$$", "\x00", "\ud800", "x" * 5_000, None, {}, (1, 2), []]
)
def test_no_gold_raises(gold: object) -> None:
    assert verify(gold, "The answer is 5.").status == "unsupported"


OUTSIDE = """
def decide(expected, claim, scope):
    raise ZeroDivisionError("the outside kind's own fault")
"""


def test_a_kind_that_fails_costs_its_claim_only_and_says_so(tmp_path: Path) -> None:
    """An outside kind, installed as an entry point, that raises on every claim."""
    (tmp_path / "failing_kind.py").write_text(OUTSIDE, "ascii")
    info = tmp_path / "failing_kind-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: failing-kind\nVersion: 1\n", "ascii")
    (info / "entry_points.txt").write_text("[homework_harness.kinds]\nfailing = failing_kind\n", "ascii")
    script = (
        "from harness.grading import mark\n"
        "from harness.records import Answer, Expected, Target\n"
        "good = Expected(Target('x', 'number'), '5')\n"
        "bad = Expected(Target('y', 'failing'), '5')\n"
        "found = mark(Answer('s/q', 'a', 'several', '', (good, bad)), 'x = 5 and y = 5')\n"
        "print(found.status, [m.status for m in found.targets], found.reason)\n"
    )
    made = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert made.stdout.startswith("unsupported ['correct', 'unsupported']")
    assert f"{INTERNAL}ZeroDivisionError" in made.stdout


def test_an_internal_error_names_its_place_in_one_line() -> None:
    try:
        [][0]
    except IndexError as error:
        said = internal(error)
    assert said.startswith("internal error: IndexError at grading/test_net.py:")
    assert "\n" not in said
