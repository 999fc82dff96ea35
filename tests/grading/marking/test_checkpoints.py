"""Checkpoints of derivations: stated in any form, contradicted by another value, or left open."""

from __future__ import annotations

import pytest

from harness.grading import mark
from harness.records import Answer, Checkpoint, Expected, Target
from harness.symbols import declare


def checkpoint(
    name: str,
    kind: str,
    value: str,
    *aliases: str,
    target: str = "",
    ways: tuple[Expected, ...] = (),
    **options: object,
) -> Checkpoint:
    asked = Target(target or name, kind, name, aliases, options)  # type: ignore[arg-type]
    return Checkpoint(name, f"says {name}", Expected(asked, value), ways=ways)


STEPS = Answer(
    "set/q", "a", "derivation", "", (),
    (declare("L", "positive"), declare("mu", "positive"), declare("eta", "positive", ["\\eta^*"]),
     declare("a", "positive")),
    ("L > mu",),
    (
        checkpoint("factor", "expression", "1-\\eta a", factor=True),
        checkpoint("stable", "region", "0 < \\eta < \\frac{2}{L}", target="eta", variable="eta"),
        checkpoint("best", "expression", "\\frac{2}{L+\\mu}", "\\eta^*", "\\eta_{opt}", target="eta_star"),
        checkpoint("rate", "expression", "\\frac{L-\\mu}{L+\\mu}", "\\rho^*", "rate", target="rho"),
    ),
)  # fmt: skip

WHOLE = [
    r"Diagonalise the Hessian. In mode $a$ the error obeys $e_{t+1}=(1-\eta a)e_t$, so we need "
    r"$|1-\eta a|<1$ for $a\in[\mu,L]$, i.e. $0<\eta<2/L$. Balancing $1-\eta\mu=\eta L-1$ gives "
    r"$\eta^*=\frac{2}{L+\mu}$ and the rate $\rho=\frac{L-\mu}{L+\mu}$.",
    r"Let $s=L+\mu$. A mode with eigenvalue $a$ is multiplied by $1-a\eta$ in each step. "
    r"Stability: $\eta\in(0,2/L)$. Equalising both ends: $\eta^*=2/s$, which contracts by "
    r"$\rho=1-2\mu/s$.",
    r"Der Fehler wird je Schritt mit $1-\eta a$ multipliziert. Stabil genau dann, wenn "
    r"$0<\eta<\frac{2}{L}$. Am besten ist $\eta^*=\frac{2}{\mu+L}$, mit der Rate "
    r"$\rho=1-\frac{2\mu}{L+\mu}$.",
    r"Avec $\kappa=L/\mu$ : chaque composante est multipliée par $1-\eta a$, la méthode converge "
    r"ssi $0<\eta<2/L$, et le meilleur pas est $\eta^*=\frac{2}{L+\mu}$, d'où "
    r"$\rho=\frac{\kappa-1}{\kappa+1}$.",
    r"每个分量每步乘以 $1-\eta a$。当且仅当 $0<\eta<2/L$ 时收敛。最优步长 $\eta^*=2/(L+\mu)$,收敛率 "
    r"$\rho=(L-\mu)/(L+\mu)$。",
    "1. **Modes.** $e_{t+1}[a] = (1-\\eta a)\\,e_t[a]$.\n2. **Stability.** $|1-\\eta a|<1 "
    "\\iff 0<\\eta<2/a$, and the strictest is $a=L$: $0<\\eta<2/L$.\n3. **Best step.** "
    "$1-\\eta\\mu=-(1-\\eta L) \\iff \\eta = 2/(L+\\mu)$.\n4. **Rate.** "
    "$1-\\frac{2\\mu}{L+\\mu}=\\frac{L-\\mu}{L+\\mu}$.",
    r"Each mode is damped by $1-\eta a$ a step. This is stable for all $\eta$ between $0$ and "
    r"$2/L$ (both excluded); the fastest is $\eta_{opt}=\frac{2}{L+\mu}$ with "
    r"$\rho=\frac{L-\mu}{L+\mu}$.",
]
CONTRARY = [
    r"Each mode shrinks by $1-\eta a$. Stable for $0<\eta<2/L$. The best step is $\eta^*=1/L$ "
    r"with rate $\rho=1-\mu/L$.",
    r"Modes shrink by $1-\eta a$; stable iff $0<\eta<2/L$; $\eta^*=2/(L+\mu)$ and "
    r"$\rho=\frac{L+\mu}{L-\mu}$.",
    r"Modes shrink by $1-\eta a$; stable iff $0<\eta<2/L$; $\eta^*=2/(L+\mu)$. It is not true "
    r"that $\rho=\frac{L-\mu}{L+\mu}$; rather $\rho=\mu/L$.",
    r"Modes shrink by $1-\eta a$; stable iff $0<\eta<2/L$. If the best step were "
    r"$\eta=2/(L+\mu)$, we would have the rate $\rho=(L-\mu)/(L+\mu)$. It is $\eta^*=1/L$, "
    "however.",
    r"Modes shrink by $1-\eta a$; stable iff $0<\eta<1/L$; best $\eta^*=\frac{1}{L+\mu}$; "
    r"$\rho=\frac{L-\mu}{L+\mu}$.",
]
LACKING = [
    r"Modes shrink by $1-\eta a$. The best step size is $\eta^*=\frac{2}{L+\mu}$ and "
    r"$\rho=\frac{L-\mu}{L+\mu}$.",
    r"Suppose $0<\eta<2/L$. Each mode shrinks by $1-\eta a$, $\eta^*=2/(L+\mu)$ and "
    r"$\rho=(L-\mu)/(L+\mu)$.",
    r"Each mode shrinks by $1-\eta a$ for $0<\eta<2/L$, and $\eta^*=2/(L+\mu)$ would give "
    r"$\rho=(L-\mu)/(L+\mu)$.",
    r"For $L=2$ and $\mu=1$ the rate is $\rho=1/3$. In general a mode shrinks by $1-\eta a$, "
    r"$0<\eta<2/L$ is stable and $\eta^*=2/(L+\mu)$ best.",
]


@pytest.mark.parametrize("reply", WHOLE)
def test_a_formula_is_met_however_it_is_said(reply: str) -> None:
    verdict = mark(STEPS, reply)
    assert verdict.correct, verdict.reason


@pytest.mark.parametrize("reply", CONTRARY)
def test_another_value_for_the_same_quantity_is_wrong(reply: str) -> None:
    verdict = mark(STEPS, reply)
    assert verdict.status == "partial", verdict.reason
    assert "is claimed" in verdict.reason


@pytest.mark.parametrize("reply", LACKING)
def test_what_is_not_found_is_open(reply: str) -> None:
    verdict = mark(STEPS, reply)
    assert verdict.status == "unsupported", verdict.reason


def test_a_value_said_and_unsaid_is_open() -> None:
    reply = WHOLE[1] + " Hence the best is $\\eta^*=1/L$."
    assert mark(STEPS, reply).status == "unsupported"


ROWS = Answer(
    "set/q", "a", "derivation", "", (),
    (declare("A", "matrix m x n, full column rank"), declare("b", "vector m"), declare("x", "vector n")),
    (),
    (
        checkpoint("normal", "equation", "A^T A x = A^T b"),
        checkpoint("row", "expression", "A^T b",
                   ways=(Expected(Target("", "expression"), "A^T (A x - b)"),)),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("reply", "met"),
    [
        ("At the minimum $\\nabla f = 2A^\\top(Ax-b) = 0$, so $A^\\top A x = A^\\top b$.", ["normal", "row"]),
        ("The normal equations are $x^\\top A^\\top A = b^\\top A$.", ["normal", "row"]),
        ("Write $v = b^\\top A$ (a row). Then $A^\\top A x = v^\\top$.", ["normal", "row"]),
        ("The residual $Ax - b$ is orthogonal to the columns: $A^\\top(Ax-b) = 0$.", ["normal", "row"]),
        ("Let $G = A^\\top A$ and $h = A^\\top b$. The gradient vanishes where $Gx = h$.", ["normal", "row"]),
        ("We do not get $A^\\top A x = A^\\top b$.", []),
        ("If it were true that $A^\\top A x = A^\\top b$, we would be done.", []),
        ("Then $A A^\\top x = A b$.", []),
    ],
)  # fmt: skip
def test_links_transposes_and_the_reply_s_own_names(reply: str, met: list[str]) -> None:
    verdict = mark(ROWS, reply)
    assert [m.target for m in verdict.checkpoints if m.status == "correct"] == met


def test_an_optional_checkpoint_contradicted_spoils_a_right_end() -> None:
    rate = Expected(Target("rho", "expression", "rate"), "\\frac{L-\\mu}{L+\\mu}")
    best = Checkpoint(
        "best",
        "the step",
        Expected(Target("eta_star", "expression", "", ("\\eta^*",)), "\\frac{2}{L+\\mu}"),
        False,
    )
    asked = Answer("set/q", "a", "expression", "", (rate,), STEPS.symbols, STEPS.assume, (best,))
    right = "The best step is $\\eta^*=\\frac{2}{L+\\mu}$, and the rate is $\\rho = \\frac{L-\\mu}{L+\\mu}$."
    assert mark(asked, right).correct
    assert mark(asked, "The rate is $\\rho = \\frac{L-\\mu}{L+\\mu}$.").correct
    assert mark(asked, right.replace("2}{L+", "1}{L+", 1)).status == "partial"
