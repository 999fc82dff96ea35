"""Several things asked at once: each claim goes to the one it names, in any spelling."""

from __future__ import annotations

import pytest

from harness.grading import mark, verify
from harness.grading.kinds import kind
from harness.grading.language.naming import name
from harness.maths.parsing.scope import Scope
from harness.records import Answer, Expected, Json, Target
from harness.symbols import declarations

SYMBOLS = declarations({"eta": "positive", "a": "positive", "b": "positive"})
CHOICES: dict[str, Json] = {"choices": {"yes": ["stable"], "no": ["unstable"]}}
STABLE = Expected(Target("stable", "choice", aliases=("stability", "stable"), options=CHOICES), "yes")
REAL = Expected(
    Target("real", "region", aliases=("purely real",), options={"variable": "eta"}), r"0 < \eta < a"
)
COMPLEX = Expected(
    Target("complex", "region", aliases=("complex",), options={"variable": "eta"}), r"a < \eta < b + a"
)
LARGEST = Expected(Target("eta_max", "expression", aliases=(r"\eta_{\max}",)), "a")


def statuses(reply: str, *expected: Expected) -> list[str]:
    answer = Answer("s/q", "a", "expression", "", expected, symbols=SYMBOLS)
    return [t.status for t in mark(answer, reply).targets]


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ("They are purely real: so the answer is 0 < η < a.\n\nComplex: **Answer:** a < η < a + b", "cc"),
        ("Purely real: the final answer is 0 < η < a.\n\nThey are complex for a < η < a + b.", "cc"),
        ("They are complex: **Answer:** a < η < a + b", "nc"),
        ("Purely real: a < η < a + b.\n\nComplex: 0 < η < a.", "ii"),
    ],
)
def test_a_region_belongs_to_what_is_named_beside_it(reply: str, found: str) -> None:
    names = {"c": "correct", "n": "no_answer", "i": "incorrect"}
    assert statuses(reply, REAL, COMPLEX) == [names[sign] for sign in found]


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        ("Whether it is stable: **Answer:** unstable\n\nη_max = a", "incorrect"),
        ("Whether it is stable: **Answer:** stable\n\nη_max = a", "correct"),
        (r"Stability: it is stable. Hence $\boxed{\eta_{\max} = a}$.", "correct"),
    ],
)
def test_a_choice_stands_where_it_is_named(reply: str, status: str) -> None:
    assert statuses(reply, STABLE, LARGEST) == [status, "correct"]


@pytest.mark.parametrize(
    ("unicode", "latex"),
    [
        ("aₜ₊₁", "a_{t+1}"), ("ηₘₐₓ", r"\eta_{\max}"), ("w_{⊥,0}", r"w_{\perp,0}"), ("η_±", r"\eta_{\pm}"),
        ("E[wₜ₊₁]", r"\mathbb{E}[w_{t+1}]"), ("w̃₀", r"\tilde{w}_0"), ("mₜ₋₁", "m_{t-1}"),
    ],
)  # fmt: skip
def test_small_letters_spell_the_same_name(unicode: str, latex: str) -> None:
    assert name(unicode) == name(latex) is not None


MATRICES = declarations({"X": "matrix n x d", "I": "identity", "y": "vector n"})
STACKED = r"\begin{bmatrix} X \\ 2 I \end{bmatrix}"
BLOCKS = [
    (r"\begin{bmatrix} X \\ I + I \end{bmatrix}", True),
    (r"\begin{bmatrix} X \\ I \end{bmatrix}", False),
    (r"\begin{bmatrix} X & 2 I \end{bmatrix}", False),
    (r"\begin{bmatrix} X & 0 \\ 2 I & 0 \end{bmatrix}", False),
]


@pytest.mark.parametrize(("claim", "right"), BLOCKS, ids=[c for c, _ in BLOCKS])
def test_a_block_gives_the_identity_below_it_its_size(claim: str, right: bool) -> None:
    scope = Scope({s.name: s for s in MATRICES}, (), True)
    found = kind("matrix").decide(Expected(Target("C", "matrix"), STACKED), claim, scope)
    assert found.equal is right


def test_shapes_that_differ_are_said_in_numbers() -> None:
    scope = Scope({s.name: s for s in MATRICES}, (), True)
    found = kind("matrix").decide(
        Expected(Target("C", "matrix"), STACKED), r"\begin{bmatrix} X & I \end{bmatrix}", scope
    )
    assert found.equal is False
    assert "the claim is" in found.reason


RANGE = Expected(Target("eta", "region", options={"variable": "eta"}), r"0 < \eta < 3 a")
END = Expected(Target("eta_max", "expression", aliases=("upper end",)), "3 a")


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        ("It holds for 0 < η < 3a.\n\nThe upper end is η_max = 3a.", "correct"),
        ("Upper end: η = 3a.", "unsupported"),
        ("It holds for 0 < η < 2a, and η_max = 3a.", "incorrect"),
    ],
    ids=str,
)
def test_a_range_is_not_refuted_by_what_is_said_of_its_end(reply: str, status: str) -> None:
    assert statuses(reply, RANGE, END)[0] == status


def test_a_part_is_open_where_one_value_is_right_and_the_other_open() -> None:
    answer = Answer("s/q", "a", "several", "", (RANGE, END), symbols=SYMBOLS)
    assert mark(answer, "Upper end: η = 3a.").status == "unsupported"


def test_one_of_a_stack_of_names_is_not_refuted_by_the_stack() -> None:
    reply = r"$$\begin{pmatrix} u \\ v \end{pmatrix} = 2 \begin{pmatrix} a \\ b \end{pmatrix}$$"
    found = statuses(reply, Expected(Target("u", "expression"), "2 a"))
    assert "incorrect" not in found


def test_a_chain_that_ends_in_another_name_for_its_value() -> None:
    symbols = {"X": "matrix n x d", "y": "vector n", "lambda": "positive", "I": "identity"}
    gold = r"X^\top (X X^\top + \lambda I)^{-1} y"
    right = r"$$w = X^\top(XX^\top+\lambda I)^{-1}y=(X^\top X+\lambda I)^{-1}X^\top y=w_{\rm ridge}.$$"
    assert verify(gold, right, symbols=symbols, targets=("w",)).correct
    wrong = r"$$w = X^\top(XX^\top+2\lambda I)^{-1}y=w_{\rm ridge}.$$"
    assert verify(gold, wrong, symbols=symbols, targets=("w",)).status == "incorrect"


def test_a_choice_beside_a_value_is_told_in_a_sentence_with_that_value() -> None:
    choices: dict[str, Json] = {"choices": {"l": ["large"], "s": ["small"]}}
    limit = Expected(Target("limiting", "choice", "what limits it", ("limits",), choices), "l")
    bound = Expected(Target("eta", "expression", "the bound", ()), "2/L")
    asked = Answer("set/q", "a", "several", "", (bound, limit), declarations({"L": "positive"}))
    reply = "The small one is slack. So $\\eta = 2/L$, and it is the large one that caps the step."
    assert mark(asked, reply).correct


@pytest.mark.parametrize(
    ("reply", "right"), [("Z = [X | 2·I]", True), ("Z = [X|2 I]", True), ("Z = [X | 3·I]", False)]
)
def test_a_line_sets_two_blocks_beside_each_other(reply: str, right: bool) -> None:
    gold = r"\begin{bmatrix} X & 2 I \end{bmatrix}"
    assert verify(gold, reply, symbols={"X": "matrix n x d", "I": "identity"}).correct is right
