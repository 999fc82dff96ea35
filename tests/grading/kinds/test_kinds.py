"""What each kind accepts, refuses and leaves undecided; every refusal has a confirmed witness."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from harness.grading.kinds import kind
from harness.maths.equality.decision import Decision
from harness.maths.parsing.scope import Scope
from harness.records import Expected, Target
from harness.symbols import declare

BARE = Scope()
DECLARED = Scope(
    {
        name: declare(name, text)
        for name, text in {
            "X": "matrix n x d", "w": "vector d", "w_t": "vector d", "w_t+1": "vector d", "y": "vector n",
            "Q": "matrix n x n, orthogonal", "u": "vector n, unit norm", "lambda": "positive",
            "eta": "positive",
            "sigma": "positive", "sigma_l": "positive", "sigma_s": "positive", "beta": "in (0, 1)",
            "t": "natural", "m": "natural",
        }.items()
    },
    ("sigma_l > sigma_s",),
    True,
)  # fmt: skip


def decide(name: str, gold: str, claim: str, scope: Scope = BARE, **options: object) -> Decision:
    target = Target(str(options.pop("target", "answer")), name, options=options)  # type: ignore[arg-type]
    return kind(name).decide(Expected(target, gold), claim, scope)


def table(name: str, rows: str) -> list[tuple[str, str, str, bool | None]]:
    """Read lines ``gold | claim | yes, no or open`` into cases of a kind."""
    cells = [[c.strip() for c in row.split(" ¦ ")] for row in rows.strip().splitlines()]
    return [
        (name, gold, claim, {"yes": True, "no": False, "open": None}[want]) for gold, claim, want in cells
    ]


BARE_CASES = [
    *table("number", r"""
        \frac12 ¦ 0.5 ¦ yes
        \frac13 ¦ 0.333 ¦ yes
        \frac13 ¦ 0.33 ¦ no
        \frac13 ¦ 0.334 ¦ no
        \sqrt2 ¦ \frac{99}{70} ¦ no
        \pi ¦ 3.1416 ¦ yes
        123.456 ¦ 123.457 ¦ no
        1234.5 ¦ 1.234,5 ¦ yes
        1234567 ¦ 1 234 567 ¦ yes
        12\% ¦ 0.12 ¦ yes
        12\% ¦ 12 percent ¦ yes
        14\text{ MB} ¦ 14 GB ¦ no
        5\text{ cm} ¦ 0.05 m ¦ yes
        9.8\,\mathrm{m\,s^{-2}} ¦ 9.8 m/s² ¦ yes
        \$5 ¦ 5 dollars ¦ yes
        101_2 ¦ 5 ¦ open
        5 ¦ 101_2 ¦ yes
        15:30 ¦ 3:30 pm ¦ yes
        \infty ¦ ∞ ¦ yes
        \infty ¦ -∞ ¦ no
        0 ¦ 10^{-30} ¦ no
        2^{-99} ¦ 2^{-98} ¦ no
        3+4i ¦ 4i+3 ¦ yes
        5 ¦ ±5 ¦ no
        5 ¦ 2+2=5 ¦ open
        \frac{\pi^2}{6} ¦ \sum_{n=1}^\infty \frac1{n^2} ¦ open
        25 ¦ twenty-five ¦ yes
        3:4:5 ¦ 6:8:10 ¦ yes
    """),
    *table("expression", r"""
        (x+1)^2 ¦ x²+2x+1 ¦ yes
        (x+1)^2 ¦ x^2+2x+1+10^{-12} ¦ no
        \sqrt{1/n} ¦ 1/\sqrt n ¦ yes
        \sqrt{x^2} ¦ x ¦ no
        e^{i\pi} ¦ -1 ¦ yes
        \frac{n(n+1)}2 ¦ \sum_{k=1}^n k ¦ yes
        2X^\top(Xw-y) ¦ 2 ¦ no
        1+u^\top v ¦ 1+v^Tu ¦ yes
        n ¦ N ¦ no
        2x ¦ \frac{d}{dx}x^2 ¦ yes
        10^{10^{10}} ¦ 10^{10^{10}}+1 ¦ open
        O(n\log n) ¦ O(n \log_2 n + 7n) ¦ yes
        O(n) ¦ O(n\log n) ¦ no
    """),
    *table("vector", r"""
        (1, 0.1) ¦ [1, 1/10]ᵀ ¦ yes
        (1, 2) ¦ \begin{bmatrix}1&2\end{bmatrix} ¦ yes
        (1, 2) ¦ x = 1, y = 2 ¦ yes
        (1, 2) ¦ (2, 1) ¦ no
        (1, 2) ¦ (1, 2, 3) ¦ no
    """),
    *table("matrix", r"""
        \begin{pmatrix}1&2\\3&4\end{pmatrix} ¦ [[1,2],[3,4]] ¦ yes
        \begin{pmatrix}1&2\\3&4\end{pmatrix} ¦ [1 2; 3 4] ¦ yes
        \begin{pmatrix}1&2\\3&4\end{pmatrix} ¦ [1,3;2,4] ¦ no
        \begin{pmatrix}1&0\\0&2\end{pmatrix} ¦ \mathrm{diag}(1,2) ¦ yes
    """),
    *table("region", r"""
        (-\infty,-1)\cup(3,\infty) ¦ x<-1 or x>3 ¦ yes
        |x-1|<3 ¦ -2<x<4 ¦ yes
        |x|<3 ¦ |x|\le3 ¦ no
        x\ne0 ¦ \mathbb{R}\setminus\{0\} ¦ yes
        [1,2) ¦ [1,2] ¦ no
        x\ge3 ¦ x is at least 3 ¦ yes
        (2,5] ¦ \{x : 2<x\le5\} ¦ yes
        \mathbb{R} ¦ all real numbers ¦ yes
        \emptyset ¦ no solution ¦ yes
    """),
    *table("set", r"""
        \{1,2\} ¦ x=2 or x=1 ¦ yes
        \{1,2\} ¦ 1 ¦ no
        \{2-\sqrt3,2+\sqrt3\} ¦ 2±√3 ¦ yes
        \{a,-a\} ¦ \{|a|,-|a|\} ¦ yes
        \{(1,2),(3,4)\} ¦ (3,4), (1,2) ¦ yes
    """),
    *table("tuple", r"""
        (1,2) ¦ (2,1) ¦ no
        x=1,y=2 ¦ y=2, x=1 ¦ yes
        (1,2,3) ¦ (1,2) ¦ no
    """),
    *table("equation", r"""
        y=2x+1 ¦ 2x-y+1=0 ¦ yes
        y=2x+1 ¦ y=2x-1 ¦ no
        x^2+y^2=1 ¦ x(x^2+y^2-1)=0 ¦ no
        y=2x ¦ y/x=2 ¦ yes
        m_t=\beta m_{t-1}+(1-\beta)g_t ¦ m_{k+1} = \beta m_k + (1-\beta) g_{k+1} ¦ yes
        m_t=\beta m_{t-1}+(1-\beta)g_t ¦ m ← β m + (1-β) g ¦ yes
        x\equiv3\pmod7 ¦ x \equiv 10 (mod 7) ¦ yes
        x\equiv3\pmod7 ¦ x \equiv 3 (mod 8) ¦ no
    """),
]  # fmt: skip

DECLARED_CASES = [
    *table("expression", r"""
        X^\top X ¦ XX^\top ¦ no
        (X^\top X+\lambda I)^{-1}X^\top y ¦ Xᵀ(XXᵀ+λI)⁻¹y ¦ yes
        (X^\top X+\lambda I)^{-1}X^\top y ¦ (XX^T+\lambda I)^{-1}X^T y ¦ no
        Q^\top ¦ Q^{-1} ¦ yes
        u^\top u ¦ 1 ¦ yes
        \|Xw-y\|^2 ¦ (Xw-y)'(Xw-y) ¦ yes
        \sqrt{\lambda^2} ¦ λ ¦ yes
        \lambda ¦ \kappa ¦ open
    """),
    *table("equation", r"""
        w_{t+1}=w_t-2\eta X^\top(Xw_t-y) ¦ w_{k+1} ← (I-2ηXᵀX)w_k+2ηXᵀy ¦ yes
        w_{t+1}=w_t-\eta\nabla L(w_t) ¦ w_{t+1}=w_t+η∇L(w_t) ¦ no
    """),
    *table("region", r"""
        0<\eta<\frac1{\sigma^2} ¦ η ∈ (0, 1/σ²) ¦ yes
        0<\eta<\frac1{\sigma^2} ¦ η < 1/σ² ¦ yes
        0<\eta<\frac1{\sigma^2} ¦ |1-2ησ²| < 1 ¦ yes
        0<\eta<\frac1{\sigma^2} ¦ for all η below 1/σ² ¦ yes
        0<\eta<\frac1{\sigma^2} ¦ η ≤ 1/σ² ¦ no
        0<\eta<\frac1{\sigma_l^2} ¦ η < min(1/σ_l², 1/σ_s²) ¦ yes
        t\ge\frac{\ln 0.01}{\ln\beta} ¦ t \ge \lceil \frac{\ln 0.01}{\ln\beta} \rceil ¦ yes
    """),
]  # fmt: skip


def held(found: Decision, want: bool | None) -> None:
    assert found.equal is want, found.reason or found.evidence
    if want is True:
        assert found.method
        assert found.evidence
    if want is False:
        assert found.witness is not None
        assert found.witness.confirmed


@pytest.mark.parametrize(("name", "gold", "claim", "want"), BARE_CASES, ids=str)
def test_with_nothing_declared(name: str, gold: str, claim: str, want: bool | None) -> None:
    held(decide(name, gold, claim), want)


@pytest.mark.parametrize(("name", "gold", "claim", "want"), DECLARED_CASES, ids=str)
def test_with_symbols_declared(name: str, gold: str, claim: str, want: bool | None) -> None:
    variable = {"t": "t"}.get(gold[:1], "eta")
    options = {"variable": variable} if name == "region" else {}
    held(decide(name, gold, claim, DECLARED, **options), want)


CHOICES = {"l": ["σ_ℓ", "the large one", "large"], "s": ["σ_s", "the small one", "small"]}
PIECES = r"\begin{cases}l&\eta<\frac2{\sigma_l^2+\sigma_s^2}\\s&\eta>\frac2{\sigma_l^2+\sigma_s^2}\end{cases}"


@pytest.mark.parametrize(
    ("claim", "want"),
    [
        ("σ_ℓ if η < 2/(σ_l²+σ_s²), otherwise σ_s", True),
        ("For η < 2/(σ_l²+σ_s²), the large one; for η > 2/(σ_l²+σ_s²), the small one", True),
        (r"If $\eta<\frac{2}{\sigma_l^2+\sigma_s^2}$, then large; otherwise small", True),
        ("the large one", False),
        ("large if η > 2/(σ_l²+σ_s²), small otherwise", False),
        ("it depends", None),
    ],
)
def test_conditional_choices(claim: str, want: bool | None) -> None:
    held(decide("conditional", PIECES, claim, DECLARED, variable="eta", choices=CHOICES), want)


def test_values_of_cases_count_at_their_boundary() -> None:
    gold = r"\begin{cases}5&x<2\\7&x\ge2\end{cases}"
    held(decide("conditional", gold, r"\begin{cases}5&x<2\\7&\text{otherwise}\end{cases}"), True)
    held(decide("conditional", gold, r"\begin{cases}5&x\le2\\7&x>2\end{cases}"), False)


@pytest.mark.parametrize(
    ("claim", "want", "said"),
    [
        ("c = 4σ²/m", True, "tightest"),
        ("c = σ²/m", True, "loose by a factor 4"),
        ("5σ²/m", False, ""),
        ("-1", False, ""),
    ],
)
def test_any_valid_bound_satisfies_a_predicate(claim: str, want: bool, said: str) -> None:
    gold, tight = r"0 < c \le \frac{4\sigma^2}{m}", r"4\sigma^2/m"
    found = decide("predicate", gold, claim, DECLARED, target="c", tight=tight, sense="largest")
    held(found, want)
    assert said in found.evidence


def test_joint_targets_of_a_predicate() -> None:
    gold = r"A^\top A = \lambda I; B = A"
    options = {"together": ["A", "B"]}
    held(decide("predicate", gold, r"A = \sqrt\lambda I, B = \sqrt\lambda I", DECLARED, **options), True)
    held(decide("predicate", gold, r"A = \lambda I, B = \lambda I", DECLARED, **options), False)


def test_states_may_be_numbered_otherwise() -> None:
    gold, other = r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", r"\begin{pmatrix}d&c\\b&a\end{pmatrix}"
    held(decide("matrix", gold, other), False)
    held(decide("matrix", gold, other, permutation=True), True)


def test_the_same_in_many_threads() -> None:
    cases = BARE_CASES * 2
    with ThreadPoolExecutor(16) as pool:
        many = list(pool.map(lambda c: decide(c[0], c[1], c[2]), cases))
    assert many == [decide(c[0], c[1], c[2]) for c in cases]
