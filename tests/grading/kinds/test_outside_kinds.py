"""A kind that comes by an entry point is looked for and read exactly as one of ours."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from harness.grading import candidates, kinds, mark
from harness.records import ANSWER_KINDS, Answer, Expected, Target
from harness.symbols import declare

COLOURS = '''
"""Colours by their names, in any sentence that names one."""

from harness.grading.kinds import Decision, Traits

TRAITS = Traits(words=True, brief=True)
NAMES = ("red", "green", "blue")


def decide(expected, claim, scope):
    words = claim.lower().replace(".", " ").replace("*", " ").split()
    said = [name for name in NAMES if name in words]
    if len(said) != 1:
        return Decision(None, reason="no colour, or several", readable=False)
    return Decision(said[0] == expected.value, "name", f"it is {said[0]}", reason=f"said {said[0]}")
'''


@pytest.fixture(scope="module", autouse=True)
def _outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Install a distribution with a kind of its own, and with each of ours under another name."""
    folder = tmp_path_factory.mktemp("outside")
    (folder / "colours.py").write_text(COLOURS, "ascii")
    lines = ["colour = colours", *(f"other-{name} = harness.grading.kinds.{name}" for name in ANSWER_KINDS)]
    info = folder / "outside-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: outside\nVersion: 1\n", "ascii")
    (info / "entry_points.txt").write_text("\n".join(["[homework_harness.kinds]", *lines, ""]), "ascii")
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    kinds.kind.cache_clear()
    yield
    sys.path.remove(str(folder))
    kinds.kind.cache_clear()


def colour(value: str) -> Answer:
    return Answer("set/q", "a", "colour", "", (Expected(Target("answer", "colour"), value),))


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        ("Let us see. The paper turns red first.\n\nThe answer is blue.", "correct"),
        ("**Final answer:** green", "incorrect"),
        ("blue", "correct"),
        ("It could be anything.", "no_answer"),
        ("First I thought it was blue. Actually, it is red.", "incorrect"),
    ],
)
def test_a_kind_that_answers_in_words(reply: str, status: str) -> None:
    verdict = mark(colour("blue"), reply)
    assert verdict.status == status, verdict.reason


SYMBOLS = (declare("x", "real"), declare("a", "positive"))
ASKED = {
    "number": ("12", ["So we get 12 apples.", "There are twelve.", "The answer is 13.", "It is at most 12."]),
    "expression": ("a^2 + x", ["$x + a^2$", "Hence we find $f = a^2+x$.", "It is a² − x.", "minus $a^2+x$"]),
    "set": (r"\{1, 2\}", ["x = 1 or x = 2", "$x_1 = 2$ and $x_2 = 1$", "1 and 3", "{2, 1}"]),
    "tuple": ("(1, 2)", ["(1, 2)", "x_1 = 1, x_2 = 2", "(2, 1)"]),
    "vector": ("(1, 2)", ["The vector is ⟨1, 2⟩.", r"$\begin{pmatrix}1\\2\end{pmatrix}$", "(2, 1)"]),
    "region": ("x > 2", ["x > 2", "x is greater than 2", r"for all $x \ge 2$", r"$(2, \infty)$"]),
    "equation": ("x = 2 a", ["$2a = x$", "We have x - 2a = 0.", "$x = a$"]),
    "truth": ("true", ["Yes, this is true.", "It is false.", "The statement holds: **true**"]),
    "text": ("ridge regression", ["This is ridge regression.", "lasso", "It is called ridge regression."]),
}
ROWS = [(kind, value, reply) for kind, (value, replies) in ASKED.items() for reply in replies]


@pytest.mark.parametrize(("kind", "value", "reply"), ROWS)
def test_ours_under_another_name_says_the_same(kind: str, value: str, reply: str) -> None:
    expected = Expected(Target("answer", kind), value)  # type: ignore[arg-type]
    ours = Answer("set/q", "a", kind, value, (expected,), SYMBOLS)  # type: ignore[arg-type]
    target = replace(expected.target, kind=f"other-{kind}")
    theirs = replace(ours, kind=f"other-{kind}", expected=(replace(expected, target=target),))
    assert mark(theirs, reply) == mark(ours, reply)
    assert candidates(theirs, f"We see.\n\n{reply}") == candidates(ours, f"We see.\n\n{reply}")


def test_every_shipped_kind_says_what_it_is_like() -> None:
    said = {name: kinds.traits_of(name) for name in ANSWER_KINDS}
    assert all(isinstance(like, kinds.Traits) for like in said.values())
    assert all(like != kinds.Traits() for like in said.values())


def test_what_is_no_kind_is_read_as_a_value() -> None:
    assert kinds.traits_of("no such kind").value
